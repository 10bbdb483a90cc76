"""Questioning and discussion: exact words, agreed beforehand, by methods the unit allows; gaps lead on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from simulator.model.portfolio import Agreed, Exchange
from simulator.service.errors import ServiceError
from tests.service.desk import Centre
from tests.service.gas_call import FORBIDDEN, play
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


def test_a_discussion_is_agreed_beforehand(centre: Centre):
    with pytest.raises(ServiceError, match="beforehand"):
        record(centre, method="professional discussion")
    late = Agreed(areas="3.5 escalation", on=TODAY + timedelta(days=1))
    with pytest.raises(ServiceError, match="before"):
        record(centre, method="professional discussion", agreed=late)
    agreed = Agreed(areas="3.5 escalation, 1.4 priorities", on=TODAY - timedelta(days=7))
    item = record(centre, method="professional discussion", agreed=agreed).items[-1].item
    assert item.agreed == agreed
    assert "escalation" in item.narrative


@pytest.mark.parametrize(
    "exchange", [Exchange(question="Why?", answer=""), Exchange(question=" ", answer="x")]
)
def test_half_an_exchange_is_refused(centre: Centre, exchange: Exchange):
    with pytest.raises(ServiceError, match="exact words"):
        record(centre, exchanges=(SAID[0], exchange))


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
