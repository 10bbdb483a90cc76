"""The reader: learns acts from their phrasings and says which acts an utterance holds, how surely and why.

Clauses, pairs of neighbouring clauses and the whole line are scored by one linear model over word features
and, where there is one, a sentence encoder; the best segmentation wins. Deterministic: scores are rounded
to 4 places and ties go by act id. It never decides what happens next and never reads a file itself.
"""

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from simulator.model.reading import ActPhrasings, Band, DialogueContext, Form, ReadAct, Reading
from simulator.understanding import thresholds
from simulator.understanding.bank_layers import layers_for
from simulator.understanding.clauses import Clause, cut, cut_finer, join
from simulator.understanding.embedding_cache import embed_kept, kept_lines
from simulator.understanding.encoder import Encoder
from simulator.understanding.fitting import Fitted, in_plain_words, learn
from simulator.understanding.forms import FILLERS
from simulator.understanding.guards import costs
from simulator.understanding.in_context import HeardLine, in_context, ordered
from simulator.understanding.in_place import let_go, line_read_with
from simulator.understanding.lined_up import lined_up
from simulator.understanding.reader_key import VERSION, WORDS_ALONE, reader_key
from simulator.understanding.segmenting import Scored, chance_of, parted, spans_of, truly_parted
from simulator.understanding.spare_memory import give_back, large_apart
from simulator.understanding.thresholds import Thresholds
from simulator.understanding.verifier import VerifyingEncoder

UNJUDGED = -6.0
WORD_FOR_WORD = 0.97
"""The least score of an act whose phrasing was said word for word: what was taught is heard."""

IN_QUESTION, JUDGED_FROM = -6.0, -3.5
"""The least log odds of an act that the rules are asked about, and of one that the verifier is."""

RIVAL = 2.0
"""An act further behind the likeliest of its group is not judged: no verdict makes that up."""

JUDGED_ACTS = 2
JUDGED_GROUPS = 8
"""The verifier is asked about so many acts of so many groups, the likeliest: the bound on its time."""

KEPT_ORDER = 0.001
"""What is left of the distance of acts that were not judged: which of them came next is still told."""

VERDICT_WEIGHT = 0.5
"""How much of the verifier's log odds is added to the model's; .3 to .8 do much alike."""

KEPT_READERS = 12
_NO_CONTEXT = DialogueContext()


