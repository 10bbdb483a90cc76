"""Notices two things of manner that only the course of a call shows, for a person to weigh; never a finding.

*Interrupting a disclosure*: the caller says something grave of their own accord, and the learner's next words
to them are a question of the form, and take none of it up. *Keeping on asking*: the same question is put a
third time to a caller who answered it, though nothing had changed. In doubt nothing is noticed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter

from simulator.marking.compiled import Brief
from simulator.marking.indexed import MANNER, At, Utterance
from simulator.marking.telling import stem, telling
from simulator.marking.view import View
from simulator.marking.wording import ended, listed, quoted
from simulator.model.asked_anew import BY_NOW, DETAILS
from simulator.model.clock import clock
from simulator.model.events import Heard
from simulator.model.findings import Noticed
from simulator.model.record_words import reasons_of
from simulator.model.trusted import trusted
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

AT_ONCE = 2.0
"""Seconds after a caller's line within which nobody can have read it and typed an answer."""
TOO_OFTEN = 3
"""So many times the same question, each answered, is noticed."""
_UNASKED = ("cue:", "fact:", "opening:")
"""How the reasons begin for which a caller speaks of their own accord."""
_GRAVE_TOPICS = frozenset(("injuries", "vulnerable"))
_GRAVE = re.compile(
    r"\b(?:scared|frightened|terrified|afraid of|strangl\w*|chok\w*|kill\w*|die|dying|dead|knife|gun|blood|"
    r"bleeding|unconscious|suicid\w*|overdose|end it all|assault\w*|threat\w*|passed out|collapsed|trapped|"
    r"(?:hurt|hits?|hitting|beat\w*|rap(?:e|ed|ing)) (?:me|him|her|us)|(?:my|his|her) own life|"
    r"harm(?:ing)? (?:myself|himself|herself)|(?:not|isn't|stopped|can't|cannot|hardly) breath\w*)\b",
    re.IGNORECASE,
)
_FORM = word_set(
    """
    ask_name ask_callback_number ask_postcode ask_spell ask_registration ask_relation ask_reference
    ask_safe_to_call ask_previous
    """
)
"""Questions of the form: what a log has a field for, and what can wait. Where it is can never wait."""
_FORM_TOPICS = frozenset(("name", "callback", "owner", "contact"))
_TAKES_UP = re.compile(
    r"\b(?:okay|ok|right|alright|all right|i see|oh|sorry|understood|got (?:it|that|you)|thank|thanks|listen|"
    r"i know|i hear|heard|hear you|coming|on (?:its|their) way|help is|stay|keep|don't|with you|good|"
    r"well done|poor|dear|take your time|noted)\b",
    re.IGNORECASE,
)
_CARRIES_NOTHING = word_set(
    """
    this that there their they them have been with what when where which your yours from about could would
    please tell just need know name number phone give take will were does into over
    """
)
_AGAIN_AND_AGAIN = word_set(
    """
    ask_breathing ask_conscious ask_can_talk ask_press_key_or_cough ask_yes_no_sign ask_what_now
    ask_anything_else ask_repeat ask_spell ask_understood check_done ask_crew_in_sight ask_help_seen
    """
)
"""What is rightly asked as often as it may change: how somebody is, and whether they are still there."""
_ANY_QUESTION = frozenset(map(stem, word_set("exact exactly precisely again address location spot full")))
"""Words that make no other question of where somebody is, or what they are called."""
_NOT_CAUGHT = frozenset(("not understood", "asks back", "missed the rest"))
_READ_BACK, _EMPATHY = f"{MANNER}read_back", f"{MANNER}empathy"
_WHOM = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
    **dict.fromkeys(("they", "them", "their"), "they"),
    **dict.fromkeys(("you", "your"), "you"),
    **dict.fromkeys(("it", "its"), "it"),
}
_WORDS = re.compile(r"[a-z]+")


_noticed = trusted(Noticed)


@dataclass(slots=True)
class _Asked:
    """One question that was answered: its words, the lines in which it was put, and the answers."""

    words: frozenset[str]
    lines: list[Utterance] = field(default_factory=list)
    replies: list[Heard] = field(default_factory=list)

    def begin_anew(self, words: frozenset[str]) -> None:
        """Forget the askings: what is asked now is a question of its own."""
        self.words, self.lines, self.replies = words, [], []


