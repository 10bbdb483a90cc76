"""Takes up what a caller asked back: a plain yes, and the same thing said again, are heard as meant.

A caller who asks "do you mean X?" has nearly understood. Whoever then says yes, or says X once more in
whatever words, must not be asked the same again, even when something else was said in between. It answers
nothing itself.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from simulator.engine.carried_on import matter
from simulator.engine.in_voice import MISSED_THE_REST
from simulator.engine.spelt import in_full
from simulator.engine.standing import Line
from simulator.engine.state import ASKS_BACK
from simulator.engine.turned import clause_of, turned
from simulator.model.commands import Say
from simulator.model.events import Heard, Spoke
from simulator.model.reading import MOST_OFFERED, ReadAct
from simulator.model.record_words import reasons_of
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

YES = ("acknowledge", "yes", "confirm_details")
QUIET = ("greet", "greet_service", "thank", "acknowledge", "give_reference", "radio_go_ahead")
_NODS = frozenset(("thank", "acknowledge", "radio_go_ahead"))
_TAGS = frozenset((*QUIET, *YES, "ask_understood"))
_LONGEST_TAG = 2
NEVER_MEANT = frozenset(("calm_down", "blame", "insult", "dismiss"))
"""Manners held against whoever says them: nobody asks whether one was meant, or takes a yes for it."""
_MUCH_MORE = 6
"""Words beyond thanks or an "okay" with which a line says something else as well."""
_AFFIRMS = re.compile(
    r"\W*(yes|yeah|yea|yep|yup|yh|aye|ye|correct|exactly|affirm(ative)?|please do|i am|i do|"
    r"that'?s (right|it|what))\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\W*(?:no|nope|nah|sorry)\W+(?:(?:no|sorry|not that)\W+)?(?:what )?i"
    r"(?: mean| meant| said| asked| was asking|'?m asking| am asking)\b",
    re.IGNORECASE,
)
"""How somebody puts right what was taken the wrong way."""
_LIKELY = 0.3
"""From this score on what is said again by itself is taken as heard."""
_REMEMBERED = 4
"""So many of the learner's lines later a caller still knows what was asked back."""
_BETWEEN = 1
"""So many of the learner's lines may lie between what was asked back and a mere yes or no to it."""
_YES = word_set("yes yeah yea yep yup yh aye ye correct exactly affirmative affirm")
_NO = word_set("no nope nah")
_FORBIDS = word_set("not don't dont never nobody no-one without needn't mustn't shouldn't")
_FORBIDDEN_WITHIN = 4
"""So many words behind one of these are what it forbids."""
_TAIL = word_set(
    "please pls thanks thank you ta that that's thats it right what i mean meant do am not go ahead over love"
)


def affirmed(deed: Say, line: Line) -> Say:
    """Return what was said with the act that was asked back and is meant now, so that the record has it.

    Args:
        deed: what the learner says now, as it was read.
        line: the line on which it is said, as it stood before.
    """
    if _corrects(deed.text):
        return _not_meant(deed, line)
    reading = deed.reading
    if any(act not in (*QUIET, *YES) for act in reading.sure()):
        return _affirmed_besides(deed, line)
    meant = _said_yes(deed, line) or _said_again(deed, line)
    if not meant or meant in NEVER_MEANT:
        return deed
    if _says_contrary(deed.text, line, meant):
        acts = tuple(a for a in reading.acts if a.act != meant)
        return deed.model_copy(update={"reading": reading.model_copy(update={"acts": acts})})
    act = ReadAct(act=meant, band="sure", score=1.0, words=deed.text[:200])
    others = tuple(a for a in reading.acts if a.band == "sure" and a.act not in YES)
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": (*others, act)})})


def _corrects(text: str) -> bool:
    """Tell whether a line says that something else was meant: "no I mean are you ok"."""
    return _CORRECTS.match(text) is not None


