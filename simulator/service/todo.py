"""What waits for an assessor or a learner: today, within seven days, overdue. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simulator.model.matrix import Dossier, Feedback, Item
from simulator.model.portfolio import UNIT, decision_subject, evidence_subject
from simulator.model.profile import PROFILE
from simulator.model.session import Session, session_subject
from simulator.service.access import Actor, require
from simulator.service.answers import waits_for_release
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.service.records import Records
from simulator.store.values import Attempt

When = Literal["overdue", "today", "seven days", "later"]
Part = Literal["matrix", "evidence", "plans", "profile", "sign-off"]
"""The part of a portfolio in which a thing is done."""
Sort = Literal["Mark and release", "Decide and sign", "Look at evidence", "Plans and actions"]
_SORTS: dict[Part, Sort] = {
    "matrix": "Decide and sign",
    "sign-off": "Decide and sign",
    "evidence": "Look at evidence",
    "plans": "Plans and actions",
    "profile": "Plans and actions",
}
_Waits = tuple[date, str, str, Part]
"""By when, what in words, for which criterion (if one), and in which part of the portfolio."""
ORDER: tuple[When, ...] = ("overdue", "today", "seven days", "later")
PATIENCE = timedelta(days=3)
"""How long a learner may wait for a debrief before it is overdue."""
A_WEEK = timedelta(days=7)
"""How long a profile may wait to be written, and to be talked through."""
WRITE_PROFILE = "Write your profile: your job, what you have learned, and how you rate yourself"


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
    part: Part = "matrix"

    @property
    def sort(self) -> Sort:
        """What sort of thing it is, by which a long list is narrowed."""
        if self.place != "portfolio":
            return "Mark and release"
        return _SORTS[self.part]


class ToDos(PortfolioPart):
    """The use case of the to-do home."""

    def __init__(self, ground: Ground, portfolios: Portfolios, records: Records) -> None:
        super().__init__(ground, portfolios)
        self._records = records

    def of(self, actor: Actor | None) -> tuple[ToDo, ...]:
        """Return what waits for an assessor, the most urgent first."""
        by = require(actor, "assessor")
        today = self._now().date()
        qualified = self._rules.standing_of(by.person_id).qualified
        found = [*self._releases(actor, today), *self._papers(by, today)]
        for learner, name in self._portfolios.learners(by):
            for portfolio in self._store.portfolios.of_learner(learner):
                dossier = self._portfolios.dossier_of(learner, portfolio.unit)
                found += _of_dossier(dossier, learner, name, today, by.person_id, qualified=qualified)
        return tuple(sorted(found, key=lambda t: (ORDER.index(t.when), t.due, t.learner_name, t.what)))

    def of_learner(self, actor: Actor | None) -> tuple[ToDo, ...]:
        """Return what waits for a learner in their own portfolios: plans, actions, what is to be signed."""
        by = require(actor, "learner")
        today = self._now().date()
        found: list[ToDo] = []
        begun = [p.unit for p in self._store.portfolios.of_learner(by.person_id)]
        joined = self._store.people.get(by.person_id).created_at.date()
        for unit in begun or [number for number, _ in self._portfolios.units()[:1]]:
            dossier = self._portfolios.dossier_of(by.person_id, unit)
            if not dossier.locked:
                waits = [*_planned_with(dossier), *((today, *told) for told in _for_learners_hand(dossier))]
                if dossier.profile is None:  # offered, and never overdue: nothing rests on it
                    waits.append((max(today, joined + A_WEEK), WRITE_PROFILE, "profile"))
                found += [
                    ToDo(_when(due, today), due, what, by.person_id, by.name, "portfolio", part=part)
                    for due, what, part in waits
                ]
        return tuple(sorted(found, key=lambda t: (ORDER.index(t.when), t.due, t.what)))

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
        waiting = self._records.queue(actor, awaiting_release=True)
        names = self._records.names(waiting)
        taken: dict[tuple[str, str], list[Attempt]] = {}
        for ended in self._records.queue(actor):
            if ended.mode == "assessment":
                taken.setdefault((ended.learner_id, ended.scenario_id), []).append(ended)
        found = []
        for attempt in waiting:
            same = taken.get((attempt.learner_id, attempt.scenario_id), [])
            before = sum(a.started_at < attempt.started_at for a in same)
            again = f" (taken again, number {before + 1})" if before else ""
            again += " (given up)" if attempt.status == "abandoned" else ""
            due = ((attempt.ended_at or attempt.started_at) + PATIENCE).date()
            title = self._library.find(attempt.scenario_id)
            found.append(
                ToDo(
                    when=_when(due, today),
                    due=due,
                    what=f"Mark and release “{title.title if title else attempt.scenario_id}”{again}",
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


def _resubmitted(dossier: Dossier) -> list[_Waits]:
    """Return (day, what, criterion, part) of what came in again: evidence after a refusal, an action done.

    It waits until an assessor decides that criterion again, or gives feedback on it again.
    """
    found: list[_Waits] = []
    for criterion, decision in dossier.decisions.items():
        later = [i for i in dossier.standing if criterion in i.item.criteria and i.changed_seq > decision.seq]
        if later and not decision.deed.met:
            last = max(i.changed_at for i in later)
            refs = ", ".join(i.reference for i in later)
            told = f"Decide {criterion} again: {refs} came after it was refused"
            found.append((last.date(), told, criterion, "matrix"))
    for said in dossier.feedback:
        if said.answered_at is not None and to_look_at(dossier, said):
            first = said.given.criteria[0] if said.given.criteria else ""
            day = said.answered_at.date()
            found.append((day, f"Look at what was done: {said.given.action}", first, "plans"))
    return found


def to_look_at(dossier: Dossier, said: Feedback) -> bool:
    """Tell whether the learner did what a feedback asked, and no assessor has said anything to it since."""
    at, about = said.answered_at, said.given.criteria
    if at is None or not said.given.action or said.open:
        return False
    decided = [d.at for c, d in dossier.decisions.items() if c in about]
    spoken = [f.at for f in dossier.feedback if not about or set(f.given.criteria) & set(about)]
    return all(moment <= at for moment in (*decided, *spoken))


def _of_dossier(
    dossier: Dossier, learner: str, name: str, today: date, me: str, *, qualified: bool
) -> list[ToDo]:
    found: list[_Waits] = [*_promised(dossier), *_came_in(dossier, learner)]
    found += [(today, *told) for told in _to_sign(dossier, me, qualified=qualified)]
    return [
        ToDo(_when(due, today), due, what, learner, name, "portfolio", criterion=criterion, part=part)
        for due, what, criterion, part in found
    ]


def _promised(dossier: Dossier) -> Iterable[_Waits]:
    """Yield the plans and the actions that have a day."""
    for plan in dossier.plans:
        words = f"{plan.made.method} for {', '.join(plan.made.criteria)}"
        if plan.open:
            yield plan.due, f"Plan due: {words}", "", "plans"
        elif plan.to_review:
            yield plan.due, f"Say what came of the plan: {words}", "", "plans"
    for said in dossier.feedback:
        if said.open and said.given.due:
            yield said.given.due, f"Action due: {said.given.action}", "", "plans"


def _planned_with(dossier: Dossier) -> Iterable[tuple[date, str, Part]]:
    """Yield what was planned with the learner, and what an assessor asked of them."""
    for plan in dossier.plans:
        if plan.open:
            yield plan.due, f"Planned: {plan.made.what} ({plan.made.method})", "plans"
    for said in dossier.feedback:
        if said.open:
            yield said.given.due or said.at.date() + PATIENCE, f"To do: {said.given.action}", "plans"


def _for_learners_hand(dossier: Dossier) -> Iterable[tuple[str, Part]]:
    """Yield what only the learner's own signature completes."""
    decided = [c for c in dossier.decisions if dossier.signed(decision_subject(c), "learner") is None]
    if decided:
        yield f"Read and sign {_decisions(decided)}", "sign-off"
    entered = [
        i.reference
        for i in dossier.standing
        if dossier.signed(evidence_subject(i.item.id), "assessor")
        and dossier.signed(evidence_subject(i.item.id), "learner") is None
    ]
    if entered:
        yield f"Read and sign {', '.join(entered)}", "evidence"
    for session, reference in _sheets(dossier):
        subject = session_subject(session.deed.attempt)
        if dossier.signed(subject, "assessor") and dossier.signed(subject, "learner") is None:
            yield f"Read and sign the session sheet of {reference}", "evidence"
    if dossier.profile is not None and dossier.signed(PROFILE, "learner") is None:
        yield "Read and sign your profile", "profile"
    if dossier.unit is not None and dossier.signed(UNIT, "learner") is None:
        yield "Read and sign the decision on the unit", "sign-off"


