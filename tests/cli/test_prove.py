"""``prove`` from the terminal: the table, the exit code, JSON and a page that needs no server."""

from __future__ import annotations

import json
import multiprocessing
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from os import getpid

import pytest

from simulator.cli.stopped import uninterrupted
from simulator.data_files import scenarios_folder
from simulator.proving import prove
from simulator.proving.form_proof import FormProof
from simulator.proving.proof import Form, Mutant
from simulator.service import proof_pool
from simulator.service.library import open_library


def test_a_scenario_that_no_longer_marks_a_deed_is_not_proven_and_the_page_says_why(terminal, tmp_path, data):
    text = (scenarios_folder() / "wendshire" / "gas-escape.yaml").read_text(encoding="utf-8")
    blind = tmp_path / "gas-escape.yaml"
    lines = [line for line in text.splitlines() if not line.startswith("  priority: {criterion")]
    blind.write_text("\n".join(lines), encoding="utf-8")
    page = tmp_path / "proof.html"
    said = terminal("prove", str(blind), "--json", "--html", str(page), "--data", str(data))
    proof = json.loads(said.out)
    words = "Nobody would now notice a learner who never sets a priority."
    assert said.code == 1
    assert not proof["proven"]
    assert any(one["words"] == words for one in proof["unguarded"])
    html = page.read_text(encoding="utf-8")
    assert "<svg role=" in html
    assert words in html
    assert "http" not in html
    assert "<script" not in html


class NotYet(Future):
    """A form that is still being proved when Ctrl+C is pressed."""

    def result(self, timeout=None):
        raise KeyboardInterrupt


@pytest.fixture
def interrupted(monkeypatch):
    """Let Ctrl+C come once the first scenario is proved, and one form of the second."""

    def form(subject, variant):
        done = Future()
        words = "never asks"
        bad = Mutant(
            id="ask: left out",
            deed="ask",
            how="left out",
            words=words,
            clause="1",
            expected=(),
            actual=(),
            verdict="survived",
        )
        shape = Form(variant=variant, deeds=1, seconds=1.0, luck=0.0, most_luck=0.0, indicators=1)
        done.set_result(
            proof_pool.Found(FormProof(variant, (bad,), (), (), shape, frozenset(), (), frozenset()), {})
        )
        return done

    def submitted(_pool, subject, **_):
        first, *more = (form(subject, variant) for variant in subject.variants)
        return [first, *more] if subject.scenario.id == "third-chirp" else [first, *(NotYet() for _ in more)]

    monkeypatch.setattr(proof_pool, "submitted_whole", submitted)
    monkeypatch.setattr(prove, "_shortened", lambda _subject, _forms, proof: proof)
    monkeypatch.setattr(prove, "_vain_elsewhere", lambda _subject, vain: vain)


def test_ctrl_c_ends_a_proof_with_what_was_found_so_far(terminal, interrupted, tmp_path, data):
    page = tmp_path / "proof.html"
    said = terminal("prove", "third-chirp", "gas-escape", "--json", "--html", str(page), "--data", str(data))
    assert said.code == 130
    (whole,) = said.out.splitlines()
    assert json.loads(whole)["scenario"] == "third-chirp"
    first, second, last = said.err.strip().splitlines()[-3:]
    assert first == "Stopped after 1 of 2 scenarios: third-chirp NOT PROVEN."
    one_way = "1 way of not doing the job, not as they should be: ask: left out (survived)."
    assert second == f"gas-escape, 1 of 2 forms: {one_way}"
    assert last == f"{page} was not written."
    assert not page.exists()


def test_ctrl_c_before_anything_was_proved_says_so(terminal, monkeypatch, data):
    def pressed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(proof_pool, "subject_for", pressed)
    said = terminal("prove", "gas-escape", "--data", str(data))
    assert (said.code, said.out) == (130, "")
    assert said.err.strip() == "Stopped before anything was proved."


def test_what_is_being_written_is_written_to_its_end_before_ctrl_c_counts():
    written = []

    def write():
        with uninterrupted():
            written.append("half")
            signal.raise_signal(signal.SIGINT)
            written.append("whole")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        write()
    assert written == ["half", "whole"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_mutant_that_nobody_made_is_told_in_a_sentence(terminal, data):
    said = terminal("prove", "gas-escape", "--show", "ask the moon: left out", "--data", str(data))
    assert said.code == 2
    assert "No play is called" in said.err


def test_the_play_of_a_wanderer_is_printed_by_the_name_that_a_report_gives_it(terminal, data):
    named = "wandering hangs up at once 1, light, neighbour"  # as a reason names it, with its forms
    said = terminal("prove", "gas-escape", "--show", named, "--data", str(data))
    assert said.code == 0
    assert "gas-escape light: wandering hangs up at once 1 (seed 1)" in said.out
    assert said.out.count("You ended the call.") == 2


def test_a_page_that_cannot_be_written_is_said_before_anything_is_proved(terminal, tmp_path, data):
    nowhere = tmp_path / "not there" / "proof.html"
    said = terminal("prove", "third-chirp", "--html", str(nowhere), "--data", str(data))
    assert (said.code, said.out) == (2, "")
    assert "There is no folder" in said.err
    assert "make it, or name another" in said.err


def test_a_scenario_that_claims_nothing_has_nothing_to_prove(terminal, data):
    said = terminal("prove", "warm-up", "--data", str(data))
    assert said.code == 2
    assert "nothing to prove" in said.err


def test_where_a_system_copies_no_process_the_forms_are_proved_in_turn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    with proof_pool.pool_for([]) as pool:
        assert isinstance(pool, ThreadPoolExecutor)
        assert pool.submit(sum, [1, 2]).result() == 3


def two_subjects(data):
    library = open_library(data)
    names = ("gas-escape", "third-chirp")
    return [proof_pool.subject_for(library, library.scenario(name)) for name in names]


def test_each_of_several_scenarios_goes_whole_to_one_process(monkeypatch, data):
    monkeypatch.setattr(
        proof_pool, "_proved", lambda _subject, variant, **_: proof_pool.Found((variant, getpid()), {})
    )
    subjects = two_subjects(data)
    with proof_pool.proving(subjects) as begin:
        for subject in subjects:
            proved = [form.result()[0] for form in begin(subject)]
            assert [variant for variant, _ in proved] == list(subject.variants)
            assert len({process for _, process in proved}) == 1


def test_a_scenario_that_cannot_be_proved_fails_in_each_of_its_forms(monkeypatch, data):
    def broken(*_, **_how):
        raise ValueError("no such form")

    monkeypatch.setattr(proof_pool, "_proved", broken)
    subjects = two_subjects(data)
    with proof_pool.proving(subjects) as begin:
        for form in begin(subjects[0]):
            with pytest.raises(ValueError, match="no such form"):
                form.result()
