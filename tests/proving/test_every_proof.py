"""Every shipped scenario is proved in one of its forms; in all of them by `prove`, and when slow.

A form is proved as `prove` does it but for what costs most and tells least: the job is done at the pace for
which the limits are set; in yet other ways, as cast otherwise, and by learners who do no job, at one call of
each centre. The reader is that of `prove`; it is fitted only where it hears what was not kept from an earlier
run.
"""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import pytest

from simulator.data_files import scenarios_folder
from simulator.model.stretching import USUAL_PACE
from simulator.proving import declarations
from simulator.proving.form_proof import concluded, keep
from simulator.proving.memory import Memory
from simulator.proving.plan import VARIATIONS, typing
from simulator.proving.prove import joined
from tests.proving.playing import MARKED
from tests.proving.stuck_judges import subject_of
from tests.proving.test_library import FURTHER

EVERY = [*MARKED, *FURTHER]
CENTRE_OF = {path.stem: path.parent.name for path in scenarios_folder().glob("*/*.yaml")}
CALLS = [name for name in EVERY if not name.startswith("shift")]
ONE_OF_EACH = {CENTRE_OF[name]: name for name in reversed(CALLS)}.values()
AT_ITS_PACE = (typing(USUAL_PACE),)
TELL_ALL = {"man-on-the-screen": ("code",), "shift-two-calls": ("same", "other")}
"""The forms that are proved where not every one tells all changes of the marking alone."""
FEW = 3
"""So many play at random, shared out among the forms of a scenario."""


def to_prove(library, name):
    """Return a shipped scenario as it is proved here."""
    ways = VARIATIONS if name in ONE_OF_EACH else AT_ITS_PACE
    return replace(subject_of(library, name), random_plays=FEW, ways=ways)


def forms_of(subject):
    """Return the forms of a scenario that are proved here: one, unless it takes more to tell all."""
    name, variants = subject.scenario.id, subject.variants
    return TELL_ALL.get(name, (variants[crc32(name.encode()) % len(variants)],))


def proved(subject, memory=None):
    """Return what some forms prove alone; what they do not need, another may."""
    whole = subject.scenario.id in ONE_OF_EACH
    forms = [
        concluded(keep(subject, variant, wandering=whole, memory=memory)) for variant in forms_of(subject)
    ]
    return joined(subject, forms, shorten=False, elsewhere=False, in_vain=False)


@pytest.mark.parametrize("name", EVERY)
def test_a_form_of_every_shipped_scenario_is_proven(library, name):
    subject = to_prove(library, name)
    proof = proved(subject)
    subject.reader.keep()
    assert proof.reasons == ()
    assert proof.proven
    assert [cell.criterion for cell in proof.cells if not cell.proven] == []
    assert {cell.criterion for cell in proof.cells} == set(subject.scenario.criteria)
    assert len(proof.mutants) >= 50
    assert proof.changes_tried >= len(subject.scenario.indicators)
    if name in ONE_OF_EACH:
        assert {"nameless", "other service", "wrong number told"} <= {m.how for m in proof.mutants}
        assert [m.id for m in proof.mutants if m.words.endswith("the wrong place") and not m.actual] == []
        assert len([w for w in proof.wanderers if w.name == "random"]) >= 1
        assert all(len(form.castings) > 1 for form in proof.forms)
    assert {v.name for v in proof.variations} == {"model", *(way.name for way in subject.ways)}


def damages(scenario):
    """Yield ways of damaging the marking of a scenario, with what is then said."""
    indicators = scenario.indicators
    asks, obtains = next((key, one) for key, one in indicators.items() if len(one.obtains) > 1)
    late, limited = next((key, one) for key, one in indicators.items() if one.within and one.obtains)
    grades = next(key for key, one in indicators.items() if one.sets_priority)
    yield {key: one for key, one in indicators.items() if key != grades}, "never sets a priority."
    fewer = obtains.model_copy(update={"obtains": obtains.obtains[:-1]})
    yield indicators | {asks: fewer}, "Nobody would now notice a learner who never asks"
    longer = limited.model_copy(update={"within": limited.within * 9})
    yield indicators | {late: longer}, "takes too long over this"
    sooner = limited.model_copy(update={"within": 1})
    yield indicators | {late: sooner}, "does not earn"
    elsewhere = limited.model_copy(update={"criterion": indicators[grades].criterion})
    yield indicators | {late: elsewhere}, "it should cost"


def test_a_form_whose_marking_is_damaged_is_not_proven_and_says_why(library):
    subject, memory = to_prove(library, "mattress-in-lane-one"), Memory()
    for indicators, why in damages(subject.scenario):
        damaged = subject.scenario.model_copy(update={"indicators": indicators})
        proof = proved(replace(subject, scenario=damaged), memory)
        assert not proof.proven
        assert any(why in reason for reason in proof.reasons), (why, proof.reasons)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_shipped_scenario_is_proven_in_all_its_forms(proofs, name):
    _, _, proof = proofs(name)
    assert proof.reasons == ()
    assert proof.proven
    assert proof.blind == ()
    assert all(one.because for one in proof.unguarded)
    assert len(proof.unguarded) <= declarations.MOST_NOT_NOTICED * proof.changes_tried
    assert all(cell.proven for cell in proof.cells)
    assert len(proof.mutants) >= 100
    assert proof.count("declared") <= declarations.MOST_DECLARED * len(proof.mutants)
