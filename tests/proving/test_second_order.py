"""Critical flags that are turned: tried where a play could show what they change, else said to be untried."""

from __future__ import annotations

import pytest

from simulator.model.scenario_checks_references import CHANGE
from simulator.proving.door import stage
from simulator.proving.judged import Marker
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import FORGETS_HAZARD, MODEL
from simulator.proving.second_order import CONTRARY, FLAG, alterations, noticed, sets_flag
from tests.proving.stuck_judges import subject_of


@pytest.fixture(scope="module")
def judged(library):
    """Return how a plan's play of the gas escape is judged."""
    subject = subject_of(library, "gas-escape")
    marker = Marker(subject.scenario, subject.organisation, subject.unit)

    def of(plan):
        world = stage(subject.scenario, subject.organisation, 1, "light")
        return marker.judged(play_learner(world, subject.reader, subject.words, plan, 1))

    return of


def set_flags(play):
    found = [a for a in alterations(play.brief.scenario) if a.change == FLAG]
    return [a for a in found if sets_flag(a)]


def test_a_flag_that_is_set_is_tested_by_a_play_that_is_then_contrary(judged):
    good, forgets = judged(MODEL), judged(FORGETS_HAZARD)
    lost = [a for a in set_flags(forgets) if forgets.results[a.indicator].kind == "carries"]
    assert any(noticed(a, [good, forgets]) for a in lost)
    assert not any(noticed(a, [good]) for a in lost)


def test_a_flag_of_a_kind_that_is_never_contrary_is_tested_by_nothing(judged):
    plays = [judged(MODEL), judged(FORGETS_HAZARD)]
    never = [a for a in set_flags(plays[0]) if plays[0].results[a.indicator].kind not in CONTRARY]
    assert len(never) > 20
    assert not any(noticed(a, plays) for a in never)


def test_what_an_indicator_would_be_is_judged_by_whoever_judged_the_play(judged):
    play = judged(MODEL)
    play.judging = lambda case: play.results[case.name].model_copy(update={"sentence": "Stuck."})
    name, one = next(iter(play.brief.scenario.indicators.items()))
    assert play.with_indicator(name, one).sentence == "Stuck."


def test_what_may_be_declared_as_not_noticed_is_just_what_is_changed(library):
    named = {one.id.partition(": ")[2] for s in library.scenarios() for one in alterations(s)}
    assert len(named) > 50
    assert [name for name in named if not CHANGE.match(name)] == []
    assert not CHANGE.match("removed")
