"""What says another house than was told, what only looks so, and what holds in every road of every centre."""

from __future__ import annotations

import pytest

from simulator.data_files import criteria_folder
from simulator.model.load_organisation import load_organisation
from simulator.model.said_otherwise import number_otherwise, place_of, place_otherwise, puts_right

TOLD = "26 Quarry Street, Castlebeck, WX3 8TU"
ROADS = frozenset(("Ford Road", "Quarry Hill", "Quarry Street"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Alpha one from Control, priority one gas escape. 62 Quarry Street, over.", "62 Quarry Street"),
        ("Alpha two, a car in a live lane. 62 Quarry Street", "62 Quarry Street"),
        ("marker 62, Quarry Street", "marker 62, Quarry Street"),
        ("Quarry Street, marker 62, lane two", "Quarry Street, marker 62, lane two"),
        ("P1 GA-UNC 62 Quarry St; father upstairs", "P1 GA-UNC 62 Quarry St"),
        ("six two Quarry Street, please", "six two Quarry Street"),
        ("62 Quary Street", "62 Quary Street"),
        ("it is Quarry Street number 62", "it is Quarry Street number 62"),
        ("Quarry Street 62. Ring back 07700 900782", "Quarry Street 62"),
        ("at 62, Quarry Street", "at 62, Quarry Street"),
        ("62 Quarry Street, 26 people", "62 Quarry Street"),
        ("26 Quarry Road", "26 Quarry Road"),
        ("26 Ford Road, Castlebeck", "26 Ford Road"),
        ("26A Quarry Street", "26A Quarry Street"),
    ],
)
def test_another_house_is_told_from_the_words_that_name_it(text, said):
    found = place_otherwise(text, TOLD, roads=ROADS)
    assert found is not None
    assert (found.told, found.said) == ("26 Quarry Street", said)


@pytest.mark.parametrize(
    "text",
    [
        "26 Quarry Street",
        "Quarry Street, marker 26, lane two",
        "pole 72, Quarry Street",
        "twenty six Quary St",
        "two six Quarry Street",
        "62 Quarry Street, correction, 26 Quarry Street",
        "62, sorry, 26 Quarry Street",
        "not 62 Quarry Street but 26",
        "26 Quarry Street; the neighbour at 28 Quarry Street has a key",
        "the neighbour at 28 Quarry Street has a key",
        "opposite 41 Quarry Street",
        "numbers 20 to 30 Quarry Street",
        "20-30 Quarry Street",
        "24 and 26 Quarry Street",
        "the corner of Quarry Street and Ford Road",
        "26 Quarry Street, at the corner of Ford Road",
        "26 Quarry Street, ring back on 07700 900782",
        "Quarry Street, 3 casualties",
        "Alpha 1, Quarry Street 26",
        "priority 1, Quarry Street",
        "since 14:30 Quarry Street",
        "log 12 Quarry Street",
        "26 people in Ford Road",
        "flat 2, 26 Quarry Street",
        "both upstairs, 31 Mill Lane has the key",
    ],
)
def test_what_names_the_right_house_or_something_beside_it_says_nothing_else(text):
    assert place_otherwise(text, TOLD, roads=ROADS) is None


def test_a_number_that_is_known_to_be_something_elses_is_left_out():
    assert place_otherwise("62 Quarry Street", TOLD, spared=frozenset(("62",))) is None


def test_where_the_value_says_beside_what_it_is_so_may_the_message():
    assert place_otherwise("the field behind 62 Ling Bank", "field behind 26 Ling Bank") is not None
    assert place_otherwise("the field behind 26 Ling Bank", "field behind 26 Ling Bank") is None


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("TF71 TVR, a van", "TF17 TVR", "TF71 TVR"),
        ("tango foxtrot seven one, tango victor romeo", "TF17 TVR", None),
        ("plate WDL 4 158", "plate WDL 4 185", "plate WDL 4 158"),
        ("SK-8277 is locked", "SK-2877", "SK-8277 is locked"),
        ("13 passengers, one hurt", "31 passengers on the coach", "13 passengers"),
        ("SK-2877 and SK-8277", "SK-2877", ""),
        ("a second car, TG71 TVX", "TF17 TVR", ""),
        ("13 minutes, 31 passengers", "31 passengers on the coach", ""),
        ("ring 07700 900118", "number 07700 900782", ""),
    ],
)
def test_only_the_same_figures_in_another_order_beside_the_same_word_are_a_number_got_wrong(
    text, value, said
):
    found = number_otherwise(text, value)
    if said == "":
        assert found is None
    else:
        assert found is not None
        assert said is None or found.said == said


@pytest.mark.parametrize("text", ["correction, number 26", "sorry, it's 26 not 62", "house 26"])
def test_a_number_alone_puts_it_right(text):
    assert puts_right(text, TOLD)


def _roads():
    for folder in sorted((criteria_folder() / "organisations").iterdir()):
        organisation, _ = load_organisation(folder)
        if organisation is not None:
            roads = {street for place in organisation.places for street in place.streets}
            yield from ((road, frozenset(roads)) for road in sorted(roads))


BESIDE = (
    "",
    "; 3 casualties",
    "; ring back 07700 900118",
    ". P1, 2 crews, at 14:30",
    "; opposite the school",
)


def test_in_no_road_of_any_centre_is_the_right_house_wrong_or_a_wrong_one_right():
    tried = 0
    for road, roads in _roads():
        value = f"38 {road}, Somewhere, WX1 2AB"
        assert place_of(value) == f"38 {road}"
        for beside in BESIDE:
            assert place_otherwise(f"38 {road}{beside}", value, roads=roads) is None, (road, beside)
            assert place_otherwise(f"83 {road}{beside}", value, roads=roads) is not None, (road, beside)
            tried += 1
    assert tried > 100
