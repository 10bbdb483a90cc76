"""What stands in a log is taken for a fact, left to a person or called missing by what it says alone."""

from simulator.service.fact_rows import rows_of
from tests.marking.examples import taken
from tests.marking.small_world import FACTS, judged, marked

SEEN = {"call": "main", "topic": "what"}
TWO = {
    "alarm": SEEN | {"label": "The alarm", "value": "alarm chirping", "asked_by": ["ask_alarm"]},
    "since": SEEN | {"label": "When it began", "value": "since tea time", "asked_by": ["ask_when"]},
}


def told():
    """A call in which the alarm and since when it chirps were told, both for one field of the log."""
    tape = taken().tell(10, "alarm", value="alarm chirping").hear(12, "Since tea.", who="caller")
    return tape.tell(12, "since", value="since tea time")


def in_field(text, key="since"):
    tape = told().write(30, "what_happened", text).end()
    return judged(tape, changes={"facts": FACTS | TWO}, logs=[key])


def test_a_field_that_holds_another_fact_may_say_this_one_besides_in_other_words():
    found = in_field("alarm chirping, since today")
    assert found.result == "undecided"
    assert "It may be so in other words" in found.sentence


def test_a_field_that_takes_up_no_word_of_a_fact_is_not_named_for_it():
    found = in_field("alarm chirping in the hall")
    assert found.result == "not shown"
    assert found.sentence == "Not found in the log: when it began (told at 0:12)."
    assert in_field("light on in the hall").sentence == found.sentence


def test_another_place_than_was_told_is_named_whatever_else_its_field_is_for():
    tape = taken().tell(10, "address").write(20, "where", "Custom House Street").end()
    more = FACTS | {"yard": FACTS["address"] | {"label": "The yard", "value": "9 Coach Yard"}}
    found = judged(tape, changes={"facts": more}, logs=["address"])
    assert found.sentence == "For the address the log says “Custom House Street”."


def test_what_was_written_as_the_reason_of_a_priority_stands_in_the_log():
    tape = taken().tell(10, "oxygen").priority(20, "P1", "oxygen cylinder by the bed").end()
    assert judged(tape, logs=["oxygen"]).result == "shown"


def test_a_name_has_no_other_words():
    def caller(text):
        tape = taken().tell(10, "name", value="Dilys Okafor").write(20, "caller_name", text).end()
        return judged(tape, logs=["name"]).result

    assert caller("the regular complainant") == "not shown"
    assert caller("Dilys, the neighbour") == "undecided"


def row(tape, key="oxygen", **changes):
    found = marked(tape.end(), {"a": {"greets": ["greet"]}}, **changes)
    (one,) = [j for j in found.journeys if j.fact == key]
    (words,) = rows_of((one,), "learner")
    return one, words, found.opening


def test_words_that_only_resemble_what_nobody_told_are_not_called_passed_on():
    tape = taken().say(9, "greet").send(40, "g7", "radio", "No oxygen mask to be had", ["oxygen"])
    assert row(tape)[0].passed_at is None
    tape = taken().say(9, "greet").send(40, "g7", "radio", "There is an oxygen cylinder", ["oxygen"])
    assert row(tape)[0].passed_at == 40


def test_what_a_crew_acted_on_was_passed_on_though_nobody_had_told_it():
    knew = {
        "knew": {"by": "g7", "says": "Ready.", "good": True, "note": "Ready.", "follows_from": ["oxygen"]}
    }
    tape = taken().say(9, "greet").send(40, "g7", "radio", "He is on oxygen", ["oxygen"]).cue(50, "knew")
    assert row(tape, cues=knew)[0].passed_at == 40


def test_what_was_sent_or_written_before_it_was_told_is_said_to_have_been_so():
    tape = taken().say(9, "greet").note(20, "oxygen cylinder").send(30, "g7", "radio", "Oxygen", ["oxygen"])
    _, words, opening = row(tape.tell(60, "oxygen"))
    assert words.passed.text == "0:30, before it was told"
    assert words.written.text == "0:20, before it was told"
    assert "the crew never learned" not in opening


def test_what_a_record_showed_was_not_passed_on_before_it_was_told():
    tape = taken().say(9, "greet").hear(20, "Record: an oxygen cylinder in the house.", who="centre")
    one, words, _ = row(tape.send(30, "g7", "radio", "Oxygen cylinder", ["oxygen"]).tell(60, "oxygen"))
    assert one.passed_at == 30
    assert "before it was told" not in words.passed.text


def test_the_opening_counts_what_may_be_written_in_other_words_apart():
    tape = taken().say(9, "greet").tell(10, "oxygen").tell(11, "name").note(15, "Okafor")
    tape = tape.write(20, "hazards", "gas bottle by the bed")
    assert "wrote 1 down (and perhaps 1 more)" in row(tape)[2]


def test_a_single_word_of_a_caller_has_told_no_fact():
    def perhaps(text):
        tape = taken().say(9, "greet").hear(30, text, who="caller")
        return row(tape, facts=FACTS | {"oxygen": FACTS["oxygen"] | {"accept": ["bottle", "oxygen bottle"]}})[
            0
        ]

    assert perhaps("The bottle is on the table.").perhaps_at is None
    assert perhaps("He has his oxygen bottle.").perhaps_at == 30
