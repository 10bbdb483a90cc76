"""Running attempts in memory: each one's world, state and record, behind a lock of its own.

What stands here is only ever a copy of what is durable: an event enters after the store has it, and a
process that lost everything reads it all back. It does not decide who may act.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.engine.decide import following
from simulator.engine.happenings import Happening
from simulator.engine.state import State, fold
from simulator.engine.world import World
from simulator.model.events import EVENT, AttemptEnded, AttemptStarted, Event, Recorded
from simulator.model.papers import PaperEvent
from simulator.service.call_views import EntryView
from simulator.store.values import Attempt, NewEvent, StoredEvent

MOST_IN_MEMORY = 2000


def to_store(event: Event | PaperEvent, at: datetime) -> NewEvent:
    """Return an event as the store keeps it; ``at`` is the time of day in UTC."""
    payload = event.model_dump(mode="json", exclude={"kind", "t"}, exclude_defaults=True)
    return NewEvent(kind=event.kind, t=event.t, recorded_at=at, payload=payload)


def from_store(stored: StoredEvent) -> Recorded:
    """Return a stored event as a value; an erased one cannot be read (``ValueError``)."""
    return Recorded(seq=stored.seq, event=EVENT.validate_python(fields_of(stored)))


def fields_of(stored: StoredEvent) -> dict[str, Any]:
    """Return what a stored event holds, kind and time included; raises ``ValueError`` for an erased one."""
    if stored.payload is None:
        raise ValueError(f"Event {stored.seq} of record {stored.stream_id} was erased")
    return {**stored.payload, "kind": stored.kind, "t": stored.t}


@dataclass
class Live:
    """One running (or just ended) attempt in memory. ``window`` is the browser window that may act.

    ``started_at`` is when call time was 0:00: for a call tried again from a moment, before its own start.
    ``drafted`` are the keys under which half-written text is known to be kept; ``ahead`` is what happens next
    by itself in a state, ``told`` what transcripts say of the first ``told_to`` events, ``drawn`` what a
    screen shows of a part of a state, beside that part: each once it was worked out.
    """

    attempt: Attempt
    world: World
    state: State
    record: list[Recorded]
    started_at: datetime
    window: str = ""
    drafted: set[str] = field(default_factory=set)
    ahead: tuple[State, Happening | None] | None = None
    told: list[EntryView] = field(default_factory=list)
    told_to: int = 0
    drawn: dict[str, tuple[object, Any]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def seq(self) -> int:
        """The sequence number of the last event."""
        return self.record[-1].seq if self.record else 0

    @property
    def ended(self) -> bool:
        """Tell whether the attempt has ended."""
        return bool(self.record) and isinstance(self.record[-1].event, AttemptEnded)

    def take(self, events: list[Event], state: State | None = None) -> None:
        """Add events that the store has accepted; ``state`` is the one they lead to, where it is known."""
        for event in events:
            self.record.append(Recorded(seq=self.seq + 1, event=event))
            if state is None:
                self.state = fold(self.state, event)
        self.state = state or self.state

    def following(self) -> Happening | None:
        """Return what happens next by itself, worked out once for each state."""
        if self.ahead is None or self.ahead[0] is not self.state:
            self.ahead = (self.state, following(self.state, self.world))
        return self.ahead[1]

    def call_time(self, now: datetime) -> float:
        """Return the call time now in seconds, never before the last event.

        In a pause it runs on, because the engine takes from it how long the pause was.
        """
        return call_time(self.state, self.started_at, now)


def start_of(events: Sequence[Event]) -> AttemptStarted:
    """Return the first event of an attempt.

    Raises:
        ValueError: the events do not begin with the start of an attempt.
    """
    first = events[0] if events else None
    if not isinstance(first, AttemptStarted):
        raise ValueError("the events do not begin with the start of an attempt")
    return first


def clock_start(started_at: datetime, first: AttemptStarted) -> datetime:
    """Return when the call time of an attempt was 0:00: at its start, or so much before as was copied."""
    origin = first.tried_from
    return started_at if origin is None else started_at - timedelta(seconds=origin.behind)


def call_time(state: State, started_at: datetime, now: datetime) -> float:
    """Return the call time of a running attempt in seconds, never before its last event."""
    return max(state.t, round((now - started_at).total_seconds() - state.deducted, 2))


class LiveAttempts:
    """The attempts in memory, the least recently used dropped first."""

    def __init__(self, load: Callable[[str], Live]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Live] = OrderedDict()

    @contextmanager
    def holding(self, attempt_id: str) -> Iterator[Live]:
        """Hold one attempt for reading or acting; nobody else in this process touches it meanwhile."""
        live = self._get(attempt_id)
        with live.lock:
            yield live

    def forget(self, attempt_id: str) -> None:
        """Drop what stands in memory, so that the next look reads the store."""
        with self._lock:
            self._kept.pop(attempt_id, None)

    def put(self, live: Live) -> None:
        """Keep a fresh attempt."""
        with self._lock:
            self._kept[live.attempt.id] = live
            while len(self._kept) > MOST_IN_MEMORY:
                self._kept.popitem(last=False)

    def _get(self, attempt_id: str) -> Live:
        with self._lock:
            found = self._kept.get(attempt_id)
            if found is not None:
                self._kept.move_to_end(attempt_id)
                return found
        loaded = self._load(attempt_id)
        with self._lock:
            return self._kept.setdefault(attempt_id, loaded)
