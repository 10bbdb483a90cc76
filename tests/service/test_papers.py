"""Writing: papers are drawn, every change is durable, nothing is overwritten unseen, handing in ends it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from simulator.service.errors import CannotDo, NotThere, OpenElsewhere, ServiceError
from simulator.service.paper_questions import moments_of
from tests.service.desk import Centre
from tests.service.gas_call import play
from tests.service.writing import CENTRE, UNIT, assessed, full, hand_in, practice, question, write_all

KNOWLEDGE = ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8")


def asked(centre: Centre, paper: str):
    return centre.service.papers.look(centre.learner, paper).state.started.asked


def test_a_paper_asks_one_question_about_each_criterion_and_shows_no_key_point(centre: Centre):
    paper = practice(centre)
    found = asked(centre, paper)
    assert tuple(a.criterion for a in found) == KNOWLEDGE
    for one in found:
        shown = one.model_dump_json()
        assert not any(p.text in shown for p in question(centre, one.id).points)


def test_a_second_paper_asks_what_was_not_asked_before(centre: Centre):
    first = {a.id for a in asked(centre, practice(centre))}
    assert first.isdisjoint(a.id for a in asked(centre, practice(centre)))


def test_practice_never_asks_what_is_kept_for_assessment(centre: Centre):
    library, papers = centre.service.library, centre.service.papers
    for _ in range(8):
        paper = papers.practise(centre.learner, "paper", "234", "wendshire", criteria=("3.2",))
        for one in asked(centre, paper):
            question = library.questions("234", "wendshire").question(one.id)
            assert question is not None
            assert "practice" in question.used_for


def test_neighbours_who_write_the_same_task_get_different_questions(centre: Centre):
    neighbour = centre.join("Pia Two", "p2")
    task = centre.service.answers.set_for(
        centre.assessor, centre.class_id, sort="paper", unit=UNIT, organisation=CENTRE, mode="assessment",
        criteria=KNOWLEDGE,
    )  # fmt: skip
    papers = centre.service.papers
    mine = {a.id for a in asked(centre, papers.take(centre.learner, task.id))}
    theirs = {a.id for a in papers.look(neighbour, papers.take(neighbour, task.id)).state.started.asked}
    assert mine.isdisjoint(theirs)


def test_a_question_about_an_own_decision_shows_that_moment_of_the_learners_own_call(centre: Centre):
    call = play(centre)
    reviewed = centre.service.records.debrief(centre.learner, call)
    moments = moments_of(reviewed.record, reviewed.organisation)
    assert {"priority", "deployment"} <= set(moments)
    assert "You set priority" in moments["priority"].lines[-1]
    seen = [a for _ in range(8) for a in asked(centre, practice(centre))]
    own = [a for a in seen if a.kind == "own decision"]
    assert own, "with a call behind them a learner is asked about it"
    assert all(a.call == call and a.shown for a in own)


def test_without_a_call_nobody_is_asked_about_their_last_one(centre: Centre):
    seen = [a for _ in range(6) for a in asked(centre, practice(centre))]
    assert not [a for a in seen if a.kind == "own decision"]


def test_every_kind_of_question_shows_what_it_asks_about(centre: Centre):
    seen = [a for _ in range(12) for a in asked(centre, practice(centre))]
    shown = {a.kind: a for a in seen if a.kind not in ("written answer", "may it be said")}
    assert {"walk a tree", "choose an allocation", "spot the error", "order these calls"} <= set(shown)
    for one in shown.values():
        assert one.shown, one.id
        assert all(part.lines for part in one.shown), one.id
    assert "go to question" in " ".join(shown["walk a tree"].shown[0].lines)


def test_what_is_typed_is_there_again_on_another_server(centre: Centre):
    paper = practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    centre.service.papers.write(centre.learner, paper, part, "We log", before="")
    centre.service.papers.write(centre.learner, paper, part, "We log every call", before="We log")
    other = centre.another_server()
    try:
        assert other.papers.look(centre.learner, paper).state.written(part).text == "We log every call"
        assert other.store.papers.verify(paper).intact
    finally:
        other.store.close()


def test_a_window_that_is_behind_overwrites_nothing(centre: Centre):
    papers, paper = centre.service.papers, practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    papers.write(centre.learner, paper, part, "from the first window", before="")
    with pytest.raises(OpenElsewhere):
        papers.write(centre.learner, paper, part, "from the second", before="")
    assert papers.look(centre.learner, paper).state.written(part).text == "from the first window"
    papers.write(centre.learner, paper, part, "from the first window", before="whatever")


def test_a_save_whose_answer_was_lost_on_the_way_is_no_clash(centre: Centre):
    papers, paper = centre.service.papers, practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    papers.write(centre.learner, paper, part, "We log", before="")
    papers.write(centre.learner, paper, part, "We log it", before="", also="We log")
    assert papers.look(centre.learner, paper).state.written(part).text == "We log it"


def test_one_task_gives_one_paper_however_often_it_is_begun(centre: Centre):
    task = centre.service.answers.set_for(
        centre.assessor, centre.class_id, sort="paper", unit=UNIT, organisation=CENTRE, mode="assessment",
        criteria=("3.1",),
    )  # fmt: skip
    papers = centre.service.papers
    with ThreadPoolExecutor(6) as windows:
        begun = set(windows.map(lambda _: papers.take(centre.learner, task.id), range(6)))
    assert len(begun) == 1


@pytest.mark.parametrize("text", ["🚒" * 50, "\u202eמה קרה", "<b>x</b>\x00\x07", "a\n\nb  ", "x" * 20_000])
def test_any_text_is_kept_as_it_was_typed(centre: Centre, text: str):
    papers, paper = centre.service.papers, practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    papers.write(centre.learner, paper, part, text, before="")
    assert papers.look(centre.learner, paper).state.written(part).text == text
    papers.check(centre.learner, paper, part)
    centre.service.answers.checked(centre.learner, paper, part)


def test_a_text_that_is_too_long_is_refused_and_what_was_kept_stays(centre: Centre):
    papers, paper = centre.service.papers, practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    papers.write(centre.learner, paper, part, "short", before="")
    with pytest.raises(ServiceError, match="20,000"):
        papers.write(centre.learner, paper, part, "x" * 20_001, before="short")
    assert papers.look(centre.learner, paper).state.written(part).text == "short"


def test_handing_in_needs_a_declaration_and_ends_the_writing(centre: Centre):
    papers, paper = centre.service.papers, practice(centre, ("3.1",))
    part = asked(centre, paper)[0].id
    with pytest.raises(CannotDo, match="Nothing is written"):
        hand_in(centre, centre.learner, paper)
    papers.write(centre.learner, paper, part, "We log every call", before="")
    with pytest.raises(ServiceError, match="own work"):
        papers.hand_in(centre.learner, paper, own_work=False, help_used="none", machine_help="none")
    with pytest.raises(ServiceError, match="none"):
        papers.hand_in(centre.learner, paper, own_work=True, help_used=" ", machine_help="none")
    hand_in(centre, centre.learner, paper)
    assert papers.look(centre.learner, paper).ended
    with pytest.raises(CannotDo, match="handed in"):
        papers.write(centre.learner, paper, part, "more", before="We log every call")


def test_an_assessment_is_gone_back_to_and_never_left(centre: Centre):
    papers = centre.service.papers
    task = centre.service.answers.set_for(
        centre.assessor, centre.class_id, sort="report", unit=UNIT, organisation=CENTRE, mode="assessment",
        brief="deciding-and-sending",
    )  # fmt: skip
    paper = papers.take(centre.learner, task.id)
    assert papers.take(centre.learner, task.id) == paper
    state = papers.look(centre.learner, paper).state
    assert next(a.heading for a in state.started.asked) == "The decision tree and its purpose"
    assert (state.started.least_words, state.names[-1]) == (500, "sources")
    with pytest.raises(CannotDo):
        papers.leave(centre.learner, paper)
    with pytest.raises(CannotDo):
        papers.check(centre.learner, paper, state.names[0])


def test_nobody_else_sees_or_writes_a_learners_paper(centre: Centre):
    paper = practice(centre)
    other = centre.join("Pia Nine", "p9")
    for deed in (
        lambda: centre.service.papers.look(other, paper),
        lambda: centre.service.papers.write(other, paper, "x", "y", before=""),
        lambda: centre.service.answers.checked(other, paper, "x"),
        lambda: centre.service.answers.shown(other, paper),
    ):
        with pytest.raises(NotThere):
            deed()


def test_what_was_weak_returns_the_next_day_and_what_was_full_after_a_rest(centre: Centre):
    studying = centre.service.studying
    full_one, weak_one = practice(centre, ("3.4",)), practice(centre, ("3.6",))
    write_all(centre, centre.learner, full_one)
    hand_in(centre, centre.learner, full_one)
    write_all(
        centre, centre.learner, weak_one, lambda _: "I would be polite and kind to everybody who rings."
    )
    hand_in(centre, centre.learner, weak_one)
    assert studying.due(centre.learner, UNIT, CENTRE) == ()
    centre.clock.wait(timedelta(days=1, hours=1).total_seconds())
    due = studying.due(centre.learner, UNIT, CENTRE)
    weak = asked(centre, weak_one)[0].id
    assert weak in [d.question for d in due]
    turn = centre.service.papers.practise(
        centre.learner, "study", UNIT, CENTRE, questions=studying.next_turn(centre.learner, UNIT, CENTRE)
    )
    assert weak in [a.id for a in asked(centre, turn)]


def test_an_assessment_never_comes_back_as_study(centre: Centre):
    assessed(centre, ("3.6",), lambda _: "I would be polite and kind to everybody who rings us here.")
    centre.clock.wait(timedelta(days=40).total_seconds())
    assert centre.service.studying.due(centre.learner, UNIT, CENTRE) == ()


def test_a_report_that_is_full_shows_it_for_each_of_its_criteria(centre: Centre):
    paper = centre.service.papers.practise(centre.learner, "report", UNIT, CENTRE, brief="limits-of-the-desk")
    write_all(centre, centre.learner, paper, full)
    hand_in(centre, centre.learner, paper)
    marked = centre.service.answers.shown(centre.learner, paper)
    assert {f.criterion for f in marked.findings} == {"3.5", "3.6", "3.7"}
