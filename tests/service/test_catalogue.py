"""The catalogue tells each role what it may know, counts what is marked, and hides no gap of the standard."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from simulator.data_files import criteria_folder, scenarios_folder
from simulator.model.load_unit import load_unit
from simulator.model.scenario import KINDS
from simulator.model.standards import load_standard
from simulator.service.access import Actor
from simulator.service.catalogue import Catalogue
from simulator.service.errors import NotAllowed
from simulator.service.library import read_library
from simulator.service.scenario_acts import scenario_acts

LEARNER = Actor("p1", "Cal Reeve", frozenset({"learner"}))
TUTOR = Actor("p2", "Fay Dunn", frozenset({"tutor"}))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory) -> Catalogue:
    data = tmp_path_factory.mktemp("data")
    return Catalogue(read_library(data, criteria_folder(), scenarios_folder(), None))


def test_a_learner_sees_every_practice_call_of_every_centre_and_no_title(catalogue):
    entries = catalogue.entries(LEARNER)
    assert {e.centre for e in entries} == {p.name for p in (criteria_folder() / "organisations").iterdir()}
    assert {e.title for e in entries} == {""}
    assert {e.special_callers for e in entries} == {()}
    assert all("practice" in e.used_for for e in entries)
    assert not any(e.scenario_id == "warm-up" for e in entries)


def test_staff_see_titles_and_special_callers_and_a_learner_cannot_ask_for_coverage(catalogue):
    entries = {e.scenario_id: e for e in catalogue.entries(TUTOR)}
    assert entries["water-through-the-ceiling"].special_callers == ("child",)
    assert entries["gas-escape"].title.startswith("Smell of gas")
    for refused in (catalogue.coverage, lambda by: catalogue.standard(by, "234")):
        with pytest.raises(NotAllowed):
            refused(LEARNER)
        with pytest.raises(NotAllowed):
            refused(None)


SPECIAL = {
    *("distressed", "over-calm", "abusive", "silent", "child", "limited English", "text relay", "hoax"),
    *("repeat", "perpetrator present", "third party"),
}
"""Callers of whom a library worth training on has at least one each."""


def test_the_library_is_as_large_and_as_varied_as_a_term_of_training_asks_for(catalogue):
    entries = catalogue.entries(TUTOR)
    shifts = [e for e in entries if e.calls > 1 and e.scenario_id.startswith("shift")]
    assert (len(entries) >= 30, len(shifts) >= 6) == (True, True)
    assert min(Counter(e.centre for e in entries).values()) >= 4
    claimed = Counter(c for e in entries for c in e.criteria)
    assert (len(claimed), min(claimed.values()) >= 8) == (10, True)
    assert {e.difficulty for e in entries} == {1, 2, 3}
    assert {one for e in entries for one in e.special_callers} >= SPECIAL
    assert any(e.used_for == ("assessment",) for e in entries)


def test_the_matrix_counts_the_indicators_of_each_scenario(catalogue):
    found = catalogue.coverage(TUTOR)
    row = next(n for n, e in enumerate(found.entries) if e.scenario_id == "gas-escape")
    column = found.criteria.index("1.7")
    assert found.counts[row][column] == 1
    assert sum(found.counts[row]) == 35
    assert all(n > 0 for n in found.counts[row])


def test_the_standard_is_counted_from_the_indicators_and_a_gap_is_said_openly(tmp_path):
    shutil.copytree(criteria_folder(), tmp_path / "criteria")
    shutil.copytree(scenarios_folder() / "phrases", tmp_path / "scenarios" / "phrases")
    home = tmp_path / "scenarios" / "wendshire"
    home.mkdir()
    text = (criteria_folder().parent / "tests" / "model" / "starter.yaml").read_text("utf-8")
    (home / "starter.yaml").write_text(text, "utf-8")
    alone = Catalogue(read_library(tmp_path, tmp_path / "criteria", tmp_path / "scenarios", None))
    standard, rows = alone.standard(TUTOR, "234")
    assert standard is not None
    assert len(rows) == 12
    shown = {row.number: row.represented for row in rows}
    assert shown["1"]
    assert shown["4"]
    assert not shown["5"], "the starter passes nothing on"
    assert not shown["8"], "the starter hands nothing up"
    assert not shown["10"], "the starter chooses no medium"


def test_the_standard_names_criteria_of_the_unit_and_kinds_of_indicator_that_exist():
    folder = criteria_folder() / "unit-234"
    unit, _ = load_unit(folder)
    standard, faults = load_standard(folder)
    assert faults == []
    assert unit is not None
    assert standard is not None
    for one in standard.performance:
        assert set(one.criteria) <= set(unit.criteria), one.id
        assert set(one.kinds) <= set(KINDS), one.id


def test_what_is_said_at_one_centre_is_learnt_for_its_calls_and_for_no_others(tmp_path):
    library = read_library(tmp_path, criteria_folder(), scenarios_folder(), None)

    def said(scenario: str, act: str) -> tuple[str, ...]:
        acts = scenario_acts(library.scenario(scenario), library.bank)
        return next(a.phrasings for a in acts if a.id == act)

    there, here = (said(name, "worsening_advice") for name in ("fall-in-the-bathroom", "gas-escape"))
    assert set(here) < set(there)
    assert "press your pendant if anything changes" in there
    assert "Hello, this is Thornmere Careline" in said("fall-in-the-bathroom", "greet_service")
    assert said("gas-escape", "greet_service") == library.bank.by_id["greet_service"].phrasings
