"""Ways of using the dialogue's state in reading, and how they are chosen: vetoes, boosts, a prior of all.

Each adds to the log odds of acts by how they stand to the state. They are tried on lines already scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tests.bench.in_context_lines import counts_of
from tests.bench.in_context_read import Read, Shift, heard
from tests.bench.in_context_states import FEATURES
from tests.bench.reading_figures import f1, false_accepts

VETO = -20.0
ADDED = (VETO, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
APART = (0.25, 0.5, 1.0, 2.0)
SURE_FROM = tuple(round(0.36 + 0.04 * n, 2) for n in range(13))
LOSES = 0.002
"""So much of F1 may be lost for fewer false lines."""

_NAMES = tuple(FEATURES)
_HELD_BACK = 1.0
"""How strongly the weights of the prior are held to nothing (ridge)."""


@dataclass(frozen=True)
class Use:
    """One use of the state: what it adds, from which score on an act is then sure, and its name."""

    name: str
    shift: Shift | None = None
    sure: float | None = None


AS_IT_IS = Use("as it is")


@dataclass(frozen=True)
class Outcome:
    """One kind of use chosen on each of two halves, and the counts of the halves on which it was not.

    Of ``chosen``, ``before`` and ``after`` the first was chosen on the first half and judged on the second.
    """

    chosen: tuple[Use, Use]
    before: tuple[np.ndarray, np.ndarray]
    after: tuple[np.ndarray, np.ndarray]


def counts(reads: Sequence[Read], use: Use = AS_IT_IS) -> np.ndarray:
    """Return the counts of the sure band, a line a row."""
    rows = []
    for read in reads:
        bands = read.reader.bands if use.sure is None else replace(read.reader.bands, sure=use.sure)
        rows.append([one.act for one in heard(read, use.shift, bands) if one.band == "sure"])
    return counts_of([read.line for read in reads], rows)


def one_feature(name: str, added: float) -> Shift:
    """Return the shift that adds a figure to every act of one feature."""
    row = _NAMES.index(name)
    return lambda read: np.where(read.table[row], added, 0.0)


def both(one: Shift, other: Shift) -> Shift:
    """Return the shift that adds what two add."""
    return lambda read: one(read) + other(read)


def prior(reads: Sequence[Read]) -> tuple[Shift, dict[str, float]]:
    """Return what the state adds by a logistic model of what was heard, sure or unsure, and its weights.

    The reader's own log odds stand in it as they are: the state alone is weighed, and all that it adds.
    """
    rows, known, right = [], [], []
    for read in reads:
        for one in heard(read):
            if one.act not in read.line.also:
                rows.append([1.0, *read.table[:, one.place]])
                known.append(one.odds)
                right.append(read.line.meant(one.act))
    x, y = np.array(rows, dtype=float), np.array(right, dtype=float)
    weights = np.zeros(x.shape[1])
    held = np.array([0.0, *[_HELD_BACK] * len(FEATURES)])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-x @ weights - np.array(known)))
        curve = (x.T * (chance * (1 - chance))) @ x + np.diag(held)
        weights += np.linalg.solve(curve, x.T @ (y - chance) - held * weights)
    added = weights[1:]
    return (lambda read: added @ read.table), dict(zip(_NAMES, added.round(2).tolist(), strict=True))


def uses(choose: Sequence[Read]) -> dict[str, list[Use]]:
    """Return the ways of using the state that are tried, by kind; the prior is learnt on ``choose``."""
    shift, weights = prior(choose)
    told = " ".join(f"{name} {weight:+.1f}" for name, weight in weights.items() if weight)
    return {
        "no state, another threshold": [Use(f"sure from {t:.2f}", None, t) for t in SURE_FROM],
        **{
            name: [Use("veto" if a == VETO else f"{a:+.1f}", one_feature(name, a)) for a in ADDED]
            for name in FEATURES
        },
        "untold up, told down": [
            Use(f"by {a}", both(one_feature("untold", a), one_feature("told", -a))) for a in APART
        ],
        "a prior of all": [Use(f"sure from {t:.2f}: {told}", shift, t) for t in SURE_FROM],
    }


def best(tried: Sequence[tuple[Use, np.ndarray]], *, fewest_false: bool) -> Use:
    """Return the use that does best, the first among equals; the first of all is the present reading.

    The best is that of the highest F1; or that with the fewest false lines of which F1 loses no more than
    ``LOSES``.
    """
    if not fewest_false:
        return max(tried, key=lambda one: round(float(f1(one[1])), 6))[0]
    least = float(f1(tried[0][1])) - LOSES
    kept = [one for one in tried if float(f1(one[1])) >= least]
    return min(kept, key=lambda one: round(float(false_accepts(one[1])), 6))[0]


def outcomes(parts: Sequence[Sequence[Read]]) -> dict[bool, Mapping[str, Outcome]]:
    """Return by aim (fewest false lines or not) and kind what becomes of each use where it was not chosen."""
    plain = [counts(part) for part in parts]
    tried = []
    for part, own in zip(parts, plain, strict=True):
        tried.append(
            {
                kind: [
                    (AS_IT_IS, own.sum(axis=0)),
                    *((use, counts(part, use).sum(axis=0)) for use in some),
                ]
                for kind, some in uses(part).items()
            }
        )
    return {
        aim: {kind: _judged(parts, plain, [one[kind] for one in tried], aim) for kind in tried[0]}
        for aim in (False, True)
    }


def _judged(parts, plain, tried, aim: bool) -> Outcome:
    first, second = (best(one, fewest_false=aim) for one in tried)
    after = counts(parts[1], first), counts(parts[0], second)
    return Outcome((first, second), (plain[1], plain[0]), after)
