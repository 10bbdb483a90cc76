"""The reader of answers: which key points a text makes, how surely, and in which of the writer's words.

Three bands: *sure*, *likely*, and none. Deterministic, offline; scores are rounded to 4 places, ties go to
the earlier and shorter stretch. It decides no finding: marking does, and after it a person.
"""

import hashlib
import json
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from simulator.model.answers import AnswerBand, AnswerReading, PointRead, Unanalysable
from simulator.model.questions import CONNECTED, Question, Statement
from simulator.understanding.answer_features import FIGURES, Compared, Matrix, Prepared, compare, prepare
from simulator.understanding.answer_segments import Segment, segments, sentences
from simulator.understanding.answer_stance import (
    DEPENDENT,
    belittles,
    content,
    hedges,
    only_key_words,
    own_words,
    rejects,
    reports_others,
    says_something,
    turns,
)
from simulator.understanding.answer_weights import ENCODER, WORDS, AnswerWeights
from simulator.understanding.encoder import Encoder
from simulator.understanding.normalise import plain_words

VERSION = "2"
MOST_SEGMENTS = 1500
MOST_WORDS_CITED = 60
KEPT = 400
LEAST_OWN_WORDS = 3
STUFFED_SHARE = 0.6
DENIED = 0.15
"""From this lead of a phrasing of the other polarity on, nothing is *sure*: the stretch denies the point."""

ON_TOPIC = 0.33
"""A text whose every stretch is less like every statement than this is about something else."""

LIKE_ENOUGH = {"likely": 0.22, "sure": 0.33, "sure wrong": 0.55}
"""How like a phrasing a stretch must be in itself, however it compares with the others (with the encoder).

For a wrong statement the bar is high: to hold one falsely against somebody is worse than to leave it
to a person."""

LEAST_CONNECTED = 8
"""So many words hold one connected sentence at least; fewer are a list whatever they name."""

_DENIAL = FIGURES.index("denial")
_NEAREST = FIGURES.index("nearest")


@dataclass(frozen=True)
class AnswerReader:
    """Reads answers to one question. ``name`` says which reader and version read."""

    question: str
    name: str
    connected_wanted: bool
    prepared: Prepared = field(repr=False)
    shown: tuple[str, ...] = field(repr=False)
    weights: AnswerWeights = field(repr=False)
    encoder: Encoder | None = field(default=None, repr=False)

    def read(self, text: str) -> AnswerReading:
        """Read one answer. Any text is allowed."""
        why = self._unusable(text)
        stretches = [] if why else [s for s in segments(text)[:MOST_SEGMENTS] if self._may_count(s)]
        if not stretches:
            return self._nothing(why or "copied", text)
        compared = compare(self.prepared, stretches, self.encoder)
        if not why and self.encoder is not None and compared.figures[:, :, _NEAREST].max() < ON_TOPIC:
            return self._nothing("off topic", text)
        points, wrong = self._found(text, compared)
        made = {p.id for p in points}
        return AnswerReading(
            question=self.question,
            analysable=True,
            points=points,
            wrong=wrong,
            missing=tuple(i for i in self.prepared.ids[: self.prepared.points] if i not in made),
            connected=not self.connected_wanted or connected(text),
            reader=self.name,
        )

    def _nothing(self, why: Unanalysable, text: str) -> AnswerReading:
        return AnswerReading(
            question=self.question,
            analysable=False,
            why_not=why,
            missing=self.prepared.ids[: self.prepared.points],
            connected=not self.connected_wanted or connected(text),
            reader=self.name,
        )

    def _unusable(self, text: str) -> Unanalysable:
        """Say why a text as a whole cannot be analysed; nothing when it can."""
        words = plain_words(text)
        if not words:
            return "empty"
        own = own_words(text, self.shown)
        if len(own) < LEAST_OWN_WORDS:
            return "too short" if len(words) < LEAST_OWN_WORDS else "copied"
        if len(own) < 0.4 * len(words) and len(content(own)) <= 4:
            return "copied"
        stuffed = sum(len(s.words) for s in sentences(text) if only_key_words(s.text))
        return "key words" if stuffed >= STUFFED_SHARE * len(words) or only_key_words(text) else ""

    def _may_count(self, stretch: Segment) -> bool:
        """Tell whether a stretch is the writer's own: neither copied from the question nor key words only."""
        own = own_words(stretch.text, self.shown)
        return len(own) >= max(2, 0.5 * len(stretch.words)) and not only_key_words(stretch.text)

    def _found(self, text: str, compared: Compared) -> tuple[tuple[PointRead, ...], tuple[PointRead, ...]]:
        odds = scores(compared, self.weights)
        whole = sentences(text)
        points: list[PointRead] = []
        wrong: list[PointRead] = []
        for place, name in enumerate(self.prepared.ids):
            is_point = place < self.prepared.points
            read = self._best(name, odds[:, place], compared, place, whole, is_point=is_point)
            if read is not None:
                (points if is_point else wrong).append(read)
        return tuple(points), tuple(wrong)

    def _best(
        self,
        name: str,
        odds: Matrix,
        compared: Compared,
        place: int,
        whole: Sequence[Segment],
        *,
        is_point: bool,
    ) -> PointRead | None:
        """Return the stretch that makes a statement best, with its band; nothing below *likely*."""
        sure, likely = (
            (self.weights.sure, self.weights.likely)
            if is_point
            else (self.weights.sure_wrong, self.weights.likely_wrong)
        )
        order = sorted(range(len(odds)), key=lambda i: (-odds[i], compared.segments[i].clauses, i))
        best: tuple[AnswerBand, int, bool] | None = None
        for i in order:
            if odds[i] < likely:
                break
            stretch = compared.segments[i]
            rejected = self._rejected(stretch, whole)
            denied = compared.figures[i, place, _DENIAL] > DENIED or hangs_on_denial(stretch, whole)
            near = compared.figures[i, place, _NEAREST] if self.encoder else 1.0
            if rejected or (denied and not is_point) or near < LIKE_ENOUGH["likely"]:
                continue
            enough = near >= LIKE_ENOUGH["sure" if is_point else "sure wrong"]
            undone = _hedged(stretch, whole, belittles if is_point else hedges)
            plain = not denied and not undone and _says_something(stretch)
            if odds[i] >= sure and enough and plain:
                best = ("sure", i, False)
                break
            best = best or ("likely", i, denied)
        if best is None:
            return None
        band, i, denied = best
        return _read(name, band, float(odds[i]), compared.segments[i], denied=denied)

    def _rejected(self, stretch: Segment, whole: Sequence[Segment]) -> bool:
        """Tell whether the writer only mentions it to reject it: as others' belief, or taken back at once."""
        sentence = whole[stretch.sentence] if stretch.sentence < len(whole) else stretch
        before = sentence.text[: max(0, stretch.start - sentence.start)]
        after = sentence.text[max(0, stretch.end - sentence.start) :]
        if reports_others(plain_words(before)) or reports_others(stretch.words):
            return not turns(stretch.words)
        if rejects(plain_words(before)) or rejects(stretch.words):
            return True
        if turns(plain_words(after)):
            return True
        following = whole[stretch.sentence + 1].words if stretch.sentence + 1 < len(whole) else ()
        return stretch.end >= sentence.end and len(following) <= 5 and turns(following)


