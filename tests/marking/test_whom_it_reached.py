"""What the debrief says of deeds that missed their mark: another crew was told, nothing was caught."""

from tests.marking.examples import chatting, taken, told
from tests.marking.small_world import FACTS, judged

STACKED = "manner:stacked_questions"


def test_who_told_another_crew_is_told_so_and_not_that_nothing_was_passed_on():
    tape = told("address").deploy(40, "g3").send(50, "g3", "radio", "14 Larch Street", ["address"]).end()
    for indicator in (
        {"carries": ["address"], "to": "g7"},
        {"uses_medium": ["g7"]},
        {"wording": "g7"},
        {"obtains_response": "g7"},
    ):
        found = judged(tape, **indicator)
        assert found.sentence == "You passed nothing on to Gas 7; what you passed on went to Gas 3.", (
            indicator
        )
        assert found.result in {"not shown", "no chance"}


def test_the_shape_of_a_question_that_was_not_caught_is_not_held_against_its_speaker():
    missed = chatting().say(30, text="how far is it and is the car ok", manner=["stacked_questions"])
    assert judged(missed.end(), never_says=[STACKED]).result == "shown"
    caught = chatting().say(30, "ask_name", text="name and place", manner=["stacked_questions"])
    assert judged(caught.end(), never_says=[STACKED]).result == "contrary"


def test_rudeness_counts_whether_the_caller_caught_it_or_not():
    rude = chatting().say(30, text="oh for pity's sake", manner=["rude"]).end()
    assert judged(rude, never_says=["manner:rude"]).result == "contrary"


def test_too_little_said_on_one_call_of_several_is_said_of_that_call():
    tape = taken().say(10, "greet").second()
    for n in range(4):
        tape.say(50 + n, "ask_location", line="line:2")
    found = judged(tape.end(), never_says=["blame"], call="main")
    assert found.sentence == "You said too little on that call for this to count."


def test_what_the_learner_looked_up_was_found_out_and_not_told_unasked():
    history = {"history": {"when": {"looked_up": ["history"]}, "says": "Flagged.", "tells": ["oxygen"]}}
    tape = taken().tell(20, "oxygen", asked=False).end()
    assert judged(tape, obtains=["oxygen"]).result == "no chance"
    assert judged(tape, changes={"cues": history, "facts": FACTS}, obtains=["oxygen"]).result == "shown"


def test_of_what_a_body_outside_needs_two_facts_make_a_message_or_the_one_there_is():
    tape = told("address").send(60, "fire_control", "data", "14 Larch Street", ["address"]).end()
    thin = judged(tape, sends=["fire_control"])
    assert thin.result == "not shown"
    assert "enough of what is needed there, by 1:00" in thin.sentence
    asks = {"outside": {"fire_control": {"needs": ["address"], "asks": "Where?"}}}
    assert judged(tape, changes=asks, sends=["fire_control"]).result == "shown"
    medium = judged(tape, uses_medium=["fire_control"])
    assert medium.sentence.startswith("You passed too little of what is needed to Wendshire Fire")
