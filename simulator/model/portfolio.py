"""What can enter a learner's portfolio record for a unit: evidence, plans, decisions, signatures, unlocking.

Frozen values, one for each kind of event. They say what was done and by whom (ids, never names of learners);
whether it may be done, and what follows from it, is said elsewhere. Nothing here can be made by a machine's
finding: every value names the person who did it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from simulator.model.by_person import ByPerson
from simulator.model.findings import FindingWord
from simulator.model.observed import MomentWithdrawn
from simulator.model.planned import PlanMade, PlanReviewed, WitnessCorrected, WitnessRegistered
from simulator.model.profile import ProfileDiscussed, ProfileWritten
from simulator.model.reading import Value
from simulator.model.session import SessionChecked
from simulator.model.unit import Method

Setting = Literal["workplace", "simulated"]
"""Where evidence comes from: the learner's own work, or an incident (or centre) that was made up."""
Origin = Literal["workplace", "simulated", "own centre", "fictional centre"]
"""Where something done comes from, or what something told or written is about: an answer is no simulation."""
Check = Literal["valid", "authentic", "current", "sufficient", "reliable"]
CHECKS: tuple[Check, ...] = ("valid", "authentic", "current", "sufficient", "reliable")  # to rely on it
Party = Literal["learner", "assessor", "countersigner"]
CODES: dict[Method, str] = {
    "observation": "OBS",
    "product": "PRD",
    "professional discussion": "PD",
    "questioning": "Q",
    "witness testimony": "WT",
    "report": "REP",
}
"""The short code of each method, from which references are counted: OBS1, OBS2, PD1."""


class Claim(Value):
    """One criterion that an item bears on, the call time in seconds (if any) at which it shows, and how."""

    criterion: str
    at: float | None = None
    note: str = ""


class KeptFile(Value):
    """An uploaded file: its name as given, its type as found in its bytes, size in bytes, SHA-256."""

    name: str
    type: str
    size: int
    digest: str


class PriorLearning(Value):
    """Where evidence from before comes from, and why it is still the learner's own and still current."""

    source: str
    period: str
    authenticity: str
    currency: str
    gap: str = ""


QuestionedBy = Literal["face to face", "by phone", "by video", "in writing"]
Outcome = Literal["", "shown", "shown in part", "not shown", "to follow up"]
"""What an assessor says of one exchange: their own judgement, or nothing yet."""


class Exchange(Value):
    """One question as it was asked and the answer as it was given; ``at`` is seconds into a recording.

    ``prompted``: a hint was given (None: not said). ``summary``: the answer is not in the exact words.
    """

    question: str
    answer: str
    criterion: str = ""
    at: float | None = None
    outcome: Outcome = ""
    asked_by: str = ""
    prompted: bool | None = None
    summary: bool = False


class Agreed(Value):
    """What a discussion was to cover, and the day on which that was agreed with the learner beforehand."""

    areas: str
    on: dt.date


class EvidenceItem(Value):
    """One referenced piece of evidence as its author describes it.

    ``incident`` names the incident that it comes from (an attempt's id, or any words that tell one incident
    from another), ``incident_type`` its sort: a centre's rule counts both. ``about_own_centre`` says that it
    concerns the learner's own organisation. ``source`` is the id of what it was made from (a question paper,
    a discussion), where that stands elsewhere in the record; ``plan`` the plan that a discussion fulfils, and
    ``agreed`` what that plan said, frozen. ``began`` and ``ended`` are times of day, ``documents`` what was
    talked about, ``further`` the evidence that is still wanted, ``means`` what was worked with.
    """

    id: str
    method: Method
    title: str
    on: dt.date
    setting: Setting
    claims: tuple[Claim, ...] = ()
    narrative: str = ""
    place: str = ""
    present: str = ""
    incident: str = ""
    incident_type: str = ""
    about_own_centre: bool = True
    attempt: str = ""
    source: str = ""
    plan: str = ""
    witness: str = ""
    confirmed: str = ""
    live: bool = False
    files: tuple[KeptFile, ...] = ()
    prior: PriorLearning | None = None
    exchanges: tuple[Exchange, ...] = ()
    questioned: QuestionedBy | None = None
    agreed: Agreed | None = None
    began: str = ""
    ended: str = ""
    recording: str = ""
    language: str = ""
    documents: str = ""
    further: str = ""
    means: str = ""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria that it is mapped to, each once."""
        return tuple(dict.fromkeys(c.criterion for c in self.claims))

    @property
    def asked_of(self) -> bool:
        """Whether the learner told or wrote it when asked: no simulation of work, whatever it is about."""
        return self.method in ("questioning", "professional discussion", "report")

    @property
    def origin(self) -> Origin:
        """Where it comes from, as it is printed; in a matrix a letter stands for it."""
        if self.asked_of:
            return "own centre" if self.setting == "workplace" else "fictional centre"
        return self.setting


class EvidenceAdded(ByPerson):
    """An item entered the portfolio."""

    kind: Literal["evidence_added"] = "evidence_added"
    item: EvidenceItem


class EvidenceChanged(ByPerson):
    """An item was written anew, also its mapping; the earlier text stays in the record."""

    kind: Literal["evidence_changed"] = "evidence_changed"
    item: EvidenceItem
    reason: str


class EvidenceWithdrawn(ByPerson):
    """An item no longer bears on anything."""

    kind: Literal["evidence_withdrawn"] = "evidence_withdrawn"
    evidence: str
    reason: str


class FileErased(ByPerson):
    """The bytes of an uploaded file were lawfully erased for ever; its name, size and digest stay."""

    kind: Literal["file_erased"] = "file_erased"
    digest: str
    reason: str


class BankComment(Value):
    """A comment taken from a bank, its words as they stood in that version."""

    id: str
    bank: str
    text: str


class FeedbackGiven(ByPerson):
    """Feedback tied to criteria; what came from a comment bank is frozen with the bank's version."""

    kind: Literal["feedback_given"] = "feedback_given"
    feedback: str
    criteria: tuple[str, ...]
    text: str
    comments: tuple[BankComment, ...] = ()
    action: str = ""
    due: dt.date | None = None
    attempt: str = ""
    not_shown: str = ""
    needed: str = ""


