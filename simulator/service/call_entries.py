"""What the transcripts of a running call say: who said what on which line, and how lines came and went.

What was told once stays as it was told, so that it is put into words once; only what the centre's records
hold on a number may yet come to stand with another line. Values only; it gives away no more than the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from simulator.engine.desk import HISTORY
from simulator.engine.standing import Line
from simulator.model.events import (
    Heard,
    LineAnswered,
    LineEnded,
    LineHeld,
    LineResumed,
    LookedUp,
    MessageSent,
    Recorded,
    Spoke,
)
from simulator.model.organisation import Organisation
from simulator.service.call_views import EntryView, Who
from simulator.service.live import Live


def entries(live: Live) -> tuple[EntryView, ...]:
    """Return what was said and heard; what a number's record holds stands with its own line alone."""
    with live.lock:  # two windows may draw the same call
        live.told += _told(live, live.record[live.told_to :])
        live.told_to = len(live.record)
        of_line = {text: line for line, text in histories(live).items()}
        return tuple(_with_its_line(e, of_line) for e in live.told) if of_line else tuple(live.told)


def _with_its_line(entry: EntryView, of_line: dict[str, str]) -> EntryView:
    """Return what the centre said of a number with the line that has the number; all else as it stands."""
    of_centre = entry.who == "system" and bool(entry.name)  # how lines came and went is said by nobody
    return replace(entry, line=of_line[entry.text]) if of_centre and entry.text in of_line else entry


def _told(live: Live, record: Iterable[Recorded]) -> Iterator[EntryView]:
    organisation, lines = live.world.organisation, live.state.lines
    for recorded in record:
        event = recorded.event
        if isinstance(event, Spoke) or (isinstance(event, MessageSent) and event.line):
            name = _to_whom(lines.get(event.line), organisation)
            yield EntryView(recorded.seq, event.t, event.line, "learner", name, event.text)
        elif isinstance(event, Heard):
            who: Who = "system" if event.who == "centre" else event.who
            name = "Caller" if event.who == "caller" else event.name or party_name(organisation, event.party)
            line = _asked_about(live, recorded.seq) if event.because == HISTORY else ""
            yield EntryView(recorded.seq, event.t, line or event.line, who, name, event.text)
        elif isinstance(event, LineAnswered | LineHeld | LineResumed | LineEnded):
            text = _turn_of_a_line(event, lines.get(event.line), organisation)
            if text:
                yield EntryView(recorded.seq, event.t, event.line, "system", "", text)


def _asked_about(live: Live, seq: int) -> str:
    """Return the line whose number was looked up last before an event, or nothing."""
    before = (r.event for r in reversed(live.record) if r.seq < seq)
    asked = (e.what for e in before if isinstance(e, LookedUp) and e.what.startswith(f"{HISTORY}:"))
    return next((what.partition(":")[2] for what in asked), "")


def histories(live: Live) -> dict[str, str]:
    """Return by line what came of looking up its history, so that it can be read however long the call."""
    if not any(what.partition(":")[0] == HISTORY for what in live.state.looked_up):
        return {}  # as in most turns: the record need not be gone through
    of_history = {k: cue for k, cue in live.world.scenario.cues.items() if HISTORY in cue.when.looked_up}
    cues = {f"cue:{key}": cue for key, cue in of_history.items()}
    found: dict[str, str] = {}
    asked: list[str] = []
    for recorded in live.record:
        event = recorded.event
        if isinstance(event, LookedUp):
            what, _, line = event.what.partition(":")
            asked += [line] if what == HISTORY and line not in asked else []
        elif isinstance(event, Heard) and event.who == "centre":
            if event.because == HISTORY and asked:
                found[asked[-1]] = event.text
            elif event.because in cues:
                mine = [x for x in asked if cues[event.because].call in ("", _call_of(live, x))] or asked
                found.update({line: event.text for line in mine if line not in found})
    return found


def _call_of(live: Live, line: str) -> str:
    return live.state.lines[line].call if line in live.state.lines else ""


def party_name(organisation: Organisation, party: str) -> str:
    """Return what a crew or an outside organisation is called on the desk."""
    if organisation.has("resource", party):
        return organisation.resource(party).call_sign
    if organisation.has("organisation", party):
        return organisation.outside(party).short
    return party or "Line"


def _end_of_a_line(event: LineEnded, line: Line | None, organisation: Organisation) -> str:
    """Say who closed a line; a crew's own line stays open to the end."""
    if line is None or line.kept_open:
        return ""
    name = party_name(organisation, line.party) if line.party else "The caller"
    if event.by == "learner":
        return f"You ended the call to {name}." if line.party else "You ended the call."
    if event.by in ("caller", "organisation"):
        return f"{name} {'rang off' if line.answered_at is not None else 'gave up'}: the line is closed."
    return "The time is up: the line is closed."


def _to_whom(line: Line | None, organisation: Organisation) -> str:
    if line is None or line.direction == "in":
        return "You"
    by = "radio" if line.direction == "radio" else "phone"
    return f"You, to {party_name(organisation, line.party)} by {by}"


def _turn_of_a_line(
    event: LineAnswered | LineHeld | LineResumed | LineEnded, line: Line | None, organisation: Organisation
) -> str:
    if isinstance(event, LineEnded):
        return _end_of_a_line(event, line, organisation)
    if isinstance(event, LineAnswered):
        if line is not None and line.direction != "in" and not event.waited:
            return ""
        who = "They" if line is not None and line.direction == "out" else "You"
        return f"{who} answered {f'after {int(event.waited)} s' if event.waited >= 1 else 'at once'}."
    return "On hold." if isinstance(event, LineHeld) else "Back on the line."
