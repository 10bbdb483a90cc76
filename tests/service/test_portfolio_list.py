"""The list of portfolios, as quality assurers narrow it: state, classes, and who assesses whom."""

from __future__ import annotations

from simulator.service.portfolios import STATES
from tests.service.portfolio_making import UNIT_234, add, all_decided, decide, enough, item, qualify, sign
from tests.service.portfolio_making import signed_off as sign_off


def row(centre):
    """Return the learner's row as the quality assurer reads it."""
    assurer = getattr(centre, "assurer", None) or centre.staff("Ivo Lang", "ivo", "iqa")
    centre.assurer = assurer
    rows = centre.service.portfolios.overview(assurer, UNIT_234)
    return next(r for r in rows if r.learner_id == centre.learner.person_id)


def test_every_portfolio_has_one_state_from_nothing_to_signed_by_everybody(centre):
    assert row(centre).state == "nothing yet"
    first = add(centre, item(criteria=("1.1",)))
    assert row(centre).state == "evidence so far"
    enough(centre)
    assert row(centre).state == "ready to decide"
    decide(centre, "1.1")
    sign(centre, centre.assessor, "decision:1.1")
    changed = first.item.model_copy(update={"narrative": "It was otherwise."})
    centre.service.gathering.change_evidence(
        centre.assessor, centre.learner.person_id, UNIT_234, changed, "The wrong shift."
    )
    assert row(centre).state == "signature void"


def test_a_decided_unit_waits_for_hands_until_everybody_signed_it(centre):
    sign_off(centre)
    assert row(centre).state == "signed by everybody"
    centre.service.deciding.unlock(
        centre.assurer, centre.learner.person_id, UNIT_234, "Sample found 1.4 too thin."
    )
    assert row(centre).state == "signature void"
    sign(centre, centre.assessor, "unit")
    sign(centre, centre.learner, "unit")
    assert row(centre).state == "signed by everybody"
    assert set(STATES) >= {row(centre).state}


def test_a_row_names_the_classes_of_a_learner_and_everybody_who_assesses_them(centre):
    made = row(centre)
    assert (made.classes, made.assessors) == (("Tuesday evening",), ("Bea Quill",))
    other = centre.staff("Gus Ward", "gus", "assessor")
    tutor = centre.staff("Fay Dunn", "fay", "tutor")
    centre.service.store.cohorts.put(centre.class_id, tutor.person_id, "assessor", centre.clock())
    assert row(centre).assessors == ("Bea Quill",), "a tutor of the class assesses nobody"
    second = centre.service.people.open_class(other, "A late shift")
    centre.service.store.cohorts.put(second.id, centre.learner.person_id, "member", centre.clock())
    made = row(centre)
    assert made.classes == ("A late shift", "Tuesday evening")
    assert set(made.assessors) == {"Bea Quill", "Gus Ward"}
    centre.service.everybody.withdraw(centre.administrator, second.id, centre.learner.person_id)
    assert row(centre).assessors == ("Bea Quill",)
    qualify(centre)
    all_decided(centre)
    centre.service.everybody.relieve(centre.administrator, centre.class_id, centre.assessor.person_id)
    assert row(centre).assessors == ("Bea Quill",), "who decided stays named"
