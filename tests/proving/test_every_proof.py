"""Every shipped scenario is proven: its claims are earned by doing the job and lost by not doing it."""

from __future__ import annotations

import pytest

from simulator.proving import prove
from tests.proving.playing import MARKED
from tests.proving.test_library import FURTHER


@pytest.mark.parametrize("name", [*MARKED, *FURTHER])
def test_every_shipped_scenario_is_proven(proofs, name):
    _, _, proof = proofs(name)
    assert proof.reasons == ()
    assert proof.proven
    assert proof.blind == ()
    assert all(one.because for one in proof.unguarded)
    assert len(proof.unguarded) <= prove.MOST_NOT_NOTICED * proof.changes_tried
    assert all(cell.proven for cell in proof.cells)
    assert len(proof.mutants) >= 100
    assert proof.count("declared") <= prove.MOST_DECLARED * len(proof.mutants)
