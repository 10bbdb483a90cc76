"""A unit that a qualified colleague does not agree with is not signed off, whoever else has signed it."""

from __future__ import annotations

import pytest

from reports.bag import unzipped
from simulator.model.portfolio import UNIT
from tests.service.desk import PASSWORD
from tests.service.packing import LOCAL, at_the_end, no_pdf
from tests.service.portfolio_making import UNIT_234, qualify

WHY = "The third incident was no incident."


@pytest.fixture
def refused(centre):
    """Return a learner of whose unit a qualified colleague does not agree with the trainee who decided it."""
    qualify(centre)
    new = at_the_end(centre, "Gil Mott", "gil", trainee=True)
    new.countersign(*(f"decision:{c}" for c in new.criteria))
    new.decide_unit()
    new.sign(new.assessor, UNIT)
    new.sign(new.learner, UNIT)
    countersign(centre, new, agrees=False)
    return new


def countersign(centre, new, *, agrees):
    seen = {UNIT: new.dossier().digests[UNIT]}
    comment = "" if agrees else WHY
    return centre.service.deciding.countersign(
        centre.assessor,
        new.learner.person_id,
        UNIT_234,
        seen,
        password=PASSWORD,
        agrees=agrees,
        comment=comment,
    )


def test_a_countersigner_who_does_not_agree_locks_nothing_and_the_pack_says_so(centre, refused):
    assert refused.dossier().unit_refused.comment == WHY
    assert not refused.dossier().locked
    made = centre.service.packs.pack(LOCAL, refused.learner.person_id, UNIT_234, set_pdf=no_pdf)
    page = unzipped(made.content)["data/index.html"].decode()
    assert "DOES NOT AGREE: it does not hold" in page
    assert "final: signed by everybody" not in page
    asked = [t.what for t in centre.service.todos.of(refused.assessor) if "again" in t.what]
    assert asked == ["Decide the unit again: its countersigner does not agree"]


def test_deciding_the_unit_again_asks_for_every_hand_anew_and_holds_once_all_agree(centre, refused):
    centre.service.deciding.decide_unit(
        refused.assessor,
        refused.learner.person_id,
        UNIT_234,
        competent=True,
        reason="Without the third incident, by the two others.",
    )
    assert refused.dossier().unit_refused is None, "what was refused is no longer what stands"
    refused.sign(refused.assessor, UNIT)
    refused.sign(refused.learner, UNIT)
    assert not refused.dossier().locked
    assert countersign(centre, refused, agrees=True).locked


def test_a_countersigner_who_was_convinced_signs_again_and_agrees(centre, refused):
    assert countersign(centre, refused, agrees=True).locked
    assert refused.dossier().unit_refused is None
