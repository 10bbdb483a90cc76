"""A record of which a part was lawfully erased is told of, holds nobody up, and is marked by nobody."""

from __future__ import annotations

import pytest

from simulator.service.erased import ErasedInPartError
from simulator.service.pack_records import ended_papers
from tests.service.gas_call import FORBIDDEN, play
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import UNIT_234
from tests.service.writing import assessed

WHY = "The caller in it was a real person; the centre's data protection officer asked for it."


def erase(centre, streams, record: str, seq: int) -> None:
    streams.erase(record, [seq], actor=centre.administrator.person_id, reason=WHY, erased_at=centre.clock())


def test_an_erased_call_is_told_of_at_the_desk_with_who_and_why_and_the_findings_shown_before(centre):
    attempt = play(centre, "assessment", FORBIDDEN)
    other = play(centre, "assessment", FORBIDDEN)
    records = centre.service.records
    before = records.open_attempt(centre.assessor, attempt)
    spoke = next(r.seq for r in before.record if r.event.kind == "spoke")
    erase(centre, centre.service.store.attempts, attempt, spoke)
    rows = {r.attempt.id: r for r in records.waiting(centre.assessor)}
    assert (rows[attempt].erased, rows[other].erased) == (True, False)
    with pytest.raises(ErasedInPartError) as told:
        records.open_attempt(centre.assessor, attempt)
    assert f"event {spoke} was lawfully erased by Ada Marsh on 24 November 2026: {WHY}" in str(told.value)
    assert told.value.remains.findings == before.findings
    assert [(seq, kind) for seq, _, kind in told.value.remains.kinds] == [(spoke, "spoke")]
    assert records.findings_of(attempt) == {}
    learner = centre.learner
    assert centre.service.learning.shown_so_far(learner, records.findings_counted) == {}
    waiting = [t.attempt for t in centre.service.todos.of(centre.assessor) if t.place == "desk"]
    assert waiting == [other], "nobody is asked to mark what cannot be marked"
    assert centre.service.questioning.follow_ups(centre.assessor, learner.person_id, UNIT_234)
    page = centre.service.packs.pack(LOCAL, learner.person_id, UNIT_234, set_pdf=no_pdf)
    assert page.content


def test_an_erased_paper_holds_up_no_other_and_says_who_erased_it(centre):
    paper, other = assessed(centre, ("3.1",)), assessed(centre, ("3.4",))
    erase(centre, centre.service.store.papers, paper, 2)
    answers = centre.service.answers
    rows = {r.paper.id: r.title for r in answers.waiting(centre.assessor)}
    assert rows[paper] == "Erased in part"
    assert rows[other] == "Question paper"
    with pytest.raises(ErasedInPartError, match="erased by Ada Marsh"):
        answers.open_paper(centre.assessor, paper)
    assert [m.paper.id for m in answers.marked_of(centre.learner.person_id, UNIT_234)] == [other]
    assert centre.service.papers.practise(centre.learner, "paper", UNIT_234, "wendshire", criteria=("3.4",))
    view = centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT_234)
    assert len(ended_papers(centre.service.store, view)) == 2
