"""Tests that phrasings in plain words are kept between runs, and what is kept is what would be cut anew."""

import pytest

from simulator.understanding import plain_lines as kept
from simulator.understanding.plain_lines import plain_lines

TEXTS = ("Where are you calling from?", "don't go back in", "oh one six double two", "  ")


@pytest.fixture(autouse=True)
def _another_run(monkeypatch):
    monkeypatch.setattr(kept, "_lines", {})
    monkeypatch.setattr(kept, "_looked_at", set())


def _again():
    kept._lines.clear()
    kept._looked_at.clear()


def test_what_is_kept_is_what_would_be_cut_anew(tmp_path, monkeypatch):
    anew = plain_lines(TEXTS)
    _again()
    assert plain_lines(TEXTS, tmp_path) == anew
    _again()
    monkeypatch.setattr(kept, "cut", None)  # nothing is cut that is kept
    assert plain_lines(TEXTS, tmp_path) == anew
    assert anew["Where are you calling from?"].clause.asked


def test_a_damaged_file_costs_only_time_and_new_phrasings_are_added(tmp_path):
    anew = plain_lines(TEXTS, tmp_path)
    (file,) = tmp_path.glob("plain-*.json")
    file.write_text('{"don\'t go back in": [1]}', encoding="utf-8")
    _again()
    assert plain_lines(TEXTS[:2], tmp_path) == {text: anew[text] for text in TEXTS[:2]}
    _again()
    assert set(plain_lines(TEXTS, tmp_path)) == set(TEXTS)
    _again()
    plain_lines(TEXTS[:1], tmp_path)
    assert set(kept._lines) == set(TEXTS)


def test_other_code_looks_for_another_file(tmp_path, monkeypatch):
    plain_lines(TEXTS, tmp_path)
    kept._rules.cache_clear()
    monkeypatch.setattr(kept, "_code", lambda: [tmp_path])
    _again()
    plain_lines(TEXTS, tmp_path)
    kept._rules.cache_clear()
    assert len(list(tmp_path.glob("plain-*.json"))) == 2
