"""Comparing what was written with what was told: numbers and names as values, words with typing errors.

The engine (a crew acts literally on what was sent) and marking share this comparison, so that neither can
disagree with the other about what a message carried. It judges no criterion and knows no scenario.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from simulator.model.said_values import (
    PHONETIC,
    TEENS,
    TENS,
    UNITS,
    names_written,
    numbers_written,
    times_written,
)

_WORD = re.compile(
    r"[a-z]{2}\d\d(?=[a-z]{3}\b)|[a-z]+(?=\d{4})|[a-z]+\d+[a-z]*|\d+[a-z]+|[a-z]+(?:'[a-z]+)?|\d+"
)
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
_BREAK = re.compile(r"[,;:!?()\n\u2013\u2014]|\.(?!\d)")
_SENTENCE = re.compile(r"[.;!?]+(?=\s|$)|,\s*(?=\d)")
"""Where a sentence ends, or a comma leads to a number, as before an address."""
_APART = 10
"""So many words may stand between those that belong together, and two more for each of them."""
_NEGATORS = frozenset(
    [
        "no",
        "not",
        "none",
        "without",
        "never",
        "nobody",
        "nothing",
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
_NUMBERS = {word: str(n) for n, word in enumerate((*UNITS, *TEENS))} | {"nought": "0", "oh": "0"}
_TENS = {word: n * 10 for n, word in enumerate(TENS, 2)}
_LETTER = rf"(?:[a-z]|{'|'.join(sorted(PHONETIC, key=len, reverse=True))})"
_FIGURES = rf"(?:\d\d?|{'|'.join((*_NUMBERS, *_TENS))})"
_GAP = r"[\s,.-]+"
_MARK = re.compile(
    rf"\b({_LETTER}{_GAP}{_LETTER}|[a-z]{{2}}){_GAP}({_FIGURES}(?:{_GAP}{_FIGURES})?)"
    rf"{_GAP}({_GAP.join([_LETTER] * 3)}|[a-z]{{3}})\b",
    re.IGNORECASE,
)
_SAME = {
    "can't": "cannot", "rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cres": "crescent",
    "gdns": "gardens", "rw": "row", "terr": "terrace", "sq": "square", "yrs": "years",
    "yr": "years", "year": "years", "o2": "oxygen", "lhs": "left", "rhs": "right", "upstair": "upstairs",
    "cars": "car", "persons": "people", "person": "people", "pts": "patients", "pt": "patient",
}  # fmt: skip


_TIMES = {"double": 2, "treble": 3, "triple": 3}
_ONE_FIGURE = frozenset((*UNITS, "nought", "oh", *"0123456789"))


def figures_said_out(words: Iterable[str]) -> list[str]:
    """Return words with "double seven" said out, seven seven; what is double and no figure stays as it is."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _TIMES and word in _ONE_FIGURE:
            found[-1:] = [word] * _TIMES[found[-1]]
        else:
            found.append(word)
    return found


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Split text into comparable words: lower case, numbers in digits, runs of digits joined.

    ``"zero one six three two, 960118"`` and ``"01632 960118"`` give the same tokens; ``"double one"`` are
    two ones, ``"a hundred and five"`` is 105 and ``"fourteen b"`` 14b.
    """
    words: list[str] = []
    for found in figures_said_out(_WORD.findall(_plain(numbers_written(text)))):
        raw = found.removesuffix("'s")  # "his wife's hard to wake" speaks of his wife
        word = _NUMBERS.get(raw, _SAME.get(raw, raw))
        if words and words[-1] in ("20", "30", "40", "50", "60", "70", "80", "90") and raw in UNITS[1:]:
            words[-1] = str(int(words[-1]) + int(word))
            continue
        words.append(str(_TENS[raw]) if raw in _TENS else word)
    return tuple(words)


def _digit_runs(words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return neighbouring groups of digits run together, each with the place at which it begins.

    Every stretch of neighbours is one: two numbers of two callers in one field are each still found.
    """
    runs: list[tuple[int, str]] = []
    for n in range(len(words)):
        run = ""
        for word in words[n:]:
            if not word.isdigit():
                break
            run += word
            runs.append((n, run))
    return runs


