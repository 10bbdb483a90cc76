"""One question put in two ways, an echo, or the opening of a call is not several questions at once."""

import pytest

from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import chatting, taken
from tests.marking.small_world import FACTS, judged

STACKED = {"never_says": ["manner:stacked_questions"]}


def put(text, *acts, tape=None, changes=None):
    """Judge a line that was noticed as several questions, its acts heard in the words given."""
    heard = tuple(ReadAct(act=a, band="sure" if s > 0.5 else "unsure", score=s, words=w) for a, s, w in acts)
    reading = Reading(acts=heard, manner=("stacked_questions",), form="question")
    said = (tape or chatting()).add(ev.Spoke(t=60, line="line:1", text=text, reading=reading))
    return judged(said.end(), changes=changes or {}, **STACKED).result


def test_one_thing_put_twice_is_one_question():
    both = "how long has it been like this when did you first see it"
    assert (
        put("how long has it been like this, when did you first see it?", ("ask_when", 0.9, both)) == "shown"
    )
    parts = ("how long has it been like this", "what is your name")
    two = (("ask_when", 0.9, parts[0]), ("ask_name", 0.9, parts[1]))
    assert put(f"{parts[0]}, {parts[1]}?", *two) == "contrary"
    unheard = ("ask_when", 0.9, parts[0])
    assert put(f"{parts[0]}, {parts[1]}?", unheard) == "contrary", "a second question that was not caught"


@pytest.mark.parametrize(
    "questions",
    [
        (
            ("ask_location", "Where are you"),
            ("ask_name", "Name"),
            ("ask_hazards", "Dangers"),
        ),
        (
            ("ask_location", "Where are you please"),
            ("ask_name", "And you are"),
            ("ask_what_happened", "What are you reporting"),
        ),
    ],
    ids=["typed short", "sharing small words alone"],
)
def test_questions_for_different_things_are_several(questions):
    text = " ".join(f"{words}?" for _, words in questions)
    assert put(text, *((act, 0.9, words) for act, words in questions)) == "contrary"


def test_two_questions_that_one_fact_answers_are_one():
    acts = (("ask_location", 0.9, "what's the address there"), ("ask_postcode", 0.9, "which home is it"))
    text = "which home is it, what's the address there?"
    same = FACTS | {"address": FACTS["address"] | {"asked_by": ["ask_location", "ask_postcode"]}}
    other = FACTS | {"address": FACTS["address"] | {"asked_by": ["ask_location"]}}
    assert put(text, *acts, changes={"facts": same}) == "shown"
    assert put(text, *acts, changes={"facts": other}) == "contrary"


def test_an_echo_of_what_was_just_said_is_no_question():
    tape = chatting().hear(55, "There's a plank come down.", who="caller")
    hit = ("ask_injuries", 0.9, "Is anyone hit")
    assert put("A plank down? Is anyone hit?", hit, tape=tape) == "shown"
    tape = chatting().hear(55, "There's a plank come down.", who="caller")
    assert put("A wall down? Is anyone hit?", hit, tape=tape) == "contrary"


def test_questions_of_which_none_was_caught_are_held_against_nobody():
    thanked = ("thank", 0.9, "Thank you")
    asked = ("ask_name", 0.4, "what's the pub")
    assert put("Thank you. Whereabouts is it, what's the pub?", thanked, asked) == "shown"


@pytest.mark.parametrize(("named", "result"), [("greet_service", "shown"), ("greet", "contrary")])
def test_the_first_words_on_a_call_may_ask_how_somebody_is_and_what_happened(named, result):
    acts = (
        (named, 0.9, "Careline Marla speaking"),
        ("ask_injuries", 0.9, "Are you all right"),
        ("ask_what_happened", 0.9, "what's happened"),
    )
    tape = taken()
    heard = tuple(ReadAct(act=a, band="sure", score=s, words=w) for a, s, w in acts)
    reading = Reading(acts=heard, manner=("stacked_questions",), form="question")
    text = "Careline, Marla speaking. Are you all right, what's happened?"
    tape = tape.add(ev.Spoke(t=9, line="line:1", text=text, reading=reading))
    for n, act in enumerate(("ask_name", "thank", "ask_hazards")):
        tape.say(20 + n, act)
    assert judged(tape.end(), **STACKED).result == result


