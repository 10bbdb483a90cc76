"""Chooses in which stretches a line is read: what is surely heard first, then what may be, none twice.

Works on scores alone: it knows no word's meaning, no act by name and nothing of the conversation.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from simulator.model.word_sets import word_set
from simulator.understanding.clauses import Clause, join
from simulator.understanding.forms import AUX, WH
from simulator.understanding.thresholds import Thresholds

LONGER = 0.05
PARTED_FOR = 0.14
"""So far above *sure* is what meets where no sign and no rule parts it, on either side, to be two things."""
ASKED_FOR = 0.34
"""So far above *sure* is a question where what stands before it is nothing that is known."""

_SAYING = word_set("ask asks asked asking say says said told tell know knows wonder wondering wondered")
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """One group of clauses with the log odds of every act, guards taken off, verdicts added.

    ``verdicts``: what the verifier added to the acts that it was asked about, by their places.
    """

    start: int
    end: int
    clause: Clause
    odds: npt.NDArray[np.float64]
    verdicts: Mapping[int, float]

    def ranked(self, acts: Sequence[str]) -> list[int]:
        """Return the places of the acts, best first, ties by act id."""
        places = _by_name(tuple(acts))
        found: list[int] = places[np.argsort(-np.round(self.odds[places], 4), kind="stable")].tolist()
        return found


@lru_cache(maxsize=16)
def _by_name(acts: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """Return the places of acts in the order of their ids."""
    return np.array(sorted(range(len(acts)), key=acts.__getitem__), dtype=np.intp)


def spans_of(count: int) -> list[tuple[int, int]]:
    """Return which of so many clauses are scored together: each, each with the next, and all of them."""
    spans = [(i, i + 1) for i in range(count)] + [(i, i + 2) for i in range(count - 1)]
    return [*spans, (0, count)] if count > 2 else spans


def parted(groups: Sequence[Scored], count: int, bands: Thresholds) -> list[Scored]:
    """Choose the groups that a line is read in: first by what is surely heard, then between these.

    A stretch that might be something takes no word from one that surely is.
    """
    sure = segmented(groups, count, bands.sure)
    alone = {g.start: g for g in groups if g.end == g.start + 1}
    sure = [_narrowed(group, alone, bands.unsure) for group in sure]
    taken = {place for group in sure for place in range(group.start, group.end)}
    rest = [g for g in groups if not taken & set(range(g.start, g.end))]
    return sorted([*sure, *segmented(rest, count, bands.unsure)], key=lambda g: g.start)


def _narrowed(group: Scored, alone: Mapping[int, Scored], least: float) -> Scored:
    """Return an order and a question, taken for one act, without the one that by itself is something else.

    "Can you wait by the gate | and is the back door open" is surely the question; the order is one as well.
    """
    if group.end != group.start + 2:
        return group
    top = int(group.odds.argmax())
    parts = [alone[place] for place in range(group.start, group.end)]
    mine = [part for part in parts if int(part.odds.argmax()) == top]
    others = [part for part in parts if int(part.odds.argmax()) != top]
    if len(mine) != 1 or float(others[0].odds.max()) < math.log(least / (1.0 - least)):
        return group
    orders = [part.clause.core[:1] != ("have",) and "instruction" in part.clause.forms for part in parts]
    if sum(orders) != 1 or not all({"instruction", "question"} & part.clause.forms for part in parts):
        return group
    return replace(group, start=mine[0].start, end=mine[0].end, clause=mine[0].clause)


def segmented(groups: Sequence[Scored], count: int, least: float) -> list[Scored]:
    """Choose the groups that together gain most above the score ``least`` (dynamic programming).

    A longer group must beat the shorter ones it covers: at equal gain the shorter stretch is cited.
    """
    floor = math.log(least / (1.0 - least))
    best: list[tuple[float, list[Scored]]] = [(0.0, [])] * (count + 1)
    for end in range(1, count + 1):
        best[end] = best[end - 1]
        for group in (g for g in groups if g.end == end):
            gain = round(float(group.odds.max()) - floor, 4)
            total = best[group.start][0] + gain - LONGER * (group.end - group.start - 1)
            if gain > 0 and total > best[end][0] + 1e-9:
                best[end] = (total, [*best[group.start][1], group])
    return best[count][1]


def chance_of(odds: float) -> float:
    """Return the probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))


def truly_parted(fine: Sequence[Clause], groups: Sequence[Scored], bands: Thresholds) -> list[Clause]:
    """Return clauses without the unmarked beginnings that nothing bears out: what they part is one again."""
    heard = _borne_out(fine, groups, bands)
    found: list[Clause] = []
    for place, clause in enumerate(fine):
        if clause.unmarked and found and place not in heard:
            found[-1] = join([found[-1], clause])
        else:
            found.append(clause)
    return found


def _borne_out(fine: Sequence[Clause], groups: Sequence[Scored], bands: Thresholds) -> set[int]:
    """Return the places where by what is heard something begins.

    What ends there and what begins there are two acts, both surely heard, and together are not surely a
    third; or a question that begins there is heard, and both together are nothing.
    """
    least = bands.sure + PARTED_FOR
    chosen = segmented(groups, len(fine), least)
    ends = {group.end: int(group.odds.argmax()) for group in chosen}
    begins = {group.start: group for group in chosen}
    found = set()
    for both in (group for group in groups if group.end == group.start + 2):
        place, score = both.start + 1, chance_of(float(both.odds.max()))
        if place not in begins:
            continue
        second = int(begins[place].odds.argmax())
        if place in ends:
            third = score >= least and int(both.odds.argmax()) not in (ends[place], second)
            two = ends[place] != second and not third
        else:
            surely = chance_of(float(begins[place].odds.max())) >= bands.sure + ASKED_FOR
            two = surely and score < bands.sure and _asks_outright(fine[place - 1], fine[place])
        found.update([place] if two else [])
    return found


def _asks_outright(before: Clause, clause: Clause) -> bool:
    """Tell whether a clause is a question of its own, and none that the one before it tells of."""
    asks = clause.form == "question" and clause.core[0] in AUX | WH
    return asks and _SAYING.isdisjoint(before.words[-_NEAR:])
