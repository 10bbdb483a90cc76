"""Who says "I meant …" after being asked back gets that answered alone; nobody shrugs without a cause."""

import pytest

from simulator.model.asked_in_words import asks
from simulator.model.values import tokens
from tests.engine.test_a_second_question import REST
from tests.engine.test_a_second_question import caller as forgetful
from tests.engine.test_not_asked_back import caller, nearly, say, sure

FRIENDS = {
    "label": "Her friends",
    "topic": "detail",
    "value": "two from school",
    "says": "Two from school.",
    "asked_by": ["ask_friends"],
}
TWO_WAYS = {
    "label": "The way in",
    "topic": "access",
    "value": "back door",
    "says": "Round the back. The key is under the pot.",
    "asked_by": ["ask_access", "ask_back_way"],
}


def asked_back():
    play = caller(friends=FRIENDS)
    asked, _ = say(play, "or any mates of hers?", nearly("ask_friends", "has she got mates of her own"))
    assert "has she got mates" in asked
    return play


def test_what_was_asked_back_and_is_meant_wins_over_what_else_is_heard():
    said, reading = say(asked_back(), "I meant mates of hers, any names?", sure("ask_name", "any names"))
    assert said == "Two from school."
    assert reading.sure() == ("ask_friends",)


def test_another_sentence_is_answered_as_it_stands():
    text = "I meant mates of hers. Where are you?"
    said, reading = say(asked_back(), text, sure("ask_location", "Where are you"))
    assert set(reading.sure()) == {"ask_friends", "ask_location"}
    assert "14 Larch Street" in said


def test_what_is_meant_and_only_nearly_heard_counts_where_something_else_was_asked_back():
    meant = nearly("ask_injuries", "Did it hit anyone?", score=0.5, words="was anyone hit")
    _, reading = say(asked_back(), "I meant was anyone hit", meant)
    assert reading.sure() == ("ask_injuries",)


def test_without_a_question_back_nothing_is_changed():
    _, reading = say(caller(friends=FRIENDS), "I meant any names?", sure("ask_name", "any names"))
    assert reading.sure() == ("ask_name",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "what is coming: a gang at ten, a van at six. is it alright to ring you?",
            "is it alright to ring you",
        ),
        ("How are you now, what happened there?", "what happened there"),
        ("Tell me all you know about it, what happened there?", "what happened there"),
        ("what happened there or what did you see there?", "what happened there"),
        ("is it hurting anywhere, and whereabouts?", "is it hurting anywhere"),
    ],
)
def test_what_asks_for_nothing_more_is_not_asked_for(text, words):
    said, _ = say(forgetful(), text, sure("ask_what_happened", words))
    assert REST not in said


@pytest.mark.parametrize("assent", ["is that agreeable", "are you happy with that", "is that acceptable"])
def test_what_asks_for_assent_is_no_question_of_its_own(assent):
    assert not asks(tokens(assent), marked=True, hangs=False)


def test_an_echo_is_neither_asked_back_nor_asked_for():
    play = caller()
    say(play, "where is it?", sure("ask_location", "where is it"))
    landed = nearly("ask_where_landed", "where is larch street", words="Larch Street")
    said, _ = say(play, "Larch Street? Is anyone hurt?", sure("ask_hazards", "Is anyone hurt"), landed)
    assert said == "There's an oxygen cylinder by his bed."


def test_what_was_told_and_is_nearly_asked_is_said_again_rather_than_asked_for():
    play = forgetful()
    say(play, "what happened?", sure("ask_what_happened", "what happened"))
    again = nearly("ask_what_happened", "what has happened", score=0.47, words="what happened there")
    said, _ = say(play, "He is coming. What happened there?", sure("say_help_sent", "He is coming"), again)
    assert REST not in said


def test_a_way_in_that_is_told_leaves_no_other_way_unknown():
    play = caller(way=TWO_WAYS)
    text = "Is there another way in, a back door or a neighbour?"
    said, _ = say(play, text, sure("ask_access", text), sure("ask_back_way", text))
    assert said == TWO_WAYS["says"]


def test_of_two_questions_in_one_phrasing_the_first_is_asked_back():
    ask = nearly("ask_drink", "is Joss a drinker, has he had a few", words="is Joss a drinker")
    said, _ = say(caller(drink=FRIENDS | {"asked_by": ["ask_drink"]}), "is Joss a drinker, is he?", ask)
    assert said == "You mean is Joss a drinker?"