@dataclass(frozen=True)
class Reader:
    """A fitted reader. ``name`` says which reader and version read; it is kept with every reading.

    ``key`` is the digest of all that it learnt from: readers of one key hear the same in every line.
    """

    name: str
    bands: Thresholds
    fitted: Fitted = field(repr=False)
    encoder: Encoder | None = field(default=None, repr=False)
    key: str = ""

    @property
    def acts(self) -> tuple[str, ...]:
        """The ids of the acts that this reader can hear."""
        return self.fitted.acts

    def read(self, text: str, context: DialogueContext = _NO_CONTEXT) -> Reading:
        """Read one utterance. Any text is allowed; only the first part of an endless one counts."""
        return self.read_all([(text, context)])[0]

    def read_all(self, said: Sequence[tuple[str, DialogueContext]]) -> list[Reading]:
        """Read several utterances at once, each as if it stood alone.

        Most of the time of a short line goes to fetching the encoder's weights; together it is done once.
        """
        cuts = self._cut_and_scored([text for text, _ in said])
        return [
            in_context(self.name, text, ordered(line, context.expected), clauses, context)
            for (text, context), (clauses, _), line in zip(said, cuts, self._heard_in(cuts), strict=True)
        ]

    def likeliest(self, text: str) -> ReadAct | None:
        """Return the act that stands first for a whole line in which nothing is heard; its band is *none*."""
        clauses = cut(text, self.fitted.speller)
        if not clauses or not self.acts:
            return None
        group = self.score((join(clauses),))[0]
        order = group.ranked(self.acts)
        first = self._heard(group, order[0], order[1] if len(order) > 1 else None)
        return first.model_copy(update={"band": "none"})

    def hear_all(self, texts: Sequence[str]) -> list[tuple[HeardLine, tuple[Clause, ...]]]:
        """Return of each line what it holds whatever was said before, and its clauses: what costs most.

        Each is heard as if it stood alone; together they take half the time of one by one.
        """
        cuts = self._cut_and_scored(texts)
        return [(line, clauses) for line, (clauses, _) in zip(self._heard_in(cuts), cuts, strict=True)]

    def cut(self, text: str) -> tuple[Clause, ...]:
        """Cut a line into its clauses, spelling mended."""
        line = cut(text, self.fitted.speller)
        return line if cut_finer(line, self.fitted.speller) == line else self._cut_and_scored([text])[0][0]

    def _cut_and_scored(self, texts: Sequence[str]) -> list[tuple[tuple[Clause, ...], list[Scored]]]:
        """Cut lines into their clauses, also where no sign parts two things if both are surely heard.

        What is scored to tell whether they are is scored together with the line as it stands.
        """
        cuts = [cut(text, self.fitted.speller) for text in texts]
        tried = {line: fine for line in cuts if (fine := cut_finer(line, self.fitted.speller)) != line}
        scored: dict[tuple[Clause, ...], list[Scored]] = {}
        self._score_into(scored, [*cuts, *tried.values()])
        found = {line: tuple(truly_parted(fine, scored[fine], self.bands)) for line, fine in tried.items()}
        chosen = [new if len(new := found.get(line, line)) > len(line) else line for line in cuts]
        self._score_into(scored, chosen)
        return [(line, scored[line]) for line in chosen]

    def _score_into(
        self, scored: dict[tuple[Clause, ...], list[Scored]], cuts: Sequence[tuple[Clause, ...]]
    ) -> None:
        wanted = [line for line in dict.fromkeys(cuts) if line not in scored]
        scored.update(zip(wanted, self.score_all(wanted), strict=True))

    def _heard_in(self, cuts: Sequence[tuple[Sequence[Clause], Sequence[Scored]]]) -> list[HeardLine]:
        heard = []
        line_read_with(self.fitted.learnt.kept)
        for clauses, groups in cuts:
            chosen = parted(groups, len(clauses), self.bands)
            heard.append(HeardLine(self._no_list(clauses, self._acts(chosen)), _form(clauses, chosen)))
        return heard

    def score(self, clauses: Sequence[Clause]) -> list[Scored]:
        """Score single clauses, neighbouring pairs and the whole line."""
        return self.score_all([clauses])[0]

    def score_all(self, cuts: Sequence[Sequence[Clause]]) -> list[list[Scored]]:
        """Score the groups of clauses of several utterances."""
        spans = [(clauses, a, b) for clauses in cuts for a, b in spans_of(len(clauses))]
        lines = [join(clauses[a:b]) for clauses, a, b in spans]
        if not lines or not self.acts:
            return [[] for _ in cuts]
        odds = self.fitted.log_odds(lines, self.encoder)
        for row, line in enumerate(lines):
            taught = self._taught(line)
            if taught is not None:
                odds[row, taught] = max(odds[row, taught], math.log(WORD_FOR_WORD / (1.0 - WORD_FOR_WORD)))
        profiles = self.fitted.profiles
        for row, line in enumerate(lines):
            places = np.flatnonzero(odds[row] > IN_QUESTION)
            odds[row, places] -= costs([profiles[place] for place in places], line)
        ends = np.cumsum([0, *(len(spans_of(len(clauses))) for clauses in cuts)])
        own = [range(int(start), int(end)) for start, end in pairwise(ends)]
        added = self._judge(lines, odds, own)
        return [
            [Scored(*spans[row][1:], lines[row], odds[row], added.get(row, {})) for row in rows]
            for rows in own
        ]

    def _judge(
        self, lines: Sequence[Clause], odds: npt.NDArray[np.float64], own: Sequence[Sequence[int]]
    ) -> dict[int, dict[int, float]]:
        """Add the verifier's verdict to the likeliest acts of each utterance's likeliest groups, in place.

        Return what was added, by group and act.

        Words that were taught are not judged down. An act that was not judged is no longer in question where
        others of its group were.
        """
        added: dict[int, dict[int, float]] = {}
        if not isinstance(self.encoder, VerifyingEncoder):
            return added
        tops = np.round(odds.max(axis=1), 4)
        likeliest = (sorted(rows, key=lambda r: (-tops[r], r))[:JUDGED_GROUPS] for rows in own)
        rows = [row for some in likeliest for row in some if tops[row] > JUDGED_FROM]
        asked = [
            (row, int(place))
            for row in rows
            for place in np.argsort(-np.round(odds[row], 4), kind="stable")[:JUDGED_ACTS]
            if odds[row, place] > max(JUDGED_FROM, tops[row] - RIVAL)
        ]
        verdicts = self.verdicts([(lines[row], place) for row, place in asked])
        before = [odds[row, place] for row, place in asked]
        for row in rows:
            above = np.maximum(odds[row] - UNJUDGED, 0.0)
            odds[row] -= above * (1.0 - KEPT_ORDER)
        for (row, place), known, verdict in zip(asked, before, verdicts, strict=True):
            taught = self._taught(lines[row]) == place
            more = max(verdict, 0.0) if taught else verdict
            odds[row, place] = known + more
            added.setdefault(row, {})[place] = more
        return added

    def verdicts(self, asked: Sequence[tuple[Clause, int]]) -> list[float]:
        """Return what the verifier adds to the log odds of acts, given by their places, in clauses."""
        if not isinstance(self.encoder, VerifyingEncoder) or not asked:
            return [0.0] * len(asked)
        phrasings = self.fitted.plain_phrasings(asked, self.encoder)
        pairs = [(clause.text, taught) for (clause, _), taught in zip(asked, phrasings, strict=True)]
        return [VERDICT_WEIGHT * float(v) for v in self.encoder.verifier.verdicts(self.encoder, pairs)]

    def _taught(self, line: Clause) -> int | None:
        """Return the place of the one act that was taught these very words, small talk before them apart."""
        if line.forbidden or all(word in FILLERS for word in line.words):
            return None
        known = self.fitted.taught_words
        said = known.get(line.within, known.get(line.words))
        return known.get(line.core) if said is None and len(line.core) > 1 else said

    def band_of(self, place: int, score: float) -> Band:
        """Return the band of the score of an act, given by its place."""
        return self.bands.band(score, held_against=self.fitted.profiles[place].held_against)

    def _acts(self, chosen: Sequence[Scored]) -> tuple[ReadAct, ...]:
        """Return the acts of the chosen groups, none twice."""
        found: dict[str, ReadAct] = {}
        before: Scored | None = None
        for group in chosen:
            order = group.ranked(self.acts)
            top = self._heard(group, order[0], order[1] if len(order) > 1 else None)
            picked = [top]
            if top.band == "unsure" and len(order) > 1:
                second = self._heard(group, order[1], order[0])
                picked += [second] if second.band != "none" else []
            twice = found.get(top.act)
            if twice and before and before.end == group.start and twice.words.endswith(before.clause.raw):
                words = f"{twice.words} {top.words}"  # said twice running: both are cited
                found[top.act] = (twice if twice.score >= top.score else top).model_copy(
                    update={"words": words}
                )
            before = group
            for act in picked:
                if act.act not in found or found[act.act].score < act.score:
                    found[act.act] = act
        return tuple(found.values())

    def _no_list(self, clauses: Sequence[Clause], acts: tuple[ReadAct, ...]) -> tuple[ReadAct, ...]:
        """Return the acts of a line, none of them sure where it only lines up key words."""
        if not lined_up(clauses) or self._taught(join(clauses)) is not None:
            return acts
        return tuple(a.model_copy(update={"band": "unsure"}) if a.band == "sure" else a for a in acts)

    def _heard(self, group: Scored, place: int, rival: int | None) -> ReadAct:
        """Return one act as heard in a group, with its band, its deciding phrasing and the runner-up."""
        score = round(chance_of(float(group.odds[place])), 4)
        return ReadAct(
            act=self.acts[place],
            band=self.band_of(place, score),
            score=score,
            phrase=self.fitted.closest(place, group.clause, self.encoder)[0],
            words=group.clause.raw,
            runner_up=self.acts[rival] if rival is not None else "",
        )


