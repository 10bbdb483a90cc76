"""The fact's journey as one table, and the one true sentence that opens the debrief."""

import pytest

from simulator.marking.journey import Consequence, _what_followed
from simulator.marking.wording import listed, with_article
from simulator.model.clock import clock
from tests.marking.small_world import CAST, FACTS, Tape, marked, seq_of


def table(tape, **changes):
    return {j.fact: j for j in marked(tape, {"a": {"greets": ["greet"]}}, **changes).journeys}


def opening(tape, **changes):
    return marked(tape, {"a": {"greets": ["greet"]}}, **changes).opening


def only(*names):
    from tests.marking.small_world import FACTS

    return {"facts": {n: FACTS[n] for n in names}}


NONE_PASSED = "passed on none of the 2 that others needed; "
ONE_PASSED = "passed on 1 of the 2 that others needed; "
OXYGEN = "the oxygen cylinder."
LACKS = "nobody told you of the oxygen cylinder."
ALL_WELL = "nothing that mattered was lost."


def spoken():
    return Tape().answer().say(6, "greet")


def test_a_fact_is_followed_from_the_telling_to_what_came_of_it():
    tape = spoken().tell(10, "oxygen").note(20, "Oxygen in the house")
    tape.send(30, "g7", "radio", "Oxygen cylinder there", ["oxygen"]).end()
    j = table(tape)["oxygen"]
    assert (j.told_at, j.asked, j.logged_at, j.logged_right, j.passed_at) == (10, True, 20, True, 30)
    assert j.passed_to == ("Gas 7 by radio",)
    assert set(j.cites) == {
        seq_of(tape, "fact_told"),
        seq_of(tape, "note_added"),
        seq_of(tape, "message_sent"),
    }


def test_a_fact_never_told_stands_in_the_table_as_never_told():
    j = table(spoken().end())["oxygen"]
    assert (j.told_at, j.logged_at, j.logged_right, j.passed_at, j.passed_to) == (None, None, None, None, ())


def test_facts_of_a_call_that_never_rang_are_left_out():
    assert "street" not in table(spoken().end())
    assert "street" in table(spoken().second().end())


def test_a_fact_written_wrong_says_what_stands_in_its_field():
    j = table(spoken().tell(10, "callback").write(20, "callback", "07700 900181").end())["callback"]
    assert (j.logged_at, j.logged_right, j.logged_as) == (20, False, "07700 900181")


def test_a_fact_that_was_written_as_told_and_then_replaced_says_both():
    tape = spoken().tell(10, "callback").write(20, "callback", "07700 900118")
    told = tape.write(40, "callback", "07700 900181").end()
    j = table(told)["callback"]
    assert (j.once_at, j.logged_at, j.logged_right) == (20, 40, False)


def test_what_followed_is_the_scenarios_own_note_or_the_question_that_came_back():
    lost = spoken().tell(10, "oxygen").deploy(20, "alpha1").cue(60, "crew_lost").end()
    assert (table(lost)["oxygen"].followed, table(lost)["oxygen"].followed_bad) == (
        "At 1:00: The crew pulled back.",
        True,
    ), "a harm was so at its moment: what was done later put it right or came too late"
    asked = spoken().tell(10, "oxygen").send(20, "g7", "data", "Go").reply(30, "asks", asks=["oxygen"]).end()
    assert table(asked)["oxygen"].followed == "Gas 7 asked for it at 0:30."


def test_a_crew_sent_to_a_wrong_place_is_what_followed_from_the_address():
    tape = spoken().tell(10, "address").send(20, "g7", "data", "41 Larch Street").reply(30, "misled").end()
    assert table(tape)["address"].followed == "Gas 7 went by another place, from 0:30."


def test_a_place_that_was_put_right_was_wrong_only_until_then():
    tape = spoken().tell(10, "address").send(20, "g7", "data", "41 Larch Street").reply(30, "misled")
    tape = tape.radio(40).say(45, line="radio:g7", carries=["address"]).end()
    assert table(tape)["address"].followed == "Gas 7 went by another place, from 0:30 until 0:45."


