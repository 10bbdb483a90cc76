"""Names, addresses, marks, times and numbers of a line come out as values, the same however they are said."""

import pytest

from simulator.understanding.spoken_values import find_values


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("my name is Priya Shah", [("name", "priya shah")]),
        ("my name is kwabenna", [("name", "kwabenna")]),
        ("kwame speaking", [("name", "kwame")]),
        ("she's called Maria and he's Tom", [("name", "maria"), ("name", "tom")]),
        ("its 12 Quarry Street, Castlebeck", [("number", "12"), ("address", "12 quarry street castlebeck")]),
        ("it's on Quarry Street near Mill Lane", [("address", "quarry street"), ("address", "mill lane")]),
        ("no 12 tanners rd", [("number", "12"), ("address", "12 tanners road")]),
        ("alpha bravo five one x-ray yankee zulu", [("vehicle", "ab51xyz")]),
        ("is 45 the right one", [("number", "45")]),
        ("where are you called from and is the rose on fire", []),
        ("Which Street is it, The Road is blocked", []),
    ],
)
def test_the_values_of_a_line(line, values):
    assert [(one.kind, one.value) for one in find_values(line)] == values


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("flat three, larch court", "Flat 3, Larch Court"),
        ("one four mill lane", "14 Mill Lane"),
        ("alpha bravo five one x ray yankee zulu", "AB51 XYZ"),
        ("AB 51 XYZ", "AB51 XYZ"),
        ("ab 51 xyz", "AB51 XYZ"),
        ("my name is priya shah", "Priya Shah speaking"),
    ],
)
def test_what_was_said_and_what_was_written_are_one_value(said, written):
    assert find_values(said)[-1] == find_values(written)[-1]
