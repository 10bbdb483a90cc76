"""Sign-ins: a server-side record for each signed-in browser. The token is hashed on arrival, never kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from simulator.store.chain import sha256
from simulator.store.database import Database
from simulator.store.errors import NotFound
from simulator.store.people import make_person
from simulator.store.schema import person, sign_in
from simulator.store.values import Person, SignIn

_columns = (
    sign_in.c.person_id,
    sign_in.c.created_at,
    sign_in.c.expires_at,
    sign_in.c.seen_at,
    sign_in.c.revoked_at,
)
# Written once, as every run of every page asks it.
_signed_in = (
    select(*(c for c in person.c if c.name in Person.__slots__), sign_in.c.seen_at)
    .join(sign_in, sign_in.c.person_id == person.c.id)
    .where(sign_in.c.token_digest == bindparam("digest"), sign_in.c.revoked_at.is_(None))
    .where(sign_in.c.expires_at > bindparam("now"), person.c.active)
)
SEEN_EVERY = timedelta(minutes=10)
"""So rarely, as whoever is seen waits until it is durable: with a hundred learners every ninth line did."""


class SignIns:
    """The sign-ins of one installation. ``token`` is the cookie's random text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, token: str, person_id: str, created_at: datetime, expires_at: datetime) -> SignIn:
        """Keep a new sign-in. Raises ``NotFound`` for an unknown person."""
        with self._database.write(NotFound("person", person_id)) as connection:
            connection.execute(
                insert(sign_in).values(
                    token_digest=sha256(token),
                    person_id=person_id,
                    created_at=created_at,
                    expires_at=expires_at,
                    seen_at=created_at,
                )
            )
        return SignIn(person_id, created_at, expires_at, created_at, None)

    def person(self, token: str, now: datetime) -> Person | None:
        """Return who is signed in: None when revoked, expired, unknown, or no longer active."""
        row = self._row(token, now)
        return None if row is None else make_person(row)

    def seen(self, token: str, now: datetime, at_least: timedelta = SEEN_EVERY) -> Person | None:
        """Return who is signed in, and keep when that was, writing at most once in ``at_least``."""
        row = self._row(token, now)
        if row is None:
            return None
        if row.seen_at <= now - at_least:
            stale = sign_in.c.token_digest == sha256(token), sign_in.c.seen_at <= now - at_least
            with self._database.write() as connection:
                connection.execute(update(sign_in).where(*stale).values(seen_at=now))
        return make_person(row)

    def _row(self, token: str, now: datetime) -> Any:
        with self._database.read() as connection:
            return connection.execute(_signed_in, {"digest": sha256(token), "now": now}).first()

    def revoke(self, token: str, at: datetime) -> None:
        """End one sign-in; an unknown one is left unknown."""
        self._revoke(at, sign_in.c.token_digest == sha256(token))

    def revoke_all(self, person_id: str, at: datetime) -> None:
        """End every sign-in of a person (password changed, made inactive)."""
        self._revoke(at, sign_in.c.person_id == person_id)

    def _revoke(self, at: datetime, condition: Any) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(sign_in).where(condition, sign_in.c.revoked_at.is_(None)).values(revoked_at=at)
            )

    def of_person(self, person_id: str) -> list[SignIn]:
        """Return a person's sign-ins, the latest first."""
        query = (
            select(*_columns).where(sign_in.c.person_id == person_id).order_by(sign_in.c.created_at.desc())
        )
        with self._database.read() as connection:
            return [SignIn(*row) for row in connection.execute(query)]

    def drop_expired(self, before: datetime) -> int:
        """Delete the sign-ins that expired before that time; return how many."""
        with self._database.write() as connection:
            return connection.execute(delete(sign_in).where(sign_in.c.expires_at < before)).rowcount
