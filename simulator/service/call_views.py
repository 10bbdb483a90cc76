"""What a running call's screen is drawn from: what was told and done, never what is missing. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simulator.model.events import Direction, Mode, TreeWalked
from simulator.model.organisation import Organisation

CENTRE = "centre"
"""Where the centre's own words are heard: they belong to no line and stand in every transcript."""
LineState = Literal["ringing", "live", "held", "calling", "open", "ended"]
"""How a line stands; *open* is a crew's own line, *calling* the same while the crew waits for an answer."""
Answered = Literal["answered", "asks", "refused"]
Who = Literal["caller", "learner", "responder", "organisation", "system"]


@dataclass(frozen=True)
class LineView:
    """One line of the strip. ``since`` is when its state began, in seconds of call time.

    ``history`` is what the centre's records hold on its number, once the learner has looked it up.
    """

    id: str
    number: int
    title: str
    state: LineState
    direction: Direction
    shown: str
    since: float
    incident: str
    priority: str
    named: str
    party: str
    ended_by: str = ""
    history: str = ""


@dataclass(frozen=True)
class EntryView:
    """One line of a transcript; ``seq`` is its place in the record."""

    seq: int
    t: float
    line: str
    who: Who
    name: str
    text: str


@dataclass(frozen=True)
class NoteView:
    """A running note."""

    seq: int
    t: float
    text: str


@dataclass(frozen=True)
class LogView:
    """An incident log as the learner has filled it in."""

    incident: str
    fields: dict[str, str]
    notes: tuple[NoteView, ...]
    priority: str
    priority_at: float | None
    priority_reason: str
    saved_at: float | None
    already: bool
    duplicate_of: str


@dataclass(frozen=True)
class SentView:
    """Something that is out: a resource, a message or an escalation, and what came back so far.

    ``told_at`` is when the learner answered what was asked back, once that was taken up.
    """

    id: str
    kind: Literal["resource", "message", "escalation"]
    incident: str
    name: str
    medium: str
    at: float
    state: Literal["on the way", "arrived", "no location", "waiting", "answered", "asks", "refused"]
    due: float | None
    words: str
    reply: str
    told_at: float | None = None


@dataclass(frozen=True)
class ResourceView:
    """One resource of the roster as the desk sees it; ``travel`` gives seconds to each area."""

    id: str
    call_sign: str
    kind: str
    skills: tuple[str, ...]
    status: str
    travel: dict[str, int]
    turnout: int
    can_send: bool
    incident: str
    crew: int


@dataclass(frozen=True)
class CallScreen:
    """All that the console shows at one moment; ``now`` is the call time in seconds."""

    attempt_id: str
    mode: Mode
    words_alone: bool
    seq: int
    now: float
    next_due: float | None
    ends_at: float | None
    started_at: datetime
    deducted: float
    paused: bool
    ended: str
    brief: str
    kind_of_call: str
    lines: tuple[LineView, ...]
    entries: tuple[EntryView, ...]
    logs: tuple[LogView, ...]
    sent: tuple[SentView, ...]
    roster: tuple[ResourceView, ...]
    trees: dict[tuple[str, str], str]
    walked: dict[tuple[str, str], tuple[TreeWalked, ...]]
    organisation: Organisation

    def line(self, line_id: str) -> LineView | None:
        """Return a line by its id."""
        return next((x for x in self.lines if x.id == line_id), None)

    def log(self, incident: str) -> LogView | None:
        """Return an incident log by its number."""
        return next((x for x in self.logs if x.incident == incident), None)

    def belongs(self, incident: str, to: str) -> bool:
        """Tell whether what concerns one incident is dealt with under another's log.

        It is when the two are one, and when a log was left behind, so that no caller's line has it any more.
        """
        if not incident or incident == to:
            return bool(incident)
        callers = {x.incident for x in self.lines if x.direction == "in"}
        log = self.log(incident)
        return log is not None and not log.already and incident not in callers

    def transcript(self, line_id: str) -> tuple[EntryView, ...]:
        """Return what was said on a line, with the radio and phone of the same incident, in order."""
        chosen = self.line(line_id)
        if chosen is None:
            return ()
        also = {x.id for x in self.lines if x.direction != "in" and self.belongs(x.incident, chosen.incident)}
        return tuple(e for e in self.entries if e.line in (line_id, CENTRE) or e.line in also)
