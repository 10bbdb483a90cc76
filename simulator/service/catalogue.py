"""The catalogue: every call of the library with what it holds, and where the library is thin.

Learners see what they may know before a call and no title; it starts nothing and marks nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from simulator.data_files import criteria_folder
from simulator.model.scenario import Scenario
from simulator.model.standards import Performance, Standard, load_standard
from simulator.service.access import Actor, Role, require
from simulator.service.library import Library

READERS: tuple[Role, ...] = ("learner", "tutor", "assessor", "iqa", "administrator")
STAFF: tuple[Role, ...] = ("tutor", "assessor", "iqa", "administrator")


@dataclass(frozen=True)
class Entry:
    """One call of the catalogue. ``title`` and ``special_callers`` are empty for a learner."""

    scenario_id: str
    centre: str
    centre_name: str
    kind_of_call: str
    length: int
    difficulty: int
    calls: int
    content_note: str
    criteria: tuple[str, ...]
    used_for: tuple[str, ...]
    title: str = ""
    special_callers: tuple[str, ...] = ()
    variants: int = 0


@dataclass(frozen=True)
class Coverage:
    """How many indicators of each scenario bear on each criterion; scenarios and criteria in order."""

    criteria: tuple[str, ...]
    entries: tuple[Entry, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class StandardRow:
    """One performance criterion of the standard, and which scenarios can show it by how many indicators."""

    number: str
    says: str
    criteria: tuple[str, ...]
    calls: tuple[tuple[str, int], ...]
    """The titles of the calls that can show it, each with the number of its indicators."""

    @property
    def scenarios(self) -> int:
        """How many calls can show it."""
        return len(self.calls)

    @property
    def indicators(self) -> int:
        """By how many indicators they can, together."""
        return sum(number for _, number in self.calls)

    @property
    def represented(self) -> bool:
        """Tell whether any call can show it."""
        return self.indicators > 0


class Catalogue:
    """The use cases of the catalogue."""

    def __init__(self, library: Library) -> None:
        """Keep the library; nothing is read before it is asked for."""
        self._library = library

    def entries(self, actor: Actor | None) -> tuple[Entry, ...]:
        """Return the calls that an actor may know of, by centre, difficulty and kind."""
        by = require(actor, *READERS)
        staff = by.may(*STAFF)
        found = [
            self._entry(one, staff=staff)
            for one in self._library.scenarios()
            if one.criteria and (staff or "practice" in one.used_for)
        ]
        return tuple(
            sorted(
                found, key=lambda e: (e.centre_name, e.difficulty, e.title or e.kind_of_call, e.scenario_id)
            )
        )

    def coverage(self, actor: Actor | None) -> Coverage:
        """Return the matrix of scenarios and the criteria that calls can show."""
        require(actor, *STAFF)
        entries = self.entries(actor)
        criteria = tuple(sorted({c for one in entries for c in one.criteria}))
        counts = []
        for entry in entries:
            each = Counter(i.criterion for i in self._library.scenario(entry.scenario_id).indicators.values())
            counts.append(tuple(each[c] for c in criteria))
        return Coverage(criteria, entries, tuple(counts))

    def standard(self, actor: Actor | None, unit: str) -> tuple[Standard | None, tuple[StandardRow, ...]]:
        """Return the standard of a unit and how the library covers it; (None, ()) without one."""
        require(actor, *STAFF)
        criteria = self._library.folders[0] if self._library.folders else criteria_folder()
        folder = criteria / self._library.unit(unit).id
        standard, _ = load_standard(folder)
        if standard is None:
            return None, ()
        marked = [one for one in self._library.scenarios() if one.unit == unit and one.criteria]
        return standard, tuple(_row(one, marked) for one in standard.performance)

    def _entry(self, one: Scenario, *, staff: bool) -> Entry:
        return Entry(
            scenario_id=one.id,
            centre=one.organisation,
            centre_name=self._library.organisation(one.organisation).name,
            kind_of_call=one.kind_of_call,
            length=one.target_time,
            difficulty=one.difficulty,
            calls=len(one.calls),
            content_note=one.content_note,
            criteria=one.criteria,
            used_for=one.used_for,
            title=one.title if staff else "",
            special_callers=one.special_callers if staff else (),
            variants=len(one.variants),
        )


def _row(performance: Performance, marked: list[Scenario]) -> StandardRow:
    shown = [(one.title, sum(performance.shown_by(i) for i in one.indicators.values())) for one in marked]
    calls = tuple(sorted((title, number) for title, number in shown if number))
    return StandardRow(performance.id, performance.says, performance.criteria, calls)
