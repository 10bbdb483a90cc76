"""A limit that the learner's pace of typing stretches says so, where it was missed."""

from tests.marking.examples import taken
from tests.marking.small_world import Tape, judged


def test_a_limit_that_the_pace_of_typing_stretches_says_so_where_it_was_missed():
    late = judged(Tape(pace=1.5).answer(20).end(), answers_within=10)
    assert late.sentence.endswith("you had 0:15 for this, instead of 0:10.")
    missed = judged(taken(pace=1.5).tell(200, "name").end(300), obtains=["name"], within=60)
    assert missed.sentence.endswith("you had 1:30 for this, instead of 1:00.")
    plain = judged(taken().tell(200, "name").end(300), obtains=["name"], within=60)
    assert "instead of" not in plain.sentence
