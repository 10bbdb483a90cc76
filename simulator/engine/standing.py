"""How things stand in an attempt: lines, calls, incident logs, resources, messages; frozen values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from simulator.model.events import (
    KEPT_OPEN,
    Direction,
    Escalated,
    EscalationAnswered,
    FieldWritten,
    Heard,
    MessageAnswered,
    MessageSent,
    NoteAdded,
    PrioritySet,
    ResourceStatus,
    Spoke,
)

T = TypeVar("T")

LineStatus = Literal["ringing", "live", "held", "ended"]


def changed(value: T, **changes: Any) -> T:
    """Return a frozen value with some fields changed, several times faster than ``dataclasses.replace``."""
    new = object.__new__(type(value))
    object.__setattr__(new, "__dict__", value.__dict__ | changes)
    return new


@dataclass(frozen=True)
class Line:
    """One connection. Times are seconds of call time; ``since`` is when its status began.

    ``calling`` is when a crew called on its line and was not answered yet. ``asks`` are the facts that the
    far end still wants. ``asked_back`` are the acts that the other side is not sure to have heard.
    """

    id: str
    direction: Direction
    call: str
    party: str
    label: str
    shown: str
    status: LineStatus
    since: float
    rang_at: float
    answered_at: float | None = None
    waited: float = 0.0
    incident: str = ""
    ended_by: str = ""
    calling: float | None = None
    spoken: tuple[Spoke, ...] = ()
    heard: tuple[Heard, ...] = ()
    told: tuple[str, ...] = ()
    asked_back: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    said: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    quiet_since: float = 0.0

    @property
    def kept_open(self) -> bool:
        """Tell whether it is a crew's own line, by radio or phone, which stays open."""
        return self.direction in KEPT_OPEN

    @property
    def last_words(self) -> str:
        """What the other side said last, empty when nothing yet."""
        return self.heard[-1].text if self.heard else ""


@dataclass(frozen=True)
class CallerState:
    """A scripted caller: mood 0 to 10, and how often and when last each thing moved it."""

    mood: int
    mood_at: float
    moved: Mapping[str, tuple[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """When a fact was first told, on which line, asked for or not, and what it says."""

    line: str
    t: float
    asked: bool
    value: str
    known: bool


@dataclass(frozen=True)
class IncidentLog:
    """One incident log. ``truth`` (the scenario's incident) never reaches a screen.

    ``duplicate_of`` is the log that its only line was linked to while it was still empty.
    """

    incident: str
    truth: str
    already: bool
    opened_at: float
    fields: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[FieldWritten, ...] = ()
    notes: tuple[NoteAdded, ...] = ()
    priority: str = ""
    priorities: tuple[PrioritySet, ...] = ()
    duplicate_of: str = ""


@dataclass(frozen=True)
class ResourceState:
    """A resource: status, the incident it goes to, when it arrives, comes free or was sent."""

    resource: str
    status: ResourceStatus
    since: float = 0.0
    free_at: float | None = None
    incident: str = ""
    due: float | None = None
    sent_at: float | None = None
    address: str = ""
    why: str = ""


@dataclass(frozen=True)
class MessageState:
    """A message and its answer, when it came."""

    sent: MessageSent
    answer: MessageAnswered | None = None


@dataclass(frozen=True)
class EscalationState:
    """An escalation and its answer, when it came."""

    sent: Escalated
    answer: EscalationAnswered | None = None
