"""What awarding bodies and verifiers know a centre, a qualification and a learner by; all of it optional.

Administrators keep the centre's numbers and name who assures quality; a learner's numbers are also their
assessor's to enter. Every change is in the audit, without the numbers themselves. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from simulator.model.registration import CentreDetails, Qualification, Registration, qan_fault, uln_fault
from simulator.service.access import Actor, require
from simulator.service.errors import NotAllowed, NotThere, ServiceError
from simulator.service.people import People
from simulator.store.errors import NotFound
from simulator.store.opening import Store
from simulator.store.values import Person

REGISTRATION = "registration"
"""The key among a person's settings under which their numbers are kept."""
DETAILS = "centre details"
LONGEST = 120


class Registrations:
    """The use cases of these numbers. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, people: People, now: Callable[[], datetime]) -> None:
        self._store = store
        self._people = people
        self._now = now

    def details(self) -> CentreDetails:
        """Return the centre's number and site, as packs print them."""
        return CentreDetails.model_validate(self._store.settings.get(DETAILS) or {})

    def keep_details(self, actor: Actor | None, number: str, site: str) -> CentreDetails:
        """Keep the centre's number and site; either may be empty."""
        by = require(actor, "administrator")
        made = CentreDetails(number=_short(number), site=_short(site))
        with self._store.transaction():
            self._store.settings.put(DETAILS, made.model_dump(mode="json"), self._now())
            self._store.audit.add(self._now(), by.person_id, "changed the centre's details", DETAILS)
        return made

    def qualification(self, unit: str) -> Qualification:
        """Return for which qualification the centre assesses a unit, and who assures its quality."""
        return Qualification.model_validate(self._store.settings.get(_key(unit)) or {})

    def keep_qualification(
        self,
        actor: Actor | None,
        unit: str,
        *,
        title: str = "",
        number: str = "",
        body_number: str = "",
        assurer: str = "",
        external_assurer: str = "",
    ) -> Qualification:
        """Keep for which qualification a unit is assessed, and who assures its quality; all may be empty.

        Raises:
            ServiceError: the number is none of a qualification, or the assurer does not hold that role.
        """
        by = require(actor, "administrator")
        wanted = number.strip().upper()
        if wanted and (fault := qan_fault(wanted)):
            raise ServiceError(fault, "number")
        if assurer and "iqa" not in self._person(assurer).roles:
            raise ServiceError("That person does not hold the role internal quality assurer.", "assurer")
        made = Qualification(
            title=_short(title),
            number=wanted,
            body_number=_short(body_number),
            assurer=assurer,
            external_assurer=_short(external_assurer),
        )
        with self._store.transaction():
            self._store.settings.put(_key(unit), made.model_dump(mode="json"), self._now())
            self._store.audit.add(self._now(), by.person_id, "changed the qualification", unit)
        return made

    def quality_assurers(self, actor: Actor | None) -> tuple[tuple[str, str], ...]:
        """Return (id, name) of everybody who holds the role internal quality assurer, by name."""
        require(actor, "administrator")
        people = self._store.people.list(role="iqa", limit=1000).items
        return tuple(sorted(((p.id, p.display_name) for p in people), key=lambda p: p[1].casefold()))

    def of_learner(self, actor: Actor | None, learner_id: str) -> Registration:
        """Return a learner's numbers: for themselves, their assessors, quality assurers, administrators."""
        by = require(actor, "learner", "assessor", "iqa", "administrator")
        own = by.may("learner") and by.person_id == learner_id
        if not (own or by.may("iqa", "administrator") or self._people.looks_after(by, learner_id)):
            raise NotThere("There is no such learner among yours.")
        return self.registered(learner_id)

    def registered(self, learner_id: str) -> Registration:
        """Return a learner's numbers; for callers that have checked whose they are."""
        return Registration.model_validate(self._person(learner_id).settings.get(REGISTRATION) or {})

    def register(
        self, actor: Actor | None, learner_id: str, *, uln: str = "", number: str = "", on: date | None = None
    ) -> Registration:
        """Keep a learner's unique learner number and registration; what is empty is not recorded.

        Raises:
            NotAllowed: the actor is neither administrator nor an assessor of that learner.
            ServiceError: the unique learner number is none, or the registration is of a day to come.
        """
        by = require(actor, "assessor", "administrator")
        if by.person_id == learner_id:
            raise NotAllowed("Somebody else enters one's own registration.")
        if not (by.may("administrator") or self._people.looks_after(by, learner_id)):
            raise NotAllowed("Only an administrator or an assessor of a class of this learner may do this.")
        person = self._person(learner_id)
        if "learner" not in person.roles:
            raise ServiceError("That person is not a learner.", "person")
        plain = "".join(uln.split())
        if plain and (fault := uln_fault(plain)):
            raise ServiceError(fault, "uln")
        if on is not None and on > self._now().date():
            raise ServiceError("The day of the registration is still to come.", "on")
        made = Registration(uln=plain, number=_short(number), on=on)
        changed = [k for k, v in made if v != getattr(self.registered(learner_id), k)]
        with self._store.transaction():
            settings = {**person.settings, REGISTRATION: made.model_dump(mode="json")}
            self._store.people.set_settings(learner_id, settings)
            detail = {"changed": sorted(changed)}
            self._store.audit.add(self._now(), by.person_id, "registered learner", learner_id, detail)
        return made

    def _person(self, person_id: str) -> Person:
        try:
            return self._store.people.get(person_id)
        except NotFound as missing:
            raise NotThere("There is no such person.") from missing


def _short(words: str) -> str:
    return " ".join(words.split())[:LONGEST]


def _key(unit: str) -> str:
    return f"qualification {unit}"
