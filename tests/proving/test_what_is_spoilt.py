"""What a proof says wrongly, and to whom: nothing that is forbidden stays untried."""

from __future__ import annotations

import pytest

from simulator.model.reading import DialogueContext
from simulator.proving.forbidden import MANNER, SPOKEN, rule_of
from simulator.proving.form_proof import made_of
from simulator.proving.ground import Ground
from simulator.proving.limits import at_the_limits
from simulator.proving.limits_of_level import at_the_level
from simulator.proving.limits_of_telling import at_the_telling
from simulator.proving.mutants import Model
from simulator.proving.plan import MODEL
from simulator.understanding.manner import MANNERS
from tests.proving.playing import MARKED
from tests.proving.stuck_judges import subject_of
from tests.proving.test_library import FURTHER

EVERY = [*MARKED, *FURTHER]
WELCOME = {"polite", "empathy", "signpost", "uses_name", "read_back"}
SHAPES = {"stacked_questions", "leading_question"}
TO_CALLER = DialogueContext(addressed="caller")


def test_every_manner_that_may_be_forbidden_has_words_of_its_own():
    assert set(SPOKEN) == set(MANNERS) - WELCOME - SHAPES


@pytest.mark.parametrize("manner", SPOKEN)
def test_the_words_for_a_manner_are_noticed_as_it(library, manner):
    reader = subject_of(library, "gas-escape").reader
    for text in SPOKEN[manner]:
        assert manner in reader.read(text, TO_CALLER).manner, text


@pytest.mark.parametrize("name", EVERY)
def test_no_scenario_lets_a_wrong_house_or_unspoilt_words_pass_by_a_declaration(library, name):
    scenario = library.scenario(name)
    rules = {rule.id.replace("_", " ") for rule in library.organisation(scenario.organisation).deeds}
    assert {"wrong number told", "wrong number outside", "greet", "rude", "promise"} <= rules
    passed = [one.deed for one in scenario.dependencies if one.not_marked]
    assert [
        one for one in passed if one.startswith(("wrong number told", "wrong number outside", "greet"))
    ] == []
    assert [one.because for one in scenario.not_noticed if "play spoils" in one.because] == []


@pytest.mark.parametrize("name", ["sword-at-the-baths", "shift-two-calls"])
def test_all_that_a_scenario_forbids_is_said_to_somebody_and_every_party_told_the_wrong_place(library, name):
    subject = subject_of(library, name)
    play, sight = Ground(subject, subject.variants[0]).played(MODEL, 1)
    model = Model.of(play, sight)
    made = {one.id: one for one in made_of(model)}
    for one in subject.scenario.indicators.values():
        for act in one.never_says if one.needs is None else ():
            if act.removeprefix(MANNER) not in SHAPES:
                said = act.replace("_", " ").replace("manner:", "manner ")
                assert any(f"{rule_of(model, act).replace('_', ' ')} {said} " in id_ for id_ in made), act
    greeted = {deed.id for deed in model.deeds if deed.rule.id == "greet"}
    for deed in greeted:
        assert {f"{deed}: nameless", f"{deed}: other service"} <= set(made)
    told = {deed.party for deed in model.deeds if deed.rule.id in ("tell_crew", "tell_organisation")}
    wrong = {id_ for id_, one in made.items() if one.words.endswith("the wrong place")}
    assert wrong
    assert {party for party in told if any(f" {party}" in id_ for id_ in wrong)} == told


def test_what_is_done_just_in_time_is_never_said_to_be_too_late(library):
    subject = subject_of(library, "gas-escape")
    made = list(at_the_limits(Model.of(*Ground(subject, subject.variants[0]).played(MODEL, 1))))
    too_late = {one.id for one in made if "too late" in one.words or "after the limit" in one.words}
    assert {one.id for one in made if one.how == "one second late"} == too_late
    timely = [one.words for one in made if one.how == "just in time"]
    assert "answers at the last moment" in timely
    assert all("at the last moment" in words or words.endswith("when asked, in time") for words in timely)


def test_a_level_is_given_at_the_last_moment_and_handing_up_counted_from_it(library):
    subject = subject_of(library, "road-collision")
    ground = Ground(subject, subject.variants[0])
    made = {one.id: one for one in at_the_level(Model.of(*ground.played(MODEL, subject.seed)))}
    late = made["escalate collision L1: one second late from the level for supervisor"]
    in_time = made["escalate collision L1: just in time from the level for supervisor"]
    assert "1.7" in late.expected
    assert "1.7" not in in_time.expected
    assert all(one.harmless for key, one in made.items() if key.startswith("grade "))
    assert any(key.startswith("grade ") for key in made)


@pytest.mark.parametrize("name", ["gas-escape", "everything-is-locked", "shift-two-calls"])
def test_what_is_told_later_is_told_once_to_the_same_party_and_on_either_side_of_its_time(library, name):
    subject = subject_of(library, name)
    model = Model.of(*Ground(subject, subject.variants[0]).played(MODEL, subject.seed))
    made = {one.id: one for one in at_the_telling(model)}
    carrying = [key for key, one in subject.scenario.indicators.items() if one.carries]
    for key in carrying:
        late = [one for one in made.values() if one.id.endswith(f": one second late for {key}")]
        timely = [one for one in made.values() if one.id.endswith(f": just in time for {key}")]
        assert len(late) <= 1
        assert len(timely) <= len(late)
        for one in (*late, *timely):
            value = model.play.final.told[one.about].value.lower()
            kept = [deed for n, deed in one.change.instead] + [
                d.deed for n, d in enumerate(model.play.done) if n not in one.change.touched
            ]
            parties = {deed.to for _, deed in one.change.added}
            assert not any(value in deed.text.lower() for deed in kept if getattr(deed, "to", "") in parties)
            assert one.harmless == (one in timely)
        if late and timely:
            assert late[0].about == timely[0].about
            assert late[0].change.added[0][0] > timely[0].change.added[0][0]
    assert made or not carrying
