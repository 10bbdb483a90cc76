"""Text stays what was written until a field says what it is; many ways of writing give one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.durations import parse_duration, write_duration
from simulator.model.faults import Fault
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import compose
from tests.model.recipe import Recipe, Step

HEAD = "format: 1\ntitle: Soup\n"


def read(text: str) -> Recipe:
    recipe, faults, _ = read_model(HEAD + text, Recipe)
    assert faults == []
    assert recipe is not None
    return recipe


def test_an_unquoted_phone_number_keeps_its_leading_zero() -> None:
    assert read("steps: {a: x}\nphone: 01632960118\n").phone == "01632960118"


@pytest.mark.parametrize("word", ["no", "on", "off", "yes", "null", "1:30", "010", "1e3", "2026-01-01", "~"])
def test_words_that_yaml_would_turn_into_something_else_stay_words(word: str) -> None:
    recipe = read(f"steps: {{a: x}}\nwords: {{{word}: {word}}}\n")
    assert recipe.words == {word: word}


def test_one_item_may_stand_without_a_list() -> None:
    assert read("steps: {a: x}\ngoes with: bread\n").goes_with == ("bread",)
    assert read("steps: {a: x}\ngoes with: [bread, rice]\n").goes_with == ("bread", "rice")


def test_items_with_ids_may_be_written_as_keys_or_as_a_list() -> None:
    as_keys = read("steps:\n  a: {text: stir, waits: 2m30s}\n  b: taste\n").steps
    as_list = read("steps:\n  - {id: a, text: stir, waits: 150s}\n  - {id: b, text: taste}\n").steps
    assert as_keys == as_list == (Step(id="a", text="stir", waits=150), Step(id="b", text="taste"))


def test_a_lone_text_stands_for_a_value_with_one_main_field() -> None:
    assert read("steps: {a: stir}\n").steps[0].text == "stir"


def test_yes_and_no_are_truth_only_where_a_truth_is_expected() -> None:
    assert read("steps: {a: x}\nspicy: yes\n").spicy is True
    assert read("steps: {a: x}\nspicy: no\n").spicy is False


def test_the_line_of_every_value_can_be_found_by_its_path() -> None:
    text = HEAD + "steps:\n  a: x\n  b:\n    text: y\n    waits: 3m\n"
    _, _, lines = read_model(text, Recipe)
    assert lines.line("steps", "b", "waits") == 7
    assert lines.line("steps.b.waits") == 7
    assert lines.line("steps", 0) == 4
    assert lines.line("steps.b.nothing") == 5


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("45s", 45), ("3m", 180), ("2m30s", 150), ("1h30m", 5400), ("24h", 86400), ("0s", 0)],
)
def test_a_length_of_time_is_read_in_seconds(written: str, seconds: int) -> None:
    assert parse_duration(written) == seconds


@pytest.mark.parametrize("written", ["45", "", "1:30", "soon", "-3m", "3 minutes", "3x"])
def test_what_is_not_a_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        parse_duration(written)


@given(st.integers(min_value=0, max_value=999 * 3600))
def test_a_length_of_time_is_read_back_as_it_was_written(seconds: int) -> None:
    assert parse_duration(write_duration(seconds)) == seconds


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    recipe, faults, _ = read_model(text, Recipe)
    assert (recipe is None) == bool(faults)
    assert all(isinstance(fault, Fault) and fault.code for fault in faults)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#\n ,?%@", max_size=80))
def test_no_mixture_of_the_signs_of_yaml_breaks_the_reading(text: str) -> None:
    tree, faults = compose(text, "x")
    assert tree is not None or faults
