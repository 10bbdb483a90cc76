"""Which questions of a line were not caught: asked in words of which nothing was heard for sure.

It reads no acts and answers nothing.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from simulator.engine.carried_on import carries_on, matter, plainly_holds
from simulator.model.asked_in_words import (
    Part,
    bids,
    opens_a_question,
    orders,
    parts_of,
    requested,
    says_closer,
    sentences,
)
from simulator.model.commands import Say
from simulator.model.reading import Reading
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_CAUGHT = 0.4
"""A question is caught when so much of it lies in the words of an act that was heard."""
_CUT_AT = (120, 80, 50, 30, 16)
"""A long line's record keeps so many letters of the words of an act: it may have been heard in more."""
_ASKS = ("ask_", "confirm_", "request_")
_NO_ORDER = (*_ASKS, "say_", "greet", "thank", "reassure", "empathise", "explain", "acknowledge", "give_")
_A_QUESTION = 3
"""So many words that nobody heard, beside what was heard, may be a question of their own."""
FOLLOWED_UP = (
    *("ask_will_attend", "ask_eta", "ask_reference", "ask_availability", "request_update"),
    *("request_report", "request_upgrade", "offer_more"),
)
"""What may be asked along with a message, and is answered with it."""
_ANSWERED = word_set("ref reference eta attend attending coming long soon send sending")
"""Words of questions that a far end answers whenever it takes a message up."""
_AN_ECHO = 5
"""So few words may echo what was just said."""
_HOW_ARE_YOU = re.compile(
    r"(?:\w+ )?(?:\w+ )?how(?: (?:are|r)|'re|s|'s)? (?:you|u|ya|he|she|they|things|it)(?:'s| is| are)?"
    r"(?: (?:both|holding up(?: \w+)?|coping|now|doing|feeling|getting|on|going|keeping|today|tonight|then"
    r"|all|there|in|yourself))*$"
)
_ALL_YOU_KNOW = re.compile(
    r"\b(?:tell me|what|all|anything|everything)(?: \w+){0,3} (?:you know|about)(?: about)?(?: \w+){0,2}$"
)
"""A general question before the ones that say what is meant."""
_CLOSER = re.compile(r"(?:(?:like|such as) )?any(?:thing|one|body)? (?:about|of|like|such as|to do with)\b")
"""Says closer what the question right before it asks: "what's on it, anything about your families"."""
_OFFERS_MORE = re.compile(
    r"\b(?:do|d[o'’]?) ?(?:you|u|ya) (?:need|want|require)\b.*\b(?:else|more|further)\b"
    r"|\b(?:anything|nothing|what) else (?:that )?(?:(?:do|can|will) )?(?:you|u) (?:need|want|require)\b"
    r"|\bwhat more (?:do )?(?:you|u) (?:need|want|require)\b",
    re.IGNORECASE,
)
_AUXILIARIES = word_set("is are was were do does did has have had can could will would should")
_OF_YOU = (("you",), ("you're",), ("you've",), ("youre",))
_YOURS, _A_NUMBER = word_set("your ur"), word_set("number log")
_ALIKE = frozenset(("he", "she", "they", "it"))


class _Words(NamedTuple):
    """The words of an act as the record keeps them; ``asks`` tells an act that asks something."""

    text: str
    asks: bool


class _Said(NamedTuple):
    """One part of a line: its words, whether it asks or bids something of its own, whether it was caught."""

    words: tuple[str, ...]
    question: bool
    caught: bool
    order: bool = False


class Answer(NamedTuple):
    """What was answered: its words, and what the same person had said before, and last."""

    words: str = ""
    before: str = ""
    last: str = ""


def _no_answer() -> Answer:
    return Answer()


