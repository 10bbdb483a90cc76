"""Finds the values said in a line: telephone numbers, postcodes, vehicle marks, times, plain numbers.

Values are compared as values ("oh one six three two" equals "01632"); nothing here knows what is right.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from simulator.model.said_values import numbers_written, times_in, without_times
from simulator.model.values import marks_written
from simulator.understanding.normalise import plain_words

Kind = Literal["telephone", "postcode", "vehicle", "time", "number"]

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})\b")
_VEHICLE = re.compile(r"\b([a-z]{2}\d{2}) ?([a-z]{3})\b")
_CODES: tuple[tuple[Kind, re.Pattern[str]], ...] = (("postcode", _POSTCODE), ("vehicle", _VEHICLE))
_DIGITS = re.compile(r"\b\d+[a-z]?\b")


@dataclass(frozen=True, slots=True)
class SpokenValue:
    """One value said: its kind and one plain form of it (no spaces, lower case)."""

    kind: Kind
    value: str


@lru_cache(maxsize=4096)
def find_values(text: str) -> tuple[SpokenValue, ...]:
    """Return the values in ``text`` in a fixed order (by kind of pattern, then place), none twice."""
    raw = numbers_written(marks_written(text[:4000])).casefold()
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