def _says_something(stretch: Segment) -> bool:
    """Tell whether each sentence of a stretch states something: two names in a row state nothing."""
    return all(says_something(part.words) for part in sentences(stretch.text))


def _hedged(stretch: Segment, whole: Sequence[Segment], undo: Callable[[Sequence[str]], bool]) -> bool:
    """Tell whether its sentence, or a short "no" after it, may reject what a stretch says."""
    if stretch.sentence >= len(whole):
        return undo(stretch.words)
    after = whole[stretch.sentence + 1].words if stretch.sentence + 1 < len(whole) else ()
    answered = len(after) <= 6 and after[:1] in (("no",), ("never",), ("wrong",), ("nonsense",), ("rubbish",))
    return answered or undo(whole[stretch.sentence].words) or (len(after) <= 6 and undo(after))


def hangs_on_denial(stretch: Segment, whole: Sequence[Segment]) -> bool:
    """Tell whether a stretch is a dependent clause of something denied: "do not share it *when a life …*"."""
    if not stretch.words or stretch.words[0] not in DEPENDENT or stretch.sentence >= len(whole):
        return False
    sentence = whole[stretch.sentence]
    before = Segment(
        sentence.text[: max(0, stretch.start - sentence.start)],
        sentence.start,
        stretch.start,
        stretch.sentence,
        2,
    )
    return before.denied


def scores(compared: Compared, weights: AnswerWeights) -> Matrix:
    """Return the log odds that each stretch makes each statement, rounded to 4 places."""
    odds: Matrix = np.round(compared.figures @ np.asarray(weights.weights) + weights.bias, 4)
    return odds


def connected(text: str) -> bool:
    """Tell whether a text is a connected account and not a list: a whole sentence that holds together."""
    return any(
        len(s.words) >= LEAST_CONNECTED and not only_key_words(s.text) and says_something(s.words)
        for s in sentences(text)
    )


def _read(name: str, band: AnswerBand, odds: float, stretch: Segment, *, denied: bool) -> PointRead:
    words = stretch.text.split()
    cited = stretch.text if len(words) <= MOST_WORDS_CITED else " ".join(words[:MOST_WORDS_CITED]) + " …"
    chance = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))
    return PointRead(
        id=name, band=band, score=round(chance, 4), words=cited, start=stretch.start, end=stretch.end,
        denied=bool(denied),
    )  # fmt: skip


_readers: OrderedDict[str, AnswerReader] = OrderedDict()
_lock = Lock()


def answer_reader(question: Question, encoder: Encoder | None) -> AnswerReader:
    """Return the reader of answers to a question, prepared once in this process."""
    shown = (question.ask, question.shows.message, *question.shows.calls)
    return reader_of(
        question.id,
        " ".join(s for s in shown if s),
        question.points,
        question.wrong,
        encoder,
        connected_wanted=question.verb in CONNECTED,
    )


def reader_of(
    name: str,
    asked: str,
    points: Sequence[Statement],
    wrong: Sequence[Statement],
    encoder: Encoder | None,
    *,
    connected_wanted: bool = False,
) -> AnswerReader:
    """Return a reader of answers for any question, key points and wrong statements.

    Raises ValueError when there is no key point.
    """
    digest = encoder.digest if encoder else ""
    held = [
        name,
        asked,
        digest,
        connected_wanted,
        *([s.model_dump(include={"id", "text", "examples"})] for s in points),
    ]
    key = hashlib.sha256(
        json.dumps([held, [w.model_dump(include={"id", "text", "examples"}) for w in wrong]]).encode()
    ).hexdigest()
    with _lock:
        if key not in _readers:
            _readers[key] = AnswerReader(
                question=name,
                name=f"answers-{VERSION}/{encoder.name}" if encoder else f"answers-words-{VERSION}",
                connected_wanted=connected_wanted,
                prepared=prepare(asked, points, wrong, encoder),
                shown=(asked,),
                weights=ENCODER if encoder else WORDS,
                encoder=encoder,
            )
            while len(_readers) > KEPT:
                _readers.popitem(last=False)
        _readers.move_to_end(key)
        return _readers[key]
