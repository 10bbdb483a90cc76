"""Every second scenario can be done well, and one of each centre is proven; all by `prove`, and when slow.

To prove all thirty takes four minutes of the processor, and a reader learnt for each two more, which the one
test command has not got.
"""

from __future__ import annotations

from zlib import crc32

import pytest

from simulator.data_files import scenarios_folder
from simulator.proving import declarations
from simulator.proving.door import stage
from simulator.proving.form_proof import prove_form
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import MODEL
from tests.proving.playing import MARKED, findings, not_shown
from tests.proving.stuck_judges import subject_of
from tests.proving.test_library import FURTHER

EVERY = [*MARKED, *FURTHER]
CENTRE_OF = {path.stem: path.parent.name for path in scenarios_folder().glob("*/*.yaml")}
CALLS = [name for name in EVERY if not name.startswith("shift")]
ONE_OF_EACH = sorted({CENTRE_OF[name]: name for name in reversed(CALLS)}.values())
OTHERS = [name for name in EVERY if name not in ONE_OF_EACH]
WHEN_SLOW = set(OTHERS[::2])


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in WHEN_SLOW else name for name in OTHERS]
)
def test_a_learner_who_follows_the_procedures_earns_all_that_a_scenario_claims(library, name):
    scenario = library.scenario(name)
    form = tuple(scenario.variants)[crc32(name.encode()) % len(scenario.variants)]
    world = stage(scenario, library.organisation(scenario.organisation), 1, form)
    words = {act.id: act.phrasings for act in library.bank.acts}
    record = play_learner(world, library.words_reader(name), words, MODEL, 1)
    missed = {c for c, finding in findings(library, name, record).items() if finding != "evidence found"}
    assert missed & set(scenario.criteria) == set(), list(not_shown(library, name, record))


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_each_claim_of_a_form_is_earned_by_doing_the_job_and_lost_by_each_way_of_not_doing_it(library, name):
    subject = subject_of(library, name)
    proof = prove_form(subject, subject.variants[crc32(name.encode()) % len(subject.variants)])
    assert {v.name: v.why for v in proof.variations if v.lost} == {}
    assert [m.id for m in proof.mutants if m.verdict in ("strayed", "survived")] == []
    lost = {c for m in proof.mutants if m.verdict in ("killed", "declared") for c in m.actual}
    assert set(subject.scenario.criteria) <= proof.earned & lost
    assert {"nameless", "other service", "wrong number told"} <= {m.how for m in proof.mutants}
    assert [m.id for m in proof.mutants if m.words.endswith("the wrong place") and not m.actual] == []
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
    assert len(proof.unguarded) <= declarations.MOST_NOT_NOTICED * proof.changes_tried
    assert all(cell.proven for cell in proof.cells)
    assert len(proof.mutants) >= 100
    assert proof.count("declared") <= declarations.MOST_DECLARED * len(proof.mutants)
