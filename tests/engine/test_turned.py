"""What is asked back is asked as its asker would: I is the caller, and you the desk."""

import pytest

from simulator.engine.turned import clause_of, turned


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("how did he get hold of you", "how did he get hold of me"),
        ("is there anything you're unsure of", "is there anything I'm unsure of"),
        ("what's your name", "what's my name"),
        ("have you got a number I can call you on", "have I got a number you can call me on"),
        ("where are you", "where am I"),
        ("were you hurt yourself", "was I hurt myself"),
        ("can he hear you talking to me", "can he hear me talking to you"),
        ("what can you see on your screen", "what can I see on my screen"),
        ("tell me where you are", "tell you where I am"),
        ("how do we get in", "how do you get in"),
        ("could you say where the gas is turned off?", "where the gas is turned off?"),
        ("Can you tell me where you are", "where I am"),
        ("can you say your name", "can I say my name"),
        ("is the front door open", "is the front door open"),
    ],
)
def test_a_question_asked_back_speaks_of_the_caller_as_i_and_of_the_desk_as_you(asked, back):
    assert turned(asked) == back


@pytest.mark.parametrize(
    ("asked", "quoted"),
    [
        ("And the number of that phone, please?", "the number of that phone"),
        ("Okay, and is anybody hurt?", "is anybody hurt"),
        ("Please can you tell me your name?", "can you tell me your name"),
        ("So where are you, please?", "where are you"),
        ("I'd like your name, please.", "I'd like your name"),
        ("Right side or left?", "right side or left"),
        ("Android or something else?", "android or something else"),
    ],
)
def test_a_choice_is_quoted_as_a_clause_of_its_own(asked, quoted):
    assert clause_of(asked) == quoted
