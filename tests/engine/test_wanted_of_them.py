"""What a message wants done is answered: a reference once, the scenario's words, a note, and standing off."""

import pytest

from simulator.engine.passing import NO_ANSWER
from simulator.engine.wanted_of_them import NOTED, REST_NOTED, STANDS_OFF, stands_off, wanted
from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.small_organisation import organisation

NEWS = "Gas leak at 14 Larch Street, oxygen cylinder"
TWO_WAYS = ("Our number for that is {reference}.", "That's logged as {reference}.")
CLOSING = "We are closing the road at both ends."


def answer(text, *acts, outside=None, to="gas_network", medium="phone", times=1):
    play = Play(builders.scenario(outside=outside or {})).answered()
    read = Reading(acts=tuple(ReadAct(act=a, band="sure", score=0.9, words=w) for a, w in acts))
    if to == "engine":
        play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street"))
        play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    for _ in range(times):
        play.do(cmd.Send(incident=play.log, to=to, medium=medium, text=text, reading=read))
        play.do(at=play.kinds("message_sent")[-1].answer_due)
    return play.kinds("message_answered")[-1].text


def test_a_reference_is_said_once_though_it_was_asked_for():
    text = f"{NEWS}. What is your reference please?"
    outside = {"gas_network": {"accepts": "Thanks, that's {reference}."}}
    said = answer(text, ("ask_reference", "What is your reference please"), outside=outside)
    (number,) = {word.strip(".") for word in said.split() if word.strip(".").isdigit() and len(word) > 3}
    assert said.count(number) == 1


def test_a_reference_that_the_answer_does_not_hold_is_given():
    outside = {"gas_network": {"accepts": "All noted."}}
    said = answer(f"{NEWS}. Your reference?", ("ask_reference", "Your reference"), outside=outside)
    assert said.startswith("All noted. Our reference is ")


def test_a_request_is_answered_in_the_words_of_the_scenario_that_speak_of_it():
    outside = {"gas_network": {"will_send": CLOSING}}
    said = answer(f"{NEWS}. Can you close the road please?", outside=outside)
    assert said.endswith(CLOSING)
    assert NOTED not in said
    said = answer(f"{NEWS}. Can you close the road and send a spill crew?", outside=outside)
    assert said.endswith(f"{CLOSING} {REST_NOTED}")


def test_another_request_is_noted_and_noted_once():
    said = answer(f"{NEWS}. Please isolate the supply and confirm.")
    assert said.endswith(NOTED)
    assert NOTED not in answer(f"{NEWS}. Please isolate the supply.", times=2)


def test_news_alone_brings_no_note_and_own_words_of_the_scenario_take_a_request_up():
    assert NOTED not in answer(f"{NEWS}. The caller turned it off and is closing the door.")
    outside = {"gas_network": {"accepts": "Crew going with oxygen."}}
    assert answer(f"{NEWS}. pls send an ambulance now", outside=outside) == "Crew going with oxygen."


@pytest.mark.parametrize("medium", ["radio", "data"])
def test_a_crew_told_to_stand_off_says_that_it_does(medium):
    said = answer(f"{NEWS}. Stand off uphill until it is safe.", to="engine", medium=medium)
    assert said.endswith(STANDS_OFF)
    assert STANDS_OFF not in answer(NEWS, to="engine", medium=medium)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Stand off until Alpha 1 says safe. Over.", True),
        ("You are to hold back at the corner", True),
        ("Please wait for police before going in", True),
        ("Do not enter, RVP at the church", True),
        ("No need to stand off any more", False),
        ("The caller will wait at the gate", False),
        ("She has been told to stay back", False),
        ("Medic 501 is standing off", False),
    ],
)
def test_standing_off_is_told_from_what_others_do(text, told):
    assert stands_off(text) == told


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Can you close the road and get a spill crew out, and what is your reference please?", 2),
        ("pls send an ambulance now", 1),
        ("We need a second engine at the back", 1),
        ("We need to know when", 0),
        ("Caller turned the gas off and closed the door", 0),
        ("Can you give me your reference?", 0),
        ("Please note that he is on oxygen", 0),
        ("Get in by the back door, the front is locked", 0),
    ],
)
def test_what_is_wanted_is_told_from_news_and_questions(text, things):
    assert len(wanted(text)) == things


def told_alpha2(medium):
    cue = {"when": {"deployed": ["engine"], "passed": ["cylinder"]}, "after": 5, "by": "engine",
           "says": "{call}, cylinder noted."}  # fmt: skip
    play = Play(builders.scenario(cues={"noted": cue})).answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street"))
    play.wait(220)
    for crew in ("alpha1", "alpha2"):
        play.do(cmd.Deploy(incident=play.log, resource=crew))
    play.do(cmd.Send(incident=play.log, to="alpha2", medium=medium, text="Oxygen cylinder by the bed"))
    play.wait(20)
    return [e.party for e in play.kinds("heard") if e.because == "cue:noted"]


@pytest.mark.parametrize("medium", ["radio", "data"])
def test_the_crew_that_was_told_says_that_it_has_heard_and_not_another_of_its_kind(medium):
    assert told_alpha2(medium) == ["alpha2"]


def test_a_reference_that_was_given_is_not_read_out_again_with_the_next_news():
    known = organisation()
    bodies = [
        body.model_copy(update={"says": body.says.model_copy(update={"acknowledges": TWO_WAYS})})
        for body in known.directory
    ]
    play = Play(centre=known.model_copy(update={"directory": tuple(bodies)})).answered()
    texts = []
    for more in (NEWS, f"{NEWS}, the cat is out", f"{NEWS}, he is awake"):
        play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=more, reading=Reading()))
        play.do(at=play.kinds("message_sent")[-1].answer_due)
        texts.append(play.kinds("message_answered")[-1].text)
    number = play.kinds("message_answered")[0].reference
    assert number
    assert [number in text for text in texts] == [True, False, False]


@pytest.mark.parametrize(
    "asks", ["Do you need anything else?", "do u need anything more", "Is there anything else you need?"]
)
def test_whoever_asks_whether_more_is_needed_is_told(asks):
    said = answer(f"{NEWS}. {asks}")
    assert said.endswith("No, that's all we need.")
    assert NO_ANSWER not in said
    lacking = answer(f"Gas leak. {asks}")
    assert "all we need" not in lacking
    assert "What are the hazards?" in lacking
