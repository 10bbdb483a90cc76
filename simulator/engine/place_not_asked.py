"""Takes out of a reading the place that nobody asked for: "stay where you are", "are you still by the wall".

Such words sound like a question for the place. To the first the place is no answer at all; a yes or a no to
the second is none that a place told before could give. It answers nothing.
"""

import re
from collections.abc import Callable, Iterable

from simulator.engine.carried_on import matter
from simulator.model.commands import Say
from simulator.model.reading import ReadAct
from simulator.model.scenario import Fact
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

PLACES = ("ask_location", "ask_caller_location", "ask_exact_location")
"""The shared acts that ask where something or somebody is."""
_WHERE_THEY_ARE = re.compile(
    r"\b(?:stay|stop|wait|remain|sit|lie|stand|keep|leave|put|from|safe|ok|okay|all ?right|warm|comfy"
    r"|comfortable|dark|light|wet|dry|raining|cold|busy|quiet|noisy)\b(?:(?!\b(?:tell|need|know|say|give|me|is)\b)[^.?!]){0,40}"
    r"\bwhere (?:you|u|ya|he|she|it|they|we)(?:['’](?:re|s)| are| r| is| were| was)?\b",
    re.IGNORECASE,
)
"""Where somebody stays or is well, and no question."""
_YES_OR_NO = re.compile(
    r"\W*(?:(?:and|so|but|ok|okay|right)\W+)*(?:are|is|r)\s+(?:you|u|ya|he|she|they|it|everyone|everybody)\b",
    re.IGNORECASE,
)
_OF_A_PLACE = word_set(
    "where whereabouts which what address road street place location number postcode in inside indoors "
    "outside out at on home upstairs downstairs there here"
)


def place_not_asked(deed: Say, told: Callable[[str], Iterable[Fact] | None]) -> Say:
    """Return what was said, without the questions for a place that only sound like them.

    Args:
        deed: what the learner says, as it was read.
        told: the facts with which an act was answered before, ``None`` while any of them is untold.
    """
    acts = deed.reading.acts
    left = tuple(act for act in acts if act.act not in PLACES or not _not_asked(act, deed.text, told))
    if len(left) == len(acts):
        return deed
    return deed.model_copy(update={"reading": deed.reading.model_copy(update={"acts": left})})


def _not_asked(act: ReadAct, text: str, told: Callable[[str], Iterable[Fact] | None]) -> bool:
    words = tokens(act.words)
    if not words:
        return False
    if any(_within(words, tokens(one.group())) for one in _WHERE_THEY_ARE.finditer(text)):
        return True
    if _OF_A_PLACE & set(words) or not _YES_OR_NO.match(act.words):
        return False
    facts = told(act.act)
    if facts is None:
        return False
    known = {word for fact in facts for text in (fact.value, fact.says) for word in matter(tokens(text))}
    return not known & matter(words)


def _within(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    size = len(words)
    return any(whole[n : n + size] == words for n in range(len(whole) - size + 1))
