"""The figures of a reader on lines whose acts are known: counts, intervals, calibration, thresholds, kappa.

Pure: they take what was heard and what was meant, and never read a line themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.bench.gold_lines import GoldLine, Pair

DRAWS = 2000
SEED = 234


@dataclass(frozen=True)
class Found:
    """One act heard in a line: the stretch of the line it was heard in, its score and band."""

    act: str
    score: float
    band: str
    stretch: str


@dataclass(frozen=True)
class Heard:
    """All that a reader heard in one line, sure and unsure."""

    found: tuple[Found, ...]

    def in_bands(self, *bands: str) -> frozenset[str]:
        """Return the acts heard in these bands."""
        return frozenset(f.act for f in self.found if f.band in bands)

    def at(self, threshold: float) -> frozenset[str]:
        """Return what would be sure at another threshold: the best act of each stretch that reaches it."""
        best: dict[str, Found] = {}
        for one in self.found:
            held = best.get(one.stretch)
            if one.score >= threshold and (held is None or one.score > held.score):
                best[one.stretch] = one
        return frozenset(f.act for f in best.values())


def counted(line: GoldLine, acts: frozenset[str]) -> tuple[int, int, int, int, int]:
    """Return right, wrong and missed acts, whether it was falsely accepted, whether it holds no act."""
    empty = not line.acts
    return (
        len(acts & line.acts),
        len(acts - line.acts),
        len(line.acts - acts),
        int(empty and bool(acts)),
        int(empty),
    )


def table(lines: Sequence[GoldLine], heard: Sequence[frozenset[str]]) -> np.ndarray:
    """Return the counts of every line, a line a row."""
    return np.array([counted(*both) for both in zip(lines, heard, strict=True)], dtype=float).reshape(-1, 5)


def precision(sums: np.ndarray) -> np.ndarray:
    """Return the share of accepted acts that are right."""
    return sums[..., 0] / np.maximum(sums[..., 0] + sums[..., 1], 1)


def recall(sums: np.ndarray) -> np.ndarray:
    """Return the share of meant acts that were accepted."""
    return sums[..., 0] / np.maximum(sums[..., 0] + sums[..., 2], 1)


def f1(sums: np.ndarray) -> np.ndarray:
    """Return the harmonic mean of precision and recall."""
    return 2 * sums[..., 0] / np.maximum(2 * sums[..., 0] + sums[..., 1] + sums[..., 2], 1)


def false_accepts(sums: np.ndarray) -> np.ndarray:
    """Return the share of lines without an act in which some act was accepted."""
    return sums[..., 3] / np.maximum(sums[..., 4], 1)


MEASURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "precision": precision,
    "recall": recall,
    "f1": f1,
    "false_accepts": false_accepts,
}


def with_intervals(counts: np.ndarray) -> dict[str, list[float]]:
    """Return every measure as [value, lower, upper]: 95 % by drawing the lines anew, seeded."""
    drawn = redrawn(counts)
    return {name: interval(float(of(counts.sum(axis=0))), of(drawn)) for name, of in MEASURES.items()}


def redrawn(counts: np.ndarray) -> np.ndarray:
    """Return the sums of the counts for each of the seeded draws, rows drawn with replacement."""
    chance = np.random.default_rng(SEED)
    weights = chance.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    return weights @ counts


def interval(value: float, drawn: np.ndarray) -> list[float]:
    """Return a value with the middle 95 % of its draws, to four places."""
    low, high = np.percentile(drawn, [2.5, 97.5])
    return [round(value, 4), round(float(low), 4), round(float(high), 4)]


def share(hits: Sequence[float]) -> dict[str, list[float] | int]:
    """Return how many there are and the share that is true, with its interval.

    A hit may be a share itself: of the draws in which a line was right, so that a line is one line however
    often it was tried.
    """
    if not hits:
        return {"count": 0, "share": [0.0, 0.0, 0.0]}
    values = np.array(hits, dtype=float)[:, None]
    return {
        "count": len(hits),
        "share": interval(float(values.mean()), redrawn(values)[:, 0] / len(hits)),
    }


def calibration(lines: Sequence[GoldLine], heard: Sequence[Heard]) -> dict[str, dict]:
    """Return the share right by band.

    *sure* and *unsure*: the acts shown that the line does perform. *none*: the lines in which nothing was
    heard that do hold nothing.
    """
    found = {}
    for band in ("sure", "unsure"):
        found[band] = share(
            [
                act in line.acts
                for line, one in zip(lines, heard, strict=True)
                for act in sorted(one.in_bands(band))
            ]
        )
    found["none"] = share([not line.acts for line, one in zip(lines, heard, strict=True) if not one.found])
    return found


def confusions(lines: Sequence[GoldLine], heard: Sequence[frozenset[str]]) -> list[tuple[str, str, int, str]]:
    """Return the confusions, the worst first: meant, taken for, how often, one line in which it happened."""
    counts: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for line, acts in zip(lines, heard, strict=True):
        for meant in sorted(line.acts - acts) or ["(no act)"]:
            for wrong in sorted(acts - line.acts) or ([] if meant == "(no act)" else ["(nothing)"]):
                counts[meant, wrong] += 1
                example.setdefault((meant, wrong), line.text)
    worst = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(meant, wrong, n, example[meant, wrong]) for (meant, wrong), n in worst]


def by_act(lines: Sequence[GoldLine], heard: Sequence[frozenset[str]]) -> dict[str, dict]:
    """Return of each act how often it was meant, heard and both, its precision and recall.

    An act that was never heard has no precision, one that was never meant no recall: both are None then.
    """
    meant = Counter(act for line in lines for act in line.acts)
    taken = Counter(act for acts in heard for act in acts)
    right = Counter(act for line, acts in zip(lines, heard, strict=True) for act in line.acts & acts)
    return {
        act: {
            "meant": meant[act],
            "heard": taken[act],
            "right": right[act],
            "precision": round(right[act] / taken[act], 3) if taken[act] else None,
            "recall": round(right[act] / meant[act], 3) if meant[act] else None,
        }
        for act in sorted(meant | taken)
    }


def pair_is_right(pair: Pair, first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether both lines of a pair were read right as to the acts in which they differ."""
    at = pair.contested
    return first & at == pair.first.acts & at and second & at == pair.second.acts & at


