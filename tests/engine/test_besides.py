"""A crew takes another body's word, a plain yes and a request, and says honestly what it cannot tell."""

import pytest

from simulator.engine.besides import puts_through
from simulator.engine.checking import checked
from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
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


def heard(play, text, *acts, line=RADIO):
    read = Reading(acts=tuple(ReadAct(act=act, band="sure", score=0.9, words=text) for act in acts))
    play.t += 1
    found = play.do(cmd.Say(line=line, text=text, reading=read))
    return " ".join(e.text for e in found if e.kind == "heard" and e.line == line)


def test_what_another_body_says_is_taken_and_not_asked_for_again(bound):
    name = next(body.short for body in bound.world.organisation.directory)
    assert "received" in heard(bound, f"{name} say the two people are to stay where they are").lower()
    assert "again" in heard(bound, "wibble wobble the elephants").lower()


def test_an_order_is_taken(bound):
    assert "received" in heard(bound, "Leave the lorry where it stands and stay uphill").lower()


def test_a_request_is_met_by_a_promise_to_try(bound):
    assert heard(bound, "Can one of yours stay with them?").endswith("we will if we can.")


def test_a_question_along_with_news_is_answered_honestly(bound):
    said = heard(bound, "14 Larch Street, there is an oxygen cylinder. Which door has she left by?")
    assert said.endswith("I'm not there yet. I'll call you when I am.")
    bound.do(at=bound.state.resources["gas3"].due)
    said = heard(bound, "14 Larch Street, there is an oxygen cylinder. Which door has she left by?")
    assert said.endswith("I can't tell you that yet. I'll call you.")


@pytest.mark.parametrize(
    "text",
    [
        "I am connecting you to the caller now",
        "I'll put you through to her",
        "Please take her for the instructions",
        "Can you talk him through it?",
    ],
)
def test_who_puts_a_caller_through_is_understood(text):
    assert puts_through(text)


@pytest.mark.parametrize(
    "text", ["The caller is a man with a hurt wrist", "Take the stairs", "Can you come?"]
)
def test_other_words_put_nobody_through(text):
    assert not puts_through(text)


@pytest.mark.parametrize(
    ("text", "told", "checks"),
    [
        ("So 14 Larch Street, a smell, nobody hurt. Right?", 3, True),
        ("14 Larch Street, nobody hurt, correct? go ahead", 2, True),
        ("14 Larch Street, right?", 1, False),
        ("14 Larch Street. Is anybody hurt? Right?", 2, False),
        ("Nobody is hurt, but is it the house on the right side", 2, False),
    ],
)
def test_who_reads_several_things_back_asks_only_for_a_yes(text, told, checks):
    acts = ("ask_injuries", "advise_leave")
    assert checked(acts, text, told) == (("advise_leave", "confirm_details") if checks else acts)
