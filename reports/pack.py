"""What a pack prints beside the portfolio itself: centre, all attempts, register, the record's digests.

The service gathers it; it holds no finding's making and no decision's making.
"""

from pydantic import AwareDatetime, Field

from reports.evidence import EvidenceReport
from simulator.model.findings import FindingWord
from simulator.model.matrix import Agreement, Dossier, Matrix
from simulator.model.origin import Origin
from simulator.model.papers import Asked, PaperState
from simulator.model.portfolio import Kept
from simulator.model.reading import Value
from simulator.model.registration import CentreDetails, Qualification, Registration
from simulator.model.unit import Unit


class CardFact(Value):
    """One thing that a caller knew: what, its value as it was cast, and when it was to be had."""

    label: str
    value: str
    when: str


class CardIncident(Value):
    """One happening of a scenario and what was right for it, in words."""

    label: str
    type: str
    priority: str
    because: str
    needs: str


class CardAdvice(Value):
    """One advice card of the centre for an incident of the call: what may be said, never, and its limits.

    ``always`` is said to every caller for whom the card is used.
    """

    title: str
    clause: str
    always: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


class ScenarioCard(Value):
    """What an assessor should know of the scenario of one attempt, as it was cast for it.

    ``variants`` are all versions of the call; ``variant`` the one that this attempt drew.
    """

    synopsis: str
    content_note: str
    variant: str
    seed: int
    difficulty: int
    target: float
    callers: tuple[str, ...]
    incidents: tuple[CardIncident, ...]
    facts: tuple[CardFact, ...]
    happens: tuple[tuple[str, str], ...]
    never: tuple[tuple[str, str, str], ...]
    looked_for: tuple[tuple[str, str, str], ...]
    variants: tuple[str, ...] = ()
    advice: tuple[CardAdvice, ...] = ()
    origin: Origin = Origin()


class PackPaper(Value):
    """One question paper or report of the learner, whatever came of it, and the questions put in it.

    ``state`` is what was written, of a report; nothing where a part of its record was erased.
    """

    paper_id: str
    title: str
    sort: str
    mode: str
    status: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    released_at: AwareDatetime | None = None
    events: int
    head_digest: str
    intact: bool
    asked: tuple[Asked, ...] = ()
    state: PaperState | None = None


class DeskEvent(Value):
    """An event of the portfolio's record that is no deed of the portfolio: work at the marking desk.

    ``line`` is the event that was re-tagged and ``acts`` what it counts as since, in words; ``kind`` is
    nothing where the content was erased.
    """

    seq: int
    at: AwareDatetime
    kind: str
    by: str = ""
    attempt: str = ""
    line: int | None = None
    acts: tuple[str, ...] = ()
    answer: str = ""
    marker: str = ""
    reason: str = ""


class Profile(Value):
    """What is known of the learner beside the evidence: since when they learn here, and their goals."""

    joined: AwareDatetime
    goals: tuple[tuple[AwareDatetime, str], ...] = ()


class PackAttempt(Value):
    """One attempt of the learner, whatever came of it; ``findings`` are of the marker that is named.

    ``blind``: it is one of those that an assessor views before the machine's finding is shown. ``report``
    and ``card`` come with an assessment whose record was not erased in part; ``ended`` says in words how it
    ended, or that a part was erased.
    """

    attempt_id: str
    reference: str
    title: str
    mode: str
    status: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    ended: str = ""
    released_at: AwareDatetime | None = None
    events: int
    head_digest: str
    intact: bool
    marker: str = ""
    blind: bool = False
    findings: dict[str, FindingWord] = Field(default={})
    report: EvidenceReport | None = None
    card: ScenarioCard | None = None
    judged: tuple[tuple[str, str, str], ...] = ()

    @property
    def assessed(self) -> EvidenceReport | None:
        """The report of an assessment."""
        return self.report if self.mode == "assessment" else None


class Registered(Value):
    """Somebody who acted in the portfolio and as what; ``qualified`` says nothing of who need not be.

    The rest is as the centre's register holds it, each in a few words or empty.
    """

    person: str
    name: str
    part: str
    qualified: bool | None = None
    qualification: str = ""
    job_title: str = ""
    since: str = ""
    certified_on: str = ""
    competence: str = ""
    developed_on: str = ""
    countersigner: str = ""
    in_post: str = ""
    conflict: str = ""


class Pack(Value):
    """Everything that the documents of a pack are drawn from.

    ``redacted`` lists the attempts out of whose transcripts names were taken, with the number of places.
    ``assurer`` is who assures the quality of the unit at this centre; nobody who had a part in the unit.
    """

    pack_id: str
    centre: str
    learner_name: str
    learner_reference: str
    unit: Unit
    dossier: Dossier
    history: tuple[Kept, ...] = ()
    desk: tuple[DeskEvent, ...] = ()
    matrix: Matrix
    agreements: tuple[Agreement, ...]
    names: dict[str, str]
    register_of_staff: tuple[Registered, ...]
    attempts: tuple[PackAttempt, ...]
    papers: tuple[PackPaper, ...] = ()
    profile: Profile
    details: CentreDetails = CentreDetails()
    qualification: Qualification = Qualification()
    registration: Registration = Registration()
    assurer: Registered | None = None
    assurer_had_a_part: bool = False
    redacted: tuple[tuple[str, int], ...] | None = None
    logo: str = ""
    head_seq: int
    head_digest: str
    made_at: AwareDatetime
    software: str

    def name(self, person: str) -> str:
        """Return a person's name, or the id where it is not known."""
        return self.names.get(person, person)
