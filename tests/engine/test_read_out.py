"""A number that a learner reads out, off the screen say, and the caller affirms, was told."""

import pytest

from tests.engine import builders
from tests.engine.builders import Play

NUMBER = {
    "label": "Number",
    "value": "07700 900740",
    "says": "It's this one.",
    "asked_by": ["ask_callback_number"],
}


def caller():
    return Play(builders.scenario(facts=builders.FACTS | {"number": NUMBER})).answered()


def told(play):
    return any("number" in line.told for line in play.state.lines.values())


def test_a_number_that_is_read_out_and_affirmed_was_told():
    play = caller()
    assert play.say("confirm_details", text="is 07700 900740 your own number?") == ["Yes, that's right."]
    assert told(play)


@pytest.mark.parametrize("said", ["is 07700 900704 your own number?", "is this your own number?"])
def test_another_number_or_none_tells_nothing(said):
    play = caller()
    assert play.say("confirm_details", text=said) != ["Yes, that's right."]
    assert not told(play)


def test_what_has_no_number_to_ring_is_not_told_by_being_guessed():
    play = caller()
    play.say("confirm_location", text="So that's 14 Larch Street?")
    assert not told(play)
