"""Learns where people join two things without a sign, from the pool's and the bank's lines joined and whole.

    python -m simulator.understanding.training.joining [--out FILE] [--leave-out 5] [--seed 1]

Every place of a whole line is taken for none where two things meet; of two lines joined by nothing, only the
one between them is. Logistic regression on the marks of `unmarked_joins`, by numpy and scipy alone; two
minutes of a core. With ``--leave-out`` the lines of each Nth act are kept for judging; nothing is written.
"""

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from simulator.understanding.stretches import stretches
from simulator.understanding.training.pool import MORE, POOL, read_bank, read_more, read_pool
from simulator.understanding.unmarked_joins import BIAS, LEAST, WEIGHTS, places

Words = tuple[tuple[str, ...], ...]
"""The plain words of each word of a stretch as typed."""

JOINS = 40_000
SELDOM = 8
"""A mark seen less often teaches nothing."""
STRENGTH = 2.0
LIGHT = 0.3
"""A mark that weighs less is left out."""
STEPS = 100
_SIGNS = re.compile(r"[.?!;,]+\s+")


def every_line() -> list[tuple[str, str]]:
    """Return act and text of every line of the pool and the bank: true ones, near misses, those of no act."""
    acts, none = read_pool()
    bank, found = read_bank(), [("none", line) for line in none]
    for act in acts:
        found += [(act.id, line) for line in (*act.true, *act.near, *act.hard)]
    for shared in (*bank.acts, *bank.off_topic):
        found += [(shared.id, line) for line in shared.phrasings]
    for name, (true, near) in read_more(POOL / MORE).items():
        found += [(name, line) for line in (*true, *near)]
    return list(dict.fromkeys(found))


def stretches_of(line: str) -> list[Words]:
    """Return the stretches of a line that no sign and no rule parts."""
    return [tuple(token.words for token in stretch.tokens) for stretch in stretches(line)]


def joined(
    lines: Sequence[tuple[str, str]], count: int, chance: np.random.Generator
) -> list[tuple[Words, int]]:
    """Return two lines of different acts joined by nothing, and where the second begins, so many times."""
    ends = [(act, found[-1], found[0]) for act, line in lines if (found := stretches_of(line))]
    pairs: list[tuple[Words, int]] = []
    while len(pairs) < count:
        (act, before, _), (other, _, behind) = (ends[int(chance.integers(len(ends)))] for _ in range(2))
        if act != other and len(before) >= LEAST and len(behind) >= LEAST:
            pairs.append((before + behind, len(before)))
    return pairs


def spliced(lines: Sequence[tuple[str, str]]) -> list[tuple[Words, int]]:
    """Return what was written with a sign between, without the sign, and where the second part begins."""
    found = []
    for _, line in lines:
        written = [stretches_of(part) for part in _SIGNS.split(line)]
        for one, two in pairwise(written):
            if one and two and len(one[-1]) >= LEAST and len(two[0]) >= LEAST:
                found.append((one[-1] + two[0], len(one[-1])))
    return found


def examples(
    lines: Sequence[tuple[str, str]], joins: int, chance: np.random.Generator
) -> tuple[list[list[str]], list[int]]:
    """Return the marks of every place in whole and joined lines, and whether two things meet there."""
    whole = [(stretch, 0) for _, line in lines for stretch in stretches_of(line)]
    seen, meets = [], []
    for words, join in (*whole, *spliced(lines), *joined(lines, joins, chance)):
        for place, found in places(words):
            seen.append(found)
            meets.append(int(place == join))
    return seen, meets


def learnt(seen: Sequence[Sequence[str]], meets: Sequence[int]) -> dict[str, float]:
    """Return what each mark weighs, light ones left out, and the bias."""
    often = Counter(mark for marks in seen for mark in marks)
    names = sorted(mark for mark, count in often.items() if count >= SELDOM)
    columns = {mark: column for column, mark in enumerate(names)}
    known = [[columns[mark] for mark in marks if mark in columns] for marks in seen]
    ends = np.cumsum([0, *map(len, known)])
    flat = np.array([column for columns_of in known for column in columns_of])
    rows = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(seen), len(names)))
    turned, wanted = rows.T.tocsr(), np.array(meets, dtype=np.float64)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = rows @ weights[:-1] + weights[-1]
        off = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))) - wanted
        cost = np.logaddexp(0.0, odds).sum() - wanted @ odds
        slope = np.append(turned @ off + STRENGTH * weights[:-1], off.sum())
        return float(cost + STRENGTH / 2 * weights[:-1] @ weights[:-1]), slope

    start = np.zeros(len(names) + 1)
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    heavy = {n: round(float(w), 2) for n, w in zip(names, weights, strict=False) if abs(w) >= LIGHT}
    return {BIAS: round(float(weights[-1]), 2)} | heavy


def judged(
    weights: dict[str, float], lines: Sequence[tuple[str, str]], chance: np.random.Generator
) -> list[str]:
    """Return for some log odds how many joins are found, how many elsewhere, and how many lines are cut."""

    def likeliest(words: Words) -> tuple[float, int]:
        scored = [
            (weights[BIAS] + sum(weights.get(mark, 0.0) for mark in seen), p) for p, seen in places(words)
        ]
        return max(scored, default=(-100.0, 0))

    sets = {"joined": joined(lines, len(lines) // 2, chance), "a sign left out": spliced(lines)}
    found = {name: [(*likeliest(words), join) for words, join in pairs] for name, pairs in sets.items()}
    whole = [max([likeliest(words)[0] for words in stretches_of(line)], default=-100.0) for _, line in lines]
    out = []
    for least in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0):
        shares = [
            f"{name} {np.mean([odds > least and at == join for odds, at, join in pairs]):.3f} "
            f"(elsewhere {np.mean([odds > least and at != join for odds, at, join in pairs]):.3f})"
            for name, pairs in found.items()
        ]
        out.append(
            f"{least:5}  {', '.join(shares)}, whole lines cut {np.mean([o > least for o in whole]):.3f}"
        )
    return out


def main() -> int:
    """Learn and write the weights, or judge what is learnt without every Nth act; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="simulator.understanding.training.joining", description="Learn where two things are joined."
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--joins", type=int, default=JOINS, help="pairs of lines that are joined")
    parser.add_argument(
        "--leave-out", type=int, default=0, metavar="N", help="judge on every Nth act instead"
    )
    asked = parser.parse_args()
    chance = np.random.default_rng(asked.seed)
    every = every_line()
    kept = {act for act, _ in every if asked.leave_out and zlib.crc32(act.encode()) % asked.leave_out == 0}
    weights = learnt(*examples([one for one in every if one[0] not in kept], asked.joins, chance))
    if asked.leave_out:
        sys.stdout.write("\n".join(judged(weights, [one for one in every if one[0] in kept], chance)) + "\n")
        return 0
    asked.out.write_text(json.dumps(weights, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(weights)} weights of {len(every)} lines: {asked.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
