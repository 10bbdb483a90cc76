"""A mark looks at what was so as a message went out: who was asleep upstairs may be in the street by then."""

from tests.marking.examples import told
from tests.marking.small_world import FACTS, judged

ASLEEP = FACTS["oxygen"] | {"label": "The boy upstairs", "value": "boy upstairs", "overtaken_by": ["out"]}
OUT = FACTS["oxygen"] | {"label": "That he is out", "value": "he is out", "hazard": False}
CHANGES = {"facts": {"address": FACTS["address"], "asleep": ASLEEP, "out": OUT}}
MARKED = {"carries": ["address", "asleep"], "to": "g7", "critical": True}


def engine(tape, **marked):
    """Return how the message to the crew is judged."""
    return judged(tape.end(), changes=CHANGES, **(MARKED | marked))


def known(*, out_at):
    """Return a tape on which the boy is told of at 0:20, and at ``out_at`` that he is out."""
    tape = told("address").tell(20, "asleep", value="boy upstairs")
    return tape.tell(out_at, "out", value="he is out") if out_at else tape


def test_who_had_him_out_before_the_crew_was_told_kept_no_danger_back():
    tape = known(out_at=60).send(90, "g7", "data", "…", ["address", "out"])
    found = engine(tape)
    assert found.result == "shown"
    assert found.sentence.endswith(
        "The boy upstairs (until 1:00) was so no longer before it was due, so it does not count here."
    )


def test_who_never_had_him_out_and_did_not_tell_of_him_kept_a_danger_back():
    found = engine(known(out_at=None).send(90, "g7", "data", "…", ["address"]))
    assert (found.result, found.missing) == ("contrary", ("the boy upstairs",))


def test_he_was_in_danger_for_longer_than_may_be_waited_when_he_came_out_late():
    tape = known(out_at=None).send(90, "g7", "data", "…", ["address"]).tell(300, "out", value="he is out")
    assert engine(tape).result == "contrary"


def test_who_sent_a_crew_and_told_it_nothing_kept_him_back_unless_he_was_out_in_time():
    late = known(out_at=None).deploy(30, "g7").tell(300, "out", value="he is out")
    assert engine(late, carries=["asleep"]).result == "contrary"
    in_time = engine(
        known(out_at=None).deploy(30, "g7").tell(100, "out", value="he is out"), carries=["asleep"]
    )
    assert in_time.result == "no chance"
    assert "(until 1:40)" in in_time.sentence


def test_what_was_told_while_it_was_so_counts_as_ever():
    tape = known(out_at=None).send(90, "g7", "data", "…", ["address", "asleep"])
    assert (
        engine(tape.tell(100, "out", value="he is out")).sentence
        == "You passed on the address and the boy upstairs to Gas 7, by 1:30."
    )


def test_the_rest_of_the_message_is_still_asked_for():
    found = engine(known(out_at=60).send(90, "g7", "data", "…", ["out"]))
    assert found.result == "not shown"
    assert found.missing == ("the address",)