def _sheets(dossier: Dossier) -> list[tuple[Session, str]]:
    """Return the session sheets of calls that stand as evidence, each with that item's reference."""
    if dossier.locked:
        return []
    found = ((i.reference, dossier.session(i.item.attempt)) for i in dossier.standing if i.item.attempt)
    return [(session, reference) for reference, session in found if session is not None]


def _came_in(dossier: Dossier, learner: str) -> Iterable[_Waits]:
    """Yield what the learner brought, or brought again, and nobody has looked at yet."""
    for came, what, criterion, part in _resubmitted(dossier):
        yield came + PATIENCE, what, criterion, part
    if dossier.profile is not None and not dossier.profile.discussed and not dossier.locked:
        again = ", which was written anew" if dossier.profile.earlier else ""
        yield (dossier.profile.at + A_WEEK).date(), f"Talk the profile through{again}", "", "profile"
    for item in _brought(dossier, learner):
        what = f"Look at {item.reference}, which the learner brought: {item.item.title}"
        yield item.changed_at.date() + PATIENCE, what, "", "evidence"


def _brought(dossier: Dossier, learner: str) -> list[Item]:
    """Return what the learner brought and no assessor has signed or decided on since."""
    if dossier.locked:
        return []
    return [
        i
        for i in dossier.standing
        if i.by == learner
        and dossier.signed(evidence_subject(i.item.id), "assessor") is None
        and not any(c in dossier.decisions for c in i.item.criteria)
    ]


