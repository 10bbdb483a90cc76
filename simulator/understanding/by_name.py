"""Reads a line once more with a person's name as *he* or *she*, where by the name less was heard.

No phrasing can know the name that an attempt draws: "is Walter still gasping?" is "is he still gasping?". The
caller's own name is left out ("what's on it, Ruth"). English by rule; it hears nothing itself.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from simulator.model.reading import ReadAct, Reading
from simulator.model.word_sets import word_set

_OBJECT_AFTER = word_set(
    "to with at for of on by near from behind beside about tell wake help get bring take ask let leave move "
    "keep see hear hold turn put call reach ring find and"
)
_FORMS = {"he": ("he", "him", "his"), "she": ("she", "her", "her")}
_TITLE = r"(?:\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r)\.? )?"
_COURTESIES = ("greet", "greet_service", "thank", "acknowledge")


def read_by_name(read: Callable[[str], Reading], text: str, people: Mapping[str, str]) -> Reading:
    """Return the reading of a line, by the pronouns of those it names where so more is heard.

    Args:
        read: reads one line.
        text: what the learner says.
        people: *he* or *she* for each name of the attempt as it may be written, nothing for the caller's own.
    """
    reading = read(text)
    otherwise = without_names(text, people)
    if otherwise == text:
        return reading
    again = read(otherwise)
    if _how_well(again) <= _how_well(reading):
        return reading
    acts = tuple(act.model_copy(update={"words": _as_said(act, text, people)}) for act in again.acts)
    return again.model_copy(update={"acts": acts, "manner": reading.manner})


def without_names(text: str, people: Mapping[str, str]) -> str:
    """Return a line with *he*, *him* or *his* in place of whoever it names."""
    for name, pronoun in people.items():
        text = _named(name).sub(partial(_pronoun, pronoun), text)
    return text


def _how_well(reading: Reading) -> tuple[int, float]:
    """Return how many acts are surely heard besides courtesies, and how surely."""
    heard = [act.score for act in reading.acts if act.band == "sure" and act.act not in _COURTESIES]
    return len(heard), round(sum(heard), 1)


@lru_cache(maxsize=512)
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_TITLE}\b{re.escape(name)}(?P<whose>['’]?s)?\b")


def _pronoun(pronoun: str, found: re.Match[str]) -> str:
    if not pronoun:
        return ""
    subject, after, whose = _FORMS[pronoun]
    if found["whose"]:
        return whose
    before = re.findall(r"[a-z']+", found.string[: found.start()].lower())[-1:]
    return after if before and before[0] in _OBJECT_AFTER else subject


def _as_said(act: ReadAct, text: str, people: Mapping[str, str]) -> str:
    """Return the words of an act as the line itself has them, where they can be found in it."""
    words = re.findall(r"[\w'’]+", act.words)
    either = "|".join(rf"{_TITLE}{re.escape(name)}(?:['’]?s)?" for name in people)
    own = "".join(
        rf"(?:\W+(?:{either}))?\W+(?:{re.escape(word)}|{either})" if n else rf"(?:{re.escape(word)}|{either})"
        for n, word in enumerate(words)
    )
    found = re.search(rf"(?<!\w){own}(?!\w)", text, re.IGNORECASE) if words else None
    return found[0] if found else act.words
