"""One sentence of marking is said to the learner as "you", to everybody else of "the learner"."""

from __future__ import annotations

import pytest

from simulator.marking.wording import quoted
from simulator.model.told_to import to_the_learner, told_to


@pytest.mark.parametrize(
    ("to_you", "to_others"),
    [
        ("You advised the caller of it, by 1:05.", "The learner advised the caller of it, by 1:05."),
        ("You were told none of it.", "The learner was told none of it."),
        ("Not read back as you were told it.", "Not read back as the learner was told it."),
        (
            "Your 2 messages; that is not counted against you.",
            "The learner’s 2 messages; that is not counted against the learner.",
        ),
        (
            "You said “Are you and your son out?”, at 0:20.",
            "The learner said “Are you and your son out?”, at 0:20.",
        ),
        ("The youth told them.", "The youth told them."),
    ],
)
def test_the_same_sentence_for_each_reader(to_you, to_others):
    assert told_to("learner", to_you) == to_you
    assert told_to("others", to_you) == to_others


def test_quoted_words_are_nobodys_to_change_whatever_marks_they_hold():
    said = quoted("He said ”you” and “your” and you were")
    assert told_to("others", f"You said {said}.") == f"The learner said {said}."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("the learner gave it up", "you gave it up"),
        (
            "the time for it was up; the learner’s last deed was at 3:10 of 8:00",
            "the time for it was up; your last deed was at 3:10 of 8:00",
        ),
        ("it ended after “ask the learner”", "it ended after “ask the learner”"),
    ],
)
def test_how_a_call_ended_speaks_to_the_learner_who_reads_it(sentence, told):
    assert to_the_learner(sentence) == told
