"""Whether a line asks several questions at once: only those that want answers of their own are counted.

English by rule. What hangs on to a question (a clause of time, an either/or, examples, the same thing said
closer) is no second one, and neither a request nor "can you hear me?" is a question. Whether a comma, an
"and" or a question mark parts two of them makes no difference. In doubt it counts nothing.
"""

import re
from collections.abc import Sequence

from simulator.understanding.clauses import Clause
from simulator.understanding.forms import AUX, FILLERS, WH
from simulator.understanding.stems import STOP_WORDS, stem

_JOINERS = frozenset(("and", "but", "also", "plus"))
_OF_TIME = frozenset(("when", "where", "whereabouts", "while"))
_RELATIVE = frozenset(("who", "whose", "whom", "which"))
_POLITELY = frozenset(("can", "could", "would", "will"))
_GIVE = frozenset(("read", "tell", "say", "spell", "show", "give", "describe", "explain", "check", "repeat"))
_TAG = re.compile(
    r"(do|did|does|can|could|would|are|is|was|isnt|wasnt|arent|have|has) (you|it|he|she|they|that|there)"
    r"( (know|right|ok|okay|alright|think|say|sure|correct|tell|see|tell me|tell me please|please))?"
)
"""What is hung on to a question out of politeness or doubt: "do you know", "is that right"."""
_NAMED = frozenset(("you", "i", "we", "he", "she", "it", "they", "the"))
_PEOPLE = frozenset(("he", "she", "him", "her"))
_ASKS_FOR_ANY = frozenset(("any", "anyone", "anybody", "anything", "your", "name", "number", "address"))
_PERCEIVED = frozenset(("see", "seen", "hear", "heard", "smell", "noticed", "notice"))
_THINGS = frozenset(("it", "they", "that", "this", "them", "one"))
_NEAR = 5
"""Among so many words a question names what the one before it asked about: "can you see one?"."""
_LEAST = 2
_GIVES = 3
_CHECKS = re.compile(
    r"(?:are )?you (?:still )?(?:there|with me|here|on the (?:line|phone)|listening)(?: \w+)?"
    r"|(?:can|do) you (?:still )?(?:hear|understand) (?:me|that|this)?(?: \w+)?"
    r"|(?:is|are) (?:that|you|this) (?:okay|alright|right|clear|correct|ready)(?: with you| to do| now)?"
    r"|(?:how|what) (?:can|may|could) (?:i|we) (?:help|do for you)(?: you)?(?: today| tonight)?"
    r"|(?:hello|hi|hey|okay|yes|yeah|right|alright|please|sorry|love|there|still|now|and|so| )+"
)
"""What asks for nothing but a nod: "are you still with me", "is that okay", "hello?", "how can I help?"."""
_ASKED_OPENLY = {
    re.compile(r"who (?:are you|is this|am i|is (?:speaking|calling|ringing))\b"): "name",
    re.compile(r"who (?:else )?(?:is|are) (?:there|with|in)\b"): "people",
    re.compile(
        r"(?:where|whereabouts) (?:exactly )?(?:are|is) (?:you|it|that|this|we)(?: \w+){0,3}$"
    ): "place",
    re.compile(r"(?:where|whereabouts) is (?:this|it|that|the) (?:happening|emergency)\b"): "place",
    re.compile(r"(?:where|whereabouts) (?:exactly )?(?:has|did|was) (?:it|that|this|the \w+)\b"): "place",
    re.compile(
        r"(?:which|what|on which|on what|in which|in what) "
        r"(?:floor|room|flat|storey|house|building|lane|carriageway)\b"
    ): "place",
    re.compile(r"how long (?:have|has|ago|since|were|was|did|do|are|is)\b"): "time",
    re.compile(r"(?:is|are|has|have) (?:anyone|anybody|someone|somebody|everyone|everybody)\b"): "somebody",
}
"""What open questions ask about; whether somebody does something is asked once."""
_TOPICS = {
    word: topic
    for topic, words in {
        "place": "address road street postcode town village location landmark junction marker nearest",
        "vehicle": "car van lorry vehicle taxi reg registration plate model",
        "people": "people passenger passengers many",
        "state": "awake conscious answer answering respond responding alert",
        "hurt": "hurt injured injuries injury okay alright unhurt",
        "name": "name called surname",
        "time": "time began started start since",
        "looks": "wearing wear look looks dressed clothes describe description hair",
    }.items()
    for word in words.split()
}
"""What words that differ ask about alike: "where are you, which road is it" is one question."""