def test_the_opening_names_the_danger_that_the_crew_never_learned_of():
    tape = spoken().tell(9, "address").tell(10, "oxygen").write(20, "where", "14 Larch Street")
    tape.send(30, "g7", "radio", "14 Larch Street", ["address"]).radio(60, "alpha1")
    tape.hear(
        70, "Nobody told us of a cylinder.", party="alpha1", line="radio:alpha1", because="cue:crew_lost"
    )
    tape.cue(70, "crew_lost").end()
    marking = marked(tape, {"a": {"greets": ["greet"]}}, **only("address", "name", "oxygen"))
    lost = "the crew never learned of the oxygen cylinder."
    assert marking.opening == f"You were told 2 of 3 facts, wrote 1 down and {ONE_PASSED}{lost}"
    assert tape.record[marking.radio - 1].event.text == "Nobody told us of a cylinder."
    assert marking.span[:2] == (10, 70)


def test_a_number_that_stands_right_in_the_log_is_known_though_no_caller_told_it():
    tape = spoken().tell(9, "address").write(20, "where", "14 Larch Street").note(25, "Oxygen there")
    tape = tape.write(26, "callback", CAST["caller.phone"]).end()
    row = table(tape)["callback"]
    assert (row.told_at, row.logged_at, row.logged_right) == (None, 26, True)
    assert "call-back" not in opening(tape, **only("address", "callback"))
    assert table(tape)["oxygen"].logged_at is None


def test_what_a_callers_own_words_may_have_told_is_left_to_a_person():
    tape = spoken().tell(9, "address").write(20, "where", "14 Larch Street")
    tape = tape.hear(25, "He has an oxygen cylinder.", who="caller")
    tape = tape.send(30, "g7", "radio", "14 Larch Street", ["address"]).end()
    assert table(tape)["oxygen"].perhaps_at == 25
    assert opening(tape, **only("address", "oxygen")).startswith("You were told the one fact there was")
    found = marked(tape, {"it": {"obtains": ["oxygen"]}}).findings[0].indicators[0]
    assert (found.result, "may have told you of" in found.sentence) == ("undecided", True)
    late = marked(tape, {"it": {"obtains": ["oxygen"], "within": "10s"}}).findings[0].indicators[0]
    assert late.result == "not shown", "what was said after the limit cannot have told it in time"


def test_a_message_that_may_tell_a_fact_in_other_words_is_not_said_to_have_left_it_out():
    tape = spoken().tell(9, "address").tell(10, "oxygen").write(20, "where", "14 Larch Street")
    tape = tape.note(25, "oxygen cylinder").send(30, "g7", "radio", "14 Larch Street", ["address"])
    with_oxygen = tape.send(40, "g7", "radio", "He breathes oxygen from a bottle").end()
    said = "none of your messages was found to tell of the oxygen cylinder."
    assert opening(with_oxygen, **only("address", "oxygen")).endswith(said)


def test_what_was_passed_on_though_nobody_had_told_it_did_come_up():
    tape = spoken().send(30, "g7", "radio", "Oxygen cylinder there", ["oxygen"]).end()
    assert table(tape)["oxygen"].passed_to == ("Gas 7 by radio",)
    said = "you passed on the oxygen cylinder, which was not found among what you were told."
    assert opening(tape, **only("address", "oxygen")) == f"You were told none of the facts; {said}"


@pytest.mark.parametrize(
    ("heard", "wrote", "passed", "sentence"),
    [
        (0, 0, 0, "were told none of the facts; nobody told you of the oxygen cylinder."),
        (
            1,
            0,
            0,
            "were told 1 of 2 facts, did not write it down and did not pass on the one that others needed; "
            + LACKS,
        ),
        (1, 1, 1, "were told 1 of 2 facts, wrote it down and passed on the one that others needed; " + LACKS),
        (
            2,
            0,
            0,
            f"were told both facts, wrote none down and {NONE_PASSED}nobody was told of {OXYGEN}",
        ),
        (
            2,
            1,
            1,
            f"were told both facts, wrote 1 down and {ONE_PASSED}the crew never learned of {OXYGEN}",
        ),
        (
            2,
            2,
            2,
            "were told both facts, wrote all of them down and passed on both that others needed; " + ALL_WELL,
        ),
    ],
)
def test_the_opening_is_grammatical_for_every_number(heard, wrote, passed, sentence):
    tape = spoken()
    order = (("address", "14 Larch Street"), ("oxygen", "oxygen cylinder"))
    for name, _ in order[:heard]:
        tape.tell(10, name)
    for _, text in order[:wrote]:
        tape.note(20, text)
    if passed:
        tape.send(30, "g7", "radio", "…", [name for name, _ in order[:passed]])
    assert opening(tape.end(), **only("address", "oxygen")) == f"You {sentence}"


