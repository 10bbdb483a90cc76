"""Administrators keep people: names, roles, who may sign in, whose class. Nobody is deleted."""

from __future__ import annotations

import pytest

from simulator.service.errors import NotAllowed, NotThere, ServiceError
from tests.service.desk import PASSWORD
from tests.service.gas_call import play


@pytest.fixture
def everybody(centre):
    return centre.service.everybody


def signed_in(centre, login, password=PASSWORD):
    return centre.service.people.sign_in(login, password)


def test_somebody_renamed_signs_in_by_the_new_name_and_what_they_did_bears_it(centre, everybody):
    attempt = play(centre)
    was = everybody.somebody(centre.administrator, centre.learner.person_id)
    everybody.rename(centre.administrator, was.id, " Cal  Newname ", "cal.newname")
    assert signed_in(centre, "CAL.newname").actor.name == "Cal Newname"
    with pytest.raises(ServiceError):
        signed_in(centre, was.login)
    assert centre.service.evidence.report(centre.assessor, attempt).learner_name == "Cal Newname"


@pytest.mark.parametrize(
    ("name", "login", "field"), [("", "fine", "name"), ("Cal", "x", "login"), ("Cal", "BEA", "login")]
)
def test_no_entry_is_left_without_a_name_or_with_somebody_elses(centre, everybody, name, login, field):
    before = everybody.somebody(centre.administrator, centre.learner.person_id)
    with pytest.raises(ServiceError) as refused:
        everybody.rename(centre.administrator, before.id, name, login)
    assert refused.value.field == field
    assert everybody.somebody(centre.administrator, before.id) == before


def test_a_changed_role_holds_at_the_next_click(centre, everybody):
    token = signed_in(centre, "bea").token
    everybody.set_roles(centre.administrator, centre.assessor.person_id, frozenset({"tutor"}))
    now = centre.service.people.actor_of(token)
    assert now.roles == {"tutor"}
    with pytest.raises(NotAllowed):
        centre.service.records.queue(now)


def test_an_administrator_cannot_lock_the_installation(centre, everybody):
    own = centre.administrator.person_id
    for deed in (
        lambda: everybody.set_roles(centre.administrator, own, frozenset({"tutor"})),
        lambda: everybody.set_roles(centre.administrator, own, frozenset()),
        lambda: everybody.set_active(centre.administrator, own, False),
    ):
        with pytest.raises(ServiceError):
            deed()
    assert everybody.somebody(centre.administrator, own).active


def test_whoever_is_made_inactive_is_signed_out_and_may_come_back(centre, everybody):
    token = signed_in(centre, "bea").token
    everybody.set_active(centre.administrator, centre.assessor.person_id, False)
    assert centre.service.people.actor_of(token) is None
    with pytest.raises(ServiceError):
        signed_in(centre, "bea")
    assert any(label.endswith("(bea), inactive") for _, label in everybody.listed(centre.administrator))
    everybody.set_active(centre.administrator, centre.assessor.person_id, True)
    assert centre.service.people.actor_of(token) is None, "an old sign-in stays ended"
    assert signed_in(centre, "bea").actor.person_id == centre.assessor.person_id


def test_a_given_password_works_once_to_choose_another(centre, everybody):
    token = signed_in(centre, "bea").token
    given = everybody.give_password(centre.administrator, centre.assessor.person_id)
    assert centre.service.people.actor_of(token) is None
    with pytest.raises(ServiceError):
        signed_in(centre, "bea")
    fresh = signed_in(centre, "bea", given)
    assert fresh.must_change
    assert centre.service.people.actor_of(fresh.token) is None, "nothing opens before it is changed"
    changed = centre.service.people.change_password(fresh.token, given, "nine copper kettles")
    assert centre.service.people.actor_of(changed.token) is not None


def test_a_learner_withdrawn_from_a_class_is_seen_by_its_assessor_no_more_and_keeps_their_calls(
    centre, everybody
):
    attempt = play(centre)
    (own,) = everybody.somebody(centre.administrator, centre.learner.person_id).member_of
    everybody.withdraw(centre.administrator, own[0], centre.learner.person_id)
    with pytest.raises(NotThere):
        centre.service.records.open_attempt(centre.assessor, attempt)
    assert centre.service.records.debrief(centre.learner, attempt).attempt.id == attempt


def test_an_assessor_relieved_of_a_class_looks_after_it_no_more(centre, everybody):
    seen = everybody.somebody(centre.administrator, centre.assessor.person_id)
    everybody.relieve(centre.administrator, seen.assesses[0][0], seen.id)
    assert not centre.service.people.looks_after(centre.assessor, centre.learner.person_id)
    everybody.let_assess(centre.administrator, seen.assesses[0][0], seen.id)
    assert centre.service.people.looks_after(centre.assessor, centre.learner.person_id)


def test_every_change_is_audited_without_a_name(centre, everybody):
    everybody.rename(centre.administrator, centre.learner.person_id, "Cal Newname", "cal.newname")
    everybody.set_roles(centre.administrator, centre.learner.person_id, frozenset({"learner", "tutor"}))
    entries = centre.service.store.audit.list(subject=centre.learner.person_id).items
    assert [e.deed for e in entries][:2] == ["changed roles", "renamed"]
    assert entries[0].detail == {"before": ["learner"], "now": ["learner", "tutor"]}
    assert "Newname" not in str(entries)
