"""What is asked back is asked as its asker would: I is the caller, and you the desk."""

import pytest

from simulator.engine.turned import turned


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
