"""A crew acts on the words alone: whoever sends it other words than were told to them pays for it."""

from __future__ import annotations

import pytest

from simulator.model.findings import Retag
from tests.marking.examples import taken, told
from tests.marking.small_world import FACTS, judged, marked, organisation, seq_of

CARRIES = {"carries": ["oxygen"], "to": "g7"}
WRONG = "Gas Seven from Control, 41 Larch Street; oxygen cylinder, over"
RIGHT = "Gas Seven from Control, 14 Larch Street; oxygen cylinder, over"


def passed(text, carries=("oxygen",), tape=None):
    """Return a tape on which a gas engineer is sent, and told so by radio."""
    known = tape or told("address", "oxygen")
    return known.deploy(40, "g7").send(60, "g7", "radio", text, list(carries))


def test_the_finding_holds_what_was_told_beside_what_was_sent():
    tape = passed(WRONG).end()
    found = judged(tape, **CARRIES)
    assert found.result == "contrary"
    assert found.sentence == (
        "You were told “14 Larch Street”, and told Gas 7 “41 Larch Street” by radio at 1:00."
    )
    assert set(found.cites) == {seq_of(tape, "fact_told", 0), seq_of(tape, "message_sent")}
    assert found.missing == ("the address",)


def test_the_wrong_house_costs_the_criterion_and_a_critical_one_at_once():
    finding = marked(passed(WRONG).end(), {"it": CARRIES}).findings[0]
    assert finding.finding == "no evidence found"
    critical = marked(passed(WRONG).end(), {"it": CARRIES | {"critical": True}}).findings[0]
    assert critical.finding == "contrary evidence found"


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "41, correction, 14 Larch Street; oxygen cylinder",
        "41 Larch Street, sorry, 14 Larch Street; oxygen",
        "14 Larch Street, the neighbour at 41 Larch Street has a key; oxygen",
        "numbers 10 to 20 Larch Street; oxygen",
        "the corner of Larch Street and Rowan Lane; oxygen",
        "14 Larch Street; oxygen; ring back 07700 900118",
        "oxygen cylinder in the house, 2 people, 41 minutes since it was smelt",
        "Gas 7, Larch Street; oxygen",
    ],
)
def test_what_is_right_or_of_something_else_is_held_against_nobody(text):
    assert judged(passed(text).end(), **CARRIES).result == "shown"


def test_what_is_put_right_in_time_is_right_and_later_it_is_late():
    soon = passed(WRONG).send(100, "g7", "radio", "Correction, 14 Larch Street", ["address"], message="m2")
    assert judged(soon.end(), **CARRIES).result == "shown"
    short = passed(WRONG).send(100, "g7", "radio", "Correction, number 14", message="m2")
    assert judged(short.end(), **CARRIES).result == "shown"
    late = passed(WRONG).send(300, "g7", "radio", "It is 14 Larch Street", ["address"], message="m2")
    found = judged(late.end(), **CARRIES)
    assert found.result == "not shown"
    assert found.sentence.endswith("; you put it right only at 5:00.")


def test_what_another_crew_was_told_rightly_puts_nothing_right_here():
    tape = passed(WRONG).send(90, "g3", "radio", RIGHT, ["address", "oxygen"], message="m2").end()
    assert judged(tape, **CARRIES).result == "contrary"


def test_a_figure_that_the_caller_or_another_fact_has_is_none_of_the_house():
    neighbour = told("address", "oxygen").hear(30, "Him at 41 has got the key.", who="caller")
    assert judged(passed("key at 41 Larch Street; oxygen", tape=neighbour).end(), **CARRIES).result == "shown"
    facts = FACTS | {
        "key": {"label": "Who has the key", "topic": "access", "value": "key at 41 Larch Street"}
    }
    known = told("address", "oxygen").tell(20, "key", value="key at 41 Larch Street")
    tape = passed("key at 41 Larch Street; oxygen", tape=known).end()
    assert judged(tape, changes={"facts": facts}, **CARRIES).result == "shown"


