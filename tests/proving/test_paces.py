"""Who types as slowly as limits allow earns what a quick typist earns, or the scenario is not proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.stretching import MOST_STRETCH, USUAL_PACE, stretch_for
from simulator.proving.form_proof import Kept, concluded
from simulator.proving.ground import Ground
from simulator.proving.judged import Marker
from simulator.proving.plan import MODEL, VARIATIONS, typing
from simulator.proving.prove import joined
from tests.proving.stuck_judges import subject_of

FORM = "light"
SLOWEST, STRETCHED = typing(USUAL_PACE), typing(USUAL_PACE / 2)


def reasons_at(subject, *plans):
    """Return why a form is not proven when the job is done by these plans; nobody spoils anything."""
    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    ground = Ground(subject, FORM)

    def judged(plan):
        return marker.judged(ground.played(plan, subject.seed)[0].record, subject.judging)

    play = ground.played(MODEL, subject.seed)[0]
    others = tuple((plan, judged(plan)) for plan in plans)
    kept = Kept(subject, marker, play, judged(MODEL), others, (), ())
    done = joined(subject, [concluded(kept)], shorten=False, elsewhere=False).reasons
    return [why for why in done if why.startswith("The job done")]


def with_limits(subject, **within):
    """Return a subject some of whose indicators have other limits."""
    known = dict(subject.scenario.indicators)
    known |= {name: known[name].model_copy(update={"within": seconds}) for name, seconds in within.items()}
    return replace(subject, scenario=subject.scenario.model_copy(update={"indicators": known}))


@pytest.fixture(scope="module")
def gas(library):
    return subject_of(library, "gas-escape")


def test_the_job_earns_all_at_the_slowest_pace_whose_limits_hold_and_at_a_stretched_one(gas):
    assert reasons_at(gas, SLOWEST, STRETCHED) == []


def test_limits_that_only_a_quick_typist_meets_are_told_with_pace_criterion_and_indicator(gas):
    (why,) = reasons_at(with_limits(gas, fire_told=110, gas_told=110), SLOWEST)
    assert why.startswith("The job done at 5.5 characters a second (light, cast by seed 2) does not earn ")
    assert " 2.1 Tells the gas network (sends): You told Northmoor Gas Distribution only at" in why


def test_who_is_given_less_time_than_the_pace_asks_for_loses_what_others_earn(gas):
    (why,) = reasons_at(gas, replace(STRETCHED, stretch=1.0))
    assert "does not earn" in why


def test_both_paces_are_among_the_ways_in_which_every_job_is_done():
    assert [p.name for p in VARIATIONS if p.hurries] == [
        "at 5.5 characters a second",
        "at 2.75 characters a second, limits stretched 2 times",
    ]
    assert {p.speaks for p in (SLOWEST, STRETCHED)} == {p.writes for p in (SLOWEST, STRETCHED)}
    assert (SLOWEST.stretch, STRETCHED.stretch) == (1.0, 2.0)


def test_somebody_slow_leaves_off_writing_when_a_line_rings_and_goes_on_with_it_later(library):
    subject = subject_of(library, "silent-call")
    play, sight = Ground(subject, "knife").played(STRETCHED, 1)
    again = next(d for d in play.done if d.key == "answer:line:2")
    assert again.t - again.state.lines["line:2"].rang_at <= 2.0
    assert sight.begun["pass:police_control"] > 10.0
    sent = [d for d in play.done if d.key.startswith("pass:police_control")]
    before = play.done[play.done.index(sent[0]) - 1].t
    assert sent[0].t - before < len(sent[0].deed.text) / STRETCHED.writes


def test_the_log_waits_until_everybody_is_told_of_the_incident(gas):
    done = Ground(gas, FORM).played(SLOWEST, 1)[0].done
    told = {}
    for d in done:
        if d.key.startswith("pass:"):
            told.setdefault(d.deed.to, d.t)
    assert {"fire_control", "gas_network", "alpha1"} <= set(told)
    assert min(d.t for d in done if d.key.startswith("field:")) > max(told.values())


@pytest.mark.parametrize(
    ("pace", "stretch"), [(8.0, 1.0), (USUAL_PACE, 1.0), (2.75, 2.0), (1.31, 4.2), (0.4, MOST_STRETCH)]
)
def test_limits_are_stretched_in_proportion_down_to_the_slowest(pace, stretch):
    assert stretch_for(pace) == stretch
