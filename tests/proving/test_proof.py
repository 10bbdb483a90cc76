"""The proof agrees with what was written by hand from the clauses alone, and is itself tried."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from simulator.model.scenario import KINDS
from simulator.proving import prove
from simulator.proving.form_proof import concluded
from simulator.proving.second_order import alterations
from simulator.proving.subject import Subject
from tests.proving.playing import MARKED
from tests.proving.stuck_judges import has, names_the_stuck, proved, subject_of, with_stuck
from tests.proving.test_library import FURTHER

pytestmark = pytest.mark.slow
PROVEN = [*MARKED, *FURTHER]
BY_HAND = sorted((Path(__file__).parent / "by_hand").glob("*.yaml"))


@pytest.mark.parametrize("file", BY_HAND, ids=lambda file: file.stem)
def test_what_the_clauses_say_a_mutant_costs_is_what_it_costs_or_the_difference_is_explained(proofs, file):
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    _, _, proof = proofs(written["scenario"])
    lost = {m.id: set(m.actual) for m in proof.mutants if m.play.variant == written["variant"]}
    expected = {one: set(key.split()) for key, ids in written["expected"].items() for one in ids}
    unwritten = set(lost) - set(expected) - set(written.get("open") or ())
    assert not unwritten, "Every way of not doing the job is judged by hand, or said to be open."
    differs = {
        one: " ".join(sorted(lost.get(one, {"gone"}))) for one in expected if lost.get(one) != expected[one]
    }
    explained = {one: str(what["costs"] or "") for one, what in (written.get("explained") or {}).items()}
    assert differs == explained
    assert all(what["because"] for what in (written.get("explained") or {}).values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("result", ["shown", "not shown"])
def test_a_judge_that_always_says_the_same_reddens_a_proof_that_names_its_kind(proofs, kind, result):
    for name in PROVEN:
        subject, kept, before = proofs(name)
        if has(subject, kind):
            after = proved(subject, [with_stuck(one, kind, result) for one in kept])
            if names_the_stuck(before, after, kind):
                return
    pytest.fail(f"No shipped proof notices that {kind} is always {result}.")


@pytest.mark.parametrize("name", MARKED)
def test_the_same_scenario_and_seed_give_the_same_proof(proofs, name):
    subject, _, proof = proofs(name)
    assert prove.joined(subject, [concluded(one) for one in proofs(name)[1]]) == proof


def test_an_item_taken_out_of_the_marking_is_told_in_a_tutors_words(proofs, library):
    subject, _, _ = proofs("gas-escape")
    indicators = dict(subject.scenario.indicators)
    asks = indicators["asks_all"]
    indicators["asks_all"] = asks.model_copy(
        update={"obtains": tuple(fact for fact in asks.obtains if fact != "callback")}
    )
    damaged = subject.scenario.model_copy(update={"indicators": indicators, "variants": {"light": "light"}})
    proof = prove.prove(Subject(damaged, *list(vars(subject).values())[1:]))
    told = [u for u in proof.unguarded if "ask callback" in u.change]
    assert not proof.proven
    assert (
        told[0].words == "Nobody would now notice a learner who never asks about “the number to ring back”."
    )
    assert told[0].play.seed == 1
    assert any("Caller" in line or "You:" in line for line in told[0].play.transcript)


@pytest.mark.parametrize(
    ("taken_out", "words"),
    [
        ("log_type", "Nobody would now notice a learner who never gives the log its incident type."),
        ("reads_back", "Nobody would now notice a learner who never reads back “the address”."),
        ("advice", "Nobody would now notice a learner who never advises: no flames and no smoking."),
        ("next", "Nobody would now notice a learner who never tells the caller what will happen."),
        ("worse", "Nobody would now notice a learner who never says what to do if it gets worse."),
    ],
)
def test_what_the_procedures_ask_for_and_nothing_marks_any_more_is_told(library, taken_out, words):
    subject = subject_of(library, "gas-escape")
    left = {k: one for k, one in subject.scenario.indicators.items() if k != taken_out}
    damaged = subject.scenario.model_copy(update={"indicators": left, "variants": {"light": "light"}})
    proof = prove.prove(Subject(damaged, *list(vars(subject).values())[1:]))
    assert words in [one.words for one in proof.blind]
    assert not proof.proven


def test_the_markers_own_two_minutes_are_tried_by_who_tells_and_notes_later(proofs):
    subject, _, proof = proofs("gas-escape")
    indicators = subject.scenario.indicators
    own = [key for key, one in indicators.items() if (one.carries or one.notes) and one.within is None]
    tried = {f"{key}: {change}" for key in own for change in ("limit doubled", "limit halved")}
    assert own
    assert tried <= {
        one.id for form in proofs("gas-escape")[1] for one in alterations(form.model.brief.scenario)
    }
    assert proof.proven
    late = [one for one in proof.mutants if one.how == "one second late" and one.deed.startswith("tell ")]
    assert {one.verdict for one in late} == {"killed"}
