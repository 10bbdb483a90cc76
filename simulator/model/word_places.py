"""Where words stand among the words of a text: each word that is meant, and those that stand near each other.

It works on words and places alone; ``values`` says what is looked for. It knows no scenario.
"""

from collections.abc import Sequence
from functools import lru_cache

from simulator.model.slips import meets

LONG_NUMBER = 5
"""A number of so many figures is found where its figures were parted: ``01632 960118``."""


@lru_cache(maxsize=8192)
def _firsts(options: tuple[str, ...]) -> frozenset[str]:
    return frozenset(option[:1] for option in options)


@lru_cache(maxsize=2048)
def _by_letter(words: tuple[str, ...]) -> dict[str, list[int]]:
    """Return the places of the words in which a letter is the first, or the second."""
    found: dict[str, list[int]] = {}
    for n, word in enumerate(words):
        found.setdefault(word[0], []).append(n)
        if len(word) > 1 and word[1] != word[0]:
            found.setdefault(word[1], []).append(n)
    return found


def places_of(options: tuple[str, ...], words: tuple[str, ...]) -> list[int]:
    """Return every place at which one of the options stands among the words, runs of digits joined.

    Words that are close begin alike, or with their first two letters exchanged: the others are not compared.
    """
    by_letter = _by_letter(words)
    near: Sequence[int] = by_letter.get(options[0][:1], ())
    if len(options) > 1:
        near = sorted({n for letter in _firsts(options) for n in by_letter.get(letter, ())})
    found = [n for n in near if meets(options, words[n])]
    if found:
        return found
    long = [option for option in options if len(option) >= LONG_NUMBER and option.isdigit()]
    return [n for n, run in _digit_runs(words) if run in long] if long else found


def _digit_runs(words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return neighbouring groups of digits run together, each with the place at which it begins.

    Every stretch of neighbours is one: two numbers of two callers in one field are each still found.
    """
    runs: list[tuple[int, str]] = []
    for n, first in enumerate(words):
        if not first.isdigit():
            continue
        run = ""
        for word in words[n:]:
            if not word.isdigit():
                break
            run += word
            runs.append((n, run))
    return runs


def nearest(places: list[list[int]], start: int) -> tuple[int, ...] | None:
    """Return for each group its first place from ``start`` on, or ``None`` where one has none."""
    found: list[int] = []
    for group in places:
        for n in group:
            if n >= start:
                found.append(n)
                break
        else:
            return None
    return tuple(found)
