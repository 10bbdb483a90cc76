"""What a caller asks back is spelt right, though learners and phrasings misspell it."""

import re
from collections import Counter

import pytest

from simulator.engine.spelt import in_full
from simulator.engine.turned import clause_of, turned
from tests.understanding.banks import shared_acts

WORD = re.compile(r"[a-z]{4,}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("has it hapened before", "has it happened before"),
        ("whats the adress?", "what's the address?"),
        ("is he brething ok", "is he breathing ok"),
        ("keep lookin at him", "keep looking at him"),
        ("get in, the bin is in there", "get in, the bin is in there"),
        ("how old r u", "how old are you"),
        ("wen is ur mum back?", "when is your mum back?"),
        ("is any1 traped", "is anyone trapped"),
        ("u ok m8?", "you ok mate?"),
        ("is it his", "is it his"),
        ("I'm by the kitchen again", "I'm by the kitchen again"),
    ],
)
def test_a_misspelling_is_said_as_it_is_spelt_right(typed, said):
    assert in_full(typed) == said


def test_a_caller_asks_a_misspelt_question_back_in_plain_english():
    assert turned(clause_of(in_full("whats ur adress"))) == "what's my address"


def test_no_shared_phrasing_is_said_with_two_letters_changed_round():
    said = [WORD.findall(in_full(phrasing).lower()) for act in shared_acts() for phrasing in act.phrasings]
    words = Counter(word for line in said for word in line)
    often = {word for word, times in words.items() if times >= 6}
    swapped = {
        word
        for word in words.keys() - often
        for n in range(len(word) - 1)
        if f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" in often - {word}
    }
    assert swapped <= {"quite", "bread", "form", "tried", "tired", "item", "metre"}
