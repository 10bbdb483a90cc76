"""Marking what was written: provisional, cited, ruled on by a person, released, entered; never decided."""

from __future__ import annotations

import pytest

from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.marked_papers import MarkedAnswer
from tests.service.desk import Centre
from tests.service.writing import CENTRE, UNIT, assessed, dossier, hand_in, practice, question, write_all

WEAK = "I would be polite and kind to everybody who rings us at the centre."


def points_shown(answer: MarkedAnswer) -> int:
    """How many key points an answer surely makes, whatever a person has still to judge."""
    return sum(i.kind == "key_point" and i.result == "shown" for i in answer.finding.indicators)


def test_a_full_answer_cites_the_words_that_earned_each_point(centre: Centre):
    paper = assessed(centre)
    marked = centre.service.answers.open_paper(centre.assessor, paper)
    assert [a.asked.criterion for a in marked.answers] == ["3.1", "3.4"]
    for answer in marked.answers:
        found = [i for i in answer.finding.indicators if i.kind == "key_point" and i.result != "not shown"]
        assert len(found) >= len(answer.question.points) - 1
        for point in answer.reading.points:
            assert answer.written.text[point.start : point.end].startswith(point.words[:20])
    assert marked.verification.intact


def test_a_learner_sees_nothing_of_an_assessment_before_its_release_and_then_sees_it(centre: Centre):
    paper = assessed(centre)
    with pytest.raises(CannotDo, match="released"):
        centre.service.answers.shown(centre.learner, paper)
    centre.service.answers.release(centre.assessor, paper, "Well connected.")
    marked = centre.service.answers.shown(centre.learner, paper)
    assert marked.paper.released_at is not None
    frozen = dossier(centre).papers_released[-1]
    assert (frozen.paper, frozen.comment) == (paper, "Well connected.")
    assert frozen.findings == {f.criterion: f.finding for f in marked.findings}


def test_a_ruling_moves_the_finding_and_both_are_kept(centre: Centre):
    paper = assessed(centre, ("3.4",), lambda _: WEAK)
    answers = centre.service.answers
    before = answers.open_paper(centre.assessor, paper).answers[0]
    assert before.finding.finding in ("no evidence found", "could not be analysed")
    part, points = before.asked.id, question(centre, before.asked.id).points
    for point in points:
        answers.rule(centre.assessor, paper, part, point.id, says=True, reason="Said so when asked.")
    for heard in before.reading.wrong:
        answers.rule(centre.assessor, paper, part, heard.id, says=False, reason="It does not say that.")
    after = answers.open_paper(centre.assessor, paper).answers[0]
    assert after.finding.finding == "evidence found"
    assert after.reading == before.reading, "what was read stays beside the ruling"
    answers.rule(centre.assessor, paper, part, points[0].id, says=False)
    kept = [r for r in dossier(centre).rulings if r.statement == points[0].id]
    assert [r.says for r in kept] == [True, False], "the earlier ruling stays in the record"
    assert {(r.place, r.words) for r in kept} == {(1, points[0].text)}, "in words, for whoever has no bank"


def test_the_same_ruling_of_the_same_person_is_recorded_once(centre: Centre):
    paper = assessed(centre, ("3.4",), lambda _: WEAK)
    answers, assessor = centre.service.answers, centre.assessor
    answer = answers.open_paper(assessor, paper).answers[0]
    point = answer.question.points[0].id

    def rule(*, says: bool, reason: str = "Said so when asked.") -> list[tuple[bool, str]]:
        answers.rule(assessor, paper, answer.asked.id, point, says=says, reason=reason)
        return [(r.says, r.reason) for r in dossier(centre).rulings]

    once = [(True, "Said so when asked.")]
    assert rule(says=True) == once
    assert rule(says=True) == once
    assert len(rule(says=True, reason="Heard it twice.")) == 2, "another reason is news"
    assert len(rule(says=False)) == 3
    assert len(rule(says=True)) == 4, "what was said before something else is said anew"


def test_to_contradict_what_was_read_needs_a_reason(centre: Centre):
    paper = assessed(centre, ("3.4",))
    answer = centre.service.answers.open_paper(centre.assessor, paper).answers[0]
    sure = next(p.id for p in answer.reading.points if p.band == "sure")
    with pytest.raises(ServiceError, match="why"):
        centre.service.answers.rule(centre.assessor, paper, answer.asked.id, sure, says=False)
    with pytest.raises(NotThere):
        centre.service.answers.rule(centre.assessor, paper, answer.asked.id, "nothing-such", says=True)


def test_an_assessed_paper_becomes_evidence_by_questioning_word_for_word(centre: Centre):
    paper = assessed(centre)
    answers = centre.service.answers
    reference = answers.enter(centre.assessor, paper, ("3.4",), own_centre=False, narrative="Sat in class.")
    item = next(i for i in dossier(centre).items if i.reference == reference).item
    assert (item.method, item.source, item.criteria) == ("questioning", paper, ("3.4",))
    marked = answers.open_paper(centre.assessor, paper)
    assert [(x.question, x.answer) for x in item.exchanges] == [
        (a.asked.ask, a.written.text) for a in marked.answers if a.asked.criterion == "3.4"
    ]
    with pytest.raises(CannotDo, match="already"):
        answers.enter(centre.assessor, paper, ("3.4",), own_centre=False, narrative="")


