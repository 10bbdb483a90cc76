"""Words that mean something else beside their neighbours, and where they stand for themselves."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from tests.understanding.banks import shared_reader

PLAIN = Speller(())


def _cut(text):
    return [clause.text for clause in cut(text, PLAIN)]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("can I take ur no. in case we get cut off", ["can i take your number in case we get cut off"]),
        ("whats your tel no. please", ["what is your telephone number please"]),
        ("wots ur mobile no", ["what is your mobile number"]),
        ("your no. Where are you", ["your number", "where are you"]),
        ("is it house no. 14", ["is it house number 14"]),
        ("flat no 3", ["flat number 3"]),
        ("were r u", ["where are you"]),
        ("ok were is the meter", ["where is the meter"]),
        ("do you know were he is", ["do you know where he is"]),
    ],
)
def test_short_forms_are_read_by_their_neighbours(typed, plain):
    assert _cut(typed) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("have you got a phone? no. ok", ["have you got a phone?", "no", "okay"]),
        ("your no good", ["your no good"]),
        ("is there nobody in the house no", ["is there nobody in the house no"]),
        ("no. 14 people", ["no", "14 people"]),
        ("tel me", ["tell me"]),
        ("we were asleep", ["we were asleep"]),
        ("were you hurt", ["were you hurt"]),
        ("the children were are they hurt", ["the children were are they hurt"]),
        ("did you know we were here", ["did you know we were here"]),
    ],
)
def test_the_same_words_stay_where_they_stand_for_themselves(typed, plain):
    assert _cut(typed) == plain


@pytest.mark.parametrize(
    "typed",
    ["he's breathing is he", "shes awake is she", "there is smoke is there", "the door is locked is it"],
)
def test_what_ends_by_asking_back_is_a_question_without_its_marks(typed):
    (clause,) = cut(typed, PLAIN)
    assert clause.asked


@pytest.mark.parametrize(
    "typed",
    [
        "how bad is it",
        "where is he",
        "I know how old he is",
        "tell me who that is",
        "is he",
        "he is where he is",
    ],
)
def test_no_other_ending_makes_a_question(typed):
    assert not any(clause.asked for clause in cut(typed, PLAIN))


def test_a_thing_named_with_its_figure_is_told_and_by_itself_asked():
    sure = {
        line: set(shared_reader().read(line).sure()) for line in ("eta", "ETA 6", "eta 6 minutes", "ETA 6?")
    }
    assert "ask_eta" in sure["eta"]
    assert "ask_eta" in sure["ETA 6?"]
    assert "ask_eta" not in sure["ETA 6"] | sure["eta 6 minutes"]
