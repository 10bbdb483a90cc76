"""What is asked in nearly the words of a phrasing is answered, news gets a nod, and a reading back is one."""

import pytest

from tests.engine.test_not_asked_back import caller, nearly, say, sure


def test_what_is_asked_in_nearly_the_words_of_a_phrasing_is_answered():
    words = "is there something dangerous there"
    asked = nearly("ask_hazards", "Is there anything dangerous?", score=0.45, words=words)
    said, reading = say(caller(), words, asked)
    assert (said, reading.sure()) == ("There's an oxygen cylinder by his bed.", ("ask_hazards",))


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("can you hear the sirens", "Can you hear me okay?"),
        ("is there nothing dangerous there", "Is there anything dangerous?"),
        ("where is it dangerous", "Is it dangerous?"),
    ],
)
def test_other_words_are_asked_back_as_before(words, phrase):
    _, reading = say(caller(), words, nearly("ask_hazards", phrase, score=0.45, words=words))
    assert reading.sure() == ()


def test_of_two_phrasings_of_one_thing_one_is_offered():
    words = "are any of the babies at risk"
    first = nearly("ask_vulnerable", "any babies at home today", score=0.41, words=words)
    said, _ = say(caller(), f"{words}?", first, nearly("ask_pets", "any babies or cats", words=words))
    assert said == "You mean any babies at home today?"


def test_a_phrasing_that_shares_only_a_small_word_is_not_offered():
    asked = nearly("ask_neighbours", "Is the whole road out or only you?", words="or only by the kitchen")
    said, _ = say(caller(), "or only by the kitchen?", asked)
    assert "road" not in said


def test_news_is_met_with_a_nod_and_not_asked_back():
    told = nearly(
        "explain_next", "An officer is going to review it", words="The officer will decide about it"
    )
    assert say(caller(), "The officer will decide about it", told)[0] == "Right you are."


def test_thanks_that_go_on_are_taken_up():
    thanks = sure("thank", "Thank you for moving")
    assert (
        say(caller(), "Thank you for moving so fast Mrs Lee, that was just right", thanks)[0]
        == "Right you are."
    )


def test_nobody_asks_for_more_after_a_goodbye():
    ends = sure("close_call", "goodbye now")
    said, _ = say(caller(), "goodbye now. Where did you put the spare key of the shed?", ends)
    assert "What else?" not in said


def test_a_clause_with_when_behind_news_is_no_question():
    text = "The warden will come to you when the doors are done"
    assert "What else?" not in say(caller(), text, sure("explain_next", "The warden will come to you"))[0]


def test_what_only_says_a_question_closer_leaves_nothing_open():
    text = "What's dangerous in it, anything about your cellar?"
    assert say(caller(), text, sure("ask_hazards", "What's dangerous in it"))[0].endswith("by his bed.")


def test_a_long_reading_back_is_one_whatever_its_clauses_resemble():
    play = caller()
    say(play, "where are you?", sure("ask_location", "where are you"))
    where = play.world.cast["home.line"]
    text = f"So I've got: {where}, you can smell gas and he walks with a stick upstairs. Is that right?"
    said, reading = say(play, text, sure("ask_vulnerable", "he walks with a stick"))
    assert (said, reading.sure()) == ("Yes, that's right.", ("confirm_details",))


def test_more_is_not_denied_where_what_was_meant_is_answered():
    both = sure("ask_anything_else", "Is there anything else there"), sure("ask_hazards", "like a cylinder")
    said, _ = say(caller(), "Is there anything else there, like a cylinder?", *both)
    assert said == "There's an oxygen cylinder by his bed."


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("The officer looks at it next and decides about the families", "Right you are."),
        ("Mr Hill I am told the engines are two streets away now", "Right you are."),
        ("The window has to be left open, you must do that now", "Sorry, what?"),
        ("Blip the blop until it blops of itself again", "Sorry, what?"),
    ],
)
def test_plain_news_of_which_nothing_was_heard_gets_a_nod_and_nothing_else_does(text, taken):
    assert say(caller(), text)[0] == taken
