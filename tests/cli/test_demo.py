"""The demonstration: believable attempts of made-up people, written once, with no password kept in clear."""

from __future__ import annotations

import io
import sqlite3
from contextlib import redirect_stdout
from datetime import timedelta
from itertools import pairwise

import pytest

from simulator.cli.main import main
from simulator.model.profile import RATINGS
from simulator.service import demo, kept_encoder, library
from simulator.service.access import Actor
from simulator.service.demo import LEARNERS, PASTS, STAFF, STEPS, fill_if_empty, fill_with_demonstration_data
from simulator.service.wiring import Settings, open_service
from tests import machine


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a service whose database the terminal filled, with what, the steps told, and what it printed."""
    folder = machine.share_learnt(tmp_path_factory.mktemp("demo"))
    made, steps, said = [], [], io.StringIO()

    def filling(service, progress):
        made.append(fill_with_demonstration_data(service, lambda step: (steps.append(step), progress(step))))
        return made[0]

    with pytest.MonkeyPatch.context() as patch:
        for module in (library, kept_encoder):
            patch.setattr(module, "open_encoder", lambda _folder, **_which: None)
        patch.setattr(demo, "fill_with_demonstration_data", filling)
        with redirect_stdout(said):
            assert main(["demo", "--data", str(folder)]) == 0
        service = open_service(Settings(folder))
    yield service, made[0], steps, said.getvalue()
    service.close()


def actor(service, login):
    person, _ = service.store.people.by_login(login)
    return Actor(person.id, person.display_name, person.roles)


def test_everybody_can_sign_in_with_the_password_printed_once(filled):
    service, made, _, _ = filled
    assert len(made.people) == len(STAFF) + len(LEARNERS)
    for person in made.people[:4]:
        assert service.people.sign_in(person.login, person.password).actor.name == person.name


def test_no_password_stands_in_the_database(filled):
    service, made, _, _ = filled
    kept = sqlite3.connect(service.settings.data / "simulator.db")
    whole = "\n".join(kept.iterdump())
    kept.close()
    assert [p.login for p in made.people if p.password in whole] == []


def test_the_installation_can_still_be_claimed_by_its_first_administrator(filled):
    assert filled[0].people.claim_token() is not None


def test_filling_again_changes_nothing(filled):
    service, *_ = filled
    before = service.store.people.list(limit=1000).items
    assert fill_with_demonstration_data(service) is None
    said: list[str] = []
    fill_if_empty(service, said.append)
    assert said == []
    assert service.store.people.list(limit=1000).items == before


def test_every_attempt_is_sealed_intact_and_lies_in_the_past_weeks(filled):
    service, *_ = filled
    attempts = service.store.attempts.list(limit=100).items
    assert len(attempts) == len(PASTS)
    for attempt in attempts:
        assert service.store.attempts.verify(attempt.id).intact
        assert attempt.sealed_at is not None
        assert timedelta(0) < service.now() - attempt.started_at < timedelta(days=22)
        events = service.store.attempts.read(attempt.id)
        assert events[-1].recorded_at == attempt.ended_at
        assert all(a.recorded_at <= b.recorded_at for a, b in pairwise(events))


def test_several_assessments_wait_for_release_and_one_was_released(filled):
    service, *_ = filled
    assessments = [a for a in service.store.attempts.list(limit=100).items if a.mode == "assessment"]
    assert sum(a.released_at is not None for a in assessments) == 1
    assert sum(a.released_at is None for a in assessments) >= 4


def test_the_fluent_learners_one_forbidden_line_stands_out_and_nothing_else_is_wrong(filled):
    service, *_ = filled
    place = next(p for p in PASTS if p.plan == "forbidden-advice")
    learner = actor(service, LEARNERS[place.who][1])
    mine = [a for a in service.attempts.past(learner) if a.mode == "assessment"]
    (attempt,) = mine
    found = service.records.open_attempt(actor(service, "demo.assessor"), attempt.id)
    words = {f.criterion: f.finding for f in found.marking.findings}
    assert words.pop("1.6") == "contrary evidence found"
    assert set(words.values()) == {"evidence found"}


def test_a_task_is_due_soon_and_a_learner_has_a_goal(filled):
    service, *_ = filled
    learner = actor(service, LEARNERS[1][1])
    (task,) = [t for t in service.learning.tasks(learner) if not t.done]
    assert timedelta(0) < task.task.due_at - service.now() < timedelta(days=7)
    assert service.learning.goal(actor(service, LEARNERS[0][1])) != ""


def test_progress_is_told_step_by_step(filled):
    assert len(filled[2]) == STEPS


def test_the_terminal_prints_who_can_sign_in_and_says_when_nothing_is_left_to_do(filled, terminal):
    service, made, _, said = filled
    assert "demo.assessor" in said
    assert "shown this once" in said
    assert [p.login for p in made.people if p.password not in said] == []
    again = terminal("demo", folder=service.settings.data)
    assert again.out == "The demonstration is in this database already; nothing was added.\n"


def test_one_portfolio_is_complete_and_locked_one_has_gaps_and_one_a_void_signature(filled):
    service, *_ = filled
    who = {login: actor(service, login) for _, login, _ in LEARNERS}
    seen = {
        login: service.portfolios.view(a, a.person_id, "234")
        for login, a in who.items()
        if login in ("demo.zainab", "demo.amara", "demo.jiho", "demo.owain")
    }
    assert seen["demo.zainab"].dossier.locked
    assert seen["demo.zainab"].matrix.gaps == seen["demo.zainab"].matrix.blocking == ()
    assert 0 < len(seen["demo.amara"].matrix.gaps) < len(seen["demo.owain"].matrix.gaps) + 1
    assert seen["demo.jiho"].dossier.voided("decision:1.1")
    assert len(seen["demo.owain"].matrix.gaps) == 18


def test_every_learner_but_one_wrote_a_profile_and_most_were_talked_through(filled):
    service, *_ = filled
    profiles = {}
    for _, login, _ in LEARNERS:
        who = actor(service, login)
        profiles[login] = service.portfolios.view(who, who.person_id, "234").dossier.profile
    assert [login for login, one in profiles.items() if one is None] == ["demo.owain"]
    written = [one for one in profiles.values() if one is not None]
    assert len(written) / 2 < sum(bool(one.discussed) for one in written) < len(written)
    assert {r.rating for one in written for r in one.deed.ratings} == set(RATINGS)


def test_papers_wait_for_marking_one_was_released_and_one_is_begun(filled):
    store = filled[0].store
    learners = store.people.list(role="learner", limit=50).items
    papers = [p for one in learners for p in store.papers.of_learner(one.id)]
    states = sorted((p.sort, p.status, p.released_at is not None) for p in papers)
    assert states == [
        ("paper", "finished", False),
        ("paper", "finished", False),
        ("paper", "finished", True),
        ("paper", "running", False),
        ("report", "finished", False),
    ]
    assert all(store.papers.verify(p.id).intact for p in papers)
