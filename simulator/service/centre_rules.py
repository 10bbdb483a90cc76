"""What a centre lays down beside the unit: who is a qualified assessor, and what was agreed about simulation.

Only administrators lay it down, and every change is in the audit. It decides nothing about any learner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from simulator.model.matrix import Agreement
from simulator.service.access import Actor, Role, require
from simulator.service.errors import NotThere, ServiceError
from simulator.store.errors import NotFound
from simulator.store.opening import Store

STANDING = "assessor standing"
"""The key among a person's settings under which the register keeps them."""
REGISTERED: tuple[Role, ...] = ("assessor", "iqa")
"""Roles whose holders stand in the register."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assessor stands in the centre's register; who is not in it counts as not yet qualified.

    ``competence`` says what makes them competent in the occupation, ``developed_on`` when they last kept that
    up; ``countersigner`` names who confirms the decisions of somebody not yet qualified. All may be empty.
    """

    qualified: bool = False
    qualification: str = ""
    job_title: str = ""
    since: str = ""
    certified_on: str = ""
    competence: str = ""
    developed_on: str = ""
    countersigner: str = ""
    in_post: str = ""
    conflict: str = ""


DETAILS = ("certified_on", "competence", "developed_on", "countersigner", "in_post", "conflict")
"""What the register holds of somebody besides: each in a few words, and each may be left empty."""


class CentreRules:
    """The use cases of the centre's register and agreements. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def register(
        self,
        actor: Actor | None,
        person_id: str,
        *,
        qualified: bool,
        qualification: str = "",
        job_title: str = "",
        certified_on: str = "",
        competence: str = "",
        developed_on: str = "",
        countersigner: str = "",
        in_post: str = "",
        conflict: str = "",
    ) -> Standing:
        """Enter an assessor or quality assurer in the register: whether they hold a qualification, and which.

        What else the register holds is said in a few words, and each may be left empty.

        Raises:
            ServiceError: qualified without naming the qualification, or nobody who assesses or assures.
        """
        by = require(actor, "administrator")
        try:
            person = self._store.people.get(person_id)
        except NotFound as missing:
            raise NotThere("There is no such person.") from missing
        if not person.roles & set(REGISTERED):
            raise ServiceError("That person holds neither the role assessor nor quality assurer.", "person")
        if qualified and not qualification.strip():
            raise ServiceError("Name the qualification and its date.", "qualification")
        standing = {
            "qualified": qualified,
            "qualification": qualification.strip()[:LONGEST],
            "job_title": job_title.strip()[:LONGEST],
            "since": f"{self._now():%Y-%m-%d}",
            "certified_on": certified_on.strip()[:LONGEST],
            "competence": competence.strip()[:LONGEST],
            "developed_on": developed_on.strip()[:LONGEST],
            "countersigner": countersigner.strip()[:LONGEST],
            "in_post": in_post.strip()[:LONGEST],
            "conflict": conflict.strip()[:LONGEST],
        }
        with self._store.transaction():
            self._store.people.set_settings(person_id, {**person.settings, STANDING: standing})
            self._store.audit.add(self._now(), by.person_id, "registered assessor", person_id, standing)
        return Standing(**standing)  # type: ignore[arg-type]

    def assessors(self, actor: Actor | None) -> tuple[tuple[str, str, Standing], ...]:
        """Return (id, name, standing) of everybody who assesses or assures quality, each once, by name."""
        require(actor, "administrator", "iqa")
        listed = self._store.people.list
        people = {p.id: p for role in REGISTERED for p in listed(role=role, limit=1000).items}
        found = ((p.id, p.display_name, self.standing_of(p.id)) for p in people.values())
        return tuple(sorted(found, key=_by_name))

    def standing_of(self, person_id: str) -> Standing:
        """Return how somebody stands in the register; for callers that name their actor."""
        kept = self._store.people.get(person_id).settings.get(STANDING)
        return Standing(**kept) if kept else Standing()

    def agree(
        self,
        actor: Actor | None,
        unit: str,
        *,
        reference: str,
        by_whom: str,
        outcomes: tuple[str, ...],
        agreed_on: date,
        until: date,
    ) -> Agreement:
        """Record what the awarding organisation agreed in writing about simulated evidence of a unit.

        Raises:
            ServiceError: there is no reference, nobody who agreed, no outcome, or it ends before it begins.
        """
        by = require(actor, "administrator")
        if not reference.strip() or not by_whom.strip():
            raise ServiceError("Give the letter's reference and who agreed.", "reference")
        if not outcomes:
            raise ServiceError("Choose the outcomes that the agreement covers.", "outcomes")
        if until < agreed_on:
            raise ServiceError("The agreement ends before it begins.", "until")
        made = Agreement(
            reference=reference.strip()[:LONGEST],
            agreed_on=agreed_on,
            by_whom=by_whom.strip()[:LONGEST],
            outcomes=outcomes,
            until=until,
        )
        kept = [a.model_dump(mode="json") for a in (*self.agreements_for(unit), made)]
        with self._store.transaction():
            self._store.settings.put(_key(unit), kept, self._now())
            self._store.audit.add(
                self._now(), by.person_id, "recorded agreement", unit, made.model_dump(mode="json")
            )
        return made

    def agreements_for(self, unit: str) -> tuple[Agreement, ...]:
        """Return the agreements about a unit, the oldest first; for callers that name their actor."""
        return tuple(Agreement.model_validate(a) for a in self._store.settings.get(_key(unit)) or ())


def _key(unit: str) -> str:
    return f"simulation agreements {unit}"


def _by_name(one: tuple[str, str, Standing]) -> tuple[str, str]:
    return one[1].casefold(), one[0]
