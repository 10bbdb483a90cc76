"""Comparing what was written with what was told: numbers and names as values, words with typing errors.

The engine (a crew acts literally on what was sent) and marking share this comparison, so that neither can
disagree with the other about what a message carried. It judges no criterion and knows no scenario.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z]+\d+[a-z]*|\d+[a-z]+|[a-z]+(?:'[a-z]+)?|\d+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "at",
        "in",
        "on",
        "to",
        "and",
        "is",
        "are",
        "was",
        "it",
        "its",
        "with",
        "for",
        "by",
        "there",
    ]
)
_NEGATORS = frozenset(
    [
        "no",
        "not",
        "none",
        "without",
        "never",
        "nobody",
        "nil",
        "isn't",
        "aren't",
        "wasn't",
        "don't",
        "doesn't",
        "can't",
        "cannot",
        "won't",
        "couldn't",
    ]
)
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_NUMBERS = {word: str(n) for n, word in enumerate(_UNITS)} | {"nought": "0", "oh": "0"}
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_NUMBERS |= {word: str(n) for n, word in enumerate(_TEENS, start=10)}
_TENS = {
    w: n * 10
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ALPHABET = [
    "alfa",
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliet",
    "juliett",
    "kilo",
    "lima",
    "mike",
    "november",
    "oscar",
    "papa",
    "quebec",
    "romeo",
    "sierra",
    "tango",
    "uniform",
    "victor",
    "whiskey",
    "whisky",
    "x-ray",
    "xray",
    "yankee",
    "zulu",
]
_SAME = {
    "can't": "cannot", "rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "yrs": "years",
    "yr": "years", "year": "years", "o2": "oxygen", "lhs": "left", "rhs": "right", "upstair": "upstairs",
    "cars": "car", "persons": "people", "person": "people", "pts": "patients", "pt": "patient",
}  # fmt: skip


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Split text into comparable words: lower case, numbers in digits, runs of digits joined.

    ``"zero one six three two, 960118"`` and ``"01632 960118"`` give the same tokens.
    """
    words: list[str] = []
    for raw in _WORD.findall(_plain(text)):
        word = _NUMBERS.get(raw, _SAME.get(raw, raw))
        if words and words[-1] in ("20", "30", "40", "50", "60", "70", "80", "90") and raw in _UNITS[1:]:
            words[-1] = str(int(words[-1]) + int(word))
            continue
        words.append(str(_TENS[raw]) if raw in _TENS else word)
    return tuple(words)


def _joined_digits(words: tuple[str, ...]) -> str:
    """Return the words with neighbouring digit groups run together, apart from others by spaces."""
    out: list[str] = []
    for word in words:
        if word.isdigit() and out and out[-1].isdigit():
            out[-1] += word
        else:
            out.append(word)
    return " ".join(out)


def _close(a: str, b: str) -> bool:
    """Tell whether two words are the same but for one typing error (never for short words or numbers)."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or any(c.isdigit() for c in a + b):
        return (
            a.rstrip("s") == b.rstrip("s") and min(len(a), len(b)) > 3 and not any(c.isdigit() for c in a + b)
        )
    if a[0] != b[0] and sorted(a) != sorted(b):
        return False  # a slip seldom falls on the first letter, and light is not right
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return len(wrong) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _find(options: tuple[str, ...], words: tuple[str, ...], digits: str) -> int:
    """Return where one of the options stands among the words (first place), or -1."""
    for n, word in enumerate(words):
        if any(_close(option, word) for option in options):
            return n
    for option in options:
        if option.isdigit() and len(option) >= 5 and option in digits.split():
            return len(words)
    return -1


@lru_cache(maxsize=8192)
def _pattern(accept: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    groups: list[tuple[str, ...]] = []
    for part in accept.split():
        options = [tokens(option) for option in part.split("/")]
        if len(options) == 1:
            groups += [(t,) for t in options[0] if t not in _SMALL]
        else:
            groups.append(tuple(t for option in options for t in option))
    joined: list[tuple[str, ...]] = []
    for group in groups:
        if joined and all(len(g) == 1 and g[0].isdigit() for g in (joined[-1], group)):
            joined[-1] = (joined[-1][0] + group[0],)
        else:
            joined.append(group)
    negative = any(t in _NEGATORS for g in joined for t in g)
    return tuple(g for g in joined if g), negative


def says(text: str, accept: str) -> bool:
    """Tell whether ``text`` says what ``accept`` asks for: all its words, numbers exactly, not denied.

    Words apart by ``/`` in ``accept`` serve equally well. A number counts only whole: 14 is not 140.
    """
    groups, negative = _pattern(accept)
    words = tokens(text)
    if not groups:
        return False
    digits = _joined_digits(words)
    places = [_find(group, words, digits) for group in groups]
    if min(places) < 0:
        return False
    if negative:
        return True
    first = min(places)
    before = words[max(0, first - 2) : first]
    return not any(w in _NEGATORS for w in before)


def carries(text: str, value: str, accept: tuple[str, ...]) -> bool:
    """Tell whether a text carries a fact: its value, or one of the other ways of writing it."""
    return any(says(text, a) for a in (value, *accept) if a)


def spelt(text: str) -> str:
    """Return letters spelt in the phonetic alphabet as letters (``Alpha Mike four`` gives ``am4``)."""
    return "".join(w[0] if w in _ALPHABET else w for w in tokens(text))
