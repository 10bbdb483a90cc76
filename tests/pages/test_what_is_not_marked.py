"""What a proof found wanting, as the Scenarios page lists and replays it; no browser is needed."""

from __future__ import annotations

from datetime import UTC, datetime

from app_pages._scenarios.drawn import _entry, in_short, not_marked, what_to_do
from simulator.proving.proof import Cell, Mutant, Play, Proof, Unguarded
from simulator.service.authoring import ScenarioFile
from simulator.service.proofs import KeptProof, ProofStanding

WORDS = "never asks for the number to ring back"


def mutant(variant, **changes):
    one = Mutant(id="ask callback: left out", deed="ask callback", how="left out", words=WORDS, clause="2.4",
                 expected=("1.2",), actual=(), verdict="survived", play=Play(variant=variant))  # fmt: skip
    return one.model_copy(update=changes)


def test_what_is_not_noticed_in_two_forms_is_listed_once():
    words = f"Nobody would now notice a learner who {WORDS}."
    noticed = Unguarded(indicator="", kind="left out", criterion="1.2", clause="2.4", change="", words=words)
    proof = Proof(scenario="gas-escape", mutants=(mutant("light"), mutant("neighbour")), unguarded=(noticed,))
    assert {words: play.variant for words, play in not_marked(proof).items()} == {
        f"A learner who {WORDS} (clause 2.4)": "light"
    }


def test_what_is_not_noticed_says_what_would_notice_it():
    cure = f'Nobody would now notice a learner who {WORDS}. [x] Mark it by "obtains: callback".'
    proof = Proof(scenario="gas-escape", mutants=(mutant("light"),), reasons=("1.1 is not earned.", cure))
    assert what_to_do(proof, *not_marked(proof)) == (cure,)


def test_what_is_charged_wrongly_says_what_it_costs_and_should_cost():
    proof = Proof(scenario="gas-escape", mutants=(mutant("light", verdict="strayed", actual=("1.3",)),))
    assert list(not_marked(proof)) == [
        f"A learner who {WORDS}: it costs 1.3, and should cost 1.2 (clause 2.4)"
    ]


def test_what_an_unproved_scenario_shows_is_not_known_yet():
    cells = (Cell(criterion="1.1", earned=True, killed=3), Cell(criterion="1.2", earned=True))
    proof = Proof(scenario="one", criteria=("1.1", "1.2"), cells=cells)
    kept = KeptProof(made_at=datetime(2026, 11, 30, tzinfo=UTC), key="k", proof=proof)
    standings = (
        ProofStanding("not proven", kept),
        ProofStanding("checking"),
        ProofStanding("nothing claimed"),
    )
    assert [in_short(ScenarioFile("a.yaml", "a", "A", "", (), one)) for one in standings] == [
        "not proven: 1 of 2 criteria",
        "being proved",
        "nothing claimed",
    ]


def test_each_line_of_a_play_keeps_its_time_and_its_speaker():
    lines = (
        "0:03 (answered after 0:00)",
        "1:05 You: Where is it?",
        "1:07 A woman in her fifties, talking fast: Here: by the church.",
        "1:20 You, by radio to Golf 3: Golf 3 from Control, over.",
        "1:30 You sent Golf 3.",
        "2:00 (ended: finished)",
    )
    told = [_entry(n, line) for n, line in enumerate(lines)]
    assert [(one.t, one.who, one.text) for one in told] == [
        (3.0, "system", "(answered after 0:00)"),
        (65.0, "learner", "Where is it?"),
        (67.0, "caller", "Here: by the church."),
        (80.0, "learner", "Golf 3 from Control, over."),
        (90.0, "system", "You sent Golf 3."),
        (120.0, "system", "(ended: finished)"),
    ]
    assert told[3].name == "by radio to Golf 3"