def test_nobody_could_know_better_before_the_place_was_told():
    early = taken().tell(10, "oxygen").send(20, "g7", "radio", "41 Larch Street; oxygen", ["oxygen"])
    assert judged(early.tell(30, "address").end(), **CARRIES).result == "shown"


def test_the_last_words_on_the_place_are_those_that_a_crew_goes_by():
    tape = passed(RIGHT).send(90, "g7", "radio", "41 Larch Street, all out", message="m2").end()
    assert judged(tape, **CARRIES).result == "contrary"


def test_where_none_asks_for_the_place_the_first_of_a_party_pays_for_a_wrong_one():
    two = {"one": CARRIES, "other": {"carries": ["oxygen"], "to": "g7"}}
    finding = marked(passed(WRONG).end(), two).findings[0]
    assert {one.indicator: one.result for one in finding.indicators} == {"one": "contrary", "other": "shown"}


def test_what_may_go_to_anybody_is_right_where_one_was_told_rightly():
    tape = passed(WRONG, ["address", "oxygen"]).send(
        70, "g3", "radio", RIGHT, ["address", "oxygen"], message="m2"
    )
    assert judged(tape.end(), carries=["address", "oxygen"]).result == "shown"
    assert judged(tape.end(), carries=["oxygen"]).result == "shown"
    assert judged(passed(WRONG).end(), carries=["address"]).result == "contrary"


def test_where_one_indicator_asks_for_the_place_it_alone_pays_for_a_wrong_one():
    both = {"where": {"carries": ["address"], "to": "g7"}, "what": CARRIES}
    finding = marked(passed(WRONG).end(), both).findings[0]
    assert {one.indicator: one.result for one in finding.indicators} == {"where": "contrary", "what": "shown"}


def test_another_fact_with_its_figures_changed_about_is_not_carried():
    facts = FACTS | {"van": {"label": "The van", "topic": "vehicle", "value": "TF17 TVR"}}
    tape = told("address").tell(20, "van", value="TF17 TVR").send(60, "g7", "radio", "a van, TF71 TVR")
    found = judged(tape.end(), changes={"facts": facts}, carries=["van"], to="g7")
    assert found.result == "contrary"
    assert "“TF17 TVR”" in found.sentence
    assert "TF71 TVR" in found.sentence


def test_a_body_that_was_told_another_place_was_not_told():
    tape = told("address").send(60, "fire_control", "phone", "Gas escape, 41 Larch Street", ["oxygen"]).end()
    found = judged(tape, sends=["fire_control"])
    assert found.result == "not shown"
    assert "“14 Larch Street”" in found.sentence
    assert "41 Larch Street" in found.sentence


def test_the_table_of_the_facts_says_of_no_wrong_house_that_it_was_passed_on():
    tape = told("address").send(60, "g7", "radio", "41 Larch Street; 14 people", ["address"]).end()
    place = next(j for j in marked(tape, {"it": CARRIES}).journeys if j.fact == "address")
    assert place.passed_at is None


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Wendshire Incident Line, what's the address?", "shown"),
        ("Incident Line, where is it?", "shown"),
        ("wendshre incident line hello", "shown"),
        ("Hello, how can I help you?", "not shown"),
        ("Harbour Taxis, hello.", "not shown"),
        ("Ambulance Service, tell me what's happened", "not shown"),
    ],
)
def test_a_greeting_names_this_centre_and_no_other(words, result):
    tape = taken().say(7, "greet_service", text=words).end()
    found = judged(tape, greets=["greet_service"])
    assert found.result == result
    if result == "not shown":
        assert f"does not name {organisation().name}." in found.sentence


def test_a_greeting_that_an_assessor_takes_for_one_is_one():
    tape = taken().say(7, text="You're through to us").end()
    assert judged(tape, greets=["greet_service"]).result != "shown"
    retag = Retag(seq=seq_of(tape, "spoke"), acts=("greet_service",))
    assert judged(tape, [retag], greets=["greet_service"]).result == "shown"
