"""Nobody asks for what they were told: an answer is taken, and who is called off stands down."""

import pytest

from simulator.engine import literal
from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play
from tests.engine.small_organisation import organisation

RADIO = "radio:gas3"


def phoned(play, text, to="gas_network"):
    """Phone an organisation with a message; return the message and how it was answered."""
    play.do(cmd.Send(incident=play.log, to=to, medium="phone", text=text))
    sent = play.kinds("message_sent")[-1]
    play.do(at=sent.answer_due)
    return sent, play.kinds("message_answered")[-1]


def bound():
    """A crew that has taken its job and is on the way."""
    play = Play().answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="gas3"))
    play.do(cmd.Send(incident=play.log, to="gas3", medium="radio", text="Gas3 from Control, 14 Larch Street"))
    play.wait(5)
    return play


@pytest.mark.parametrize(
    "text",
    ["Hazards: gas in the house", "the hazard is the gas itself", "2 hazards, gas and stairs", "no hazards"],
)
def test_who_was_told_of_a_topic_by_its_name_does_not_ask_for_it(text):
    play = Play().answered()
    assert phoned(play, f"Gas leak at 14 Larch Street. {text}.")[1].answer == "accepted"


@pytest.mark.parametrize("text", ["Are there any hazards?", "Do you know what the hazard is?", "hazard"])
def test_a_question_about_a_topic_tells_nothing_of_it(text):
    play = Play().answered()
    assert phoned(play, f"Gas leak at 14 Larch Street. {text}")[1].answer == "asks"


def test_what_was_asked_for_once_more_in_other_words_is_then_taken_as_given():
    play = Play().answered()
    sent, first = phoned(play, "Gas leak at 14 Larch Street")
    assert first.text == "What are the hazards?"
    again = play.say("pass_information", text="the whole house reeks of it", line=sent.line)
    assert again == ["Yes, but I still need to know. What are the hazards?"]
    taken = play.say("pass_information", text="as I said, it reeks and it burns", line=sent.line)
    assert taken[0].startswith("Accepted for 14 Larch Street")


def test_a_place_is_asked_for_until_it_is_told():
    play = Play().answered()
    sent, _ = phoned(play, "Gas leak, oxygen cylinder")
    for _ in range(3):
        (said,) = play.say("pass_information", text="a gas leak, as I said", line=sent.line)
        assert said.endswith("?")
    assert play.say(text="14 Larch Street", line=sent.line)[0].startswith("Accepted for 14 Larch Street")


def test_an_answer_to_its_own_question_that_a_crew_does_not_catch_is_asked_for_once():
    asks = {"when": {"deployed": ["engineer"]}, "after": 5, "by": "engineer", "asks": ["stick"]}
    play = Play(builders.scenario(cues={"asks": asks | {"says": "{call}, can he walk, over?"}})).answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="gas3"))
    play.wait(6)
    assert play.say(text="barely on a good day", line=RADIO) == ["Gas3, say again."]
    assert play.say(text="only a few steps at a time", line=RADIO) == ["Received."]
    assert play.say(text="slow like", line=RADIO) == ["Received."], "not for ever"


def test_a_crew_does_not_ask_on_its_own_for_what_it_was_told():
    asks = builders.CUES["asks_hazard"] | {"raises_priority": ""}
    told, untold = (Play(builders.scenario(cues={"asks": asks})).answered() for _ in range(2))
    for play in (told, untold):
        play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
        play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
        text = "Alpha1, 14 Larch Street" + (", oxygen cylinder by the bed" if play is told else "")
        play.do(cmd.Send(incident=play.log, to="alpha1", medium="radio", text=text))
        play.wait(40)
    assert [e.cue for e in told.kinds("cue_passed")] == ["asks"]
    assert [e.cue for e in untold.kinds("cue_fired")] == ["asks"]


@pytest.mark.parametrize(
    "text",
    [
        "Gas3 from Control, stand down, Alpha has it, out",
        "you're no longer needed, ta",
        "Control to Gas3 stand down",
    ],
)
def test_a_crew_that_is_told_to_stand_down_says_so_and_stands_down(text):
    play = bound()
    read = Reading(acts=(ReadAct(act="radio_stand_by", band="sure", score=0.9, words=text),))
    play.t += 1
    play.do(cmd.Say(line=RADIO, text=text, reading=read))
    assert play.kinds("heard")[-1].text == "Gas3, standing down."
    assert play.state.resources["gas3"].status == "available"
    assert play.say("pass_information", text="it is electric, by the way", line=RADIO) == ["Gas3, received."]


def test_a_crew_that_was_called_off_on_the_board_asks_nothing_any_more():
    play = bound()
    play.do(cmd.StandDown(resource="gas3"))
    assert not play.say("pass_information", text="there is a smell of burning", line=RADIO)[0].endswith("?")
    assert play.say(text="stand down, Gas3", line=RADIO) == ["Gas3, standing down."]