def noticed(view: View, brief: Brief) -> tuple[Noticed, ...]:
    """Return what was noticed, in the order of the call."""
    found: list[Noticed] = []
    for call in brief.scenario.calls:
        course = _course(view, call)
        found += [*_interruptions(view, brief, course), *_kept_asking(view, brief, call, course)]
    return tuple(sorted(found, key=lambda one: (one.cites[-1], one.what)))


def _course(view: View, call: str) -> list[Utterance | At[Heard]]:
    """Return what was said between a caller and the learner, in order."""
    return sorted([*view.said_to((call,)), *view.heard_of(call)], key=attrgetter("seq"))


def _interruptions(view: View, brief: Brief, course: Sequence[Utterance | At[Heard]]) -> Iterator[Noticed]:
    for n, (heard, after) in enumerate(pairwise(course)):
        if isinstance(heard, Utterance) or not isinstance(after, Utterance):
            continue
        if not _only_fills_in(brief, after) or not _discloses(view, brief, heard, after.seq):
            continue
        if _answers_to(after, heard.event.text):
            continue
        at_once = after.t - heard.event.t <= AT_ONCE
        if at_once and _taken_up_next(brief, course[n + 2 :], heard.event.text):
            continue
        disclosed = ended(quoted(heard.event.text))
        sentence = (
            f"At {clock(heard.event.t)} the caller said of their own accord: {disclosed} "
            f"What you said next, at {clock(after.t)}, was {quoted(after.text)}, and took none of it up."
        )
        if at_once:
            sentence += " It followed within two seconds, so it may have been typed before that was heard."
        yield _noticed(what="interrupts_disclosure", sentence=sentence, cites=(heard.seq, after.seq))


def _discloses(view: View, brief: Brief, heard: At[Heard], until: int) -> bool:
    """Tell whether a caller says something grave of their own accord."""
    if not all(one.startswith(_UNASKED) for one in reasons_of(heard.event.because)):
        return False
    told = [key for key, one in view.told.items() if heard.seq < one.seq < until]
    facts = (brief.fact_model(key) for key in told)
    grave = any(fact is not None and (fact.hazard or fact.topic in _GRAVE_TOPICS) for fact in facts)
    return grave or _GRAVE.search(heard.event.text) is not None


def _takes_up(brief: Brief, said: Utterance, disclosed: str) -> bool:
    """Tell whether a line does anything but ask for what the form wants; in doubt it does."""
    return not _only_fills_in(brief, said) or _answers_to(said, disclosed)


def _only_fills_in(brief: Brief, said: Utterance) -> bool:
    """Tell whether nothing but a question of the form was heard in a line."""
    form = brief.asking(_FORM_TOPICS, _FORM)
    if form.isdisjoint(said.sure) or not said.understood or said.unsure - form:
        return False
    kind = _EMPATHY in said.sure
    return not kind and all(act in form or act.startswith(MANNER) for act in said.sure)


def _answers_to(said: Utterance, disclosed: str) -> bool:
    """Tell whether the words of a line take up what was said, or share one that tells something with it."""
    return _TAKES_UP.search(said.text) is not None or bool(_telling(said.text) & _telling(disclosed))


def _telling(text: str) -> set[str]:
    return {word for word in tokens(text) if len(word) > 3 and word not in _CARRIES_NOTHING}


def _taken_up_next(brief: Brief, rest: Sequence[Utterance | At[Heard]], disclosed: str) -> bool:
    """Tell whether the line after next takes it up, or there is none that could."""
    later = next((one for one in rest if isinstance(one, Utterance)), None)
    return later is None or _takes_up(brief, later, disclosed)


def _kept_asking(
    view: View, brief: Brief, call: str, course: Sequence[Utterance | At[Heard]]
) -> Iterator[Noticed]:
    often = _asked_often(brief, view.said_to((call,)))
    if not often:
        return
    asked: dict[str, list[_Asked]] = {}
    for said, reply in pairwise(course):
        if not isinstance(said, Utterance):
            if asked and _unasked(said.event.because):
                asked.clear()  # things have changed, or more was said
            continue
        if often.isdisjoint(said.sure) or isinstance(reply, Utterance) or reply.event.t != said.t:
            continue
        for what, act in _asked_in(brief, said, often):
            if _answers(brief, call, act, reply.event):
                words = _asking(said, act)
                before = _same_question(asked.setdefault(what, []), words)
                if _is_new(view, before, said, reply):
                    before.begin_anew(words)
                before.lines.append(said)
                before.replies.append(reply.event)
                if len(before.lines) == TOO_OFTEN:
                    yield _kept_on(brief, act, before)


