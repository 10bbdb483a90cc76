"""Sentences and table of one debrief tell the same of the same: whom, when, how many, by what."""

from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import GOOD_RADIO, taken, told
from tests.marking.small_world import judged, marked


def row(tape, fact):
    return next(j for j in marked(tape, {"a": {"greets": ["greet"]}}).journeys if j.fact == fact)


def test_what_was_passed_on_before_and_after_it_was_told_has_both_times_in_the_table():
    tape = taken().send(20, "g7", "radio", "Oxygen there", ["oxygen"]).tell(30, "oxygen")
    tape = tape.send(40, "g7", "radio", "Oxygen cylinder there", ["oxygen"], message="m2").end()
    assert judged(tape, carries=["oxygen"], to="g7").sentence.endswith("by 0:20.")
    assert (row(tape, "oxygen").early_at, row(tape, "oxygen").passed_at) == (20, 40)


def test_what_stands_under_another_incident_passed_nothing_of_this_one_on():
    tape = told("oxygen").second().send(50, "g7", "radio", "Oxygen there", ["oxygen"], log="0048").end()
    assert row(tape, "oxygen").passed_at is None


def test_the_sentence_on_wording_counts_the_replies_as_that_on_length_does():
    tape = taken().radio(20).say(25, text=GOOD_RADIO, line="radio:g7", carries=["address"])
    tape = tape.say(40, "ask_eta", text="how far off are you, over", line="radio:g7").end()
    assert judged(tape, wording="g7").sentence.startswith(
        "Of your 2 messages to Gas 7, the one that was more than a short reply keeps"
    )


def test_what_a_caller_may_have_told_is_not_said_to_have_been_told_by_nobody():
    tape = told("address").write(20, "where", "14 Larch Street")
    tape = tape.hear(25, "He has an oxygen cylinder.", who="caller").end()
    found = judged(tape, logs=["address", "oxygen"])
    assert found.sentence.endswith(
        "Whether you were told at 0:25 of the oxygen cylinder a person must say, so it does not count here."
    )


def test_a_field_in_which_a_fact_stands_is_not_outdone_by_a_reason_that_says_more_words_of_it():
    tape = (
        told("oxygen").second().write(20, "hazards", "oxygen").priority(30, "P2", "an oxygen cylinder there")
    )
    tape = tape.note(50, "oxygen cylinder", log="0048").end()
    assert judged(tape, logs=["oxygen"], incident="gas").result == "shown"


def test_the_plainest_of_the_last_words_is_cited():
    def said(tape, t, text, score):
        acts = (ReadAct(act="worsening_advice", band="sure", score=score, words=text),)
        return tape.add(ev.Spoke(t=t, line="line:1", text=text, reading=Reading(acts=acts)))

    tape = said(taken(), 20, "wave if it changes", 0.59)
    tape = said(tape, 40, "ring 999 if he gets worse", 0.93).end()
    assert judged(tape, closes=["worsening_advice"]).sentence.endswith(
        "“ring 999 if he gets worse”, at 0:40."
    )


def test_a_limit_that_is_longer_than_from_the_grading_says_so():
    tape = taken().tell(10, "oxygen").priority(20, "P2").escalate(300, "L1").end()
    found = judged(tape, escalates="L1", after="fact:oxygen", within=200, once_graded=60, incident="gas")
    assert found.sentence.endswith("which is later than 1:00 after you set P2 at 0:20.")
