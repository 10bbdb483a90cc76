"""A decision whose evidence has gone since is decided anew: a signature alone never makes it hold again."""

from __future__ import annotations

from datetime import date

import pytest

from simulator.model.portfolio import DECLARATION
from simulator.service.errors import CannotDo
from tests.service.desk import PASSWORD
from tests.service.packing import at_the_end
from tests.service.portfolio_making import UNIT_234, decide, enough, item, qualify, sign


@pytest.fixture
def signed(centre):
    """Return a centre where 1.1 is met, with a signature, by three incidents at work."""
    qualify(centre)
    enough(centre)
    decide(centre, "1.1")
    sign(centre, centre.assessor, "decision:1.1")
    return centre


def dossier(centre):
    return centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234)


def relied_on(centre):
    return [i.item for i in dossier(centre).standing if "1.1" in i.item.criteria]


def change(centre, one, **what) -> None:
    changed = one.model_copy(update=what)
    who = centre.learner.person_id
    centre.service.gathering.change_evidence(centre.assessor, who, UNIT_234, changed, "Entered wrongly")


def withdraw(centre, one) -> None:
    who = centre.learner.person_id
    centre.service.gathering.withdraw_evidence(centre.assessor, who, UNIT_234, one.id, "Of another learner")


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (withdraw, "must stand in this portfolio"),
        (lambda c, one: change(c, one, setting="simulated"), "1 more incident"),
        (lambda c, one: change(c, one, incident="INC-0"), "1 more incident"),
        (lambda c, one: change(c, one, claims=item(criteria=("1.2",)).claims), "is not mapped to 1.1"),
    ],
    ids=["withdrawn", "simulated after all", "the same incident twice", "of another criterion"],
)
def test_what_no_longer_carries_a_decision_is_not_signed_again_but_decided_anew(signed, what, says):
    what(signed, relied_on(signed)[1])
    with pytest.raises(CannotDo, match=rf"Decide anew.*1\.1: .*{says}"):
        sign(signed, signed.assessor, "decision:1.1")
    assert dossier(signed).signed("decision:1.1", "assessor") is None
    decide(signed, "1.1", met=False, relied_on=[])
    assert sign(signed, signed.assessor, "decision:1.1").signed("decision:1.1", "assessor")


def test_an_agreement_that_covers_what_turned_out_simulated_lets_it_be_signed_again(signed):
    change(signed, relied_on(signed)[1], setting="simulated")
    signed.service.centre_rules.agree(
        signed.administrator, UNIT_234, reference="CG/7", by_whom="Quality team", outcomes=("1",),
        agreed_on=date(2026, 1, 1), until=date(2026, 12, 31),
    )  # fmt: skip
    assert sign(signed, signed.assessor, "decision:1.1").signed("decision:1.1", "assessor")


def test_no_unit_is_decided_when_everything_was_withdrawn_after_it_was_signed(centre):
    qualify(centre)
    new = at_the_end(centre, "Gil Mott", "gil")
    centre.learner = new.learner
    for one in new.dossier().standing:
        withdraw(centre, one.item)
    for criterion in new.criteria:
        with pytest.raises(CannotDo, match="Decide anew"):
            sign(centre, centre.assessor, f"decision:{criterion}")
    sign(centre, centre.learner, DECLARATION)
    with pytest.raises(CannotDo, match=r"valid signature: 1\.1, 1\.2"):
        new.decide_unit()


def test_a_countersigner_confirms_nothing_that_lost_its_evidence_and_may_still_disagree(centre):
    qualify(centre)
    new = at_the_end(centre, "Gil Mott", "gil", trainee=True)
    first = next(i.item for i in new.dossier().standing if "1.1" in i.item.criteria)
    centre.learner = new.learner
    withdraw(centre, first)
    with pytest.raises(CannotDo, match=r"Decide anew.*1\.1: "):
        new.countersign("decision:1.1")
    seen = {"decision:1.1": new.dossier().digests["decision:1.1"]}
    centre.service.deciding.countersign(
        centre.assessor, new.learner.person_id, UNIT_234, seen,
        password=PASSWORD, agrees=False, comment="One incident was somebody else's.",
    )  # fmt: skip
    assert not new.dossier().agreed("1.1")
