"""How a caller takes what is read back: yes to what is right, the right thing again to what is wrong.

What a caller affirms of a value of their own was told, though the learner had it from a screen or another
caller. Knows what was told and compares values; it reads no words of its own and changes no state.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from simulator.engine.in_voice import Talk
from simulator.engine.opening import told_to
from simulator.engine.world import tells
from simulator.model.commands import Say
from simulator.model.events import Heard
from simulator.model.reading import ReadAct
from simulator.model.said_otherwise import place_of
from simulator.model.scenario import Fact
from simulator.model.values import says, tokens

_AT_LENGTH = 10
_HEARD_IN_IT = ("confirm_details", "confirm_location", "summarise", "acknowledge")
_BEGINS = re.compile(
    r"\W*(?:(?:ok|okay|right|so|now|then|thanks|thank you|good|sorry|just|please)\W+)*"
    r"(?:(?:i['’]?ve|i have|i) (?:got|put|written|noted|down|read)\b"
    r"|(?:let me|can i|i['’]?ll|i will|i['’]?m going to) (?:just )?(?:read|check|repeat|run|go|say)\b"
    r"|(?:read|reading|check|checking) (?:it|that|this|back)\b"
    r"|to (?:recap|confirm|check|sum up)\b|recap\b)",
    re.IGNORECASE,
)
_ASKS_FOR_YES = re.compile(
    r"(?:\b(?:is|was) (?:that|it|this|everything|all that)(?: all)? (?:right|correct|ok|okay|so)"
    r"|\b(?:right|correct|yes)|\bgot (?:that|it|this|you|all that) (?:all )?(?:right|correctly|down right))"
    r"\W*\?\W*$",
    re.IGNORECASE,
)
_FIGURES_TO_RING = 9
"""So many figures make a number to ring."""
_NAME = "name"
"""The topic of facts that say who somebody is."""


def at_length(deed: Say, asks: Callable[[str], bool]) -> Say:
    """Return what was said, as a reading back where it is one at length: "so I've got …, right?".

    Nothing that is read back asks for itself, whatever act one of its clauses resembles.

    Args:
        deed: what the learner says, as it was read.
        asks: whether an act is a question.
    """
    text, reading = deed.text, deed.reading
    long = len(tokens(text)) >= _AT_LENGTH and text.count("?") == 1
    if not long or not _BEGINS.match(text) or not _ASKS_FOR_YES.search(text):
        return deed
    kept = tuple(
        a for a in reading.acts if a.band == "sure" and not asks(a.act) and a.act not in _HEARD_IN_IT
    )
    act = ReadAct(act="confirm_details", band="sure", score=1.0, words=text[:200])
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": (*kept, act)})})


def confirm(talk: Talk) -> bool:
    """Answer a reading back: yes to what is right, the right thing again to what is wrong."""
    mine = talk.turn.world.facts_of[talk.call]
    known = {key: talk.fact(key) for key in mine if told_to(talk.turn, talk.call, key)}
    text, newer = talk.deed.text, {fact.replaces: fact for fact in known.values() if fact.replaces}
    told = [fact for key, fact in known.items() if fact.value and fact.known and key not in newer]
    right = [fact for fact in told if tells(text, fact)]
    wrong = [fact for fact in told if fact not in right and _numbers_differ(text, fact.value)]
    for key, fact in newer.items():
        if fact not in right and key in known and tells(text, known[key]):
            wrong.append(fact)
    if wrong:
        talk.correct(wrong[0].says_again or wrong[0].says)
    elif right:
        talk.agree()
    return bool(wrong or right)


def read_out(talk: Talk) -> bool:
    """Take for told a number that is read out and affirmed, or a house or a name that was heard elsewhere.

    Whoever says a house that nobody spoke of has guessed it.
    """
    return _take_for_told(talk, lambda fact: _to_ring(fact) or _heard_elsewhere(talk, fact))


def reads_number_out(talk: Talk) -> bool:
    """Take for told a number to ring that a question reads out, in whatever words it asks for a yes."""
    return "?" in talk.deed.text and _take_for_told(talk, _to_ring)


def _take_for_told(talk: Talk, kind: Callable[[Fact], bool]) -> bool:
    found = [
        key
        for key in talk.turn.world.facts_of[talk.call]
        if (fact := talk.fact(key)).known
        and fact.asked_by
        and kind(fact)
        and not talk.has_told(key)
        and talk.turn.holds(fact.needs, talk.call)
        and (tells(talk.deed.text, fact) or _names_place(talk.deed.text, fact))
    ]
    talk.told |= dict.fromkeys(found, True)
    return bool(found)


def _to_ring(fact: Fact) -> bool:
    return _figures(fact.value) >= _FIGURES_TO_RING


@lru_cache(maxsize=4096)
def _figures(value: str) -> int:
    return sum(c.isdigit() for c in value)


def _heard_elsewhere(talk: Talk, fact: Fact) -> bool:
    """Tell whether a record or another caller said the house or the name that a fact holds."""
    if fact.topic != _NAME and not place_of(fact.value):
        return False
    said = (one.text for one in talk.turn.state.transcript if isinstance(one, Heard))
    return any(tells(text, fact) or _names_place(text, fact) for text in said)


def _names_place(text: str, fact: Fact) -> bool:
    """Tell whether a text names the house and road of a fact, though not the town."""
    place = place_of(fact.value)
    return bool(place) and says(text, place)


def reads_another_number(talk: Talk) -> bool:
    """Tell whether another house or number than is known is read back to a caller who only gives signs."""
    if not (talk.script.silent and talk.script.corrects):
        return False
    known = [key for key in talk.turn.world.facts_of[talk.call] if key in talk.turn.state.told]
    told = [numbers for key in known if (numbers := _numbers(talk.fact(key).value))]
    said = _numbers(talk.deed.text)
    return bool(said and told) and not any(said <= numbers for numbers in told)


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text but those of one figure, which may be taps."""
    return {word for word in tokens(text) if word.isdigit() and len(word) > 1}


def _numbers_differ(text: str, value: str) -> bool:
    """Tell whether a text says the same thing as a value but with another number."""
    said, meant = set(tokens(text)), set(tokens(value))
    words = {w for w in meant if w.isalpha() and len(w) > 3}
    numbers = {w for w in meant if w.isdigit()}
    other = {w for w in said if w.isdigit()} - numbers
    return bool(words & said and numbers and other and not numbers <= said)
