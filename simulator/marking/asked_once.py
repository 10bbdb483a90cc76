"""Tells which line that was heard as several questions at once asks one thing only, or opens a call.

One thing put twice ("how long has it been like this, when did you first see it?"), what the same fact
answers, and an echo of what the caller just said are no second question; nor are questions of which none was
caught. It only ever takes something off what is held against a learner, and nothing where it cannot tell in
which words an act was heard.
"""

from collections.abc import Iterator

from simulator.marking.indexed import Utterance
from simulator.marking.judgement import Case
from simulator.model.asked_in_words import opens_a_question, parts_of, sentences
from simulator.model.reading import ReadAct
from simulator.model.values import SMALL, tokens

_NAMES_SERVICE = "greet_service"
_OPENS_WITH = 2
"""So many questions may stand behind the name of the service, as in "are you all right, what's happened?"."""
_HEARD = 0.3
"""From this score on what was nearly heard is a question of its own."""
_MOSTLY = 0.5
_ECHO = 5
"""So few words, and none that opens a question, may echo what was just said: "a plank down?"."""

_STILL_HEARD = 3
"""So many of the caller's last answers are echoed."""


def asked_once(case: Case, u: Utterance) -> bool:
    """Tell whether a line asks no more than one thing, or than the first line of a call may."""
    if u.retagged or not all(act.words for act in u.acts):
        return False
    asked = [act for act in u.acts if act.score >= _HEARD and case.brief.asks(act.act) is not False]
    if not any(act.act in u.sure for act in asked):
        return True  # none of them was caught
    topics: list[frozenset[str]] = []
    for about in _asked_about(case, u, asked):
        same = [one for one in topics if one & about]
        topics = [one for one in topics if one not in same] + [about.union(*same)]
    return len(topics) <= (_OPENS_WITH if _opens_call(case, u) else 1)


def _asked_about(case: Case, u: Utterance, asked: list[ReadAct]) -> Iterator[frozenset[str]]:
    """Yield what each question of a line asks for: those surely heard, however short, and its other parts."""
    for act in asked:
        if act.act in u.sure and case.brief.asks(act.act):
            yield _about(case, u, act.act)
    for words in _questions(case, u):
        mine = [_about(case, u, act) for act in _heard_in(words, asked)]
        yield frozenset[str]().union(*mine) or frozenset((*words, ""))


def _questions(case: Case, u: Utterance) -> Iterator[tuple[str, ...]]:
    """Yield the words of each question of a line, an echo left out."""
    hangs = False
    for sentence, words in sentences(u.text):
        if words:
            for part in parts_of(sentence, hangs=hangs):
                if part.question and not _echoes(case, u, part.words):
                    yield part.words
            hangs = "?" in sentence


def _heard_in(words: tuple[str, ...], asked: list[ReadAct]) -> Iterator[str]:
    """Yield the acts that were heard in a question: all whose words stand in it, and those nearest to it.

    Small words are in most questions ("where are you", "and you are"), and alone make none of two the same.
    """
    shared = {act.act: len({*tokens(act.words)}.intersection(words)) for act in asked}
    most = max(shared.values(), default=0)
    for act in asked:
        whole = shared[act.act] == len({*tokens(act.words)})
        if whole or (shared[act.act] == most and most >= _MOSTLY * len(words)):
            yield act.act


def _about(case: Case, u: Utterance, act: str) -> frozenset[str]:
    """Return what an act asks for: the facts that answer it on that call, and itself."""
    facts = case.brief.scenario.facts
    told = (key for key, fact in facts.items() if act in fact.asked_by and fact.call in ("", u.line.call))
    return frozenset((f"act:{act}", *told))


def _echoes(case: Case, u: Utterance, words: tuple[str, ...]) -> bool:
    """Tell whether a few words only say again what the caller said just before."""
    if len(words) > _ECHO or opens_a_question(words):
        return False
    heard = [h for h in case.view.heard if h.seq < u.seq and h.event.line == u.line.id]
    said = {word for h in heard[-_STILL_HEARD:] for word in tokens(h.event.text)}
    telling = {word for word in words if word not in SMALL}
    return bool(telling) and telling <= said


def _opens_call(case: Case, u: Utterance) -> bool:
    first = next((one for one in case.said if one.line is u.line), None)
    return first is u and _NAMES_SERVICE in u.sure
