"""Insults, blame, sarcasm, feeling and promises in other words; what is read back is held against nobody."""

from functools import cache

import pytest

from simulator.model.reading import DialogueContext
from simulator.understanding.reader import Reader, fit_reader
from tests.understanding.banks import shared_acts


@cache
def reader() -> Reader:
    """Return a reader that knows the shared acts alone."""
    return fit_reader(shared_acts())


def manner(line: str, heard: str = "") -> set[str]:
    """Return what is noticed in a line said after what was heard."""
    return set(reader().read(line, DialogueContext(last_words=heard)).manner)


@pytest.mark.parametrize(
    ("line", "noticed"),
    [
        ("ur wasting my time u stupid cow", "rude"),
        ("you stupid woman", "rude"),
        ("you're an absolute clown", "rude"),
        ("u r useless", "rude"),
        ("your an idiot", "rude"),
        ("oh brilliant, well done for setting it on fire", "sarcasm"),
        ("nice one, you've burnt the house down", "sarcasm"),
        ("oh that's just great isn't it", "sarcasm"),
        ("that must be terrifying", "empathy"),
        ("it must have been such a shock", "empathy"),
        ("how frightening for you", "empathy"),
        ("you must be so worried", "empathy"),
        ("help will be there before you know it", "promise"),
        ("help will be there before you know it", "promise_of_time"),
        ("they'll be with you in a flash", "promise_of_time"),
        ("this is your own doing", "blame"),
        ("you've only got yourself to blame", "blame"),
        ("you did this to yourself", "blame"),
    ],
)
def test_a_manner_is_noticed_in_other_words(line, noticed):
    assert noticed in manner(line)


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("he called me a fucking idiot?", "He called me a fucking idiot!"),
        ("a fucking idiot?", "He called me a fucking idiot!"),
        ("he said you're a stupid cow?", "He said I'm a stupid cow"),
        ("he called you an idiot?", ""),
        ("which idiot parked across it?", "Some idiot's parked across it"),
        ("did he tell you to shut up", ""),
        ("nobody is saying you're stupid", ""),
        ("you're not stupid", ""),
        ("he says it's your own fault?", "He says it's my own fault"),
    ],
)
def test_what_is_read_back_or_told_of_somebody_is_held_against_nobody(line, heard):
    assert not {"rude", "blame"} & manner(line, heard)


def test_whoever_insults_in_the_callers_own_words_insults():
    assert "rude" in manner("you are an idiot", "He called me an idiot")


@pytest.mark.parametrize(
    ("line", "imagined"),
    [
        ("are you in thick smoke", "rude"),
        ("who's with you, old man or woman?", "rude"),
        ("have you cows on the road", "rude"),
        ("is he wasting away", "rude"),
        ("well done for getting out", "sarcasm"),
        ("well done for breaking the window", "sarcasm"),
        ("that's just great, thank you", "sarcasm"),
        ("is it your own house", "blame"),
        ("is it your mistake or theirs, on the form", "promise"),
    ],
)
def test_a_manner_is_not_imagined_in_other_words(line, imagined):
    assert imagined not in manner(line)