class FeedbackAnswered(ByPerson):
    """What the learner said to feedback, and whether its action is done."""

    kind: Literal["feedback_answered"] = "feedback_answered"
    feedback: str
    text: str
    done: bool = False


class MomentCommented(ByPerson):
    """An assessor's comment at a moment of a call; ``live`` when the call was still running."""

    kind: Literal["moment_commented"] = "moment_commented"
    attempt: str
    at: float
    criterion: str = ""
    text: str = ""
    seq: int | None = None
    live: bool = False


class BlindMarked(ByPerson):
    """What an assessor saw for a criterion of an attempt before the machine's finding was shown to them."""

    kind: Literal["blind_marked"] = "blind_marked"
    attempt: str
    criterion: str
    word: FindingWord
    finding: FindingWord
    marker: str


class AnswerRuled(ByPerson):
    """An assessor says whether an answer makes a point (or a wrong statement), whatever was read in it.

    ``place`` is the answer's number in its paper and ``words`` the statement as it stood: whoever reads the
    record needs no question bank. Rulings made before these were kept have neither.
    """

    kind: Literal["answer_ruled"] = "answer_ruled"
    paper: str
    part: str
    statement: str
    says: bool
    reason: str = ""
    place: int = 0
    words: str = ""


class PaperReleased(ByPerson):
    """A learner may see what was found in an assessed paper; the findings as they stood then."""

    kind: Literal["paper_released"] = "paper_released"
    paper: str
    findings: dict[str, FindingWord]
    marker: str
    comment: str = ""


class LearnerDeclared(ByPerson):
    """The learner's declaration: own work, what and whom they used, and what they know and agree to."""

    kind: Literal["learner_declared"] = "learner_declared"
    own_work: bool
    sources: str
    help_used: str
    machine_help: str
    quality_checks: bool
    appeals: bool


class CriterionDecided(ByPerson):
    """An assessor's judgement of one criterion. ``qualified`` freezes the assessor's standing at that time.

    ``blind``: of every call that it rests on, the assessor said what they saw before the machine's finding
    was shown to them.
    """

    kind: Literal["criterion_decided"] = "criterion_decided"
    criterion: str
    met: bool
    checks: tuple[Check, ...]
    reason: str
    relied_on: tuple[str, ...]
    qualified: bool
    blind: bool = False


class UnitDecided(ByPerson):
    """An assessor's judgement of the unit."""

    kind: Literal["unit_decided"] = "unit_decided"
    competent: bool
    reason: str
    qualified: bool


class Pledge(Value):
    """What a signature is bound to: a subject (``decision:1.1``, ``unit``) and the digest of its content."""

    subject: str
    digest: str


class Signed(ByPerson):
    """Somebody signed, having shown their password again. A countersigner may also disagree."""

    kind: Literal["signed"] = "signed"
    party: Party
    pledges: tuple[Pledge, ...]
    statement: str
    agrees: bool = True
    comment: str = ""


class Unlocked(ByPerson):
    """A signed unit was opened again by a higher role: its signatures are void from here on."""

    kind: Literal["unlocked"] = "unlocked"
    role: str
    reason: str


PortfolioDeed = Annotated[
    EvidenceAdded | EvidenceChanged | EvidenceWithdrawn | FileErased | WitnessRegistered
    | WitnessCorrected | PlanMade | PlanReviewed | FeedbackGiven | FeedbackAnswered
    | MomentCommented | MomentWithdrawn | BlindMarked | AnswerRuled | PaperReleased | LearnerDeclared
    | SessionChecked | ProfileWritten | ProfileDiscussed | CriterionDecided | UnitDecided | Signed | Unlocked,
    Field(discriminator="kind"),
]  # fmt: skip
DEED: TypeAdapter[PortfolioDeed] = TypeAdapter(PortfolioDeed)
DECIDING_KINDS = frozenset(["criterion_decided", "unit_decided", "unlocked"])
"""The kinds that judge, or open a judgement again."""


class Kept(Value):
    """A deed as the record holds it: its place and the moment (UTC) at which it was taken."""

    seq: int
    at: AwareDatetime
    deed: PortfolioDeed


def deed_kinds() -> frozenset[str]:
    """Return the kinds that this module knows; a portfolio record holds others beside them."""
    return frozenset(DEED.json_schema()["discriminator"]["mapping"])


UNIT = "unit"
DECLARATION = "declaration"


def decision_subject(criterion: str) -> str:
    """Return the subject of a criterion's decision."""
    return f"decision:{criterion}"


def evidence_subject(evidence: str) -> str:
    """Return the subject of an item of evidence."""
    return f"evidence:{evidence}"


def plan_subject(plan: str) -> str:
    """Return the subject of a plan with its reviews."""
    return f"plan:{plan}"