def _form(clauses: Sequence[Clause], chosen: Sequence[Scored]) -> Form:
    """Return the form of the line: that of its best group, else that of its last clause."""
    if chosen:
        return max(chosen, key=lambda g: (round(float(g.odds.max()), 4), -g.start)).clause.form
    return clauses[-1].form if clauses else "fragment"


_readers: OrderedDict[str, Reader] = OrderedDict()
_lock = Lock()


def fit_reader(
    acts: Sequence[ActPhrasings],
    *,
    off_topic: Sequence[ActPhrasings] = (),
    encoder: Encoder | None = None,
    cache_folder: Path | None = None,
    keep: bool = True,
) -> Reader:
    """Return a reader of ``acts``, fitted once per content in this process and shared by everybody.

    ``off_topic``: small classes of lines that hold no act (ids are only names). ``cache_folder``: where the
    vectors of bank lines, and what was learnt from them, are kept between runs; None keeps none. A reader
    that is only tried out (``keep`` false) is forgotten, and what it learnt takes no other's place. Raises
    ValueError when two acts share an id or an act has no phrasing.
    """
    _checked(acts)
    if not keep:
        return _fit(acts, off_topic, encoder, cache_folder, keep=False)
    key = reader_key(acts, off_topic, [encoder.digest, encoder.name] if encoder else ())
    with _lock:
        if key not in _readers:
            large_apart()
            _readers[key] = replace(_fit(acts, off_topic, encoder, cache_folder), key=key)
            give_back()
            let_go()
            while len(_readers) > KEPT_READERS:
                _readers.popitem(last=False)
        _readers.move_to_end(key)
        return _readers[key]


