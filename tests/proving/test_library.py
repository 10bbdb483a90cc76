"""No scenario of the library is another one told again: each has its own words, twists and ends."""

from __future__ import annotations

from itertools import combinations

import pytest

from simulator.data_files import scenarios_folder
from simulator.proving.likeness import likenesses, lines_of, twists
from tests.proving.playing import MARKED

FURTHER = sorted(
    path.stem
    for path in scenarios_folder().glob("*/*.yaml")
    if path.parent.name not in ("phrases", "wendshire")
)
MOST_ALIKE = 0.25
"""The share of a scenario's lines of callers that may stand in another word for word."""
MOST_LIKE_ON_AVERAGE = 0.7
"""How like the lines of one scenario may be on average to the nearest lines of others (0 to 1)."""


@pytest.mark.parametrize("name", FURTHER)
def test_no_two_attempts_are_alike_and_the_end_says_what_happened_next(library, name):
    scenario = library.scenario(name)
    assert len(scenario.variants) >= 2
    assert len(scenario.cast) >= 2
    assert scenario.what_happened_next
    assert scenario.content_note or not scenario.special_callers


def test_no_two_scenarios_are_told_in_the_same_words(library):
    for one, other in combinations(sorted({*FURTHER, *MARKED}), 2):
        mine, theirs = set(lines_of(library.scenario(one))), set(lines_of(library.scenario(other)))
        assert len(mine & theirs) <= MOST_ALIKE * min(len(mine), len(theirs)), (one, other, mine & theirs)


def told(library, *names):
    """Return scenarios with their organisations, as they are compared."""
    scenarios = [library.scenario(name) for name in names]
    return [(one, library.organisation(one.organisation)) for one in scenarios]


def test_no_two_scenarios_share_their_sequence_of_twists(library):
    found = likenesses(told(library, *sorted({*FURTHER, *MARKED})))
    assert {one.scenario: one.same_twists for one in found if one.same_twists} == {}
    assert max(one.mean for one in found) < MOST_LIKE_ON_AVERAGE


def test_a_call_that_is_another_with_other_names_is_told(library):
    (scenario, centre), *rest = told(library, *sorted(FURTHER)[:2])
    twin = scenario.model_copy(update={"id": "twin", "title": "The same again"})
    found = {one.scenario: one for one in likenesses([(scenario, centre), (twin, centre), *rest])}
    assert found["twin"].same_twists == (scenario.id,)
    assert found["twin"].mean == 1.0
    assert found[rest[0][0].id].same_twists == ()


def test_another_way_of_saying_an_advice_makes_no_other_twist(library):
    [(scenario, centre)] = told(library, "gas-escape")
    left = scenario.cues["light_left"]
    said = left.when.model_copy(update={"said": ("advise_no_switches/advise_leave",)})
    cues = scenario.cues | {"light_left": left.model_copy(update={"when": said})}
    again = scenario.model_copy(update={"cues": cues})
    assert twists(again, centre, "light") == twists(scenario, centre, "light")