@dataclass(frozen=True)
class LeftOut:
    """Each call type scored with the threshold that was best on the others."""

    counts: np.ndarray
    thresholds: Mapping[str, float]


def left_out(
    lines: Sequence[GoldLine], heard: Sequence[Heard], grid: Iterable[float], limit: float
) -> LeftOut:
    """Choose on all other call types the threshold with the best F1 whose false accepts stay within limit."""
    tables = {t: table(lines, [one.at(t) for one in heard]) for t in grid}
    total = np.zeros((len(lines), 5))
    used: dict[str, float] = {}
    for call in dict.fromkeys(line.call for line in lines):
        own = np.array([line.call == call for line in lines])
        used[call] = best_threshold({t: counts[~own] for t, counts in tables.items()}, limit)
        total[own] = tables[used[call]][own]
    return LeftOut(total, used)


def best_threshold(tables: Mapping[float, np.ndarray], limit: float) -> float:
    """Return the threshold with the best F1 among those within the limit; the strictest when none is."""
    sums = {t: counts.sum(axis=0) for t, counts in tables.items()}
    allowed = [t for t, s in sums.items() if false_accepts(s) <= limit] or [max(sums)]
    return max(allowed, key=lambda t: (round(float(f1(sums[t])), 6), t))


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return Cohen's kappa of two judges' yes and no (Cohen 1960); 1.0 where both never differ."""
    one, two = np.array(first, dtype=bool), np.array(second, dtype=bool)
    agreed = float((one == two).mean())
    chance = float(one.mean() * two.mean() + (1 - one.mean()) * (1 - two.mean()))
    return 1.0 if chance == 1.0 else (agreed - chance) / (1 - chance)


def agreement(first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Return how two labellers agree: on every act of every line, on whether there is one, on whole sets."""
    ids = sorted(first.keys() & second.keys())
    acts = sorted({act for i in ids for act in first[i] | second[i]})
    cells = [(act in first[i], act in second[i]) for i in ids for act in acts]
    return {
        "lines": len(ids),
        "kappa_acts": round(kappa([a for a, _ in cells], [b for _, b in cells]), 4),
        "kappa_any_act": round(kappa([bool(first[i]) for i in ids], [bool(second[i]) for i in ids]), 4),
        "same_set": round(sum(first[i] == second[i] for i in ids) / max(len(ids), 1), 4),
    }
