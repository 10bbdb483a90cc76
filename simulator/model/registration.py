"""Under which numbers a centre, a qualification and a learner are known to awarding bodies: frozen values.

All of them are optional. What is given must look like such a number; nothing here asks anybody whether it is.
"""

from __future__ import annotations

import datetime as dt
import re

from simulator.model.reading import Value

_ULN_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
_ULN_REMAINDER = 10
_QAN = re.compile(r"[0-9A-Z][0-9]{2}/[0-9]{4}/[0-9A-Z]")


class CentreDetails(Value):
    """What an awarding body knows a centre by, and the site at which it assesses."""

    number: str = ""
    site: str = ""


class Qualification(Value):
    """The qualification for which a centre assesses a unit, and who assures the quality of that.

    ``number`` is the regulator's (QAN), ``body_number`` the awarding body's own; ``assurer`` is an id.
    """

    title: str = ""
    number: str = ""
    body_number: str = ""
    assurer: str = ""
    external_assurer: str = ""


class Registration(Value):
    """A learner's unique learner number, and their registration with the awarding body."""

    uln: str = ""
    number: str = ""
    on: dt.date | None = None


def uln_fault(uln: str) -> str:
    """Return why a number is no unique learner number, or nothing.

    The check is the one that is published for it: digits weighted 10 to 1, and 10 left of the sum by 11.
    """
    if not re.fullmatch("[0-9]{10}", uln):
        return "A unique learner number has ten digits."
    total = sum(int(digit) * weight for digit, weight in zip(uln, _ULN_WEIGHTS, strict=True))
    if uln[0] == "0" or total % 11 != _ULN_REMAINDER:
        return "That is no unique learner number: its check digit does not fit. Compare it digit by digit."
    return ""


def qan_fault(number: str) -> str:
    """Return why a number is no qualification number (QAN), or nothing."""
    if _QAN.fullmatch(number):
        return ""
    return "A qualification number looks like 601/2345/6: three figures, four, then a figure or a letter."
