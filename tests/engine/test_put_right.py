"""What is put right, and what is answered by yes or no: nobody is taken the same wrong way twice."""

import pytest

from simulator.engine import literal
from simulator.engine.carried_on import plainly_holds
from simulator.engine.passing import _in_one_breath
from simulator.model import commands as cmd
from tests.engine.builders import Play, scenario
from tests.engine.test_lines_and_logs import refusals
from tests.engine.test_not_asked_back import caller, nearly, say, sure


@pytest.mark.parametrize("opens", ["No I mean", "no, i meant", "Sorry, I asked", "nope what I said"])
def test_what_was_asked_back_is_not_taken_up_by_whoever_puts_it_right(opens):
    play = caller()
    asked, _ = say(play, "you still ok there?", nearly("ask_caller_location", "Still there, are you?"))
    assert "?" in asked
    corrected = nearly("ask_caller_location", "are you there now?")
    _, reading = say(play, f"{opens} are you ok waiting there", corrected)
    assert reading.acts == ()


def test_what_was_surely_heard_of_a_correction_stays():
    play = caller()
    say(play, "you still ok there?", nearly("ask_caller_location", "Still there, are you?"))
    _, reading = say(play, "No I mean is anyone hurt", sure("ask_injuries", "is anyone hurt"))
    assert reading.sure() == ("ask_injuries",)


def test_a_place_that_was_never_spoken_of_is_not_asked_back():
    house = nearly("ask_can_leave", "is everyone out of the house")
    asked, _ = say(caller(), "is everyone out of the car?", house)
    assert "house" not in asked
    play = caller()
    say(play, "Which house is it?", sure("ask_location", "Which house is it"))
    asked, _ = say(play, "is everyone out of there?", house)
    assert "out of the house" in asked


@pytest.mark.parametrize(
    ("text", "question", "answers"),
    [
        ("yes she can but only when the traffic is stopped", "Can they get out by themselves?", True),
        ("No, not by themselves", "And the people? Where are they, can they get out?", True),
        ("yes", "Can they get out by themselves?", False),
        ("yes on Fell Road", "Where is it?", False),
        ("she can get out", "Can they get out by themselves?", False),
    ],
)
def test_a_yes_or_no_with_something_to_it_answers_what_it_can_answer(text, question, answers):
    assert literal.says_yes_or_no(text, question) is answers


def test_who_calls_whom_is_said_once_in_a_breath():
    asks = ["Received.", "{call} to Desk, what is it?", "{call} to Desk, how do I get in?"]
    assert _in_one_breath(asks) == "Received. {call} to Desk, what is it? How do I get in?"
    nobody_called = ["What is it, then?", "What is it, or where?"]
    assert _in_one_breath(nobody_called) == " ".join(nobody_called)


def test_whoever_was_rung_and_is_silent_has_not_answered_yet():
    play = Play(scenario()).answered()
    play.do(cmd.PhoneOut(to="gas_network", incident=play.log))
    line = next(x.id for x in play.state.lines.values() if x.party == "gas_network")
    play.do(cmd.Say(line=line, text="Gas desk?"))
    assert refusals(play)[-1].endswith("has not answered yet.")


def test_a_girl_is_an_answer_to_whoever_asks_for_kiddies_besides():
    asked = ("any", "kiddies", "in", "the", "back")
    assert plainly_holds("There's a little girl in the back, she's strapped in.", asked)
    assert not plainly_holds("There's a dog in the back.", ("any", "kiddies"))
