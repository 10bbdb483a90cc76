"""How a caller takes what is read back: yes to what is right, the right thing again to what is wrong.

What a caller affirms of a value of their own was told, though the learner had it from a screen or another
caller. Knows what was told and compares values; it reads no words of its own and changes no state.
"""

import re
from collections.abc import Callable

from simulator.engine.in_voice import Talk
from simulator.engine.opening import told_to
from simulator.engine.world import tells
from simulator.model.events import Heard
from simulator.model.said_otherwise import place_of
from simulator.model.scenario import Fact
from simulator.model.values import says, tokens

_FIGURES_TO_RING = 9
"""So many figures make a number to ring."""
_SEVERAL = 2
_IS_THAT_SO = re.compile(r"\b(?:right|correct|yes)\s*\?\W*(?:go ahead\W*)?$", re.IGNORECASE)
_DETAILS = "confirm_details"
_NAME = "name"
"""The topic of facts that say who somebody is."""


def checked(acts: tuple[str, ...], text: str, told: int) -> tuple[str, ...]:
    """Return the acts of a line; one that says several told things asks only if they are right.

    "Post 25, both lanes, nobody hurt. Right?" does not ask whether anybody is hurt.
    """
    if told < _SEVERAL or text.count("?") != 1 or _IS_THAT_SO.search(text) is None:
        return acts
    return (*(act for act in acts if not act.startswith("ask_")), _DETAILS)


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
    return sum(c.isdigit() for c in fact.value) >= _FIGURES_TO_RING


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
