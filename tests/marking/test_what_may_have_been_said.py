"""What was heard, but not for sure: when a person is asked to judge it, and when it cannot have been said."""

from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import taken
from tests.marking.small_world import judged


def test_what_another_act_outdoes_in_the_same_words_was_not_said_with_them():
    def found(*heard):
        acts = tuple(ReadAct(act=a, band="unsure", score=s, words=w) for a, s, w in heard)
        tape = taken().say(9, "greet").say(12, "ask_name").say(15, "ask_injuries")
        tape = tape.add(ev.Spoke(t=20, line="line:1", text="You did so well", reading=Reading(acts=acts)))
        return judged(tape.end(), never_says=["insult"]).result

    assert found(("insult", 0.3, "what do you want")) == "undecided"
    assert found(("praise", 0.4, "you did so well"), ("insult", 0.3, "you did so well")) == "shown"
    assert found(("insult", 0.3, "You")) == "shown", "one word alone says no act"