def _not_meant(deed: Say, line: Line) -> Say:
    """Return what was said without what was asked back and is put right now, if it was but nearly heard."""
    offered = _offered(line)
    acts = tuple(a for a in deed.reading.acts if a.band == "sure" or a.act not in offered)
    return deed.model_copy(update={"reading": deed.reading.model_copy(update={"acts": acts})})


def said_again_alone(deed: Say, line: Line, answers: Callable[[str], bool]) -> Say:
    """Return what was said with the likeliest act that this caller answers, where the caller asked for it.

    Whoever asks what the other thing was, and hears it once more by itself, takes it as well as it was heard.

    Args:
        deed: what the learner says now, as it was read.
        line: the line on which it is said, as it stood before.
        answers: whether the caller has an answer to an act.
    """
    reading, last = deed.reading, line.heard[-1] if line.heard else None
    if last is None or MISSED_THE_REST not in reasons_of(last.because):
        return deed
    if any(act not in (*QUIET, *YES) for act in reading.sure()) or not repeats(deed.text, line.spoken[-1:]):
        return deed
    meant = next((act for act in reading.left_open() if act.score >= _LIKELY and answers(act.act)), None)
    if meant is None:
        return deed
    acts = tuple(one.model_copy(update={"band": "sure"}) if one is meant else one for one in reading.acts)
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": acts})})


def repeats(text: str, before: Sequence[Spoke]) -> bool:
    """Tell whether a line speaks of what one of the lines before it spoke of."""
    return any(matter(tokens(text)) & matter(tokens(spoken.text)) for spoken in before)


def _affirmed_besides(deed: Say, line: Line) -> Say:
    """Return what was said with the act that a yes at its beginning takes up, though more follows it."""
    yes, reading = _opening_yes(deed.text), deed.reading
    meant = _named(line, line.asked_back) if yes else ""
    if not meant or meant in (*NEVER_MEANT, *reading.sure()) or _says_contrary(deed.text, line, meant):
        return deed
    act = ReadAct(act=meant, band="sure", score=1.0, words=yes)
    others = tuple(a for a in reading.acts if a.act != meant and (a.band != "sure" or a.act not in YES))
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": (act, *others)})})


@lru_cache(maxsize=4096)
def _opening_yes(text: str) -> str:
    """Return the yes with which a line begins ("yes please", "yeah that's it"), where it is one by itself."""
    words = text.split()
    last = next((n for n, word in enumerate(words) if not _TAIL.union(_YES).issuperset(tokens(word))), 0)
    yes, more = " ".join(words[:last]), "".join(words[last : last + 1]).lower()
    alone = last > 1 or more == "and" or yes.endswith((".", ",", "!", ";"))
    return yes if barely(yes) == "yes" and alone else ""


def worth_asking_back(deed: Say) -> bool:
    """Tell whether anything was nearly heard of which to ask whether it was meant.

    A tag ("ok?", "yes?") at the end of something else is read a little as a question of its own.
    """
    return any(
        act.act not in _TAGS or len(tokens(act.words)) > _LONGEST_TAG
        for act in deed.reading.left_open()
        if act.act not in NEVER_MEANT
    )


def only_a_manner(deed: Say) -> bool:
    """Tell whether all that was nearly heard of a line is how it was put ("stay calm now")."""
    nearly = deed.reading.left_open()
    return bool(nearly) and all(act.act in NEVER_MEANT for act in nearly)


def more_was_said(deed: Say, acts: tuple[str, ...]) -> bool:
    """Tell whether thanks or an "okay" are all that was heard of a line that says more than that."""
    if not acts or not set(acts) <= _NODS:
        return False
    heard = sum(len(tokens(act.words)) for act in deed.reading.acts if act.act in acts)
    return len(tokens(deed.text)) - heard >= _MUCH_MORE


def barely(text: str) -> str:
    """Return "yes" or "no" where words are nothing but that, else nothing."""
    first, *rest = tokens(text) or ("",)
    if not _TAIL.issuperset(rest):
        return ""
    return "yes" if first in _YES else "no" if first in _NO else ""


