"""Written answers as a document: every word, what was found in it, and whose ruling it was."""

from __future__ import annotations

from datetime import UTC, datetime

from reports.answers_sheet import AnswersSheet, SheetAnswer, answers_document
from reports.html import page_of
from reports.pdf import pdf_of
from simulator.marking.answers import mark_answer
from simulator.model.answers import AnswerReading, PointRead
from simulator.model.papers import (
    AnswerEdited,
    Asked,
    HelpDeclared,
    PaperEnded,
    PaperStarted,
    ShownPart,
    fold_paper,
)
from simulator.model.portfolio import AnswerRuled
from simulator.model.questions import KeyPoint, Law, Question

WRITTEN = "We send <b>whoever</b> is free.\nThen we log it 🚒."
NOW = datetime(2026, 11, 24, 10, 0, 3, 123456, tzinfo=UTC)


def sheet(*, rulings=None) -> AnswersSheet:
    asked = Asked(
        id="q",
        criterion="3.4",
        kind="spot the error",
        verb="explain",
        ask="Find the error.",
        shown=(ShownPart(title="The text", lines=("Sent everybody.",)),),
    )
    state = fold_paper(
        [
            PaperStarted(
                t=0,
                sort="paper",
                title="Question paper",
                unit="234",
                organisation="w",
                mode="assessment",
                seed=1,
                asked=(asked,),
            ),
            AnswerEdited(t=9, part="q", at=0, removed=0, added=WRITTEN),
            HelpDeclared(t=10, own_work=True, help_used="my tutor", machine_help="none"),
            PaperEnded(t=10, reason="handed in"),
        ]
    )
    question = Question(
        id="q",
        criterion="3.4",
        kind="spot the error",
        verb="explain",
        ask="Find the error.",
        clause="11.6",
        points=(
            KeyPoint(id="a", text="Send who is suitable"),
            KeyPoint(id="b", text="Log the reason", must=True),
        ),
    )
    read = PointRead(id="b", band="likely", score=0.6, words="Then we log it", start=31, end=45)
    reading = AnswerReading(question="q", analysable=True, points=(read,), missing=("a",), reader="r-1")
    ruled = rulings or {}
    finding = mark_answer(question, reading, {k: r.says for k, r in ruled.items()})
    answer = SheetAnswer(
        asked=asked, text=WRITTEN, edits=1, at_once=0, reading=reading, finding=finding, rulings=ruled,
        laws=(Law(id="data", name="Data protection law", nation="United Kingdom", review="2027-06-01"),),
    )  # fmt: skip
    return AnswersSheet(
        reference="P-1",
        centre="Hale College",
        learner_name="Tom Ash",
        learner_reference="tom",
        unit="234 Deal",
        organisation="Wendshire",
        state=state,
        status="finished",
        started_at=NOW,
        ended_at=NOW,
        released_at=None,
        answers=(answer,),
        criteria={"3.4": "describe how to determine the appropriate allocation"},
        findings=(finding,),
        marker="m-1",
        names={"p1": "Bea Quill"},
        head_seq=4,
        head_digest="ab" * 32,
        intact=True,
        software="Simulator 1",
        drawn_up=NOW,
    )


def test_every_word_is_printed_as_it_was_written_and_nothing_of_it_becomes_markup():
    page = page_of(answers_document(sheet()))
    assert "We send &lt;b&gt;whoever&lt;/b&gt; is free." in page
    assert "<b>whoever" not in page
    assert "my tutor" in page
    assert "Sent everybody." in page


def test_it_says_that_it_is_provisional_and_what_a_person_has_to_judge():
    page = page_of(answers_document(sheet()))
    assert "no assessor&#x27;s decision" in page or "no assessor's decision" in page
    assert "Could not be analysed" in page
    assert "likely" in page


def test_a_ruling_stands_beside_what_was_read_with_the_name_of_who_ruled():
    ruled = AnswerRuled(by="p1", paper="x", part="q", statement="b", says=True, reason="He named the log.")
    page = page_of(answers_document(sheet(rulings={"b": ruled})))
    assert "likely" in page
    assert "says it (Bea Quill): He named the log." in page
    assert "Partial evidence" in page


def test_it_becomes_a_pdf_whatever_was_written_and_whenever_it_was_handed_in():
    assert pdf_of(answers_document(sheet())).startswith(b"%PDF")


def test_the_law_that_an_answer_rests_on_is_printed_with_its_nation_and_the_day_to_look_again():
    page = page_of(answers_document(sheet()))
    assert "Data protection law (United Kingdom, look again by 1 June 2027)" in page
