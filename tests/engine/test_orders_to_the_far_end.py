"""What crews and organisations make of orders, requests and thanks, and of an answer to their question."""

import pytest

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.small_organisation import organisation

NEWS = "Gas leak at 14 Larch Street, oxygen cylinder"
CANNOT_TELL = "What you ask me, I can't tell you from here."
PASSED_ON = "I've noted that, and I'll pass it on."


@pytest.fixture
def told():
    """A line to an organisation that has taken up what it was told."""
    play = Play().answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=NEWS))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    return play


def heard(play, text, *acts, line=""):
    on = line or next(key for key in play.state.lines if key.startswith("phone:gas_network"))
    read = Reading(acts=tuple(ReadAct(act=a, band="sure", score=0.9, words=w) for a, w in acts))
    play.t += 1
    found = play.do(cmd.Say(line=on, text=text, reading=read))
    return " ".join(e.text for e in found if e.kind == "heard" and e.line == on)


@pytest.mark.parametrize(
    "text",
    [
        "Can you send your bridge examiner as well?",
        "thx. one carer is with him rite now, can u get the gp to that one first?",
        "Thank you. Will you ring the parents, or shall we?",
    ],
)
def test_a_request_to_act_is_noted_and_never_refused_as_a_question(told, text):
    assert heard(told, text, ("thank", "thx")) in (PASSED_ON, "Received.")


def test_a_question_of_information_is_said_to_be_one_and_the_news_with_it_is_noted(told):
    assert heard(told, "Which shift is on?") == CANNOT_TELL
    said = heard(told, "The section is off and locked off. Which shift is on?")
    assert said == f"Noted. {CANNOT_TELL}"


def test_a_request_in_a_message_is_taken_up_with_it_and_the_number_is_the_reference():
    play = Play().answered()
    text = f"{NEWS}. Please send officers to close the road, and can I have your number?"
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=text))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    (answer,) = play.kinds("message_answered")
    assert answer.answer == "accepted"
    assert CANNOT_TELL not in answer.text


def test_thanks_with_an_instruction_are_taken_up(told):
    assert heard(told, "Thank you Network, please leave the valve shut until I ring") == "Received."


def test_nobody_says_twice_running_that_nothing_was_understood(told):
    assert "again" in heard(told, "blip blap blop bloop")
    assert heard(told, "I asked whether the blip is a blop") == PASSED_ON


def test_who_comes_is_answered(told):
    promised = heard(told, "Will you come?", ("ask_will_attend", "Will you come"))
    assert heard(told, "Who's coming to close the road?") == promised


def test_an_organisation_never_takes_up_two_messages_word_for_word():
    outside = {"gas_network": {"accepts": "Oh, Mum. Right. I'm coming."}}
    play = Play(builders.scenario(outside=outside)).answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=NEWS))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    said = [heard(play, f"14 Larch Street, {n}", ("pass_information", "")) for n in ("one", "two")]
    assert play.kinds("message_answered")[0].text == "Oh, Mum. Right. I'm coming."
    assert said == ["Right, I've got that.", "Thank you, I have that as well."]


@pytest.mark.parametrize(
    ("greeting", "ready"),
    [
        ("Rail Control, emergency line. Plate number?", "Rail Control, emergency line."),
        ("(a dog barking) Duty manager. What's broken?", "(a dog barking) Duty manager."),
        ("Fire Control. Where to?", "Fire Control."),
        ("Fire Control, what's the address?", "Fire Control."),
        ("Ambulance, tell me about the patient.", "Ambulance."),
        ("Hello? Who's this at this hour?", "Hello? Who's this at this hour?"),
        ("Fire Control, go ahead, Roads.", "Fire Control, go ahead, Roads."),
    ],
)
def test_whoever_picks_up_a_message_that_is_ready_asks_nothing(greeting, ready):
    centre = organisation()
    bodies = tuple(
        b.model_copy(update={"says": b.says.model_copy(update={"answers": greeting})})
        for b in centre.directory
    )
    play = Play(centre=centre.model_copy(update={"directory": bodies})).answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=NEWS))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    assert next(e.text for e in play.kinds("heard") if e.because == "greeting") == ready


def test_a_crew_takes_notice_of_the_answer_to_its_question_and_then_asks_the_rest():
    asks = {"when": {"deployed": ["engine"]}, "after": 5, "by": "engine", "says": "{call}, any hazards?"}
    play = Play(builders.scenario(cues={"asks": asks | {"asks": ["cylinder"]}})).answered()
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    play.wait(6)
    (said,) = [heard(play, "Alpha One, oxygen cylinder inside", line="radio:alpha1")]
    assert said.startswith("Received. ")
    assert said.endswith("?")


def test_who_is_answered_in_the_words_of_the_question_does_not_ask_again():
    asks = "Is he awake and breathing, and where is he hurt?"
    play = Play(builders.scenario(outside={"gas_network": {"needs": ["dad"], "asks": asks}})).answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=NEWS))
    play.do(at=play.kinds("message_sent")[-1].answer_due)
    assert play.kinds("message_answered")[-1].text == asks
    assert heard(play, "Oxygen cylinder by the bed").endswith(asks)
    assert asks not in heard(play, "yes hes awake and breathing, as far as she knows")
