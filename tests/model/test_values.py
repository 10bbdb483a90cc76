"""A text carries a fact only where it speaks of it: words near each other, not denied, not another's."""

import re

import pytest

from simulator.model.values import carries, marks_written, says
from tests.shipped import shipped_library

MESSAGE = (
    "Gas Three from Control, priority one gas escape. 26 Quarry Street, Castlebeck; strong smell of gas; "
    "front door open, back door locked; oxygen cylinder in the bedroom, over."
)


@pytest.mark.parametrize(
    ("text", "accept", "said"),
    [
        (MESSAGE, "one/1 bedroom", False),
        ("One person in the back bedroom", "one/1 bedroom", True),
        ("Father, a man of 83 with a bad chest, is upstairs", "father upstairs", True),
        ("The driver is trapped", "driver trapped", True),
        ("The driver is not trapped", "driver trapped", False),
        ("No fire or smoke", "smoke", False),
        ("Nothing to drink", "drink", False),
        ("No fire, no smoke", "no smoke", True),
        ("No injuries, fire crew sent", "no fire", False),
        ("Nobody is hurt", "nobody hurt", True),
        ("Ring 07700, 900 782", "07700 900782", True),
        ("Ring oh double seven double oh, nine double oh seven eight two", "07700 900782", True),
        ("Ring oh seven double oh, nine double oh seven eight two", "07700 900782", False),
        ("The caller tapped the phone", "trapped", False),
        ("Three more times", "tiles", False),
        ("In the kichen", "kitchen", True),
        ("A no power. 19 Curlew Road, Fen Gate", "19 Curlew Road", True),
        ("No light, 19 Curlew Road", "19 Curlew Road", True),
        ("No smoke, fire or fumes", "fire", False),
        ("There is no oxygen. There is fire", "oxygen", False),
        ("Grade one at seven one Lugger Road, one man", "71 Lugger Road", True),
        ("Kilo one two, Control. Go to 14 Lugger Road", "12 Lugger Road", False),
        ("Grade one. Two people, Lugger Road", "12 Lugger Road", False),
        ("07700 900507; 07700 900807", "07700 900807", True),
        ("07700 900507; 07700 900807", "00507 07700", False),
        ("None open, since ten to six", "ten to six", True),
        ("There were 106 of them", "ten to six", False),
        ("None, only hers", "only hers", True),
        ("Not only hers", "only hers", False),
    ],
)
def test_words_that_stand_apart_or_are_denied_say_nothing(text, accept, said):
    assert says(text, accept) is said


def told_by(scenario: str, text: str) -> set[str]:
    """Return the facts of a shipped scenario that a text carries, its cast left open."""
    facts = shipped_library().scenarios[scenario].facts
    plain = {key: tuple(re.sub(r"[{}.]", "", a) for a in f.accept) for key, f in facts.items()}
    return {key for key, f in facts.items() if f.value and carries(text, f.value, plain[key])}


@pytest.mark.parametrize(
    ("scenario", "text", "never"),
    [
        ("gas-escape", MESSAGE, {"father", "meter", "candle", "hurt"}),
        ("gas-escape", "Advised no naked flames, lights left alone", {"candle", "light"}),
        ("gas-escape", "Meter in the cupboard by the front door", {"way_in"}),
        ("gas-escape", "Turn the gas off, stay off the phone", {"meter"}),
        ("gas-escape", "Gas Seven from Control, go ahead, over", {"smell"}),
        ("gas-escape", "Hazards: none", {"hurt"}),
        ("road-collision", "Fire engine on the way to Ford Road, by Millhaven", {"engine", "direction"}),
        ("road-collision", "A girl in the back, shouting", {"awake"}),
        ("road-collision", "One rider hurt, another person trapped in the car", {"pillion"}),
        ("silent-call", "I need police attendance for a female caller", {"danger"}),
        ("silent-call", "Child in the home", {"child_cries"}),
        ("silent-call", "No answer when rung, ambulance there as well", {"duress", "cancels"}),
        ("silent-call", "Two dropped calls this month", {"what"}),
        ("silent-call", "Caller tapped twice", {"locked", "cannot_leave"}),
        ("shift-two-calls", "Ladder across the pavement", {"ladder", "seen_fall"}),
        ("shift-two-calls", "Nothing to drink; ring again if he gets worse", {"brew", "slurring"}),
        ("shift-two-calls", "Priority one, one patient", {"ladder_age"}),
    ],
)  # fmt: skip
def test_no_fact_is_credited_to_words_about_another(scenario, text, never):
    assert told_by(scenario, text) & never == set()


