"""The example that the guide calls proven is proven, and the starter is what the guide says of it."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.model.load_scenario import load_scenario_text
from simulator.proving.prove import prove
from simulator.service.proof_pool import given_by
from tests.shipped import shipped_library

DOCS = Path(__file__).resolve().parents[2] / "docs"


def proof_of(library, page, centre):
    text = re.search(r"^```yaml\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert text
    shipped = shipped_library()
    scenario, faults = load_scenario_text(
        text[1],
        organisation=shipped.organisations[centre],
        unit=shipped.units,
        shared_acts=shipped.shared_acts,
    )
    assert scenario is not None
    assert faults == []
    return prove(given_by(library, scenario).subject())


def test_the_example_of_the_guide_is_proven_and_declares_nothing(library):
    proof = proof_of(library, "authoring-guide.md", "thornmere")
    assert proof.reasons == ()
    assert proof.count("declared") == 0


def test_the_proof_of_the_starter_names_the_keys_that_it_lacks(library):
    proof = proof_of(library, "scenario-format.md", "wendshire")
    assert not proof.proven
    told = "\n".join(proof.reasons)
    assert [cell.criterion for cell in proof.cells if not cell.earned] == []
    for key in ("deploys: yes", "reads back: address", "log type: yes", "never says: promise_safe"):
        assert f"Mark it by “{key}”" in told
