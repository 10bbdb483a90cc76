"""Random damage to a shipped scenario is told by the checks, or is listed: a seeded sample of each."""

import pytest

from tests.bench.damage import harmless, told
from tests.damage import damages, unharmed
from tests.model.fault_examples import installed

SAMPLE = 24
MOST_LEFT = 0.4
"""The share that may be left to the proof, which is held to it by its own tests."""


@pytest.mark.parametrize("name", sorted(installed().scenarios))
def test_damage_is_told_by_the_checks_or_listed_and_little_is_left_to_the_proof(name):
    library = installed()
    assert told(unharmed(library.texts[name])) == ""
    left = [
        str(damage)
        for damage in damages(library.texts[name], library, 7, SAMPLE)
        if not told(damage.text) and not harmless(damage)
    ]
    assert len(left) <= MOST_LEFT * SAMPLE, left