@lru_cache(maxsize=8192)
def spelt_figures(text: str) -> tuple[str, ...]:
    """Split text into comparable words with a number that was said figure by figure run together.

    ``"at seven one Lugger Road"`` gives ``at 71 lugger road``. What ends a part of a sentence parts figures
    too, and those of a call sign (``Kilo one two``) are no number.
    """
    joined: list[str] = []
    parts = [tokens(part) for part in _BREAK.split(text)]
    for words in parts:
        run = False
        for n, word in enumerate(words):
            single = len(word) == 1 and word.isdigit() and not (n and words[n - 1] in PHONETIC)
            if single and run:
                joined[-1] += word
            else:
                joined.append(word)
            run = single
    return tuple(joined)


@lru_cache(maxsize=1 << 16)
def same_word(a: str, b: str) -> bool:
    """Tell whether two words are the same but for one typing error (never for short words or numbers)."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or any(c.isdigit() for c in a + b):
        return (
            a.rstrip("s") == b.rstrip("s") and min(len(a), len(b)) > 3 and not any(c.isdigit() for c in a + b)
        )
    if a[0] != b[0] and sorted(a) != sorted(b):
        return False  # a slip seldom falls on the first letters: light is not right, nor is trapped tapped
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return len(wrong) == 1 and len(a) > 5
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(2, len(long)))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the names from which people are cast: Mrs Cooper is no cooker."""
    # Whoever compares nothing does not wait a sixth of a second for them.
    from faker.providers.person.en_GB import Provider as People  # noqa: PLC0415

    groups = (People.last_names, People.first_names_female, People.first_names_male)
    return frozenset(name.lower() for names in groups for name in names)


@lru_cache(maxsize=1 << 16)
def _meets(options: tuple[str, ...], word: str) -> bool:
    """Tell whether a word is one of the options, but for one typing error; somebody's name is no error."""
    if word in _names():
        return word in options or any(option.rstrip("s") == word.rstrip("s") for option in options)
    return any(same_word(option, word) for option in options)


@lru_cache(maxsize=8192)
def _firsts(options: tuple[str, ...]) -> frozenset[str]:
    return frozenset(option[:1] for option in options)


def _places(options: tuple[str, ...], words: tuple[str, ...]) -> list[int]:
    """Return every place at which one of the options stands among the words, runs of digits joined.

    Words that are close begin alike, or with their first two letters exchanged: the others are not compared.
    """
    firsts = _firsts(options)
    found = [
        n
        for n, word in enumerate(words)
        if (word[:1] in firsts or word[1:2] in firsts) and _meets(options, word)
    ]
    if found:
        return found
    long = [option for option in options if len(option) >= 5 and option.isdigit()]
    if long:
        found = [n for n, run in _digit_runs(words) if run in long]
    return found


