"""The cure that is told for the slips that authors make most: it names what to write."""

from __future__ import annotations

import pytest

from simulator.model.scenario import Scenario
from simulator.model.typed_reading import read_model
from tests.model.fault_examples import tiny


@pytest.mark.parametrize(
    ("was", "slip", "code", "cure"),
    [
        ('value: "{home.line}"', "value: {home.line}", "F016", 'Put it in quotes: "{home.line}".'),
        ("label: Gets the address", "label: First: the address", "F006", "if it holds a colon"),
        ("label: Gets the address", "label: Gets it, and says so", "F014", "a comma ends a text"),
        ("label: Gets the address", "label: 'Gets the caller's address'", "F006", '"double quotes"'),
        ("label: Gets the address", "label: “Gets: the address”", "F006", "straight quotes"),
        ("obtains: address}", "obtains: address", "F006", "Close the bracket or brace"),
        ("brief: Take the call.", "brief: {caller}, take the call.", "F006", "Put the text in quotes"),
        ("brief: Take the call.", "brief: [Take, the call]", "F016", "Write one thing alone"),
        ("{person: any}", "{person: woman}", "F018", "Write one of: any, female, male."),
    ],
)
def test_a_slip_is_told_with_what_to_write(was, slip, code, cure):
    assert was in tiny()
    _, faults, _ = read_model(tiny().replace(was, slip, 1), Scenario, file="x.yaml")
    told = [fault.cure for fault in faults if fault.code == code]
    assert told
    assert cure in told[0]
