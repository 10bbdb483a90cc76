"""What a caller never asks back, and what is no cause to scold: a manner, the contrary, what has moved on."""

import pytest

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play

ASKS = {"asks_back": ["You mean {choice}?"], "nods": ["Right you are."], "missed_the_rest": ["What else?"]}
NIECE = {
    "label": "A niece",
    "topic": "people",
    "value": "niece of four",
    "says": "My niece Erin.",
    "asked_by": ["ask_siblings"],
}


def caller(**changes):
    facts = builders.FACTS | changes
    return Play(builders.scenario(calls={"main": builders.MAIN_CALL | ASKS}, facts=facts)).answered()


def say(play, text, *acts):
    play.t += 1
    reading = Reading(acts=tuple(acts))
    found = play.do(cmd.Say(line="line:1", text=text, reading=reading))
    return " ".join(e.text for e in found if e.kind == "heard"), play.state.lines["line:1"].spoken[-1].reading


def nearly(act, phrase, *, score=0.4, words=""):
    return ReadAct(act=act, band="unsure", score=score, phrase=phrase, words=words)


def sure(act, words=""):
    return ReadAct(act=act, band="sure", score=0.9, words=words)


def test_a_manner_that_was_nearly_heard_is_taken_up_and_never_asked_back():
    said, _ = say(caller(), "Nearly there. Stay calm", nearly("calm_down", "Try to be calm"))
    assert said == "Right you are."


def test_no_yes_takes_up_a_manner_that_was_nearly_heard():
    play = caller()
    say(play, "Stay calm", nearly("calm_down", "Try to be calm"))
    _, reading = say(play, "Yes. Breathe slowly")
    assert "calm_down" not in reading.sure()


@pytest.mark.parametrize(
    ("text", "act", "phrase"),
    [
        ("I'll keep it open till they come, ok?", "explain_next", "we won't be sending anybody tonight"),
        ("Are you alright?", "ask_injuries", "are you alright are you injured at all"),
    ],
)
def test_neither_the_contrary_nor_two_questions_in_one_are_asked_back(text, act, phrase):
    said, _ = say(caller(), text, nearly(act, phrase))
    assert said
    assert "won't" not in said
    assert "injured" not in said


def test_what_denies_is_asked_back_of_a_line_that_denies():
    said, _ = say(caller(), "We send nobody tonight", nearly("explain_next", "we won't be sending anybody"))
    assert "won't be sending" in said


def test_who_else_there_is_is_answered_by_whoever_is_named_beside_it():
    play = caller(niece=NIECE)
    say(play, "Who is there?", sure("ask_who_is_there", "Who is there"))
    text = "Is there anybody else with you, any brothers or sisters?"
    both = sure("ask_who_is_there", "Is there anybody else with you"), sure("ask_siblings", "any sisters")
    assert say(play, text, *both)[0] == "My niece Erin."


def test_who_else_there_is_stays_unknown_where_nobody_is_named():
    play = caller()
    say(play, "Who is there?", sure("ask_who_is_there", "Who is there"))
    asked = sure("ask_who_is_there", "Is there anybody else")
    assert say(play, "Is there anybody else?", asked)[0] == "I don't know."


@pytest.mark.parametrize(("overtaken_by", "scolds"), [((), True), (("cylinder",), False)])
def test_where_somebody_is_by_now_is_asked_again_without_a_scolding(overtaken_by, scolds):
    play = caller(address=builders.FACTS["address"] | {"overtaken_by": overtaken_by})
    say(play, "Where are you?", sure("ask_location", "Where are you"))
    say(play, "Any dangers?", sure("ask_hazards", "Any dangers"))
    said, _ = say(play, "Where are you?", sure("ask_location", "Where are you"))
    assert ("I told you already!" in said) == scolds


def test_nothing_is_named_that_shares_no_word_with_what_was_said():
    said, _ = say(caller(), "is anyone else up there?", nearly("ask_who_is_there", "is anybody in the house"))
    assert said == "Sorry, what?"


def test_nobody_is_named_who_was_not_named():
    zak = nearly("ask_who_is_there", "Is Zak off the roof?", words="Is Koby still on the roof")
    said, _ = say(caller(), "Is Koby still on the roof?", zak)
    assert "Zak" not in said
    play = caller()
    say(play, "So Zak is up there too", sure("acknowledge"))
    said, _ = say(play, "Is he still on the roof?", nearly("ask_who_is_there", "Is Zak off the roof?"))
    assert said == "You mean is Zak off the roof?"


def test_of_two_things_the_second_is_named_only_where_it_brings_nothing_new():
    doors = nearly("ask_access", "are the doors locked", words="are the doors locked")
    bathroom = nearly("ask_hazards", "is the bathroom door locked", words="are the doors locked")
    said, _ = say(caller(), "are the doors locked", doors, bathroom)
    assert said == "You mean are the doors locked?"
