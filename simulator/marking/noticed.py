"""Notices two things of manner that only the course of a call shows, for a person to weigh; never a finding.

*Interrupting a disclosure*: the caller says something grave of their own accord, and the learner's next words
to them are a question of the form, and take none of it up. *Keeping on asking*: the same question is put a
third time to a caller who answered it, though nothing had changed. In doubt nothing is noticed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
_WHOM = (
    ("he", "him", "his"),
    ("she", "her", "hers"),
    ("they", "them", "their"),
    ("you", "your"),
    ("it", "its"),
)


@dataclass(slots=True)
class _Asked:
    """One question that was answered: the lines in which it was put, by which acts, and the answers."""

    lines: list[Utterance] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    replies: list[Heard] = field(default_factory=list)

    def clear(self) -> None:
        """Forget the askings: what is asked now is a question of its own."""
        self.lines, self.acts, self.replies = [], [], []


def noticed(view: View, brief: Brief) -> tuple[Noticed, ...]:
    """Return what was noticed, in the order of the call."""
    found: list[Noticed] = []
    for call in brief.scenario.calls:
        course = _course(view, call)
        found += [*_interruptions(view, brief, course), *_kept_asking(view, brief, call, course)]
    return tuple(sorted(found, key=lambda one: (one.cites[-1], one.what)))


def _course(view: View, call: str) -> list[Utterance | At[Heard]]:
    """Return what was said between a caller and the learner, in order."""
    lines = {line.id for line in view.lines_of((call,))}
    said: list[Utterance | At[Heard]] = [u for u in view.said if u.line.id in lines]
    said += [h for h in view.heard if h.event.who == "caller" and h.event.line in lines]
    return sorted(said, key=lambda one: one.seq)


def _interruptions(view: View, brief: Brief, course: Sequence[Utterance | At[Heard]]) -> Iterator[Noticed]:
    for n, heard in enumerate(course[:-1]):
        after = course[n + 1]
        if isinstance(heard, Utterance) or not isinstance(after, Utterance):
            continue
        if not _discloses(view, brief, heard, after.seq) or _takes_up(brief, after, heard.event.text):
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
        yield Noticed(what="interrupts_disclosure", sentence=sentence, cites=(heard.seq, after.seq))


def _discloses(view: View, brief: Brief, heard: At[Heard], until: int) -> bool:
    """Tell whether a caller says something grave of their own accord."""
    reasons = reasons_of(heard.event.because)
    if not all(one.startswith(_UNASKED) for one in reasons):
        return False
    told = [key for key, one in view.told.items() if heard.seq < one.seq < until]
    facts = (brief.fact_model(key) for key in told)
    grave = any(fact is not None and (fact.hazard or fact.topic in _GRAVE_TOPICS) for fact in facts)
    return grave or _GRAVE.search(heard.event.text) is not None


def _takes_up(brief: Brief, said: Utterance, disclosed: str) -> bool:
    """Tell whether a line does anything but ask for what the form wants; in doubt it does."""
    form = _FORM | brief.asking(_FORM_TOPICS)
    acts = {act for act in said.sure if not act.startswith(MANNER)}
    if not said.understood or not acts or not acts <= form:
        return True
    if f"{MANNER}empathy" in said.sure or said.unsure - form:
        return True
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
    said_here = [one for one in course if isinstance(one, Utterance)]
    times = Counter(what for one in said_here for what in {_for_what(brief, act) for act in one.sure})
    del times[""]
    often = {what for what, count in times.items() if count >= TOO_OFTEN}
    if not often:
        return
    asked: dict[str, list[_Asked]] = {}
    for n, said in enumerate(course):
        if not isinstance(said, Utterance):
            if any(one.startswith(_UNASKED) for one in reasons_of(said.event.because)):
                asked.clear()  # things have changed, or more was said
            continue
        reply = course[n + 1] if n + 1 < len(course) else None
        if reply is None or isinstance(reply, Utterance) or reply.event.t != said.t:
            continue
        for what, act in _asked_in(brief, said, often):
            if _answers(brief, call, act, reply.event):
                before = _same_question(asked.setdefault(what, []), said, act)
                if _is_new(view, before, said, reply):
                    before.clear()
                before.lines.append(said)
                before.acts.append(act)
                before.replies.append(reply.event)
                if len(before.lines) == TOO_OFTEN:
                    yield _kept_on(brief, act, before)


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
    """Return for what a line asks of that which is asked often, each with one act that asks for it.

    A line that reads something back asks nothing, nor does one that asks how something is by now.
    """
    found = {what: act for act in sorted(said.sure) if (what := _for_what(brief, act)) in often}
    if not found or f"{MANNER}read_back" in said.sure or BY_NOW.search(said.text) is not None:
        return []
    return list(found.items())


def _same_question(known: list[_Asked], said: Utterance, act: str) -> _Asked:
    """Return the question that a line puts again, else a new one, added to those that are known.

    What is asked about one thing may be many questions: what the alarm does, what stands on it, where it is.
    """
    words = _asking(said, act)
    found = next(
        (one for one in known if one.lines and _alike(_asking(one.lines[0], one.acts[0]), words)), None
    )
    if found is None:
        known.append(found := _Asked())
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
    words = [set(tokens(u.text)) for u in before.lines]
    if DETAILS.intersection(tokens(said.text)).difference(*words):
        return True
    if _whom(said.text) and any(_whom(u.text) not in (frozenset(), _whom(said.text)) for u in before.lines):
        return True
    if any(one.seq > said.seq and one.t == said.t for one in view.told.values()):
        return True
    by_reaction = any(one.startswith("reaction:") for one in reasons_of(reply.event.because))
    return by_reaction and reply.event.text not in {h.text for h in before.replies}


def _whom(text: str) -> frozenset[int]:
    words = set(re.findall(r"[a-z]+", text.lower()))
    return frozenset(n for n, names in enumerate(_WHOM) if not words.isdisjoint(names))


def _kept_on(brief: Brief, act: str, asked: _Asked) -> Noticed:
    times = listed(clock(u.t) for u in asked.lines)
    first, answer = clock(asked.replies[0].t), quoted(asked.replies[0].text)
    sentence = (
        f"At {times} you put the same question to the caller, heard as {brief.heard_as(act)}. It was "
        f"answered at {first}: {ended(answer)} Asking again brought nothing new."
    )
    return Noticed(what="keeps_asking", sentence=sentence, cites=tuple(u.seq for u in asked.lines))
