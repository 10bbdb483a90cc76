"""Decisions, signatures, locks: an assessor decides, what is edited is void, what is signed is locked."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.model.portfolio import UNIT
from simulator.service.errors import CannotDo, NotAllowed, ServiceError
from simulator.service.uploads import Upload
from tests.service.desk import PASSWORD
from tests.service.portfolio_making import (
    FROM_CALLS,
    KNOWLEDGE,
    ON,
    UNIT_234,
    add,
    all_decided,
    decide,
    declare,
    enough,
    item,
    qualify,
    sign,
    signed_off,
    witness,
)


def dossier(centre):
    return centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234)


def matrix(centre):
    return centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT_234).matrix


@pytest.mark.parametrize(
    ("method", "criterion", "says"),
    [
        ("report", "1.1", "outcome 1 may be shown by observation, product"),
        ("observation", "3.1", "outcome 3 may be shown by report, professional discussion, questioning"),
        ("witness testimony", "3.8", "does not allow witness testimony"),
        ("product", "9.9", "has no criterion 9.9"),
    ],
)
def test_a_method_that_the_unit_does_not_allow_is_refused_with_the_reason(centre, method, criterion, says):
    with pytest.raises(ServiceError, match=says):
        add(centre, item(method, (criterion,)))
    assert dossier(centre).items == ()


def test_evidence_is_referenced_by_method_in_the_order_in_which_it_came(centre):
    add(centre, item())
    add(centre, item("product"))
    assert add(centre, item(incident="INC-2")).reference == "OBS2"
    assert [i.reference for i in dossier(centre).items] == ["OBS1", "PRD1", "OBS2"]


def test_simulated_evidence_supports_but_does_not_carry_a_decision_until_an_agreement_covers_it(centre):
    qualify(centre)
    for n, sort in enumerate(("gas escape", "road collision", "gas escape")):
        made = item(setting="simulated", incident=f"S{n}", incident_type=sort, on=ON + timedelta(days=n))
        add(centre, made)
    row = matrix(centre).rows[0]
    assert all("does not stand alone" in c.why for c in row.cells)
    assert row.enough.words == "0 of 3 incidents, 0 of 2 incident types, 0 of 2 dates"
    with pytest.raises(ServiceError, match="Nothing chosen can carry the decision"):
        decide(centre, "1.1")
    centre.service.centre_rules.agree(
        centre.administrator,
        UNIT_234,
        reference="CG/234/7",
        by_whom="Qualification team",
        outcomes=("1",),
        agreed_on=date(2026, 1, 1),
        until=date(2026, 12, 31),
    )
    assert all(c.counts for c in matrix(centre).rows[0].cells)
    assert decide(centre, "1.1").decisions["1.1"].deed.met
    with pytest.raises(ServiceError, match="Nothing chosen"):
        decide(centre, "2.1")


def test_an_answer_about_the_fictional_centre_is_supplementary_for_knowledge(centre):
    add(centre, item("questioning", ("3.1",), about_own_centre=False))
    assert "fictional centre" in matrix(centre).rows[10].cells[0].why
    with pytest.raises(ServiceError, match="fictional centre"):
        decide(centre, "3.1")


def test_met_needs_evidence_every_check_a_reason_and_the_centres_rule(centre):
    add(centre, item())
    for changes, says in (
        ({"relied_on": []}, "Choose the evidence"),
        ({"checks": ("valid", "authentic", "current", "sufficient")}, "also reliable"),
        ({"reason": "Fine."}, "reason in a sentence"),
        ({}, "2 more incidents, 1 more incident type and 1 more date"),
        ({"relied_on": ["e0"]}, "must stand in this portfolio"),
    ):
        with pytest.raises(ServiceError, match=says):
            decide(centre, "1.1", **changes)
    enough(centre)
    with pytest.raises(ServiceError, match="OBS1 is not mapped to"):
        decide(centre, "3.1", relied_on=[dossier(centre).items[0].item.id])
    assert decide(centre, "1.1").decisions["1.1"].deed.met
    assert not decide(centre, "1.1", met=False, relied_on=[], checks=()).decisions["1.1"].deed.met
    assert dossier(centre).decisions["1.1"].earlier == 1


def test_a_later_edit_voids_the_signature_in_sight_and_signing_again_mends_it(centre):
    qualify(centre)
    enough(centre)
    decide(centre, "1.1")
    assert sign(centre, centre.assessor, "decision:1.1").signed("decision:1.1", "assessor")
    assert matrix(centre).rows[0].cells[0].state == "final"
    first = dossier(centre).items[0].item
    changed = first.model_copy(update={"narrative": "It was another call after all."})
    centre.service.gathering.change_evidence(
        centre.assessor, centre.learner.person_id, UNIT_234, changed, "The wrong call was described."
    )
    now = dossier(centre)
    assert now.signed("decision:1.1", "assessor") is None
    assert now.voided("decision:1.1")[0].void == "what was signed was changed afterwards"
    row = matrix(centre).rows[0]
    assert (row.signed, row.cells[0].state) == ("signature void", "relied on")
    sign(centre, centre.assessor, "decision:1.1")
    assert dossier(centre).voided("decision:1.1") == ()
    assert len(dossier(centre).signatures) == 2


def test_a_signature_needs_the_password_and_what_was_shown(centre):
    enough(centre)
    decide(centre, "1.1")
    deciding, learner = centre.service.deciding, centre.learner.person_id
    seen = {"decision:1.1": dossier(centre).digests["decision:1.1"]}
    with pytest.raises(ServiceError, match="not your password"):
        deciding.sign(centre.assessor, learner, UNIT_234, seen, password="eight wooden oars")
    decide(centre, "1.1", reason="Seen again, and judged anew.")
    with pytest.raises(CannotDo, match="changed since it was shown"):
        deciding.sign(centre.assessor, learner, UNIT_234, seen, password=PASSWORD)
    assert dossier(centre).signatures == ()


def test_an_untrained_assessors_decision_waits_for_a_qualified_colleague_who_may_disagree(centre):
    all_decided(centre)
    declare(centre)
    deciding, learner = centre.service.deciding, centre.learner.person_id
    with pytest.raises(CannotDo, match="Waiting for a qualified assessor's countersignature"):
        deciding.decide_unit(centre.assessor, learner, UNIT_234, competent=True, reason="Every one is met.")
    states = {cell.state for row in matrix(centre).rows for cell in row.cells}
    assert "final" not in states, "signed, and confirmed by nobody who is qualified"
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    seen = {k: v for k, v in dossier(centre).digests.items() if k.startswith("decision:")}
    with pytest.raises(NotAllowed, match="with a qualification in the centre"):
        deciding.countersign(other, learner, UNIT_234, seen, password=PASSWORD, agrees=True)
    qualify(centre, other)
    with pytest.raises(ServiceError, match="say why"):
        deciding.countersign(other, learner, UNIT_234, seen, password=PASSWORD, agrees=False)
    deciding.countersign(other, learner, UNIT_234, seen, password=PASSWORD, agrees=False, comment="Too few.")
    with pytest.raises(CannotDo, match="Waiting for a qualified"):
        deciding.decide_unit(centre.assessor, learner, UNIT_234, competent=True, reason="Every one is met.")
    (one, digest), *rest = seen.items()
    deciding.countersign(other, learner, UNIT_234, {one: digest}, password=PASSWORD, agrees=True)
    assert dossier(centre).signed(one, "countersigner").statement.endswith("gone through this decision.")
    deciding.countersign(other, learner, UNIT_234, dict(rest), password=PASSWORD, agrees=True)
    several = dossier(centre).signed(rest[0][0], "countersigner").statement
    assert several.endswith("gone through each of these decisions.")
    assert "final" in {cell.state for row in matrix(centre).rows for cell in row.cells}
    qualify(centre)
    with pytest.raises(NotAllowed, match="own decision"):
        deciding.countersign(centre.assessor, learner, UNIT_234, seen, password=PASSWORD, agrees=True)
    assert deciding.decide_unit(
        centre.assessor, learner, UNIT_234, competent=True, reason="Every one is met."
    ).unit


def test_what_stands_in_the_way_of_a_unit_is_said_in_full(centre):
    enough(centre)
    decide(centre, "1.1")
    decide(centre, "1.2", met=False)
    told = " ".join(matrix(centre).blocking)
    for part in (
        "Not decided yet: 1.3, 1.4",
        "Not met: 1.2",
        "valid signature: 1.1, 1.2",
        "has not declared",
    ):
        assert part in told
    with pytest.raises(CannotDo, match="Not decided yet"):
        centre.service.deciding.decide_unit(
            centre.assessor, centre.learner.person_id, UNIT_234, competent=True, reason="It will do as it is."
        )


def test_a_signed_unit_is_locked_and_only_a_higher_role_without_a_part_in_it_unlocks_it(centre):
    assert signed_off(centre).locked
    service, learner = centre.service, centre.learner.person_id
    with pytest.raises(CannotDo, match="locked"):
        decide(centre, "1.1")
    with pytest.raises(CannotDo, match="locked"):
        add(centre, item())
    for actor in (centre.assessor, centre.learner):
        with pytest.raises(NotAllowed):
            service.deciding.unlock(actor, learner, UNIT_234, "We want to add something.")
    assurer = centre.staff("Ivo Lang", "ivo", "iqa")
    with pytest.raises(ServiceError, match="Say why"):
        service.deciding.unlock(assurer, learner, UNIT_234, "Because")
    opened = service.deciding.unlock(assurer, learner, UNIT_234, "Sample found 1.4 too thin.")
    assert not opened.locked
    assert all("unlocked" in s.void for s in opened.signatures if s.subject == UNIT)
    assert opened.signed("decision:1.1", "assessor"), "what was not touched keeps its signature"
    assert decide(centre, "1.4", met=False, reason="The sample was right about it.").decisions["1.4"]
    assert service.store.audit.list(subject=learner).items[0].deed == "unlocked unit"


def test_an_unlocked_unit_is_not_signed_again_while_what_was_decided_anew_is_unsigned_or_unconfirmed(centre):
    signed_off(centre)
    service, learner = centre.service, centre.learner.person_id
    assurer = centre.staff("Ivo Lang", "ivo", "iqa")
    service.deciding.unlock(assurer, learner, UNIT_234, "Sample found 1.4 too thin.")
    decide(centre, "1.4", reason="Seen again, and judged anew.")
    for party in (centre.assessor, centre.learner):
        with pytest.raises(CannotDo, match=r"valid signature: 1\.4"):
            sign(centre, party, UNIT)
    sign(centre, centre.assessor, "decision:1.4")
    sign(centre, centre.assessor, UNIT)
    assert sign(centre, centre.learner, UNIT).locked


def test_a_decision_made_again_in_the_same_words_is_signed_again(centre):
    enough(centre)
    decide(centre, "1.1")
    sign(centre, centre.assessor, "decision:1.1")
    decide(centre, "1.1", met=False, reason="On second thoughts not yet.")
    decide(centre, "1.1")
    now = dossier(centre)
    assert now.signed("decision:1.1", "assessor") is None
    assert "decided anew" in now.voided("decision:1.1")[0].void
    assert sign(centre, centre.assessor, "decision:1.1").signed("decision:1.1", "assessor")


def test_nobody_is_learner_and_assessor_on_the_same_unit(centre):
    add(centre, item())
    both = centre.learner.__class__(
        centre.learner.person_id, "Cal Reeve", frozenset({"learner", "assessor", "iqa", "administrator"})
    )
    centre.service.store.cohorts.put(centre.class_id, both.person_id, "assessor", centre.clock())
    with pytest.raises(NotAllowed, match="nobody assesses themself"):
        decide(centre, "1.1", by=both)
    with pytest.raises(NotAllowed):
        add(centre, item(), by=both)


def test_a_learner_brings_products_and_nothing_that_only_others_can_say(centre):
    own = centre.learner
    assert add(centre, item("product", ("1.3",)), by=own).by == own.person_id
    for method in ("observation", "witness testimony", "questioning"):
        with pytest.raises(NotAllowed, match="is entered by an assessor"):
            add(centre, item(method, ("1.1",)), by=own)
    stranger = centre.join("Dee Holt", "dee")
    with pytest.raises(ServiceError):
        add(centre, item("product", ("1.3",)), by=stranger)


def test_a_testimony_needs_a_registered_witness_confirmation_and_real_work(centre):
    who = witness(centre)
    made = item("witness testimony", ("1.1",), witness=who, confirmed="By phone, 3 November")
    assert add(centre, made).reference == "WT1"
    for changes, says in (
        ({"witness": "w0"}, "from the register"),
        ({"confirmed": ""}, "confirmed the testimony"),
        ({"setting": "simulated"}, "real work"),
        ({"narrative": " "}, "needs its narrative"),
    ):
        with pytest.raises(ServiceError, match=says):
            add(centre, made.model_copy(update=changes))
    for relationship in ("his sister", "aunt", "Wife", "step-father", "his brother-in-law", "an old cousin"):
        with pytest.raises(ServiceError, match="relative"):
            witness(centre, relationship=relationship)
    for relationship in ("not a relative", "partner organisation", "team leader", "person he reports to"):
        assert witness(centre, relationship=relationship)
    with pytest.raises(ServiceError, match="qualification"):
        witness(centre, expert=True)


@pytest.mark.parametrize("method", ["product", "questioning", "report"])
def test_an_item_with_neither_words_nor_a_file_is_no_evidence(centre, method):
    empty = item(method, ("3.1",) if method != "product" else ("1.3",), narrative=" ")
    with pytest.raises(ServiceError, match="an empty item shows nothing"):
        add(centre, empty)
    assert add(centre, empty, uploads=[Upload("log.txt", b"02:14 call answered\n")]).item.files


def test_a_wrong_entry_of_a_witness_is_put_right_in_sight_and_what_rests_on_it_is_signed_again(centre):
    gathering, learner = centre.service.gathering, centre.learner.person_id
    who = witness(centre, name="Nora Castel")
    told = add(centre, item("witness testimony", ("1.1",), witness=who, confirmed="By phone")).item.id
    other = add(centre, item("observation", ("1.1",))).item.id
    sign(centre, centre.assessor, f"evidence:{told}", f"evidence:{other}")
    wrong = centre.service.portfolios.dossier_of(learner, UNIT_234).witnesses[0]
    right = wrong.model_copy(update={"name": "Noor Castell"})

    def correct(entry, reason="Misheard on the phone", **more):
        return gathering.correct_witness(centre.assessor, learner, UNIT_234, entry, reason, **more)

    for entry, reason, says in (
        (right, " ", "what was wrong"),
        (wrong, "No change", "Nothing of the entry"),
        (right.model_copy(update={"relationship": "her aunt"}), "Told so", "relative"),
        (right.model_copy(update={"expert": True}), "Told so", "qualification"),
        (right.model_copy(update={"witness": "w0"}), "Told so", "no such witness"),
    ):
        with pytest.raises(ServiceError, match=says):
            correct(entry, reason)
    after = correct(right)
    assert [w.name for w in after.witnesses] == ["Noor Castell"]
    told_of = after.corrections[0]
    assert (told_of.before.name, told_of.deed.reason) == ("Nora Castel", "Misheard on the phone")
    assert told_of.deed.by == centre.assessor.person_id
    assert after.voided(f"evidence:{told}")
    assert not after.voided(f"evidence:{other}")
    assert not sign(centre, centre.assessor, f"evidence:{told}").voided(f"evidence:{told}")
    with pytest.raises(ServiceError, match="WT1 rests on Noor Castell"):
        correct(right, "Entered for the wrong learner", struck=True)
    gathering.withdraw_evidence(centre.assessor, learner, UNIT_234, told, "Of another learner")
    gone = correct(right, "Entered for the wrong learner", struck=True)
    assert gone.witnesses == ()
    assert [c.deed.struck for c in gone.corrections] == [False, True]


def test_a_decision_without_its_checks_names_those_that_are_missing_as_one_would_say_it(centre):
    seen = add(centre, item(criteria=("1.1",))).item.id
    for checks, says in (
        (("valid",), "authentic, current, sufficient and reliable. Tick"),
        (("valid", "authentic", "current", "sufficient"), "evidence that is also reliable. Tick"),
    ):
        with pytest.raises(ServiceError, match=says):
            decide(centre, "1.1", relied_on=[seen], checks=checks)


def test_a_practice_call_is_no_evidence_and_an_assessment_is_simulated_evidence(centre):
    practice = centre.in_call()
    centre.service.attempts.finish(centre.learner, practice)
    with pytest.raises(CannotDo, match="practice call is no evidence"):
        add(centre, item(attempt=practice, setting="simulated"))
    handed_in = centre.in_call(mode="assessment")
    centre.service.attempts.finish(centre.learner, handed_in)
    with pytest.raises(ServiceError, match="kept as such"):
        add(centre, item(attempt=handed_in))
    assert add(centre, item(attempt=handed_in, setting="simulated")).item.attempt == handed_in


def test_every_gap_of_an_empty_portfolio_is_named_and_a_plan_closes_none_of_them(centre):
    before = matrix(centre)
    assert [r.criterion for r in before.gaps] == [*FROM_CALLS, *KNOWLEDGE]
    assert {r.state for r in before.rows} == {"gap"}
    centre.service.gathering.plan(
        centre.assessor,
        centre.learner.person_id,
        UNIT_234,
        criteria=("1.4", "1.5"),
        method="observation",
        what="Watch a night shift",
        due=date(2026, 12, 4),
    )
    after = matrix(centre)
    assert [r.criterion for r in after.rows if r.state == "planned"] == ["1.4", "1.5"]
    assert len(after.gaps) == 18


def test_unmapped_evidence_stands_apart_until_it_is_mapped(centre):
    made = add(centre, item(criteria=()))
    assert [i.reference for i in matrix(centre).unmapped] == ["OBS1"]
    mapped = made.item.model_copy(update={"claims": item(criteria=("1.1",)).claims})
    centre.service.gathering.change_evidence(
        centre.assessor, centre.learner.person_id, UNIT_234, mapped, "Mapped with the learner."
    )
    assert matrix(centre).unmapped == ()
    assert matrix(centre).rows[0].cells[0].at == (61.0,)


def test_decisions_are_made_in_one_module_alone():
    import simulator

    root = Path(simulator.__file__).parent
    makers = {"CriterionDecided", "UnitDecided", "Unlocked", "Signed"}
    found = set()
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in makers:
                found.add(file.relative_to(root).as_posix())
    assert found == {"service/deciding.py"}