def test_a_message_by_radio_calls_a_crew_off_as_well():
    play = bound()
    play.do(cmd.Send(incident=play.log, to="gas3", medium="radio", text="Gas3 from Control, stand down, out"))
    assert play.state.resources["gas3"].status == "available"
    play.wait(5)
    assert play.kinds("heard")[-1].text == "Gas3, standing down."


@pytest.mark.parametrize(
    "text",
    [
        *("do not stand down yet", "wait there until you stand down", "stand by"),
        *("Alpha will stand down", "I told Alpha to stand down"),
    ],
)
def test_what_does_not_call_a_crew_off_leaves_it_on_its_way(text):
    play = bound()
    play.say(text=text, line=RADIO)
    assert play.state.resources["gas3"].status == "mobile"


def test_a_question_to_which_an_organisation_has_no_answer_is_never_met_by_silence():
    play = Play().answered()
    told = "Gas leak at 14 Larch Street, oxygen cylinder."
    sent, answer = phoned(play, f"{told} What can you tell us about her n can i have your reference?")
    assert answer.text.startswith("Accepted for 14 Larch Street")
    assert answer.text.endswith("What you ask me, I can't tell you from here.")
    said = play.say(text="should they get out of there?", line=sent.line)
    assert said == ["What you ask me, I can't tell you from here."]
    plain = phoned(Play().answered(), f"{told} Please can you send somebody, and what's your ref?")[1]
    assert "I can't tell you" not in plain.text


def test_news_that_sounds_like_a_question_is_received_and_not_asked_for_again():
    play = Play().answered()
    sent, _ = phoned(play, "Gas leak at 14 Larch Street, oxygen cylinder")
    said = play.say("ask_breathing", text="yes breathing but quick and shallow", line=sent.line)
    assert said == ["Received."]


@pytest.mark.parametrize(
    ("greeting", "ready", "alone"),
    [
        ("Gas Network, is anybody hurt?", "Gas Network.", "Gas Network, is anybody hurt?"),
        ("Gas. Is it burning?", "Gas.", "Gas. Is it burning?"),
        ("Gas Network, who is calling?", "Gas Network, who is calling?", "Gas Network, who is calling?"),
        ("Gas Network, go ahead.", "Gas Network, go ahead.", "Gas Network, go ahead."),
    ],
)
def test_who_picks_up_asks_no_yes_or_no_of_a_message_that_is_ready(greeting, ready, alone):
    centre = organisation()
    bodies = tuple(
        b.model_copy(update={"says": b.says.model_copy(update={"answers": greeting})})
        for b in centre.directory
    )
    centre = centre.model_copy(update={"directory": bodies})
    play = Play(centre=centre).answered()
    phoned(play, "Gas leak at 14 Larch Street")
    assert next(e.text for e in play.kinds("heard") if e.because == "greeting") == ready
    other = Play(centre=centre).answered()
    other.do(cmd.PhoneOut(to="gas_network", incident=other.log))
    other.wait(30)
    assert next(e.text for e in other.kinds("heard") if e.because == "greeting") == alone


def test_a_crew_that_ends_with_out_and_asks_nothing_waits_for_nobody():
    for words, waits in (("{call}, going in by the front, out.", False), ("{call}, which door, over?", True)):
        cue = {"when": {"deployed": ["engineer"]}, "after": 5, "by": "engineer", "says": words}
        play = Play(builders.scenario(cues={"calls": cue})).answered()
        play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
        play.do(cmd.Deploy(incident=play.log, resource="gas3"))
        play.wait(6)
        assert (play.state.lines[RADIO].calling is not None) is waits


def test_a_crew_that_takes_up_news_and_answers_names_itself_once():
    play = bound()
    acts = (ReadAct(act="ask_eta", band="sure", score=0.9),)
    text = "what's your eta, and there is an oxygen cylinder in the house?"
    play.do(cmd.Say(line=RADIO, text=text, reading=Reading(acts=acts, form="question")))
    assert play.kinds("heard")[-1].text.count("Gas3") == 1


@pytest.mark.parametrize(
    ("said", "asked", "answers"),
    [
        ("They could get out of the doors but it's lane three", "Can they get out by themselves?", True),
        ("it's lane three, and he cannot walk", "Can he get out?", True),
        ("can they what?", "Can they get out by themselves?", False),
        ("the mother is deaf", "Can they get out by themselves?", False),
        ("they could try", "What are the hazards?", False),
    ],
)
def test_who_takes_up_the_opening_of_a_yes_or_no_question_has_answered_it(said, asked, answers):
    assert literal.says_yes_or_no(said, asked) is answers
