"""Session sheets: who supervised a simulated assessment, the checklist of realism, and who signs under it."""

from __future__ import annotations

import pytest

from reports.bag import unzipped
from simulator.model.session import REALISM, session_subject
from simulator.service.errors import CannotDo, NotAllowed, NotThere, ServiceError
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import UNIT_234, add, decide, declare, sign, signed_off


@pytest.fixture
def attempt(centre) -> str:
    """Return an assessment that was handed in."""
    made = centre.in_call(mode="assessment")
    centre.service.attempts.finish(centre.learner, made)
    return made


def dossier(centre):
    return centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234)


def check(centre, attempt, *so, who=None, supervisor="Ivo Lang, at the next desk", **more):
    return centre.service.session_sheets.check(
        who or centre.assessor, attempt, supervisor=supervisor, so=so, **more
    )


def page(centre) -> str:
    made = centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf)
    return unzipped(made.content)["data/index.html"].decode()


def part(text: str, number: int) -> str:
    return text.split(f'id="doc-{number}"', 1)[1].split("<h2", 1)[0]


def test_a_sheet_freezes_the_words_of_the_checklist_and_says_what_was_not_so(centre, attempt):
    made = check(centre, attempt, "equipment", "told", identity="Badge", note="A quiet room")
    assert made.deed.by == centre.assessor.person_id
    assert made.at == centre.clock()
    answers = {one.statement: (one.words, one.so) for one in made.deed.realism}
    assert answers == {k: (w, k in ("equipment", "told")) for k, w in REALISM.items()}
    assert centre.service.session_sheets.of(centre.assessor, attempt) == made


def test_a_sheet_can_be_filled_in_while_the_call_runs_but_only_of_an_assessment(centre):
    running = centre.in_call(mode="assessment")
    assert check(centre, running).deed.attempt == running
    centre.service.attempts.finish(centre.learner, running)
    practice = centre.in_call(mode="practice")
    with pytest.raises(CannotDo, match="for practice"):
        check(centre, practice)


def test_a_sheet_says_who_supervised_and_keeps_to_the_checklist(centre, attempt):
    with pytest.raises(ServiceError, match="Name who supervised"):
        check(centre, attempt, supervisor="  ")
    with pytest.raises(ServiceError, match="no statement weather"):
        check(centre, attempt, "weather")
    assert centre.service.session_sheets.of(centre.assessor, attempt) is None


def test_only_an_assessor_of_the_learner_fills_it_in(centre, attempt):
    stranger = centre.staff("Gus Ward", "gus", "assessor")
    for door in (
        lambda: check(centre, attempt, who=stranger),
        lambda: centre.service.session_sheets.of(stranger, attempt),
    ):
        with pytest.raises(NotThere):
            door()


def test_a_new_sheet_keeps_the_old_one_in_the_record_and_voids_what_was_signed_under_it(centre, attempt):
    check(centre, attempt, "told")
    subject = session_subject(attempt)
    sign(centre, centre.assessor, subject)
    sign(centre, centre.learner, subject)
    assert {s.party for s in dossier(centre).signatures if not s.void} == {"assessor", "learner"}
    assert check(centre, attempt, "told", "callers").earlier == 1
    assert all(s.void for s in dossier(centre).signatures)
    kinds = [e.kind for e in centre.service.portfolios.events(_portfolio(centre))]
    assert kinds.count("session_checked") == 2


def _portfolio(centre):
    return centre.service.store.portfolios.find(centre.learner.person_id, UNIT_234)


def test_a_sheet_is_signed_by_the_assessor_who_filled_it_in(centre, attempt):
    check(centre, attempt)
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    with pytest.raises(NotAllowed, match="who filled it in"):
        sign(centre, other, session_subject(attempt))


def test_a_sheet_changes_no_decision_and_no_signature_under_one(centre, attempt):
    signed_off(centre)
    before = {s: d for s, d in dossier(centre).digests.items() if not s.startswith("session:")}
    assert dossier(centre).locked
    with pytest.raises(CannotDo, match="locked"):
        check(centre, attempt)
    assert dossier(centre).digests == before


def test_the_pack_prints_the_sheet_and_says_where_none_was_recorded(centre, attempt):
    text = page(centre)
    assert [part(text, n).count("not recorded") for n in (10, 8)] == [2, 1]
    check(centre, attempt, "told", identity="Badge looked at", note="A quiet room", why="Too rare at work")
    sign(centre, centre.assessor, session_subject(attempt))
    text = page(centre)
    for words in ("Ivo Lang, at the next desk", "Badge looked at"):
        assert words in part(text, 10)
    for words in (
        *REALISM.values(),
        "A quiet room",
        "Too rare at work",
        "Checked by",
        centre.assessor.name,
        "as assessor",
    ):
        assert words in part(text, 8)
    assert part(text, 8).count(">NO<") == len(REALISM) - 1


def test_the_cover_names_calls_that_are_relied_on_without_a_checklist(centre, attempt):
    centre.service.observing.mark(centre.assessor, attempt, "1.1", at=3.0)
    draft = centre.service.observing.drafted(centre.assessor, attempt)
    item = add(centre, draft.model_copy(update={"narrative": "Watched the whole of it."}))
    decide(centre, "1.1", met=False, checks=())
    words = f"without a checklist of realism: {item.reference}"
    assert words in page(centre)
    check(centre, attempt)
    assert words not in page(centre)
    declare(centre)


def test_an_unsigned_sheet_of_a_call_in_the_portfolio_waits_for_each_hand_in_turn(centre, attempt):
    def waiting(who):
        todos = centre.service.todos
        found = todos.of_learner(who) if who == centre.learner else todos.of(who)
        return [t.what for t in found if "session sheet" in t.what]

    check(centre, attempt)
    assert waiting(centre.assessor) == [], "the call stands as no evidence yet"
    centre.service.observing.mark(centre.assessor, attempt, "1.1", at=3.0)
    draft = centre.service.observing.drafted(centre.assessor, attempt)
    item = add(centre, draft.model_copy(update={"narrative": "Watched the whole of it."}))
    assert waiting(centre.assessor) == [f"Sign the session sheet of {item.reference}"]
    assert waiting(centre.learner) == [], "the assessor's hand comes first"
    sign(centre, centre.assessor, session_subject(attempt))
    assert waiting(centre.assessor) == []
    assert waiting(centre.learner) == [f"Read and sign the session sheet of {item.reference}"]
    sign(centre, centre.learner, session_subject(attempt))
    assert waiting(centre.learner) == []
