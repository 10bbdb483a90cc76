"""What a caller said to an order or to news is not said again word for word, nor twice in a breath."""

import pytest

from simulator.engine.said_before import in_short
from simulator.model.scenario import Fact
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.test_what_nothing_answers import heard

SENT = {"to": ["say_help_sent"], "says": ["Oh, you've never got them out for me. In this weather."]}
SHOUTS = {"to": ["advise_leave"], "says": ["(shouting) EVERYBODY! Out!", "(shouting) I said out!"]}
RINGS = {"to": ["worsening_advice"], "says": ["I ring. Same number."]}
WATCHES = {"to": ["advise_watch"], "says": ["I watch him. I ring. Same number. Promise."]}
RIGHT = {"to": ["confirm_details"], "says": ["That's right, aye."]}
PLATE = {"to": ["ask_registration"], "says": ["TV17 ZKB."]}


def caller(**more):
    reactions = [SENT, SHOUTS, RINGS, WATCHES, PLATE, RIGHT]
    calls = {"main": builders.MAIN_CALL | {"reactions": reactions, "nods": ["Aye."]} | more}
    return Play(builders.scenario(calls=calls)).answered()


def test_a_first_surprise_is_not_tacked_to_the_goodbye():
    play = caller()
    assert play.say("say_help_sent") == SENT["says"]
    assert play.say("say_help_sent", "close_call") == ["Thank you. Bye."]


def test_an_order_given_again_is_nodded_at_once_its_words_are_used_up():
    play = caller()
    assert [play.say("advise_leave")[0] for _ in range(4)] == [*SHOUTS["says"], "Aye.", "Aye."]
    assert play.state.brought["reaction:main:1"] == 4, "the record has it all the same"


def test_a_question_asked_again_is_answered_again():
    play = caller()
    assert [play.say("ask_registration")[0] for _ in range(3)] == ["TV17 ZKB."] * 3


def test_what_is_read_back_again_is_said_again_to_be_right():
    play = caller()
    assert [play.say("confirm_details") for _ in range(2)] == [["That's right, aye."]] * 2


def test_a_caller_who_cannot_speak_gives_the_same_sign_again():
    taps = {"to": ["advise_leave"], "says": ["(one tap)"]}
    play = caller(reactions=[taps], silent=True)
    assert [play.say("advise_leave") for _ in range(2)] == [["(one tap)"]] * 2


def test_a_sentence_stands_once_in_a_reply():
    assert caller().say("worsening_advice", "advise_watch") == ["I ring. Same number. I watch him. Promise."]


@pytest.mark.parametrize("number", ["sixty", "Sixty"])
def test_a_reply_begins_every_part_of_it_with_a_capital(number):
    guests = {"label": "Guests", "value": "60", "says": f"{number}, or so.", "asked_by": ["ask_how_many"]}
    play = Play(builders.scenario(facts=builders.FACTS | {"guests": guests})).answered()
    said = heard(
        play, "Where is it? How many?", sure=[("ask_location", "Where is it"), ("ask_how_many", "How many")]
    )
    assert said == "It's 14 Larch Street, Testham. Sixty, or so."


def test_a_short_answer_is_said_in_full_twice_and_then_in_its_first_words():
    words = "His head, dear. On the kerb. He's nodding again now."
    fact = Fact(label="His head", value="hit his head", accept=("head",))
    assert in_short(words, (words,), fact) == words
    assert in_short(words, (words, f"Yes. {words}"), fact) == "His head, dear."
    assert in_short("It is 14 Larch Street.", ["It is 14 Larch Street."] * 3) == "It is 14 Larch Street."
