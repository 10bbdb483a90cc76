"""The moments of a finished attempt: what was said and done, in words, each with its place on the timeline.

Pure: a record in, frozen values out. Every event that a finding may cite has its moment. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from simulator.model.clock import clock
from simulator.model.events import (
    KEPT_OPEN,
    CueFired,
    Deployed,
    Escalated,
    EscalationAnswered,
    FactTold,
    FieldWritten,
    Heard,
    Interrupted,
    LineAnswered,
    LineEnded,
    LineHeld,
    LineLinked,
    LineRang,
    LineResumed,
    MessageAnswered,
    MessageSent,
    NoteAdded,
    PrioritySet,
    Record,
    Recorded,
    Spoke,
    TreeLeft,
    TreeWalked,
    Unpaused,
)
from simulator.model.organisation import Organisation
from simulator.model.reading import Reading
from simulator.model.record_words import reasons_of
from simulator.model.told_to import Reader, subject

Lane = Literal["Caller", "You said", "Log", "Priority", "Sent", "Radio"]
Speaker = Literal["caller", "learner", "responder", "organisation", "system"]
Words = tuple[Speaker, str, str, Lane | None]
_BY = {"phone": "by phone", "radio": "by radio", "data": "by data", "email": "by email", "sms": "by text"}


@dataclass(frozen=True)
class Moment:
    """One thing that was said or done: ``t`` is call time in seconds, ``lane`` its timeline row.

    ``reading`` stands with what the learner said or sent. ``name`` says who spoke, or to whom.
    """

    id: str
    seq: int
    t: float
    who: Speaker
    name: str
    text: str
    lane: Lane | None = None
    reading: Reading | None = None


class Told:
    """Puts the events of one record into words for a reader, with the organisation's names for things."""

    def __init__(self, record: Record, organisation: Organisation, reader: Reader = "learner") -> None:
        self._you = subject(reader)
        self._organisation = organisation
        self._lines = {r.event.line: r.event for r in reversed(record) if isinstance(r.event, LineRang)}
        inbound = [x.line for x in reversed(self._lines.values()) if x.direction == "in"]
        self._number = {line: n for n, line in enumerate(inbound, start=1)}
        self._spoken = {(r.event.t, r.event.text) for r in record if isinstance(r.event, Heard)}
        self._messages = {r.event.message: r.event for r in record if isinstance(r.event, MessageSent)}
        logs = {getattr(r.event, "incident", "") for r in record if r.event.kind == "log_opened"}
        self._several = len(logs) > 1
        self._log_of: dict[str, str] = {}

    def moment(self, recorded: Recorded) -> Moment | None:
        """Return the moment of an event, or None when nothing of it is worth a line of its own."""
        how = _TELLERS.get(recorded.event.kind)
        found = how(self, recorded.event) if how else None
        if found is None:
            return None
        who, name, text, lane = found
        reading = getattr(recorded.event, "reading", None)
        return Moment(f"s{recorded.seq}", recorded.seq, recorded.event.t, who, name, text, lane, reading)

    def party(self, party: str) -> str:
        """Return the name of a resource or an outside organisation."""
        if self._organisation.has("resource", party):
            return self._organisation.resource(party).call_sign
        if self._organisation.has("organisation", party):
            return self._organisation.outside(party).name
        return party

    def level(self, level: str) -> str:
        """Return the label of an escalation level."""
        return self._organisation.level(level).label if self._organisation.has("level", level) else level

    def _log(self, incident: str) -> str:
        return f"Log {incident} · " if self._several else ""

    def _caller(self, line: str) -> str:
        return f"Caller, line {self._number.get(line, 1)}" if len(self._number) > 1 else "Caller"

    def spoke(self, e: Spoke) -> Words:
        """What the learner said on a line; whom to, where it was not the only caller."""
        if (rang := self._lines.get(e.line)) is not None and rang.direction != "in" and rang.party:
            by = "by radio" if rang.direction == "radio" else "by phone"
            return "learner", f"To {self.party(rang.party)} {by}", e.text, "You said"
        several = len(self._number) > 1
        return "learner", f"To {self._caller(e.line).lower()}" if several else "", e.text, "You said"

    def heard(self, e: Heard) -> Words:
        """What somebody else said."""
        if e.who == "caller":
            return "caller", self._caller(e.line), e.text, "Caller"
        rang = self._lines.get(e.line)
        radio = rang is not None and rang.direction == "radio"
        name = e.name or self.party(e.party) or "Control room"
        named = f"{name}, by radio" if radio else f"{name}, by phone" if rang else name
        return "responder" if e.who == "responder" else "organisation", named, e.text, "Radio"

    def field(self, e: FieldWritten) -> Words:
        """A field of the log that was written."""
        known = self._organisation.has("field", e.field)
        label = self._organisation.field(e.field).label if known else e.field
        code = self._organisation.incident_types.get(e.value)
        value = f"{code.label}, {e.value}" if code else e.value or "nothing: it was emptied"
        return "system", "", f"{self._log(e.incident)}{self._you} wrote {label}: {value}", "Log"

    def note(self, e: NoteAdded) -> Words:
        """A note that was added."""
        return "system", "", f"{self._log(e.incident)}{self._you} noted: {e.text}", "Log"

    def priority(self, e: PrioritySet) -> Words:
        """A priority that was set, or given its reason: the page may send the reason after the level."""
        why = f": {e.reason}" if e.reason else ""
        what = f"gave the reason for {e.level}" if why and e.before == e.level else f"set {e.level}"
        return "system", "", f"{self._log(e.incident)}{self._you} {what}{why}", "Priority"

    def deployed(self, e: Deployed) -> Words:
        """A resource that was sent."""
        to = f" to {e.address}" if e.address else ", with no address in the log yet"
        return "system", "", f"{self._you} sent {self.party(e.resource)}{to}", "Sent"

    def message(self, e: MessageSent) -> Words:
        """A message, as it was sent."""
        return "learner", f"To {self.party(e.to)} {_BY.get(e.medium, e.medium)}", e.text, "Sent"

    def answer(self, e: MessageAnswered) -> Words | None:
        """An answer that was not heard on a line as well."""
        if (e.t, e.text) in self._spoken:
            return None
        sent = self._messages.get(e.message)
        name = f"{self.party(sent.to)} {_BY.get(sent.medium, sent.medium)}" if sent else "Answer"
        return "organisation", name, e.text, "Radio"

    def escalated(self, e: Escalated) -> Words:
        """The response handed up."""
        return "learner", f"Handed up to {self.level(e.level)}", e.reason or "No reason given", "Sent"

    def level_answered(self, e: EscalationAnswered) -> Words | None:
        """What the level answered."""
        if (e.t, e.text) in self._spoken:
            return None
        return "organisation", self.level(e.level), e.text, "Radio"

    def walked(self, e: TreeWalked) -> Words:
        """A question of a decision tree that was answered."""
        tree = self._organisation.tree(e.tree) if self._organisation.has("tree", e.tree) else None
        name = tree.title if tree else e.tree
        return "system", "", f"Decision tree “{name}”: {self._you.lower()} answered {e.answer}", "Log"

    def left(self, e: TreeLeft) -> Words:
        """A decision tree that was left."""
        return "system", "", f"{self._you} left the decision tree: {e.reason}", "Log"

    def line_answered(self, e: LineAnswered) -> Words | None:
        """A call that was answered; a crew's own line is always open, so that says nothing."""
        rang = self._lines.get(e.line)
        if rang is None or rang.direction in KEPT_OPEN:
            return None
        if rang.direction == "out":
            return "system", "", f"{self.party(rang.party) or rang.label} answered.", None
        which = f"line {self._number[e.line]}" if len(self._number) > 1 else "the phone"
        when = f"after {int(e.waited)} s" if e.waited >= 1 else "at once"
        return "system", "", f"{self._you} answered {which} {when}.", None

    def linked(self, e: LineLinked) -> Words | None:
        """A call that was put with another log; that it has one from the first is no deed."""
        before = self._log_of.get(e.line)
        self._log_of[e.line] = e.incident
        if before in (None, e.incident) or e.line not in self._number:
            return None
        return "system", "", f"{self._you} linked line {self._number[e.line]} to log {e.incident}", "Log"

    def line_ended(self, e: LineEnded) -> Words | None:
        """A line that closed, and where it was the learner who closed it, that it was."""
        rang = self._lines.get(e.line)
        if rang is None or rang.direction in KEPT_OPEN:
            return None
        name = self.party(rang.party) if rang.direction == "out" and rang.party else self._caller(e.line)
        if e.by == "learner":
            return "system", "", f"{self._you} ended the call to {_inside(name)}.", None
        return "system", "", f"The line to {_inside(name)} closed.", None

    def held(self, e: LineHeld | LineResumed) -> Words:
        """A line put on hold, or taken back."""
        words = "is on hold" if isinstance(e, LineHeld) else "is back on the line"
        return "system", "", f"{self._caller(e.line)} {words}.", None

    def stood_still(self, e: Unpaused | Interrupted) -> Words:
        """A pause or an interruption, with its length."""
        what = "The clock was stopped" if isinstance(e, Unpaused) else "The server was down"
        return "system", "", f"{what} for {clock(e.seconds)}.", None


