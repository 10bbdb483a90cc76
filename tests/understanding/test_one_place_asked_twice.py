"""Where something is may be asked for in two ways in one breath: that is one, anything else is two."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from simulator.understanding.stacking import stacks_questions


def _stacked(text: str) -> bool:
    return stacks_questions(cut(text, Speller((), ())))


@pytest.mark.parametrize(
    "text",
    [
        "which house r u at, whats the adress",
        "Where has it happened, what road are you on?",
        "where did it happen, which town is that in",
        "Which lane are they in, is the whole road blocked or can traffic get past?",
        "which building are you in? what street is it on?",
    ],
)
def test_where_it_is_asked_in_two_ways_is_one_question(text):
    assert not _stacked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Where has it happened, is anyone hurt?",
        "which house are you at, whats your name",
        "Which lane are they in? How many cars are there?",
        "where did it happen and when did it start",
    ],
)
def test_where_it_is_and_something_else_are_two(text):
    assert _stacked(text)
