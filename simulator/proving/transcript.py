"""A record told line by line, as a tutor reads it: what was said, heard, written, sent and decided."""

from collections.abc import Iterable, Iterator

from simulator.model.clock import clock
from simulator.model.events import (
    AttemptEnded,
    Deployed,
    Escalated,
    Event,
    FieldWritten,
    Heard,
    LineAnswered,
    LineLinked,
    LookedUp,
    MessageSent,
    NoteAdded,
    PrioritySet,
    Record,
    Spoke,
)
from simulator.model.organisation import Organisation


def transcript(record: Record, organisation: Organisation) -> tuple[str, ...]:
    """Return a record in lines such as ``0:12 You: What is your name?``."""
    return tuple(_lines((r.event for r in record), organisation))


def _lines(events: Iterable[Event], organisation: Organisation) -> Iterator[str]:
    for event in events:
        told = _told(event, organisation)
        if told:
            yield f"{clock(event.t)} {told}"


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
    if isinstance(event, LineAnswered):
        return f"(answered after {clock(event.waited)})"
    if isinstance(event, LineLinked):
        return f"(the line belongs to log {event.incident})"
    if isinstance(event, LookedUp):
        return f"You looked up: {event.what}"
    return f"(ended: {event.reason})" if isinstance(event, AttemptEnded) else ""


def party_name(organisation: Organisation, name: str) -> str:
    """Return what a crew or an outside organisation is called."""
    if organisation.has("organisation", name):
        return organisation.outside(name).name
    return organisation.resource(name).call_sign if organisation.has("resource", name) else name
