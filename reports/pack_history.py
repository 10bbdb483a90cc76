"""What was done in a portfolio, a line for each event of its record: when, by whom, what, and why.

Nothing that a person did there is left out, also what was withdrawn, written anew or decided again later. It
judges nothing.
"""

from functools import singledispatch
from typing import Any

from reports.assemble import reference_of
from reports.document import Block, Row, Table, columns, theirs
from reports.pack import Pack
from reports.pack_desk import desk_rows
from reports.pack_rows import LEFT_OUT, ZONE, row, subject_words
from reports.words import listed, local_label
from simulator.model.clock import clock
from simulator.model.observed import MomentWithdrawn
from simulator.model.planned import PlanMade, PlanReviewed, WitnessCorrected, WitnessRegistered
from simulator.model.portfolio import (
    AnswerRuled,
    BlindMarked,
    CriterionDecided,
    EvidenceAdded,
    EvidenceChanged,
    EvidenceItem,
    EvidenceWithdrawn,
    FeedbackAnswered,
    FeedbackGiven,
    FileErased,
    LearnerDeclared,
    MomentCommented,
    PaperReleased,
    Signed,
    UnitDecided,
    Unlocked,
)
from simulator.model.profile import ProfileDiscussed, ProfileWritten
from simulator.model.session import SessionChecked

_DECISION = "decision on "


def history(pack: Pack) -> tuple[Block, ...]:
    """Return every event in the order of the record; no number of it is left out."""
    versions: dict[str, EvidenceItem] = {}
    profile: ProfileWritten | None = None
    rows: list[tuple[int, Row]] = desk_rows(pack)
    for kept in pack.history:
        deed = kept.deed
        what, why = _told(deed, pack)
        if isinstance(deed, EvidenceChanged) and (before := versions.get(deed.item.id)) is not None:
            why = "; ".join((why, *_changes(before, deed.item)))
        if isinstance(deed, ProfileWritten):
            if profile is not None:
                what, why = "Wrote the profile anew", "; ".join(_rewritten(profile, deed))
            profile = deed
        if isinstance(deed, EvidenceAdded | EvidenceChanged):
            versions[deed.item.id] = deed.item
        when = local_label(kept.at, ZONE)
        told = row(str(kept.seq), when, theirs(pack.name(deed.by)), theirs(what), theirs(why or "–"))
        rows.append((kept.seq, told))
    made = tuple(told for _, told in sorted(rows, key=lambda held: held[0]))
    head = columns(Event=0.1, When=0.19, Who=0.13, What=0.32, Reason_or_words=0.26)
    return (Table(caption="What was done in this portfolio", columns=head, rows=made),) if made else ()


def earlier_decisions(pack: Pack) -> tuple[Block, ...]:
    """Return the decisions on criteria that another one replaced later."""
    standing = {d.seq for d in pack.dossier.decisions.values()}
    words = pack.unit.decision_words
    rows = tuple(
        row(
            k.deed.criterion,
            words.criterion_yes if k.deed.met else words.criterion_no,
            theirs(k.deed.reason),
            _relied(pack, k.deed),
            (theirs(pack.name(k.deed.by)), f"{k.at.day} {k.at:%B %Y}"),
        )
        for k in pack.history
        if isinstance(k.deed, CriterionDecided) and k.seq not in standing
    )
    head = columns(Criterion=0.1, Decision=0.12, Reason=0.38, Relied_on=0.2, Decided_by=0.2)
    return (Table(caption="Decided earlier, and again since", columns=head, rows=rows),) if rows else ()


def _relied(pack: Pack, deed: CriterionDecided) -> str:
    return ", ".join(_reference(pack, e) for e in deed.relied_on) or "–"


def _changes(before: EvidenceItem, after: EvidenceItem) -> list[str]:
    """Return what an item said before, for each part of it that was written anew."""
    told = []
    if before.criteria != after.criteria:
        told.append(f"mapped before to {', '.join(before.criteria) or 'nothing'}")
    if before.narrative != after.narrative:
        told.append(f"narrative before: “{before.narrative}”")
    if before.title != after.title:
        told.append(f"title before: “{before.title}”")
    return told


_PROFILE = {
    "job_role": "job",
    "employer": "employer",
    "duties": "duties",
    "prior_learning": "learning before",
    "goals": "goals",
}


def _rewritten(before: ProfileWritten, after: ProfileWritten) -> list[str]:
    """Return what a profile said before, for each part of it that was written anew."""
    told = [
        f"{words} before: “{old or 'nothing'}”"
        for name, words in _PROFILE.items()
        if (old := getattr(before, name)) != getattr(after, name)
    ]
    if before.support != after.support:
        told.append(f"support before: {'wanted' if before.support else 'not wanted'}")
    rated = {one.criterion: one.rating for one in after.ratings}
    changed = [o for o in before.ratings if rated.get(o.criterion) != o.rating]
    return [*told, *(f"{one.criterion} before: {one.rating}" for one in changed)]


def _reference(pack: Pack, evidence: str) -> str:
    item = pack.dossier.item(evidence)
    return item.reference if item else evidence


def _subjects(pack: Pack, deed: Signed) -> str:
    """Return everything that was signed at once, the decisions together."""
    named = [subject_words(pack, p.subject) for p in deed.pledges]
    decided = [n.removeprefix(_DECISION) for n in named if n.startswith(_DECISION)]
    others = sorted(n for n in named if not n.startswith(_DECISION))
    one = f"{'decision' if len(decided) == 1 else 'decisions'} on {', '.join(decided)}" if decided else ""
    return listed([one, *others])


def _of_plan(pack: Pack, plan: str) -> str:
    return subject_words(pack, f"plan:{plan}")