def denied(deed: Say, line: Line) -> bool:
    """Tell whether a mere no says that what was asked back was not meant."""
    return barely(deed.text) == "no" and bool(line.asked_back or _just_asked(line))


def _said_yes(deed: Say, line: Line) -> str:
    """Return the act that a plain yes takes up, if something was just asked back."""
    asked = line.asked_back
    if not asked and barely(deed.text) == "yes":
        asked = _just_asked(line)
    short = (
        "?" not in deed.text or len(tokens(deed.text)) < _MUCH_MORE
    )  # who reads back at length asks for a yes
    yes = _AFFIRMS.match(deed.text) or (short and any(act in YES for act in deed.reading.sure()))
    if not yes or not asked:
        return ""
    return _said_again(deed, line) or _as_asked(line, asked)


def _says_contrary(text: str, line: Line, act: str) -> bool:
    """Tell whether a line forbids what was asked, for all its yes: "yes, but nobody needs to hold it"."""
    before = _last_asked(line)[1]
    nearly = before[-1].reading.left_open() if before else ()
    phrase = tokens(next((one.phrase for one in nearly if one.act == act), ""))
    if _FORBIDS & set(phrase):
        return False  # "do you mean not to hold it" is affirmed by a no as well
    words, about = tokens(text), matter(phrase)
    forbids = (n + 1 for n, word in enumerate(words) if word in _FORBIDS)
    return any(about & matter(words[n : n + _FORBIDDEN_WITHIN]) for n in forbids)


def _just_asked(line: Line) -> tuple[str, ...]:
    """Return what was last asked back, best first, unless it was taken up or more was said since."""
    _, before = _last_asked(line)
    since = line.spoken[len(before) :]
    if not before or len(since) > _BETWEEN:
        return ()
    nearly = tuple(act.act for act in before[-1].reading.left_open())
    return () if any(act in one.reading.sure() for one in since for act in nearly) else nearly


def _as_asked(line: Line, acts: tuple[str, ...]) -> str:
    """Return the act in whose words it was last asked back; the likeliest where they name none."""
    return _named(line, acts) or acts[0]


def _named(line: Line, acts: tuple[str, ...]) -> str:
    """Return the act in whose words it was last asked back, if they name one."""
    words, before = _last_asked(line)
    nearly = before[-1].reading.left_open() if before else ()
    found = (a.act for a in nearly if a.act in acts and turned(clause_of(in_full(a.phrase))) in words)
    return next(found, "")


def _last_asked(line: Line) -> tuple[str, tuple[Spoke, ...]]:
    """Return the words with which something was last asked back, and the learner's lines up to them."""
    heard = next((one for one in reversed(line.heard) if _asks_back(one)), None)
    if heard is None:
        return "", ()
    return heard.text, tuple(one for one in line.spoken if one.t <= heard.t)


def _asks_back(heard: Heard) -> bool:
    return ASKS_BACK in reasons_of(heard.because)


def _said_again(deed: Say, line: Line) -> str:
    """Return the act asked back a few lines ago that these words come nearest to once more."""
    offered = _offered(line)
    again = [act for act in deed.reading.left_open() if act.act in offered]
    if not again:
        return ""
    said = set(tokens(deed.text))
    whole = next((act for act in again if act.phrase and said.issuperset(tokens(act.phrase))), None)
    return (whole or again[0]).act


def _offered(line: Line) -> tuple[str, ...]:
    """Return the acts that the caller asked back after one of the learner's last lines."""
    return tuple(offered_with_words(line))


def offered_with_words(line: Line) -> dict[str, str]:
    """Return the acts that the caller asked back lately, each with the phrasing that was nearly heard."""
    found: dict[str, str] = {}
    recent = line.spoken[-_REMEMBERED:]
    for heard in line.heard:
        if not _asks_back(heard):
            continue
        before = [spoken for spoken in recent if spoken.t <= heard.t]
        if before:
            found |= {a.act: in_full(a.phrase) for a in before[-1].reading.left_open()[:MOST_OFFERED]}
    return found
