"""Which sentences of a line ask something, by their words alone.

English by rule, careful: what only hangs on to a question or an order ("okay?", "better or worse?", a name)
asks nothing. It knows no acts; engine and marking ask it of lines that were not understood.
"""

import re
from functools import lru_cache

from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_HANGS_ON = word_set(
    "ok okay alright all right yes yeah yep no please understand understood got get it that you do is are "
    "with me sure clear hello hi there still can hear go ahead over love now then so did on listening"
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
_LONG_ENOUGH = 3
_REQUESTS = word_set("can could would will")
_PERCEIVES = word_set("see hear smell feel remember say think describe")
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
    if core[:1] and core[0] in _REQUESTS:
        return not _PERCEIVES & set(core[1:3])
    return bool(core) and not _opens(words) and core[-1] in _TAGS


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
