"""What waits for an assessor or a learner: today, within seven days, overdue. It changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simulator.model.matrix import Dossier
from simulator.model.portfolio import UNIT, decision_subject
from simulator.service.access import Actor, require
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.service.records import Records

When = Literal["overdue", "today", "seven days", "later"]
ORDER: tuple[When, ...] = ("overdue", "today", "seven days", "later")
PATIENCE = timedelta(days=3)
"""How long a learner may wait for a debrief before it is overdue."""


@dataclass(frozen=True)
class ToDo:
    """One thing to do: when, what in words, for which learner, and the place where it is done."""

    when: When
    due: date
    what: str
    learner_id: str
    learner_name: str
    place: Literal["desk", "portfolio"]
    attempt: str = ""
    criterion: str = ""


class ToDos(PortfolioPart):
    """The use case of the to-do home."""

    def __init__(self, ground: Ground, portfolios: Portfolios, records: Records) -> None:
        super().__init__(ground, portfolios)
        self._records = records

    def of(self, actor: Actor | None) -> tuple[ToDo, ...]:
        """Return what waits for an assessor, the most urgent first."""
        by = require(actor, "assessor")
        today = self._now().date()
        found = [*self._releases(actor, today)]
        for learner, name in self._portfolios.learners(by):
            for portfolio in self._store.portfolios.of_learner(learner):
                dossier = self._portfolios.dossier_of(learner, portfolio.unit)
                found += _of_dossier(dossier, learner, name, today, by.person_id)
        return tuple(sorted(found, key=lambda t: (ORDER.index(t.when), t.due, t.learner_name, t.what)))

    def _releases(self, actor: Actor | None, today: date) -> list[ToDo]:
        waiting = [a for a in self._records.queue(actor, awaiting_release=True) if a.mode == "assessment"]
        names = self._records.names(tuple(waiting))
        found = []
        for attempt in waiting:
            due = ((attempt.ended_at or attempt.started_at) + PATIENCE).date()
            title = self._library.find(attempt.scenario_id)
            found.append(
                ToDo(
                    when=_when(due, today),
                    due=due,
                    what=f"Mark and release {title.title if title else attempt.scenario_id}",
                    learner_id=attempt.learner_id,
                    learner_name=names.get(attempt.learner_id, ""),
                    place="desk",
                    attempt=attempt.id,
                )
            )
        return found


def _when(due: date, today: date) -> When:
    if due < today:
        return "overdue"
    if due == today:
        return "today"
    return "seven days" if due <= today + timedelta(days=7) else "later"


def _of_dossier(dossier: Dossier, learner: str, name: str, today: date, me: str) -> list[ToDo]:
    found: list[ToDo] = []

    def add(due: date, what: str, criterion: str = "") -> None:
        found.append(ToDo(_when(due, today), due, what, learner, name, "portfolio", criterion=criterion))

    for plan in dossier.plans:
        if plan.open:
            add(
                plan.due,
                f"Plan due: {plan.made.method} for {', '.join(plan.made.criteria)}",
                plan.made.criteria[0],
            )
    for said in dossier.feedback:
        if said.open and said.given.due:
            add(said.given.due, f"Action due: {said.given.action}")
    for criterion, decision in dossier.decisions.items():
        subject = decision_subject(criterion)
        if decision.deed.by == me and dossier.signed(subject, "assessor") is None:
            void = bool(dossier.voided(subject))
            add(today, f"{'Sign again' if void else 'Sign'} the decision on {criterion}", criterion)
        elif (
            decision.deed.by != me
            and not decision.deed.qualified
            and not dossier.signed(subject, "countersigner")
        ):
            add(today, f"Countersign the decision on {criterion}", criterion)
    if dossier.unit and dossier.unit.deed.by == me and dossier.signed(UNIT, "assessor") is None:
        add(today, "Sign the unit")
    return found
