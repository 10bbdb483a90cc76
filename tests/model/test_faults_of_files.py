"""Each fault code has a tiny file that has it; the fault names its line and says what to do."""

import re
from pathlib import Path

import pytest

from simulator.model.faults import CODES, Fault
from simulator.model.load_organisation import load_organisation, load_organisation_texts, organisation_texts
from simulator.model.typed_reading import read_model
from tests.model.recipe import Recipe

EXAMPLES = Path(__file__).parent / "faults"
WENDSHIRE = Path("criteria/organisations/wendshire")
FILES = sorted(EXAMPLES.glob("F*.yaml"))


def lines_marked(path: Path) -> list[int]:
    lines = path.read_bytes().split(b"\n")
    return [number for number, line in enumerate(lines, 1) if b"# HERE" in line]


def faults_of(path: Path) -> list[Fault]:
    """Read an example as a recipe, or in the place of the organisation's file that it is named after."""
    replaced = re.fullmatch(r"F\d+\.(\w+\.yaml)", path.name)
    if not replaced:
        return read_model(path, Recipe)[1]
    texts, _ = organisation_texts(WENDSHIRE)
    texts[replaced[1]] = path.read_text(encoding="utf-8")
    found = load_organisation_texts(texts)[1]
    return [fault for fault in found if fault.file == replaced[1]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_has_its_fault_on_the_marked_lines_and_no_other(path: Path) -> None:
    faults = faults_of(path)
    assert {fault.code for fault in faults} == {path.name[:4]}
    assert sorted({fault.line for fault in faults}) == lines_marked(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_fault_says_what_is_wrong_and_what_to_do(path: Path) -> None:
    for fault in faults_of(path):
        assert fault.message.endswith(".") or fault.message.endswith(").")
        assert len(fault.cure.split()) >= 2
        assert str(fault).startswith(f"{fault.file}:{fault.line}: {fault.code} ")
        assert str(fault).endswith(fault.cure)


def test_no_code_of_the_table_is_without_a_failing_example() -> None:
    elsewhere = {"F001", "F002", "F024"}
    assert {path.name[:4] for path in FILES} | elsewhere == set(CODES)


def test_a_file_that_is_not_there_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    model, faults, _ = read_model(tmp_path / "none.yaml", Recipe)
    assert model is None
    assert [fault.code for fault in faults] == ["F001"]


def test_a_file_of_a_megabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_text("title: x\n" * 120_000, encoding="utf-8")
    assert [fault.code for fault in read_model(path, Recipe)[1]] == ["F002"]


def test_an_organisation_without_one_of_its_files_names_the_file(tmp_path: Path) -> None:
    for source in WENDSHIRE.glob("*.yaml"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "trees.yaml").unlink()
    organisation, faults = load_organisation(tmp_path)
    assert organisation is None
    assert [(fault.code, Path(fault.file).name) for fault in faults] == [("F024", "trees.yaml")]


def test_an_empty_file_says_how_to_begin() -> None:
    _, faults, _ = read_model("", Recipe)
    assert [(fault.code, fault.cure) for fault in faults] == [("F013", 'Begin it with "format: 1".')]


def test_an_alias_bomb_is_refused_without_being_blown_up() -> None:
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    model, faults, _ = read_model("\n".join(layers), Recipe)
    assert model is None
    assert {fault.code for fault in faults if fault.code != "F014"} >= {"F009"}


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_lines() -> None:
    text = (
        "format: 2\ntitle:\nseason: wintr\nsteps:\n  a: {txt: stir}\n  b: {text: x, waits: soon}\nmore: 1\n"
    )
    _, faults, _ = read_model(text, Recipe, file="r.yaml")
    assert [(fault.line, fault.code) for fault in faults] == [
        (1, "F018"),
        (2, "F017"),
        (3, "F018"),
        (5, "F014"),
        (6, "F018"),
        (7, "F014"),
    ]


def test_a_misspelt_key_is_told_once_with_the_key_that_was_meant() -> None:
    _, faults, _ = read_model("format: 1\ntitel: Soup\nsteps: {a: stir}\n", Recipe)
    assert len(faults) == 1
    assert '"title"' in faults[0].cure


def test_a_misspelt_word_is_told_with_the_word_that_was_meant() -> None:
    _, faults, _ = read_model("format: 1\ntitle: Soup\nseason: wintr\nsteps: {a: stir}\n", Recipe)
    assert '"winter"' in faults[0].cure


def test_a_fault_deep_in_a_file_names_the_path_in_the_words_of_the_file() -> None:
    text = (
        "format: 1\ntitle: Soup\nby guest:\n  ann: {text: x, waits: soon}\nsteps: {a: {text: y, waits: 5}}\n"
    )
    _, faults, _ = read_model(text, Recipe)
    assert [fault.field for fault in faults] == ["by guest.ann.waits", "steps.a.waits"]
