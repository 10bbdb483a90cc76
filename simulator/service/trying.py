"""Try again from a moment: a practice call that begins with all that stood in an earlier one up to then.

The earlier record is copied, never changed; the new one names it in its first event. It is practice, so it is
never evidence, and what a learner's calls have shown does not count it. It marks nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from simulator.engine.state import replay
from simulator.model.events import AttemptEnded, Event, Recorded, TriedFrom
from simulator.service.access import Actor, require
from simulator.service.attempts import Attempts
from simulator.service.errors import CannotDo
from simulator.service.live import start_of
from simulator.service.records import Records, Reviewed
from simulator.store.values import NewAttempt


def stood_before(record: Sequence[Recorded], t: float) -> list[Event]:
    """Return the events of a record that happened before ``t`` (seconds of call time), its start always.

    All that happened at one moment belongs together: a deed is copied with its answer or not at all.
    """
    events = [r.event for r in record if not isinstance(r.event, AttemptEnded)]
    return [e for e in events if e.t < t or e.t <= 0.0]


def try_from(attempt_id: str, before: Sequence[Event], t: float) -> list[Event]:
    """Return the first events of a practice call that goes on from there.

    Raises:
        ValueError: the events do not begin with the start of an attempt.
    """
    first, rest = start_of(before), before[1:]
    stood = replay(before)
    origin = TriedFrom(attempt=attempt_id, t=t, behind=stood.t + stood.deducted, copied=len(before))
    return [first.model_copy(update={"mode": "practice", "tried_from": origin}), *rest]


class Trying:
    """The use case of trying a call again from a moment. ``now`` gives the time of day in UTC."""

    def __init__(self, attempts: Attempts, records: Records, now: Callable[[], datetime]) -> None:
        self._attempts = attempts
        self._records = records
        self._now = now

    def may_try(self, reviewed: Reviewed) -> bool:
        """Tell whether a call that was read can be tried again from a moment of it."""
        return "practice" in reviewed.scenario.used_for and reviewed.attempt.mode != "warm-up"

    def from_moment(self, actor: Actor | None, attempt_id: str, t: float, *, window: str = "") -> str:
        """Start a practice call in which all that happened before ``t`` already stands; return its id.

        Raises:
            CannotDo: the debrief is not open to the learner, the call is not offered for practice, or
                another one is running.
        """
        by = require(actor, "learner")
        reviewed = self._records.debrief(actor, attempt_id)
        if not self.may_try(reviewed):
            raise CannotDo(f"{reviewed.scenario.kind_of_call} is not offered for practice.")
        events = try_from(attempt_id, stood_before(reviewed.record, t), t)
        earlier = reviewed.attempt
        new = NewAttempt(
            id=uuid.uuid4().hex,
            learner_id=by.person_id,
            scenario_id=earlier.scenario_id,
            organisation_id=earlier.organisation_id,
            unit=earlier.unit,
            mode="practice",
            seed=earlier.seed,
            started_at=self._now(),
            content=dict(earlier.content),
            reader_version=earlier.reader_version,
        )
        return self._attempts.go_on(by, new, events, window=window)
