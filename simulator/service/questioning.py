"""Questions asked by a person and professional discussions, as an assessor records them; what to ask next.

The record holds the exact question and the exact answer. What to ask next is suggested from the gaps of this
learner's own answers and calls; it is for the assessor's eyes. It judges no criterion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from simulator.marking.answers import POINT
from simulator.model.matrix import Dossier, Plan
from simulator.model.portfolio import (
    Claim,
    EvidenceItem,
    Exchange,
    QuestionedBy,
    Setting,
)
from simulator.model.told_to import told_to
from simulator.portfolio.rules import method_refused, plans_to_discuss
from simulator.service.access import Actor
from simulator.service.answers import Answers
from simulator.service.errors import ServiceError
from simulator.service.gathering import Gathering
from simulator.service.marked_papers import MarkedAnswer
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.service.records import Records, Reviewed
from simulator.store.attempts import AttemptFilter
from simulator.store.values import Attempt

Asking = Literal["questioning", "professional discussion"]
MOST_CALLS = 8
MOST_EXCHANGES = 60


@dataclass(frozen=True)
class FollowUp:
    """One thing to ask this learner: about which criterion, in what words, and what it comes from."""

    criterion: str
    ask: str
    because: str


@dataclass(frozen=True)
class AskedMore:
    """What the forms of questioning and discussion ask for besides; nothing of it must be given."""

    language: str = ""
    recording: str = ""
    began: str = ""
    ended: str = ""
    documents: str = ""
    further: str = ""


class Questioning(PortfolioPart):
    """The use cases of asking a learner in person."""

    def __init__(
        self,
        ground: Ground,
        portfolios: Portfolios,
        gathering: Gathering,
        answers: Answers,
        records: Records,
    ) -> None:
        super().__init__(ground, portfolios)
        self._gathering = gathering
        self._answers = answers
        self._records = records

    def follow_ups(self, actor: Actor | None, learner_id: str, unit: str) -> tuple[FollowUp, ...]:
        """Return what to ask next, from the gaps in the learner's latest answers and assessed calls."""
        by = self._assessor(actor, learner_id)
        return (*self._from_answers(learner_id, unit), *self._from_calls(by, learner_id, unit))

    def record(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        method: Asking,
        title: str,
        on: date,
        questioned: QuestionedBy,
        exchanges: Sequence[Exchange],
        place: str = "",
        present: str = "",
        narrative: str = "",
        plan: str = "",
        own_centre: bool = True,
        more: AskedMore | None = None,
    ) -> Dossier:
        """Enter what was asked and answered as evidence; each exchange that showed its criterion maps to it.

        ``plan`` is the id of the plan that a discussion fulfils; ``more`` is what its form asks for besides.

        Raises:
            ServiceError: nothing was asked, an exchange is half empty, or names no criterion or one that the
                method cannot evidence, or a discussion has no plan that was agreed beforehand.
        """
        by = self._assessor(actor, learner_id)
        kept = [x for x in exchanges if x.question.strip() or x.answer.strip()][:MOST_EXCHANGES]
        self._check(unit, method, kept)
        whole = tuple(x.model_copy(update={"asked_by": x.asked_by.strip() or by.name}) for x in kept)
        setting: Setting = "workplace" if own_centre else "simulated"
        item = EvidenceItem(
            id="",
            method=method,
            title=title,
            on=on,
            setting=setting,
            claims=_claims(whole),
            narrative=narrative
            or ("One question, with" if len(whole) == 1 else f"{len(whole)} questions, each with")
            + " its answer as it was given.",
            place=place.strip()[:200],
            present=present.strip()[:200],
            about_own_centre=own_centre,
            exchanges=whole,
            questioned=questioned,
            plan=plan,
            **asdict(more or AskedMore()),
        )
        return self._gathering.add_evidence(actor, learner_id, unit, item)

    def plans_for_discussion(self, actor: Actor | None, learner_id: str, unit: str) -> tuple[Plan, ...]:
        """Return the open plans of a discussion to which the learner agreed, the first due first."""
        self._assessor(actor, learner_id)
        return plans_to_discuss(self._portfolios.dossier_of(learner_id, unit))

    def _check(self, unit: str, method: Asking, kept: Sequence[Exchange]) -> None:
        if not kept:
            raise ServiceError("Write down at least one question with its answer.", "exchanges")
        found = self._library.unit(unit)
        for number, one in enumerate(kept, 1):
            if not one.question.strip() or not one.answer.strip():
                raise ServiceError(
                    f"Exchange {number} lacks its question or its answer. Both are kept in the exact words.",
                    "exchanges",
                )
            if not one.criterion:
                raise ServiceError(
                    f"Exchange {number} names no criterion. Say which one the question is about.", "exchanges"
                )
            if why := method_refused(found, one.criterion, method):
                raise ServiceError(f"Exchange {number}: {why}", "exchanges")

    def _from_answers(self, learner_id: str, unit: str) -> list[FollowUp]:
        """Return a follow-up for each criterion whose latest answer left something missing."""
        found: dict[str, FollowUp] = {}
        for marked in self._answers.marked_of(learner_id, unit):
            for answer in marked.answers:
                if answer.asked.criterion not in found and answer.written.text.strip():
                    follow = _follow_up(answer)
                    if follow is not None:
                        found[answer.asked.criterion] = follow
        return [found[c] for c in sorted(found)]

    def _from_calls(self, by: Actor, learner_id: str, unit: str) -> list[FollowUp]:
        """Return a follow-up for each criterion that an assessed call left short, the latest call first.

        None tells of a finding that this assessor views blind first.
        """
        wanted = AttemptFilter(learner_id=learner_id, unit=unit, mode="assessment")
        found: dict[str, FollowUp] = {}
        for attempt in self._store.attempts.list(wanted, limit=MOST_CALLS).items:
            if attempt.status != "finished":
                continue
            if self._store.attempts.erasures(attempt.id):
                continue
            reviewed = self._records.reviewed_of(attempt.id)
            unseen = self._records.unseen(by, attempt.id)
            for finding in (f for f in reviewed.marking.findings if f.criterion not in unseen):
                short = [i for i in finding.indicators if i.result in ("contrary", "not shown")]
                if not short or finding.criterion in found:
                    continue
                short.sort(key=lambda i: i.result != "contrary")
                clause = f" What does clause {short[0].clause} ask for?" if short[0].clause else ""
                found[finding.criterion] = FollowUp(
                    finding.criterion,
                    f"In {_named(attempt, reviewed)}, take me through this: "
                    f"what did you do, and why?{clause}",
                    f"in that call: {told_to('others', short[0].sentence)}",
                )
        return [found[c] for c in sorted(found)]