_TELLERS: dict[str, Callable[[Told, Any], Words | None]] = {
    "spoke": Told.spoke,
    "heard": Told.heard,
    "field_written": Told.field,
    "note_added": Told.note,
    "priority_set": Told.priority,
    "deployed": Told.deployed,
    "message_sent": Told.message,
    "message_answered": Told.answer,
    "escalated": Told.escalated,
    "escalation_answered": Told.level_answered,
    "tree_walked": Told.walked,
    "tree_left": Told.left,
    "line_answered": Told.line_answered,
    "line_ended": Told.line_ended,
    "line_linked": Told.linked,
    "line_held": Told.held,
    "line_resumed": Told.held,
    "unpaused": Told.stood_still,
    "interrupted": Told.stood_still,
}


def _inside(name: str) -> str:
    return f"the {name[:1].lower()}{name[1:]}" if name.startswith("Caller") else name


def moments_of(record: Record, organisation: Organisation, reader: Reader = "learner") -> tuple[Moment, ...]:
    """Return the moments of an attempt in the order of its record, worded for their reader."""
    told = Told(record, organisation, reader)
    return tuple(m for r in record if (m := told.moment(r)) is not None)


def place_of_each(record: Record, moments: tuple[Moment, ...]) -> dict[int, tuple[str, bool]]:
    """Return for every event the id of the moment at which it is shown, and whether it happened there.

    A fact stands with the line that told it, a cue with the line that it brought; what has no moment of its
    own is shown at the one before it, of which nothing is thereby said (False).
    """
    own = {m.seq: m.id for m in moments}
    heard = [(r.seq, r.event) for r in record if isinstance(r.event, Heard)]
    texts = {(e.t, e.text): f"s{seq}" for seq, e in heard}
    brought = {cause: f"s{seq}" for seq, e in reversed(heard) for cause in reasons_of(e.because)}
    places: dict[int, tuple[str, bool]] = {}
    last = moments[0].id if moments else ""
    for r in record:
        event = r.event
        there = own.get(r.seq, "")
        last = there or last
        if isinstance(event, FactTold):
            # other lines may come in the very same second, behind the one that told it
            said = [seq for seq, e in heard if (e.line, e.t) == (event.line, event.t)]
            told = max((seq for seq in said if seq < r.seq), default=max(said, default=0))
            there = f"s{told}" if told else ""
        elif isinstance(event, CueFired):
            there = brought.get(f"cue:{event.cue}", "")
        elif isinstance(event, MessageAnswered | EscalationAnswered):
            there = there or texts.get((event.t, event.text), "")
        places[r.seq] = (there or last, bool(there))
    return places
