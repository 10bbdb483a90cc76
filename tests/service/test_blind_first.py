"""Blind-first marking: nothing leads an assessor to the machine's finding before their own view is kept."""

from __future__ import annotations

import pytest

from reports.bag import unzipped
from simulator.model.commands import Say
from simulator.model.portfolio import CHECKS
from simulator.service.access import Actor
from simulator.service.errors import CannotDo
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import UNIT_234, add, signed_off


@pytest.fixture
def blind_call(centre) -> str:
    """Return a handed-in assessment that the assessor views blind first, and in which much is missing."""
    centre.service.observing.set_blind_share(centre.administrator, 100)
    return handed_in(centre)


def handed_in(centre) -> str:
    attempt = centre.in_call(mode="assessment")
    line = next(e.line for e in centre.kept(attempt) if e.kind == "line_rang")
    centre.act(attempt, Say(line=line, text="Gas emergency, what is the address?"), wait=4)
    centre.service.attempts.finish(centre.learner, attempt)
    return attempt


def pack(centre, actor) -> dict[str, bytes]:
    made = centre.service.packs.pack(actor, centre.learner.person_id, UNIT_234, set_pdf=no_pdf)
    return unzipped(made.content)


def view_all(centre, attempt, word="partial evidence", *, but=()):
    for criterion in centre.service.observing.still_blind(centre.assessor, attempt):
        if criterion not in but:
            centre.service.observing.view_blind(centre.assessor, attempt, criterion, word)


def second_assessor(centre) -> Actor:
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    return other


def test_no_pack_comes_to_an_assessor_before_their_own_view_of_every_criterion(centre, blind_call):
    first, *rest = centre.service.observing.still_blind(centre.assessor, blind_call)
    with pytest.raises(CannotDo, match=rf"A-{blind_call[:8].upper()}: {first}, {rest[0]}"):
        pack(centre, centre.assessor)
    view_all(centre, blind_call, but=(first,))
    with pytest.raises(CannotDo, match=rf"what you see for A-{blind_call[:8].upper()}: {first}\. Or"):
        pack(centre, centre.assessor)
    view_all(centre, blind_call)
    assert pack(centre, centre.assessor)


def test_a_refused_pack_leaves_no_trace_in_the_audit(centre, blind_call):
    with pytest.raises(CannotDo):
        pack(centre, centre.assessor)
    made = [e.deed for e in centre.service.store.audit.list(subject=centre.learner.person_id).items]
    assert "made pack" not in made


def test_who_does_not_mark_the_learner_makes_the_same_whole_pack_at_any_time(centre, blind_call):
    before = {
        "terminal": pack(centre, LOCAL),
        "assurer": pack(centre, centre.staff("Ivo Lang", "ivo", "iqa")),
        "assurer who assesses others": pack(centre, centre.staff("Una Roe", "una", "iqa", "assessor")),
    }
    assert len({frozenset(files.items()) for files in before.values()}) == 1
    assert b"findings_shown" in before["terminal"]["data/portfolio.jsonl"]
    view_all(centre, blind_call)
    assert pack(centre, centre.assessor) == pack(centre, LOCAL)


def test_each_assessor_of_the_class_views_it_for_themselves_until_the_unit_is_locked(centre, blind_call):
    other = second_assessor(centre)
    view_all(centre, blind_call)
    with pytest.raises(CannotDo, match="you view these blind first"):
        pack(centre, other)
    signed_off(centre)
    assert pack(centre, other), "nothing is left to decide in a locked unit"


def test_a_call_of_which_a_part_was_erased_stands_in_no_packs_way(centre, blind_call):
    centre.service.store.attempts.erase(
        blind_call, [1], actor="x", reason="asked for", erased_at=centre.clock()
    )
    assert pack(centre, centre.assessor)


def test_what_to_ask_next_tells_nothing_of_a_finding_that_is_viewed_blind_first(centre, blind_call):
    def asked_about():
        found = centre.service.questioning.follow_ups(centre.assessor, centre.learner.person_id, UNIT_234)
        return {f.criterion for f in found}

    assert asked_about() == set()
    view_all(centre, blind_call)
    assert asked_about()


def test_a_draft_tells_nothing_of_what_a_colleague_agreed_to_before_ones_own_view(centre, blind_call):
    view_all(centre, blind_call)
    findings = centre.service.records.open_attempt(centre.assessor, blind_call).marking.findings
    shown = next(i for f in findings for i in f.indicators if i.result == "shown")
    centre.service.records.judge(centre.assessor, blind_call, shown.indicator, "agree")
    drafted = centre.service.observing.drafted
    assert drafted(centre.assessor, blind_call).claims[0].criterion == shown.criterion
    assert drafted(second_assessor(centre), blind_call).claims == ()


def test_a_decision_says_whether_the_own_view_came_first_and_nobody_claims_it(centre, blind_call):
    """It is read off the record: of every call that is relied on, the decider said first what they saw."""
    service, learner = centre.service, centre.learner.person_id

    def decided(criterion, *items) -> bool:
        dossier = service.deciding.decide(
            centre.assessor,
            learner,
            UNIT_234,
            criterion,
            met=False,
            checks=CHECKS,
            reason="One call shows too little of it.",
            relied_on=[i.item.id for i in items],
        )
        return dossier.decisions[criterion].deed.blind

    def observed(attempt):
        draft = service.observing.drafted(centre.assessor, attempt)
        mapped = [claim.model_copy(update={"criterion": c}) for claim in draft.claims[:1] for c in said]
        return add(centre, draft.model_copy(update={"narrative": "As it was.", "claims": tuple(mapped)}))

    said = service.observing.still_blind(centre.assessor, blind_call)[:2]
    service.observing.mark(centre.assessor, blind_call, said[0], at=5.0)
    item = observed(blind_call)
    assert not decided(said[0], item), "not said before"
    service.observing.view_blind(centre.assessor, blind_call, said[0], "partial evidence")
    assert decided(said[0], item)
    assert not decided(said[1], item), "said of another criterion"
    assert not decided(said[0]), "rests on no call"
    service.observing.set_blind_share(centre.administrator, 0)
    later = handed_in(centre)
    service.observing.mark(centre.assessor, later, said[0], at=5.0)
    assert not decided(said[0], item, observed(later)), "of one of the two calls nothing was said before"


def test_a_pack_prints_beside_the_finding_what_was_said_before_it_was_shown(centre, blind_call):
    view_all(centre, blind_call, "no evidence found")
    page = pack(centre, LOCAL)["data/index.html"].decode()
    annex = page.split('id="doc-14"', 1)[1].split("<h2", 1)[0]
    name = centre.assessor.name
    count = len(centre.service.records.findings_of(blind_call))
    assert annex.count(f"{name}: no evidence found, before the finding was shown") == count