def stacks_questions(clauses: Sequence[Clause]) -> bool:
    """Tell whether a line asks two things that want answers of their own, or three however near they are."""
    asked = [c for c in clauses if c.asked and c.core and _wants_more(c) and not _is_brief(c)]
    marked = [c for c in asked if c.core[0] != "or"]
    return len(questions_of(clauses)) >= _LEAST or len(marked) > _LEAST


def questions_of(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that are questions of their own, in order."""
    found: list[Clause] = []
    for before, clause in zip((None, *clauses), clauses, strict=False):  # no clause stands before the first
        own = (_is_asked(clause) or _asks_alone(clause, before)) and _wants_more(clause)
        if own and not (found and before is not None and _hangs_on(clause, before)):
            found.append(clause)
    return found


def _wants_more(clause: Clause) -> bool:
    """Tell whether a clause wants more than a nod."""
    return not _CHECKS.fullmatch(" ".join(clause.core))


def _asks_alone(clause: Clause, before: Clause | None) -> bool:
    """Tell whether a few words with a question mark are a question: "any casualties?"; an example is none."""
    if not clause.asked or len(clause.core) < _LEAST:
        return False
    return before is None or (before.asked and clause.core[0] in _ASKS_FOR_ANY)


def _is_asked(clause: Clause) -> bool:
    """Tell a question from a request ("could you wait there"), and from words that only lean on one."""
    if clause.form != "question" or "instruction" in clause.forms or clause.core[0] == "if":
        return False
    opening = [word for word in clause.core if word not in STOP_WORDS or word in AUX | WH]
    return bool(opening) and opening[0] in AUX | WH and not _names_what(clause)


def _names_what(clause: Clause) -> bool:
    """Tell whether a clause names what is meant and asks nothing: "what you have got on paper"."""
    return not clause.asked and clause.core[0] in WH and not _NAMED.isdisjoint(clause.core[1:2])


def _hangs_on(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause only completes the one before, or says it closer."""
    words = [word for word in clause.within if word not in FILLERS or word in _JOINERS]
    first, second = (*words, "", "")[:2]
    if clause.carried or first == "or" or _asks_for_it(words) or _TAG.fullmatch(" ".join(words)):
        return True
    if first in _JOINERS:
        same = _topics(clause) & _topics(before) - {"somebody"}
        return bool(same) or (len(clause.core) < _LEAST and clause.core[0] in WH)
    if _matter(clause) & _matter(before):
        return True
    if before.asked:
        return _says_closer(clause, before, words)
    if first in _OF_TIME:
        return second not in AUX
    if clause.core[0] in AUX and before.core[0] in WH and _offers(clause, before):
        return True
    near = _THINGS & set(words[: _NEAR if clause.core[0] in AUX else 3])
    return _is_brief(clause) or first in _RELATIVE or bool(near or _PEOPLE & set(words[:3]))


def _is_brief(clause: Clause) -> bool:
    """Tell whether a clause is a mere question word or two: "how many?", "since when?"."""
    return len(clause.core) <= _LEAST and clause.core[0] in WH


def _offers(clause: Clause, before: Clause) -> bool:
    """Tell whether a yes or no is offered to what was asked openly: "which way in, is there a gate"."""
    seen = before.core[0] == "what" and bool(_PERCEIVED & set(before.core))
    return seen or (clause.core[1:2] == ("there",) and clause.core[2:3] in (("a",), ("an",), ("the",)))


def _says_closer(clause: Clause, before: Clause, words: Sequence[str]) -> bool:
    """Tell whether a question after a question says closer what that one asked: "a weapon? is it a knife?".

    Two that want a yes or no about somebody are two: "is he awake? is he breathing?".
    """
    said = set(words[:_NEAR])
    if not said & _PEOPLE:
        return _is_brief(clause) or (bool(said & _THINGS) and clause.core[0] in AUX)
    return (clause.core[0] in WH) != (before.core[0] in WH)


def _matter(clause: Clause) -> set[str]:
    """Return the stems of what a clause speaks of: what two questions share, the second only says closer."""
    said = {stem(word) for word in clause.core if word not in STOP_WORDS | FILLERS}
    return said | _topics(clause)


def _topics(clause: Clause) -> set[str]:
    words = " ".join(clause.core)
    topics = {_TOPICS[word] for word in clause.core if word in _TOPICS}
    return topics | {topic for asked, topic in _ASKED_OPENLY.items() if asked.match(words)}


def _asks_for_it(words: Sequence[str]) -> bool:
    """Tell whether a clause only asks to be given what was asked for: "can you read it to me"."""
    if len(words) < _GIVES or words[0] not in _POLITELY or words[1] != "you" or words[2] not in _GIVE:
        return False
    rest = words[3:]
    return not (AUX | WH) & set(rest) and (rest == ["me"] or bool((_THINGS | _PEOPLE) & set(rest)))
