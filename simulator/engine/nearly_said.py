"""Hears a question for sure that was put in nearly the words of a phrasing, though its score fell short.

"Can anybody hear us there?" is "can anybody overhear you": whoever asks that back repeats the question. It
compares words, reads no acts of its own and tells nothing.
"""

from collections.abc import Callable

from simulator.engine.carried_on import matter
from simulator.engine.spelt import in_full
from simulator.model.commands import Say
from simulator.model.reading import ReadAct
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

LIKELY = 0.42
"""From this score on the words decide."""
_MORE = 1
"""So many words of a question may have no place in the phrasing."""
_ALIKE = {
    word: alike[0]
    for alike in (
        ("hear", "overhear", "overheard", "listening"),
        ("medication", "medicine", "medicines", "tablets", "pills", "tablet"),
        ("ok", "okay", "alright", "fine"),
        ("anyone", "anybody", "someone", "somebody"),
        ("anything", "something"),
        ("rung", "phoned", "called", "ringed"),
        ("shut", "closed"),
    )
    for word in alike
}
_OF_NO_WEIGHT = word_set("ok well yet over properly anyone anything")
_NOT = word_set("not never no nobody none nothing don't dont doesn't didn't isn't aren't can't won't without")
_ASKS = word_set("what what's which who who's whose where where's when how how's why")
_TALKING = word_set("i i'm i've me my you u ya you're you've your we we're we've us our")
_OTHERS = word_set("he he's him his she she's her they they're them their")


def nearly_said(deed: Say, wanted: Callable[[str], bool]) -> Say:
    """Return what was said, with each question heard for sure whose phrasing its words nearly are.

    Args:
        deed: what the learner says, as it was read.
        wanted: whether an act is a question that this caller has an answer to.
    """
    reading = deed.reading
    found = {
        act.act
        for act in reading.left_open()
        if act.score >= LIKELY and wanted(act.act) and _the_same(act, in_full(act.phrase))
    }
    if not found:
        return deed
    acts = tuple(
        act.model_copy(update={"band": "sure"}) if act.act in found and act.band == "unsure" else act
        for act in reading.acts
    )
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": acts})})


def _the_same(act: ReadAct, phrase: str) -> bool:
    """Tell whether a phrasing says nothing that is not said, and leaves out next to nothing."""
    mine, theirs = tokens(in_full(act.words)), tokens(phrase)
    about, known = _about(mine), _about(theirs)
    if not known or not known <= about or len(about - known) > _MORE:
        return False
    if bool(_NOT & set(mine)) != bool(_NOT & set(theirs)) or _ASKS & set(mine) != _ASKS & set(theirs):
        return False
    return all(_count(theirs, kind) == _count(mine, kind) for kind in (_TALKING, _OTHERS))


def _about(words: tuple[str, ...]) -> frozenset[str]:
    return matter(same for word in words if (same := _ALIKE.get(word, word)) not in _OF_NO_WEIGHT)


def _count(words: tuple[str, ...], kind: frozenset[str]) -> int:
    return sum(word in kind for word in words)
