"""Writes values said in words as they are written: hundreds, clock times, house letters, spelt names.

``values`` and the reader compare what comes out. What is in doubt stays as it was said: "five to nine" after
"numbers" is no time, and "14 a man" no house. It compares nothing and knows no scenario.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from simulator.model.word_sets import word_row

_Put = Callable[[int, int, str], str]
"""How a time is written: hour, minute, and am, pm or 24 where that is known."""

UNITS = word_row("zero one two three four five six seven eight nine")
TEENS = word_row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = word_row("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = {word: n for n, word in enumerate((*UNITS, *TEENS))}
_NUMBER = _SMALL | {
    f"{tens}{gap}{unit}": n * 10 + m
    for n, tens in enumerate(TENS, 2)
    for m, unit in enumerate(UNITS)
    for gap in (" ", "-")
    if m
}
_NUMBER |= {tens: n * 10 for n, tens in enumerate(TENS, 2)}
_WORDS = "|".join(sorted(_NUMBER, key=len, reverse=True))
_GAP = r"[ \t]+"

_HUNDRED = re.compile(
    rf"(?<![/\w])(?:(a|[1-9]|{'|'.join(UNITS[1:])}){_GAP})?hundred"
    rf"(?:(?:{_GAP}and)?{_GAP}({_WORDS}|\d\d?)\b(?!{_GAP}(?:hundred|thousand)))?(?![\w/])",
    re.IGNORECASE,
)
_STREETS = (
    r"(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|place|terrace|crescent|gardens|hill)"
)
_MAY_BE_A_LABEL = re.compile(r"\d(?:(?<=\bn[or].)|(?<=\bn[or][. ].)|(?<=\bn[or]\. .))")
_LABEL = re.compile(
    rf"\bn[or](?:\.{_GAP}|\.(?=\d)|{_GAP}(?=\d+[a-z]?,?{_GAP}[A-Za-z'\u2019-]+{_GAP}(?:row|rw|{_STREETS})\b))(?=\d)",
    re.IGNORECASE,
)
"""A number's label, which is no denial: with its dot, or before a house and its road."""
_HOUSE_LETTER = re.compile(
    rf"\b(\d{{1,3}}|{_WORDS}){_GAP}(?:"
    r"([b-h])(?![\w'’.-])"
    rf"|(a)(?=$|[,.;:]|{_GAP}[A-Z][a-z]|{_GAP}\w+{_GAP}{_STREETS}\b)"
    rf"|(alfa|alpha|bravo|charlie|delta)\b(?!{_GAP}{_STREETS}\b))",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][a-z]")
_MAY_BE_A_HOUSE = re.compile(
    r"[ \t](?:[a-h](?![\w'’])(?:(?<=[\d \t][ \t].)|(?<=(?:ro|ne|wo|ee|ur|ve|ix|en|ht|ty)[ \t].))"
    r"|alpha|alfa|bravo|charl|delta)"
)
"""Cheaper than the pattern itself: in few texts, in small letters, a letter follows what ends as a number."""

