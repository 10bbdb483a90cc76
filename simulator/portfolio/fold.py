"""Folds a portfolio record into how it stands: pure, in the order of the record.

A signature stands as long as the digest of its subject is the one that was signed and nobody unlocked the
unit since. It holds no rule about who may do what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatch
from typing import Any

from simulator.model.matrix import (
    Correction,
    Decision,
    Dossier,
    Erased,
    Feedback,
    Item,
    Plan,
    Signature,
    UnitDecision,
)
from simulator.model.observed import MomentWithdrawn
from simulator.model.planned import PlanMade, PlanReviewed, WitnessCorrected, WitnessRegistered
from simulator.model.portfolio import (
    CODES,
    UNIT,
    AnswerRuled,
    BlindMarked,
    CriterionDecided,
    EvidenceAdded,
    EvidenceChanged,
    EvidenceWithdrawn,
    FeedbackAnswered,
    FeedbackGiven,
    FileErased,
    Kept,
    LearnerDeclared,
    MomentCommented,
    PaperReleased,
    Signed,
    UnitDecided,
    Unlocked,
    decision_subject,
    plan_subject,
)
from simulator.model.profile import PROFILE, LearnerProfile, ProfileDiscussed, ProfileWritten
from simulator.model.session import Session, SessionChecked
from simulator.portfolio.digests import (
    all_digests,
    plan_digests,
    profile_digests,
    session_digests,
    standing_profile,
)


@dataclass
class _Growing:
    """The portfolio while it is being folded."""

    items: dict[str, Item] = field(default_factory=dict)
    erased: dict[str, Erased] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    witnesses: dict[str, WitnessRegistered] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    feedback: dict[str, Feedback] = field(default_factory=dict)
    comments: list[MomentCommented] = field(default_factory=list)
    blind: list[BlindMarked] = field(default_factory=list)
    rulings: list[AnswerRuled] = field(default_factory=list)
    papers: list[PaperReleased] = field(default_factory=list)
    sessions: dict[str, Session] = field(default_factory=dict)
    profile: LearnerProfile | None = None
    declaration: LearnerDeclared | None = None
    declared_at: datetime | None = None
    decisions: dict[str, Decision] = field(default_factory=dict)
    unit: UnitDecision | None = None
    signatures: list[Signature] = field(default_factory=list)
    unlocks: list[tuple[int, datetime, Unlocked]] = field(default_factory=list)
    changed: dict[str, datetime] = field(default_factory=dict)


def fold(events: Iterable[Kept]) -> Dossier:
    """Return how a portfolio stands after these events, which come in the order of the record."""
    now = _Growing()
    people: dict[str, None] = {}
    last = 0
    for kept in events:
        people[kept.deed.by] = None
        last = kept.seq
        _take(kept.deed, now, kept)
    corrected = {c.deed.entry.witness: c.deed for c in now.corrections}
    digests = all_digests(now.items, now.plans, now.declaration, now.decisions, now.unit, corrected=corrected)
    digests |= session_digests(now.sessions) | standing_profile(now.profile)
    return Dossier(
        items=tuple(now.items.values()),
        erased=tuple(now.erased.values()),
        witnesses=tuple(now.witnesses.values()),
        corrections=tuple(now.corrections),
        plans=tuple(now.plans.values()),
        feedback=tuple(now.feedback.values()),
        comments=tuple(now.comments),
        blind=tuple(now.blind),
        rulings=tuple(now.rulings),
        papers_released=tuple(now.papers),
        sessions=tuple(now.sessions.values()),
        profile=now.profile,
        declaration=now.declaration,
        declared_at=now.declared_at,
        decisions=dict(sorted(now.decisions.items())),
        unit=now.unit,
        signatures=tuple(_judged(s, digests, now) for s in now.signatures),
        unlocks=tuple(now.unlocks),
        digests=digests,
        people=tuple(people),
        last_seq=last,
    )


def _judged(signature: Signature, digests: dict[str, str], now: _Growing) -> Signature:
    """Return a signature with the reason for which it is void, if it is."""
    if signature.subject == "unit":
        for seq, at, unlocked in now.unlocks:
            if seq > signature.seq:
                why = f"the unit was unlocked on {at.day} {at:%B %Y}: {unlocked.reason}"
                return signature.model_copy(update={"void": why})
    if signature.seq < _decided_at(signature.subject, now):
        return signature.model_copy(update={"void": "it was decided anew afterwards"})
    if digests.get(signature.subject) == signature.digest:
        return signature
    plan = next((p for key, p in now.plans.items() if plan_subject(key) == signature.subject), None)
    if plan is not None and signature.digest in plan_digests(plan):
        return signature
    if signature.subject == PROFILE and now.profile and signature.digest in profile_digests(now.profile):
        return signature
    return signature.model_copy(update={"void": "what was signed was changed afterwards"})


def _decided_at(subject: str, now: _Growing) -> int:
    """Return where in the record a subject was last decided: who signed before that signed another decision.

    A decision made again in the very words of an earlier one has its digest.
    """
    found = [d.seq for criterion, d in now.decisions.items() if decision_subject(criterion) == subject]
    if subject == UNIT and now.unit is not None:
        found.append(now.unit.seq)
    return max(found, default=0)


@singledispatch
def _take(deed: Any, now: _Growing, kept: Kept) -> None:
    """Take one deed in; each kind has its own rule below."""
    raise TypeError(f"no rule folds {type(deed).__name__}")


@_take.register
def _(deed: EvidenceAdded, now: _Growing, kept: Kept) -> None:
    code = CODES[deed.item.method]
    now.counts[code] = now.counts.get(code, 0) + 1
    now.items[deed.item.id] = Item(
        item=deed.item,
        reference=f"{code}{now.counts[code]}",
        by=deed.by,
        added_at=kept.at,
        changed_at=kept.at,
        changed_seq=kept.seq,
    )
    if (plan := now.plans.get(deed.item.plan)) is not None:
        now.plans[deed.item.plan] = plan.model_copy(update={"held": deed.item.id})


@_take.register
def _(deed: EvidenceChanged, now: _Growing, kept: Kept) -> None:
    old = now.items.get(deed.item.id)
    if old is not None:
        now.items[deed.item.id] = old.model_copy(
            update={
                "item": deed.item,
                "changed_at": kept.at,
                "changed_seq": kept.seq,
                "versions": old.versions + 1,
            }
        )


@_take.register
def _(deed: EvidenceWithdrawn, now: _Growing, kept: Kept) -> None:
    old = now.items.get(deed.evidence)
    if old is not None:
        now.items[deed.evidence] = old.model_copy(
            update={"withdrawn": deed.reason, "changed_at": kept.at, "changed_seq": kept.seq}
        )
        plan = now.plans.get(old.item.plan)
        if plan is not None and plan.held == deed.evidence:
            now.plans[old.item.plan] = plan.model_copy(update={"held": ""})


@_take.register
def _(deed: FileErased, now: _Growing, kept: Kept) -> None:
    now.erased.setdefault(deed.digest, Erased(deed=deed, at=kept.at))


@_take.register
def _(deed: WitnessRegistered, now: _Growing, kept: Kept) -> None:
    now.witnesses[deed.witness] = deed


@_take.register
def _(deed: WitnessCorrected, now: _Growing, kept: Kept) -> None:
    before = now.witnesses.get(deed.entry.witness)
    if before is None:
        return
    now.corrections.append(Correction(before=before, deed=deed, at=kept.at))
    if deed.struck:
        del now.witnesses[deed.entry.witness]
    else:
        now.witnesses[deed.entry.witness] = deed.entry


@_take.register
def _(deed: PlanMade, now: _Growing, kept: Kept) -> None:
    now.plans[deed.plan] = Plan(made=deed, at=kept.at, seq=kept.seq)


@_take.register
def _(deed: PlanReviewed, now: _Growing, kept: Kept) -> None:
    plan = now.plans.get(deed.plan)
    if plan is not None:
        held = "" if deed.outcome == "goes on" else plan.held
        now.plans[deed.plan] = plan.model_copy(update={"reviews": (*plan.reviews, deed), "held": held})


@_take.register
def _(deed: FeedbackGiven, now: _Growing, kept: Kept) -> None:
    now.feedback[deed.feedback] = Feedback(given=deed, at=kept.at)


@_take.register
def _(deed: FeedbackAnswered, now: _Growing, kept: Kept) -> None:
    said = now.feedback.get(deed.feedback)
    if said is not None:
        now.feedback[deed.feedback] = said.model_copy(
            update={"answers": (*said.answers, deed), "answered_at": kept.at}
        )


@_take.register
def _(deed: MomentCommented, now: _Growing, kept: Kept) -> None:
    now.comments.append(deed)


@_take.register
def _(deed: MomentWithdrawn, now: _Growing, kept: Kept) -> None:
    wanted = (deed.by, deed.attempt, deed.at, deed.criterion)
    same = [n for n, c in enumerate(now.comments) if (c.by, c.attempt, c.at, c.criterion) == wanted]
    if same:
        del now.comments[same[-1]]


@_take.register
def _(deed: BlindMarked, now: _Growing, kept: Kept) -> None:
    now.blind.append(deed)


@_take.register
def _(deed: AnswerRuled, now: _Growing, kept: Kept) -> None:
    now.rulings.append(deed)


@_take.register
def _(deed: PaperReleased, now: _Growing, kept: Kept) -> None:
    now.papers.append(deed)


@_take.register
def _(deed: LearnerDeclared, now: _Growing, kept: Kept) -> None:
    now.declaration, now.declared_at = deed, kept.at


@_take.register
def _(deed: SessionChecked, now: _Growing, kept: Kept) -> None:
    old = now.sessions.get(deed.attempt)
    earlier = old.earlier + 1 if old else 0
    now.sessions[deed.attempt] = Session(deed=deed, at=kept.at, earlier=earlier)


@_take.register
def _(deed: ProfileWritten, now: _Growing, kept: Kept) -> None:
    earlier = now.profile.earlier + 1 if now.profile else 0
    now.profile = LearnerProfile(deed=deed, at=kept.at, changed_at=kept.at, earlier=earlier)


@_take.register
def _(deed: ProfileDiscussed, now: _Growing, kept: Kept) -> None:
    if now.profile is not None and now.profile.deed.version == deed.version:
        talks = (*now.profile.discussed, deed)
        now.profile = now.profile.model_copy(update={"discussed": talks, "changed_at": kept.at})


@_take.register
def _(deed: CriterionDecided, now: _Growing, kept: Kept) -> None:
    old = now.decisions.get(deed.criterion)
    earlier = old.earlier + 1 if old else 0
    now.decisions[deed.criterion] = Decision(deed=deed, seq=kept.seq, at=kept.at, earlier=earlier)


@_take.register
def _(deed: UnitDecided, now: _Growing, kept: Kept) -> None:
    earlier = now.unit.earlier + 1 if now.unit else 0
    now.unit = UnitDecision(deed=deed, seq=kept.seq, at=kept.at, earlier=earlier)


@_take.register
def _(deed: Signed, now: _Growing, kept: Kept) -> None:
    for pledge in deed.pledges:
        now.signatures.append(
            Signature(
                seq=kept.seq,
                at=kept.at,
                party=deed.party,
                by=deed.by,
                subject=pledge.subject,
                digest=pledge.digest,
                statement=deed.statement,
                agrees=deed.agrees,
                comment=deed.comment,
            )
        )


@_take.register
def _(deed: Unlocked, now: _Growing, kept: Kept) -> None:
    now.unlocks.append((kept.seq, kept.at, deed))
