"""Explains a reading to a person: the closest phrasing, what each word gave, what nearly won and by how much.

What is explained is what the reader decided about the line as a whole: the stretches it chose, their scores
with the verifier's part in them, and how the line would be read without each word. On demand only (it reads
the line once more for each word); it changes no reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from simulator.model.reading import Band, DialogueContext
from simulator.understanding.clauses import Clause
from simulator.understanding.guards import cost
from simulator.understanding.introductions import STAND_IN
from simulator.understanding.normalise import plain_words
from simulator.understanding.reader import Reader
from simulator.understanding.segmenting import Scored, chance_of, parted

MOST_WORDS = 24
"""So many words of one stretch are tried."""

MOST_OF_A_LINE = 48
"""So many words of a whole line: the bound on the time that explaining takes."""


@dataclass(frozen=True)
class Explanation:
    """Why one stretch of a line was read as it was. Scores are chances between 0 and 1, to 4 places.

    ``word_shares``: what each word added to the log odds through the word features (exact, the model is
    linear). ``drops``: how far the score falls when the word is left out and the whole line is read again,
    encoder and verifier included, whatever stretches are then chosen. ``held_back``: log odds taken off
    because form, negation or person spoke against the act. ``verdict``: log odds added, or taken off, when
    the words were compared with the closest phrasing; 0 where they were not. ``runner_up_out``: others were
    compared so, and the runner-up was too far behind to be: its score says no more than that. ``nearness``:
    log odds added, or taken off, for the likeness to the closest phrasing; 0 but in a bank of another field.
    """

    words: str
    act: str
    band: Band
    score: float
    phrase: str
    likeness: float
    word_shares: tuple[tuple[str, float], ...]
    drops: tuple[tuple[str, float], ...]
    runner_up: str
    runner_up_score: float
    runner_up_out: bool
    held_back: float
    verdict: float
    sure_from: float
    unsure_from: float
    nearness: float = 0.0

    @property
    def gap(self) -> float:
        """How far the runner-up is behind."""
        return round(self.score - self.runner_up_score, 4)


def explain(reader: Reader, text: str, context: DialogueContext | None = None) -> tuple[Explanation, ...]:
    """Explain the reading of ``text``: one explanation for each stretch in which an act was heard.

    Where none was heard, the stretch that came nearest is explained.
    """
    clauses = reader.cut(text)
    if not clauses or not reader.acts:
        return ()
    groups = reader.score(clauses)
    nearest = max(groups, key=lambda g: (round(float(g.odds.max()), 4), g.end - g.start, -g.start))
    chosen = parted(groups, len(clauses), reader.bands) or [nearest]
    left, found = MOST_OF_A_LINE, []
    for group in chosen:
        tried = min(MOST_WORDS, left, len(group.clause.words))
        left -= tried
        found.append(_explained(reader, clauses, group, tried))
    return tuple(found)


def _explained(reader: Reader, clauses: Sequence[Clause], group: Scored, tried: int) -> Explanation:
    """Explain one stretch; so many of its words are left out in turn."""
    order = group.ranked(reader.acts)
    place, rival = order[0], order[1] if len(order) > 1 else None
    score = _score(group, place)
    phrase, likeness = reader.fitted.closest(place, group.clause, reader.encoder)
    return Explanation(
        words=group.clause.raw,
        act=reader.acts[place],
        band=reader.band_of(place, score),
        score=score,
        phrase=phrase,
        likeness=likeness,
        word_shares=_shares(reader, group.clause, place, tried),
        drops=_drops(reader, clauses, group, place, tried),
        runner_up=reader.acts[rival] if rival is not None else "",
        runner_up_score=_score(group, rival) if rival is not None else 0.0,
        runner_up_out=bool(group.verdicts) and rival not in group.verdicts,
        held_back=cost(reader.fitted.profiles[place], group.clause),
        verdict=round(group.verdicts.get(place, 0.0), 4),
        sure_from=reader.bands.sure_from(held_against=reader.fitted.profiles[place].held_against),
        unsure_from=reader.bands.unsure,
        nearness=round(reader.fitted.nearness(place, group.clause, reader.encoder), 4),
    )


def _score(group: Scored, place: int) -> float:
    """Return the score of an act in a stretch as a reading gives it."""
    return round(chance_of(float(group.odds[place])), 4)


def _shares(reader: Reader, clause: Clause, place: int, tried: int) -> tuple[tuple[str, float], ...]:
    """Return what each word gave to the act through the word features: the whole less the line without it."""
    if len(clause.words) < 2:
        return ()
    fitted = reader.fitted
    lines = [clause, *(_less(clause, i) for i in range(tried))]
    words, _vectors = fitted.features_of(lines, reader.encoder if fitted.vector_weights is not None else None)
    scores = fitted.word_weights.scores(words)[:, place]
    return tuple(
        (word, round(float(scores[0] - scores[i + 1]), 4)) for i, word in enumerate(_shown(clause)[:tried])
    )


def _drops(
    reader: Reader, clauses: Sequence[Clause], group: Scored, place: int, tried: int
) -> tuple[tuple[str, float], ...]:
    """Return how far the score falls when each word is left out and the line is read again."""
    if len(group.clause.words) < 2:
        return ()
    own = clauses[group.start : group.end]
    said = [own[0].words, *(part.within for part in own[1:])]
    ends = list(accumulate(map(len, said)))
    lines: list[list[Clause]] = []
    for word in range(tried):
        part = next(i for i, end in enumerate(ends) if word < end)
        alone = replace(own[part], words=said[part], led="")
        shorter = _less(alone, word - (ends[part] - len(said[part])))
        at = group.start + part
        lines.append([*clauses[:at], *([shorter] if shorter.words else []), *clauses[at + 1 :]])
    score = _score(group, place)
    return tuple(
        (word, round(score - _left(reader, scored, place, len(line), span), 4))
        for word, line, scored, span in zip(
            _shown(group.clause)[:tried],
            lines,
            reader.score_all(lines),
            ((group.start, group.end - len(clauses) + len(line)) for line in lines),
            strict=True,
        )
    )


def _left(reader: Reader, scored: Sequence[Scored], place: int, count: int, span: tuple[int, int]) -> float:
    """Return the score that an act is left with where a stretch was read before.

    It is that of the stretches chosen now which touch ``span``; where none does, what the span itself has.
    """
    start, end = span
    chosen = [g for g in parted(scored, count, reader.bands) if g.start < end and start < g.end]
    same = (g for g in scored if (g.start, g.end) == span)
    return max((_score(g, place) for g in chosen or same), default=0.0)


def _shown(clause: Clause) -> list[str]:
    """Return the words of a clause for a person: a name that was read as any name is called so."""
    said = plain_words(clause.raw)
    return ["(a name)" if w == STAND_IN and w not in said else w for w in clause.words]


def _less(clause: Clause, word: int) -> Clause:
    """Return a clause without one of its words."""
    return replace(clause, words=clause.words[:word] + clause.words[word + 1 :])
