"""Finds the values said in a line: numbers, postcodes, vehicle marks, times, addresses, names.

Values are compared as values ("oh one six three two" equals "01632"); nothing here knows what is right.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from simulator.model.said_values import numbers_written, times_in, without_times
from simulator.model.values import marks_written, spelt_figures
from simulator.model.word_sets import word_set
from simulator.understanding.names_said import Names, people_in
from simulator.understanding.normalise import plain_words
from simulator.understanding.people_called import ALSO_WORDS, family_names, given_names
from simulator.understanding.places_named import places_in, without_places

Kind = Literal["telephone", "postcode", "vehicle", "time", "number", "address", "name"]

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})\b")
_VEHICLE = re.compile(r"\b([a-z]{2}\d{2}) ?([a-z]{3})\b")
_NO_MARK = r"(?!why|try|dry|fly|sky|cry|shy|spy|mrs|mph|hrs|yrs|pls|plz)"
_MARK_WITH_GAPS = re.compile(
    r"\b([A-Z]{2})[ -](\d\d)[ -]?([A-Z]{3})\b|"
    rf"\b([a-z]{{2}})[ -](\d\d)[ -]{_NO_MARK}([b-df-hj-np-tv-z]{{3}})\b"
)
"""In small letters only where the last three are no word: "is 45 the"."""
_CODES: tuple[tuple[Kind, re.Pattern[str]], ...] = (("postcode", _POSTCODE), ("vehicle", _VEHICLE))
_BEFORE_NUMBER = word_set("number no house")
_DIGITS = re.compile(r"\b\d+[a-z]?\b")


@dataclass(frozen=True, slots=True)
class SpokenValue:
    """One value said: its kind and one plain form of it.

    In lower case; numbers and codes without spaces, the words of a name or an address with one between them.
    """

    kind: Kind
    value: str


def find_values(text: str) -> tuple[SpokenValue, ...]:
    """Return the values in ``text`` in a fixed order: its codes, its addresses, its names; none twice.

    A number that is part of an address stands as a number too.
    """
    marked = _marks(text)
    places = (SpokenValue("address", _plain_address(place)) for place in places_in(marked))
    people = (SpokenValue("name", name) for name in people_in(without_places(marked), _anybody()))
    return tuple(dict.fromkeys((*codes_in(text), *places, *people)))


def _plain_address(place: str) -> str:
    words = spelt_figures(place)
    return " ".join(words[1:] if words[0] in _BEFORE_NUMBER else words)


@lru_cache(maxsize=1)
def _anybody() -> Names:
    return Names(given_names(), family_names(), ALSO_WORDS)


@lru_cache(maxsize=4096)
def codes_in(text: str) -> tuple[SpokenValue, ...]:
    """Return what is written in figures in ``text``, by kind of pattern, then place; none twice."""
    raw = numbers_written(_marks(text)).casefold()
    found = [SpokenValue("time", time) for time in times_in(raw)]
    line = _joined_digits(" ".join(plain_words(without_times(raw))))
    for kind, pattern in _CODES:
        found.extend(SpokenValue(kind, "".join(match.groups())) for match in pattern.finditer(line))
        line = pattern.sub(" ", line)
    for digits in _DIGITS.findall(line):
        telephone = digits.isdigit() and 9 <= len(digits) <= 13
        found.append(SpokenValue("telephone" if telephone else "number", digits))
    return tuple(dict.fromkeys(found))


def _joined_digits(line: str) -> str:
    """Join the groups of a telephone number said or typed with gaps; leaves other numbers apart."""

    def whole(match: re.Match[str]) -> str:
        digits = match.group(0).replace(" ", "")
        return digits if 9 <= len(digits) <= 13 and digits[0] == "0" else match.group(0)

    return re.sub(r"\b\d+(?: \d+)+\b", whole, line)


def _marks(text: str) -> str:
    """Return the beginning of a text with its vehicle marks as they stand on vehicles."""
    return marks_written(_MARK_WITH_GAPS.sub(_mark, text[:4000]))


def _mark(found: re.Match[str]) -> str:
    """Return a vehicle mark as it stands on a vehicle."""
    first, figures, last = (part for part in found.groups() if part)
    return f"{first}{figures} {last}"
