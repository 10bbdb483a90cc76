"""The start of an attempt: its cast drawn, its first events kept, and the attempt held in memory from them.

What a start has drawn is not read back and built a second time: a class told "go" together starts its calls
in the same instant. It does not decide who may start what, and marks nothing.
"""

from __future__ import annotations

import secrets
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from simulator.engine.casting import draw
from simulator.engine.decide import begin
from simulator.engine.state import replay
from simulator.engine.world import World, world
from simulator.model.events import Event, Mode, Recorded
from simulator.model.scenario import Scenario
from simulator.service.library import Library
from simulator.service.live import Live, clock_start, start_of, to_store
from simulator.store.opening import Store
from simulator.store.values import Attempt, Head, NewAttempt

LOCKS = 64
"""So many starts of different learners go on side by side; one learner's come one after the other."""


class OneAtATime:
    """Lets each learner start one attempt at a time, without holding up the others."""

    def __init__(self) -> None:
        self._locks = tuple(threading.Lock() for _ in range(LOCKS))
        self._counting = threading.Lock()
        self._starting: Counter[str] = Counter()

    @contextmanager
    def of(self, person_id: str) -> Iterator[None]:
        """Hold the place in which this learner starts, as soon as it is free."""
        self._count(person_id, 1)
        try:
            with self._locks[hash(person_id) % LOCKS]:
                yield
        finally:
            self._count(person_id, -1)

    def holds(self, person_id: str) -> bool:
        """Tell whether a start of this learner's is under way."""
        return self._starting[person_id] > 0

    def _count(self, person_id: str, change: int) -> None:
        with self._counting:
            self._starting[person_id] += change


class Starting:
    """Draws attempts and keeps their first events. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._now = now

    def drawn(
        self,
        learner_id: str,
        scenario: Scenario,
        mode: Mode,
        *,
        pace: tuple[float, str],
        set_task_id: str | None,
        window: str,
    ) -> Live:
        """Start an attempt with a fresh cast; ``pace`` is how much limits are stretched, and why."""
        seed = secrets.randbelow(2**31)
        organisation = self._library.organisation(scenario.organisation)
        cast = draw(scenario, organisation, seed)
        stage = world(scenario, organisation, cast.values, cast.variant)
        reader = self._library.hearing(scenario.id).name
        events = begin(
            stage,
            mode=mode,
            seed=seed,
            pace=pace[0],
            pace_reason=pace[1],
            digests=self._library.digests(scenario.id),
            reader=reader,
            cast=cast.values,
            variant=cast.variant,
        )
        texts = self._library.texts(scenario.id)
        new = NewAttempt(
            id=uuid.uuid4().hex,
            learner_id=learner_id,
            scenario_id=scenario.id,
            organisation_id=organisation.id,
            unit=scenario.unit,
            mode=mode,
            seed=seed,
            started_at=self._now(),
            content={name: self._store.texts.keep(text) for name, text in texts.items()},
            reader_version=reader,
            set_task_id=set_task_id,
        )
        return self._kept(new, stage, events, window)

    def going_on(self, new: NewAttempt, events: Sequence[Event], *, window: str) -> Live:
        """Start an attempt whose first events are given.

        Raises:
            ValueError: the events do not begin with the start of an attempt.
        """
        first = start_of(events)
        pinned = self._library.pinned(new, self._store.texts.get)
        return self._kept(new, world(*pinned, first.cast, first.variant), events, window)

    def _kept(self, new: NewAttempt, stage: World, events: Sequence[Event], window: str) -> Live:
        """Keep an attempt with its first events, and return it as it then stands in the store."""
        now = self._now()
        head = self._store.attempts.start(new, [to_store(e, now) for e in events])
        return Live(
            attempt=_as_kept(new, head),
            world=stage,
            state=replay(events),
            record=[Recorded(seq=seq, event=event) for seq, event in enumerate(events, start=1)],
            started_at=clock_start(new.started_at, start_of(events)),
            window=window,
        )


def _as_kept(new: NewAttempt, head: Head) -> Attempt:
    """Return the row of a fresh attempt as reading it would give it."""
    return Attempt(
        **{name: getattr(new, name) for name in NewAttempt.__slots__},
        status="running",
        ended_at=None,
        sealed_at=None,
        released_at=None,
        released_by=None,
        marker_version=None,
        head_seq=head.seq,
    )
