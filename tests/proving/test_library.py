"""Every scenario of every centre can be done well; `prove` gives those of the further centres in full.

One form of each is played by the model learner, so that the library stays cheap to try.
"""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

import pytest

from simulator.data_files import scenarios_folder
from simulator.proving.door import stage
from simulator.proving.likeness import likenesses, lines_of
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import MODEL
from tests.proving.playing import MARKED, findings, not_shown

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
def test_a_learner_who_follows_the_procedures_earns_all_that_a_scenario_claims(library, name):
    scenario = library.scenario(name)
    forms = tuple(scenario.variants)
    form = forms[crc32(name.encode()) % len(forms)]
    world = stage(scenario, library.organisation(scenario.organisation), 1, form)
    words = {act.id: act.phrasings for act in library.bank.acts}
    record = play_learner(world, library.words_reader(name), words, MODEL, 1)
    missed = {c: f for c, f in findings(library, name, record).items() if f != "evidence found"}
    assert {c for c in missed if c in scenario.criteria} == set(), list(not_shown(library, name, record))


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