@lru_cache(maxsize=4096)
def _unasked(because: str) -> bool:
    """Tell whether a caller spoke of their own accord as well, for whichever other reasons."""
    return any(one.startswith(_UNASKED) for one in reasons_of(because))


def _asked_often(brief: Brief, said: Sequence[Utterance]) -> set[str]:
    """Return the acts that ask for what a caller was asked for so often that it may be noticed."""
    known = brief.asked_for
    asked = [{known[act] if act in known else _for_what(brief, act) for act in one.sure} for one in said]
    often = {what for what, lines in Counter(chain.from_iterable(asked)).items() if lines >= TOO_OFTEN}
    often.discard("")  # what asks for nothing
    return {act for act, what in known.items() if what in often} if often else often


def _for_what(brief: Brief, act: str) -> str:
    """Return for what an act asks whose answer stands, empty where it asks nothing.

    Two acts that ask for one fact are one question.
    """
    known = brief.asked_for.get(act)
    if known is None:
        passing = act.startswith((MANNER, "confirm_")) or act in _AGAIN_AND_AGAIN or act.endswith("_now")
        key = brief.fact_asked.get(act)
        what = act if key is None else f"fact {key}"
        known = brief.asked_for[act] = "" if passing or brief.asks(act) is not True else what
    return known


def _asked_in(brief: Brief, said: Utterance, often: set[str]) -> list[tuple[str, str]]:
    """Return for what a line asks with acts that ask often, each with one of these acts.

    A line that reads something back asks nothing, nor does one that asks how something is by now.
    """
    if _READ_BACK in said.sure or _asks_anew(said.text):
        return []
    return list({_for_what(brief, act): act for act in sorted(often & said.sure)}.items())


def _same_question(known: list[_Asked], words: frozenset[str]) -> _Asked:
    """Return the question that words put again, else a new one, added to those that are known.

    What is asked about one thing may be many questions: what the alarm does, what stands on it, where it is.
    """
    found = next((one for one in known if _alike(one.words, words)), None)
    if found is None:
        known.append(found := _Asked(words))
    return found


def _asking(said: Utterance, act: str) -> frozenset[str]:
    return telling(said.words(act) or said.text) - _ANY_QUESTION


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two questions are about the same: they share half the words of the longer one."""
    return 2 * len(one & other) >= max(len(one), len(other))


def _answers(brief: Brief, call: str, act: str, reply: Heard) -> bool:
    """Tell whether the caller answered an act, be it that nothing is known; "what?" is no answer."""
    reasons = reasons_of(reply.because)
    if not _NOT_CAUGHT.isdisjoint(reasons):
        return False
    if f"act:{act}" in reasons or "does not know" in reasons:
        return True
    reactions = brief.scenario.calls[call].reactions
    played = (one.rpartition(":")[2] for one in reasons if one.startswith(f"reaction:{call}:"))
    return any(n.isdigit() and int(n) < len(reactions) and act in reactions[int(n)].to for n in played)


def _is_new(view: View, before: _Asked, said: Utterance, reply: At[Heard]) -> bool:
    """Tell whether a question is new, or brought something new: another detail, person, fact or answer."""
    if not before.lines:
        return False
    details, whom = DETAILS.intersection(tokens(said.text)), _whom(said.text)
    if details and details.difference(*(tokens(u.text) for u in before.lines)):
        return True
    if whom and any(_whom(u.text) not in (frozenset(), whom) for u in before.lines):
        return True
    for one in view.told.values():
        if one.seq > said.seq and one.t == said.t:
            return True
    by_reaction = any(one.startswith("reaction:") for one in reasons_of(reply.event.because))
    return by_reaction and reply.event.text not in {h.text for h in before.replies}


@lru_cache(maxsize=4096)
def _whom(text: str) -> frozenset[str]:
    return frozenset(_WHOM[word] for word in _WORDS.findall(text.lower()) if word in _WHOM)


@lru_cache(maxsize=4096)
def _asks_anew(text: str) -> bool:
    """Tell whether a line asks how something is by now."""
    return BY_NOW.search(text) is not None


def _kept_on(brief: Brief, act: str, asked: _Asked) -> Noticed:
    times = listed(clock(u.t) for u in asked.lines)
    first, answer = clock(asked.replies[0].t), quoted(asked.replies[0].text)
    sentence = (
        f"At {times} you put the same question to the caller, heard as {brief.heard_as(act)}. It was "
        f"answered at {first}: {ended(answer)} Asking again brought nothing new."
    )
    return _noticed(what="keeps_asking", sentence=sentence, cites=tuple(u.seq for u in asked.lines))
