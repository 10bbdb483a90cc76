"""What is changed of the marking: flags are tried where a play could show it, and each limit is moved."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from simulator.model.scenario_checks_references import CHANGE
from simulator.proving.door import stage
from simulator.proving.judged import Marker
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import FORGETS_HAZARD, MODEL
from simulator.proving.prove import in_words
from simulator.proving.second_order import (
    CONTRARY,
    FLAG,
    GRADING_HALVED,
    HALVED,
    alterations,
    alterations_of,
    noticed,
    sets_flag,
)
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


def changes_of(library, scenario, indicator):
    known = next(one for one in library.scenarios() if one.id == scenario)
    return {a.change: a.changed for a in alterations_of(known, indicator) if a.change != "without"}


def test_the_time_for_a_level_is_loosened_and_tightened_where_it_stands_at_the_incident(library):
    scenario = next(one for one in library.scenarios() if one.id == "gas-escape")
    name = next(key for key, one in scenario.indicators.items() if one.sets_priority)
    allowed = next(iter(scenario.incidents.values())).set_within
    found = changes_of(library, "gas-escape", name)
    assert scenario.indicators[name].within is None
    assert found["limit doubled"].within == 2 * allowed
    assert found["limit halved"].within == allowed / 2


def test_the_time_from_the_level_and_how_calm_a_caller_has_to_be_are_limits_too(library):
    from_the_level = changes_of(library, "road-collision", "supervisor")
    assert from_the_level["time from grading doubled"].once_graded == 240
    assert from_the_level["time from grading halved"].once_graded == 60
    calm = changes_of(library, "gas-escape", "settles")
    assert (calm["mood lowered"].mood_ends, calm["mood raised"].mood_ends) == (4, 8)


def test_every_change_of_a_limit_is_told_in_a_tutors_words(library):
    scenario = next(one for one in library.scenarios() if one.id == "road-collision")
    subject = SimpleNamespace(scenario=scenario)
    tried = alterations_of(scenario, "supervisor")
    limits = [a for a in tried if a.change in (HALVED, GRADING_HALVED, "time from grading doubled")]
    assert len(limits) == 3
    told = [in_words(subject, one) for one in limits]
    assert all(words.startswith("Nobody would now notice ") and "supervisor" in words for words in told)
