"""Acts in plain words within a sentence, made from the labels that people write; it knows no rule of marking.

A label says what a learner does: ``Asks where the incident is``. A sentence about what was left undone needs
it as ``ask where the incident is``. No id of an act ever comes out of here as it stands.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from simulator.marking.wording import listed
from simulator.model.act_labels import WARNING

MANNERS: Mapping[str, str] = {
    "polite": "being polite",
    "empathy": "showing empathy",
    "rude": "being rude",
    "profanity": "swearing",
    "blame": "blaming the caller",
    "sarcasm": "sarcasm",
    "jargon": "jargon",
    "false_reassurance": "empty reassurance",
    "promise": "promising",
    "promise_of_time": "promising an arrival time",
    "stacked_questions": "several questions at once",
    "leading_question": "a leading question",
    "pet_name": "a pet name",
    "signpost": "saying what comes next",
    "uses_name": "using the caller's name",
    "read_back": "reading back",
}
"""What the manners that a reading names are called; a test holds them to those of the reader."""
MOST_NAMED = 3
"""Of more alternatives than this, a sentence names so many and says that there were others."""
_IRREGULAR = {"is": "be", "has": "have", "does": "do", "goes": "go"}
_VERB = re.compile(r"^[A-Z][a-z]+s$")
_SECOND = re.compile(r"(?<=[,\s])(or|and) (asks|says|tells|reads|gives|meets|shows)\b")


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """Return a label without the remark in brackets that warns whoever writes scenarios."""
    return WARNING.sub("", label.strip()).rstrip(".")


def _base(verb: str) -> str:
    """Return a verb of the third person as it stands after ``you did not``: ``passes`` gives ``pass``."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(("sses", "shes", "ches", "xes")):
        return verb[:-2]
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb[:-1]


@lru_cache(maxsize=4096)
def to_do(label: str) -> str:
    """Return a label as it reads after ``you did not``: ``ask where the incident is``."""
    words = plain(label)
    first, _, rest = words.partition(" ")
    if not (_VERB.match(first) and rest):
        return f"say “{words}”"
    rest = _SECOND.sub(lambda found: f"{found[1]} {_base(found[2])}", rest)
    return f"{_base(first.lower())} {rest}"


def any_of(deeds: Iterable[str]) -> str:
    """Return alternatives as they read after ``you did not``, the longest lists cut short."""
    names = list(deeds)
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} or anything of that kind"
    return listed(names, "or")
