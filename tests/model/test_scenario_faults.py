"""Faults of a scenario beyond the examples of their pages, and what holds when files are broken."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from simulator.model.fault_pages import fault_page
from simulator.model.faults import Fault
from simulator.model.load_library import LoadedLibrary, load_library
from simulator.model.load_scenario import load_scenario
from simulator.model.scenario_checks import blocks
from simulator.model.scenario_checks_references import MANNERS
from simulator.understanding.manner import MANNERS as NOTICED
from tests.model.fault_examples import made_of
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((Path(__file__).parent / "scenario_faults").glob("*.yaml"))
LATER = date(2030, 1, 1)


@pytest.fixture(scope="module")
def library() -> LoadedLibrary:
    return shipped_library()


def expected(path: Path) -> set[tuple[str, int]]:
    first = path.read_bytes().split(b"\n", 1)[0].decode()
    return {(code, int(line)) for code, line in re.findall(r"([FS]\d{3}) line (\d+)", first)}


def told(path: Path, library: LoadedLibrary) -> tuple[bool, list[Fault]]:
    scenario, faults = load_scenario(
        path,
        organisation=library.organisations["wendshire"],
        unit=library.units["234"],
        shared_acts=library.shared_acts,
        today=LATER,
    )
    return scenario is not None, faults


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_example_is_told_exactly_as_it_says_of_itself(path, library):
    loaded, faults = told(path, library)
    assert {(f.code, f.line) for f in faults} == expected(path), "\n".join(map(str, faults))
    assert loaded == (not any(blocks(f) for f in faults))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S104", 'Write "address" if that is what you mean'),
        ("S105", 'Write "ask_location" if that is what you mean'),
        ("S112", 'Write "fire_control" if that is what you mean'),
        ("S124", "{caller.phone}."),
        ("F014", 'Write "asked by" if that is what you mean.'),
        ("F021", "Write opening, settled, or a time such as 75s."),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_that_is_known(code, words, tmp_path):
    faults, _ = made_of(fault_page(code).examples[0], tmp_path)
    assert any(words in fault.cure for fault in faults), "\n".join(map(str, faults))


def test_wording_asked_of_a_party_without_conventions_is_told(library):
    organisation = library.organisations["wendshire"]
    bare = tuple(c.model_copy(update={"rules": ()}) for c in organisation.conventions)
    mute = organisation.model_copy(update={"conventions": bare})
    scenario, faults = load_scenario(
        ROOT / "scenarios" / "wendshire" / "gas-escape.yaml",
        organisation=mute,
        unit=library.units,
        shared_acts=library.shared_acts,
    )
    assert scenario is None
    assert {f.field for f in faults if f.code == "S121"} == {
        "indicators.radio_words.wording",
        "indicators.phone_words.wording",
        "indicators.radio_short.concise",
    }


def test_the_manners_that_a_file_may_name_are_those_that_the_reader_notices():
    assert MANNERS == NOTICED


def test_a_broken_scenario_never_hides_the_others(tmp_path):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    home = tmp_path / "scenarios" / "wendshire"
    whole = load_library(ROOT / "criteria", tmp_path / "scenarios")
    for path in EXAMPLES:
        if path.stem.startswith("F"):
            shutil.copy(path, home / path.name)
    beside = load_library(ROOT / "criteria", tmp_path / "scenarios")
    assert dict(beside.scenarios) == dict(whole.scenarios)
    broken = {p.name for p in EXAMPLES if p.stem[0] == "F"}
    assert len(broken) == 2
    assert {Path(f.file).name for f in beside.faults} >= broken


def test_a_broken_organisation_is_told_and_its_scenarios_are_left_out(tmp_path):
    shutil.copytree(ROOT / "criteria", tmp_path / "criteria")
    form = tmp_path / "criteria" / "organisations" / "wendshire" / "log_form.yaml"
    form.write_text("format: 1\nlog form: nothing\n", "utf-8")
    found = load_library(tmp_path / "criteria", ROOT / "scenarios")
    assert {one.organisation for one in found.scenarios.values()} == set(found.organisations)
    assert "wendshire" not in found.organisations
    assert "234" in found.units
    assert any(f.file.endswith("log_form.yaml") for f in found.faults)


def test_what_is_remembered_of_files_is_forgotten_with_the_first_change_of_one(tmp_path):
    home = tmp_path / "wendshire"
    home.mkdir()
    shutil.copytree(ROOT / "scenarios" / "phrases", tmp_path / "phrases")
    shutil.copy(ROOT / "scenarios" / "wendshire" / "warm-up.yaml", home / "warm-up.yaml")
    first = load_library(ROOT / "criteria", tmp_path)
    assert load_library(ROOT / "criteria", tmp_path) is first
    text = (home / "warm-up.yaml").read_text("utf-8")
    (home / "warm-up.yaml").write_text(f"{text}\n# a remark\n", "utf-8")
    changed = load_library(ROOT / "criteria", tmp_path)
    assert changed.texts["warm-up"].endswith("# a remark\n")
    criteria = tmp_path / "criteria"
    shutil.copytree(ROOT / "criteria", criteria)
    assert load_library(criteria, tmp_path).faults == ()
    codes = criteria / "organisations" / "wendshire" / "advice_cards.yaml"
    codes.write_text(codes.read_text("utf-8").replace("format: 1", "format: 1\nfromat: 1"), "utf-8")
    assert load_library(criteria, tmp_path).scenarios == {}, "what a scenario refers to has changed"
    (home / "warm-up.yaml").unlink()
    assert load_library(ROOT / "criteria", tmp_path).scenarios == {}


def test_a_scenario_of_no_organisation_is_told_where_it_belongs(tmp_path):
    shutil.copytree(ROOT / "scenarios" / "phrases", tmp_path / "phrases")
    (tmp_path / "wendshyre").mkdir()
    shutil.copy(EXAMPLES[-1], tmp_path / "wendshyre" / "a.yaml")
    found = load_library(ROOT / "criteria", tmp_path)
    assert [(f.code, "wendshire" in f.cure) for f in found.faults] == [("S102", True)]
