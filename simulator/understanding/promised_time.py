"""Hears a promise of an arrival time in plain words: "two minutes away", "about 11pm", "won't be long".

Saying that somebody will be sent, or comes as soon as possible, is none; nor is how far a crew has got ("they
are nearly there", "just turning into your road"), a question, a refusal to say
how long, or what learners say of themselves ("I'll be back in two minutes"). Source: the organisation's
procedures on advice, by which no time is promised.
"""

import re
from collections.abc import Sequence

from simulator.understanding.clauses import Clause

_SOME = r"(?:about |around |roughly |the next |under |less than |over |just |a |an |the |another )*"
_SHORT = r"(?:\d+|one|few|couple|half|quarter|hour|minute|moment|jiffy|sec|second)"
_HOUR = (
    r"(?:half past \d+|quarter (?:past|to) \d+|\d+ (?:past|to) \d+|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock)|"
    r"\d{1,2}[:.]?\d\d(?=$| (?:or|at the latest))|\d{1,2}(?=$| (?:or|tonight|today|tops|ish|at the latest)))"
)
_PROMISE = re.compile(
    r"\b(?:"
    r"(?:will|should|going to|would) not be (?:too |very |much |all that |that )?long(?:er)?|"
    r"not (?:too |very )?long (?:now|to wait)|"
    rf"(?:will|should|would) not (?:take|wait|be)(?: \w+){{0,2}}? (?:longer|more) than {_SOME}{_SHORT}\b|"
    rf"(?:estimated (?:time of )?arrival|arrival time|eta)(?: (?:is|of|will be|in))* {_SOME}{_SHORT}\b|"
    r"any (?:minute|moment|second)|"
    r"(?:just|only) (?:round|around) the corner|"
    rf"(?:{_SHORT} (?:minutes?|mins?|seconds?|secs?)|couple of (?:minutes|mins)) "
    r"(?:away|off|out|from you|tops)|"
    r"(?:with you|with them|be there|there with you|be here|arrive|get there|get to you|reach you) "
    r"(?:very |quite |really )?(?:soon(?! as)|shortly|in (?:next to )?no time|in a flash|before you know it)|"
    r"(?:will|should|going to|to|gets?|arrives?|comes?|be there|be with you) "
    r"(?:be |arrive|get |come|reach )?(?:\w+ ){0,4}?"
    rf"(?:in|within) {_SOME}{_SHORT}\b|"
    r"(?:be (?:there|with|here)|gets? (?:there|to)|arriv\w+|expect|reach|due)\b(?: \w+){0,4}? "
    rf"(?:(?:at|by|about|around|before|for) )+{_HOUR}|"
    rf"(?:at|by|about|around|before) {_HOUR} (?:\w+ )?(?:they|he|she|somebody|someone|help) (?:will|should)|"
    rf"(?:will|should|going to|to) take (?:\w+ )?{_SOME}{_SHORT} (?:\w+ )?to (?:get|reach|arrive|come)"
    r")"
)
_ASKS = re.compile(
    r"(?:how|what|when|where|who|why|which|is|are|was|were|do|does|did|has|have|had|can|could|will|would)$"
)
_REFUSES = re.compile(
    r"\b(?:can ?not|unable|do not know|no idea|"
    r"not (?:able|sure|certain|possible|going to (?:say|promise)|say|tell|promise)|if)\b"
)
_NO_PROMISE = re.compile(
    r"\b(?:can ?not|could not|unable to|not able to|will not|do not|not going to) "
    r"(?:\w+ )?(?:promise|guarantee|say (?:exactly|for sure|for certain|to the minute))\b"
    r"|\bno (?:promises?|guarantees?)\b"
)
_OF_THEMSELVES = re.compile(
    r"\bi (?:will|am|shall|would|have)\b|\b(?:you|your) (?:are|were|have|can|should|need)\b"
)


def promises_time(clauses: Sequence[Clause], *, refused_apart: bool = False) -> bool:
    """Tell whether a line, parted into clauses, promises when somebody arrives.

    A line that says in any of its clauses that it cannot promise ("can't promise to the minute") does not,
    unless that is a sentence of its own (``refused_apart``), which the time then follows all the same.
    """
    if not refused_apart and any(_NO_PROMISE.search(" ".join(c.words)) for c in clauses):
        return False
    return any(_promises(" ".join(c.words)) for c in clauses if not _asks(c))


def _asks(clause: Clause) -> bool:
    """Tell whether a clause asks: a form like "should be there at ten" is read as a question by its shape."""
    return clause.asked or (clause.form == "question" and _ASKS.match(clause.words[0]) is not None)


def _promises(words: str) -> bool:
    if _REFUSES.search(words) or _OF_THEMSELVES.search(words):
        return False
    return _PROMISE.search(words) is not None
