"""Which acts may well have been said in a line, though none was heard for sure; it judges nothing."""

from simulator.marking.telling import telling
from simulator.model.reading import ReadAct, Reading

SAYS_AN_ACT = 2
"""Words that may say an act."""
_JOINS = frozenset(("and", "or", "but", "so"))
LIKELY = 0.3
"""From this score on an act that was not heard for sure may well have been said."""


def likely(reading: Reading) -> frozenset[str]:
    """Return the acts that may well have been said, though they were not heard for sure.

    One that another act outdoes in the same words was not said with them, and one word alone says no act. In
    a line that was understood besides, an act has to share a word that tells something with how it is said.
    """
    found: set[str] = set()
    taken: set[str] = set()
    sure = any(act.band == "sure" for act in reading.acts)
    for act in reading.acts:
        outdone = act.words in taken or (act.words and _words(act) < SAYS_AN_ACT)
        if act.band == "unsure" and act.score >= LIKELY and not outdone and not (sure and _alien(act)):
            found.add(act.act)
        if act.words:
            taken.add(act.words)
    return frozenset(found)


def _words(act: ReadAct) -> int:
    """Return how many words an act was heard in, without what only joins them: "and whereabouts"."""
    return sum(word.lower() not in _JOINS for word in act.words.split())


def _alien(act: ReadAct) -> bool:
    """Tell whether the words that decided tell of nothing that the phrasing closest to them tells of."""
    return bool(act.phrase) and not telling(act.words) & telling(act.phrase)
