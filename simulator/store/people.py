"""People, and the one-time claim of a new installation. It checks no password."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, insert, select, type_coerce, update

from simulator.store.chain import sha256
from simulator.store.database import Database
from simulator.store.errors import AlreadyExists, ClaimRefused, NotFound
from simulator.store.rows import fetch_page, folded
from simulator.store.schema import claim, cohort_person, person
from simulator.store.values import NewPerson, Page, Person, Role

_people = select(
    person.c.id,
    person.c.display_name,
    person.c.login_name,
    person.c.roles,
    person.c.active,
    person.c.created_at,
    person.c.pace,
    person.c.settings,
)


def make_person(row: Any) -> Person:
    """Return the person that a row of the people's columns stands for."""
    return Person(**{name: getattr(row, name) for name in Person.__slots__})


def _insert(connection: Connection, new: NewPerson) -> None:
    connection.execute(
        insert(person).values(
            id=new.id,
            display_name=new.display_name,
            login_name=new.login_name,
            login_key=folded(new.login_name),
            password_hash=new.password_hash,
            roles=new.roles,
            active=True,
            created_at=new.created_at,
            settings={},
        )
    )


class People:
    """The people of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewPerson) -> Person:
        """Add a person. Raises ``AlreadyExists`` when the login name (whatever its case) or id is taken."""
        with self._database.write(AlreadyExists("login name", new.login_name)) as connection:
            _insert(connection, new)
            return self.get(new.id)

    def get(self, person_id: str) -> Person:
        """Return one person. Raises ``NotFound``."""
        with self._database.read() as connection:
            row = connection.execute(_people.where(person.c.id == person_id)).first()
        if row is None:
            raise NotFound("person", person_id)
        return make_person(row)

    def by_login(self, login_name: str) -> tuple[Person, str | None] | None:
        """Return the person with that login name and the password's hash, or None."""
        query = _people.add_columns(person.c.password_hash).where(person.c.login_key == folded(login_name))
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else (make_person(row), row.password_hash)

    def list(
        self,
        *,
        role: Role | None = None,
        cohort_id: str | None = None,
        active: bool | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> Page[Person]:
        """Return a page of people, the newest first; ``cohort_id`` means the cohort's members."""
        query = _people
        if role is not None:
            query = query.where(type_coerce(person.c.roles, Text).contains(f",{role},"))
        if active is not None:
            query = query.where(person.c.active == active)
        if cohort_id is not None:
            members = select(cohort_person.c.person_id).where(
                cohort_person.c.cohort_id == cohort_id, cohort_person.c.part == "member"
            )
            query = query.where(person.c.id.in_(members))
        with self._database.read() as connection:
            return fetch_page(
                connection, query, (person.c.created_at, person.c.id), make_person, limit=limit, after=after
            )

    def names(self, ids: frozenset[str]) -> dict[str, str]:
        """Return the display names of those people, by id."""
        query = select(person.c.id, person.c.display_name).where(person.c.id.in_(sorted(ids)))
        with self._database.read() as connection:
            return {row.id: row.display_name for row in connection.execute(query)}

    def _change(self, person_id: str, **values: Any) -> Person:
        with self._database.write(
            AlreadyExists("login name", str(values.get("login_name", "")))
        ) as connection:
            connection.execute(update(person).where(person.c.id == person_id).values(**values))
            return self.get(person_id)

    def rename(self, person_id: str, display_name: str, login_name: str) -> Person:
        """Change both names. Raises ``AlreadyExists``, ``NotFound``."""
        return self._change(
            person_id, display_name=display_name, login_name=login_name, login_key=folded(login_name)
        )

    def set_password_hash(self, person_id: str, password_hash: str | None) -> Person:
        """Replace the password's hash. Raises ``NotFound``."""
        return self._change(person_id, password_hash=password_hash)

    def set_roles(self, person_id: str, roles: frozenset[Role]) -> Person:
        """Replace the roles. Raises ``NotFound``."""
        return self._change(person_id, roles=roles)

    def set_active(self, person_id: str, active: bool) -> Person:
        """Let the person sign in, or no longer. Raises ``NotFound``."""
        return self._change(person_id, active=active)

    def set_pace(self, person_id: str, pace: float | None) -> Person:
        """Keep the typing speed in characters a second. Raises ``NotFound``."""
        return self._change(person_id, pace=pace)

    def set_settings(self, person_id: str, settings: Mapping[str, Any]) -> Person:
        """Replace the person's own settings (JSON values). Raises ``NotFound``."""
        return self._change(person_id, settings=dict(settings))


class Claim:
    """The single-use token that makes the first administrator. Only its hash is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_open(self) -> bool:
        """Tell whether the installation still waits for its first administrator."""
        with self._database.read() as connection:
            return (
                connection.execute(select(claim.c.id).where(claim.c.claimed_at.is_not(None))).first() is None
            )

    def offer(self, token: str, offered_at: datetime) -> bool:
        """Make this the token that counts, in place of an unused one; False when all is claimed already."""
        with self._database.write(AlreadyExists("claim token", "1")) as connection:
            used = connection.execute(select(claim.c.claimed_at).with_for_update()).first()
            values = {"token_digest": sha256(token), "offered_at": offered_at}
            if used is None:
                connection.execute(insert(claim).values(id=1, **values))
            elif used.claimed_at is None:
                connection.execute(update(claim).values(**values))
            return used is None or used.claimed_at is None

    def use(self, token: str, administrator: NewPerson) -> Person:
        """Add the first administrator, claimed at their ``created_at``, and spend the token.

        Raises ``ClaimRefused``, ``AlreadyExists``; then the token can still be used.
        """
        taken = AlreadyExists("login name", administrator.login_name)
        with self._database.write(taken) as connection:
            spent = connection.execute(
                update(claim)
                .where(claim.c.token_digest == sha256(token), claim.c.claimed_at.is_(None))
                .values(claimed_at=administrator.created_at)
            )
            if spent.rowcount != 1:
                raise ClaimRefused
            _insert(connection, administrator)
            connection.execute(update(claim).values(claimed_by=administrator.id))
            found = connection.execute(_people.where(person.c.id == administrator.id)).one()
            return make_person(found)
