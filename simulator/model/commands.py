"""The learner's deeds, as orders to the engine.

A command says what the learner does; it never says what follows. The call time ``t`` (seconds) is
handed to ``decide`` beside it. In a script of deeds each is one JSON object with its ``deed`` and ``t``.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from simulator.model.reading import Reading, Value

LineId = str
IncidentId = str


class Answer(Value):
    """Answer a ringing line (phone or radio)."""

    deed: Literal["answer"] = "answer"
    line: LineId


class Say(Value):
    """Speak on a line in the learner's own words; ``reading`` is what the reader made of them."""

    deed: Literal["say"] = "say"
    line: LineId
    text: str
    reading: Reading = Reading()


class Hold(Value):
    """Put a live line on hold."""

    deed: Literal["hold"] = "hold"
    line: LineId


class Resume(Value):
    """Take a held line back; a line that is live meanwhile is put on hold."""

    deed: Literal["resume"] = "resume"
    line: LineId


class EndCall(Value):
    """End a live or held line."""

    deed: Literal["end_call"] = "end_call"
    line: LineId


class PhoneOut(Value):
    """Phone an outside organisation of the directory, or ring a caller's line back (``line``)."""

    deed: Literal["phone_out"] = "phone_out"
    incident: IncidentId = ""
    to: str = ""
    line: LineId = ""


class WriteField(Value):
    """Write one field of an incident log; the value before is kept in the record."""

    deed: Literal["write_field"] = "write_field"
    incident: IncidentId
    field: str
    value: str


class AddNote(Value):
    """Add a running note to an incident log; notes are never changed."""

    deed: Literal["add_note"] = "add_note"
    incident: IncidentId
    text: str


class SetPriority(Value):
    """Give an incident a priority of the organisation's scheme, with a reason."""

    deed: Literal["set_priority"] = "set_priority"
    incident: IncidentId
    level: str
    reason: str = ""


class LinkLine(Value):
    """Say that a line concerns an incident that already has a log (a duplicate)."""

    deed: Literal["link_line"] = "link_line"
    line: LineId
    incident: IncidentId


class Deploy(Value):
    """Send a resource to an incident."""

    deed: Literal["deploy"] = "deploy"
    incident: IncidentId
    resource: str


class StandDown(Value):
    """Call a resource off."""

    deed: Literal["stand_down"] = "stand_down"
    resource: str


class Send(Value):
    """Pass a message about an incident to a resource or an outside organisation by a medium."""

    deed: Literal["send"] = "send"
    incident: IncidentId
    to: str
    medium: str
    text: str
    reading: Reading = Reading()


class Escalate(Value):
    """Hand the response up to a level of the organisation's scheme, with a reason."""

    deed: Literal["escalate"] = "escalate"
    incident: IncidentId
    level: str
    reason: str


class WalkTree(Value):
    """Answer one question of a decision tree: yes, no or not known."""

    deed: Literal["walk_tree"] = "walk_tree"
    incident: IncidentId
    tree: str
    node: str
    answer: Literal["yes", "no", "not known"]


class LeaveTree(Value):
    """Leave a decision tree before its end, saying why."""

    deed: Literal["leave_tree"] = "leave_tree"
    incident: IncidentId
    tree: str
    reason: str


class LookUp(Value):
    """Open a clause, card, code or directory entry on the Find panel."""

    deed: Literal["look_up"] = "look_up"
    what: str


class Pause(Value):
    """Stop the clock (practice only)."""

    deed: Literal["pause"] = "pause"


class Unpause(Value):
    """Let the clock run again."""

    deed: Literal["unpause"] = "unpause"


class Finish(Value):
    """End the attempt: hand the log in."""

    deed: Literal["finish"] = "finish"


class GiveUp(Value):
    """End the attempt where it stands, without handing it in: it is kept, and disclosed as abandoned."""

    deed: Literal["give_up"] = "give_up"


Command = Annotated[
    Answer
    | Say
    | Hold
    | Resume
    | EndCall
    | PhoneOut
    | WriteField
    | AddNote
    | SetPriority
    | LinkLine
    | Deploy
    | StandDown
    | Send
    | Escalate
    | WalkTree
    | LeaveTree
    | LookUp
    | Pause
    | Unpause
    | Finish
    | GiveUp,
    Field(discriminator="deed"),
]

COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
