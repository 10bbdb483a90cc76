"""What a crew is told last of where to look counts, and who is told to send nobody says so."""

import pytest

from simulator.engine.passing import NO_ANSWER
from simulator.engine.sought import place_sought, sends_nobody
from simulator.model import commands as cmd
from tests.engine.builders import Play
from tests.engine.test_wanted_of_them import NEWS, answer
from tests.engine.test_what_the_far_end_was_told import bound, phoned


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Try the bus station first, over", "the bus station"),
        ("Go to the bus station and the front, not the home", "the bus station"),
        ("Look for a black coupe, Dex, 25, along the front.", "the front"),
        ("Keep looking along the sea front, over", "the sea front"),
        ("Do not go to the front", ""),
        ("Come from the station end and stop short", ""),
        ("Go to the station end", ""),
        ("Go round the back through the yard", ""),
        ("Check the meter, and look in the loft", ""),
    ],
)
def test_a_place_that_everybody_knows_is_where_a_crew_is_to_look(text, place):
    assert place_sought(text) == place


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Not found yet, no need of a crew now; please stand by", True),
        ("no ambulance needed", True),
        ("Please don't send a crew", True),
        ("Please send a crew", False),
        ("We need an ambulance now", False),
    ],
)
def test_who_says_that_nobody_need_come_is_understood(text, nobody):
    assert sends_nobody(text) is nobody


def told(play, text):
    play.do(cmd.Send(incident=play.log, to="gas3", medium="radio", text=text))
    play.wait(5)
    return play.kinds("message_answered")[-1].text


def test_a_crew_goes_by_where_it_was_told_to_look():
    play = Play().answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="gas3"))
    assert told(play, "Gas3 from Control, gas and a girl missing. Try the park first") == (
        "Gas3, mobile to the park."
    )
    assert "the front" in told(play, "Gas3, look along the front now").lower()
    assert "14 Larch Street" in told(bound(), "Gas3, the address is 14 Larch Street, not the park")


def test_no_crew_is_sent_to_who_wants_none():
    _, answered = phoned(Play().answered(), f"{NEWS}. No need of a crew now, please note it.")
    assert "nobody is sent" in answered.text
    assert answered.reference in answered.text


def test_who_asks_what_else_is_needed_or_who_is_sent_is_not_told_that_it_cannot_be_said():
    assert NO_ANSWER not in answer(f"{NEWS}. What else do you need?")
    assert NO_ANSWER not in answer(f"{NEWS}. What do you know of him, and who will you send?")


def test_an_order_that_goes_on_behind_an_and_is_no_question():
    assert NO_ANSWER not in answer(f"{NEWS}. Can you go round and let it out, and ring us when it's done?")
