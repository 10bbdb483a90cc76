"""A record told line by line, as a tutor reads it: what was said, heard, written, sent and decided."""

from collections.abc import Iterable, Iterator, Mapping

from simulator.model.clock import clock, waited
from simulator.model.events import (
    AttemptEnded,
    Deployed,
    Escalated,
    Event,
    FieldWritten,
    Heard,
    LineAnswered,
    LineEnded,
    LineHeld,
    LineLinked,
    LineRang,
    LineResumed,
    LookedUp,
    MessageSent,
    NoteAdded,
    PrioritySet,
    Record,
    Refused,
    Spoke,
)
from simulator.model.organisation import Organisation


def transcript(record: Record, organisation: Organisation) -> tuple[str, ...]:
    """Return a record in lines such as ``0:12 You: What is your name?``."""
    return tuple(_lines((r.event for r in record), organisation))


def _lines(events: Iterable[Event], organisation: Organisation) -> Iterator[str]:
    rang: dict[str, LineRang] = {}
    for event in events:
        if isinstance(event, LineRang):
            rang[event.line] = event
        told = _of_a_line(event, rang) or _told(event, organisation)
        if told:
            yield f"{clock(event.t)} {told}"


def _of_a_line(event: Event, rang: Mapping[str, LineRang]) -> str:
    """Return what became of a line; of a radio channel, which opens and closes by itself, nothing."""
    if isinstance(event, LineLinked):
        return f"You put the call into log {event.incident}." if event.by == "learner" else ""
    if not isinstance(event, LineRang | LineAnswered | LineHeld | LineResumed | LineEnded):
        return ""
    line = rang.get(event.line)
    if line is None or line.direction == "radio":
        return ""
    if isinstance(event, LineRang):
        return f"You rang {line.label or 'a number'}." if line.direction == "out" else "(a line rings)"
    if isinstance(event, LineAnswered):
        return "(they pick up)" if line.direction == "out" else f"You answered {waited(event.waited)}."
    if isinstance(event, LineEnded):
        return "You ended the call." if event.by == "learner" else "(the line ends)"
    return "You put the call on hold." if isinstance(event, LineHeld) else "You took the call back."


def _told(event: Event, organisation: Organisation) -> str:
    if isinstance(event, Spoke):
        return f"You: {event.text}"
    if isinstance(event, Heard):
        return f"{event.name or event.who.capitalize()}: {event.text}"
    if isinstance(event, MessageSent):
        return f"You, by {event.medium} to {party_name(organisation, event.to)}: {event.text}"
    return _done(event, organisation)


def _done(event: Event, organisation: Organisation) -> str:
    if isinstance(event, FieldWritten) and event.t > 0:
        return f"You wrote, {organisation.field(event.field).label}: {event.value}"
    if isinstance(event, NoteAdded):
        return f"You noted: {event.text}"
    if isinstance(event, PrioritySet) and event.t > 0:
        return f"You set {event.level}: {event.reason or 'no reason given'}"
    if isinstance(event, Deployed):
        return f"You sent {party_name(organisation, event.resource)}."
    if isinstance(event, Escalated):
        return f"You handed it up to the {organisation.level(event.level).label}: {event.reason}"
    return _small(event)


def _small(event: Event) -> str:
    if isinstance(event, LookedUp):
        return f"You looked up the {event.what.partition(':')[0].replace('_', ' ')}."
    if isinstance(event, Refused):
        return f"(that could not be done: {event.why})"
    return f"(ended: {event.reason})" if isinstance(event, AttemptEnded) else ""


def party_name(organisation: Organisation, name: str) -> str:
    """Return what a crew or an outside organisation is called."""
    if organisation.has("organisation", name):
        return organisation.outside(name).name
    return organisation.resource(name).call_sign if organisation.has("resource", name) else name
