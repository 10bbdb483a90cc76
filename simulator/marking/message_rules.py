"""The organisation's closed list of wording rules, checked from the text, the cast and the incident alone."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from simulator.marking.compiled import Brief
from simulator.model.organisation_rules import WordingKind, WordingRule
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

LENGTHS: frozenset[WordingKind] = frozenset(("at most words", "at most characters"))
"""The rules about length: judged by *concise*, and not again by *wording*."""
ANYWHERE: frozenset[WordingKind] = frozenset(("never contains", "no personal names"))
"""The rules that hold for every word said, short replies included."""
_SHORT = {"u": "you", "ya": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please", "cud": "could"}
_TYPED_SHORT = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Wording(NamedTuple):
    """A text as it was sent: to whom, about which log, and the priority that stood on it then.

    ``happened`` tells that it was spoken on the phone to somebody who hears, or heard before of the same log,
    what has happened, in whatever words.
    """

    text: str
    to: str
    log: str
    priority: str
    happened: bool = False


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Return a text's words in small letters, each between spaces, so that whole words can be looked for."""
    return f" {' '.join(_WORDS.findall(text)).lower().replace('’', chr(39))} "


@lru_cache(maxsize=8192)
def _valued(text: str) -> str:
    return f" {' '.join(tokens(text))} "


@lru_cache(maxsize=256)
def _needles(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_plain(name), _valued(name)) for name in names if _valued(name) != "  ")


@lru_cache(maxsize=1024)
def _sought(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return words as they are looked for in a text: as they are written, and as values."""
    plain, valued = dict.fromkeys(map(_plain, words)), dict.fromkeys(map(_valued, words))
    return tuple(w for w in plain if w != "  "), tuple(w for w in valued if w != "  ")


def _any(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text holds any of some words, whole and one after the other (numbers also as values)."""
    plain, valued = _sought(words)
    written, meant = _plain(text), _valued(text)
    return any(w in written for w in plain) or any(w in meant for w in valued)


def _opens(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    return _plain(sent.text).startswith(_sought(rule.words)[0])


def _ends(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    return _plain(sent.text).endswith(_sought(rule.words)[0])


def _contains(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    """A phrase is said however it is typed: "can u" asks, and another rule tells of text-speak."""
    return _any(sent.text, rule.words) or _any(_typed_out(sent.text), rule.words)


@lru_cache(maxsize=8192)
def _typed_out(text: str) -> str:
    return _TYPED_SHORT.sub(_said, text)


def _said(short: re.Match[str]) -> str:
    return _SHORT[short[0].lower()]


def _never(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    text = _plain(sent.text)
    return not any(word in text for word in _sought(rule.words)[0])


def _recipient(rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    return _any(sent.text, (*rule.words, *brief.spoken_names(sent.to)))


def _sender(rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    return _any(sent.text, rule.words or brief.organisation.control_said_as)


def _priority(_rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    """The priority that stands on the log is named (``P1`` or ``priority one``); any, when none stands."""
    return _any(sent.text, brief.said_as_priority(sent.priority))


def _type(_rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    """The type is named by its code or in its own words; on the phone whoever tells what happened says it.

    A code that is not the incident's is a code: which is right is for the log.
    """
    return sent.happened or names_type(sent, brief) or _any(sent.text, brief.type_codes)


def names_type(sent: Wording, brief: Brief) -> bool:
    """Tell whether a text names an incident type of the centre, by its code or as it is said.

    The words that tell it need not stand in a row: "carbon monoxide with two people ill".
    """
    plain, valued = _plain(sent.text), _valued(sent.text)
    if any(one in plain or other in valued for one, other in _needles(brief.type_names)):
        return True
    said = frozenset(tokens(sent.text))
    return any(len(words) > 1 and words <= said for words in map(_kind_in, brief.type_names))


_TINY = word_set("a an the of in on at to and or with by for that who somebody someone is are was were")


@lru_cache(maxsize=256)
def _kind_in(name: str) -> frozenset[str]:
    """Return the words that a kind is named by, without those that hold them together."""
    return frozenset(tokens(name)) - _TINY


def _reference(_rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    number = sent.log.lstrip("0")
    said = {n.lstrip("0") for n in re.findall(r"\d+", sent.text)}
    return bool(number) and (
        number in said or _any(sent.text, (f"{brief.organisation.reference_prefix} {sent.log}",))
    )


def _no_names(_rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    text = _plain(sent.text)
    return not any(_plain(name) in text for name in brief.surnames)


def _words_limit(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    return len(sent.text.split()) <= rule.limit


def _characters_limit(rule: WordingRule, sent: Wording, _brief: Brief) -> bool:
    return len(sent.text) <= rule.limit


CHECKS: dict[WordingKind, Callable[[WordingRule, Wording, Brief], bool]] = {
    "opens with one of": _opens,
    "contains one of": _contains,
    "names recipient": _recipient,
    "names sender": _sender,
    "names priority": _priority,
    "names incident type": _type,
    "names reference": _reference,
    "never contains": _never,
    "no personal names": _no_names,
    "at most words": _words_limit,
    "at most characters": _characters_limit,
    "ends with one of": _ends,
}


def keeps(rule: WordingRule, sent: Wording, brief: Brief) -> bool:
    """Tell whether a text keeps one convention of its medium."""
    return CHECKS[rule.rule](rule, sent, brief)