def questions_missed(
    deed: Say,
    *,
    told: tuple[str, ...] = (),
    at_length: bool = False,
    answer: Callable[[], Answer] = _no_answer,
    orders_too: bool = False,
) -> bool:
    """Tell whether a line asks something of which no word was heard for sure.

    Where a reading does not say in which words an act was heard, nothing counts as missed; nor does what only
    carries on what was caught, or what the answer plainly holds.

    Args:
        deed: what was said, as it was read.
        told: acts that were only nearly heard, whose answer was given all the same.
        at_length: what was caught was answered in several sentences: with it goes what was asked of the same
            person in the same breath.
        answer: tells what is answered, where that is asked for.
        orders_too: an order counts as well, where nothing but questions was heard.
    """
    heard = [act for act in deed.reading.acts if act.band == "sure" or act.act in told]
    words = tuple(_Words(act.words, act.act.startswith(_ASKS)) for act in heard)
    if not words or not all(one.text for one in words):
        return False
    said = _parts(deed.text, words)
    bidden = orders_too and all(act.act.startswith(_NO_ORDER) for act in heard)
    lost = [n for n, one in enumerate(said) if not one.caught and (one.question or (bidden and one.order))]
    if not lost:
        return False
    caught = [word for one in said if one.caught for word in one.words]
    reply, before, last = answer()

    def settled(n: int) -> bool:
        mine = said[n].words
        held = plainly_holds(reply, mine, caught, before) or _leads_in(said, n)
        held = held or echoes(mine, last)
        return held or (at_length and _goes_with(said, n)) or carries_on(mine, caught)

    return any(not settled(n) for n in lost)


def _leads_in(said: tuple[_Said, ...], n: int) -> bool:
    """Tell whether a question only opens what is asked closer, or gives a choice to what was caught before.

    "How are you now, how's the pain" asks for the pain, "what do you know about him, where does he live" asks
    where he lives, and "where does he live or where does he park" is one question.
    """
    words = said[n].words
    if n and said[n - 1].caught and said[n - 1].question and _CLOSER.match(" ".join(words)):
        return True
    if words[:1] == ("or",):
        alike = n > 0 and bool(set(words[1:2]) & set(said[n - 1].words[:3]))
        return alike and said[n - 1].caught and said[n - 1].question
    closer = any(one.caught and one.question for one in said[n + 1 :])
    closer = closer or any(one.caught and one.words[:1] in _OF_YOU for one in said[n + 1 : n + 2])
    line = " ".join(words)
    return closer and (_HOW_ARE_YOU.match(line) or _ALL_YOU_KNOW.search(line)) is not None


def echoes(words: tuple[str, ...], before: str) -> bool:
    """Tell whether words only say again what was just said: "a plank down?"."""
    about = matter(words)
    short = len(words) <= _AN_ECHO and not opens_a_question(words)
    return short and bool(about) and about <= matter(tokens(before))


def asks_besides(text: str, reading: Reading) -> bool:
    """Tell whether a message asks something that a far end's answer does not hold: no reference, no time.

    An order put as a question ("can you send somebody?") is none.
    """
    words = [a.words for a in reading.acts if a.act in FOLLOWED_UP and a.words]
    said = _parts(text, tuple(_Words(one, asks=True) for one in words))
    mine = [one.words for one in said if one.question and not one.caught and not _is_request(said, one)]
    return any(
        not _ANSWERED & set(asked) and not _asks_reference(asked) and not offers_more(" ".join(asked))
        for asked in mine
    )


def _is_request(said: tuple[_Said, ...], one: _Said) -> bool:
    """Tell whether a question is an order, or goes on with the one before it: "can you go, and ring us"."""
    before = said[said.index(one) - 1] if said.index(one) else one
    goes_on = one.words[:1] == ("and",) and not opens_a_question(one.words)
    return requested(one.words) or (goes_on and before is not one and requested(before.words))


def offers_more(text: str) -> bool:
    """Tell whether words ask a far end if it needs to know more: "do you need anything else?"."""
    return _OFFERS_MORE.search(text) is not None


def _asks_reference(words: tuple[str, ...]) -> bool:
    """Tell whether words ask a far end for its own number."""
    return any(a in _YOURS and b in _A_NUMBER for a, b in pairwise(words))


