"""Hears a pet name by which somebody is spoken to: "love", "my darling", "thanks, sweetheart", "good girl".

English by rule, careful: "I would love to", "oh dear" and "have you any pets" call nobody.
It is an observation for a person to weigh, and is no rudeness. Source: the organisation's procedures.
"""

import re
from collections.abc import Sequence
from typing import Final

from simulator.model.word_sets import word_set
from simulator.understanding.clauses import Clause

_ALWAYS = word_set(
    "darling sweetheart sweetie hun hunny poppet petal treacle babes lovey dearie ducky sunshine"
)
_MOSTLY = word_set("love dear pet duck hen flower honey babe chick")
_BEFORE = word_set(
    "my ok okay alright right all yes yeah no well there now thanks thank you please hello hi bye sorry so "
    "then me it that up here in out down on still"
)
"""Words behind which "love" or "duck" at the end speaks to somebody."""
_ASKED_FOR = word_set(
    "name number address road street house door phone mobile birth age postcode hurt pain head leg arm bed "
    "floor stairs window key keys tablets happened happening wrong called from inside breathing awake"
)
"""Words that end a question of a call: behind them "love" speaks to somebody."""
_PRAISED = {("good", "girl"), ("good", "boy"), ("good", "lass"), ("good", "lad"), ("clever", "girl")}
_NOT_BEFORE = word_set("i we they she he to would do oh of the a an with her his their your any be really")
_LEADS = word_set("can could would is are do did have has what where who how when which please just try stay")
"""Words before which a pet name at the beginning speaks to somebody."""

_SET_APART: Final = re.compile(r",\s*(?:love|dear)\s*(?:[.?!,;]|$)", re.IGNORECASE)
"""Set apart by commas or at the end these two speak to somebody, whatever stands before."""


def calls_by_pet_name(text: str, clauses: Sequence[Clause]) -> bool:
    """Tell whether a line, as typed and parted into clauses, speaks to somebody by a pet name."""
    return bool(_SET_APART.search(text)) or any(_calls(clause.words) for clause in clauses)


def _calls(words: tuple[str, ...]) -> bool:
    if words[:2] in _PRAISED or words[-2:] in _PRAISED:
        return True
    return any(_is_call(words, place) for place, word in enumerate(words) if word in _ALWAYS | _MOSTLY)


def _is_call(words: tuple[str, ...], place: int) -> bool:
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if before in _NOT_BEFORE:
        return False
    if words[place] in _ALWAYS:
        return not after or after in _LEADS or not before or before in _BEFORE
    if before == "my":
        return not after or after in _LEADS
    if not after:
        return not before or before in _BEFORE | _ASKED_FOR
    return after in _LEADS and (not before or before in _BEFORE)
