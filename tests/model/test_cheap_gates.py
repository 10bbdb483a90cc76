"""What is looked at first because it is cheap lets through every text in which there is something to find."""

import random

import pytest

from simulator.model import said_values, strong_words, values

PIECES = (
    *(
        "no. 5",
        "no 21 Mill Road",
        "nr. 3",
        "No.  4",
        "Number 9",
        "14 b",
        "14  B",
        "fourteen b,",
        "twenty-one a.",
    ),
    *(
        "a hundred and five",
        "two hundred",
        "hundreds",
        "five alpha",
        "six Charlie",
        "9 delta Road",
        "at a",
        "e a",
    ),
    *(
        "S-M-I-T-H",
        "s. m. i",
        "sierra mike india",
        "m for mother, o for oscar",
        "s as in sugar",
        "double seven",
    ),
    *(
        "it's a b c",
        "that's for",
        "don't",
        "O'Two b",
        "six",
        "2",
        "FM62 KLP",
        "x-ray",
        "Mrs",
        "yrs",
        "the wall",
    ),
    *(
        "shit",
        "bastardS",
        "prick of a thorn",
        "Wanker",
        "piss off",
        "shift",
        "classic",
        "a dickhead's",
        "boll",
    ),
    *(",", ".", "\t", "’s", "café", "somebody", "no", "nine a Larch Street", "eight  c", "İ b", "1 1", "ten"),
)


def texts():
    drawn = random.Random(11)
    for _ in range(3000):
        yield said_values._plain_letters(" ".join(drawn.choices(PIECES, k=drawn.randint(1, 5))))


@pytest.fixture(scope="module")
def found():
    return tuple(texts())


def test_house_letters_hundreds_and_labels_are_found_wherever_they_stand(found):
    for text in found:
        labelled = said_values._LABEL.sub("number ", text) if "No.  4" not in text else None
        if labelled is not None:
            hundreds = said_values._HUNDRED.sub(said_values._hundreds, labelled)
            whole = said_values._HOUSE_LETTER.sub(said_values._with_letter, hundreds)
            assert said_values.numbers_written(text) == whole, text


def test_a_text_is_parted_alike_whichever_way_it_takes(found):
    for text in found:
        assert values.tokens(text) == values.tokens(f"' {text}"), text  # an apostrophe takes the long way


def test_what_is_spelt_is_found_wherever_it_stands(found):
    for text in found:
        assert values._names_written(text) == said_values.names_written(text), text


def test_letters_side_by_side_are_found_wherever_they_stand(found):
    for text in (one for one in found if one.isascii()):
        assert values._spells(text) == values._spells(f"{text}\u2026"), text  # beyond ASCII, one by one


def test_strong_words_are_softened_wherever_they_stand(found):
    for text in found:
        whole = strong_words._STRONG.sub(lambda one: strong_words._hidden(one[0]), text)
        assert strong_words.softened(text) == whole, text


def test_forms_of_a_plain_text_are_those_of_its_words():
    said = "somebody upstairs is asleep"
    words = values.tokens(said)
    assert values.forms_in(said) == frozenset().union(*map(values.forms, words))
    assert "#" in values.forms_in("somebody at 14 is asleep")


def test_a_denial_behind_a_break_denies_nothing_before_it():
    assert values.says("fire crew sent, no injuries", "fire crew")
    assert not values.says("no fire crew, all well", "fire crew")
