"""Questions that share words with a neighbour: "which floor and which room is he in", "awake and breathing".

A piece without a verb of its own is no question by itself: it asks the same thing, and of the same person, as
the clause that it hangs on. It reads no acts and answers nothing.
"""

from collections.abc import Callable

from simulator.model.commands import Say
from simulator.model.reading import ReadAct
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_JOINS = word_set("and or n plus")
_ASKS = word_set("what which whose where who how")
_VERBS = word_set(
    "is are was were am be do does did has have had can could will would shall should may might must "
    "isn't aren't wasn't doesn't didn't hasn't haven't can't it's he's she's they're that's there's what's "
    "where's who's how's tell give say"
)
_SHORT = 4
"""A piece of a question has no more words than this."""


def pieces_of(deed: Say, answers: Callable[[str], bool]) -> frozenset[str]:
    """Return the acts heard in a mere piece of a question ("which floor") whose verb stands in the next.

    Args:
        deed: what was said, as it was read.
        answers: whether the caller has an answer to an act.
    """
    sure = [act for act in deed.reading.acts if act.band == "sure"]
    said = tokens(deed.text)
    return frozenset(
        one.act
        for one in sure
        for other in sure
        if other is not one
        and (
            (answers(other.act) and _lends_its_verb(said, tokens(one.words), tokens(other.words)))
            or (other.act.startswith("advise_") and _ends_an_order(said, tokens(one.words), other))
        )
    )


def _ends_an_order(said: tuple[str, ...], piece: tuple[str, ...], order: ReadAct) -> bool:
    """Tell whether a piece only ends an order: "don't tell anyone the PIN or any password"."""
    joined = len(piece) > 1 and piece[0] in _JOINS and not (_VERBS | _ASKS) & set(piece)
    return joined and len(piece) <= _SHORT and _right_before(said, order, piece)


def _lends_its_verb(said: tuple[str, ...], piece: tuple[str, ...], clause: tuple[str, ...]) -> bool:
    begins = len(clause) > 2 and clause[0] in _JOINS and clause[1] in _ASKS
    if not begins or not _VERBS & set(clause) or _VERBS & set(piece) or not 0 < len(piece) <= _SHORT:
        return False
    both = (*piece, *clause)
    return piece[0] in _ASKS and any(said[n : n + len(both)] == both for n in range(len(said)))


def lead_of(deed: Say, act: str) -> str:
    """Return the clause on which an act hangs ("and breathing ok"); empty where it stands alone."""
    one = next((a for a in deed.reading.acts if a.act == act and a.words), None)
    words = tokens(one.words) if one else ()
    if one is None or not words or words[0] not in _JOINS or _VERBS & set(words) or len(words) > _SHORT:
        return ""
    said = tokens(deed.text)
    before = (a for a in deed.reading.acts if a is not one and a.words and _right_before(said, a, words))
    return next((a.words for a in before), "")


def _right_before(said: tuple[str, ...], other: ReadAct, words: tuple[str, ...]) -> bool:
    both = (*tokens(other.words), *words)
    return any(said[n : n + len(both)] == both for n in range(len(said)))
