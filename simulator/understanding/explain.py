"""Explains a reading to a person: the closest phrasing, what each word gave, what nearly won and by how much.

On demand only (it reads the line once more for each word); it changes no reading.
"""

from dataclasses import dataclass

from simulator.model.reading import Band, DialogueContext
from simulator.understanding.clauses import Clause, cut, join
from simulator.understanding.guards import cost
from simulator.understanding.introductions import STAND_IN
from simulator.understanding.normalise import plain_words
from simulator.understanding.reader import Reader, chance_of, parted


@dataclass(frozen=True)
class Explanation:
    """Why one stretch of a line was read as it was. Scores are chances between 0 and 1, to 4 places.

    ``word_shares``: what each word added to the log odds through the word features (exact, the model is
    linear). ``drops``: how far the score falls when the word is left out (encoder included).
    ``held_back``: log odds taken off because form, negation or person spoke against the act. ``verdict``: log
    odds added, or taken off, when the words were compared with the closest phrasing; 0 without a verifier.
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
    held_back: float
    verdict: float
    sure_from: float
    unsure_from: float

    @property
    def gap(self) -> float:
        """How far the runner-up is behind."""
        return round(self.score - self.runner_up_score, 4)


def explain(reader: Reader, text: str, context: DialogueContext | None = None) -> tuple[Explanation, ...]:
    """Explain the reading of ``text``: one explanation for each stretch in which an act was heard.

    Where none was heard, the whole line is explained by what came nearest.
    """
    clauses = cut(text, reader.fitted.speller)
    if not clauses or not reader.acts:
        return ()
    groups = reader.score(clauses)
    chosen = parted(groups, len(clauses), reader.bands)
    parts = [g.clause for g in chosen] or [join(clauses)]
    return tuple(_explained(reader, part) for part in parts)


def _explained(reader: Reader, clause: Clause) -> Explanation:
    """Explain one stretch."""
    group = reader.score([clause])[0]
    order = group.ranked(reader.acts)
    place, rival = order[0], order[1] if len(order) > 1 else None
    score = round(chance_of(float(group.odds[place])), 4)
    phrase, likeness = reader.fitted.closest(place, clause, reader.encoder)
    return Explanation(
        words=clause.raw,
        act=reader.acts[place],
        band=reader.band_of(place, score),
        score=score,
        phrase=phrase,
        likeness=likeness,
        word_shares=_shares(reader, clause, place),
        drops=_drops(reader, clause, place, score),
        runner_up=reader.acts[rival] if rival is not None else "",
        runner_up_score=round(chance_of(float(group.odds[rival])), 4) if rival is not None else 0.0,
        held_back=cost(reader.fitted.profiles[place], clause),
        verdict=round(reader.verdicts([(clause, place)])[0], 4),
        sure_from=reader.bands.sure_from(held_against=reader.fitted.profiles[place].held_against),
        unsure_from=reader.bands.unsure,
    )


def _shares(reader: Reader, clause: Clause, place: int) -> tuple[tuple[str, float], ...]:
    """Return what each word gave to the act through the word features: the whole less the line without it."""
    fitted = reader.fitted
    lines = [clause, *_without(clause)]
    words, _vectors = fitted.features_of(lines, reader.encoder if fitted.vector_weights is not None else None)
    scores = (words @ fitted.word_weights)[:, place]
    return tuple(
        (w, round(float(scores[0] - scores[i + 1]), 4))
        for i, w in enumerate(_shown(clause)[: len(lines) - 1])
    )


def _drops(reader: Reader, clause: Clause, place: int, score: float) -> tuple[tuple[str, float], ...]:
    """Return how far the score falls when each word is left out."""
    lines = _without(clause)
    if not lines:
        return ()
    odds = reader.fitted.log_odds(lines, reader.encoder)
    held = cost(reader.fitted.profiles[place], clause)
    verdicts = reader.verdicts([(line, place) for line in lines])
    return tuple(
        (w, round(score - chance_of(float(odds[i, place]) - held + verdicts[i]), 4))
        for i, w in enumerate(_shown(clause)[: len(lines)])
    )


def _shown(clause: Clause) -> list[str]:
    """Return the words of a clause for a person: a name that was read as any name is called so."""
    said = plain_words(clause.raw)
    return ["(a name)" if w == STAND_IN and w not in said else w for w in clause.words]


def _without(clause: Clause) -> list[Clause]:
    """Return the clause without each of its words in turn (its first 24 words at most)."""
    if len(clause.words) < 2:
        return []
    return [
        Clause(clause.raw, clause.words[:i] + clause.words[i + 1 :], clause.asked)
        for i in range(min(len(clause.words), 24))
    ]
