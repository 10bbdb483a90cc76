"""Which sentences of a line ask something, by their words alone.

English by rule, careful: what only hangs on to a question or an order ("okay?", "better or worse?", a name)
asks nothing. It knows no acts; engine and marking ask it of lines that were not understood.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_HANGS_ON = word_set(
    "ok okay alright all right yes yeah yep no please understand understood got get it that you do is are "
    "with me sure clear hello hi there still can could would will hear go ahead over love now then so did on "
    "listening for u agreeable acceptable suitable agreed happy"
)
_TAGS = word_set("ok okay alright right yes yeah please understand understood love now then")
_PRESENT = frozenset(("there", "with", "listening", "on"))
_LEADS_IN = word_set("and but so ok okay right also then well now please sorry yes yeah no just or")
_ASKS = word_set("what what's whats who who's whos whose which how how's why where where's when when's")
_VERBS = word_set(
    "is are was were do does did have has had can could would will any anyone anybody anything "
    "isn't aren't doesn't didn't haven't hasn't can't won't"
)
_SUBJECTS = word_set(
    "you u ya he she it they we there this that these those the your his her their any anyone anybody "
    "anything everyone everybody somebody someone i"
)
_NEVER_BARE = word_set("when when's where where's can could would will any anyone anybody anything")
"""Without a question mark these begin an order as well: "when they come", "can you wait", "any change"."""
_INVERTED = word_set("is are was were does did has")
"""With these at its beginning a sentence asks, whatever comes next: "are other cars stuck"."""
_LONG_ENOUGH = 3
REQUESTS = word_set("can could would will")
PERCEIVES = word_set("see hear smell feel remember say think describe")
_GIVES = word_set("tell give read spell show check look find explain confirm let have")
"""What somebody is asked to do so that something is known: no order, but a question."""
_ADDS = word_set("and n plus also")
_DENIES = word_set("not don't dont never")
_JOINS = word_set("and n or but plus also")
_CLOSER = word_set("it he she they that this these those him her them")
_NAMES = word_set("the a an that this your my his her in on at by near like still one another")
_WITHIN = 3
_BIDS = word_set(
    "leave go get stay keep open close shut turn switch put stop move press take lie sit stand lock unlock "
    "push lift cover wash rinse drink eat throw touch run walk come meet pull drop raise lower pour spray "
    "evacuate warn follow roll knock climb wave drag unplug"
)
"""With these an order begins that is to be done; "bear with me" and "listen" are none."""
_SOOTHES = word_set(
    "calm line phone call breath breaths breathe breathing worry worrying panic panicking ahead tight time "
    "talking listening shouting swearing mind sorry hesitate hang apologise care chin"
)
"""An order with one of these is for the talk itself: "stay on the line", "don't worry", "take your time"."""
_ANNOUNCES = re.compile(r"\W*(?:what|who|here)(?:['’]s)?\b[^,:?]*:\s+\w", re.IGNORECASE)
"""Tells in its second half what the first announces: "what will be with you: a gang at ten"."""
_PART = re.compile(r"[^,:()\u2013\u2014]+")
_WANTS = re.compile(
    r"\b(tell|give|read|spell) (me|us)\b|\bneed\b|\byour (name|number|address)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sentences of a line, each as it stands and in comparable words."""
    return tuple((sentence, tokens(sentence)) for sentence in _SENTENCE.findall(text))


def may_ask(text: str) -> bool:
    """Tell whether a line can have asked for something, marked as a question or not."""
    return (
        "?" in text or _WANTS.search(text) is not None or any(_opens(words) for _, words in sentences(text))
    )


def only_asks(text: str) -> bool:
    """Tell whether a line is nothing but questions: no order, no news, no request ("could you wait")."""
    said = [(sentence, words) for sentence, words in sentences(text) if len(words) > 1]
    return bool(said) and all("?" in sentence and not _requests(words) for sentence, words in said)


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    core = words
    while core and core[0] in _LEADS_IN:
        core = core[1:]
    return core


def _opens(words: tuple[str, ...]) -> bool:
    return bool(core := _core(words)) and (core[0] in _ASKS or core[0] in _VERBS)


def _requests(words: tuple[str, ...]) -> bool:
    """Tell whether words may be an order put as a question, or only carry a tag ("wait there, okay?")."""
    core = _core(words)
    if core[:1] and core[0] in REQUESTS:
        return not PERCEIVES & set(core[1:3])
    return bool(core) and not _opens(words) and core[-1] in _TAGS


def orders(words: tuple[str, ...]) -> bool:
    """Tell whether words are an order put as a question: "could you knock next door"."""
    core = _core(words)
    return bool(core) and core[0] in REQUESTS and not (PERCEIVES | _GIVES) & set(core[1:3])


def bids(words: tuple[str, ...]) -> bool:
    """Tell whether words are an order to do something or to leave it: "stay out of the kitchen"."""
    core = _core(words)
    if core[:2] in (("do", "not"), ("you", "must"), ("you", "should")) or core[:1] in (("don't",), ("dont",)):
        core = core[1:] if len(core[0]) > len("you") else core[2:]
        return len(core) > 1 and not _SOOTHES & set(core)
    if core[:1] == ("never",) or core[:3] == ("you", "need", "to"):
        core = core[1:] if core[0] == "never" else core[3:]
    if len(core) < 2 or core[0] not in _BIDS or core[:2] in (("go", "on"), ("come", "on")):
        return False
    return not _SOOTHES & set(core) and core[1:3] != ("with", "me")


