"""Two things said in one breath without a comma: what is lost is asked for, and said again it counts."""

import pytest

from simulator.model import commands as cmd
from simulator.model.asked_in_words import bids, parts_of
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.test_a_second_question import OWN, PLATE, REST, STATE
from tests.engine.test_what_nothing_answers import heard

WHERE = "It's 14 Larch Street, Testham."
GRAVE = {
    "label": "How he is",
    "value": "groaning",
    "says": "He's making a noise, like a groan. His eyes are shut. I never saw him like this in my life.",
    "asked_by": ["ask_conscious"],
}


@pytest.fixture
def play():
    call = builders.MAIN_CALL | OWN | {"reactions": [], "nods": ["Right."]}
    facts = builders.FACTS | {"plate": PLATE, "state": STATE}
    return Play(builders.scenario(calls={"main": call}, facts=facts)).answered()


def nearly(play, text, *acts, sure=()):
    """Say a line of which some acts (id, words, phrasing) were only nearly heard; return the answer."""
    play.t += 1
    read = [ReadAct(act=a, band="sure", score=0.9, words=w) for a, w in sure]
    read += [ReadAct(act=a, band="unsure", score=0.4, words=w, phrase=p) for a, w, p in acts]
    found = play.do(cmd.Say(line="line:1", text=text, reading=Reading(acts=tuple(read))))
    return " ".join(e.text for e in found if e.kind == "heard")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("where is it and have you rung anybody about it", "where is it"),
        ("where is it and is gas coming out", "where is it"),
        ("is gas coming out and where is it", "and where is it"),
        ("where is it have you got a dog", "where is it"),
        ("whos there and where is it", "and where is it"),
        ("stay out of the kitchen, where is it?", "where is it"),
        ("dont touch the lights and where is it", "and where is it"),
        ("where is it and keep everybody back", "where is it"),
    ],
)
def test_what_was_not_heard_beside_a_question_is_asked_for(play, text, words):
    assert heard(play, text, sure=[("ask_location", words)]) == f"{WHERE} {REST}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok love where is it and stay on the line", "where is it"),
        ("dont worry where is it", "where is it"),
        ("where is it is it the house on the corner", "where is it"),
        ("please stay calm and tell me where is it", "and tell me where is it"),
        ("what street is it, is it Larch Street", "what street is it"),
    ],
)
def test_what_asks_for_nothing_more_is_not(play, text, words):
    assert heard(play, text, sure=[("ask_location", words)]) == WHERE


def test_what_was_nearly_heard_beside_it_is_asked_back_without_a_question_mark(play):
    text = "where is it and is there a plate"
    said = nearly(
        play,
        text,
        ("ask_plate", "and is there a plate", "is there a plate"),
        sure=[("ask_location", "where is it")],
    )
    assert said == f"{WHERE} Is it is there a plate?"
    assert "171" in heard(play, "yes")


def test_what_is_said_again_by_itself_counts_as_nearly_as_it_was_heard(play):
    heard(play, "where is it and is there a plate", sure=[("ask_location", "where is it")])
    assert "171" in nearly(play, "is there a plate", ("ask_plate", "is there a plate", "is there a plate"))


def test_another_question_after_it_does_not(play):
    heard(play, "where is it and is he awake", sure=[("ask_location", "where is it")])
    assert "171" not in nearly(
        play, "is there a plate", ("ask_plate", "is there a plate", "is there a plate")
    )


def test_nothing_is_known_of_what_is_said_again_and_still_not_heard(play):
    heard(play, "where is it and can you see alright", sure=[("ask_location", "where is it")])
    assert heard(play, "can you see alright") == "I don't know."
    assert heard(play, "can you see alright") == "I can't follow that."


def test_an_order_without_words_of_its_own_is_nodded_to_in_front_of_the_answer(play):
    sure = [("advise_open_windows", "open a window"), ("ask_location", "and where is it")]
    assert heard(play, "open a window and where is it", sure=sure) == f"Right. {WHERE}"


def test_a_long_answer_is_given_in_full_once():
    facts = builders.FACTS | {"state": GRAVE}
    play = Play(builders.scenario(facts=facts)).answered()
    said = [heard(play, "Is he awake?", sure=[("ask_conscious", "Is he awake")]) for _ in range(3)]
    assert said[0] == GRAVE["says"]
    assert all("in my life" not in one for one in said[1:])
    assert all("like a groan." in one for one in said[1:])


def test_a_message_is_answered_with_what_it_asks():
    play = Play().answered()
    read = Reading(acts=(ReadAct(act="ask_eta", band="sure", score=0.9, words="How long will you be"),))
    text = "Gas leak at 14 Larch Street, oxygen cylinder. How long will you be?"
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=text, reading=read))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    assert play.kinds("message_answered")[-1].text.endswith("About 20 minutes.")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("stay out of the kitchen", True),
        ("please dont touch it", True),
        ("you must not go in", True),
        ("stay on the line", False),
        ("go on then", False),
        ("take your time", False),
        ("he went out", False),
    ],
)
def test_an_order_is_told_from_what_only_keeps_the_talk_going(text, order):
    assert bids(tuple(text.split())) is order


def test_an_order_and_a_question_are_two_parts_and_two_orders_are_one():
    two = parts_of("stay out of the kitchen, is anyone hurt?", hangs=False)
    assert [(p.question, p.order) for p in two] == [(False, True), (True, False)]
    one = parts_of("is it far, go out and close the door", hangs=False)
    assert [(p.question, p.order) for p in one] == [(True, False), (False, True)]
