"""Which questions of a line were not caught: asked in words of which nothing was heard for sure.

It reads no acts and answers nothing.
"""

from functools import lru_cache

from simulator.model.asked_in_words import asks, sentences
from simulator.model.commands import Say
from simulator.model.values import tokens

_CAUGHT = 0.4
"""A sentence is caught when so much of it lies in the words of an act that was heard."""


def questions_missed(deed: Say) -> bool:
    """Tell whether a line asks something of which no word was heard for sure.

    Where a reading does not say in which words an act was heard, nothing counts as missed.
    """
    heard = tuple(act.words for act in deed.reading.acts if act.band == "sure")
    return bool(heard) and all(heard) and _missed(deed.text, heard)


@lru_cache(maxsize=4096)
def _missed(text: str, heard: tuple[str, ...]) -> bool:
    said = tuple(word for _, words in sentences(text) for word in words)
    covered = [_places(said, tokens(words)) for words in heard]
    known: set[int] = set().union(*covered)
    unplaced = {
        word for words, places in zip(heard, covered, strict=True) if not places for word in tokens(words)
    }
    start, hangs = 0, False
    for sentence, words in sentences(text):
        places = range(start, start + len(words))
        start += len(words)
        if not words:
            continue
        caught = sum(n in known or said[n] in unplaced for n in places) >= _CAUGHT * len(words)
        if not caught and asks(words, marked="?" in sentence, hangs=hangs):
            return True
        hangs = "?" in sentence
    return False


def _places(said: tuple[str, ...], words: tuple[str, ...]) -> set[int]:
    """Return where in a line the words of an act stand, none where they stand nowhere in one piece."""
    size = len(words)
    at = next((n for n in range(len(said) - size + 1) if said[n : n + size] == words), None) if size else None
    return set() if at is None else set(range(at, at + size))
