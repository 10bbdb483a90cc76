"""What waits for an assessor or a learner: today, within seven days, overdue. It changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simulator.model.matrix import Dossier
from simulator.model.portfolio import UNIT, decision_subject
from simulator.service.access import Actor, require
from simulator.service.answers import waits_for_release
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.service.records import Records
from simulator.store.values import Attempt

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
    place: Literal["desk", "portfolio", "answers"]
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
        found = [*self._releases(actor, today), *self._papers(by, today)]
        for learner, name in self._portfolios.learners(by):
            for portfolio in self._store.portfolios.of_learner(learner):
                dossier = self._portfolios.dossier_of(learner, portfolio.unit)
                found += _of_dossier(dossier, learner, name, today, by.person_id)
        return tuple(sorted(found, key=lambda t: (ORDER.index(t.when), t.due, t.learner_name, t.what)))

    def _papers(self, by: Actor, today: date) -> list[ToDo]:
        """Return the papers and reports to be marked and released."""
        found: list[ToDo] = []
        for cohort in self._store.cohorts.of_person(by.person_id, "assessor"):
            papers = [p for p in self._store.papers.of_cohort(cohort.id) if waits_for_release(p)]
            names = self._store.people.names(frozenset(p.learner_id for p in papers))
            for paper in papers:
                due = ((paper.ended_at or paper.started_at) + PATIENCE).date()
                what = f"Mark and release a {'report' if paper.sort == 'report' else 'question paper'}"
                name = names.get(paper.learner_id, "")
                one = ToDo(_when(due, today), due, what, paper.learner_id, name, "answers", attempt=paper.id)
                if one not in found:
                    found.append(one)
        return found

    def _releases(self, actor: Actor | None, today: date) -> list[ToDo]:
        """Return the assessments to be marked; one taken again says so."""
        open_ones = self._records.queue(actor, awaiting_release=True)
        gone = self._store.attempts.erasures  # what was erased in part is marked by nobody any more
        waiting = [a for a in open_ones if a.mode == "assessment" and not gone(a.id)]
        names = self._records.names(tuple(waiting))
        ended = [a for a in self._records.queue(actor) if a.mode == "assessment"]
        found = []
        for attempt in waiting:
            before = sum(_before(a, attempt) for a in ended)
            again = f" (taken again, number {before + 1})" if before else ""
            again += " (given up)" if attempt.status == "abandoned" else ""
            due = ((attempt.ended_at or attempt.started_at) + PATIENCE).date()
            title = self._library.find(attempt.scenario_id)
            found.append(
                ToDo(
                    when=_when(due, today),
                    due=due,
                    what=f"Mark and release {title.title if title else attempt.scenario_id}{again}",
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


def _before(other: Attempt, attempt: Attempt) -> bool:
    """Tell whether another attempt is an earlier one of the same learner at the same call."""
    same = (other.learner_id, other.scenario_id) == (attempt.learner_id, attempt.scenario_id)
    return same and other.started_at < attempt.started_at


def _resubmitted(dossier: Dossier) -> list[tuple[date, str, str]]:
    """Return (day, what, criterion) of what came in again: evidence after a refusal, an action done.

    It waits until an assessor decides that criterion again, or gives feedback on it again.
    """
    found: list[tuple[date, str, str]] = []
    for criterion, decision in dossier.decisions.items():
        later = [i for i in dossier.standing if criterion in i.item.criteria and i.changed_seq > decision.seq]
        if later and not decision.deed.met:
            last = max(i.changed_at for i in later)
            refs = ", ".join(i.reference for i in later)
            found.append(
                (last.date(), f"Decide {criterion} again: {refs} came after it was refused", criterion)
            )
    for said in dossier.feedback:
        at, about = said.answered_at, said.given.criteria
        if at is None or not said.given.action or said.open:
            continue
        decided = [d.at for c, d in dossier.decisions.items() if c in about]
        spoken = [f.at for f in dossier.feedback if not about or set(f.given.criteria) & set(about)]
        if all(moment <= at for moment in (*decided, *spoken)):
            first = about[0] if about else ""
            found.append((at.date(), f"Look at what was done: {said.given.action}", first))
    return found


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
    for came, what, criterion in _resubmitted(dossier):
        add(came + PATIENCE, what, criterion)
    for what, criterion in _to_sign(dossier, me):
        add(today, what, criterion)
    if dossier.unit and dossier.unit.deed.by == me and dossier.signed(UNIT, "assessor") is None:
        add(today, "Sign the unit")
    return found


def _to_sign(dossier: Dossier, me: str) -> list[tuple[str, str]]:
    """Return (what, criterion) of the decisions that wait for this assessor's hand: each hand once."""
    waiting: dict[str, list[str]] = {}
    for criterion, decision in dossier.decisions.items():
        subject = decision_subject(criterion)
        mine = decision.deed.by == me
        if mine and dossier.signed(subject, "assessor") is None:
            waiting.setdefault("Sign again" if dossier.voided(subject) else "Sign", []).append(criterion)
        elif not (mine or decision.deed.qualified or dossier.signed(subject, "countersigner")):
            waiting.setdefault("Countersign", []).append(criterion)
    return [(f"{what} {_decisions(criteria)}", criteria[0]) for what, criteria in waiting.items()]


def _decisions(criteria: list[str]) -> str:
    if len(criteria) == 1:
        return f"the decision on {criteria[0]}"
    return f"{len(criteria)} decisions: {', '.join(criteria)}"