@pytest.mark.parametrize(
    ("text", "acts", "result"),
    [
        (
            "What's your name and how old are you?",
            [("ask_name", 0.9, "What's your name"), ("ask_age", 0.9, "and how old are you")],
            "shown",
        ),
        (
            "who am i speaking to please and where do you work?",
            [
                ("ask_name", 0.9, "who am i speaking to please"),
                ("ask_location", 0.9, "and where do you work"),
            ],
            "shown",
        ),
        (
            "May I take your name, and is 07700 900692 good for you?",
            [("ask_name", 0.9, "May I take your name")],
            "shown",
        ),
        (
            "What's your name? Is anyone hurt?",
            [("ask_name", 0.9, "What's your name"), ("ask_injuries", 0.9, "Is anyone hurt")],
            "contrary",
        ),
        (
            "What's your name? How old are you?",
            [("ask_name", 0.9, "What's your name"), ("ask_age", 0.9, "How old are you")],
            "contrary",
        ),
        (
            "What's your name, how old are you, and where do you work?",
            [
                ("ask_name", 0.9, "What's your name"),
                ("ask_age", 0.9, "how old are you"),
                ("ask_location", 0.9, "and where do you work"),
            ],
            "contrary",
        ),
        (
            "How are you feeling, are you coughing or short of breath?",
            [("ask_symptoms", 0.9, "How are you feeling"), ("ask_breathing", 0.9, "or short of breath")],
            "shown",
        ),
        (
            "Mr Patel, how are you both, any cough or trouble breathing?",
            [("ask_breathing", 0.9, "any cough or trouble breathing")],
            "shown",
        ),
        (
            "How are you feeling? And is he breathing?",
            [("ask_symptoms", 0.9, "How are you feeling"), ("ask_breathing", 0.9, "And is he breathing")],
            "contrary",
        ),
        (
            "How are you feeling, is the door locked?",
            [("ask_symptoms", 0.9, "How are you feeling"), ("ask_access", 0.9, "is the door locked")],
            "contrary",
        ),
    ],
)
def test_who_somebody_is_and_how_somebody_is_are_asked_in_one_breath(text, acts, result):
    assert put(text, *acts) == result


def test_news_that_begins_with_so_is_no_question():
    bye = ("ask_anything_else", 0.9, "Do you have any question")
    assert put("The engineer is on his way and so are the engines. Do you have any question?", bye) == "shown"


ADDRESS, HURT = ("ask_location", 0.9, "whats the adress love"), ("ask_injuries", 0.9, "and is anyone hurt")
NATURAL = "whats the adress love and is anyone hurt??"


@pytest.mark.parametrize(
    ("text", "acts", "result"),
    [
        (NATURAL, [ADDRESS, HURT], "shown"),
        (NATURAL, [ADDRESS], "contrary"),
        (NATURAL, [ADDRESS, (HURT[0], 0.4, HURT[2])], "contrary"),
        ("whats the adress love, is anyone hurt??", [ADDRESS, (*HURT[:2], "is anyone hurt")], "contrary"),
        (
            "whats the adress love and is anyone hurt and whats your name?",
            [ADDRESS, HURT, ("ask_name", 0.9, "and whats your name")],
            "contrary",
        ),
        (
            "whats the adress love and is anyone hurt or trapped or unwell or in any kind of pain at all?",
            [ADDRESS, HURT],
            "contrary",
        ),
    ],
    ids=["both caught", "one hidden", "one half caught", "no and", "three", "a long second one"],
)
def test_two_short_questions_joined_by_an_and_are_one_natural_line_while_both_are_caught(text, acts, result):
    assert put(text, *acts) == result


@pytest.mark.parametrize(("before", "result"), [(0, "shown"), (1, "shown"), (2, "contrary")])
def test_two_at_a_time_as_a_habit_are_several_questions_at_once(before, result):
    tape = chatting()
    heard = tuple(ReadAct(act=a, band="sure", score=s, words=w) for a, s, w in (ADDRESS, HURT))
    reading = Reading(acts=heard, manner=("stacked_questions",), form="question")
    for n in range(before):
        tape = tape.add(ev.Spoke(t=40 + n, line="line:1", text=NATURAL, reading=reading))
    assert put(NATURAL, ADDRESS, HURT, tape=tape) == result


def test_the_finding_says_which_two_questions_were_let_pass():
    heard = tuple(ReadAct(act=a, band="sure", score=s, words=w) for a, s, w in (ADDRESS, HURT))
    reading = Reading(acts=heard, manner=("stacked_questions",), form="question")
    tape = chatting().add(ev.Spoke(t=60, line="line:1", text=NATURAL, reading=reading))
    found = judged(tape.end(), **STACKED)
    assert "At 1:00 you joined two short questions, and both were caught." in found.sentence
    assert len(found.cites) == 1
