"""The shipped scenarios are marked from real plays: silence earns nothing, and every sentence is whole."""

import re
from functools import lru_cache
from itertools import count

import pytest

from simulator.engine.casting import draw
from simulator.marking.calls import mark
from simulator.model import commands as cmd
from simulator.model.events import as_record
from simulator.model.load_scenario import load_scenario
from simulator.model.load_unit import load_unit
from simulator.model.phrase_bank import load_phrases
from simulator.model.told_to import told_to
from tests.engine.builders import Play
from tests.marking.small_world import ROOT, organisation

FILES = sorted((ROOT / "scenarios" / "wendshire").glob("*.yaml"))
SEEDS = range(3)


@lru_cache
def unit():
    found, faults = load_unit(ROOT / "criteria" / "unit-234")
    assert found is not None, faults
    return found


@lru_cache
def shipped(path):
    bank, faults = load_phrases(ROOT / "scenarios" / "phrases")
    assert bank is not None, faults
    found, faults = load_scenario(path, organisation=organisation(), unit=unit(), shared_acts=bank.by_id)
    assert found is not None, faults
    return found


def play_of(path, seed):
    scenario = shipped(path)
    cast = draw(scenario, organisation(), seed)
    mode = "assessment" if "assessment" in scenario.used_for else scenario.used_for[0]
    play = Play(scenario, organisation(), seed=seed, mode=mode, cast=cast.values, variant=cast.variant)
    return scenario, play


def answer_all(play):
    for line in tuple(play.state.lines.values()):
        if line.status == "ringing":
            play.do(cmd.Answer(line=line.id))


def finished(play):
    play.do(cmd.Finish())
    return as_record(tuple(play.events))


def said_to_others(sentence):
    said = re.sub(r"“[^”]*”", "…", told_to("others", sentence))
    assert not re.search(r"\b(you|your|yours|learner (are|were|have|do))\b", said, re.IGNORECASE), said


def checked(record, scenario):
    marking = mark(record, scenario, organisation(), unit())
    places = {r.seq for r in record}
    for finding in marking.findings:
        for one in finding.indicators:
            assert set(one.cites) <= places
            assert "{" not in one.sentence, one
            assert one.sentence.endswith("."), one
            said_to_others(one.sentence)
        said_to_others(finding.sentence)
    assert marking.opening.endswith(".")
    said_to_others(marking.opening)
    return marking


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_learner_who_only_answers_the_phone_earns_no_criterion(path, seed):
    scenario, play = play_of(path, seed)
    for _ in range(20):
        play.wait(20)
        answer_all(play)
    marking = checked(finished(play), scenario)
    assert [f.criterion for f in marking.findings if f.finding == "evidence found"] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_learner_who_never_answers_earns_no_criterion(path):
    scenario, play = play_of(path, 1)
    play.wait(200)
    marking = checked(finished(play), scenario)
    assert [f.criterion for f in marking.findings if f.finding == "evidence found"] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_learner_who_only_asks_earns_nothing_for_log_priority_or_passing_on(path, seed):
    scenario, play = play_of(path, seed)
    acts = sorted({act for fact in scenario.facts.values() for act in fact.asked_by})
    rounds = count()
    for _ in range(30):
        play.wait(8)
        answer_all(play)
        for line in tuple(play.state.lines.values()):
            if line.call and line.status == "live" and acts:
                play.say(acts[next(rounds) % len(acts)], text="and what about this", line=line.id)
    marking = checked(finished(play), scenario)
    earned = {f.criterion for f in marking.findings if f.finding == "evidence found"}
    assert earned <= {"1.1", "1.2", "1.6"}
