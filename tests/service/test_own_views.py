"""A unit is not signed off on a call of the blind share before who decided by it said what they saw there."""

from __future__ import annotations

import pytest

from reports.assemble import reference_of
from simulator.model.portfolio import UNIT
from simulator.service.errors import CannotDo, NotAllowed
from tests.service.packing import LOCAL
from tests.service.portfolio_making import (
    UNIT_234,
    add,
    all_decided,
    decide,
    declare,
    item,
    qualify,
    sign,
)
from tests.service.test_blind_first import handed_in, pack, view_all

REASON = "Every criterion is met by work."


@pytest.fixture
def call(centre) -> str:
    """Return a call that is viewed blind first, in a portfolio where nothing else is missing."""
    qualify(centre)
    centre.service.observing.set_blind_share(centre.administrator, 100)
    return handed_in(centre)


def observed(centre, attempt, *criteria):
    draft = centre.service.observing.drafted(centre.assessor, attempt)
    claims = item(criteria=criteria).claims
    return add(centre, draft.model_copy(update={"claims": claims, "narrative": "As it was."}))


def everything(centre) -> None:
    all_decided(centre)
    declare(centre)


def decide_unit(centre, *, competent=True):
    return centre.service.deciding.decide_unit(
        centre.assessor, centre.learner.person_id, UNIT_234, competent=competent, reason=REASON
    )


def missing(centre, who=None):
    return centre.service.deciding.views_missing(who or centre.assessor, centre.learner.person_id, UNIT_234)


def test_the_unit_waits_for_the_own_view_of_the_call_that_a_decision_relies_on(centre, call):
    viewable = centre.service.observing.still_blind(centre.assessor, call)
    observed(centre, call, *viewable[:2])
    everything(centre)
    for competent in (True, False):
        with pytest.raises(CannotDo, match=rf"{reference_of(call)} .* for {viewable[0]}, {viewable[1]}\."):
            decide_unit(centre, competent=competent)
    (lacking,), others = missing(centre)
    assert (lacking.attempt_id, lacking.assessor) == (call, centre.assessor.person_id)
    assert (lacking.criteria, others) == (viewable[:2], ())
    centre.service.observing.view_blind(centre.assessor, call, viewable[0], "partial evidence")
    with pytest.raises(CannotDo, match=rf"for {viewable[1]}\."):
        decide_unit(centre)
    centre.service.observing.view_blind(centre.assessor, call, viewable[1], "evidence found")
    assert missing(centre) == ((), ())
    assert decide_unit(centre).unit is not None
    sign(centre, centre.assessor, UNIT)
    assert sign(centre, centre.learner, UNIT).locked


def test_deciding_again_without_the_call_frees_the_unit_as_well(centre, call):
    (criterion, *_) = centre.service.observing.still_blind(centre.assessor, call)
    seen = observed(centre, call, criterion)
    everything(centre)
    with pytest.raises(CannotDo, match="decide these criteria again without them"):
        decide_unit(centre)
    standing = centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234).standing
    from_work = [i.item.id for i in standing if criterion in i.item.criteria and i != seen]
    decide(centre, criterion, relied_on=from_work)
    sign(centre, centre.assessor, f"decision:{criterion}")
    assert decide_unit(centre).unit is not None


def test_a_share_that_is_raised_after_the_units_decision_still_holds_its_signature_up(centre, call):
    (criterion, *_) = centre.service.observing.still_blind(centre.assessor, call)
    centre.service.observing.set_blind_share(centre.administrator, 0)
    observed(centre, call, criterion)
    everything(centre)
    decide_unit(centre)
    centre.service.observing.set_blind_share(centre.administrator, 100)
    with pytest.raises(CannotDo, match="viewed blind first"):
        sign(centre, centre.assessor, UNIT)
    view_all(centre, call)
    assert sign(centre, centre.assessor, UNIT).signed(UNIT, "assessor")


def test_the_view_that_counts_is_that_of_who_decided(centre, call):
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    (criterion, *_) = centre.service.observing.still_blind(centre.assessor, call)
    observed(centre, call, criterion)
    everything(centre)
    centre.service.observing.view_blind(other, call, criterion, "evidence found")
    with pytest.raises(CannotDo, match=reference_of(call)):
        decide_unit(centre)


def test_a_call_on_which_no_decision_relies_holds_nothing_up_and_the_pack_says_nobody_viewed_it(centre, call):
    everything(centre)
    lacking, (other,) = missing(centre)
    assert (lacking, other.attempt_id, other.criteria) == ((), call, ())
    assert decide_unit(centre).unit is not None
    annex = pack(centre, LOCAL)["data/index.html"].decode().split('id="doc-14"', 1)[1].split("<h2", 1)[0]
    findings = centre.service.records.findings_of(call)
    assert annex.count("to be viewed first, and nobody did") == len(findings)
    view_all(centre, call)
    assert missing(centre) == ((), ())


def test_a_criterion_of_which_the_call_has_no_finding_needs_no_view(centre, call):
    assert "3.1" not in centre.service.records.findings_of(call)
    asked = item("questioning", ("3.1",), title="Asked about this call", incident="", incident_type="")
    add(centre, asked.model_copy(update={"attempt": call, "setting": "simulated"}))
    everything(centre)
    assert missing(centre)[0] == ()
    assert decide_unit(centre).unit is not None


def test_a_call_of_which_a_part_was_erased_can_be_viewed_by_nobody_and_waits_for_nobody(centre, call):
    (criterion, *_) = centre.service.observing.still_blind(centre.assessor, call)
    observed(centre, call, criterion)
    everything(centre)
    centre.service.store.attempts.erase(call, [1], actor="x", reason="asked for", erased_at=centre.clock())
    assert decide_unit(centre).unit is not None


def test_learners_and_strangers_are_told_nothing_of_blind_calls(centre, call):
    for who in (centre.learner, centre.staff("Gus Ward", "gus", "assessor")):
        with pytest.raises(NotAllowed):
            missing(centre, who)
    assert missing(centre, centre.staff("Ivo Lang", "ivo", "iqa")) == missing(centre)
