"""Crews and outside organisations are never silent to a question, and answer from what is known."""

import pytest

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play

RADIO = "radio:gas3"


@pytest.fixture
def bound():
    """A crew that has taken its job and is on the way."""
    play = Play().answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="gas3"))
    text = "Gas3 from Control, 14 Larch Street"
    play.do(cmd.Send(incident=play.log, to="gas3", medium="radio", text=text))
    play.wait(5)
    return play


@pytest.fixture
def there(bound):
    bound.do(at=bound.state.resources["gas3"].due)
    assert bound.state.resources["gas3"].status == "on scene"
    return bound


def heard(play, text, *acts, band="sure", line=RADIO):
    read = Reading(acts=tuple(ReadAct(act=a, band=band, score=0.4, words=text) for a in acts))
    play.t += 1
    found = play.do(cmd.Say(line=line, text=text, reading=read))
    return [e.text for e in found if e.kind == "heard" and e.line == line]


@pytest.mark.parametrize(
    "text",
    ["let me know when he's out", "Gas3, tell me once you are there", "give us a shout as soon as it is off"],
)
def test_who_is_asked_to_report_something_says_that_they_will(bound, text):
    assert heard(bound, f"Received, {text}, over", "radio_acknowledge") == ["Gas3, will do."]
    assert heard(bound, text) == ["Gas3, will do."]


def test_who_is_asked_for_news_on_the_way_says_so_and_on_scene_says_that_there_is_none(bound):
    assert heard(bound, "is the man out yet, over") == ["Gas3, on the way to 14 Larch Street, Testham."]
    bound.do(at=bound.state.resources["gas3"].due)
    assert heard(bound, "is the man out yet, over") == ["Gas3, nothing further yet."]
    assert heard(bound, "any update?", "request_update") == ["Gas3, nothing further yet."]


def test_a_question_that_was_nearly_heard_is_answered(bound):
    assert heard(bound, "and how long", "ask_eta", band="unsure") == ["Gas3, 1 minute."]


def test_a_question_behind_thanks_is_not_passed_over(bound):
    read = Reading(acts=(ReadAct(act="thank", band="sure", score=0.9, words="Thanks"),))
    text = "Thanks. Which way are you coming?"
    found = bound.do(cmd.Say(line=RADIO, text=text, reading=read))
    assert [e.text for e in found if e.kind == "heard"] == ["Gas3, on the way to 14 Larch Street, Testham."]


def test_two_questions_get_two_answers():
    play = Play().answered()
    text = "Gas leak at 14 Larch Street, oxygen cylinder"
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=text))
    sent = play.kinds("message_sent")[-1]
    play.do(at=sent.answer_due)
    (said,) = heard(play, "What's your ref and ETA?", "ask_reference", "ask_eta", line=sent.line)
    assert said.startswith("Our reference is GN ")
    assert said.endswith("About 20 minutes.")


def test_an_organisation_that_wants_to_know_more_says_so_when_asked_how_long():
    play = Play().answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text="Gas leak"))
    sent = play.kinds("message_sent")[-1]
    play.do(at=sent.answer_due)
    (said,) = heard(play, "How long will you be?", "ask_eta", line=sent.line)
    assert said != "About 20 minutes."
    assert said.endswith("?")


def test_who_is_asked_to_treat_it_as_more_urgent_answers_without_a_promise():
    play = Play().answered()
    text = "Gas leak at 14 Larch Street, oxygen cylinder"
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text=text))
    sent = play.kinds("message_sent")[-1]
    play.do(at=sent.answer_due)
    (said,) = heard(play, "Please upgrade it", "request_upgrade", line=sent.line)
    assert "noted as worse" in said
    assert "can't promise" in said


def test_a_crew_on_its_way_does_not_set_off_again_when_it_hears_the_same_place(bound):
    said = heard(bound, "Gas3, 14 Larch Street, oxygen cylinder inside, over", "pass_information")
    assert "mobile" not in said[0]
    assert "14 Larch Street" in said[0]


def test_a_crew_that_has_called_on_its_way_does_not_set_off_afterwards():
    asks = {"when": {"deployed": ["engineer"]}, "after": 5, "by": "engineer", "says": "{call}, nearly there."}
    play = Play(builders.scenario(cues={"asks": asks})).answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="gas3"))
    play.wait(6)
    (said,) = heard(play, "Gas3, 14 Larch Street, the door is open", "pass_information")
    assert "mobile" not in said


def test_a_crew_that_is_sent_elsewhere_says_where_it_now_goes(bound):
    (said,) = heard(bound, "Gas3, correction, 41 Larch Street", "pass_information")
    assert said == "Gas3, mobile to 41 Larch Street."