def _goes_with(said: tuple[_Said, ...], n: int) -> bool:
    """Tell whether a question speaks of the same person as what was caught right before or behind it."""
    mine = _of_whom(said[n])
    beside = (*said[max(0, n - 1) : n], *said[n + 1 : n + 2])
    return any(one.caught and mine & _of_whom(one) for one in beside)


def _of_whom(said: _Said) -> frozenset[str]:
    """Return he, she, it or they, where a question begins with its verb and one of them."""
    words = said.words[1:] if said.words[:1] == ("and",) else said.words
    return _ALIKE & set(words[1:2])


@lru_cache(maxsize=4096)
def _parts(text: str, heard: tuple[_Words, ...]) -> tuple[_Said, ...]:
    """Return the parts of a line in order."""
    by_sentence: list[tuple[Part, ...]] = []
    hangs = False
    for sentence, words in sentences(text):
        if words:
            by_sentence.append(parts_of(sentence, hangs=hangs))
            hangs = "?" in sentence
    pieces = [part for parts in by_sentence for part in parts]
    said = tuple(word for part in pieces for word in part.words)
    ends = tuple(accumulate(len(part.words) for part in pieces))
    covered = [_places(said, one.text, ends) for one in heard]
    known: set[int] = set().union(*covered)
    asked: set[int] = set().union(*(places for places, one in zip(covered, heard, strict=True) if one.asks))
    loose = [tokens(one.text) for one, places in zip(heard, covered, strict=True) if not places]
    unplaced = {word for words in loose for word in words}
    share = [n in known or word in unplaced for n, word in enumerate(said)]
    found, start = [], 0
    for parts in by_sentence:
        size = sum(len(part.words) for part in parts)
        several = sum(part.question or part.order for part in parts) > 1
        all_caught = not several and sum(share[start : start + size]) >= _CAUGHT * size
        for part in parts:
            end = start + len(part.words)
            beside = () if orders(part.words) else _beside(part.words, share[start:end])
            own = tuple(w for n, w in enumerate(part.words) if not beside or share[start + n])
            here = asked & set(range(start, end))
            caught = all_caught or bool(here) or sum(share[start:end]) >= _CAUGHT * len(part.words)
            politely = orders(part.words)
            if not caught and politely:  # an order of which a part was heard is done
                done = len(parts) > 1 and not all(one.asks for one in heard)
                caught = done or bool(known & set(range(start, end)))
            asked_only = part.question and not (politely and len(parts) > 1)
            found.append(_Said(own, asked_only, caught, part.order or politely))
            if beside:
                found.append(_Said(beside, opens_a_question(beside), caught=False, order=bids(beside)))
            start = end
    return tuple(found)


def _beside(words: tuple[str, ...], heard: list[bool]) -> tuple[str, ...]:
    """Return a question or an order right before or behind what was heard of a part, in words unheard."""
    if True not in heard:
        return ()
    first, last = heard.index(True), len(heard) - heard[::-1].index(True)
    ends = (words[:first] if _begins(words[first:last]) else (), words[last:])
    middle = words[first:last]
    return next((end for end in ends if _begins(end) and not says_closer(end, middle)), ())


def _begins(words: tuple[str, ...]) -> bool:
    if words[:1] == ("when",) and not _AUXILIARIES & set(words[1:2]):
        return False  # "I'll let you go when they're with you" asks nothing
    return bids(words) or (len(words) >= _A_QUESTION and opens_a_question(words))


def _places(said: tuple[str, ...], text: str, ends: tuple[int, ...]) -> set[int]:
    """Return where in a line the words of an act stand, none where they stand nowhere in one piece.

    Words that the record cut short are taken to go on to the end of their part of the line.
    """
    words = tokens(text)
    cut = len(text) in _CUT_AT
    for size in (len(words), len(words) - 1) if cut else (len(words),):
        at = next((n for n in range(len(said) - size + 1) if said[n : n + size] == words[:size]), None)
        if size and at is not None:
            last = next((end for end in ends if end >= at + size), at + size) if cut else at + size
            return set(range(at, last))
    return set()
