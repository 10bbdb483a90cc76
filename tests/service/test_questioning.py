"""Questioning and discussion: exact words, agreed beforehand, by methods the unit allows; gaps lead on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from simulator.model.planned import PlanReviewed
from simulator.model.portfolio import Agreed, Exchange
from simulator.service.errors import ServiceError
from tests.service.desk import Centre
from tests.service.gas_call import FORBIDDEN, play
from tests.service.portfolio_making import add, sign
from tests.service.portfolio_making import item as made_item
from tests.service.writing import UNIT, assessed, dossier

TODAY = date(2026, 11, 24)
SAID = (
    Exchange(question="Who is told first?", answer="The duty manager.", criterion="3.5", outcome="shown"),
    Exchange(question="And then?", answer="I don't know.", criterion="3.5", outcome="not shown"),
    Exchange(question="And P1?", answer="Life at risk.", criterion="1.4", at=75.0, outcome="shown in part"),
)  # fmt: skip


def record(centre: Centre, **more):
    wanted = {
        "method": "questioning", "title": "Asked after the call", "on": TODAY, "questioned": "face to face",
        "exchanges": SAID,
    } | more  # fmt: skip
    return centre.service.questioning.record(centre.assessor, centre.learner.person_id, UNIT, **wanted)


def test_the_exact_question_and_answer_stand_in_the_portfolio_with_who_asked(centre: Centre):
    item = record(centre).items[-1].item
    assert [(x.question, x.answer) for x in item.exchanges] == [(x.question, x.answer) for x in SAID]
    assert {x.asked_by for x in item.exchanges} == {"Bea Quill"}
    assert item.criteria == ("3.5", "1.4")
    assert [c.at for c in item.claims if c.criterion == "1.4"] == [75.0]


def test_an_answer_that_showed_nothing_maps_to_nothing(centre: Centre):
    item = record(centre, exchanges=(SAID[1],)).items[-1].item
    assert item.criteria == ()


def planned(centre: Centre, *, agreed: bool = True, method: str = "professional discussion") -> str:
    """Plan a discussion of 3.5 and 1.4 and return the plan's id."""
    made = centre.service.gathering.plan(
        centre.assessor, centre.learner.person_id, UNIT, criteria=("3.5", "1.4"), method=method,
        what="Escalation and priorities", due=TODAY + timedelta(days=7), agreed=agreed,
    )  # fmt: skip
    return made.plans[-1].made.plan


def discussed(centre: Centre, plan: str, **more):
    return record(centre, method="professional discussion", plan=plan, **more)


def test_a_discussion_fulfils_a_plan_that_the_learner_agreed_to_before_it(centre: Centre):
    plan = planned(centre)
    item = discussed(centre, plan).items[-1].item
    assert item.plan == plan
    assert item.agreed == Agreed(areas="3.5, 1.4: Escalation and priorities", on=TODAY)
    changed = item.model_copy(update={"narrative": "Held in the quiet room.", "agreed": None, "plan": ""})
    learner = centre.learner.person_id
    after = centre.service.gathering.change_evidence(centre.assessor, learner, UNIT, changed, "The place")
    assert after.items[-1].item.agreed == item.agreed, "what was agreed is nobody's to write anew"


def test_a_discussion_without_an_agreed_plan_of_a_discussion_is_refused(centre: Centre):
    other = centre.join("Dee Holt", "dee").person_id
    theirs = centre.service.gathering.plan(
        centre.assessor, other, UNIT, criteria=("3.5",), method="professional discussion", what="x",
        due=TODAY, agreed=True,
    ).plans[-1].made.plan  # fmt: skip
    for plan in ("", planned(centre, agreed=False), planned(centre, method="questioning"), theirs):
        with pytest.raises(ServiceError, match="beforehand"):
            discussed(centre, plan)
        entered = made_item("professional discussion", ("3.5",)).model_copy(update={"plan": plan})
        with pytest.raises(ServiceError, match="beforehand"):
            add(centre, entered)


def test_a_plan_made_after_the_discussion_is_no_agreement_before_it(centre: Centre):
    plan = planned(centre)
    with pytest.raises(ServiceError, match="after the day of the discussion"):
        discussed(centre, plan, on=TODAY - timedelta(days=1))


