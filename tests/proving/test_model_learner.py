"""The model learner earns what a scenario claims, silence earns nothing, one bad line costs its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.condition import Condition
from simulator.model.events import (
    CueFired,
    CuePassed,
    Deployed,
    FieldWritten,
    MessageSent,
    PrioritySet,
    Refused,
    Spoke,
)
from simulator.model.scenario import KINDS, kind_of
from simulator.proving import doings
from simulator.proving.door import stage
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import CARELESS_LOG, FORBIDDEN_ADVICE, FORGETS_HAZARD, MODEL, PLANS, RUDE, SILENT
from tests.proving.playing import MARKED, SHIPPED, findings, freshly_played, marked, not_shown, played
from tests.proving.stuck_judges import subject_of

EARNED = "evidence found"


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", MARKED)
def test_the_model_learner_earns_every_claimed_criterion_in_every_variant(library, name, seed):
    for variant in library.scenario(name).variants or ("",):
        record = played(library, name, variant, seed=seed)
        missed = list(not_shown(library, name, record))
        earned = findings(library, name, record)
        claimed = dict.fromkeys(library.scenario(name).criteria, EARNED)
        assert earned == claimed, (variant, missed)


@pytest.mark.parametrize("name", MARKED)
def test_a_silent_learner_earns_nothing(library, name):
    for variant in library.scenario(name).variants or ("",):
        found = findings(library, name, played(library, name, variant, plan=SILENT))
        assert EARNED not in found.values(), variant


@pytest.mark.parametrize("name", MARKED)
def test_one_piece_of_forbidden_advice_is_contrary_evidence_on_advice_and_costs_nothing_else(library, name):
    for variant in library.scenario(name).variants or ("",):
        record = played(library, name, variant, plan=FORBIDDEN_ADVICE)
        found = findings(library, name, record)
        assert found.pop("1.6") == "contrary evidence found", variant
        assert set(found.values()) == {EARNED}, (variant, list(not_shown(library, name, record)))


def test_whoever_forgets_the_hazard_loses_passing_on_and_keeps_the_log(library):
    found = findings(library, "gas-escape", played(library, "gas-escape", "light", plan=FORGETS_HAZARD))
    assert found["1.5"] == "partial evidence"
    assert found["1.3"] == EARNED


def test_a_transposed_house_number_loses_the_log_and_no_advice(library):
    found = findings(library, "gas-escape", played(library, "gas-escape", "light", plan=CARELESS_LOG))
    assert found["1.3"] == "partial evidence"
    assert found["1.6"] == EARNED


def test_a_rude_learner_does_not_earn_courtesy(library):
    found = findings(library, "gas-escape", played(library, "gas-escape", "light", plan=RUDE))
    assert found["1.1"] in ("partial evidence", "contrary evidence found")


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_learner_comes_to_the_end_of_every_scenario(library, plan):
    for name in SHIPPED:
        variant = next(iter(library.scenario(name).variants), "")
        record = played(library, name, variant, plan=plan)
        assert record[-1].event.kind == "attempt_ended", name
        assert record[-1].event.t <= library.scenario(name).at_latest + 90, name


def test_the_same_seed_gives_the_same_record_and_another_one_gives_other_words(library):
    first, other = (played(library, "gas-escape", "light", seed=n) for n in (1, 2))
    assert first == freshly_played(library, "gas-escape", "light", plan=MODEL, seed=1)

    def said(record):
        return [r.event.text for r in record if isinstance(r.event, Spoke)]

    assert said(first) != said(other)


def test_the_learner_hands_over_words_and_the_reader_finds_the_acts(library):
    record = played(library, "gas-escape", "light")
    spoken = [r.event for r in record if isinstance(r.event, Spoke | MessageSent)]
    assert spoken
    assert {event.reading.reader for event in spoken} == {subject_of(library, "gas-escape").reader.name}


def test_the_model_learner_is_never_refused_a_deed_on_a_call_of_one_line(library):
    for name in ("gas-escape", "road-collision"):
        variant = next(iter(library.scenario(name).variants))
        refused = [r.event.why for r in played(library, name, variant) if isinstance(r.event, Refused)]
        assert refused == [], name


def test_every_kind_of_indicator_has_its_doing_or_the_habit_that_serves_it():
    done = {kind for kind, doing in doings.DOINGS.items() if doing is not doings.nothing}
    assert set(doings.DOINGS) == set(KINDS)
    assert done | set(doings.SERVED_BY_HABIT) == set(KINDS)
    assert done & set(doings.SERVED_BY_HABIT) == set()


def test_what_a_plan_leaves_out_is_not_done_and_costs_its_criterion(library):
    without = replace(MODEL, leaves_out=frozenset({"supervisor"}))
    results = {
        i.indicator: i.result
        for f in marked(library, "gas-escape", played(library, "gas-escape", "light", plan=without)).findings
        for i in f.indicators
    }
    assert results.pop("supervisor") == "not shown"
    assert set(results.values()) <= {"shown", "no chance"}


def test_what_the_procedures_ask_for_is_done_though_the_scenario_marks_none_of_it(library):
    scenario, organisation = library.scenario("gas-escape"), library.organisation("wendshire")
    gone = ("log_type", "sets_priority", "gives_reason", "deploys", "reads_back", "advises")
    left = {k: one for k, one in scenario.indicators.items() if kind_of(one) not in gone}
    world = stage(scenario.model_copy(update={"indicators": left}), organisation, 1, "light")
    words = {act.id: act.phrasings for act in library.bank.acts}
    did = [r.event for r in play_learner(world, subject_of(library, "gas-escape").reader, words, MODEL, 1)]
    assert any(isinstance(e, PrioritySet) for e in did)
    assert any(isinstance(e, Deployed) for e in did)
    assert any(isinstance(e, FieldWritten) and e.field == organisation.type_field for e in did)
    assert any(isinstance(e, Spoke) and "address" in e.carries and "Is that right?" in e.text for e in did)
    said = {act for e in did if isinstance(e, Spoke) for act in e.reading.sure()}
    card = next(c for c in organisation.cards if c.id == "GAS-1")
    assert {i.act for i in card.items if i.always} <= said


@pytest.mark.parametrize(
    ("said", "happened"),
    [("advise_keep_warm/advise_no_switches", CuePassed), ("advise_keep_warm/advise_hazard_lights", CueFired)],
)
def test_who_says_one_of_two_acts_that_serve_as_well_prevents_what_waits_for_either(library, said, happened):
    scenario, organisation = library.scenario("gas-escape"), library.organisation("wendshire")
    cues = {"sparks": scenario.cues["sparks"].model_copy(update={"unless": Condition(said=(said,))})}
    world = stage(scenario.model_copy(update={"cues": scenario.cues | cues}), organisation, 1, "light")
    words = {act.id: act.phrasings for act in library.bank.acts}
    did = [r.event for r in play_learner(world, subject_of(library, "gas-escape").reader, words, MODEL, 1)]
    assert [type(e) for e in did if isinstance(e, CuePassed | CueFired) and e.cue == "sparks"] == [happened]