_HOUR = "|".join((*TEENS[:3], *UNITS[1:], r"1[0-2]", r"0?[1-9]"))
_PART = (
    r"(?:[ \t]*(a\.?m\b\.?|p\.?m\b\.?)"
    r"|[ \t]+((?:in[ \t]+the|this)[ \t]+(?:morning|afternoon|evening)|at[ \t]+night|tonight|last[ \t]+night"
    r"|yesterday[ \t]+(?:morning|afternoon|evening)))?"
)
_AT = r"(?:at|since|until|till|by|was|is|around|about|before|after|from)"
_NO_TIME = (
    r"(?<!\bnumber )(?<!\bnumbers )(?<!\bhouse )(?<!\bhouses )(?<!\bflat )(?<!\bflats )(?<!\bfrom )"
    r"(?<!\bbetween )(?<!\baged )(?<!\bage )(?<!\bages )(?<!\broom )(?<!\brooms )(?<!\bunits )(?<!\bnos )"
    r"(?<!\blanes )(?<!\bplatforms )(?<!\bgates )(?<!\bfloors )(?<!\bplots )"
)
_COUNTED = (
    r"(?![ \t]*(?:-[ \t]*)?(?:years?|months?|weeks?|days?|hours?|minutes?|mins?|people|men|women|children|"
    r"kids|metres?|miles?|m\b|km\b|kg\b|litres?|per|%|of\b|percent|in[ \t]+favour)|[ \t]+\w+[ \t]+"
    rf"{_STREETS}\b|[\w:]|\.\d)"
)
_MINUTES = r"(?:a[ \t]+)?(?:half|quarter|five|ten|twenty(?:[ -]five)?)"
_PAST = re.compile(
    rf"{_NO_TIME}\b(?:({_MINUTES})|({_WORDS}|\d\d?)[ \t]+(?:minutes?|mins?)|((?:{_AT})[ \t]+)?(5|10|20|25))"
    rf"[ \t]+(past|to)[ \t]+({_HOUR})\b{_COUNTED}{_PART}",
    re.IGNORECASE,
)
_MAY_BE_PAST = re.compile(rf"(?:past|to)[ \t]+(?:{_HOUR})\b", re.IGNORECASE)
"""Cheaper than the pattern itself, which tries every word for the number of the minutes."""
_HALF = re.compile(rf"\b(?<!and )(?<!a )half[ \t]+({_HOUR})\b{_COUNTED}{_PART}", re.IGNORECASE)
_FIGURES = re.compile(
    rf"(?<![\d:.£/])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d/]|[:.]\d){_PART}{_COUNTED}", re.IGNORECASE
)
_SAID = re.compile(
    rf"\b({_AT}[ \t]+)?({_HOUR})[ \t-]+((?:oh|zero)[ \t-]+(?:{'|'.join(UNITS[1:])})|"
    rf"(?:twenty|thirty|forty|fifty)[ \t-](?:{'|'.join(UNITS[1:])})|{'|'.join((*TEENS, *TENS[:4]))})"
    rf"\b{_COUNTED}{_PART}",
    re.IGNORECASE,
)
_OCLOCK = re.compile(
    rf"\b({_HOUR})[ \t]*(?:o['’]?[ \t]?clock\b{_PART}|(a\.?m\b\.?|p\.?m\b\.?))", re.IGNORECASE
)
_BARE = re.compile(
    rf"\b(at|since|until|till|by)[ \t]+({_HOUR})(?=$|[,;:!?]|\.(?!\d)|[ \t]+"
    r"(?:and|or|when|in[ \t]+the|this|last|at[ \t]+night|tonight|today|yesterday|but)\b)"
    rf"{_PART}",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)[ \t]*(?:hours|hrs)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(noon|midday|midnight)\b", re.IGNORECASE)
_HOLDS_AN_HOUR = re.compile(
    rf"\d|\b(?:noon|midday|midnight|{'|'.join((*TEENS[:3], *UNITS[1:]))})", re.IGNORECASE
)
"""Cheaper than all that a time may be."""
_MAY_BE_A_TIME = re.compile(
    r"past|to\b|half|[ap]\.?m\b|clock|\d[:.]\d|noon|midday|midnight|hours|hrs|thirty|fifteen|forty|tonight"
    r"|morning|evening|\b(?:at|since|until|till|by|was|is|around|about|before|after|from)\b"
    r"|^\W*\w+[ -]\w+(?:[ -]\w+)?\W*$",
    re.IGNORECASE,
)

PHONETIC = word_row(
    """
    alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar
    papa quebec romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu
    """
)
"""The phonetic alphabet as it is spoken and written, each word for its first letter."""
_BY_SOUND = "|".join(sorted(PHONETIC, key=len, reverse=True))
_BETWEEN = r"[ \t]*[-.,][ \t]*|[ \t]+"
_LETTERS = re.compile(
    rf"(?<![\w'’])(?:(?:double[ \t-]+)?[a-z](?:{_BETWEEN})){{2,}}(?:double[ \t-]+)?[a-z](?![\w'’])",
    re.IGNORECASE,
)
_SOUNDS = re.compile(rf"\b(?:(?:{_BY_SOUND})(?:{_BETWEEN})){{2,}}(?:{_BY_SOUND})\b", re.IGNORECASE)
_AS_IN = re.compile(
    rf"\b(?:[a-z][ \t]+(?:for|as[ \t]+in)[ \t]+\w+(?:{_BETWEEN}))+[a-z][ \t]+(?:for|as[ \t]+in)[ \t]+\w+",
    re.IGNORECASE,
)


