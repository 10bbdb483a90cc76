"""Tells a line that only lines up key words ("address, name, number, hurt") from one that asks.

Without signs between them such words are a telegram (``forms.is_telegram``); with a comma, a stop, "and" or
"please" after each they are clauses of one or two words. It knows no act; what becomes of such a line is the
reader's.
"""

from collections.abc import Iterator, Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.clauses import Clause
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, SUBJECT, WH
from simulator.understanding.stems import STOP_WORDS

LEAST = 3
"""So many key words in a row ask nothing: "name and number?" is short, not a list."""

MOST_WORDS = 2
_BETWEEN = word_set("and please")
_THINGS_TOO = word_set(
    "smoke light phone place exit cover switch help calm alert record remain drop text contact head watch"
)
"""Words of command that are key words as well."""
_HOLDS_TOGETHER = (AUX | SUBJECT | STOP_WORDS | word_set("not no never if because or")) - WH
_HOLDS_TOGETHER |= IMPERATIVES - _THINGS_TOO


def lined_up(clauses: Sequence[Clause]) -> bool:
    """Tell whether a line is nothing but key words, three or more, and words of command, each by itself.

    Commands alone are an order: "stop, drop and roll".
    """
    found = [part for clause in clauses for part in _parts(clause)]
    rest = [part for part in found if not _is_key_word(part)]
    return len(found) - len(rest) >= LEAST and all(len(part) == 1 and part[0] in IMPERATIVES for part in rest)


def _parts(clause: Clause) -> Iterator[list[str]]:
    """Return the words of a clause between one "and" or "please" and the next, small talk left out."""
    part: list[str] = []
    for word in (*clause.words, "and"):
        if word not in _BETWEEN:
            part += [] if word in FILLERS else [word]
        elif part:
            yield part
            part = []


def _is_key_word(words: Sequence[str]) -> bool:
    """Tell whether words name a thing and say nothing of it; a number is no key word."""
    if len(words) > MOST_WORDS or any(not word.isalpha() for word in words):
        return False
    return _HOLDS_TOGETHER.isdisjoint(words)
