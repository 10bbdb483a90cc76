"""What an assessor said of a call reaches its learner with the release, and nobody else by it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from simulator.service.errors import CannotDo, NotThere
from simulator.service.observing import Observing
from simulator.service.reviewing import review
from tests.service.gas_call import FORBIDDEN, play

WHY = "Cal said it of the neighbour's cellar, not of this one."


@pytest.fixture
def said(centre: Any) -> Any:
    """Return what plays the call and lets Bea disagree, rule, comment and give feedback: said(mode) -> id."""

    def make(mode: str = "assessment") -> str:
        attempt = partial(play, centre)(mode, FORBIDDEN)
        records, observing = centre.service.records, centre.service.observing
        results = {
            i.indicator: i.result
            for f in records.open_attempt(centre.assessor, attempt).marking.findings
            for i in f.indicators
        }
        contrary = next(i for i, r in results.items() if r == "contrary")
        undecided = next(i for i, r in results.items() if r == "undecided")
        shown = next(i for i, r in results.items() if r == "shown")
        records.judge(centre.assessor, attempt, contrary, "disagree", WHY)
        records.judge(centre.assessor, attempt, undecided, "shown")
        records.judge(centre.assessor, attempt, shown, "agree")
        observing.mark(centre.assessor, attempt, "1.6", "Calm here.", at=12.0, seq=4)
        observing.mark(centre.assessor, attempt, "1.4", at=20.0)
        give(observing, centre, attempt)
        return attempt

    return make


def give(observing: Observing, centre: Any, attempt: str) -> None:
    learner = centre.learner.person_id
    observing.give_feedback(
        centre.assessor, learner, "234", criteria=("1.6",), text="Ask about oxygen sooner.", attempt=attempt
    )
    observing.give_feedback(centre.assessor, learner, "234", criteria=(), text="Of no call in particular.")


def test_after_the_release_a_learner_reads_what_their_assessor_sees_otherwise(centre, said):
    attempt = said()
    centre.service.records.release(centre.assessor, attempt)
    found = review(centre.service.records.debrief(centre.learner, attempt))
    told = centre.service.telling_back.of_call(centre.learner, attempt)
    judged = [(i.result, i.judged) for f in found.findings for i in f.indicators if i.judged]
    assert [(r, j.answer, told.name(j.by)) for r, j in judged if r == "contrary"] == [
        ("contrary", "disagree", "Bea Quill")
    ]
    assert {j.reason for r, j in judged if r == "contrary"} == {WHY}
    assert {j.answer for _, j in judged} == {"disagree", "shown"}, "what was agreed to is no news"
    assert [(c.at, c.text, told.name(c.by)) for c in told.comments] == [(12.0, "Calm here.", "Bea Quill")]
    assert [f.given.text for f in told.feedback] == ["Ask about oxygen sooner."]


def test_before_the_release_there_is_nothing_of_it(centre, said):
    attempt = said()
    for door in (centre.service.telling_back.of_call, centre.service.records.debrief):
        with pytest.raises(CannotDo, match="Handed in"):
            door(centre.learner, attempt)


def test_nothing_of_it_reaches_another_learner(centre, said):
    attempt = said()
    centre.service.records.release(centre.assessor, attempt)
    other = centre.join("Dee Holt", "dee")
    with pytest.raises(NotThere, match="no such call among yours"):
        centre.service.telling_back.of_call(other, attempt)


def test_of_a_practice_call_only_the_feedback_was_given(centre, said):
    attempt = said("practice")
    told = centre.service.telling_back.of_call(centre.learner, attempt)
    assert centre.service.records.debrief(centre.learner, attempt).judged == {}
    assert told.comments == ()
    assert [f.given.text for f in told.feedback] == ["Ask about oxygen sooner."]


def test_an_own_view_that_came_first_stays_the_assessors(centre):
    observing, records = centre.service.observing, centre.service.records
    observing.set_blind_share(centre.administrator, 100)
    attempt = play(centre, "assessment")
    for criterion in observing.still_blind(centre.assessor, attempt):
        observing.view_blind(centre.assessor, attempt, criterion, "contrary evidence found")
    records.release(centre.assessor, attempt)
    told = centre.service.telling_back.of_call(centre.learner, attempt)
    assert (told.comments, told.feedback) == ((), ())
    assert records.debrief(centre.learner, attempt).judged == {}
