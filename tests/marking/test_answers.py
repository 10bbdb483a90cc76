"""Findings from answers: only what is sure counts; what is likely waits for a person; re-tags stand above."""

import pytest

from simulator.marking.answers import DEPTH, join_findings, mark_answer
from simulator.model.answers import AnswerReading, PointRead
from simulator.model.questions import KeyPoint, Question, WrongStatement

QUESTION = Question(
    id="q",
    criterion="3.4",
    kind="written answer",
    verb="describe",
    ask="Describe how you choose.",
    clause="11.1",
    enough=2,
    points=(
        KeyPoint(id="a", text="The first thing", must=True, clause="4.1"),
        KeyPoint(id="b", text="The second thing"),
        KeyPoint(id="c", text="The third thing"),
    ),
    wrong=(
        WrongStatement(id="x", text="A wrong thing"),
        WrongStatement(id="deadly", text="A deadly thing", unsafe=True),
    ),
)


def reading(points="", wrong="", *, connected=True, analysable=True, why_not=""):
    """Upper case is sure, lower case likely: "Ab" is a sure and b likely."""

    def made(name, letter):
        band = "sure" if letter.isupper() else "likely"
        return PointRead(id=name, band=band, score=0.9, words=f"words of {name}", start=0, end=3)

    names = {"x": "x", "d": "deadly"}
    return AnswerReading(
        question="q",
        analysable=analysable,
        why_not=why_not,
        points=tuple(made(x.lower(), x) for x in points),
        wrong=tuple(made(names[x.lower()], x) for x in wrong),
        connected=connected,
    )


@pytest.mark.parametrize(
    ("points", "wrong", "connected", "word"),
    [
        ("AB", "", True, "evidence found"),
        ("ABc", "", True, "evidence found"),  # the likely one changes nothing
        ("BC", "", True, "partial evidence"),  # enough, but the needed one is missing
        ("A", "", True, "partial evidence"),
        ("Ab", "", True, "could not be analysed"),  # the likely one would make it full
        ("b", "", True, "could not be analysed"),
        ("", "", True, "no evidence found"),
        ("AB", "X", True, "partial evidence"),
        ("AB", "x", True, "could not be analysed"),
        ("AB", "D", True, "contrary evidence found"),
        ("AB", "d", True, "could not be analysed"),
        ("AB", "", False, "partial evidence"),  # a list where an account is wanted
        ("", "X", True, "no evidence found"),
    ],
)
def test_the_finding_follows_from_points_and_statements(points, wrong, connected, word):
    assert mark_answer(QUESTION, reading(points, wrong, connected=connected)).finding == word


def test_a_likely_point_is_never_credited_by_itself():
    finding = mark_answer(QUESTION, reading("abc"))
    assert finding.finding == "could not be analysed"
    assert not [i for i in finding.indicators if i.result == "shown" and i.indicator != DEPTH]


def test_what_an_assessor_takes_counts_and_what_they_leave_does_not():
    read = reading("Ab")
    assert mark_answer(QUESTION, read, {"b": True}).finding == "evidence found"
    assert mark_answer(QUESTION, read, {"b": False}).finding == "partial evidence"
    assert mark_answer(QUESTION, read, {"a": False, "b": False}).finding == "no evidence found"
    assert mark_answer(QUESTION, reading("AB", "D"), {"deadly": False}).finding == "evidence found"


def test_each_point_cites_the_words_that_earned_it_and_its_clause():
    finding = mark_answer(QUESTION, reading("AB"))
    first, second = finding.indicators[:2]
    assert 'words of a"' in first.sentence
    assert (first.clause, second.clause) == ("4.1", "11.1")


def test_what_is_missing_and_what_speaks_against_it_are_named():
    finding = mark_answer(QUESTION, reading("B", "X"))
    assert "missing and needed: The first thing" in finding.sentence
    assert "against it: A wrong thing" in finding.sentence


@pytest.mark.parametrize("why", ["empty", "too short", "copied", "key words", "off topic"])
def test_what_could_not_be_analysed_says_why_and_asks_for_a_person(why):
    finding = mark_answer(QUESTION, reading(analysable=False, why_not=why))
    assert finding.finding == "could not be analysed"
    assert finding.sentence.endswith("A person has to look.")
    assert not finding.indicators


def test_a_person_may_find_a_point_where_the_reader_found_nothing_to_analyse():
    unread = reading(analysable=False, why_not="too short")
    assert (
        mark_answer(QUESTION, unread, {"a": True, "b": True}).finding == "partial evidence"
        or unread.connected
    )


def test_a_reading_of_another_question_is_refused():
    with pytest.raises(ValueError, match="not of 'q'"):
        mark_answer(QUESTION, reading("A").model_copy(update={"question": "other"}))


def test_several_answers_make_one_finding_unless_one_speaks_against_it():
    full, part = mark_answer(QUESTION, reading("AB")), mark_answer(QUESTION, reading("A"))
    deadly = mark_answer(QUESTION, reading("AB", "D"))
    assert join_findings("3.4", [part, full]).finding == "evidence found"
    assert join_findings("3.4", [full, deadly]).finding == "contrary evidence found"
    assert join_findings("3.4", []).finding == "not exercised in this scenario"