@pytest.mark.parametrize(
    ("scenario", "text", "told"),
    [
        ("gas-escape", "Smells gas in the kitchen", {"smell", "where_smell"}),
        ("gas-escape", "2 people, 1 upstairs cannot leave alone", {"father"}),
        ("gas-escape", "Elderly man on oxygen upstairs", {"father", "oxygen"}),
        ("gas-escape", "Front door open, back locked", {"way_in"}),
        ("gas-escape", "Valve in the hall cupboard", {"meter"}),
        ("road-collision", "Motorcyclist conscious and breathing, leg injury", {"awake", "rider"}),
        ("road-collision", "Travelling towards Millhaven, both lanes blocked", {"direction", "lanes"}),
        ("road-collision", "No fire or smoke seen", {"no_fire"}),
        ("silent-call", "A man's voice was heard and a child crying", {"man_heard", "child_cries", "child"}),
        ("silent-call", "Nobody speaks on the line", {"what"}),
        ("silent-call", "Not safe to ring back", {"not_safe"}),
        ("shift-two-calls", "Man fell from a ladder, wrist swollen", {"ladder", "wrist"}),
        ("shift-two-calls", "Male collapsed, gasping", {"steps", "gasping"}),
        ("shift-cold-night", "Man bedridden upstairs cannot get out", {"bedridden"}),
        ("shift-cold-night", "Outside on the doorstep", {"her_stands"}),
        ("shift-cold-night", "Gas is also in the hall of the house on the right", {"next_hall"}),
        ("peg-through-the-pipe", "Repair 2, the peg is still in, nobody pulls it", {"hiss"}),
    ],
)
def test_a_fact_in_somebodys_own_words_is_still_recognised(scenario, text, told):
    assert told <= told_by(scenario, text)


@pytest.mark.parametrize(
    "text",
    [
        "Vehicle is Foxtrot Mike six two Kilo Lima Papa, over",
        "reg foxtrot mike 62 kilo lima papa",
        "Foxtrot-Mike-sixty-two, Kilo-Lima-Papa",
        "F M 6 2 K L P",
        "foxtrot mike six two KLP",
        "FM 62 kilo lima papa",
    ],
)
def test_a_vehicle_mark_may_be_spelt(text):
    assert says(text, "FM62 KLP")


@pytest.mark.parametrize("text", ["dark blue saloon UP17RMH, one man", "up17rmh", "mark UP17 RMH"])
def test_a_vehicle_mark_may_be_written_without_its_space(text):
    assert says(text, "UP17 RMH")
    assert says(text, "UP17RMH")
    assert not says(text, "UP17 RMK")


@pytest.mark.parametrize(
    "text", ["Kilo one two, go to 62 Lima Road", "he is at 62 the Mews", "I am 62 a b c"]
)
def test_what_spells_no_mark_stays_as_it_was_written(text):
    assert marks_written(text) == text


def test_no_shipped_fact_may_be_taken_for_another_unless_it_is_declared():
    assert [str(fault) for fault in shipped_library().faults if fault.code == "S309"] == []


NOBODY = "nobody/none/no/nil hurt/injured/injuries/injury"


@pytest.mark.parametrize(
    "text",
    [
        "Injuries: none",
        "injuries nil",
        "hurt: nobody. Road clear",
        "nobody's been hurt",
        "no injuries reported",
    ],
)
def test_a_heading_that_is_filled_in_with_none_says_so(text):
    assert says(text, NOBODY)


@pytest.mark.parametrize(
    "text",
    [
        "not known if anyone is injured",
        "no information on injuries yet",
        "no word yet whether anyone is hurt",
        "we have not been told of anyone hurt",
        "1 injured, none serious",
        "injuries: no idea",
    ],
)
def test_what_is_not_known_is_not_denied(text):
    assert not says(text, NOBODY)
    assert not says(text, "not hurt/injured")


def test_a_word_is_found_with_what_hangs_on_to_it():
    assert says("his wife's hard to wake", "wife hard wake")
    assert says("his wife is hard to wake", "wife's hard wake")


@pytest.mark.parametrize(
    ("text", "accept", "same"),
    [
        ("reg AB 51 XYZ", "AB51 XYZ", True),
        ("its ab 51 xyz, red", "AB51XYZ", True),
        ("a red car AB51XYZ", "AB 51 XYZ", True),
        ("AB-51-XYZ", "AB51 XYZ", True),
        ("alpha bravo five one x-ray yankee zulu", "AB 51 XYZ", True),
        ("alpha bravo 51 x ray yankee zulu", "AB51 XYZ", True),
        ("AB 15 XYZ", "AB51 XYZ", False),
        ("AB 51 XYX", "AB51 XYZ", False),
        ("is 51 the number of it", "AB51 XYZ", False),
    ],
)
def test_a_vehicle_mark_is_the_same_whatever_gaps_it_is_written_with(text, accept, same):
    assert says(text, accept) is same
