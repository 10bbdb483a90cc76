"""Everybody of an installation, as its administrators keep them: names, roles, who may sign in, whose class.

Nobody is deleted: what somebody did stays theirs under their id, and a person who has left is made inactive.
An administrator never takes their own role or sign-in away, so that one always remains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.service.access import Actor, require
from simulator.service.errors import NotThere, ServiceError
from simulator.service.passwords import given_password, hash_password
from simulator.service.people import usable_names
from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.opening import Store
from simulator.store.values import Person, Role

MOST = 1000
"""So many people are listed by a page; more are found by a part of their name."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person as an administrator sees them; classes are given by id and name."""

    id: str
    name: str
    login: str
    roles: frozenset[Role]
    active: bool
    member_of: tuple[tuple[str, str], ...]
    assesses: tuple[tuple[str, str], ...]


class Everybody:
    """The use cases of keeping people. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def listed(self, actor: Actor | None) -> tuple[tuple[str, str], ...]:
        """Return everybody by id, as they are told apart: name, sign-in name, and whether they have left."""
        require(actor, "administrator")
        found = self._store.people.list(limit=MOST).items
        rows = sorted(found, key=lambda p: (not p.active, p.display_name.casefold(), p.login_name))
        return tuple(
            (p.id, f"{p.display_name} ({p.login_name})" + ("" if p.active else ", inactive")) for p in rows
        )

    def somebody(self, actor: Actor | None, person_id: str) -> Somebody:
        """Return one person with their classes. Raises ``NotThere``."""
        require(actor, "administrator")
        person, cohorts = self._person(person_id), self._store.cohorts
        return Somebody(
            id=person.id,
            name=person.display_name,
            login=person.login_name,
            roles=person.roles,
            active=person.active,
            member_of=tuple((c.id, c.name) for c in cohorts.of_person(person.id, "member")),
            assesses=tuple((c.id, c.name) for c in cohorts.of_person(person.id, "assessor")),
        )

    def rename(self, actor: Actor | None, person_id: str, name: str, login: str) -> None:
        """Give a person another name, or another sign-in name; their password stands.

        Raises:
            ServiceError: a name is empty or no sign-in name, or the sign-in name is somebody else's.
        """
        by = require(actor, "administrator")
        before = self._person(person_id)
        shown, wanted = usable_names(name, login)
        try:
            with self._store.transaction():
                self._store.people.rename(person_id, shown, wanted)
                changed = {"sign-in name": True} if wanted != before.login_name else {}
                self._note(by, "renamed", person_id, **changed)
        except AlreadyExists as taken:
            raise ServiceError("That sign-in name is taken. Choose another.", "login") from taken

    def set_roles(self, actor: Actor | None, person_id: str, roles: frozenset[Role]) -> None:
        """Let a person be what they are from now on; it holds at their next click.

        Raises:
            ServiceError: no role is left, or an administrator would take their own role away.
        """
        by = require(actor, "administrator")
        before = self._person(person_id).roles
        if not roles:
            raise ServiceError("Choose at least one role. Somebody who has left is made inactive.", "roles")
        if by.person_id == person_id and "administrator" not in roles:
            raise ServiceError("Another administrator has to take that role from you.", "roles")
        with self._store.transaction():
            self._store.people.set_roles(person_id, roles)
            self._note(by, "changed roles", person_id, before=sorted(before), now=sorted(roles))

    def set_active(self, actor: Actor | None, person_id: str, active: bool) -> None:
        """Let a person sign in, or no longer; whoever may not is signed out everywhere at once.

        Raises:
            ServiceError: an administrator would lock themselves out.
        """
        by = require(actor, "administrator")
        self._person(person_id)
        if by.person_id == person_id and not active:
            raise ServiceError("Another administrator has to make you inactive.", "active")
        with self._store.transaction():
            self._store.people.set_active(person_id, active)
            if not active:
                self._store.sign_ins.revoke_all(person_id, self._now())
            self._note(by, "made active" if active else "made inactive", person_id)

    def give_password(self, actor: Actor | None, person_id: str) -> str:
        """Give a person who forgot theirs a password to hand over; it works once, to choose another."""
        by = require(actor, "administrator")
        person, given = self._person(person_id), given_password()
        with self._store.transaction():
            self._store.people.set_password_hash(person_id, hash_password(given, person.login_name))
            self._store.people.set_settings(person_id, {**person.settings, "must_change": True})
            self._store.sign_ins.revoke_all(person_id, self._now())
            self._note(by, "gave a new password", person_id)
        return given

    def withdraw(self, actor: Actor | None, cohort_id: str, person_id: str) -> None:
        """Take a learner out of a class: its assessors no longer see them, their records stand."""
        by = require(actor, "administrator")
        with self._store.transaction():
            self._store.cohorts.remove(cohort_id, person_id, "member")
            self._note(by, "withdrew from class", cohort_id, person=person_id)

    def let_assess(self, actor: Actor | None, cohort_id: str, person_id: str) -> None:
        """Let an assessor look after a class.

        Raises:
            ServiceError: that person does not hold the role assessor.
        """
        by = require(actor, "administrator")
        if "assessor" not in self._person(person_id).roles:
            raise ServiceError("That person does not hold the role assessor.", "person")
        with self._store.transaction():
            self._store.cohorts.put(cohort_id, person_id, "assessor", self._now())
            self._note(by, "let assess", cohort_id, person=person_id)

    def relieve(self, actor: Actor | None, cohort_id: str, person_id: str) -> None:
        """Let a class be no longer an assessor's; what they decided there stands."""
        by = require(actor, "administrator")
        with self._store.transaction():
            self._store.cohorts.remove(cohort_id, person_id, "assessor")
            self._note(by, "relieved of class", cohort_id, person=person_id)

    def _person(self, person_id: str) -> Person:
        try:
            return self._store.people.get(person_id)
        except NotFound as missing:
            raise NotThere("There is no such person.") from missing

    def _note(self, by: Actor, deed: str, subject: str, **detail: object) -> None:
        self._store.audit.add(self._now(), by.person_id, deed, subject, detail)
