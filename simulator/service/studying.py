"""Study: which questions a learner should come back to, and when. Practice only; never in an assessment.

What was weak returns the next day, what was full after ever longer rests. The times follow from the record of
practice alone, so nothing is kept for them. It shows nobody a key point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.findings import FindingWord
from simulator.service.access import Actor, require
from simulator.service.answers import Answers
from simulator.service.library import Library
from simulator.service.papers import STUDIED_AT_ONCE

RESTS = (1, 3, 7, 16, 35)
"""Days until a question returns, by how often in a row it was answered in full."""


@dataclass(frozen=True)
class Past:
    """One practice answer: when it was handed in, and what it showed."""

    question: str
    criterion: str
    at: datetime
    finding: FindingWord


@dataclass(frozen=True)
class Due:
    """A question to come back to: since when, how often it was full in a row, and what it showed last."""

    question: str
    criterion: str
    ask: str
    due: datetime
    in_a_row: int
    last: FindingWord


def schedule(past: Iterable[Past]) -> dict[str, tuple[datetime, int, Past]]:
    """Return for each question (when it returns, how often it was full in a row, the last answer to it).

    Anything but *evidence found* brings it back the next day and begins the row anew.
    """
    rows: dict[str, tuple[datetime, int, Past]] = {}
    for one in sorted(past, key=lambda p: p.at):
        before = rows.get(one.question)
        row = (before[1] if before else 0) + 1 if one.finding == "evidence found" else 0
        days = RESTS[min(row, len(RESTS)) - 1] if row else RESTS[0]
        rows[one.question] = (one.at + timedelta(days=days), row, one)
    return rows


class Studying:
    """The use case of coming back to what was weak. ``now`` gives the time of day in UTC."""

    def __init__(self, library: Library, answers: Answers, now: Callable[[], datetime]) -> None:
        self._library = library
        self._answers = answers
        self._now = now

    def due(self, actor: Actor | None, unit: str, organisation: str) -> tuple[Due, ...]:
        """Return the questions that have come due at an organisation, the weakest and oldest first."""
        by = require(actor, "learner")
        bank = self._library.questions(unit, organisation)
        past = [
            Past(a.asked.id, a.asked.criterion, paper.ended_at or paper.started_at, a.finding.finding)
            for paper, answers in self._answers.practised(by.person_id, unit, organisation)
            for a in answers
            if a.written.text.strip()
        ]
        found: list[Due] = []
        for name, (due, row, last) in schedule(past).items():
            question = bank.question(name)
            if question is not None and question.shows.moment is None and due <= self._now():
                found.append(Due(name, question.criterion, question.ask.strip(), due, row, last.finding))
        return tuple(sorted(found, key=lambda d: (d.in_a_row, d.due, d.question)))

    def next_turn(self, actor: Actor | None, unit: str, organisation: str) -> tuple[str, ...]:
        """Return the ids of the questions of the next turn of study."""
        return tuple(d.question for d in self.due(actor, unit, organisation)[:STUDIED_AT_ONCE])
