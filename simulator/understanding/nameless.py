"""Takes out of a learner's line what could tell who or where: names, numbers, addresses, dates, times, marks.

What is taken out is replaced by its kind in brackets ("ring [name] on [number]"), so that the line can still
be learnt from. In doubt it is taken out. Pure; it knows only the values and names that it is handed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from simulator.model.word_sets import word_set
from simulator.understanding.names_said import Names, without_people
from simulator.understanding.places_named import without_places, without_towns
from simulator.understanding.spellings import PHONETIC, TENS, UNITS

__all__ = ["Names", "known_values", "nameless"]

_NOBODY = Names()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_TENS = "|".join(TENS)
_UNITS = "|".join(UNITS)
_YEAR = (
    rf"(?:\d{{4}}|'?\d\d(?![\d:.]?\d)|(?:nineteen|twenty|two thousand)(?: and)?"
    rf"(?:[ -](?:oh|hundred|{_TENS}|{_UNITS})){{0,3}})"
)
_DATE = (
    rf"\b{_DAY} (?:of )?(?:the )?{_MONTH}(?:,? {_YEAR})?"
    r"(?! (?:be|have|need|not|come|still|also|well|i|we)\b)|"
    rf"\b{_MONTH} (?:the )?{_DAY}\b(?:,? {_YEAR})?|"
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b|"
    rf"(?<=\bborn in ){_YEAR}|(?<=\bborn ){_YEAR}"
)
_NO_LETTERS = word_set("is it in at on of to by my no so up us we he if or as an am do go be me mr rd st dr")
"""Two letters that are a word and begin no mark: "is 45 the"."""
_MARK_APART = re.compile(r"\b([a-z]{2})[ -]?(\d\d)[ -]?([a-z]{3})\b", re.IGNORECASE)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("address", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    (
        "address",
        re.compile(
            r"\b[\w.+-]+ at [\w-]+(?: dot [\w-]+)*? dot (?:com|org|net|co|uk|ie|info|gov|ac)\b"
            r"(?: dot uk\b)?",
            re.IGNORECASE,
        ),
    ),
    ("date", re.compile(_DATE, re.IGNORECASE)),
    ("postcode", re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)),
    (
        "time",
        re.compile(r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|0?[1-9]) ?(?:am|pm)\b", re.IGNORECASE),
    ),
    ("mark", re.compile(r"\b(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{3} \d{2,4})\b")),
    (
        "number",
        re.compile(
            r"(?:\+\d+[ -]?|\(\d{2,}\) ?)?\b(?!(?:999|112|111|101|105)\b)"
            r"(?:\w*\d{3,}\w*|\d+(?:[ /.-]\d+){2,})(?:[ -]\d+\w*)*\b"
        ),
    ),
)
_NUMBER_WORDS = frozenset((*UNITS, *TENS, "oh", "nought", "double", "treble", "triple", "hundred"))
_X_RAY = re.compile(rf"\bx[ -]ray(?= (?:{'|'.join((*PHONETIC, *UNITS, r'[0-9]'))})\b)", re.IGNORECASE)
_HOUSE_OF_NAME = re.compile(r"\b(?:flat |number |no )?\d{1,4}[a-z]?,? \[name\](?! \[)", re.IGNORECASE)
"""A number before a name is a house, whatever its street is called: "5 Johnson Circles"."""
_IN_TEXT_SPEAK = frozenset("abciknoruy")
"""Letters that stand for words: "y r u there"."""


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
    text = _X_RAY.sub("xray", text)
    text = without_towns(without_places(text), names.common)
    for kind, pattern in _PATTERNS:
        text = _outside_brackets(text, partial(pattern.sub, f"[{kind}]"))
    text = _outside_brackets(text, partial(_MARK_APART.sub, partial(_mark, names)))
    text = without_people(text, names)
    return _said_numbers_out(_HOUSE_OF_NAME.sub("[place]", text) if names.strangers else text)


def _mark(names: Names, found: re.Match[str]) -> str:
    """Return what stands for a vehicle mark, with gaps or without; words beside a number stay."""
    letters = (found[1].casefold(), found[3].casefold())
    apart = not found[0].isalnum() and not found[1].isupper()
    words = letters[0] in _NO_LETTERS or names.common(letters[1])
    return found[0] if apart and words else "[mark]"


def _outside_brackets(text: str, change: Callable[[str], str]) -> str:
    """Change what stands outside of the brackets put in so far."""
    parts = re.split(r"(\[[a-z]+\])", text)
    return "".join(part if i % 2 else change(part) for i, part in enumerate(parts))


def _said_numbers_out(text: str) -> str:
    """Replace runs of three or more numbers or letters said one by one: "oh one six three two"."""
    found: list[str] = []
    run: list[str] = []
    for word in [*text.split(" "), ""]:
        plain = word.casefold().strip(".,?!")
        if plain in _NUMBER_WORDS or plain in PHONETIC or (len(plain) == 1 and plain.isalnum()):
            run.append(word)
            continue
        found += ["[number]"] if _tells(run) else run
        run = []
        found.append(word)
    return " ".join(found[:-1])


def _tells(run: Collection[str]) -> bool:
    plain = [word.casefold().strip(".,?!") for word in run]
    return len(run) > 2 and sum(word not in _IN_TEXT_SPEAK for word in plain) > 1


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