def test_a_plan_that_was_dropped_is_fulfilled_no_more(centre: Centre):
    plan, learner = planned(centre), centre.learner.person_id
    review = PlanReviewed(by="", plan=plan, outcome="dropped", text="The learner was ill")
    centre.service.gathering.review_plan(centre.assessor, learner, UNIT, review)
    assert centre.service.questioning.plans_for_discussion(centre.assessor, learner, UNIT) == ()
    with pytest.raises(ServiceError, match="beforehand"):
        discussed(centre, plan)


def test_a_discussion_that_was_held_closes_its_plan_until_it_goes_on_or_is_withdrawn(centre: Centre):
    learner, service = centre.learner.person_id, centre.service

    def offered() -> list[str]:
        return [p.made.plan for p in service.questioning.plans_for_discussion(centre.assessor, learner, UNIT)]

    def reviewed(outcome: str) -> None:
        said = PlanReviewed(by="", plan=plan, outcome=outcome, text="Half of it was discussed")
        service.gathering.review_plan(centre.assessor, learner, UNIT, said)

    plan = planned(centre)
    held = discussed(centre, plan).items[-1]
    now = dossier(centre).plans[-1]
    assert (now.state, now.held, offered()) == ("held, not reviewed yet", held.item.id, [])
    with pytest.raises(ServiceError, match="beforehand"):
        discussed(centre, plan)
    reviewed("goes on")
    assert offered() == [plan]
    again = discussed(centre, plan).items[-1]
    service.gathering.withdraw_evidence(centre.assessor, learner, UNIT, again.item.id, "The wrong learner")
    assert offered() == [plan]
    discussed(centre, plan)
    reviewed("done")
    assert (dossier(centre).plans[-1].state, offered()) == ("done", [])


def test_a_review_leaves_the_signatures_of_what_was_planned_standing(centre: Centre):
    plan, learner = planned(centre), centre.learner.person_id
    subject = f"plan:{plan}"
    for party in (centre.assessor, centre.learner):
        sign(centre, party, subject)
    for text in ("Half of it was discussed", "The rest on Friday"):
        review = PlanReviewed(by="", plan=plan, outcome="goes on", text=text)
        centre.service.gathering.review_plan(centre.assessor, learner, UNIT, review)
    now = dossier(centre)
    assert [s.void for s in now.signatures] == ["", ""]
    sign(centre, centre.assessor, subject)
    assert dossier(centre).signed(subject, "assessor").seq > now.last_seq


@pytest.mark.parametrize(
    "exchange", [Exchange(question="Why?", answer=""), Exchange(question=" ", answer="x")]
)
def test_half_an_exchange_is_refused(centre: Centre, exchange: Exchange):
    with pytest.raises(ServiceError, match="exact words"):
        record(centre, exchanges=(SAID[0], exchange))


def test_a_question_that_names_no_criterion_is_refused_with_its_place(centre: Centre):
    asked = Exchange(question="Who takes it over?", answer="The shift supervisor.", criterion="3.5")
    with pytest.raises(ServiceError, match="Exchange 2 names no criterion"):
        record(centre, exchanges=(asked, asked.model_copy(update={"criterion": ""})))


def test_what_to_ask_next_comes_from_this_learners_own_gaps(centre: Centre):
    assessed(centre, ("3.4",), lambda q: f"{q.points[0].examples[0]}, and I write that down in the log.")
    assessed(centre, ("3.8",), lambda _: "resources, crews, units, board, roster")
    call = play(centre, "assessment", FORBIDDEN)
    found = centre.service.questioning.follow_ups(centre.assessor, centre.learner.person_id, UNIT)
    by = {f.criterion: f for f in found}
    assert "not in the answer" in by["3.4"].because
    assert "could not be analysed" in by["3.8"].because
    findings = centre.service.records.open_attempt(centre.assessor, call).marking.findings
    contrary = {f.criterion for f in findings for i in f.indicators if i.result == "contrary"}
    assert contrary
    assert contrary <= set(by)
    assert dossier(centre).decisions == {}
