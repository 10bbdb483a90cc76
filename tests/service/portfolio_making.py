"""Fills portfolios for the tests: observations of work, answers, a declaration, decisions, signatures."""

from __future__ import annotations

from datetime import date, timedelta

from simulator.model.planned import WitnessRegistered
from simulator.model.portfolio import (
    CHECKS,
    DECLARATION,
    UNIT,
    Claim,
    EvidenceItem,
)
from simulator.service.access import Actor
from tests.service.desk import PASSWORD, Centre

UNIT_234 = "234"
ON = date(2026, 11, 2)
FROM_CALLS = ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3")
KNOWLEDGE = tuple(f"3.{n}" for n in range(1, 9))
REASON = "Seen in three incidents at work, each in full."


def item(method="observation", criteria=FROM_CALLS, **changes) -> EvidenceItem:
    """Return an item as a form sends it; its id is given when it enters."""
    values = {
        "id": "",
        "method": method,
        "title": "Night shift, desk 4",
        "on": ON,
        "setting": "workplace",
        "claims": tuple(Claim(criterion=c, at=61.0) for c in criteria),
        "narrative": "Took the call, kept the caller talking and wrote every field while listening.",
        "incident": "INC-1",
        "incident_type": "gas escape",
    }
    return EvidenceItem(**{**values, **changes})


def add(centre: Centre, made: EvidenceItem, *, by: Actor | None = None, uploads=()):
    """Enter an item as the centre's assessor and return it as it stands."""
    dossier = centre.service.gathering.add_evidence(
        by or centre.assessor, centre.learner.person_id, UNIT_234, made, uploads
    )
    return dossier.items[-1]


def qualify(centre: Centre, who: Actor | None = None) -> None:
    """Enter an assessor in the register as qualified."""
    person = (who or centre.assessor).person_id
    centre.service.centre_rules.register(
        centre.administrator, person, qualified=True, qualification="Assessor award, 2019"
    )


def enough(centre: Centre) -> None:
    """Enter what the rule asks: three incidents of two types on three dates, and an answer a criterion."""
    for n, sort in enumerate(("gas escape", "road collision", "gas escape")):
        add(centre, item(incident=f"INC-{n}", incident_type=sort, on=ON + timedelta(days=n)))
    for criterion in KNOWLEDGE:
        add(
            centre,
            item("questioning", (criterion,), incident="", incident_type="", title=f"Question {criterion}"),
        )


def decide(centre: Centre, criterion: str, *, met: bool = True, by: Actor | None = None, **changes):
    """Decide a criterion, relying on everything that is mapped to it."""
    view = centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT_234)
    mapped = [i.item.id for i in view.dossier.standing if criterion in i.item.criteria]
    values = {"met": met, "checks": CHECKS, "reason": REASON, "relied_on": mapped}
    return centre.service.deciding.decide(
        by or centre.assessor, centre.learner.person_id, UNIT_234, criterion, **{**values, **changes}
    )


def sign(centre: Centre, who: Actor, *subjects: str):
    """Sign subjects as they stand now."""
    deciding, learner = centre.service.deciding, centre.learner.person_id
    digests = centre.service.portfolios.dossier_of(learner, UNIT_234).digests
    seen = {s: digests[s] for s in subjects}
    return deciding.sign(who, learner, UNIT_234, seen, password=PASSWORD)


def declare(centre: Centre):
    """Let the learner declare and sign."""
    centre.service.gathering.declare(
        centre.learner,
        centre.learner.person_id,
        UNIT_234,
        own_work=True,
        sources="The centre's procedures",
        help_used="none",
        machine_help="none",
        quality_checks=True,
        appeals=True,
    )
    return sign(centre, centre.learner, DECLARATION)


def all_decided(centre: Centre) -> None:
    """Decide and sign every criterion of the unit."""
    enough(centre)
    for criterion in (*FROM_CALLS, *KNOWLEDGE):
        decide(centre, criterion)
    sign(centre, centre.assessor, *(f"decision:{c}" for c in (*FROM_CALLS, *KNOWLEDGE)))


def signed_off(centre: Centre):
    """Bring a unit to where everybody has signed it."""
    qualify(centre)
    all_decided(centre)
    declare(centre)
    centre.service.deciding.decide_unit(
        centre.assessor, centre.learner.person_id, UNIT_234, competent=True, reason="Every criterion is met."
    )
    sign(centre, centre.assessor, UNIT)
    return sign(centre, centre.learner, UNIT)


def witness(centre: Centre, **changes) -> str:
    """Enter a witness in the register and return their id."""
    values = {
        "by": "",
        "witness": "",
        "name": "Noor Castell",
        "role": "Shift leader",
        "organisation": "Harbour Line Contact Centre",
        "relationship": "line manager",
        "expert": False,
    }
    dossier = centre.service.gathering.register_witness(
        centre.assessor, centre.learner.person_id, UNIT_234, WitnessRegistered(**{**values, **changes})
    )
    return dossier.witnesses[-1].witness