@lru_cache(maxsize=8192)
def _pattern(accept: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    groups: list[tuple[str, ...]] = []
    for part in numbers_written(accept).split():
        options = [tokens(option) for option in part.split("/")]
        if len(options) == 1:
            groups += [(t,) if t not in _SMALL else () for t in options[0]]
        else:
            groups.append(tuple(t for option in options for t in option))
    joined: list[tuple[str, ...]] = []
    for group in groups:  # a small word, kept empty, parts two figures: ten to six is not 106
        if joined and all(len(g) == 1 and g[0].isdigit() for g in (joined[-1], group)):
            joined[-1] = (joined[-1][0] + group[0],)
        else:
            joined.append(group)
    negative = any(t in _NEGATORS for g in joined for t in g)
    return tuple(g for g in joined if g), negative


@lru_cache(maxsize=8192)
def _breaks(text: str, at: re.Pattern[str] = _BREAK) -> tuple[int, ...]:
    """Return the places among the words before which a sentence or a part of one begins."""
    ends: list[int] = []
    count = 0
    for part in at.split(text):
        count += len(tokens(part))
        ends.append(count)
    return tuple(ends[:-1])


def _nearest(places: list[list[int]], start: int) -> tuple[int, ...] | None:
    """Return for each group its first place from ``start`` on, or ``None`` where one has none."""
    found = [next((n for n in group if n >= start), -1) for group in places]
    return None if min(found) < 0 else tuple(found)


def _denied(text: str, words: tuple[str, ...], found: tuple[int, ...]) -> bool:
    """Tell whether the words found are denied: ``no oxygen``, ``no fire or smoke``, ``not trapped``.

    What was denied in the sentence before denies nothing here: ``no power. 19 Curlew Road`` is an address.
    """
    first = min(found)
    reach = 4 if words[first - 1 : first] == ("or",) else 2
    begins = max((n for n in _breaks(text, _SENTENCE) if n <= first), default=0)
    ends = _breaks(text)

    def denies(n: int) -> bool:
        return words[n] in _NEGATORS and n + 1 not in ends  # "none, only hers" denies nothing of hers

    if any(denies(n) for n in range(max(begins, first - reach), first)):
        return True
    return any(n and denies(n - 1) for n in found if n - 1 not in found)


_KNOWING = frozenset(
    ("known", "know", "sure", "certain", "information", "info", "idea", "word", "told", "clear", "confirmed")
)
"""What is denied where nothing is known: "not known if anybody is hurt" does not say that nobody is."""
_THERE_IS_NONE = frozenset(("none", "nil", "nobody", "no", "nothing", "zero"))


def _denies(text: str, words: tuple[str, ...], found: tuple[int, ...]) -> bool:
    """Tell whether the denial stands in one part of the sentence with what it denies, and before it.

    Behind it stands only what fills in a heading: "injuries: none".
    """
    ends = _breaks(text)
    for n, place in enumerate(found):
        if words[place] not in _NEGATORS or n + 1 >= len(found):
            continue
        after = found[n + 1]
        if after < place:
            if not _fills_in(words, after, place, ends):
                return False
            continue
        between = {words[at] for at in range(place + 1, after) if at not in found}
        if any(place < end <= after for end in ends) or _KNOWING & between:
            return False
    return True


def _fills_in(words: tuple[str, ...], heading: int, place: int, ends: tuple[int, ...]) -> bool:
    """Tell whether a denial right behind a word, with nothing behind it, says that there is none of it."""
    last = place + 1 == len(words) or place + 1 in ends
    return heading + 1 == place and last and words[place] in _THERE_IS_NONE


@lru_cache(maxsize=8192)
def marks_written(text: str) -> str:
    """Write vehicle marks that are spelt out as they stand on a vehicle, and leave all else as it is.

    ``"foxtrot mike six two, kilo lima papa"`` gives ``FM62 KLP``. Other letters of the phonetic alphabet are
    words and call signs.
    """

    def written(match: re.Match[str]) -> str:
        letters = [tokens(match.group(n)) for n in (1, 3)]
        figures = "".join(tokens(match.group(2)))
        spelt = [words for words in letters if len(words) > 1]
        if len(figures) != 2 or not (len(spelt) == 2 or any(len(w) > 1 for words in spelt for w in words)):
            return match.group(0)
        first, last = ("".join(w[0] for w in words) if len(words) > 1 else words[0] for words in letters)
        return f"{first}{figures} {last}".upper()

    return _MARK.sub(written, text)


def says(text: str, accept: str) -> bool:
    """Tell whether ``text`` says what ``accept`` asks for: all its words, near each other, not denied.

    Words apart by ``/`` in ``accept`` serve equally well. A number counts only whole: 14 is not 140. Words
    that stand far apart speak of different things: ``one`` of a priority and ``bedroom`` of a cylinder are
    no person in the bedroom. A denial holds within its own part of a sentence: ``no injuries, fire crew
    sent`` does not say that there is no fire. A clock time says every form of it
    (``half past nine``, ``9.30pm`` and ``21:30``), and a name may be spelt.
    """
    if _says(text, accept):
        return True
    spelt = names_written(text)
    if spelt != text and _says(spelt, accept):
        return True
    timed = times_written(accept, options=True)
    return timed != accept and _says(times_written(text), timed)


def _says(text: str, accept: str) -> bool:
    groups, negative = _pattern(accept)
    text = marks_written(text)
    words = tokens(text)
    if not groups:
        return False
    if any(option.isdigit() and len(option) > 1 for group in groups for option in group):
        whole = spelt_figures(text)
        if len(whole) < len(words) and _near(text, whole, groups, negative=negative):
            return True
    return _near(text, words, groups, negative=negative)


def _near(text: str, words: tuple[str, ...], groups: tuple[tuple[str, ...], ...], *, negative: bool) -> bool:
    """Tell whether every group has one of its words near the others, and none of them is denied."""
    places: list[list[int]] = []
    for group in groups:
        at = _places(group, words)
        if not at:
            return False
        places.append(at)
    reach = _APART + 2 * len(groups)
    for start in sorted({n for group in places for n in group}):
        found = _nearest(places, start)
        if found is None:
            return False
        if max(found) - min(found) < reach:
            right = _denies(text, words, found) if negative else not _denied(text, words, found)
            if right:
                return True
    return False


def carries(text: str, value: str, accept: tuple[str, ...]) -> bool:
    """Tell whether a text carries a fact: its value, or one of the other ways of writing it."""
    return any(says(text, a) for a in (value, *accept) if a)