def test_one_fact_alone_is_not_counted_as_many():
    assert opening(spoken().tell(9, "oxygen").end(), **only("oxygen")).startswith(
        "You were told the one fact there was, did not write it down and did not pass on the one"
    )


def test_a_warm_up_is_met_with_what_was_done_and_no_mark():
    tape = Tape(mode="warm-up").answer().say(9, "greet").say(12, "ask_name").end()
    marking = marked(tape, {"a": {"greets": ["greet"]}})
    assert marking.opening == "You answered after 0:03 and said 2 lines; nothing here is marked."
    assert (marking.radio, marking.span) == (None, None)


def test_a_warm_up_answered_within_the_second_was_answered_at_once():
    tape = Tape(mode="warm-up").answer(2.4).say(9, "greet").end()
    assert marked(tape, {"a": {"greets": ["greet"]}}).opening.startswith(
        "You answered at once and said 1 line"
    )


def test_a_silent_learner_reads_a_kind_and_true_sentence():
    told = Tape().answer().tell(8, "oxygen", asked=False).end()
    assert opening(told) == (
        "You answered at 0:05 and said nothing to the caller, who told you 1 fact unasked; "
        "the rest waited for a question."
    )
    assert (
        opening(Tape().rings().end())
        == "The call was not answered this time, so there is nothing to mark yet."
    )


def test_a_label_reads_as_english_within_a_sentence():
    assert with_article("Call-back number") == "the call-back number"
    assert with_article("The address") == "the address"
    assert with_article("Oxygen cylinder by the bed") == "the oxygen cylinder by the bed"
    assert with_article("CO alarm") == "the CO alarm"
    assert with_article("Where the driver is hurt") == "where the driver is hurt"
    assert with_article("That he is inside") == "that he is inside"
    assert with_article("The meter is in the cupboard") == "that the meter is in the cupboard"
    assert with_article("The wire that is down") == "the wire that is down"
    assert with_article("The man she may be with") == "the man she may be with"
    assert with_article("Father upstairs, cannot walk") == "“Father upstairs, cannot walk”"
    assert with_article("Okafor's number", frozenset({"Okafor"})) == "Okafor's number"


def test_times_and_lists_are_written_as_people_write_them():
    assert [clock(0), clock(65.9), clock(3600)] == ["0:00", "1:05", "60:00"]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]


def test_what_may_have_been_told_is_named_beside_what_was_not():
    tape = spoken().tell(9, "address").hear(25, "He has an oxygen cylinder.", who="caller").end()
    found = marked(tape, {"it": {"obtains": ["address", "oxygen", "callback"]}}).findings[0].indicators[0]
    assert "1 of 3 things" in found.sentence
    assert "nobody told you of the call-back number" in found.sentence
    assert "whether you were told of the oxygen cylinder at 0:25 a person must say" in found.sentence


def test_nobody_is_said_to_have_told_nothing_of_what_another_fact_implies():
    facts = FACTS | {"oxygen": FACTS["oxygen"] | {"also_told_by": ["meter"]}}
    tape = spoken().tell(9, "address").tell(20, "meter").end()
    found = marked(tape, {"it": {"obtains": ["address", "oxygen"]}}, facts=facts).findings[0].indicators[0]
    assert "nobody told you outright of the oxygen cylinder" in found.sentence


def test_a_harm_that_was_put_right_later_is_told_with_what_put_it_right():
    harm = Consequence(seq=1, t=289, words="They took their time.", bad=True)
    mended = Consequence(seq=2, t=325, words="They went straight there.", bad=False)
    both = "They took their time. Then, at 5:25: They went straight there."
    assert _what_followed([harm, mended]) == (both, True)
    assert _what_followed([mended, harm]) == ("They took their time.", True)
    assert _what_followed([mended]) == ("They went straight there.", False)
    assert _what_followed([]) == ("", False)
