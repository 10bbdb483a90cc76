"""Comparing what was written with what was told: numbers and names as values, words with typing errors.

The engine (a crew acts literally on what was sent) and marking share this comparison, so that neither can
disagree with the other about what a message carried. It judges no criterion and knows no scenario.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from simulator.model.denials import NEGATORS, denied, denies
from simulator.model.said_values import (
    PHONETIC,
    TEENS,
    TENS,
    UNITS,
    names_written,
    numbers_written,
    times_written,
)
from simulator.model.slips import forms
from simulator.model.word_places import nearest, places_of
from simulator.model.word_sets import word_set

_WORD = re.compile(r"[a-z]{2}\d\d(?=[a-z]{3}\b)|[a-z]++(?:'[a-z]++|(?=\d{4})|\d++[a-z]*+|)|\d++[a-z]*+")
_PLAIN_WORD = re.compile(r"[a-z]++(?:'[a-z]++)?+")
"""A word of a text without figures: the same, and found in half the time."""
SMALL = word_set("a an the of at in on to and is are was it its with for by there")
BREAK = re.compile(r"[,;:!?()\n\u2013\u2014]|\.(?!\d)")
_SENTENCE = re.compile(r"[.;!?]+(?=\s|$)|,\s*(?=\d)")
"""Where a sentence ends, or a comma leads to a number, as before an address."""
_FIGURE = re.compile(r"\d")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_OF_THEM = re.compile(r"'s\b")
"""What hangs on to a word and is none of it: "his wife's hard to wake" speaks of his wife."""
_APART = 10
"""So many words may stand between those that belong together, and two more for each of them."""
_NUMBERS = {word: str(n) for n, word in enumerate((*UNITS, *TEENS))} | {"nought": "0", "oh": "0"}
_TENS = {word: n * 10 for n, word in enumerate(TENS, 2)}
_SOUNDS = frozenset(PHONETIC)
_SPELT_BY_SOUND = _SOUNDS | {"ray"}
_LETTERS_APART = re.compile(
    r"[ \t.,-](?<=\b[a-z].)[ \t.,-]*(?:[a-z]\b|for\b|as\b|double[ \t-])", re.IGNORECASE
)
"""Where letters may be spelt one by one, or one stand "as in" a word."""
_RUN = re.compile(r"\w+")
_SPELLING = re.compile(r"\b({0})\b\W+({0})\b".format("[^\\W\\d]|" + "|".join(sorted(_SPELT_BY_SOUND))))
"""Two letters, or words of the alphabet by sound, side by side in a text of plain letters."""
_SINGLE_FIGURES = frozenset("0123456789")
_X_RAY = re.compile(r"\bx[ -]ray\b", re.IGNORECASE)
_LETTER = rf"(?:x[ -]ray|[a-z]|{'|'.join(sorted(PHONETIC, key=len, reverse=True))})"
_FIGURES = rf"(?:\d\d?|{'|'.join((*_NUMBERS, *_TENS))})"
_GAP = r"[\s,.-]+"
_MARK = re.compile(
    rf"\b({_LETTER}{_GAP}{_LETTER}|[a-z]{{2}}){_GAP}({_FIGURES}(?:{_GAP}{_FIGURES})?)"
    rf"{_GAP}({_GAP.join([_LETTER] * 3)}|[a-z]{{3}})\b",
    re.IGNORECASE,
)
_MARK_WITH_GAPS = re.compile(r"\b([a-z]{2})[ -]?(\d\d)[ -]?([a-z]{3})\b", re.IGNORECASE)
_SAME = {
    "can't": "cannot", "rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cres": "crescent",
    "gdns": "gardens", "rw": "row", "terr": "terrace", "sq": "square", "yrs": "years",
    "yr": "years", "year": "years", "o2": "oxygen", "lhs": "left", "rhs": "right", "upstair": "upstairs",
    "cars": "car", "persons": "people", "person": "people", "pts": "patients", "pt": "patient",
    "min": "minutes", "mins": "minutes", "minute": "minutes",
}  # fmt: skip


_TIMES = {"double": 2, "treble": 3, "triple": 3}
_ONE_FIGURE = frozenset((*UNITS, "nought", "oh", *"0123456789"))
_WRITTEN_OTHERWISE = (
    _SAME | _NUMBERS | {word: str(n) for word, n in _TENS.items()} | {word: word for word in _TIMES}
)
_MAY_BE_OTHERWISE = frozenset((*_WRITTEN_OTHERWISE, "hundred"))
"""Without one of these words, a figure and an apostrophe a text holds no number and is written as it is."""
_AFTER_TENS = frozenset(UNITS[1:])
_TENS_IN_FIGURES = frozenset(map(str, _TENS.values()))


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
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return _BEYOND_ASCII.sub(_unmarked, flat).lower()


def _unmarked(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Split text into comparable words: lower case, numbers in digits, runs of digits joined.

    ``"zero one six three two, 960118"`` and ``"01632 960118"`` give the same tokens; ``"double one"`` are
    two ones, ``"a hundred and five"`` is 105 and ``"fourteen b"`` 14b.
    """
    plain = _plain(text)
    if "'" not in plain and not _FIGURE.search(plain):
        words: list[str] = _PLAIN_WORD.findall(plain)
        if _MAY_BE_OTHERWISE.isdisjoint(words):  # as of most texts: no number is said, nothing shortened
            return tuple(words)
    plain = _plain(numbers_written(text))
    if "'s" in plain:
        plain = _OF_THEM.sub("", plain)
    written: list[str] = (_WORD if _FIGURE.search(plain) else _PLAIN_WORD).findall(plain)
    if _WRITTEN_OTHERWISE.keys().isdisjoint(written):
        return tuple(written)
    words = []
    for raw in written if _TIMES.keys().isdisjoint(written) else figures_said_out(written):
        if raw in _AFTER_TENS and words and words[-1] in _TENS_IN_FIGURES:
            words[-1] = f"{words[-1][0]}{_NUMBERS[raw]}"
        else:
            words.append(_WRITTEN_OTHERWISE.get(raw, raw))
    return tuple(words)


