"""People: the first administrator, class codes, signing in and out, and who may look after whom.

Passwords are kept by ``passwords``; a browser's sign-in is a random token of which the store keeps only a
digest. Nothing here has a default password, and a refused sign-in never says which half was wrong.
"""

from __future__ import annotations

import re
import secrets
import threading
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from simulator.service.access import Actor, require
from simulator.service.errors import NotAllowed, ServiceError
from simulator.service.passwords import class_code, given_password, hash_password, matches, spelled
from simulator.store.errors import AlreadyExists, ClaimRefused, NotFound
from simulator.store.opening import Store
from simulator.store.values import Cohort, NewPerson, Person, Role

SIGN_IN_DAYS = 14
TRIES = 8
TRIES_OF_ALL = 100
"""Refused class codes or claims in the window, whoever tried: codes are long, and a classroom mistypes."""
TRIES_WINDOW = timedelta(minutes=5)
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,59}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh sign-in: the token for the cookie, and whether a given password must be changed first."""

    token: str
    actor: Actor
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class as its assessor sees it."""

    id: str
    name: str
    class_code: str
    looked_after_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherClasses:
    """How many classes an actor looks after, how many only others do, and who (by name) may change that."""

    own: int
    others: int
    administrators: tuple[str, ...]
    yours_to_change: bool


