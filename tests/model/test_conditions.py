"""What a condition may say: a slash parts acts that serve as well, and nothing else."""

import pytest
from pydantic import ValidationError

from simulator.model.condition import Condition, either, is_said_with

WORDS = [
    name
    for name, info in Condition.model_fields.items()
    if info.annotation == tuple[str, ...] and name not in ("looked_up", "not_looked_up", "priority")
]
"""All words that hold a list of ids; what was looked up and priorities have checks of their own."""


@pytest.mark.parametrize("written", ["leave/go", "leave / go", " leave/go "])
def test_acts_that_serve_as_well_stand_on_both_sides_of_a_slash(written):
    assert Condition(said=(written,)).said == ("leave/go",)
    assert either("leave/go") == ("leave", "go")
    assert either("leave") == ("leave",)


@pytest.mark.parametrize("written", ["leave/", "/leave", "leave//go", "leave/go/leave", "/"])
def test_a_slash_needs_another_act_on_each_side(written):
    with pytest.raises(ValidationError, match="said"):
        Condition(said=(written,))


def test_every_list_of_a_condition_is_known_here():
    assert {"told", "not_said", "fired", "rung_back", "sent", "passed", "logged"} <= set(WORDS)
    assert "said" not in WORDS


@pytest.mark.parametrize("word", WORDS)
def test_no_other_word_takes_a_slash_and_the_message_says_what_to_write(word):
    said = "as a list: \\[a, b\\]" if word == "not_said" else 'only acts under "said"'
    with pytest.raises(ValidationError, match=said):
        Condition.model_validate({word: ("a/b",)})


def test_the_acts_of_a_condition_are_named_each_once():
    assert Condition(said=("leave/go", "wait", "go/stay")).acts_said == ("leave", "go", "wait", "stay")


@pytest.mark.parametrize(
    ("wanted", "given", "follows"),
    [
        ("leave/go", ("leave",), True),
        ("leave/go", ("go/leave",), True),
        ("leave", ("leave/go",), False),
        ("leave/go", ("leave/stay",), False),
        ("leave", ("wait", "leave"), True),
    ],
)
def test_what_is_said_follows_from_what_says_as_much_or_more(wanted, given, follows):
    assert is_said_with(wanted, given) is follows