def _checked(acts: Sequence[ActPhrasings]) -> None:
    """Raise ValueError for acts that cannot be learnt."""
    seen: set[str] = set()
    for act in acts:
        if act.id in seen:
            raise ValueError(
                f"The act {act.id!r} is given twice: join its phrasings, or give one of them another id."
            )
        seen.add(act.id)
        if not any(p.strip() for p in act.phrasings):
            raise ValueError(f"The act {act.id!r} has no phrasing: write at least one way to say it.")


def _fit(
    acts: Sequence[ActPhrasings],
    off_topic: Sequence[ActPhrasings],
    encoder: Encoder | None,
    cache_folder: Path | None,
    *,
    keep: bool = True,
) -> Reader:
    """Fit one reader."""

    def vectors(by: Encoder, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return embed_kept(by, texts, cache_folder)

    learnt = cache_folder if keep else None
    told = in_plain_words(acts, off_topic, encoder.vocabulary if encoder else (), learnt)
    if encoder is None:
        return Reader(*reader_of(None), learn(acts, told, None, learnt))
    chosen = layers_for([[line.text for line in lines] for lines in told.acts], encoder, vectors)
    by = chosen, kept_lines(chosen, cache_folder)
    chosen.make_ready()
    if chosen is encoder:
        encoder.close_published()
        return Reader(*reader_of(encoder), learn(acts, told, by, learnt), encoder)
    name, _bands = reader_of(chosen)
    return Reader(name, thresholds.ANOTHER_FIELD, learn(acts, told, by, learnt, another_field=True), chosen)


def reader_of(encoder: Encoder | None) -> tuple[str, Thresholds]:
    """Return the name and the bands of a reader with this encoder, or of the one of words alone."""
    if encoder is None:
        return WORDS_ALONE, thresholds.WORDS
    kind = "verified" if isinstance(encoder, VerifyingEncoder) else encoder.kind
    return f"encoder-{VERSION}/{encoder.name}", thresholds.BY_KIND.get(kind, thresholds.ENCODER)
