"""A caller asks for a second question only where there was one and it was lost, and not for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.test_what_nothing_answers import RELAY, heard

REST = "What was the other thing?"
OWN = {
    "missed_the_rest": [REST],
    "not_understood": ["I can't follow that."],
    "asks_back": ["Is it {choice}?"],
}
PLATE = {
    "label": "The plate on the bridge",
    "value": "WDL4 171",
    "says": "Yes, is plate. I read. W, D, L. Four. And 171.",
    "asked_by": ["ask_plate"],
}
STATE = {
    "label": "Awake or not",
    "value": "groaning",
    "says": "He's making a noise. Like a groan. He won't say nothing back.",
    "asked_by": ["ask_conscious"],
}


def caller(**facts):
    calls = {"main": builders.MAIN_CALL | OWN}
    return Play(builders.scenario(calls=calls, facts=builders.FACTS | facts)).answered()


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        (
            "Look at the bridge, is there a plate, a sign with letters? Can you read it to me slowly?",
            "is there a plate a sign with letters",
            "ask_plate",
        ),
        ("is it a railway bridge or another sort of bridge?", "is it a railway bridge", "ask_plate"),
        ("Tell him to stop and come down. Can you get him to do that?", "Tell him to stop", "advise_stop"),
        ("He must stay in the van. Can you shout that to him?", "He must stay in the van", "advise_stay"),
        ("Is there a plate? I'll let you go unless there's anything else?", "Is there a plate", "ask_plate"),
        ("Is there a plate? Is it on the wall or the bridge?", "Is there a plate", "ask_plate"),
        ("Is there a plate? Is that clear?", "Is there a plate", "ask_plate"),
        (
            "Is there a plate on the bridge, and can you see a plate?",
            "Is there a plate on the bridge",
            "ask_plate",
        ),
        ("Is there a plate? Is it W D L?", "Is there a plate", "ask_plate"),
    ],
)
def test_what_only_carries_on_or_lies_in_the_answer_is_no_lost_question(text, words, act):
    assert REST not in heard(caller(plate=PLATE), text, sure=[(act, words)])


@pytest.mark.parametrize(
    "text",
    [
        "Is there a plate? How far is the plate?",
        "Is there a plate? Where is he?",
        "Is there a plate? Is anybody hurt?",
        "Is there a plate? Can you see blood on it?",
    ],
)
def test_a_question_for_more_than_was_answered_is_asked_for(text):
    assert REST in heard(caller(plate=PLATE), text, sure=[("ask_plate", "Is there a plate")])


def test_what_is_asked_of_the_same_person_goes_with_a_long_answer_behind_an_and_as_well():
    text = "Is he awake, and is he breathing? Can he talk to you?"
    sure = [("ask_conscious", "Is he awake"), ("ask_conscious", "and is he breathing")]
    assert REST not in heard(caller(state=STATE), text, sure=sure)


def lost(play, what):
    play.t += 1
    return heard(play, f"Where is it? Is the {what} loud?", sure=[("ask_location", "Where is it")])


def test_it_is_asked_for_no_oftener_than_twice_in_the_same_words_and_never_twice_running():
    play, said = caller(), []
    for what in [
        "dog",
        "cat",
        "pump",
        "door",
        "fan",
        "bell",
        "till",
        "horn",
        "clock",
        "kettle",
        "gate",
        "van",
    ]:
        said.append(lost(play, what))
        heard(play, "Where is it?", sure=[("ask_location", "Where is it")])
    asked = [line for line in said if "other thing" in line or "half of that" in line]
    assert sum(REST in line for line in asked) == 2
    assert len(asked) == 5, "then it is passed over"


def test_who_has_just_said_that_a_question_was_lost_says_of_the_next_that_it_was_not_followed():
    play = caller()
    assert lost(play, "dog").endswith(REST)
    again = lost(play, "dog")
    assert REST not in again
    assert again.endswith("I can't follow that.")


def test_a_question_beside_news_alone_is_met_by_no_nod_when_there_are_no_words_left_for_it():
    play = caller()
    for what in ["dog", "cat", "pump", "door", "fan", "bell"]:
        said = heard(play, f"Stay in. Is the {what} loud?", sure=[("advise_wait", "Stay in")])
        assert any(words in said for words in ("other thing", "half of that", "follow that"))


def test_a_typist_or_a_whisper_has_no_other_words_for_it():
    play = Play(builders.scenario(calls={"main": builders.MAIN_CALL | RELAY})).answered()
    said = []
    for what in ["dog", "cat", "pump", "door"]:
        said.append(lost(play, what))
        heard(play, "Where is it?", sure=[("ask_location", "Where is it")])
    assert sum("your other question" in line for line in said) == 2
    assert not any("What was the other thing you asked me" in one for one in said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tell him to stop where he is, please.", "where he is"),
        ("Are you all right where you are?", "where you are"),
        ("Are you well away from it yourself?", "Are you well away from it yourself"),
        ("And are you still by the wall?", "And are you still by the wall"),
    ],
)
def test_the_place_is_no_answer_where_nobody_asked_for_it(text, words):
    play = caller()
    play.say("ask_location", text="Where is it?")
    assert "Larch Street" not in heard(play, text, sure=[("ask_location", words)])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tell me exactly where you are", "Tell me exactly where you are"),
        ("ok first thing I need is where you are", "where you are"),
        ("Do you know the address where you are", "the address where you are"),
        ("Are you still in the house?", "Are you still in the house"),
        ("are you by Larch Street", "are you by Larch Street"),
    ],
)
def test_a_question_for_the_place_is_answered_with_it(text, words):
    play = caller()
    play.say("ask_location", text="Where is it?")
    assert "Larch Street" in heard(play, text, sure=[("ask_location", words)])


@pytest.mark.parametrize("yes", ["Yes please. And", "Yeah thats it, and", "Yes and", "Yes, I mean it,"])
def test_a_yes_to_what_was_asked_back_counts_though_more_follows_it(yes):
    play = caller(plate=PLATE)
    unsure = ReadAct(act="ask_plate", band="unsure", score=0.4, words="a plate", phrase="Is there a plate?")
    play.do(cmd.Say(line="line:1", text="a plate", reading=Reading(acts=(unsure,))))
    said = heard(play, f"{yes} where is it?", sure=[("ask_location", "where is it")])
    assert "171" in said
    assert "14 Larch Street" in said


def test_a_yes_with_more_behind_it_takes_up_nothing_where_nothing_was_asked_back():
    said = heard(caller(plate=PLATE), "Yes please. And where is it?", sure=[("ask_location", "where is it")])
    assert said == "It's 14 Larch Street, Testham."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Hang on, is that {choice}, you're asking?", "Hang on, is that “is there a plate”, you're asking?"),
        ("For the record: {choice}?", "For the record: is there a plate?"),
    ],
)
def test_a_question_for_yes_or_no_is_quoted_in_the_midst_of_a_sentence(line, said):
    calls = {"main": builders.MAIN_CALL | {"asks_back": [line]}}
    play = Play(builders.scenario(calls=calls, facts=builders.FACTS | {"plate": PLATE})).answered()
    unsure = ReadAct(act="ask_plate", band="unsure", score=0.4, words="a plate", phrase="Is there a plate?")
    found = play.do(cmd.Say(line="line:1", text="a sign?", reading=Reading(acts=(unsure,))))
    assert [e.text for e in found if e.kind == "heard"] == [said]


WORDS = st.sampled_from(["plate", "bridge", "sign", "letters", "number"])


@given(
    WORDS,
    WORDS,
    st.sampled_from(["Can you read it to me?", "or another {}?", "is that the {}?", "ok?", "Clear?"]),
)
def test_no_caller_asks_for_a_second_question_where_the_line_held_one(first, second, tail):
    asked = f"is there a {first} on the {second}"
    text = f"{asked}? {tail.format(first)}"
    assert REST not in heard(caller(plate=PLATE), text, sure=[("ask_plate", asked)])


NEWS = st.lists(
    st.sampled_from(
        [
            "Thank you.",
            "I'm still here.",
            "Right then love.",
            "A patrol is on the way.",
            "ok brill",
            "Please stay on the line.",
            "sorry to keep you waiting",
        ]
    ),
    max_size=3,
)
ONE_QUESTION = st.sampled_from(
    [
        "is there a plate on the bridge",
        "and what does the plate say",
        "can you see a plate, a sign or letters",
        "tell me what the plate says",
        "which plate is it, the yellow one or the white one",
    ]
)


@given(NEWS, ONE_QUESTION, st.sampled_from(["?", "? ok?", ", please?", "? Is that clear?"]), NEWS)
def test_one_question_among_news_is_one(before, asked, end, after):
    text = ". ".join([*(one.rstrip(".") for one in before), asked]) + end + " " + " ".join(after)
    assert REST not in heard(caller(plate=PLATE), text, sure=[("ask_plate", asked)])