@singledispatch
def _told(deed: Any, pack: Pack) -> tuple[str, str]:
    """Return what was done, and why or in what words; each kind has its own rule below."""
    raise TypeError(f"no rule tells of {type(deed).__name__}")


@_told.register
def _(deed: EvidenceAdded, pack: Pack) -> tuple[str, str]:
    said = f"Entered {_reference(pack, deed.item.id)}, {deed.item.method}: {deed.item.title}"
    return said, f"for {', '.join(deed.item.criteria)}" if deed.item.criteria else "mapped to nothing"


@_told.register
def _(deed: EvidenceChanged, pack: Pack) -> tuple[str, str]:
    return f"Wrote {_reference(pack, deed.item.id)} anew", deed.reason


@_told.register
def _(deed: EvidenceWithdrawn, pack: Pack) -> tuple[str, str]:
    return f"Withdrew {_reference(pack, deed.evidence)}", deed.reason


@_told.register
def _(deed: FileErased, pack: Pack) -> tuple[str, str]:
    return f"Erased the file {deed.digest[:12]}… for good", deed.reason


@_told.register
def _(deed: WitnessRegistered, pack: Pack) -> tuple[str, str]:
    return f"Entered {deed.name} in the register of witnesses", f"{deed.role}, {deed.relationship}"


@_told.register
def _(deed: WitnessCorrected, pack: Pack) -> tuple[str, str]:
    if deed.struck:
        return f"Struck {deed.entry.name} out of the register of witnesses", deed.reason
    return f"Corrected the entry of {deed.entry.name} in the register of witnesses", deed.reason


@_told.register
def _(deed: PlanMade, pack: Pack) -> tuple[str, str]:
    agreed = ", agreed with the learner" if deed.agreed else ""
    planned = f"Planned {deed.method} for {', '.join(deed.criteria)}, by {deed.due:%d %B %Y}{agreed}"
    return planned, deed.what


@_told.register
def _(deed: PlanReviewed, pack: Pack) -> tuple[str, str]:
    return f"Reviewed the {_of_plan(pack, deed.plan)}: {deed.outcome}", deed.text


@_told.register
def _(deed: FeedbackGiven, pack: Pack) -> tuple[str, str]:
    about = ", ".join(deed.criteria) or "all"
    return f"Gave feedback on {about}", f"action: {deed.action}" if deed.action else deed.text


@_told.register
def _(deed: FeedbackAnswered, pack: Pack) -> tuple[str, str]:
    return f"Answered feedback{', and said the action is done' if deed.done else ''}", deed.text


@_told.register
def _(deed: MomentCommented, pack: Pack) -> tuple[str, str]:
    during = "while it ran, " if deed.live else ""
    at = f"{reference_of(deed.attempt)} at {clock(deed.at)}"
    words = deed.text if pack.redacted is None else LEFT_OUT
    return f"Marked {at}, {during}for {deed.criterion or 'no criterion'}", words if deed.text else ""


@_told.register
def _(deed: MomentWithdrawn, pack: Pack) -> tuple[str, str]:
    at = f"{reference_of(deed.attempt)} at {clock(deed.at)}"
    return f"Took back the marker for {deed.criterion} in {at}", ""


@_told.register
def _(deed: BlindMarked, pack: Pack) -> tuple[str, str]:
    seen = f"Said of {deed.criterion} in {reference_of(deed.attempt)}, before the finding was shown:"
    return f"{seen} {deed.word}", f"the finding shown then: {deed.finding}"


@_told.register
def _(deed: AnswerRuled, pack: Pack) -> tuple[str, str]:
    says = "says" if deed.says else "does not say"
    where = f"answer {deed.place} of P-{deed.paper[:8]}" if deed.place else f"an answer of P-{deed.paper[:8]}"
    return f"Ruled that {where} {says} “{deed.words or deed.statement}”", deed.reason


@_told.register
def _(deed: PaperReleased, pack: Pack) -> tuple[str, str]:
    return f"Released P-{deed.paper[:8]} to the learner", deed.comment


@_told.register
def _(deed: LearnerDeclared, pack: Pack) -> tuple[str, str]:
    return "Declared the evidence as their own", f"help: {deed.help_used}; programs: {deed.machine_help}"


@_told.register
def _(deed: SessionChecked, pack: Pack) -> tuple[str, str]:
    said = f"Filled in the session sheet of {reference_of(deed.attempt)}, supervised by {deed.supervisor}"
    return said, deed.note


@_told.register
def _(deed: ProfileWritten, pack: Pack) -> tuple[str, str]:
    return "Wrote the profile", f"job: {deed.job_role}"


@_told.register
def _(deed: ProfileDiscussed, pack: Pack) -> tuple[str, str]:
    return f"Talked the profile through on {deed.on.day} {deed.on:%B %Y}", deed.text


@_told.register
def _(deed: CriterionDecided, pack: Pack) -> tuple[str, str]:
    words = pack.unit.decision_words
    value = words.criterion_yes if deed.met else words.criterion_no
    return f"Decided {deed.criterion}: {value}, relying on {_relied(pack, deed)}", deed.reason


@_told.register
def _(deed: UnitDecided, pack: Pack) -> tuple[str, str]:
    words = pack.unit.decision_words
    return f"Decided the unit: {words.unit_yes if deed.competent else words.unit_no}", deed.reason


@_told.register
def _(deed: Signed, pack: Pack) -> tuple[str, str]:
    agrees = "" if deed.agrees else ", and does not agree"
    return f"Signed as {deed.party}: {_subjects(pack, deed)}{agrees}", deed.comment


@_told.register
def _(deed: Unlocked, pack: Pack) -> tuple[str, str]:
    return f"Unlocked the unit as {deed.role.upper()}: its signatures became void", deed.reason
