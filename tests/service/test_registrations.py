"""What verifiers know a centre, a qualification and a learner by: who enters it, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from simulator.model.registration import Registration, qan_fault, uln_fault
from simulator.service.errors import NotAllowed, NotThere, ServiceError
from tests.service.portfolio_making import UNIT_234

ULN = "9276308686"
"""The number by which the published rule is explained."""


def test_the_check_digit_of_a_unique_learner_number_follows_the_published_rule():
    assert uln_fault(ULN) == ""
    wrong = [f"{ULN[:n]}{(int(d) + 1) % 10}{ULN[n + 1 :]}" for n, d in enumerate(ULN)]
    swapped = [ULN[:n] + ULN[n + 1] + ULN[n] + ULN[n + 2 :] for n in range(9) if ULN[n] != ULN[n + 1]]
    assert all("check digit" in uln_fault(number) for number in (*wrong, *swapped))
    assert "check digit" in uln_fault("0123456788"), "the sum fits, but none begins with a nought"
    assert all(
        "ten digits" in uln_fault(n) for n in ("", "927630868", "92763086866", "927630868X", "٩276308686")
    )


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("601/2345/6", True),
        ("C00/0123/4", True),
        ("600/1135/X", True),
        ("K/503/0421", False),
        ("601/2345", False),
    ],
)
def test_a_qualification_number_is_told_from_a_units_number(number, fits):
    assert (qan_fault(number) == "") is fits


def test_a_learners_numbers_are_entered_by_an_assessor_of_theirs_or_an_administrator(any_centre):
    centre = any_centre
    kept = centre.service.registrations
    learner = centre.learner.person_id
    assert kept.of_learner(centre.learner, learner) == Registration()
    made = kept.register(centre.assessor, learner, uln="927 630 8686", number="ENR 7", on=date(2026, 9, 1))
    assert made == Registration(uln=ULN, number="ENR 7", on=date(2026, 9, 1))
    iqa = centre.staff("Ivo Lang", "ivo", "iqa")
    for who in (centre.learner, centre.assessor, centre.administrator, iqa):
        assert kept.of_learner(who, learner) == made
    kept.register(centre.administrator, learner, uln=ULN)
    assert kept.of_learner(centre.learner, learner) == Registration(uln=ULN)
    told = [
        e for e in centre.service.store.audit.list(subject=learner).items if e.deed == "registered learner"
    ]
    assert [sorted(e.detail["changed"]) for e in told] == [["number", "on"], ["number", "on", "uln"]]
    assert not any(ULN in str(e) for e in told), "the audit says that it changed, not to what"


def test_nobody_enters_their_own_number_nor_that_of_another_class(centre):
    kept, learner = centre.service.registrations, centre.learner.person_id
    stranger = centre.staff("Gus Ward", "gus", "assessor")
    other = centre.join("Dee Holt", "dee")
    for who in (stranger, centre.learner):
        with pytest.raises(NotAllowed):
            kept.register(who, learner, uln=ULN)
    for who in (stranger, other):
        with pytest.raises(NotThere):
            kept.of_learner(who, learner)
    with pytest.raises(ServiceError, match="not a learner"):
        kept.register(centre.administrator, centre.assessor.person_id, uln=ULN)


@pytest.mark.parametrize(("uln", "days", "words"), [("123", 0, "ten digits"), ("", 1, "still to come")])
def test_a_wrong_number_and_a_day_to_come_are_refused_and_nothing_is_kept(centre, uln, days, words):
    kept, learner = centre.service.registrations, centre.learner.person_id
    with pytest.raises(ServiceError, match=words):
        kept.register(centre.assessor, learner, uln=uln, on=centre.clock().date() + timedelta(days=days))
    assert kept.of_learner(centre.learner, learner) == Registration()


def test_a_registration_leaves_what_else_is_kept_of_a_person_as_it_was(centre):
    person = centre.learner.person_id
    before = dict(centre.service.store.people.get(person).settings)
    centre.service.registrations.register(centre.assessor, person, uln=ULN)
    after = dict(centre.service.store.people.get(person).settings)
    assert after.pop("registration")["uln"] == ULN
    assert after == before


def test_the_qualification_of_a_unit_and_its_quality_assurer_are_the_administrators_to_keep(centre):
    kept = centre.service.registrations
    iqa = centre.staff("Ivo Lang", "ivo", "iqa")
    assert kept.quality_assurers(centre.administrator) == ((iqa.person_id, "Ivo Lang"),)
    made = kept.keep_qualification(
        centre.administrator, UNIT_234, title=" Contact  centre ", number="601/2345/x", assurer=iqa.person_id
    )
    assert (made.title, made.number) == ("Contact centre", "601/2345/X")
    assert kept.qualification(UNIT_234) == made
    with pytest.raises(ServiceError, match="601/2345/6"):
        kept.keep_qualification(centre.administrator, UNIT_234, number="3412")
    with pytest.raises(ServiceError, match="does not hold the role"):
        kept.keep_qualification(centre.administrator, UNIT_234, assurer=centre.assessor.person_id)
    assert kept.qualification(UNIT_234) == made, "what was refused changed nothing"


def test_a_quality_assurer_stands_in_the_register_with_what_they_hold(centre):
    rules, iqa = centre.service.centre_rules, centre.staff("Ivo Lang", "ivo", "iqa")
    rules.register(
        centre.administrator, iqa.person_id, qualified=True, qualification="Quality assurance award, 2021"
    )
    held = {name: standing.qualification for _, name, standing in rules.assessors(centre.administrator)}
    assert held["Ivo Lang"] == "Quality assurance award, 2021"
    with pytest.raises(ServiceError, match="neither"):
        rules.register(centre.administrator, centre.learner.person_id, qualified=False)
