"""The evidence report of one attempt as frozen values: everything that is printed, and nothing else.

Renderers read these values and add no knowledge of their own. No part can hold an assessor's decision, and
call times are seconds turned into ``m:ss`` only for the eye.
"""

from pydantic import AwareDatetime

from simulator.model.findings import FindingWord, Result
from simulator.model.reading import Value


class UnitCited(Value):
    """The unit that the evidence bears on."""

    number: str
    uan: str
    title: str
    level: int
    credit: int


class Use(Value):
    """What evidence from a simulated incident may be used for, in one outcome of the unit."""

    outcome: str
    statement: str
    rule: str
    text: str
    methods: tuple[str, ...]
    from_calls: bool


class Pinned(Value):
    """A text that the attempt was held to: what it is, its version, and the hash of its content."""

    what: str
    name: str
    version: str = ""
    digest: str = ""


class AttemptRow(Value):
    """One line of the list of all attempts; ``this`` marks the one that is reported."""

    number: int
    reference: str
    started: str
    mode: str
    status: str
    released: str
    this: bool


class Disclosed(Value):
    """A pause or an interruption: when, how long, and what it was."""

    at: float
    seconds: float
    what: str


class AttemptSheet(Value):
    """The conditions of the attempt. ``pace_reason`` names no adjustment in detail.

    ``tried_from`` says from where the attempt goes on, when it began in the middle of an earlier one.
    """

    attempt_id: str
    started_utc: str
    started_local: str
    ended_utc: str
    ended_local: str
    length: float
    ended_because: str
    tried_from: str = ""
    mode: str
    hints: str
    pace: float
    pace_reason: str
    disclosed: tuple[Disclosed, ...]
    variant: str
    seed: int
    number: int
    of: int
    attempts: tuple[AttemptRow, ...]
    released: str
    reader: str
    marker: str
    engine: str
    older: tuple[str, ...] = ()


class Marker(Value):
    """A criterion's marker beside something that happened: the indicator's result, criterion and label."""

    criterion: str
    result: Result
    label: str


class TranscriptRow(Value):
    """One line of the annotated transcript.

    ``to`` names whom the learner spoke to, where it was not a caller; ``number`` counts spoken lines from 1
    (None for what merely happened, such as a line that rang);
    ``remark`` says what a reader must know of the line: that it was not understood, or was re-tagged.
    """

    seq: int
    ref: str
    number: int | None
    at: float
    line: str
    speaker: str
    to: str = ""
    learner: bool
    text: str
    read_as: tuple[str, ...] = ()
    remark: str = ""
    markers: tuple[Marker, ...] = ()


class Edit(Value):
    """One writing of a field, note or priority: when (call time and time of day), and before and after."""

    seq: int
    ref: str
    at: float
    clock: str
    text: str
    before: str = ""
    reason: str = ""
    markers: tuple[Marker, ...] = ()


class FieldEntry(Value):
    """One field of an incident log as it stood at the end, with every writing of it."""

    label: str
    value: str
    edits: tuple[Edit, ...]


class IncidentLog(Value):
    """An incident log exactly as entered; ``empty`` names the fields in which nothing was written."""

    number: str
    opened_at: float
    opened_ref: str
    already_open: bool
    lines: tuple[str, ...]
    fields: tuple[FieldEntry, ...]
    empty: tuple[str, ...]
    notes: tuple[Edit, ...]
    priorities: tuple[Edit, ...]


class Answer(Value):
    """What the other side answered."""

    ref: str
    at: float
    answer: str
    text: str


class SentMessage(Value):
    """A message as it was sent, what it carried, and what came back."""

    ref: str
    seq: int
    at: float
    to: str
    medium: str
    incident: str
    text: str
    carried: tuple[str, ...]
    answers: tuple[Answer, ...]
    markers: tuple[Marker, ...] = ()


class Deployment(Value):
    """A resource that was sent, where to, and what became of it."""

    ref: str
    seq: int
    at: float
    resource: str
    incident: str
    address: str
    due: float
    course: tuple[str, ...]
    markers: tuple[Marker, ...] = ()


