"""Takes out of a learner's line what could tell who or where: names, numbers, addresses, times, marks.

What is taken out is replaced by its kind in brackets ("ring [name] on [number]"), so that the line can still
be learnt from. Pure; it knows only the values and names that it is handed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from simulator.model.word_sets import word_set
from simulator.understanding.spellings import PHONETIC, TENS, UNITS

_NUMBER_WORDS = frozenset((*UNITS, *TENS, "oh", "nought", "double", "treble"))
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("address", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("postcode", re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)),
    ("mark", re.compile(r"\b[a-z]{2}\d{2} ?[a-z]{3}\b", re.IGNORECASE)),
    (
        "time",
        re.compile(r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|0?[1-9]) ?(?:am|pm)\b", re.IGNORECASE),
    ),
    ("number", re.compile(r"\b(?:\w*\d{3,}\w*|\d+(?:[ -]\d+){2,})(?:[ -]\d+\w*)*\b")),
)
_STREET = re.compile(
    r"\b((?:[A-Za-z']+ ){1,2})(road|rd|street|lane|avenue|crescent|terrace)\b", re.IGNORECASE
)
_STREET_IN_CAPITALS = re.compile(
    r"\b(?:[A-Z][a-z']+ ){1,2}(?:Close|Drive|Court|Way|St|Ln|Ave|Place|Gardens)\b"
)
_HOUSE = re.compile(r"\b\d+[a-z]?,? (?=\[place\])", re.IGNORECASE)
_TITLED = re.compile(r"\b(mr|mrs|miss|ms|dr)\.? ([A-Za-z][A-Za-z'-]+)", re.IGNORECASE)
_INTRODUCED = re.compile(r"\b(my name'?s?(?: is)?|this is|speaking to|i'?m called) ([A-Z][a-z'-]+)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_LEADS = word_set(
    """
    a an the this that your my his her their our at in on to off near by from of and or is it down up along
    which what any same right main wrong other next road street blocked one no every
    """
)


@dataclass(frozen=True)
class Names:
    """Names by which anybody might be called, in lower case.

    ``given`` are taken out wherever they stand as a word, ``family`` only where they are written with a
    capital inside a sentence, neither where the word is ``spared`` ("will", "may").
    """

    given: Collection[str] = frozenset()
    family: Collection[str] = frozenset()
    spared: Collection[str] = frozenset()


_NOBODY = Names()


def nameless(text: str, known: Mapping[str, str], names: Names = _NOBODY) -> str:
    """Return the line without what could tell who or where.

    Args:
        text: the learner's line.
        known: values that stand behind this line, with their kind: {"Mill Lane": "place", "Ada": "name"}.
        names: what people may be called.
    """
    for value, kind in sorted(known.items(), key=lambda item: (-len(item[0]), item[0])):
        if len(value.strip()) > 1:
            text = re.sub(rf"(?<!\w){re.escape(value.strip())}(?!\w)", f"[{kind}]", text, flags=re.IGNORECASE)
    text = _TITLED.sub(lambda m: f"{m[1]} [name]", text)
    text = _INTRODUCED.sub(lambda m: m[0] if m[2].casefold() in names.spared else f"{m[1]} [name]", text)
    text = _HOUSE.sub("", _STREET.sub(_place, _STREET_IN_CAPITALS.sub("[place]", text)))
    for kind, pattern in _PATTERNS:
        text = _outside_brackets(text, partial(pattern.sub, f"[{kind}]"))
    text = _outside_brackets(text, lambda part: _names_out(part, names))
    return _said_numbers_out(text)


def _place(found: re.Match[str]) -> str:
    """Return a street without its name; words before it that name nothing stay."""
    words = found[1].split()
    kept: list[str] = []
    while words and words[0].casefold() in _LEADS:
        kept.append(words.pop(0))
    if not words or words[-1].casefold() in _LEADS:
        return found[0]
    return " ".join([*kept, "[place]"])


def _outside_brackets(text: str, change: Callable[[str], str]) -> str:
    """Change what stands outside of the brackets put in so far."""
    parts = re.split(r"(\[[a-z]+\])", text)
    return "".join(part if i % 2 else change(part) for i, part in enumerate(parts))


def _names_out(part: str, names: Names) -> str:
    def word(found: re.Match[str]) -> str:
        plain = found[0].casefold().removesuffix("'s")
        inside = found.start() > 0 and part[: found.start()].rstrip()[-1:] not in ".?!"
        family = plain in names.family and found[0][0].isupper() and inside
        return "[name]" if (plain in names.given or family) and plain not in names.spared else found[0]

    return _WORD.sub(word, part)


def _said_numbers_out(text: str) -> str:
    """Replace runs of three or more numbers or letters said in words ("oh one six three two")."""
    words = text.split(" ")
    found: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        plain = word.casefold().strip(".,?!")
        if plain in _NUMBER_WORDS or plain in PHONETIC:
            run.append(word)
            continue
        found += ["[number]"] if len(run) > 2 else run
        run = []
        found.append(word)
    return " ".join(found[:-1])


def known_values(cast: Mapping[str, str], people: Iterable[str]) -> dict[str, str]:
    """Return the values behind an attempt's lines with their kinds: what was cast, and people's names."""
    kinds = {
        "name": "name", "first": "name", "last": "name", "phone": "number", "number": "number",
        "postcode": "postcode", "line": "place", "street": "place", "town": "place",
    }  # fmt: skip
    found: dict[str, str] = {}
    for key, value in cast.items():
        kind = kinds.get(key.rpartition(".")[2]) if "." in key else None
        if kind:
            found[value] = kind
    for person in people:
        found[person] = "name"
        found.update(dict.fromkeys(person.split(), "name"))
    return found
