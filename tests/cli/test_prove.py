"""``prove`` from the terminal: the table, the exit code, JSON and a page that needs no server."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.data_files import scenarios_folder
from simulator.service import proof_pool


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


def test_a_mutant_that_nobody_made_is_told_in_a_sentence(terminal, data):
    said = terminal("prove", "gas-escape", "--show", "ask the moon: left out", "--data", str(data))
    assert said.code == 2
    assert "No play is called" in said.err


def test_the_play_of_a_wanderer_is_printed_by_the_name_that_a_report_gives_it(terminal, data):
    said = terminal("prove", "gas-escape", "--show", "wandering hangs up at once 1", "--data", str(data))
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
