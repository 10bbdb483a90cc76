"""Every public operation against every role: who is let in stands in one table, and nobody else gets in.

The table is compared with what the classes really offer, so that a new operation must be entered here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta

import pytest

from simulator.model.commands import LookUp
from simulator.service.access import Actor
from simulator.service.attempts import Attempts
from simulator.service.errors import NotAllowed, ServiceError
from simulator.service.evidence import Evidence
from simulator.service.learning import Learning
from simulator.service.people import People
from simulator.service.phrasings import Addition, Offered, Phrasings
from simulator.service.records import Records
from simulator.understanding.proposing import Proposal

ROLES = ("learner", "assessor", "tutor", "iqa", "administrator", "wizard", None)
L, A, T, Q, ADMIN = "learner", "assessor", "tutor", "iqa", "administrator"

TABLE: dict[tuple[type, str], set[str]] = {
    (Attempts, "start"): {L},
    (Attempts, "running"): {L},
    (Attempts, "look"): {L},
    (Attempts, "act"): {L},
    (Attempts, "take_over"): {L},
    (Attempts, "finish"): {L},
    (Attempts, "save_draft"): {L},
    (Attempts, "drafts"): {L},
    (Attempts, "past"): {L},
    (People, "add_staff"): {ADMIN},
    (People, "open_class"): {ADMIN, T, A},
    (People, "new_class_code"): {ADMIN, T, A},
    (People, "let_assess"): {ADMIN},
    (People, "classes"): {ADMIN, T, A, Q},
    (People, "members"): {ADMIN, T, A},
    (People, "class_views"): {ADMIN, T, A, Q},
    (People, "member_names"): {ADMIN, T, A},
    (People, "staff_names"): {ADMIN},
    (People, "staff"): {ADMIN},
    (Records, "debrief"): {L},
    (Records, "open_attempt"): {A},
    (Records, "queue"): {A},
    (Records, "release"): {A},
    (Records, "retag"): {A},
    (Records, "waiting"): {A},
    (Records, "judge"): {A},
    (Evidence, "report"): {A},
    (Evidence, "centre_name"): {ADMIN},
    (Evidence, "name_centre"): {ADMIN},
    (Evidence, "printed"): {A},
    (Learning, "offers"): {L},
    (Learning, "warm_up"): {L},
    (Learning, "tasks"): {L},
    (Learning, "shown_so_far"): {L},
    (Learning, "goal"): {L},
    (Learning, "keep_goal"): {L},
    (Learning, "set_task"): {A, T},
    (Phrasings, "board"): {T},
    (Phrasings, "labels"): {T},
    (Phrasings, "own"): {T},
    (Phrasings, "near"): {T},
    (Phrasings, "weigh"): {T},
    (Phrasings, "accept"): {T},
    (Phrasings, "take_back"): {T},
    (Phrasings, "dismiss"): {T},
}
"""Which roles each operation that names its actor lets in."""

NO_ACTOR: dict[tuple[type, str], str] = {
    (Attempts, "server_was_down"): "said by the server to itself when it starts",
    (Attempts, "time_and_next"): "computes from an attempt that its caller was handed already",
    (People, "claim_token"): "printed by the terminal; None once the installation is claimed",
    (People, "claim"): "shown by the token itself",
    (People, "join"): "shown by the class code",
    (People, "sign_in"): "shown by the password",
    (People, "sign_out"): "shown by the sign-in's own token",
    (People, "actor_of"): "shown by the sign-in's own token",
    (People, "change_password"): "shown by the sign-in's own token and the present password",
    (People, "looks_after"): "answers yes or no about an actor",
    (Records, "findings_of"): "for callers that have checked whose attempt it is",
    (Records, "names"): "names of a list that its caller was given",
}
"""Operations that take no actor, and why none is needed."""

SERVICES = (Attempts, People, Records, Learning, Evidence, Phrasings)


def operations() -> set[tuple[type, str]]:
    return {
        (owner, name)
        for owner in SERVICES
        for name, _ in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_")
    }


def test_the_table_names_every_public_operation_and_no_other():
    assert operations() == set(TABLE) | set(NO_ACTOR)
    assert not set(TABLE) & set(NO_ACTOR)


def test_an_operation_that_takes_an_actor_is_never_excused_from_asking():
    for owner, name in set(NO_ACTOR) - {(People, "looks_after")}:
        assert "actor" not in inspect.signature(getattr(owner, name)).parameters, (owner, name)
    for owner, name in TABLE:
        assert "actor" in inspect.signature(getattr(owner, name)).parameters, (owner, name)


@pytest.fixture
def tried(centre):
    """Return what tries an operation as a role, with arguments that fit: tried(owner, name, actor)."""
    service = centre.service
    attempt = centre.in_call()
    owners = {
        Attempts: service.attempts,
        People: service.people,
        Records: service.records,
        Learning: service.learning,
        Evidence: service.evidence,
        Phrasings: service.phrasings,
    }
    nothing = Addition("", "ask_location")
    values = {
        "attempt_id": attempt,
        "scenario_id": "gas-escape",
        "mode": "practice",
        "command": LookUp(what="clause:1.1"),
        "window": "",
        "key": "note",
        "name": "Hal Frost",
        "login": "hal",
        "roles": frozenset({"tutor"}),
        "cohort_id": centre.class_id,
        "person_id": centre.assessor.person_id,
        "seq": 1,
        "acts": (),
        "reason": "tried",
        "text": "Read back the number",
        "indicator": "greets",
        "answer": "agree",
        "form": "html",
        "findings_of": lambda _: {},
        "addition": nothing,
        "additions": [nothing],
        "offered": Offered(
            Proposal("r u ok", "ask_injuries", False, False, 0.1, 1, ("r u ok",), ()), "gas-escape", False
        ),
        "due_at": centre.clock() + timedelta(days=1),
    }

    def call(owner: type, name: str, actor: Actor | None) -> None:
        operation: Callable[..., object] = getattr(owners[owner], name)
        wanted = [p for p in inspect.signature(operation).parameters.values() if p.name != "actor"]
        given = {p.name: values[p.name] for p in wanted if p.name in values}
        missing = [p.name for p in wanted if p.default is p.empty and p.name not in given]
        assert not missing, f"{name} needs {missing}: give the test a value"
        operation(actor, **given)

    return call


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_into_what_the_table_says_and_into_nothing_else(centre, tried, role):
    who = centre.learner.person_id
    actor = None if role is None else Actor(who, "Somebody", frozenset({role}))
    let_in, kept_out = set(), set()
    for owner, name in sorted(TABLE, key=lambda o: (o[0].__name__, o[1])):
        try:
            tried(owner, name, actor)
            let_in.add((owner, name))
        except NotAllowed as refused:
            asked_for_role = "role" in str(refused) or "Sign in" in str(refused)
            (kept_out if asked_for_role else let_in).add((owner, name))
        except ServiceError:
            let_in.add((owner, name))
    expected = {operation for operation, roles in TABLE.items() if role in roles}
    assert let_in == expected
    assert kept_out == set(TABLE) - expected


def test_being_let_in_by_role_opens_only_ones_own_class(centre):
    other = centre.staff("Gus Ward", "gus", "assessor", "tutor")
    people, learning = centre.service.people, centre.service.learning
    assert people.classes(other) == []
    doors = [
        lambda: people.members(other, centre.class_id),
        lambda: people.member_names(other, centre.class_id),
        lambda: people.new_class_code(other, centre.class_id),
        lambda: learning.set_task(
            other, "gas-escape", "practice", cohort_id=centre.class_id, due_at=centre.clock()
        ),
    ]
    for door in doors:
        with pytest.raises(NotAllowed, match="Another assessor"):
            door()


def test_only_an_assessor_of_the_class_opens_retags_or_releases_an_attempt(centre):
    records = centre.service.records
    attempt = centre.in_call(mode="assessment")
    centre.service.attempts.finish(centre.learner, attempt)
    other = centre.staff("Gus Ward", "gus", "assessor")
    spoken_seq = 1
    for actor in (other, Actor(centre.learner.person_id, "Cal Reeve", frozenset({"learner", "assessor"}))):
        for door in (
            lambda a=actor: records.open_attempt(a, attempt),
            lambda a=actor: records.release(a, attempt),
            lambda a=actor: records.retag(a, attempt, spoken_seq, (), "because"),
            lambda a=actor: records.judge(a, attempt, "greets", "agree"),
            lambda a=actor: centre.service.evidence.printed(a, attempt, "html"),
        ):
            with pytest.raises(ServiceError, match="no such attempt"):
                door()
    assert centre.service.store.attempts.get(attempt).released_at is None
    assert records.open_attempt(centre.assessor, attempt).attempt.id == attempt


def test_an_assessments_debrief_waits_for_its_release_and_a_practice_debrief_does_not(centre):
    records = centre.service.records
    practice = centre.in_call(mode="practice")
    with pytest.raises(ServiceError, match="still running"):
        records.debrief(centre.learner, practice)
    centre.service.attempts.finish(centre.learner, practice)
    assert records.debrief(centre.learner, practice).attempt.id == practice
    handed_in = centre.in_call(mode="assessment")
    centre.service.attempts.finish(centre.learner, handed_in)
    with pytest.raises(ServiceError, match="opens when your assessor has released it"):
        records.debrief(centre.learner, handed_in)
    shown = centre.service.learning.shown_so_far(centre.learner, records.findings_of)
    assert sum(sum(row.values()) for row in shown.values()) <= len(shown), "only the practice call counts"
    records.release(centre.assessor, handed_in)
    assert records.debrief(centre.learner, handed_in).attempt.id == handed_in
    other = centre.join("Dee Holt", "dee")
    with pytest.raises(ServiceError, match="no such call"):
        records.debrief(other, practice)
