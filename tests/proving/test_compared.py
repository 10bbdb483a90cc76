"""Two proofs beside each other: what is worse, what is better, and nothing where nothing is."""

from simulator.proving.compared import differences
from simulator.proving.proof import Cell, Mutant, Play, Proof, Verdict

BLIND = "Nobody would now notice a learner who never asks for a number. [ask callback: left out]"


def proof(*, killed: int = 2, verdict: Verdict = "killed", reasons: tuple[str, ...] = ()) -> Proof:
    """Return a proof of one criterion with one mutant."""
    mutant = Mutant(
        id="ask callback: left out",
        deed="ask callback",
        how="left out",
        words="never asks for a number",
        clause="2.1",
        expected=("1.2",),
        actual=("1.2",) if verdict == "killed" else (),
        verdict=verdict,
        play=Play(variant="day"),
    )
    cell = Cell(criterion="1.2", earned=True, killed=killed)
    return Proof(scenario="s", cells=(cell,), mutants=(mutant,), proven=not reasons, reasons=reasons)


def test_what_was_proven_and_is_not_is_worse_and_comes_first():
    worse = proof(killed=0, verdict="harmless", reasons=(BLIND,))
    found = differences(proof(reasons=("Something else.",)), worse)
    assert [one.way for one in found] == ["worse", "worse", "worse", "better"]
    assert [one.sentence for one in found] == [
        "1.2 is no longer proven.",
        "It costs nothing now if a learner never asks for a number [ask callback: left out, day].",
        BLIND,
        "no longer: Something else.",
    ]


def test_the_way_back_is_as_much_better():
    found = differences(proof(killed=0, verdict="harmless", reasons=(BLIND,)), proof())
    assert {one.way for one in found} == {"better"}
    assert "It costs 1.2 now if a learner never asks for a number [ask callback: left out, day]." in [
        one.sentence for one in found
    ]


def test_a_criterion_that_is_claimed_no_more_is_told_as_that():
    (found,) = differences(proof(), proof().model_copy(update={"cells": ()}))
    assert found == ("worse", "1.2 is no longer claimed.")


def test_two_proofs_alike_differ_in_nothing():
    assert differences(proof(), proof().model_copy(update={"seconds": 9.0})) == ()