_ODD_LETTERS = str.maketrans({"ſ": "s", "ı": "i", "İ": "I", "K": "k"})
"""Letters that a search blind to capitals takes for an s, an i or a k, and no table of words knows."""


def _plain_letters(text: str) -> str:
    return text if text.isascii() else text.translate(_ODD_LETTERS)


def numbers_written(text: str) -> str:
    """Return a text with hundreds in figures, a house's letter beside its number and "No." as a word.

    ``"a hundred and five"`` gives ``105``, ``"fourteen b"`` and ``"14 B"`` give ``14b``, ``"No. 21"`` and
    ``"no 21 Mill Road"`` say a number and deny nothing.
    """
    text = _plain_letters(text)
    small = text.lower()
    if _MAY_BE_A_LABEL.search(small):
        text = _LABEL.sub("number ", text)
    if "hundred" in small:
        text = _HUNDRED.sub(_hundreds, text)
        small = text.lower()
    return _HOUSE_LETTER.sub(_with_letter, text) if _MAY_BE_A_HOUSE.search(small) else text


def _hundreds(found: re.Match[str]) -> str:
    lead, rest = found.groups()
    if lead is None and rest is None:
        return found[0]  # "a few hundred"
    tail = (rest or "0").lower()
    return str(_figure(lead or "a") * 100 + (int(tail) if tail.isdigit() else _NUMBER[tail]))


def _with_letter(found: re.Match[str]) -> str:
    number, letter, a, sound = found.groups()
    after = found.string[found.end() :].lstrip()
    if a and after and after[0] not in ",.;:" and not _NAME.match(after) and not _in_a_street(after):
        return found[0]
    figure = number if number.isdigit() else str(_NUMBER[number.lower()])
    return f"{figure}{(letter or a or sound)[0].lower()}"


def _in_a_street(after: str) -> bool:
    return re.match(rf"\w+{_GAP}{_STREETS}\b", after, re.IGNORECASE) is not None


def _figure(word: str) -> int:
    word = word.lower()
    return 1 if word == "a" else int(word) if word.isdigit() else _NUMBER[word]


@lru_cache(maxsize=8192)
def times_written(text: str, *, options: bool = False) -> str:
    """Return a text with clock times in one form: ``2130hr``, or ``0930hx`` where morning or evening is open.

    ``options``: each time is followed by every form that means the same, parted by ``/``.
    """
    text = _plain_letters(text)
    if not _HOLDS_AN_HOUR.search(text) or not _MAY_BE_A_TIME.search(text):
        return text

    def put(hour: int, minute: int, half: str) -> str:
        forms = _forms(hour, minute, half)
        return "/".join(forms) if options else forms[0]

    text = _HOURS.sub(lambda m: put(int(m[1]), int(m[2]), "24"), text)
    if _MAY_BE_PAST.search(text):
        text = _PAST.sub(lambda m: _past(m, put), text)
    text = _HALF.sub(lambda m: put(_figure(m[1]), 30, _half(m[2], m[3], _figure(m[1]))), text)
    text = _SAID.sub(lambda m: _hour_and_minutes(m, put), text)
    text = _FIGURES.sub(lambda m: _in_figures(m, put), text)
    text = _OCLOCK.sub(lambda m: put(_figure(m[1]), 0, _half(m[2] or m[4], m[3], _figure(m[1]))), text)
    text = _BARE.sub(lambda m: f"{m[1]} {put(_figure(m[2]), 0, _half(m[3], m[4], _figure(m[2])))}", text)
    return _NAMED.sub(lambda m: put(0 if m[1].lower() == "midnight" else 12, 0, "24"), text)


def times_in(text: str) -> tuple[str, ...]:
    """Return the clock times in a text as four figures, both readings where morning or evening is open."""
    found: list[str] = []
    for figures, form in re.findall(r"\b(\d{4})(h[rx])\b", times_written(text)):
        hour = int(figures[:2])
        found += [figures] if form == "hr" else [figures, f"{hour % 12 + 12:02d}{figures[2:]}"]
    return tuple(dict.fromkeys(found))