def test_answers_about_a_fictional_centre_are_supplementary_and_those_of_an_own_one_count(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    answers = centre.service.answers
    paper = assessed(centre, ("3.1",))
    with pytest.raises(ServiceError, match="fictional"):
        answers.enter(centre.assessor, paper, ("3.1",), own_centre=True, narrative="x")
    answers.enter(centre.assessor, paper, ("3.1",), own_centre=False, narrative="x")
    cell = row(centre, "3.1").cells[0]
    assert not cell.counts
    assert "fictional" in cell.why
    cloned = centre.library.organisations[CENTRE].model_copy(update={"own": True})
    monkeypatch.setitem(centre.library.organisations, CENTRE, cloned)
    answers.enter(centre.assessor, assessed(centre, ("3.1",)), ("3.1",), own_centre=True, narrative="x")
    assert any(c.counts for c in row(centre, "3.1").cells)


def test_nothing_of_an_open_assessment_is_shown_in_practice(centre: Centre):
    papers, answers = centre.service.papers, centre.service.answers
    before = papers.practise(centre.learner, "report", UNIT, CENTRE, brief="limits-of-the-desk")
    part = papers.look(centre.learner, before).state.started.asked[0].id
    papers.write(centre.learner, before, part, WEAK, before="")
    papers.check(centre.learner, before, part)
    assert answers.checked(centre.learner, before, part)
    answers.set_for(
        centre.assessor, centre.class_id, sort="report", unit=UNIT, organisation=CENTRE,
        mode="assessment", brief="limits-of-the-desk",
    )  # fmt: skip
    with pytest.raises(CannotDo, match="assessment"):
        papers.practise(centre.learner, "report", UNIT, CENTRE, brief="limits-of-the-desk")
    with pytest.raises(CannotDo, match="after the release"):
        answers.checked(centre.learner, before, part)
    with pytest.raises(CannotDo):
        papers.practise(centre.learner, "study", UNIT, CENTRE, questions=(part,))
    held = {p.question for p in papers.reports(UNIT, CENTRE)[2].parts}
    drawn = [
        a.id
        for _ in range(9)
        for a in papers.look(centre.learner, practice(centre, ("3.5", "3.6"))).state.started.asked
    ]
    assert held.isdisjoint(drawn)


def test_an_assessor_overrules_that_it_is_a_list(centre: Centre):
    paper = assessed(centre, ("3.4",), lambda q: ", ".join(p.examples[0].split()[-1] for p in q.points))
    answers = centre.service.answers
    answer = answers.open_paper(centre.assessor, paper).answers[0]
    says = [(p.id, True) for p in answer.question.points] + [(w.id, False) for w in answer.question.wrong]
    for name, made in says:
        answers.rule(centre.assessor, paper, answer.asked.id, name, says=made, reason="Told when asked.")
    answers.rule(
        centre.assessor, paper, answer.asked.id, "connected_account", says=True, reason="Told in person."
    )
    assert answers.open_paper(centre.assessor, paper).answers[0].finding.finding == "evidence found"


def test_what_the_assessor_says_at_the_release_reaches_the_learner(centre: Centre):
    paper = assessed(centre, ("3.1",))
    centre.service.answers.release(centre.assessor, paper, "Name the level.")
    marked = centre.service.answers.shown(centre.learner, paper)
    assert (marked.comment, marked.released_by) == ("Name the level.", "Bea Quill")


def test_practice_is_never_evidence(centre: Centre):
    paper = practice(centre, ("3.1",))
    write_all(centre, centre.learner, paper)
    hand_in(centre, centre.learner, paper)
    with pytest.raises(CannotDo, match="practice"):
        centre.service.answers.enter(centre.assessor, paper, ("3.1",), own_centre=True, narrative="")


def row(centre: Centre, criterion: str):
    view = centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT)
    return next(r for r in view.matrix.rows if r.criterion == criterion)


def test_nothing_about_a_paper_makes_a_decision(centre: Centre):
    paper = assessed(centre)
    centre.service.answers.release(centre.assessor, paper)
    centre.service.answers.enter(centre.assessor, paper, ("3.1", "3.4"), own_centre=False, narrative="x")
    assert dossier(centre).decisions == {}


def test_in_practice_an_answer_is_checked_on_asking_and_improved(centre: Centre):
    papers, answers = centre.service.papers, centre.service.answers
    paper = practice(centre, ("3.4",))
    part = papers.look(centre.learner, paper).state.started.asked[0].id
    papers.write(centre.learner, paper, part, WEAK, before="")
    papers.check(centre.learner, paper, part)
    weak = answers.checked(centre.learner, paper, part)
    assert weak.finding.finding in ("no evidence found", "could not be analysed")
    assert weak.clauses, "the clause stands beside the question after answering"
    write_all(centre, centre.learner, paper)
    papers.check(centre.learner, paper, part)
    assert points_shown(answers.checked(centre.learner, paper, part)) > points_shown(weak)


def test_another_assessor_neither_sees_nor_rules_nor_releases(centre: Centre):
    paper = assessed(centre)
    stranger = centre.staff("Max Other", "max", "assessor")
    answers = centre.service.answers
    assert answers.waiting(stranger) == ()
    for deed in (
        lambda: answers.open_paper(stranger, paper),
        lambda: answers.rule(stranger, paper, "x", "y", says=True),
        lambda: answers.release(stranger, paper),
        lambda: answers.enter(stranger, paper, ("3.1",), own_centre=True, narrative=""),
    ):
        with pytest.raises(NotThere):
            deed()


def test_what_waits_for_release_stands_first_and_study_is_nobodys_to_mark(centre: Centre):
    first = assessed(centre, ("3.1",))
    later = practice(centre, ("3.2",))
    write_all(centre, centre.learner, later)
    hand_in(centre, centre.learner, later)
    rows = centre.service.answers.waiting(centre.assessor)
    assert [r.paper.id for r in rows] == [first, later]
    centre.service.answers.release(centre.assessor, first)
    assert [r.paper.id for r in centre.service.answers.waiting(centre.assessor)] == [later, first]
