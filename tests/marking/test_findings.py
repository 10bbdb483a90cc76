"""From indicators to the six findings (DESIGN section 5)."""

import itertools

import pytest

from simulator.marking.calls import MARKER
from simulator.marking.findings import finding_for, word_for
from simulator.model.findings import IndicatorResult, Retag
from tests.marking.small_world import Tape, judged, marked, seq_of

RESULTS = ("shown", "not shown", "contrary", "no chance", "undecided")


def result(word, critical=False, kind="never_says", missing=()):
    return IndicatorResult(
        indicator=word,
        kind=kind,
        criterion="1.1",
        clause="1.1",
        label="Does it",
        result=word,
        critical=critical,
        sentence=f"It was {word}.",
        missing=missing,
    )


def word(*results, critical=()):
    return word_for([result(r, critical=n in critical) for n, r in enumerate(results)])


@pytest.mark.parametrize(
    ("results", "finding"),
    [
        ((), "not exercised in this scenario"),
        (("no chance", "no chance"), "not exercised in this scenario"),
        (("shown", "no chance"), "evidence found"),
        (("shown", "not shown"), "partial evidence"),
        (("not shown", "no chance"), "no evidence found"),
        (("contrary",), "no evidence found"),
        (("shown", "contrary"), "partial evidence"),
        (("undecided",), "could not be analysed"),
        (("shown", "undecided"), "could not be analysed"),
        (("not shown", "undecided"), "could not be analysed"),
        (("shown", "not shown", "undecided"), "partial evidence"),
    ],
)
def test_the_finding_follows_from_the_indicators_alone(results, finding):
    assert word(*results) == finding


def test_a_critical_contrary_indicator_decides_whatever_else_was_shown():
    assert word("shown", "shown", "contrary", critical={2}) == "contrary evidence found"
    assert word("undecided", "contrary", critical={1}) == "contrary evidence found"


def test_an_undecided_danger_is_for_a_person_even_when_the_rest_is_partial():
    assert word("shown", "not shown", "undecided", critical={2}) == "could not be analysed"


@pytest.mark.parametrize("results", list(itertools.product(RESULTS, repeat=3)))
def test_the_order_of_the_indicators_changes_nothing_and_undecided_never_earns(results):
    words = {word(*order) for order in itertools.permutations(results)}
    assert len(words) == 1
    if "undecided" in results or "not shown" in results:
        assert words != {"evidence found"}


def test_the_sentence_counts_what_had_a_chance_and_names_what_is_missing():
    indicators = [result("shown"), result("not shown", missing=("the name",)), result("no chance")]
    assert finding_for("1.1", indicators).sentence == "1 of 2 shown; missing: the name."
    assert finding_for("1.1", indicators).counted == (1, 2)


def test_a_contrary_indicator_that_is_not_critical_is_named():
    assert "against it: it was contrary" in finding_for("1.1", [result("shown"), result("contrary")]).sentence


def test_criteria_that_cannot_be_observed_are_never_found_in_a_call():
    tape = Tape().answer().say(9, "greet").end()
    marking = marked(
        tape,
        {"seen": {"greets": ["greet"]}, "known": {"greets": ["greet"], "criterion": "2.1"}},
        criteria=("1.1", "1.2", "2.1"),
    )
    assert [(f.criterion, f.finding) for f in marking.findings] == [
        ("1.1", "evidence found"),
        ("1.2", "not exercised in this scenario"),
    ]
    assert marking.marker == MARKER


def test_a_retag_is_judged_in_place_of_what_the_machine_read():
    tape = Tape().answer().mumble(9).end()
    tag = Retag(seq=seq_of(tape, "spoke"), acts=("ask_name",))
    assert judged(tape, obtains=["name"]).result == "undecided"
    assert judged(tape, [tag], obtains=["name"]).result == "shown"
    assert judged(tape, [tag], obtains=["callback"]).result == "not shown"


def test_a_retag_can_turn_an_unsafe_line_into_a_safe_one_and_back():
    tape = Tape().answer().say(9, "wrong_search_leak").say(10, "advise_leave").say(11, "ask_name").end()
    safe = Retag(seq=seq_of(tape, "spoke"), acts=("advise_do_not_search_leak",))
    unsafe = Retag(seq=seq_of(tape, "spoke", 2), acts=("wrong_search_leak",))
    forbidden = {"never_says": ["wrong_search_leak"], "critical": True}
    assert judged(tape, **forbidden).result == "contrary"
    assert judged(tape, [safe], **forbidden).result == "shown"
    assert judged(tape, [safe, unsafe], **forbidden).result == "contrary"


def test_a_retag_may_take_a_manner_away():
    tape = Tape().answer().say(9, "ask_name", manner=["rude"]).say(10, "greet").say(11, "greet").end()
    tag = Retag(seq=seq_of(tape, "spoke"), acts=("ask_name", "manner:none"))
    assert judged(tape, never_says=["manner:rude"]).result == "contrary"
    assert judged(tape, [tag], never_says=["manner:rude"]).result == "shown"


def test_a_line_nobody_understood_is_listed_once_and_dots_are_not():
    tape = Tape().answer().mumble(9).mumble(10, "...").say(11, "greet").end()
    assert marked(tape, {"a": {"greets": ["greet"]}}).not_understood == (seq_of(tape, "spoke"),)


def test_the_sentence_of_a_misread_line_says_that_it_is_not_held_against_the_learner():
    found = judged(Tape().answer().mumble(65).end(), obtains=["name"])
    assert "did not catch what you said at 1:05" in found.sentence
    assert "not counted against you" in found.sentence
    assert found.missing == ("the caller's name",)
