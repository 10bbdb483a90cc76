"""Every public operation against every role: who is let in stands in one table, and nobody else gets in.

The table is compared with what the classes really offer, so that a new operation must be entered here.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable
from datetime import timedelta

import pytest

import simulator.service
from simulator.model.commands import LookUp
from simulator.model.planned import PlanReviewed, WitnessRegistered
from simulator.model.portfolio import DECIDING_KINDS
from simulator.service.access import Actor
from simulator.service.deciding import Deciding
from simulator.service.errors import NotAllowed, ServiceError
from simulator.service.library import Library
from simulator.service.people import People
from simulator.service.phrasings import Addition, Offered
from simulator.service.wiring import Service, Settings
from simulator.store.errors import StoreError
from simulator.understanding.proposing import Proposal
from tests.service.desk import PASSWORD
from tests.service.portfolio_making import UNIT_234, add, item
from tests.service.who_may import NO_ACTOR, ROLES, SERVICES, TABLE
from tests.service.writing import CENTRE, practice


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


def test_every_use_case_that_a_page_can_reach_is_walked():
    """What hangs on the service is found from its own fields, so that a new use case cannot be forgotten."""
    hints = typing.get_type_hints(Service)
    reachable = {
        hint for hint in hints.values() if getattr(hint, "__module__", "").startswith("simulator.service.")
    }
    assert reachable - {Settings, Library} == set(SERVICES)


def functions_of_the_service():
    """Yield (module, function) of every public function that stands by itself in the service floor."""
    for found in pkgutil.iter_modules(simulator.service.__path__):
        module = importlib.import_module(f"simulator.service.{found.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == module.__name__ and not name.startswith("_"):
                yield module, one


JUDGES = {"CriterionDecided", "UnitDecided", "Unlocked", "Signed"}


def test_only_deciding_makes_what_judges_signs_or_unlocks():
    """No other module of the service so much as calls these deeds, or names their kinds."""
    makers = set()
    for found in pkgutil.iter_modules(simulator.service.__path__):
        module = importlib.import_module(f"simulator.service.{found.name}")
        tree = ast.parse(inspect.getsource(module))
        calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
        called = {getattr(f, "id", getattr(f, "attr", "")) for f in calls}
        kinds = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        if called & JUDGES or kinds & {*DECIDING_KINDS, "signed"}:
            makers.add(found.name)
    assert makers == {"deciding"}


def test_no_function_that_stands_by_itself_can_append_to_a_portfolio():
    """They have no actor to ask; those that are handed a store only read it, or fill the demonstration."""
    writers = {
        f"{module.__name__.rsplit('.', 1)[1]}.{one.__name__}"
        for module, one in functions_of_the_service()
        if any(word in inspect.getsource(one) for word in (".portfolios.append(", "._change(", "._append("))
    }
    assert writers == set()


def test_an_operation_that_takes_an_actor_is_never_excused_from_asking():
    for owner, name in set(NO_ACTOR) - {(People, "looks_after"), (People, "confirm")}:
        assert "actor" not in inspect.signature(getattr(owner, name)).parameters, (owner, name)
    for owner, name in TABLE:
        assert "actor" in inspect.signature(getattr(owner, name)).parameters, (owner, name)


def of_portfolios(centre) -> dict[str, object]:
    """Arguments with which the operations about portfolios would do something, if they let somebody in."""
    evidence = add(centre, item())
    digests = centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234).digests
    return {
        "learner_id": centre.learner.person_id,
        "unit": UNIT_234,
        "criterion": "1.1",
        "criteria": ("1.1",),
        "met": False,
        "competent": False,
        "checks": (),
        "relied_on": (),
        "reason": "Tried by a test, on purpose.",
        "seen": {k: v for k, v in digests.items() if k.startswith("evidence")},
        "password": PASSWORD,
        "agrees": True,
        "item": evidence.item,
        "evidence": evidence.item.id,
        "digest": "0" * 64,
        "witness": WitnessRegistered(
            by="", witness="", name="Noor", role="x", organisation="", relationship="", expert=False
        ),
        "method": "observation",
        "what": "Watch",
        "due": centre.clock().date(),
        "review": PlanReviewed(by="", plan="p0", outcome="done", text="x"),
        "feedback": "f0",
        "own_work": True,
        "sources": "none",
        "help_used": "none",
        "machine_help": "none",
        "quality_checks": True,
        "appeals": True,
        "percent": 0,
        "content": b"PK",
        "picture": b"",
        "public_pem": centre.service.packs.public_key(),
        "class_id": centre.class_id,
        "set_pdf": lambda _: b"%PDF",
        "word": "evidence found",
        "qualified": False,
        "reference": "X",
        "by_whom": "X",
        "outcomes": ("1",),
        "agreed_on": centre.clock().date(),
        "until": centre.clock().date(),
        "supervisor": "Nobody",
        "number": "",
        "site": "",
        "job_role": "Call handler",
        "support": False,
        "ratings": {},
        "version": "f0",
    }


def of_papers(centre) -> dict[str, object]:
    """Arguments with which the operations about papers would do something, if they let somebody in."""
    paper = practice(centre, ("3.1",))
    return {
        "paper_id": paper,
        "part": "services-four",
        "before": "",
        "sort": "paper",
        "organisation": CENTRE,
        "task_id": "t0",
        "statement": "log",
        "says": True,
        "own_centre": False,
        "narrative": "x",
        "title": "x",
        "on": centre.clock().date(),
        "questioned": "face to face",
        "exchanges": (),
    }


@pytest.fixture
def tried(centre):
    """Return what tries an operation as a role, with arguments that fit: tried(owner, name, actor)."""
    service = centre.service
    attempt = centre.in_call()
    owners = {type(one): one for one in vars(service).values()}
    nothing = Addition("", "ask_location")
    values = {
        "attempt_id": attempt,
        "scenario_id": "gas-escape",
        "said_in": "gas-escape",
        "mode": "practice",
        "command": LookUp(what="clause:1.1"),
        "window": "",
        "key": "note",
        "name": "Hal Frost",
        "login": "hal",
        "roles": frozenset({"tutor"}),
        "cohort_id": centre.class_id,
        "person_id": centre.assessor.person_id,
        "active": True,
        "seq": 1,
        "words": "gas",
        "keys": (),
        "acts": (),
        "text": "Read back the number",
        "indicator": "greets",
        "answer": "agree",
        "form": "html",
        "findings_of": lambda _: {},
        "t": 20.0,
        "addition": nothing,
        "additions": [nothing],
        "offered": Offered(
            Proposal("r u ok", "ask_injuries", False, False, 0.1, 1, ("r u ok",), ()), "gas-escape", False
        ),
        **of_portfolios(centre),
        **of_papers(centre),
        "due_at": centre.clock() + timedelta(days=1),
    }

    def call(owner: type, name: str, actor: Actor | None) -> None:
        operation: Callable[..., object] = getattr(owners[owner], name)
        wanted = [p for p in inspect.signature(operation).parameters.values() if p.name != "actor"]
        given = {p.name: values[p.name] for p in wanted if p.name in values}
        missing = [p.name for p in wanted if p.default is p.empty and p.name not in given]
        assert not missing, f"{name} needs {missing}: give the test a value"
        takes_actor = "actor" in inspect.signature(operation).parameters
        operation(*((actor,) if takes_actor else ()), **given)

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


def judgements(service) -> list[tuple[str, str]]:
    """Return (kind, by) of everything in any portfolio that judges, countersigns or unlocks."""
    found = []
    for person in service.store.people.list(limit=100).items:
        for portfolio in service.store.portfolios.of_learner(person.id):
            for event in service.store.portfolios.read(portfolio.id):
                payload = event.payload or {}
                if event.kind in DECIDING_KINDS or payload.get("party") == "countersigner":
                    found.append((event.kind, payload["by"]))
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_public_operation_decides_for_anyone_who_does_not_assess_that_learner(centre, tried, role):
    """Somebody with the role, no assessor of the learner's class, walks through every operation there is."""
    stranger = None if role is None else Actor(centre.administrator.person_id, "Nobody", frozenset({role}))
    own = None if role is None else Actor(centre.learner.person_id, "Cal", frozenset({role}))
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    for actor in (stranger, own) if role else (stranger, local):
        for owner, name in TABLE:
            with contextlib.suppress(ServiceError, StoreError):
                tried(owner, name, actor)
    for owner, name in NO_ACTOR:  # those that ask nobody decide nothing either
        with contextlib.suppress(Exception):
            tried(owner, name, None)
    assert judgements(centre.service) == []


def test_the_walk_would_notice_a_decision(centre, tried):
    tried(Deciding, "decide", centre.assessor)
    assert judgements(centre.service) == [("criterion_decided", centre.assessor.person_id)]