def without_times(text: str) -> str:
    """Return a text without its clock times."""
    return re.sub(r"\b\d{4}h[rx]\b", " ", times_written(text))


def _forms(hour: int, minute: int, half: str) -> tuple[str, ...]:
    """Return the forms of a time, its own first; ``half``: am, pm, 24 where the hour says it, else empty."""
    early, late = f"{hour % 12:02d}{minute:02d}hr", f"{hour % 12 + 12:02d}{minute:02d}hr"
    either = f"{hour % 12:02d}{minute:02d}hx"
    if half == "24":
        half = "pm" if hour >= 12 else "am"
    if half == "am":
        return early, either
    return (late, either) if half == "pm" else (either, early, late)


def _half(mark: str | None, part: str | None, hour: int) -> str:
    """Return am, pm or nothing for what follows a time: "pm", "in the morning", "at night"."""
    if mark:
        return "am" if mark[0].lower() == "a" else "pm"
    said = (part or "").lower()
    if "morning" in said:
        return "am"
    if "night" in said:
        return "pm" if 5 <= hour < 12 else "am"
    return "pm" if said else ""


def _past(found: re.Match[str], put: _Put) -> str:
    """Write "half past nine", "ten to six": twenty to six is in the hour before."""
    words, counted, lead, figures, way, spoken, mark, part = found.groups()
    if figures and not lead and not mark and not part:
        return found[0]  # "5 to 9" may be anything
    said = (words or counted or figures or "").lower().removeprefix("a").strip().replace("-", " ")
    minute = {"half": 30, "quarter": 15}.get(said) or (int(said) if said.isdigit() else _NUMBER.get(said, 60))
    hour = _figure(spoken)
    half = _half(mark, part, hour)
    if minute > 30 or (way.lower() == "to" and said == "half"):
        return found[0]
    if way.lower() == "to":
        minute = 60 - minute
        if hour == 1:
            hour = 12
        else:
            hour -= 1
            half = {"am": "pm", "pm": "am"}.get(half, half) if hour == 11 else half
    return f"{lead or ''}{put(hour, minute, half)}"


def _hour_and_minutes(found: re.Match[str], put: _Put) -> str:
    """Write "nine thirty", where something shows that a time is meant."""
    lead, spoken, minutes, mark, part = found.groups()
    alone = found[0].strip() == found.string.strip(" .,?!")
    if not (lead or mark or part or alone):
        return found[0]
    said = re.sub(r"[ \t-]+", " ", minutes.lower())
    minute = _NUMBER[said.split()[1]] if said.startswith(("oh ", "zero ")) else _NUMBER[said]
    hour = _figure(spoken)
    return f"{lead or ''}{put(hour, minute, _half(mark, part, hour))}"


def _in_figures(found: re.Match[str], put: _Put) -> str:
    """Write "9.30pm", "21:30"; a leading nought, or an hour after twelve, says which half of the day."""
    hour, minute = int(found[1]), int(found[2])
    half = _half(found[3], found[4], hour)
    known = hour > 12 or found[1].startswith("0")
    return put(hour, minute, half or ("24" if known else ""))


@lru_cache(maxsize=8192)
def names_written(text: str) -> str:
    """Return a text with what was spelt letter by letter as words.

    ``"S-M-I-T-H"``, ``"S for sugar, M for mother …"`` and ``"sierra mike india tango hotel"`` give ``smith``.
    """
    text = _plain_letters(text)
    text = _AS_IN.sub(
        lambda m: "".join(re.findall(r"\b([a-z])[ \t]+(?:for|as[ \t]+in)\b", m[0], re.IGNORECASE)), text
    )
    text = _SOUNDS.sub(lambda m: "".join(w[0] for w in re.findall(_BY_SOUND, m[0], re.IGNORECASE)), text)
    return _LETTERS.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    letters = re.findall(r"(double)[ \t-]+([a-z])|\b([a-z])\b", found[0], re.IGNORECASE)
    return "".join(twice * 2 if double else once for double, twice, once in letters)
