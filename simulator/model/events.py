"""Everything that can happen in an attempt, past tense and immutable.

Events carry outcomes (the words spoken, the facts told, the reading), so that ``fold`` needs no scenario and
an old record replays for ever. No learner's name stands in an event. ``t`` is call time in seconds since the
start of the attempt, interruptions deducted; sequence numbers, digests, time of day belong to the store.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from simulator.model.endings import EndReason
from simulator.model.reading import Reading, Value
from simulator.model.trusted import trusted

Mode = Literal["practice", "assessment", "warm-up"]
Direction = Literal["in", "out", "radio", "phone"]
"""Which way a line was opened; *radio* and *phone* are a crew's own line, which stays open."""
KEPT_OPEN: tuple[Direction, ...] = ("radio", "phone")
ResourceStatus = Literal["available", "busy", "mobile", "on scene", "broken down", "off duty"]
Reply = Literal["received", "accepted", "asks", "refuses", "misled"]


class Happening(Value):
    """Base of every event: when it happened, in seconds of call time."""

    t: float


class ResourceAtStart(Value):
    """One line of the roster as the attempt began: status, and when a busy resource comes free."""

    resource: str
    status: ResourceStatus
    free_at: float | None = None


class TriedFrom(Value):
    """The earlier attempt, and the second of it, from which a practice call was tried again.

    ``behind`` is how long that call had lasted by then, its stops included (seconds); ``copied`` is how many
    events of it stand at the beginning of this one. Records from before these two were kept hold neither.
    """

    attempt: str
    t: float
    behind: float = 0.0
    copied: int = 0

    def holds(self, seq: int, t: float) -> bool:
        """Tell whether an event, by its place and call time, was copied from the earlier attempt."""
        return seq <= self.copied if self.copied else t < self.t


class AttemptStarted(Happening):
    """The first event: all that was cast, what is pinned, and the learner's pace.

    ``cast`` maps template keys such as ``caller.name`` to values; ``digests`` maps ``scenario``,
    ``organisation``, ``unit`` and ``phrases`` to content hashes; ``pace`` stretches limits and silences.
    """

    kind: Literal["attempt_started"] = "attempt_started"
    scenario: str
    organisation: str
    unit: str
    mode: Mode
    seed: int
    variant: str = ""
    cast: dict[str, str] = Field(default={})
    digests: dict[str, str] = Field(default={})
    reader: str = ""
    engine: str = ""
    pace: float = 1.0
    pace_reason: str = ""
    roster: tuple[ResourceAtStart, ...] = ()
    first_log: int = 47
    tried_from: TriedFrom | None = None


class LineRang(Happening):
    """A line began to ring: a call came in, one went out, or a crew called on the radio."""

    kind: Literal["line_rang"] = "line_rang"
    line: str
    call: str = ""
    party: str = ""
    label: str = ""
    shown: str = ""
    direction: Direction = "in"


class LineAnswered(Happening):
    """A line was answered; ``waited`` is how many seconds it rang."""

    kind: Literal["line_answered"] = "line_answered"
    line: str
    waited: float = 0.0


class LineHeld(Happening):
    """A line was put on hold."""

    kind: Literal["line_held"] = "line_held"
    line: str


class LineResumed(Happening):
    """A held line was taken back."""

    kind: Literal["line_resumed"] = "line_resumed"
    line: str


class LineEnded(Happening):
    """A line ended; ``by`` says who ended it."""

    kind: Literal["line_ended"] = "line_ended"
    line: str
    by: Literal["learner", "caller", "organisation", "nobody", "clock"]
    why: str = ""


class LineLinked(Happening):
    """A line was linked to an incident: its own new log, or one already open (a duplicate)."""

    kind: Literal["line_linked"] = "line_linked"
    line: str
    incident: str
    by: Literal["answer", "learner"] = "answer"
    before: str = ""


class LogOpened(Happening):
    """An incident log was opened; ``incident`` is its number, ``truth`` the scenario's incident.

    ``already`` marks a log that was open before the attempt began. ``truth`` never reaches a screen.
    """

    kind: Literal["log_opened"] = "log_opened"
    incident: str
    truth: str = ""
    already: bool = False


class Spoke(Happening):
    """The learner spoke on a line, with the reading of the words."""

    kind: Literal["spoke"] = "spoke"
    line: str
    text: str
    reading: Reading = Reading()
    carries: tuple[str, ...] = ()


class Heard(Happening):
    """Somebody else spoke on a line: caller, responder or outside organisation.

    ``because`` names what brought the words (``act:ask_location``, ``cue:light``, ``not understood``);
    it never reaches a learner's screen during a call. ``asks`` are facts that the speaker wants to know.
    """

    kind: Literal["heard"] = "heard"
    line: str
    who: Literal["caller", "responder", "organisation", "centre"]
    party: str = ""
    name: str = ""
    text: str
    because: str = ""
    asks: tuple[str, ...] = ()


class FactTold(Happening):
    """The learner was told a fact on a line, asked or unasked (``known`` false: "I don't know")."""

    kind: Literal["fact_told"] = "fact_told"
    line: str
    fact: str
    asked: bool
    value: str = ""
    known: bool = True


