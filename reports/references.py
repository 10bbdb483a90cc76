"""Gives every event of a record its place in the report, and the names that go with it.

One event has one reference (``T12`` a line of the transcript, ``L3`` a log entry, ``M1`` a message …, ``R40``
only in the list of events), so that every citation can be followed by eye. It judges nothing.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from reports.evidence import Marker
from reports.frame import ReportFrame
from reports.words import CALLER, local_clock, moment_of
from simulator.model.events import (
    AttemptStarted,
    CueFired,
    FactTold,
    Happening,
    Heard,
    Interrupted,
    LineAnswered,
    LineRang,
    MessageSent,
    Record,
    Recorded,
    Unpaused,
)
from simulator.model.filled import fill
from simulator.model.findings import Marking
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario

LETTERS = {
    "spoke": "T",
    "heard": "T",
    "field_written": "L",
    "note_added": "L",
    "log_opened": "L",
    "priority_set": "L",
    "message_sent": "M",
    "message_answered": "M",
    "deployed": "D",
    "escalated": "E",
    "escalation_answered": "E",
    "tree_walked": "S",
    "tree_left": "S",
}
"""Which part of the report an event stands in; whatever is not named stands in the list of events (R)."""

PARTS = {
    "T": "transcript",
    "L": "incident log",
    "M": "message",
    "D": "deployment",
    "E": "escalation",
    "S": "decision tree",
    "R": "list of events",
}


class Indexed:
    """A record with its references, names and markers looked up once."""

    def __init__(
        self,
        record: Record,
        marking: Marking,
        scenario: Scenario,
        organisation: Organisation,
        frame: ReportFrame,
    ) -> None:
        started = record[0].event if record else None
        if not isinstance(started, AttemptStarted):
            raise ValueError(
                f"The record of attempt {frame.attempt_id} does not begin with its start, so no report can "
                "be made of it. Verify the record first."
            )
        self.started: AttemptStarted = started
        self.record = record
        self.marking = marking
        self.frame = frame
        self.organisation = organisation
        self.scenario = fill(scenario, started.cast, started.variant)
        self.act_labels = scenario.act_labels
        self.of_seq = {r.seq: r for r in record}
        self.refs = self._references()

    def _references(self) -> dict[int, str]:
        counts: dict[str, int] = {}
        refs: dict[int, str] = {}
        for recorded in self.record:
            letter = LETTERS.get(recorded.event.kind)
            if letter is None:
                refs[recorded.seq] = f"R{recorded.seq}"
            else:
                counts[letter] = counts.get(letter, 0) + 1
                refs[recorded.seq] = f"{letter}{counts[letter]}"
        heard: dict[tuple[str, float], list[int]] = {}
        for seq, e in self.each(Heard):
            heard.setdefault((e.line, e.t), []).append(seq)
        for seq, told in self.each(FactTold):
            if spoken := heard.get((told.line, told.t)):
                # other lines may come in the very same second, behind the one that told it
                refs[seq] = refs[max((one for one in spoken if one < seq), default=spoken[-1])]
        brought = self._brought_by_cues()
        for seq, fired in self.each(CueFired):
            if fired.cue in brought:
                refs[seq] = refs[brought[fired.cue]]
        return refs

    def _brought_by_cues(self) -> dict[str, int]:
        """Return the line in which each cue was heard, by the cue: it stands for the cue when cited."""
        found: dict[str, int] = {}
        for seq, heard in self.each(Heard):
            for why in heard.because.split("; "):
                kind, _, cue = why.partition(":")
                if kind == "cue":
                    found.setdefault(cue, seq)
        return found

    def each(self, kind: type[Any]) -> Iterable[tuple[int, Any]]:
        """Return the events of a kind with their places, in order."""
        return ((r.seq, r.event) for r in self.record if isinstance(r.event, kind))

    def ref(self, seq: int) -> str:
        """Return the reference of an event; raises ``KeyError`` when the record has no such event."""
        return self.refs[seq]

    def at(self, seq: int) -> float:
        """Return the call time of an event in seconds."""
        return self.of_seq[seq].event.t

    def cited(self, seq: int) -> Recorded:
        """Return the event that stands under the reference of an event: for a fact or a cue, its line."""
        ref = self.refs[seq]
        return self._by_ref[ref]

    @cached_property
    def _by_ref(self) -> dict[str, Recorded]:
        own = (r for r in reversed(self.record) if not isinstance(r.event, FactTold | CueFired))
        return {self.refs[r.seq]: r for r in own} | {
            self.refs[r.seq]: r for r in self.record if self.refs[r.seq] == f"R{r.seq}"
        }

    @cached_property
    def markers(self) -> dict[str, tuple[Marker, ...]]:
        """The criterion markers by reference, each once, in the order of the findings."""
        found: dict[str, list[Marker]] = {}
        for finding in self.marking.findings:
            for one in finding.indicators:
                marker = Marker(criterion=one.criterion, result=one.result, label=one.label)
                for seq in one.cites:
                    at = found.setdefault(self.refs.get(seq, ""), [])
                    if not any(m.criterion == marker.criterion and m.result == marker.result for m in at):
                        at.append(marker)
        return {ref: tuple(at) for ref, at in found.items() if ref}

    def marks_at(self, seq: int) -> tuple[Marker, ...]:
        """Return the criterion markers of an event."""
        return self.markers.get(self.refs[seq], ())

    @cached_property
    def lines(self) -> dict[str, LineRang]:
        """How each line began, by its id."""
        found: dict[str, LineRang] = {}
        for _, rang in self.each(LineRang):
            found.setdefault(rang.line, rang)
        return found

    def line(self, line: str) -> str:
        """Return the label of a line: ``Line 1``, ``Radio to Alpha 1``, ``Call to Northern Gas``."""
        rang = self.lines.get(line)
        number = line.rpartition(":")[2]
        if rang is None:
            return "Control room" if line == "centre" else line.replace(":", " ")
        if rang.direction == "radio":
            return f"Radio to {rang.label}"
        if rang.direction == "phone":
            return f"Phone to {rang.label}"
        if rang.direction == "out":
            return f"Call to {rang.label}" + (f" ({number})" if number.isdigit() else "")
        return f"Line {number}" if number.isdigit() else rang.label

    def caller(self, call: str) -> str:
        """Return which caller is meant: by the line the call came in on, where there was more than one."""
        ways = {rang.call: line for line, rang in reversed(self.lines.items()) if rang.call}
        return f"the caller on {self.line(ways[call])}" if call in ways and len(ways) > 1 else "the caller"

    def line_kind(self, line: str) -> str:
        """Return the sort of line, not who is on it: ``Line 1``, ``Radio``, ``Phone``, ``Call out``."""
        rang = self.lines.get(line)
        if rang is None or rang.direction == "in":
            return self.line(line)
        return {"radio": "Radio", "phone": "Phone"}.get(rang.direction, "Call out")

    def other_end(self, line: str) -> str:
        """Return who is at the other end of a radio line or a call out, else nothing."""
        rang = self.lines.get(line)
        return rang.label if rang is not None and rang.direction != "in" else ""

    def opened_by_crew(self, event: Happening) -> bool:
        """Tell whether an event only says that a crew's own line, which is always live, was answered."""
        return isinstance(event, LineAnswered) and self.line_kind(event.line) in ("Radio", "Phone")

    def party(self, party: str) -> str:
        """Return the name of a resource or an outside organisation."""
        if self.organisation.has("resource", party):
            return self.organisation.resource(party).call_sign
        if self.organisation.has("organisation", party):
            return self.organisation.outside(party).name
        return party

    def speaker(self, heard: Heard) -> str:
        """Return who spoke: by the name that was shown, else by what they are in the call."""
        name = heard.name or self.party(heard.party)
        if heard.who == "caller":
            return f"{CALLER} ({name})" if name and name != heard.party else CALLER
        return name or ("Control room" if heard.who == "centre" else heard.who.capitalize())

    def fact(self, fact: str) -> str:
        """Return the label of a fact."""
        known = self.scenario.facts.get(fact)
        return known.label if known else fact

    def level(self, level: str) -> str:
        """Return a priority level with its label."""
        if not self.organisation.has("priority", level):
            return level
        label = self.organisation.priority(level).label
        return label if level in label else f"{level}, {label}"

    def answerer(self, message: str) -> str:
        """Return who answered a message: whoever it was sent to."""
        return next((self.party(e.to) for _, e in self.each(MessageSent) if e.message == message), "Answer")

    def as_chosen(self, field: str, value: str) -> str:
        """Return what a field of the log holds, a chosen code with its meaning."""
        if not value or not self.organisation.has("field", field):
            return value
        codes = {
            "incident types": self.organisation.codes.incident_types,
            "results": self.organisation.codes.results,
        }.get(self.organisation.field(field).choices_from, ())
        meaning = next((c.label for c in codes if c.id == value), "")
        return f"{value}, {meaning}" if meaning else value

    def tree(self, tree: str, node: str = "", leads_to: str = "") -> tuple[str, str, str]:
        """Return the title of a decision tree, a question of it, and where an answer led."""
        if not self.organisation.has("tree", tree):
            return tree, node, leads_to
        known = self.organisation.tree(tree)
        asks = {n.id: n.ask for n in known.nodes}
        ends = {o.id: o.text for o in known.outcomes}
        return known.title, asks.get(node, node), ends.get(leads_to, asks.get(leads_to, leads_to))

    def clock(self, seq: int) -> str:
        """Return the time of day at the centre at which an event happened.

        What was copied from an earlier attempt happened in that one, when this record does not say.
        """
        origin, t = self.started.tried_from, self.at(seq)
        if origin is not None and origin.holds(seq, t):
            return "in the earlier attempt"
        lost = sum(
            r.event.seconds
            for r in self.record
            if r.seq <= seq and isinstance(r.event, Unpaused | Interrupted)
        )
        behind = origin.behind if origin is not None else 0.0
        return local_clock(moment_of(self.frame.started_at, t + lost - behind), self.frame.time_zone)