class TooManyTries:
    """Counts refused tries by sign-in name (or code) and asks for patience after a few."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._refused: dict[str, deque[datetime]] = defaultdict(deque)

    def check(self, key: str, most: int = TRIES) -> None:
        """Raise ``ServiceError`` when the key was refused too often in the last minutes."""
        with self._lock:
            self._forget_old()
            if len(self._refused.get(key, ())) >= most:
                raise ServiceError("Too many tries. Wait five minutes, then try again.")

    def refused(self, key: str) -> None:
        """Remember a refused try."""
        with self._lock:
            self._refused[key].append(self._now())

    def _forget_old(self) -> None:
        for key in list(self._refused):
            kept = self._refused[key]
            while kept and kept[0] < self._now() - TRIES_WINDOW:
                kept.popleft()
            if not kept:
                del self._refused[key]


class People:
    """The use cases about people. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._tries = TooManyTries(now)

    def claim_token(self) -> str | None:
        """Return a new token for the terminal to print, or None when the installation is claimed."""
        token = "-".join(secrets.token_hex(3) for _ in range(3))
        return token if self._store.claim.offer(token, self._now()) else None

    def claim(self, token: str, name: str, login: str, password: str) -> SignedIn:
        """Make the bearer of the terminal's token the first administrator (also tutor and assessor)."""
        self._tries.check("claim", TRIES_OF_ALL)
        new = self._new(name, login, password, frozenset({"administrator", "tutor", "assessor"}))
        try:
            person = self._store.claim.use(token.strip(), new)
        except ClaimRefused as refused:
            self._tries.refused("claim")
            raise ServiceError(
                "That token does not fit, or was used already. Copy the newest one from the terminal.",
                "token",
            ) from refused
        self._audit(person.id, "claimed the installation", person.id)
        return self._open(person)

    def join(self, code: str, name: str, login: str, password: str) -> SignedIn:
        """Add a learner to the class whose code is given, and sign them in."""
        self._tries.check("join", TRIES_OF_ALL)
        cohort = self._store.cohorts.by_code(code)
        if cohort is None:
            self._tries.refused("join")
            raise ServiceError("No class has that code. Check it with your tutor.", "code")
        new = self._new(name, login, password, frozenset({"learner"}))
        with self._store.transaction():
            person = self._add(new)
            self._store.cohorts.put(cohort.id, person.id, "member", self._now())
            self._audit(person.id, "joined", cohort.id)
        return self._open(person)

    def sign_in(self, login: str, password: str) -> SignedIn:
        """Sign in by name and password."""
        key = f"login:{login.strip().lower()}"
        self._tries.check(key)
        found = self._store.people.by_login(login.strip())
        fits = matches(found[1] if found else None, password)
        if found is None or not fits or not found[0].active:
            self._tries.refused(key)
            raise ServiceError("The sign-in name or the password is wrong.", "password")
        return self._open(found[0])

    def sign_out(self, token: str) -> None:
        """End this browser's sign-in."""
        if token:
            self._store.sign_ins.revoke(token, self._now())

    def actor_of(self, token: str) -> Actor | None:
        """Return who is behind a cookie's token, or None; also while a given password is not yet changed."""
        if not token:
            return None
        person = self._store.sign_ins.seen(token, self._now())
        if person is None or person.settings.get("must_change"):
            return None
        return _actor(person)

    def change_password(self, token: str, old: str, password: str) -> SignedIn:
        """Replace the password of who is signed in; every other browser is signed out."""
        person = self._store.sign_ins.person(token, self._now()) if token else None
        if person is None:
            raise NotAllowed("Sign in first.")
        found = self._store.people.by_login(person.login_name)
        if found is None or not matches(found[1], old):
            raise ServiceError("That is not your present password.", "old")
        kept = hash_password(password, person.login_name)
        settings = {k: v for k, v in person.settings.items() if k != "must_change"}
        with self._store.transaction():
            self._store.people.set_password_hash(person.id, kept)
            person = self._store.people.set_settings(person.id, settings)
            self._store.sign_ins.revoke_all(person.id, self._now())
            self._audit(person.id, "changed password", person.id)
        return self._open(person)

    def confirm(self, actor: Actor, password: str) -> None:
        """Let somebody show once more who they are, before a signature.

        Raises:
            ServiceError: the password is wrong, or was wrong too often.
        """
        try:
            person = self._store.people.get(actor.person_id)
        except NotFound as missing:
            raise NotAllowed("Sign in first.") from missing
        key = f"confirm:{person.id}"
        self._tries.check(key)
        found = self._store.people.by_login(person.login_name)
        if not matches(found[1] if found else None, password) or not person.active:
            self._tries.refused(key)
            raise ServiceError("That is not your password. Nothing was signed.", "password")

    def add_staff(
        self, actor: Actor | None, name: str, login: str, roles: frozenset[Role]
    ) -> tuple[Person, str]:
        """Add a member of staff; return them and the password to hand over, which works once."""
        by = require(actor, "administrator")
        if not roles:
            raise ServiceError("Choose at least one role.", "roles")
        password = given_password()
        new = self._new(name, login, password, roles)
        with self._store.transaction():
            person = self._add(new)
            person = self._store.people.set_settings(person.id, {"must_change": True})
            self._audit(by.person_id, "added staff", person.id, {"roles": sorted(roles)})
        return person, password

    def open_class(self, actor: Actor | None, name: str) -> Cohort:
        """Open a class with a fresh code; who opens it looks after it."""
        by = require(actor, "administrator", "tutor", "assessor")
        if not name.strip():
            raise ServiceError("Give the class a name.", "name")
        with self._store.transaction():
            cohort = self._store.cohorts.add(uuid.uuid4().hex, name.strip()[:120], class_code(), self._now())
            self._store.cohorts.put(cohort.id, by.person_id, "assessor", self._now())
            self._audit(by.person_id, "opened class", cohort.id)
        return _with_spelled_code(cohort)

    def new_class_code(self, actor: Actor | None, cohort_id: str) -> Cohort:
        """Replace a class code, so that the old one lets nobody in."""
        by = require(actor, "administrator", "tutor", "assessor")
        self._looks_after(by, cohort_id)
        cohort = self._store.cohorts.rotate_code(cohort_id, class_code())
        self._audit(by.person_id, "new class code", cohort_id)
        return _with_spelled_code(cohort)

    def classes(self, actor: Actor | None) -> list[Cohort]:
        """Return the classes that the actor looks after (an administrator: all)."""
        by = require(actor, "administrator", "tutor", "assessor", "iqa")
        cohorts = self._store.cohorts
        found = cohorts.all() if by.may("administrator") else cohorts.of_person(by.person_id, "assessor")
        return [_with_spelled_code(c) for c in found]

    def class_of(self, actor: Actor | None, cohort_id: str) -> Cohort:
        """Return a class that the actor looks after (an administrator: any). Raises ``NotAllowed``."""
        found = next((c for c in self.classes(actor) if c.id == cohort_id), None)
        if found is None:
            raise NotAllowed("Another assessor looks after that class.")
        return found

    def members(self, actor: Actor | None, cohort_id: str) -> tuple[Person, ...]:
        """Return the learners of a class that the actor looks after."""
        by = require(actor, "administrator", "tutor", "assessor")
        self._looks_after(by, cohort_id)
        return self._store.people.list(cohort_id=cohort_id, limit=500).items

    def class_views(self, actor: Actor | None) -> tuple[ClassView, ...]:
        """Return the classes that the actor looks after, as pages show them."""
        return tuple(
            ClassView(c.id, c.name, c.class_code or "", self._assessors(c.id)) for c in self.classes(actor)
        )

    def other_classes(self, actor: Actor | None) -> OtherClasses:
        """Return which classes the actor looks after and which not, and who may change that."""
        by = require(actor, "administrator", "tutor", "assessor", "iqa")
        own, everywhere = self._store.cohorts.of_person(by.person_id, "assessor"), self._store.cohorts.all()
        return OtherClasses(
            own=len(own),
            others=len(everywhere) - len(own),
            administrators=self._names(p for p in self._staff() if "administrator" in p.roles),
            yours_to_change=by.may("administrator"),
        )

    def _assessors(self, cohort_id: str) -> tuple[str, ...]:
        found = self._store.cohorts.people(cohort_id, "assessor")
        return self._names(self._store.people.get(one) for one in found)

    @staticmethod
    def _names(people: Iterable[Person]) -> tuple[str, ...]:
        return tuple(sorted(p.display_name for p in people if p.active))

    def member_names(self, actor: Actor | None, cohort_id: str) -> tuple[str, ...]:
        """Return the names of a class's learners, in alphabetical order."""
        return tuple(sorted(p.display_name for p in self.members(actor, cohort_id)))

    def staff_names(self, actor: Actor | None) -> tuple[tuple[str, frozenset[Role]], ...]:
        """Return everybody who is more than a learner, with their roles."""
        return tuple(sorted((p.display_name, p.roles) for p in self.staff(actor)))

    def staff(self, actor: Actor | None) -> tuple[Person, ...]:
        """Return everybody who is more than a learner."""
        require(actor, "administrator")
        return self._staff()

    def _staff(self) -> tuple[Person, ...]:
        everybody = self._store.people.list(limit=1000).items
        return tuple(p for p in everybody if p.roles - {"learner"})

    def looks_after(self, actor: Actor, learner_id: str) -> bool:
        """Tell whether the actor assesses a class in which the learner is, and is not that learner."""
        if actor.person_id == learner_id:
            return False
        return actor.may("assessor") and self._store.cohorts.assesses(actor.person_id, learner_id)

    def _looks_after(self, by: Actor, cohort_id: str) -> None:
        if not by.may("administrator") and by.person_id not in self._store.cohorts.people(
            cohort_id, "assessor"
        ):
            raise NotAllowed("Another assessor looks after that class.")

    def _new(self, name: str, login: str, password: str, roles: frozenset[Role]) -> NewPerson:
        shown, wanted = usable_names(name, login)
        return NewPerson(
            id=uuid.uuid4().hex,
            display_name=shown,
            login_name=wanted,
            roles=roles,
            created_at=self._now(),
            password_hash=hash_password(password, wanted),
        )

    def _add(self, new: NewPerson) -> Person:
        try:
            return self._store.people.add(new)
        except AlreadyExists as taken:
            raise ServiceError("That sign-in name is taken. Choose another.", "login") from taken

    def _open(self, person: Person) -> SignedIn:
        token, now = secrets.token_urlsafe(32), self._now()
        self._store.sign_ins.open(token, person.id, now, now + timedelta(days=SIGN_IN_DAYS))
        return SignedIn(token, _actor(person), bool(person.settings.get("must_change")))

    def _audit(self, actor: str, deed: str, subject: str, detail: dict[str, object] | None = None) -> None:
        self._store.audit.add(self._now(), actor, deed, subject, detail or {})


def usable_names(name: str, login: str) -> tuple[str, str]:
    """Return a person's name and sign-in name as they are kept.

    Raises:
        ServiceError: there is no name, or the other is no sign-in name.
    """
    shown, wanted = " ".join(name.split())[:120], login.strip()
    if not shown:
        raise ServiceError("Give your name.", "name")
    if not _LOGIN.fullmatch(wanted):
        raise ServiceError("A sign-in name has 2 to 60 letters, figures, dots or hyphens.", "login")
    return shown, wanted


def _with_spelled_code(cohort: Cohort) -> Cohort:
    return cohort if cohort.class_code is None else replace(cohort, class_code=spelled(cohort.class_code))


def _actor(person: Person) -> Actor:
    return Actor(person.id, person.display_name, person.roles)
