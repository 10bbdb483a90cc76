"""Questions that share their words, a yes that forbids what was asked, and what was just told told again."""

import pytest

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.test_a_second_question import REST

ROOM = {"to": ["ask_bedroom"], "says": ["The back bedroom."]}
AWAKE = {"to": ["ask_lady_awake"], "says": ["She's talking to me."]}
HOLD = {"to": ["advise_hold_head"], "says": ["He's holding it."]}
RIDER = {
    "label": "The rider awake",
    "value": "rider awake and breathing",
    "topic": "injuries",
    "says": "He's awake. He's breathing.",
    "asked_by": ["ask_breathing"],
}
NEXT_DOOR = {
    "label": "Next door",
    "value": "next door smells gas",
    "topic": "people",
    "says": "Next door smells gas too. The lady has come out and she asks me what she is to do.",
    "told": {"at": 20},
    "asked_by": ["ask_neighbours"],
}
TAP = {
    "label": "The tap",
    "value": "tap by the door",
    "says": "It's by the door. I can reach it.",
    "asked_by": ["ask_ignition"],
}
ACTS = {
    act: {"label": act, "like": like, "phrasings": [phrase]}
    for act, like, phrase in (
        ("ask_bedroom", "question", "Which room is he in?"),
        ("ask_lady_awake", "question", "Is the lady awake?"),
        ("advise_hold_head", "instruction", "Hold her head still"),
    )
}


def caller(**facts):
    call = builders.MAIN_CALL | {
        "reactions": [ROOM, AWAKE, HOLD],
        "missed_the_rest": [REST],
        "asks_back": ["D'you mean {choice}?"],
    }
    return Play(builders.scenario(calls={"main": call}, facts=builders.FACTS | facts, acts=ACTS)).answered()


def asked(play, text, *heard):
    """Say a line in whose words acts were heard: (act, words) or (act, words, band, phrase)."""
    acts = []
    for act, words, band, phrase in ((*one, "sure", "")[:4] if len(one) == 2 else one for one in heard):
        acts.append(
            ReadAct(act=act, band=band, score=0.9 if band == "sure" else 0.4, words=words, phrase=phrase)
        )
    play.t += 1
    found = play.do(cmd.Say(line="line:1", text=text, reading=Reading(acts=tuple(acts), form="question")))
    return " ".join(e.text for e in found if e.kind == "heard")


def test_a_piece_that_lends_the_verb_of_the_next_question_brings_no_scolding_repeat():
    play = caller()
    play.say("ask_location")
    line = ("ask_location", "Which floor"), ("ask_bedroom", "and which room is he in")
    assert asked(play, "Which floor and which room is he in?", *line) == "The back bedroom."


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("What road is it and which room is he in?", "What road is it"),
        ("The road please, and which room is he in?", "The road please"),
    ],
)
def test_a_question_of_its_own_is_answered_again_beside_another(text, first):
    play = caller()
    play.say("ask_location")
    said = asked(play, text, ("ask_location", first), ("ask_bedroom", "and which room is he in"))
    assert "14 Larch Street" in said
    assert said.endswith("The back bedroom.")


def test_a_piece_is_answered_where_it_was_not_told_before():
    line = ("ask_location", "Which floor"), ("ask_bedroom", "and which room is he in")
    assert "14 Larch Street" in asked(caller(), "Which floor and which room is he in?", *line)


def test_what_hangs_on_a_question_about_her_is_not_answered_of_him():
    line = ("ask_lady_awake", "Is the lady awake"), ("ask_breathing", "and breathing ok")
    said = asked(caller(rider=RIDER), "Is the lady awake and breathing ok?", *line)
    assert said == "She's talking to me."
    line = ("ask_lady_awake", "Is the lady awake"), ("ask_breathing", "and is he breathing")
    said = asked(caller(rider=RIDER), "Is the lady awake and is he breathing?", *line)
    assert said == "She's talking to me. He's awake. He's breathing."


def nearly_held(play):
    before = "Ask her to keep her head still"
    return asked(play, before, ("advise_hold_head", before, "unsure", "Hold her head still"))


@pytest.mark.parametrize(
    "text",
    [
        "Yes, ask her not to turn her head, nobody needs to hold it",
        "Yes but don't hold it, only talk to her",
        "yeah and nobody should hold her",
    ],
)
def test_a_yes_whose_line_forbids_what_was_asked_confirms_nothing(text):
    play = caller()
    assert nearly_held(play) == "D'you mean hold her head still?"
    said = asked(play, text, ("advise_hold_head", text, "unsure", "Hold her head still"))
    assert said not in ("", "He's holding it.")
    assert "hold her head" not in said, "and nobody is asked the same again"
    assert "advise_hold_head" not in play.kinds("spoke")[-1].reading.sure()


@pytest.mark.parametrize("text", ["Yes please", "Yes, and don't go near the petrol", "affirmative"])
def test_a_yes_with_an_order_of_its_own_still_confirms_what_was_asked(text):
    play = caller()
    nearly_held(play)
    assert asked(play, text) == "He's holding it."


def test_who_was_asked_more_than_was_caught_does_not_scold_in_the_same_breath():
    play = caller()
    play.say("ask_location")
    said = asked(play, "Where are you? Has the paint dried up?", ("ask_location", "Where are you"))
    assert said == f"14 Larch Street! {REST}"
    assert "I told you already!" in asked(play, "Where are you?", ("ask_location", "Where are you"))


def test_what_was_told_unasked_is_said_again_in_short_when_it_is_asked_for():
    play = caller(next_door=NEXT_DOOR)
    play.wait(30)
    assert NEXT_DOOR["says"] in [e.text for e in play.kinds("heard")]
    said = asked(play, "Is anybody in next door?", ("ask_neighbours", "Is anybody in next door"))
    assert said
    assert NEXT_DOOR["says"] not in said


@pytest.mark.parametrize(
    ("tail", "asked_back"),
    [("can you get to it easily?", False), ("can you see anything risky?", True)],
)
def test_what_only_carries_on_is_not_asked_back_though_it_was_nearly_heard_as_something(tail, asked_back):
    play = caller(tap=TAP)
    half = ("ask_hazards", tail.removesuffix("?"), "unsure", "is there anything risky")
    said = asked(play, f"Where is the tap, {tail}", ("ask_ignition", "Where is the tap"), half)
    assert said.startswith("It's by the door. I can reach it.")
    assert ("D'you mean" in said) == asked_back


@pytest.mark.parametrize(
    "tail",
    [
        "can you turn it off safely?",
        "can you reach it easily?",
        "can you turn it off yet?",
        "and can you do that safely?",
    ],
)
def test_a_lone_adverb_makes_no_second_question_of_what_only_carries_on(tail):
    play = caller(tap=TAP)
    said = asked(play, f"Affirmative. Where is the tap, {tail}", ("ask_ignition", "Where is the tap"))
    assert said == "It's by the door. I can reach it."
