"""Tells a question that only carries on what was just answered from one that asks for something more.

"Can you read it to me", "or another sort of bridge" and "can you get him to do that" bring nothing new, and
what the reply's own words plainly hold was not lost. It reads no acts and answers nothing.
"""

from collections.abc import Iterable

from simulator.model.asked_in_words import PERCEIVES, REQUESTS
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_SMALL = word_set(
    "a an the this that these those it its i you u ya he she they we me him her them us my your ur his their "
    "our yours yourself yourselves one ones "
    "is are was were am be been being do does did done have has had can could will would shall should "
    "may might isn't aren't don't doesn't didn't can't it's that's i'm you're he's she's they're there's "
    "and or but so if then also too as of in on at to for from with by up down out off into onto about "
    "around there here now right please pls just ok okay well not no yes yeah n plus love mate sorry again "
    "still thank thanks thx ta slowly quickly exactly carefully clearly aloud loud first actually really "
    "maybe perhaps another other else sort sorts kind kinds type any some all either both "
    "read tell give say spell show check look see get got do make let try help go come "
    "affirmative affirm roger copy received certainly absolutely definitely safely easily properly fully "
    "currently presently immediately straightaway urgently briefly yet already just today tonight"
)
"""Words that by themselves ask for nothing in particular."""
_ASKS_FOR_MORE = word_set(
    "what what's whats who who's whos whose which how how's why where where's when when's whereabouts"
)
_NEVER_HELD = _ASKS_FOR_MORE - word_set("what what's whats which whose")
"""A question for a place, a time, a person or a reason is not answered by naming what it is about."""
_BARE_WHERE = word_set("and or where whereabouts exactly roughly about")
"""Nothing but these asks where what was just asked about is: "have you any pain, and whereabouts"."""
_TAKES_UP = word_set("it that this them him her another other sort kind type one")
"""Words that point back at what was asked or said before."""
_CHILD = "child"
_CHILDREN = word_set(
    "child child's children children's kid kids kiddie kiddies girl girls boy boys toddler toddlers"
)
"""Who asks for kiddies is answered by a little girl."""
_ENDINGS = ("ing", "ed", "es", "s", "'s")
_SHORTEST_STEM = 3
_PERCEIVES = PERCEIVES - {"say"}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def matter(words: Iterable[str]) -> frozenset[str]:
    """Return the words that say what a question is about, without their endings."""
    return frozenset(
        _CHILD if word in _CHILDREN else _stem(word)
        for word in words
        if word not in _SMALL and word not in _ASKS_FOR_MORE
    )


def carries_on(words: tuple[str, ...], answered: Iterable[str]) -> bool:
    """Tell whether a question says nothing but pronouns and words of what was answered in the same line."""
    if words[-2:] == ("anything", "else") or _BARE_WHERE.issuperset(words):
        return True
    if _ASKS_FOR_MORE & set(words[:2]):
        return False
    about, before = matter(words), matter(answered)
    if not about or not before:
        return bool(before and _TAKES_UP & set(words))
    return about <= before or (len(about) == 1 and _asks_to_do_it(words))


def _asks_to_do_it(words: tuple[str, ...]) -> bool:
    """Tell whether words only ask that what was said be done: "can you shout that to him"."""
    asks = any(word in REQUESTS for word in words[:3])
    return asks and bool(_TAKES_UP & set(words)) and not _PERCEIVES & set(words)


def plainly_holds(reply: str, words: Iterable[str], answered: Iterable[str] = (), before: str = "") -> bool:
    """Tell whether a reply holds all that a question is about; half of it may lie in what was said before."""
    said = tuple(words)
    if _NEVER_HELD & set(said[:2]):
        return False
    about = matter(said)
    here = matter(tokens(reply)) | matter(answered)
    rest = about - here
    if "or" in said[1:]:  # of several things to choose from one is enough
        return bool(about & here)
    return bool(about & here) and 2 * len(rest) <= len(about) and rest <= matter(tokens(before))
