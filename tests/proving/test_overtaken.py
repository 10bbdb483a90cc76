"""A danger that the model learner ends before it is due: what leaving it out should cost, and when."""

import pytest

from simulator.proving.form_proof import made_of
from simulator.proving.ground import Ground
from simulator.proving.mutants import Model
from simulator.proving.plan import MODEL
from tests.proving.stuck_judges import subject_of

BROTHER = "tell alpha1 fire of brother"


@pytest.fixture(scope="module")
def made(library):
    """Return, by id, the mutants of a scenario in which two children are out before the crew is told."""
    ground = Ground(subject_of(library, "beeper-on-the-ceiling"), "hamster")
    return {one.id: one for one in made_of(Model.of(*ground.played(MODEL, 1)))}


def test_to_leave_out_what_is_so_no_longer_need_cost_nothing(made):
    assert not made[f"{BROTHER}: left out"].needed
    assert made["tell alpha1 fire of smoke: left out"].needed


def test_to_keep_it_back_while_it_is_so_must_cost_what_passing_on_is_for(made):
    kept = made[f"{BROTHER}: left out while so"]
    assert kept.needed
    assert kept.expected[0] == "1.5"
    assert "1.6" in kept.expected  # nothing was said either that would end the danger
