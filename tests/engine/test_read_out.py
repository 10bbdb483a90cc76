"""A number that a learner reads out, off the screen say, and the caller affirms, was told."""

import pytest

from simulator.model import commands as cmd
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


RECORD = {
    "record": {
        "when": {"looked_up": ["history"]},
        "by": "centre",
        "says": "Record: Okafor, 14 Larch Street.",
    }
}


def looked_up():
    play = Play(builders.scenario(cues=builders.CUES | RECORD)).answered()
    play.do(cmd.LookUp(what="history:line:1"))
    play.wait(1)
    assert any("Record" in one.text for one in play.kinds("heard"))
    return play


@pytest.mark.parametrize(
    ("act", "said", "fact"),
    [
        ("confirm_location", "Is it Richard, at 14 Larch Street?", "address"),
        ("confirm_details", "Is that Mrs Okafor?", "name"),
    ],
)
def test_a_house_or_a_name_that_a_record_showed_and_the_caller_affirms_was_told(act, said, fact):
    play = looked_up()
    assert play.say(act, text=said) == ["Yes, that's right."]
    assert fact in play.state.told


def test_a_house_that_nobody_spoke_of_is_not_told_by_being_guessed():
    play = caller()
    play.say("confirm_location", text="So that's 14 Larch Street?")
    assert "address" not in play.state.told


@pytest.mark.parametrize("said", ["So that's 41 Larch Street?", "So that's Larch Street?"])
def test_another_house_or_none_tells_nothing(said):
    play = looked_up()
    play.say("confirm_location", text=said)
    assert "address" not in play.state.told


def test_a_number_that_is_read_out_beside_another_question_is_affirmed():
    play = caller()
    said = play.say("ask_name", text="whats your name please, and are you on 07700 900740?")
    assert "Yes, that's right." in said[0]
    assert told(play)


def test_the_scripted_yes_to_what_is_read_out_is_followed_by_no_other_fact():
    name = builders.FACTS["name"] | {"asked_by": ["confirm_details"]}
    play = Play(builders.scenario(facts=builders.FACTS | {"number": NUMBER, "name": name})).answered()
    assert play.say("confirm_details", text="is 07700 900740 right?") == ["Yes, that's right."]


def test_what_has_no_number_and_no_name_is_not_told_by_being_guessed():
    play = caller()
    play.say("confirm_details", text="So there's an oxygen cylinder, is that right?")
    assert "cylinder" not in play.state.told
