"""Which phone numbers may stand in authored files: only those that Ofcom keeps for drama.

Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes". It dials nothing.
"""

import re
from typing import Final

_RANGES: Final = (
    ("01632960", 3),
    ("07700900", 3),
    ("02079460", 3),
    ("01134960", 3),
    ("0808157", 4),
)
"""Beginnings of the ranges, and how many digits follow (08081 570000 to 570999 begins 0808157 0)."""

_LOOKS_LIKE_ONE = re.compile(r"(?<![\d-])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?![\d-])")


def is_drama_number(text: str) -> bool:
    """Tell whether ``text`` is a number of the drama ranges, however it is spaced."""
    digits = re.sub(r"[\s()-]", "", text)
    digits = "0" + digits.removeprefix("+44") if digits.startswith("+44") else digits
    if digits.startswith("0808157"):
        return bool(re.fullmatch(r"08081570\d{3}", digits))
    return any(digits.startswith(start) and len(digits) == len(start) + more for start, more in _RANGES)


def dialable_numbers(text: str) -> list[str]:
    """Return what looks like a full British phone number in ``text`` and is not of the drama ranges."""
    return [found for found in _LOOKS_LIKE_ONE.findall(text) if not is_drama_number(found)]
