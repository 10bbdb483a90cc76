"""Who does not do the job: how often that earns a criterion, whom a report names, how a crash is told."""

from __future__ import annotations

import pytest

from simulator.model.events import AttemptStarted, LineAnswered, LineRang, as_record
from simulator.proving.door import Door, stage
from simulator.proving.luck import luck_of, reasons_of_wanderers
from simulator.proving.proof import RANDOM_PLAYS, Play, Proof, Wanderer
from simulator.proving.shortest import transcript_of
from simulator.proving.transcript import transcript
from simulator.proving.wanderers import CASTINGS, BrokeDownError, walks, wandered
from tests.proving.stuck_judges import subject_of


def random(number: int, *earned: str, variant: str = "light") -> Wanderer:
    return Wanderer(name="random", variant=variant, number=number, seed=1, earned=earned)


def proof_of(*wanderers: Wanderer) -> Proof:
    return Proof(scenario="gas-escape", wanderers=wanderers, luck=luck_of(wanderers, ("2.1", "2.2")))


def test_a_criterion_that_luck_earns_too_often_is_named_with_its_share_and_the_plays():
    lucky = [random(n, "2.1") for n in range(1, 6)]
    proof = proof_of(*lucky, *(random(n) for n in range(6, 101)))
    (reason,) = reasons_of_wanderers(proof)
    assert reason == (
        "2.1 is earned by luck: whoever does things at random earns it in 5 of 100 plays (5%, and at most 3% "
        "may be): wandering random 1, light, cast by seed 1; wandering random 2, light, cast by seed 1; "
        "wandering random 3, light, cast by seed 1; and 2 more."
    )
    assert [one.number for one in proof.lucky] == [1, 2, 3, 4, 5]


def test_the_bound_is_of_each_criterion_and_not_of_all_together():
    spread = [random(1, "2.1"), random(2, "2.2"), random(3, "2.1"), random(4, "2.2"), random(5, "2.1")]
    proof = proof_of(*spread, *(random(n) for n in range(6, 101)))
    assert list(reasons_of_wanderers(proof)) == []
    assert {one.criterion: one.earned for one in proof.luck} == {"2.1": 3, "2.2": 2}


def test_who_hangs_up_may_earn_nothing_at_all():
    proof = proof_of(Wanderer(name="hangs up at once", variant="light", seed=3, earned=("1.1",)))
    (reason,) = reasons_of_wanderers(proof)
    assert reason == (
        "A wandering learner earned 1.1 without doing the job "
        "(wandering hangs up at once 1, light, cast by seed 3)."
    )


def test_the_random_plays_of_all_forms_are_enough_each_drawn_otherwise_and_cast_in_turn():
    variants = ("a", "b", "c")
    drawn = [one for v in variants for one in walks(variants, v, 7) if one.name == "random"]
    assert len({one.number for one in drawn}) == len(drawn) >= RANDOM_PLAYS
    assert {one.seed for one in drawn} == set(range(7, 7 + CASTINGS))


def test_a_proof_on_a_save_plays_the_first_of_the_same_random_plays():
    variants = ("a", "b", "c")
    for variant in variants:
        every, some = (
            [one for one in walks(variants, variant, 7, plays) if one.name == "random"]
            for plays in (RANDOM_PLAYS, 20)
        )
        assert some == every[:7]


def test_of_a_few_plays_so_many_must_be_lucky_as_would_be_too_many_of_all():
    few = [random(n) for n in range(4, 21)]
    assert not tuple(reasons_of_wanderers(proof_of(*(random(n, "2.1") for n in (1, 2, 3)), *few)))
    (reason,) = reasons_of_wanderers(proof_of(*(random(n, "2.1") for n in (1, 2, 3, 21)), *few))
    assert "in 4 of 21 plays" in reason


class Broken:
    """A reader that fails at every line."""

    name = "broken"

    def read(self, text, context=None):
        raise KeyError("act")


def test_a_call_that_was_answered_within_the_second_is_told_as_answered_at_once(library):
    started = AttemptStarted(t=0, scenario="x", organisation="wendshire", unit="9", mode="practice", seed=1)
    rang, answered = LineRang(t=2, line="line:1", call="main"), LineAnswered(t=2.4, line="line:1", waited=0.4)
    lines = transcript(as_record((started, rang, answered)), library.organisation("wendshire"))
    assert lines[-1] == "0:02 You answered at once."


def test_a_crash_is_told_as_what_happened_in_which_play_and_how_it_is_mended(library):
    subject = subject_of(library, "gas-escape")
    world = stage(subject.scenario, subject.organisation, 4, "light")
    with pytest.raises(BrokeDownError) as broke:
        wandered(Door(world, Broken(), seed=4), subject.words, "rude", 1)
    told = str(broke.value)
    assert told.startswith("at 0:07, as it said “")
    assert "(KeyError('act') in test_wanderers.py, line " in told
    lines = transcript(broke.value.record, subject.organisation)
    assert lines[1].endswith("You answered after 0:01.")
    crashed = Wanderer(name="rude", variant="light", seed=4, ended=False, crash=told, play=Play(seed=4))
    (reason,) = reasons_of_wanderers(proof_of(crashed))
    assert reason.startswith(
        "The simulator broke down under a wandering learner (wandering rude 1, light, cast by seed 4) at 0:07"
    )
    assert reason.endswith("report it with this line and the scenario's file.")


def test_a_wanderers_play_is_shown_by_its_name_in_the_form_that_has_it(library):
    subject = subject_of(library, "gas-escape")
    lines = transcript_of(subject, "light", "wandering hangs up at once 1")
    assert any(line.endswith("You ended the call.") for line in lines)
    first = transcript_of(subject, "light", "wandering random 1")
    assert sum("You" in line for line in first) > 10
    assert transcript_of(subject, "neighbour", "wandering random 1") == ()


def test_a_panicking_learner_is_told_to_hold_and_to_take_back_the_call(library):
    lines = transcript_of(subject_of(library, "gas-escape"), "light", "wandering panicking 1")
    told = "\n".join(lines)
    assert "You put the call on hold." in told
    assert "You took the call back." in told
    assert "(that could not be done: " in told
    assert "(answered after" not in told
