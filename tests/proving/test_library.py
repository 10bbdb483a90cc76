"""Every scenario of every centre can be done well; `prove` gives those of the further centres in full.

One form of each is played by the model learner, so that the library stays cheap to try.
"""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

import pytest

from simulator.data_files import scenarios_folder
from simulator.proving.door import stage
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


def lines_of(scenario) -> set[str]:
    """Return what the callers of a scenario say, each line once."""
    said = [fact.says for fact in scenario.facts.values()]
    said += [cue.says for cue in scenario.cues.values() if cue.by == "caller"]
    for call in scenario.calls.values():
        said += [call.opening, call.goodbye, *call.not_understood, *call.does_not_know]
        said += [line for one in (*call.reactions, *call.mood_changes) for line in one.says]
    return {line for line in said if line}


def test_no_two_scenarios_are_told_in_the_same_words(library):
    for one, other in combinations(sorted({*FURTHER, *MARKED}), 2):
        mine, theirs = lines_of(library.scenario(one)), lines_of(library.scenario(other))
        assert len(mine & theirs) <= MOST_ALIKE * min(len(mine), len(theirs)), (one, other, mine & theirs)
