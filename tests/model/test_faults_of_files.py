"""What holds of every file that is read: nothing crashes, and all its faults come at once, with cures."""

from pathlib import Path

from simulator.model.load_organisation import load_organisation
from simulator.model.typed_reading import read_model
from tests.model.recipe import Recipe

WENDSHIRE = Path("criteria/organisations/wendshire")


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