def requested(words: tuple[str, ...]) -> bool:
    """Tell whether words ask somebody to do something, wherever it begins: "… can you send somebody"."""
    asked = (n for n, pair in enumerate(pairwise(words)) if pair[0] in REQUESTS and pair[1] in _SUBJECTS)
    return orders(words) or any(orders(words[n:]) for n in asked)


class Part(NamedTuple):
    """A stretch of a sentence, in comparable words; ``question`` also where *and* adds it to one."""

    words: tuple[str, ...]
    question: bool
    order: bool = False


@lru_cache(maxsize=4096)
def parts_of(sentence: str, *, hangs: bool) -> tuple[Part, ...]:
    """Cut a sentence into its questions and what leads in to them, in order.

    What hangs on to a question (a choice, an example, the same thing said closer) belongs to it: "which way
    does it go, north or south" is one. What *and* adds is another. A sentence that opens no question is
    whole. ``hangs``: the sentence before was a question.
    """
    parts: list[tuple[list[str], bool, bool]] = []
    marked = "?" in sentence
    if not marked and _ANNOUNCES.match(sentence):
        return (Part(tokens(sentence), question=False),)
    for piece in _PART.findall(sentence):
        for words in _at_joiners(tokens(piece), marked=marked):
            found = any(question for _, question, _ in parts)
            asked = next((tuple(one) for one, question, _ in reversed(parts) if question), ())
            inverted = not parts and _core(words)[:1] and _core(words)[0] in _INVERTED
            opened = _opens_anew(words, marked=marked or bool(inverted)) and not (
                found and says_closer(words, asked)
            )
            bid = not opened and bids(words)
            added = found and words[0] in _ADDS and len(words) > 1 and not bid and words[1] not in _DENIES
            bid = bid and not (parts and (parts[-1][2] or orders(tuple(parts[-1][0]))))
            if not parts or opened or added or bid:
                parts.append(([], added or (opened and asks(words, marked=True, hangs=False)), bid))
            parts[-1][0].extend(words)
    whole = tokens(sentence)
    if len(parts) < 2 or not any(_opens_anew(tuple(words), marked=marked) for words, *_ in parts):
        return (Part(whole, asks(whole, marked=marked, hangs=hangs), bids(whole)),)
    return tuple(Part(tuple(words), question, order) for words, question, order in parts)


def _at_joiners(words: tuple[str, ...], *, marked: bool) -> list[tuple[str, ...]]:
    """Cut words before each *and* or *or* after which a question opens or an order begins."""
    least, opened = 1 if marked else 2, _opens(words)
    joins = (n for n, word in enumerate(words) if n >= least and word in _JOINS)
    cuts = [
        n
        for n in joins
        if _opens_anew(words[n:], marked=opened and words[n] in _ADDS)
        or (words[n] in _ADDS and bids(words[n:]))
    ]
    return [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True) if b > a]


def _opens_anew(words: tuple[str, ...], *, marked: bool) -> bool:
    """Tell whether words open a question; after a mere *and*, a verb does so only with somebody behind it."""
    core = words[1:] if words[:1] and words[0] in _JOINS else words
    if not marked and core[:1] == ("so",):
        return False  # "... and so are the fire engines" tells
    first, second = (*_core(core), "", "")[:2]
    if first in _ASKS:
        return bool(second)
    return first in _VERBS and bool(second) and (marked or second in _SUBJECTS or second.isdigit())


def opens_a_question(words: tuple[str, ...]) -> bool:
    """Tell whether words without a mark of their own open a question: "has he got a dog"."""
    return _opens_anew(words, marked=False) and asks(words, marked=True, hangs=False)


def says_closer(words: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Tell whether a question only says closer what the one before it asks: "is it the front door".

    After a question for yes or no it is one of its own, unless it names or places what was meant: "can you
    get to the door, is it hot".
    """
    core = _core(words)
    place = next((n for n, word in enumerate(core[:_WITHIN]) if word in _CLOSER), -1)
    if words[0] in _ADDS or place < 0:
        return False
    open_question = _core(asked)[:1] and _core(asked)[0] in _ASKS
    return bool(open_question) or words[0] == "or" or bool(_NAMES & set(core[place + 1 : place + 2]))


def asks(words: tuple[str, ...], *, marked: bool, hangs: bool) -> bool:
    """Tell whether a sentence is a question of its own.

    Args:
        words: the words of the sentence.
        marked: it ends in a question mark.
        hangs: the sentence before was a question, which a few words may only say closer.
    """
    asks_how_they_are = {"are", "you"} <= set(words) and not _PRESENT & set(words)
    if _HANGS_ON.issuperset(words) and not asks_how_they_are:
        return False
    core = _core(words)
    first, second = (*core, "", "")[:2]
    opens = first in _ASKS or (first in _VERBS and (marked or second in _SUBJECTS))
    if marked and not opens and core[-1:] and core[-1] in _TAGS:
        return False  # an order, and "okay?" behind it
    if not marked:
        return opens and first not in _NEVER_BARE and len(core) >= _LONG_ENOUGH
    return (opens and len(core) > 1) or (len(core) >= _LONG_ENOUGH and not hangs)
