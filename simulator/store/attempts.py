"""Attempts: the row that lists and finds them, and their records.

A row never says what happened in an attempt; its record does. Both are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from simulator.store.errors import NotFound
from simulator.store.rows import fetch_page
from simulator.store.runs import Runs
from simulator.store.schema import attempt, cohort_person, record
from simulator.store.values import Attempt, Head, Mode, NewAttempt, NewEvent, Page, Status

_attempts = select(attempt, record.c.sealed_at, record.c.head_seq).join(record, record.c.id == attempt.c.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFilter:
    """Which attempts to list; what is None does not narrow. ``cohort_id`` means its present members."""

    learner_id: str | None = None
    cohort_id: str | None = None
    unit: str | None = None
    scenario_id: str | None = None
    mode: Mode | None = None
    status: Status | None = None
    awaiting_release: bool = False

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """Add the conditions to a query on attempts."""
        for column, value in (
            (attempt.c.learner_id, self.learner_id),
            (attempt.c.unit, self.unit),
            (attempt.c.scenario_id, self.scenario_id),
            (attempt.c.mode, self.mode),
            (attempt.c.status, self.status),
        ):
            if value is not None:
                query = query.where(column == value)
        if self.cohort_id is not None:
            members = select(cohort_person.c.person_id).where(
                cohort_person.c.cohort_id == self.cohort_id, cohort_person.c.part == "member"
            )
            query = query.where(attempt.c.learner_id.in_(members))
        if self.awaiting_release:
            query = query.where(
                attempt.c.mode == "assessment", attempt.c.status != "running", attempt.c.released_at.is_(None)
            )
        return query


class Attempts(Runs):
    """The attempts of one database; as ``Streams``, their records (an attempt's id is its record's id)."""

    table = attempt

    def start(self, new: NewAttempt, events: Sequence[NewEvent]) -> Head:
        """Add the attempt and its first events in one transaction; return the head.

        Raises ``AlreadyExists`` for a used id, ``NotFound`` for an unknown learner or a text of
        ``content`` that ``store.texts`` does not keep.
        """
        return self._begin(_new_row(new), events)

    def release(self, attempt_id: str, *, released_at: datetime, released_by: str) -> Attempt:
        """Let the learner see what was found. A second release changes nothing. Raises ``NotFound``."""
        self._release(attempt_id, released_at, released_by)
        return self.get(attempt_id)

    def set_marker_version(self, attempt_id: str, version: str) -> None:
        """Keep which marker's findings were shown last. Raises ``NotFound``."""
        with self._database.write() as connection:
            done = connection.execute(
                update(attempt).where(attempt.c.id == attempt_id).values(marker_version=version)
            )
            if done.rowcount == 0:
                raise NotFound("attempt", attempt_id)

    def get(self, attempt_id: str) -> Attempt:
        """Return one attempt. Raises ``NotFound``."""
        with self._database.read() as connection:
            row = connection.execute(_attempts.where(attempt.c.id == attempt_id)).first()
        if row is None:
            raise NotFound("attempt", attempt_id)
        return _attempt(row)

    def list(
        self, wanted: AttemptFilter | None = None, *, limit: int = 50, after: str | None = None
    ) -> Page[Attempt]:
        """Return a page of attempts, the latest start first."""
        query = (wanted or AttemptFilter()).narrow(_attempts)
        with self._database.read() as connection:
            order = (attempt.c.started_at, attempt.c.id)
            return fetch_page(connection, query, order, _attempt, limit=limit, after=after)

    def running(self, learner_id: str) -> Attempt | None:
        """Return the learner's latest running attempt, to come back to, if there is one."""
        page = self.list(AttemptFilter(learner_id=learner_id, status="running"), limit=1)
        return page.items[0] if page.items else None


def _new_row(new: NewAttempt) -> dict[str, Any]:
    return {
        "id": new.id,
        "learner_id": new.learner_id,
        "scenario_id": new.scenario_id,
        "organisation_id": new.organisation_id,
        "unit": new.unit,
        "mode": new.mode,
        "seed": str(new.seed),
        "status": "running",
        "started_at": new.started_at,
        "content": dict(new.content),
        "reader_version": new.reader_version,
        "set_task_id": new.set_task_id,
    }


def _attempt(row: Any) -> Attempt:
    sealed = row.sealed_at
    return Attempt(
        **{name: getattr(row, name) for name in Attempt.__slots__ if name not in ("seed", "sealed_at")},
        seed=int(row.seed),
        sealed_at=None if sealed is None else datetime.fromisoformat(sealed),
    )
