"""One form of every shipped scenario is proven here; the others by `prove`, and in the slow tests."""

from __future__ import annotations

from zlib import crc32

import pytest

from simulator.proving import prove
from simulator.proving.form_proof import prove_form
from tests.proving.playing import MARKED
from tests.proving.stuck_judges import subject_of
from tests.proving.test_library import FURTHER

EVERY = [*MARKED, *FURTHER]


@pytest.mark.parametrize("name", EVERY)
def test_each_claim_of_a_form_is_earned_by_doing_the_job_and_lost_by_each_way_of_not_doing_it(library, name):
    subject = subject_of(library, name)
    proof = prove_form(subject, subject.variants[crc32(name.encode()) % len(subject.variants)])
    assert {v.name: v.why for v in proof.variations if v.lost} == {}
    assert [m.id for m in proof.mutants if m.verdict in ("strayed", "survived")] == []
    lost = {c for m in proof.mutants if m.verdict in ("killed", "declared") for c in m.actual}
    assert set(subject.scenario.criteria) <= proof.earned & lost
    assert len(proof.mutants) >= 50
    assert [w.name for w in proof.wanderers if w.crash or not w.ended] == []
    assert [w.name for w in proof.wanderers if w.earned and w.name != "random"] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
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
