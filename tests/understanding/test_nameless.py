"""What could tell who or where is taken out of a line; what the reader learns from is left."""

from __future__ import annotations

import pytest

from simulator.understanding.nameless import Names, known_values, nameless

CAST = {
    "caller.name": "Grace Hill",
    "caller.first": "Grace",
    "caller.last": "Hill",
    "caller.phone": "07700 900123",
    "home.line": "42 Quay Street",
    "home.number": "42",
    "home.street": "Quay Street",
    "fuel": "petrol",
}
KNOWN = known_values(CAST, ["Cal Reeve"])
NAMES = Names(given={"margaret", "will", "steve"}, family={"ward", "hall"}, spared={"will", "hall"})


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("hi grace its Cal here, is that 42 quay street?", "hi [name] its [name] here, is that [place]?"),
        ("ring 07700 900123 or 01632 960118", "ring [number] or [number]"),
        ("so thats oh one six three two nine six oh, yes", "so thats [number] yes"),
        ("Mrs Ward, CV1 2AB at 10:30", "Mrs [name], [postcode] at [time]"),
        ("hello margaret will you stand in the hall", "hello [name] will you stand in the hall"),
        ("AB12 CDE went to 9 church road", "[mark] went to [place]"),
        ("my name is Tess", "my name is [name]"),
        ("write to tess@example.org", "write to [address]"),
        ("tell Steve's mum", "tell [name] mum"),
        ("we know a Ward there", "we know a [name] there"),
    ],
)
def test_names_numbers_and_addresses_are_replaced_by_their_kind(line, left):
    assert nameless(line, KNOWN, NAMES) == left


@pytest.mark.parametrize(
    "line",
    [
        "is the road blocked by it",
        "turn off the main road",
        "is petrol leaking",
        "press 55 now",
        "dont drive and dont go that way",
        "how many, one or two?",
        "whats the street and the house number",
    ],
)
def test_a_line_that_tells_nothing_is_left_as_it_is(line):
    assert nameless(line, KNOWN, NAMES) == line
