"""Whether a line asks several questions at once: only those that want answers of their own are counted.

English by rule. What hangs on to a question (a clause of time, an either/or, examples,
the same thing said closer) is no second one, and a request is no question. In doubt it counts nothing.
"""

import re
from collections.abc import Sequence

from simulator.understanding.clauses import Clause
from simulator.understanding.forms import AUX, FILLERS, WH
from simulator.understanding.stems import STOP_WORDS, stem

MOST = 2
"""Three questions in one line are always too many; two are when they run into one another."""
_JOINERS = frozenset(("and", "but", "also", "plus"))
_OF_TIME = frozenset(("when", "where", "whereabouts", "while"))
_RELATIVE = frozenset(("who", "whose", "whom", "which"))
_POLITELY = frozenset(("can", "could", "would", "will"))
_GIVE = frozenset(("read", "tell", "say", "spell", "show", "give", "describe", "explain", "check", "repeat"))
_TAG = re.compile(
    r"(do|did|does|can|could|would|are|is|was|isnt|wasnt|arent|have|has) (you|it|he|she|they|that|there)"
    r"( (know|right|ok|okay|alright|think|say|sure|correct|tell me|tell me please|please))?"
)
"""What is hung on to a question out of politeness or doubt: "do you know", "is that right"."""
_NAMED = frozenset(("you", "i", "we", "he", "she", "it", "they", "the"))
_SPOKEN_OF = frozenset(("it", "he", "she", "they", "that", "this", "him", "her", "them"))


def stacks_questions(clauses: Sequence[Clause]) -> bool:
    """Tell whether a line asks three things, or two in one breath with no question mark between."""
    asked = questions_of(clauses)
    if len(asked) > MOST:
        return True
    return len(asked) == len(clauses) == MOST and not asked[0].asked


def questions_of(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that are questions of their own, in order."""
    found: list[Clause] = []
    for n, clause in enumerate(clauses):
        before = clauses[n - 1] if n else None
        alone = clause.asked and (before is None or before.asked)
        if not alone and not _is_asked(clause):
            continue
        if found and before is not None and _hangs_on(clause, before):
            continue
        found.append(clause)
    return found


def _is_asked(clause: Clause) -> bool:
    """Tell a question from a request ("could you wait there"), and from words that only lean on one."""
    if clause.form != "question" or "instruction" in clause.forms:
        return False
    opening = [word for word in clause.core if word not in STOP_WORDS or word in AUX | WH]
    return bool(opening) and opening[0] in AUX | WH and not _names_what(clause)


def _names_what(clause: Clause) -> bool:
    """Tell whether a clause names what is meant and asks nothing: "what you have got on paper"."""
    return not clause.asked and clause.core[0] in WH and not _NAMED.isdisjoint(clause.core[1:2])


def _hangs_on(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause only completes the one before, or says it closer."""
    words = [word for word in clause.words if word not in FILLERS or word in _JOINERS]
    first, second = (*words, "", "")[:2]
    if clause.carried or first == "or" or _asks_for_it(words) or _TAG.fullmatch(" ".join(words)):
        return True
    if before.asked or first in _JOINERS:
        return False
    if _matter(clause) & _matter(before):
        return True
    if first in _OF_TIME:
        return second not in AUX
    if first in _RELATIVE:
        return True
    return bool(_SPOKEN_OF & set(words[:3]))


def _matter(clause: Clause) -> set[str]:
    """Return the stems of what a clause speaks of: what two questions share, the second only says closer."""
    return {stem(word) for word in clause.core if word not in STOP_WORDS | FILLERS}


def _asks_for_it(words: Sequence[str]) -> bool:
    """Tell whether a clause only asks to be given what was asked for: "can you read it to me"."""
    if len(words) < MOST + 1 or words[0] not in _POLITELY or words[1] != "you" or words[2] not in _GIVE:
        return False
    rest = words[3:]
    return not (AUX | WH) & set(rest) and (rest == ["me"] or bool(_SPOKEN_OF & set(rest)))
