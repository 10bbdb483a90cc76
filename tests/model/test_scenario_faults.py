"""Every fault that a scenario's file can have is told with file, line and cure: one example a code."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from simulator.model.faults import Fault
from simulator.model.load_library import LoadedLibrary, load_library
from simulator.model.load_scenario import load_scenario
from simulator.model.scenario_checks import SCENARIO_CODES, blocks
from simulator.model.scenario_checks_references import MANNERS
from simulator.understanding.manner import MANNERS as NOTICED

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((Path(__file__).parent / "scenario_faults").glob("*.yaml"))
LATER = date(2030, 1, 1)
ONLY_IN_A_LIBRARY = ("S209",)
ORGANISATION_AT_FAULT = ("S121",)


@pytest.fixture(scope="module")
def library() -> LoadedLibrary:
    return load_library(ROOT / "criteria", ROOT / "scenarios")


def expected(path: Path) -> set[tuple[str, int]]:
    first = path.read_bytes().split(b"\n", 1)[0].decode()
    return {(code, int(line)) for code, line in re.findall(r"([FS]\d{3}) line (\d+)", first)}


def told(path: Path, library: LoadedLibrary, tmp_path: Path) -> tuple[bool, list[Fault]]:
    """Load an example; one whose fault takes two files is laid twice into a folder of scenarios."""
    if path.name[:4] in ONLY_IN_A_LIBRARY:
        home = tmp_path / "wendshire"
        home.mkdir()
        shutil.copytree(ROOT / "scenarios" / "phrases", tmp_path / "phrases")
        for name in ("one.yaml", "two.yaml"):
            shutil.copy(path, home / name)
        found = load_library(ROOT / "criteria", tmp_path)
        assert list(found.scenarios) == ["tiny"]
        return False, list(found.faults)
    scenario, faults = load_scenario(
        path,
        organisation=library.organisations["wendshire"],
        unit=library.units["234"],
        shared_acts=library.shared_acts,
        today=LATER,
    )
    return scenario is not None, faults


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_example_is_told_exactly_as_it_says_of_itself(path, library, tmp_path):
    loaded, faults = told(path, library, tmp_path)
    assert {(f.code, f.line) for f in faults} == expected(path), "\n".join(map(str, faults))
    assert loaded == (not any(blocks(f) for f in faults))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_fault_names_the_file_says_what_is_wrong_and_what_to_do(path, library, tmp_path):
    _, faults = told(path, library, tmp_path)
    for fault in faults:
        assert fault.file.endswith(".yaml")
        assert re.fullmatch(r".{14,}\.", fault.message, re.DOTALL), fault
        assert re.fullmatch(r"[A-Z].{9,}\.", fault.cure, re.DOTALL), fault


def test_no_code_lacks_an_example():
    shown = {path.name[:4] for path in EXAMPLES}
    assert set(SCENARIO_CODES) - shown - set(ORGANISATION_AT_FAULT) == set()


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("S104_fact_misspelt", 'Write "address" if that is what you mean'),
        ("S105_act_misspelt", 'Write "ask_location" if that is what you mean'),
        ("S112_outside_organisation_unknown", 'Write "fire_control" if that is what you mean'),
        ("S124_key_that_no_cast_fills", "{caller.phone}."),
        ("F014_unknown_key", 'Write "asked by" if that is what you mean.'),
        ("F021_word_that_is_no_moment", "Write opening, settled, or a time such as 75s."),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_that_is_known(example, words, library, tmp_path):
    path = next(p for p in EXAMPLES if p.stem == example)
    _, faults = told(path, library, tmp_path)
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
    assert {Path(f.file).name for f in beside.faults} >= {p.name for p in EXAMPLES if p.stem[0] == "F"}


def test_a_broken_organisation_is_told_and_its_scenarios_are_left_out(tmp_path):
    shutil.copytree(ROOT / "criteria", tmp_path / "criteria")
    form = tmp_path / "criteria" / "organisations" / "wendshire" / "log_form.yaml"
    form.write_text("format: 1\nlog form: nothing\n", "utf-8")
    found = load_library(tmp_path / "criteria", ROOT / "scenarios")
    assert not found.scenarios
    assert "234" in found.units
    assert any(f.file.endswith("log_form.yaml") for f in found.faults)


def test_a_scenario_of_no_organisation_is_told_where_it_belongs(tmp_path):
    shutil.copytree(ROOT / "scenarios" / "phrases", tmp_path / "phrases")
    (tmp_path / "wendshyre").mkdir()
    shutil.copy(EXAMPLES[-1], tmp_path / "wendshyre" / "a.yaml")
    found = load_library(ROOT / "criteria", tmp_path)
    assert [(f.code, "wendshire" in f.cure) for f in found.faults] == [("S102", True)]
