"""What the record is indexed by for the judges is what they would find if they searched it."""

from simulator.marking.view import View
from simulator.model.record_words import reasons_of
from tests.bench.marking_speed import busy_call


def busy():
    return View(busy_call()[1])


def test_each_fact_has_the_deliveries_that_carried_it():
    view = busy()
    facts = {fact for d in view.deliveries for fact in d.carries}
    assert facts
    assert set(view.carried) == facts
    for fact in facts:
        assert view.carried[fact] == [d for d in view.deliveries if fact in d.carries]


def test_a_caller_is_heard_on_the_lines_of_the_call():
    view = busy()
    calls = {line.call for line in view.lines.values()} - {""}
    for call in calls:
        lines = {line.id for line in view.lines_of((call,))}
        heard = [at for at in view.heard if at.event.who == "caller" and at.event.line in lines]
        assert heard
        assert list(view.heard_of(call)) == heard
    assert list(view.heard_of("nobody")) == []


def test_what_others_said_is_found_by_each_of_its_reasons():
    view = busy()
    reasons = {reason for at in view.heard_afar for reason in reasons_of(at.event.because)}
    for reason in reasons:
        told = [at for at in view.heard_afar if reason in reasons_of(at.event.because)]
        assert list(view.heard_because(reason)) == told
    assert list(view.heard_because("cue:never")) == []


def test_orders_to_go_with_an_address_stand_apart():
    view = busy()
    assert view.deployed
    assert view.addressed == [d for d in view.deployed if d.event.address]
    assert view.shown == [at for at in view.heard if at.event.who == "centre"]


def test_a_log_holds_at_the_end_its_fields_and_all_that_is_in_none():
    for log in busy().logs.values():
        assert log.at_the_end() == (*log.fields.values(), *(e for e in log.entries if not e.field))
