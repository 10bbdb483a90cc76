"""Random damage to a shipped scenario is told by the checks, or is listed: a seeded sample of each."""

import pytest

from tests.bench.damage import told
from tests.bench.harmless_damage import harmless
from tests.damage import damages, unharmed
from tests.shipped import ROOT, shipped_library

SAMPLE = 16
MOST_LEFT = 0.2
"""The share that may be left to the proof, which is held to it by its own tests."""


FILES = sorted(path for path in (ROOT / "scenarios").glob("*/*.yaml") if path.parent.name != "phrases")
ONE_OF_EACH = {path.parent.name: path.stem for path in reversed(FILES)}
NAMES = sorted({path.stem for path in FILES if path.parent.name == "wendshire"} | set(ONE_OF_EACH.values()))


@pytest.mark.parametrize("name", NAMES)
def test_damage_is_told_by_the_checks_or_listed_and_little_is_left_to_the_proof(name):
    library = shipped_library()
    centre = library.scenarios[name].organisation
    assert told(unharmed(library.texts[name]), centre) == ""
    left = [
        str(damage)
        for damage in damages(library.texts[name], library, 7, SAMPLE)
        if not told(damage.text, centre) and not harmless(damage, library.scenarios[name])
    ]
    assert len(left) <= MOST_LEFT * SAMPLE, left