def _named(attempt: Attempt, reviewed: Reviewed) -> str:
    """Return which call is meant, as one of several of a day: its kind, centre, day and hour."""
    at = attempt.started_at.astimezone()
    kind = reviewed.scenario.kind_of_call
    kind = kind[:1].lower() + kind[1:]
    return f"{kind} ({reviewed.organisation.name}, {at.day} {at:%B}, {at:%H:%M})"


def _follow_up(answer: MarkedAnswer) -> FollowUp | None:
    """Return what to ask about one answer: what speaks against it first, then what it left out."""
    criterion, question, finding = answer.asked.criterion, answer.question, answer.finding
    if finding.finding == "evidence found":
        return None
    if not finding.indicators:
        why = f"the answer could not be analysed: {answer.reading.why_not}"
        return FollowUp(criterion, f"{answer.asked.ask} Tell me in your own words.", why)
    against = [i for i in finding.indicators if i.result == "contrary"]
    if against:
        words = next((w.words for w in answer.reading.wrong if w.id == against[0].indicator), "")
        rests = f"does clause {question.clause}" if question.clause else "do the procedures"
        ask = f'You wrote "{words.rstrip(" .,;:")}". Tell me more. What {rests} say?'
        return FollowUp(criterion, ask, f"speaks against it: {against[0].label}")
    needed = {p.id for p in question.points if p.must}
    points = [i for i in finding.indicators if i.kind == POINT]
    open_ones = sorted((i for i in points if i.result != "shown"), key=lambda i: i.indicator not in needed)
    if not open_ones:
        return None
    told = any(i.result == "shown" for i in points)
    more = (
        "You have told me a part of it in writing: what else is there?"
        if told
        else "Tell me in your own words."
    )
    return FollowUp(criterion, f"{answer.asked.ask} {more}", f"not in the answer: {open_ones[0].label}")


def _claims(exchanges: Sequence[Exchange]) -> tuple[Claim, ...]:
    claims = [
        Claim(criterion=x.criterion, at=x.at, note=x.outcome)
        for x in exchanges
        if x.criterion and x.outcome in ("shown", "shown in part")
    ]
    return tuple(dict.fromkeys(claims))
