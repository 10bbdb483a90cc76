"""A library can be read in part: what is named is the same as in the whole, and nothing else is read."""

from __future__ import annotations

from simulator.model.load_library import load_library
from tests.model.fault_examples import ROOT
from tests.shipped import shipped_library


def test_a_scenario_read_alone_is_the_scenario_of_the_whole_library():
    name = "sword-at-the-baths"
    alone = load_library(ROOT / "criteria", ROOT / "scenarios", only=(name,))
    whole = shipped_library()
    centre = whole.scenarios[name].organisation
    assert set(alone.scenarios) == {name}
    assert set(alone.organisations) == {centre}
    assert alone.scenarios[name] == whole.scenarios[name]
    assert alone.organisations[centre] == whole.organisations[centre]
    assert alone.shared_acts == whole.shared_acts
    assert set(shipped_library().scenarios) > {name}