class Escalation(Value):
    """A response handed up to a level, with the reason given and the answer that came."""

    ref: str
    seq: int
    at: float
    level: str
    incident: str
    reason: str
    answers: tuple[Answer, ...]
    markers: tuple[Marker, ...] = ()


class TreeStep(Value):
    """One question of a decision tree that was answered, or the leaving of the tree with its reason."""

    ref: str
    seq: int
    at: float
    tree: str
    question: str
    answer: str
    leads_to: str
    markers: tuple[Marker, ...] = ()


class Quote(Value):
    """One cited event: where it stands in this report, when, whose words, and the words."""

    ref: str
    seq: int
    at: float
    who: str
    text: str
    spoken: bool


class IndicatorShown(Value):
    """One indicator as it came out, the clause that it judges, and what it cites."""

    label: str
    result: Result
    critical: bool
    sentence: str
    clause: str
    clause_title: str
    clause_text: str
    quotes: tuple[Quote, ...]


class CriterionFinding(Value):
    """The provisional finding on one criterion, its statement verbatim, and what it was drawn from."""

    criterion: str
    statement: str
    finding: FindingWord
    sentence: str
    shown: int
    had_a_chance: int
    indicators: tuple[IndicatorShown, ...]


class NoticedShown(Value):
    """Something of the learner's manner for a person to weigh, and the words that it cites."""

    sentence: str
    quotes: tuple[Quote, ...]


class FactCompared(Value):
    """Where one fact went. Each part is a sentence fragment; ``lost`` says that it got lost on the way."""

    label: str
    hazard: bool
    told: str
    logged: str
    as_written: str
    passed: str
    followed: str
    followed_bad: bool
    lost: bool
    refs: tuple[str, ...]


class RetagShown(Value):
    """An assessor's re-tag of one line beside the original reading."""

    ref: str
    at: float
    text: str
    original: tuple[str, ...]
    now: tuple[str, ...]
    by: str
    reason: str


class Mark(Value):
    """One thing on the timeline: its lane, its call time and its place in the report."""

    lane: str
    at: float
    ref: str


class MoodStep(Value):
    """The scripted mood of a caller from a call time on: 0 calm to 10 panic."""

    call: str
    at: float
    mood: int


class Timeline(Value):
    """The attempt second by second: marks by lane, moods, and the costly stretch if marking named one."""

    length: float
    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    moods: tuple[MoodStep, ...] = ()
    span: tuple[float, float, str] | None = None


class EventRow(Value):
    """One event of the record in words: the audit list in which every citation can be looked up."""

    seq: int
    ref: str
    at: float
    kept: str
    what: str


class Integrity(Value):
    """What the seal of the record says: head digest, and whether every event stands as it was written."""

    events: int
    head_seq: int
    head_digest: str
    intact: bool
    statement: str
    sealed: str


class EvidenceReport(Value):
    """Everything that the evidence report of one attempt prints.

    ``timestamp`` is the time of the record's last event or of the release, whichever is later: never the
    moment of printing, so that the same record gives the same document.
    """

    reference: str
    centre: str
    learner_name: str
    learner_reference: str
    unit: UnitCited
    uses: tuple[Use, ...]
    scenario: str
    organisation: str
    sheet: AttemptSheet
    pinned: tuple[Pinned, ...]
    opening: str
    radio: Quote | None
    findings: tuple[CriterionFinding, ...]
    noticed: tuple[NoticedShown, ...] = ()
    facts: tuple[FactCompared, ...]
    transcript: tuple[TranscriptRow, ...]
    logs: tuple[IncidentLog, ...]
    messages: tuple[SentMessage, ...]
    deployments: tuple[Deployment, ...]
    escalations: tuple[Escalation, ...]
    tree_steps: tuple[TreeStep, ...]
    looked_up: tuple[str, ...]
    retags: tuple[RetagShown, ...]
    timeline: Timeline
    integrity: Integrity
    events: tuple[EventRow, ...]
    decision_words: tuple[str, str]
    timestamp: AwareDatetime
    drawn_up: str
    software: str
