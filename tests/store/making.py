"""Makes small believable things in a store for its tests. All people and numbers are fictional."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from simulator.store import NewAttempt, NewEvent, NewPerson, Role, Store, new_id

START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """Return a moment that many seconds after the tests' start of time."""
    return START + timedelta(seconds=seconds)


def said(text: str, t: float = 1.0) -> NewEvent:
    """Return a line said at call time t."""
    return NewEvent("said", t, at(t), {"text": text})


def a_person(store: Store, *roles: Role, seconds: float = 0, login: str | None = None) -> str:
    """Add a person and return the id."""
    person_id = new_id("u")
    store.people.add(
        NewPerson(
            id=person_id,
            display_name="Rowan Marsh",
            login_name=login or person_id,
            roles=frozenset(roles or ("learner",)),
            created_at=at(seconds),
        )
    )
    return person_id


def an_attempt(store: Store, learner_id: str, *, seconds: float = 0, **changed: Any) -> NewAttempt:
    """Return an attempt that can be started."""
    fields: dict[str, Any] = {
        "id": new_id("a"),
        "learner_id": learner_id,
        "scenario_id": "gas-escape",
        "organisation_id": "wendshire",
        "unit": "unit-234",
        "mode": "practice",
        "seed": 7,
        "started_at": at(seconds),
        "content": {"scenario": store.texts.keep("id: gas-escape\n")},
        "reader_version": "1",
    }
    return NewAttempt(**(fields | changed))


def a_record(store: Store, *events: NewEvent) -> str:
    """Start an attempt with these events and return its id."""
    new = an_attempt(store, a_person(store))
    store.attempts.start(new, events)
    return new.id


def lift_triggers(store: Store, connection: Connection) -> None:
    """Do what only an intruder with the database's own rights could do: take its guards away."""
    if store._database.is_sqlite:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        for name in list(names):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for table in ("event", "record", "erasure", "kept_text"):
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
