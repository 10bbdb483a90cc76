"""Says one sentence of marking to its reader: to the learner as "you", to everybody else of "the learner".

Marking words its sentences once, to the learner. What stands in quotation marks is somebody's own words and
is never touched; nothing is marked here.
"""

from __future__ import annotations

import re
from typing import Literal

Reader = Literal["learner", "others"]
"""Whom a sentence is for: the learner of the attempt, or whoever assesses, checks or verifies it."""

_QUOTED = re.compile(r"(“[^”]*”)")
_OF_YOU = re.compile(r"\b([Yy])(ou|our|ourself)\b(?: (were|have|are|do)\b)?")
_VERBS = {"were": " was", "have": " has", "are": " is", "do": " does", None: ""}
_BEGINS = {"Y": "The", "y": "the"}


def told_to(reader: Reader, sentence: str) -> str:
    """Return a sentence of marking for its reader."""
    if reader == "learner":
        return sentence
    parts = _QUOTED.split(sentence)
    return "".join(part if n % 2 else _OF_YOU.sub(_of_the_learner, part) for n, part in enumerate(parts))


def to_the_learner(sentence: str) -> str:
    """Return a sentence that was worded for others, about the learner, as the learner reads it.

    It says "the learner" with a verb that also fits "you": gave, did, handed.
    """
    parts = _QUOTED.split(sentence)
    return "".join(
        part if n % 2 else re.sub(r"\bthe learner\b", "you", re.sub(r"\bthe learner['’]s\b", "your", part))
        for n, part in enumerate(parts)
    )


def subject(reader: Reader) -> str:
    """Return who did it, as a sentence begins: ``You`` or ``The learner``."""
    return told_to(reader, "You")


def _of_the_learner(found: re.Match[str]) -> str:
    first, rest, verb = found.groups()
    if rest == "ourself":
        return "themselves"
    return f"{_BEGINS[first]} learner{'' if rest == 'ou' else '’s'}{_VERBS[verb]}"