def _observed(dossier: Dossier, me: str) -> list[Item]:
    """Return the observations of this assessor that lack their signature."""
    if dossier.locked:
        return []
    mine = [i for i in dossier.standing if i.by == me and i.item.method == "observation"]
    return [i for i in mine if dossier.signed(evidence_subject(i.item.id), "assessor") is None]


def _to_sign(dossier: Dossier, me: str, *, qualified: bool) -> Iterable[tuple[str, str, Part]]:
    """Yield (what, criterion, part) of what waits for this assessor's hand: each hand once.

    Only who is qualified countersigns, so that nobody else is asked to.
    """
    waiting: dict[str, list[str]] = {}
    for criterion, decision in dossier.decisions.items():
        subject = decision_subject(criterion)
        mine = decision.deed.by == me
        if mine and dossier.signed(subject, "assessor") is None:
            waiting.setdefault("Sign again" if dossier.voided(subject) else "Sign", []).append(criterion)
        elif qualified and not (mine or decision.deed.qualified or dossier.signed(subject, "countersigner")):
            waiting.setdefault("Countersign", []).append(criterion)
    for what, criteria in waiting.items():
        yield f"{what} {_decisions(criteria)}", criteria[0], "matrix"
    if seen := [i.reference for i in _observed(dossier, me)]:
        yield f"Sign {', '.join(seen)}: what you observed", "", "evidence"
    for session, reference in _sheets(dossier):
        mine = session.deed.by == me
        if mine and dossier.signed(session_subject(session.deed.attempt), "assessor") is None:
            yield f"Sign the session sheet of {reference}", "", "evidence"
    profile = dossier.profile
    if profile is not None and profile.talked_by == me and dossier.signed(PROFILE, "assessor") is None:
        yield "Sign the profile that you talked through", "", "profile"
    yield from _unit_to_sign(dossier, me, qualified=qualified)


def _unit_to_sign(dossier: Dossier, me: str, *, qualified: bool) -> Iterable[tuple[str, str, Part]]:
    """Yield what of the unit's decision waits for this assessor's hand."""
    if dossier.unit is not None:
        mine = dossier.unit.deed.by == me
        if mine and dossier.signed(UNIT, "assessor") is None:
            yield "Sign the unit", "", "sign-off"
        if mine and dossier.unit_refused is not None:
            yield "Decide the unit again: its countersigner does not agree", "", "sign-off"
        others = dossier.decided_untrained and not mine
        if others and qualified and dossier.signed(UNIT, "countersigner") is None:
            yield "Countersign the unit", "", "sign-off"


def _decisions(criteria: list[str]) -> str:
    if len(criteria) == 1:
        return f"the decision on {criteria[0]}"
    return f"{len(criteria)} decisions: {', '.join(criteria)}"