def _figures_in(words: Iterable[str]) -> bool:
    return _FIGURE.search(" ".join(words)) is not None


@lru_cache(maxsize=8192)
def spelt_figures(text: str) -> tuple[str, ...]:
    """Split text into comparable words with a number that was said figure by figure run together.

    ``"at seven one Lugger Road"`` gives ``at 71 lugger road``. What ends a part of a sentence parts figures
    too, and those of a call sign (``Kilo one two``) are no number.
    """
    parts = parts_run_together(text)
    return parts[0] if len(parts) == 1 else tuple(chain.from_iterable(parts))


@lru_cache(maxsize=8192)
def parts_run_together(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each part of a text with a number that was said figure by figure as one of them."""
    return tuple([figures_run_together(tokens(part)) for part in BREAK.split(text)])


def figures_run_together(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a part of a text with a number that was said figure by figure as one of them."""
    if _SINGLE_FIGURES.isdisjoint(words):
        return words
    joined, run = list[str](), False
    for n, word in enumerate(words):
        single = len(word) == 1 and word.isdigit() and not (n and words[n - 1] in _SOUNDS)
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return tuple(joined)


class _Pattern(NamedTuple):
    """Words that are looked for: groups that serve equally well, whether they deny, or hold a number."""

    groups: tuple[tuple[str, ...], ...]
    negative: bool
    numbered: bool


@lru_cache(maxsize=8192)
def _pattern(accept: str) -> _Pattern:
    groups: list[tuple[str, ...]] = []
    for part in numbers_written(accept).split():
        options = [tokens(option) for option in part.split("/")]
        if len(options) == 1:
            groups += [(t,) if t not in SMALL else () for t in options[0]]
        else:
            groups.append(tuple(t for option in options for t in option))
    joined: list[tuple[str, ...]] = []
    for group in groups:  # a small word, kept empty, parts two figures: ten to six is not 106
        if joined and all(len(g) == 1 and g[0].isdigit() for g in (joined[-1], group)):
            joined[-1] = (joined[-1][0] + group[0],)
        else:
            joined.append(group)
    words = [word for group in joined for word in group]
    numbered = any(len(word) > 1 and word.isdigit() for word in words)
    return _Pattern(tuple(g for g in joined if g), not NEGATORS.isdisjoint(words), numbered)


@lru_cache(maxsize=8192)
def _breaks(text: str, at: re.Pattern[str] = BREAK) -> tuple[int, ...]:
    """Return the places among the words before which a sentence or a part of one begins."""
    ends: list[int] = []
    count = 0
    for part in at.split(text)[:-1]:
        count += len(tokens(part))
        ends.append(count)
    return tuple(ends)


def _spells(text: str) -> bool:
    """Tell whether two letters, or words of the alphabet by sound, stand side by side: few texts spell."""
    if text.isascii():
        return _SPELLING.search(text.lower()) is not None
    before = False
    for run in _RUN.findall(text.lower()):
        letter = run in _SPELT_BY_SOUND or (len(run) == 1 and not run.isdigit())
        if letter and before:
            return True
        before = letter
    return False


@lru_cache(maxsize=8192)
def marks_written(text: str) -> str:
    """Write vehicle marks that are spelt out as they stand on a vehicle, and leave all else as it is.

    ``"foxtrot mike six two, kilo lima papa"`` gives ``FM62 KLP``. Other letters of the phonetic alphabet are
    words and call signs.
    """
    if not _figures_in(tokens(text)) or not _spells(text):
        return text

    def written(match: re.Match[str]) -> str:
        letters = [tokens(_X_RAY.sub("xray", match.group(n))) for n in (1, 3)]
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
    return carries(text, accept, ())


class _Way(NamedTuple):
    """One way of saying something: its words, the forms of each group of them, its times in every form."""

    words: str
    groups: tuple[frozenset[str], ...]
    timed: str


class Ways(NamedTuple):
    """All ways of saying something, and the forms of which any text that says it holds one."""

    all_of_them: tuple[_Way, ...]
    telling: frozenset[str]
    with_times: tuple[str, ...]


_A_FIGURE = "#"
"""Stands among the forms of a text in which a number is said: its figures may be run together."""


def _gaps_in_mark(words: str) -> tuple[str, ...]:
    """Return words with the vehicle mark in them as it may be written: AB51 XYZ and AB 51 XYZ are one."""
    ways = (words, *(_MARK_WITH_GAPS.sub(gaps, words) for gaps in (r"\1\2 \3", r"\1 \2 \3")))
    return tuple(dict.fromkeys(ways))


@lru_cache(maxsize=8192)
def ways_of(value: str, accept: tuple[str, ...]) -> Ways:
    """Return the ways of saying a value, made ready to be looked for."""
    found: list[_Way] = []
    for words in (way for one in (value, *accept) if one for way in _gaps_in_mark(one)):
        groups = [frozenset[str]().union(*map(forms, group)) for group in _pattern(words).groups]
        marked = [g | {_A_FIGURE} if any(map(str.isdigit, g)) else g for g in groups]
        if marked:
            timed = times_written(words, options=True)
            # Long words tell most: few texts hold one of them and not what is meant.
            marked.sort(key=lambda group: -max(map(len, group)))
            found.append(_Way(words, tuple(marked), timed if timed != words else ""))
    telling = frozenset[str]().union(*(way.groups[0] for way in found))
    return Ways(tuple(found), telling, tuple(way.timed for way in found if way.timed))


def _names_written(text: str) -> str:
    """Return a text with what was spelt as words; few texts hold letters, or the alphabet by sound."""
    spelt = _LETTERS_APART.search(text) or not _SPELT_BY_SOUND.isdisjoint(tokens(text))
    return names_written(text) if spelt else text


@lru_cache(maxsize=8192)
def forms_in(text: str) -> frozenset[str]:
    """Return the forms of all words by which a text may be found to say something, however it is read."""
    plain, spelt = tokens(text), _names_written(text)
    if spelt == text and not _figures_in(plain):  # as most texts: there is one way to read it
        return frozenset[str]().union(*map(forms, plain))
    readings = {text, spelt}
    words = {word for one in readings for word in tokens(marks_written(one))}
    if _figures_in(words):
        words |= {word for one in readings for word in spelt_figures(marks_written(one))} | {_A_FIGURE}
    return frozenset[str]().union(*map(forms, words))


class _Read(NamedTuple):
    """A text in one way of reading it; some texts deny nothing, and some only run figures together."""

    text: str
    words: tuple[str, ...]
    denies: bool
    run_together: bool


@lru_cache(maxsize=8192)
def _readings(text: str) -> tuple[_Read, ...]:
    """Return the ways in which a text is read, where marks that are spelt stand as they are written."""
    text = marks_written(text)
    words = tokens(text)
    whole = spelt_figures(text) if _figures_in(words) else words
    read = _Read(text, words, not NEGATORS.isdisjoint(words), run_together=False)
    if len(whole) >= len(words):
        return (read,)
    return _Read(text, whole, not NEGATORS.isdisjoint(whole), run_together=True), read


@lru_cache(maxsize=8192)
def _all_readings(text: str) -> tuple[_Read, ...]:
    """Return the ways in which a text is read, also with what is spelt in it as words."""
    spelt = _names_written(text)
    return _readings(text) if spelt == text else (*_readings(text), *_readings(spelt))


def _says(readings: tuple[_Read, ...], accept: str) -> bool:
    groups, negative, numbered = _pattern(accept)
    if groups:
        for read in readings:
            if (numbered or not read.run_together) and _near(read, groups, negative=negative):
                return True
    return False


def _denied(read: _Read, found: tuple[int, ...]) -> bool:
    """Tell whether the words found are denied; most texts deny nothing, and need not be parted."""
    return read.denies and denied(read.words, found, _breaks(read.text, _SENTENCE), _breaks(read.text))


def _near(read: _Read, groups: tuple[tuple[str, ...], ...], *, negative: bool) -> bool:
    """Tell whether every group has one of its words near the others, and none of them is denied."""
    places: list[list[int]] = []
    for group in groups:
        at = places_of(group, read.words)
        if not at:
            return False
        places.append(at)
    if len(groups) == 1 and not negative and not read.denies:
        return True
    reach = _APART + 2 * len(groups)
    for start in sorted({n for group in places for n in group}):
        found = nearest(places, start)
        if found is None:
            return False
        if max(found) - min(found) < reach:
            if not negative:
                right = not _denied(read, found)
            else:
                right = denies(read.words, found, _breaks(read.text))
            if right:
                return True
    return False


def carries(text: str, value: str, accept: tuple[str, ...]) -> bool:
    """Tell whether a text carries a fact: its value, or one of the other ways of writing it."""
    return says_one_of(text, ways_of(value, accept))


def says_one_of(text: str, ways: Ways) -> bool:
    """Tell whether a text says something in one of the ways of saying it.

    It is compared in full only with what its words can say.
    """
    words = forms_in(text)
    if not ways.telling.isdisjoint(words):
        for way in ways.all_of_them:
            if not any(map(words.isdisjoint, way.groups)) and _says(_all_readings(text), way.words):
                return True
    if not ways.with_times:
        return False
    timed = _readings(times_written(text))
    return any(_says(timed, accept) for accept in ways.with_times)