class MoodChanged(Happening):
    """The caller's mood moved: 0 calm to 10 panic."""

    kind: Literal["mood_changed"] = "mood_changed"
    call: str
    mood: int
    why: str = ""


class FieldWritten(Happening):
    """A field of an incident log was written; ``before`` is what stood there."""

    kind: Literal["field_written"] = "field_written"
    incident: str
    field: str
    value: str
    before: str = ""


class NoteAdded(Happening):
    """A running note was added to an incident log."""

    kind: Literal["note_added"] = "note_added"
    incident: str
    text: str


class PrioritySet(Happening):
    """An incident was given a priority."""

    kind: Literal["priority_set"] = "priority_set"
    incident: str
    level: str
    reason: str = ""
    before: str = ""


class Deployed(Happening):
    """A resource was sent to an incident; ``due`` is when it should arrive (call time, seconds)."""

    kind: Literal["deployed"] = "deployed"
    incident: str
    resource: str
    due: float
    address: str = ""


class ResourceChanged(Happening):
    """A resource's status changed; ``due`` is when a moving one should arrive."""

    kind: Literal["resource_changed"] = "resource_changed"
    resource: str
    status: ResourceStatus
    incident: str = ""
    due: float | None = None
    why: str = ""


class MessageSent(Happening):
    """A message left: to whom, by what medium, its words, what facts they carry, when it will be answered."""

    kind: Literal["message_sent"] = "message_sent"
    message: str
    incident: str
    to: str
    medium: str
    text: str
    reading: Reading = Reading()
    carries: tuple[str, ...] = ()
    line: str = ""
    answer_due: float | None = None


class MessageAnswered(Happening):
    """The other side answered a message, acting literally on what it said."""

    kind: Literal["message_answered"] = "message_answered"
    message: str
    answer: Reply
    text: str
    reference: str = ""
    asks: tuple[str, ...] = ()


class Escalated(Happening):
    """The response was handed up to a level; ``answer_due`` is when that level answers."""

    kind: Literal["escalated"] = "escalated"
    incident: str
    level: str
    reason: str
    answer_due: float | None = None


class EscalationAnswered(Happening):
    """The level that was escalated to answered."""

    kind: Literal["escalation_answered"] = "escalation_answered"
    incident: str
    level: str
    text: str


class TreeWalked(Happening):
    """One question of a decision tree was answered."""

    kind: Literal["tree_walked"] = "tree_walked"
    incident: str
    tree: str
    node: str
    answer: str
    leads_to: str = ""


class TreeLeft(Happening):
    """A decision tree was left before its end, with the reason."""

    kind: Literal["tree_left"] = "tree_left"
    incident: str
    tree: str
    reason: str


class LookedUp(Happening):
    """A clause, card, code or directory entry was opened."""

    kind: Literal["looked_up"] = "looked_up"
    what: str


class CueFired(Happening):
    """A cue happened; ``incident_priority`` is the level that is right from now on, when it changed."""

    kind: Literal["cue_fired"] = "cue_fired"
    cue: str
    incident: str = ""
    right_priority: str = ""


class CueArmed(Happening):
    """A cue's conditions came to hold; it will fire at ``due`` unless something prevents it."""

    kind: Literal["cue_armed"] = "cue_armed"
    cue: str
    due: float


class CuePassed(Happening):
    """A cue came due but what it waited for had been prevented."""

    kind: Literal["cue_passed"] = "cue_passed"
    cue: str


class Refused(Happening):
    """A deed could not be done (unit busy, line not live); the learner was told why."""

    kind: Literal["refused"] = "refused"
    deed: str
    why: str


class Paused(Happening):
    """The clock was stopped (practice only)."""

    kind: Literal["paused"] = "paused"


class Unpaused(Happening):
    """The clock runs again; ``seconds`` is how long it stood."""

    kind: Literal["unpaused"] = "unpaused"
    seconds: float = 0.0


class Interrupted(Happening):
    """The server was down for ``seconds``, deducted from call time and disclosed."""

    kind: Literal["interrupted"] = "interrupted"
    seconds: float


class AttemptEnded(Happening):
    """The last event of an attempt."""

    kind: Literal["attempt_ended"] = "attempt_ended"
    reason: EndReason


# fmt: off
Event = Annotated[
    AttemptStarted | LineRang | LineAnswered | LineHeld | LineResumed | LineEnded | LineLinked
    | LogOpened | Spoke | Heard | FactTold | MoodChanged | FieldWritten | NoteAdded | PrioritySet
    | Deployed | ResourceChanged | MessageSent | MessageAnswered | Escalated | EscalationAnswered
    | TreeWalked | TreeLeft | LookedUp | CueFired | CueArmed | CuePassed | Refused | Paused | Unpaused
    | Interrupted | AttemptEnded,
    Field(discriminator="kind"),
]
# fmt: on

EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class Recorded(Value):
    """An event with its place in the record (``seq`` counts from 1)."""

    seq: int
    event: Event


Record = tuple[Recorded, ...]
_recorded = trusted(Recorded)


def as_record(events: "list[Event] | tuple[Event, ...]", start: int = 1) -> Record:
    """Number events into a record, or into the part of one that goes on from ``start``."""
    return tuple([_recorded(seq=n, event=e) for n, e in enumerate(events, start=start)])
