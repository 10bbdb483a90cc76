"""Where each fact of a call went, in words: the rows of the table in a debrief. It marks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.model.clock import clock
from simulator.model.findings import BEFORE_TOLD, FactJourney
from simulator.model.told_to import Reader, told_to


@dataclass(frozen=True)
class Step:
    """One step of a fact's journey in words; ``went`` well, wrong, or neither."""

    text: str
    went: Literal["well", "wrong", "neither"] = "neither"


@dataclass(frozen=True)
class FactView:
    """Where one fact went: heard, written, passed on, and what followed."""

    fact: str
    heard: Step
    written: Step
    passed: Step
    followed: Step
    lost: bool


def rows_of(journeys: tuple[FactJourney, ...], reader: Reader) -> tuple[FactView, ...]:
    """Return the facts' journeys as rows, the lost ones first."""
    rows = [(j, _fact(j, reader)) for j in journeys]
    rows.sort(
        key=lambda both: (not both[1].lost, not both[0].followed_bad, both[1].lost and not both[0].hazard)
    )
    return tuple(row for _, row in rows)


def _fact(j: FactJourney, reader: Reader) -> FactView:
    """Return a fact's row; what was never told is not counted against what was written or passed on."""
    told = j.told_at is not None
    unsent = told and j.needs_passing and j.passed_at is None
    known = "not asked" if j.logged_right else "never told"
    heard = known if j.perhaps_at is None else f"perhaps at {clock(j.perhaps_at)}"
    if j.told_at is not None:
        heard = f"{clock(j.told_at)} {'asked' if j.asked else 'told'}"
    went: Literal["well", "wrong", "neither"] = "wrong" if j.followed_bad else "well"
    return FactView(
        fact=j.label,
        heard=Step(heard),
        written=_written(j),
        passed=_passed(j),
        followed=Step(told_to(reader, j.followed), went if j.followed else "neither"),
        lost=(told and (j.logged_right is False or unsent)) or j.followed_bad,
    )


def _written(j: FactJourney) -> Step:
    if j.logged_at is None and j.told_at is not None and not j.needs_writing:
        return Step("no need")
    if j.logged_at is None:
        return Step("") if j.told_at is None else Step("not found", "wrong")
    if j.once_at is not None:
        return Step(f"{clock(j.once_at)}, replaced at {clock(j.logged_at)}", "wrong")
    if j.logged_unsure:
        return Step(f"{clock(j.logged_at)}, perhaps in other words", "neither")
    if j.logged_right is False:
        return Step(f"{clock(j.logged_at)}, not as told", "wrong")
    if j.told_at is not None and j.logged_at < j.told_at:
        return Step(f"{clock(j.logged_at)}{BEFORE_TOLD}", "well")
    return Step(clock(j.logged_at), "well")


def _passed(j: FactJourney) -> Step:
    if j.passed_at is not None:
        early = f"{clock(j.early_at)}{BEFORE_TOLD}, again " if j.early_at is not None else ""
        return Step(f"{early}{clock(j.passed_at)}", "well")
    if j.told_at is None:
        return Step("")
    if j.early_at is not None:
        return Step(f"{clock(j.early_at)}{BEFORE_TOLD}", "neither")
    return Step("not found", "wrong") if j.needs_passing else Step("no need")
