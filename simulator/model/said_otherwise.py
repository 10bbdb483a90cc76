"""Whether words say another house number, road or mark than was told: 62 Quarry Street for 26 Quarry Street.

Whoever goes by such words comes to the wrong door. It compares values, as ``values`` does, and is slow to
find a contradiction: a range, a neighbour's house, a time or a call sign is none. It knows no scenario and
judges no criterion.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.model.said_values import PHONETIC
from simulator.model.slips import same_word
from simulator.model.values import BREAK, marks_written, parts_run_together, spelt_figures, tokens
from simulator.model.word_sets import word_set

_PLACE = re.compile(r"(?<![\w-])(\d{1,4}[a-z]?)\s+([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3})")
"""A house number and the road behind it, as a fact holds them: ``26 Quarry Street``."""
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_HOUSE = re.compile(r"[1-9]\d{0,3}[a-z]?")
_FILLERS = frozenset(("at", "in", "on", "of", "the", "to"))
_NUMBERED = frozenset(("number", "no", "nr", "house", "flat", "marker", "post"))
_LEADS = _NUMBERED | _FILLERS | frozenset(("is", "address", "place"))
"""Words after which a number parted from its road by a comma is a house: "at 26, Quarry Street"."""
_LABELS = word_set(
    "priority grade grading category class level code lane lanes pole junction exit platform unit log "
    "incident reference ref job line step floor minutes call"
)
"""Words after which a number is no house: ``priority 1, Quarry Street``."""
_BESIDE = word_set(
    "opposite near nearby beside behind between past against beyond neighbour neighbours neighbour's caller "
    "informant keyholder lives staying from next close not never wrong"
)
"""Words by which a number is said of somebody, or of something, beside the place, or is denied."""
_BETWEEN = frozenset(("to", "and", "or", "through", "till"))
_ENDINGS = frozenset(("over", "please", "out", "thanks"))
_KINDS = word_set(
    "road street lane avenue close drive way walk row court terrace gardens place square hill rise crescent "
    "grove mews steps bank link park view green yard wharf quay parade"
)
_CORRECTS = frozenset(
    ("correction", "corrected", "sorry", "not", "mean", "meant", "rather", "instead", "wrong")
)
_REACH = 4


class Otherwise(NamedTuple):
    """What was told, and what was said instead of it, in the words of each."""

    told: str
    said: str


class _Place(NamedTuple):
    number: str
    road: tuple[str, ...]
    written: str


@lru_cache(maxsize=2048)
def _place(value: str) -> _Place | None:
    """Return the house number and road that a value names, if it names any."""
    found = _PLACE.search(value)
    if found is None:
        return None
    road = tokens(found.group(2))
    return _Place(tokens(found.group(1))[0], road, found.group(0)) if road else None


def place_of(value: str) -> str:
    """Return the house number and road that a value names (``26 Quarry Street``), empty where it has none."""
    known = _place(value)
    return known.written if known else ""


def _clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each part of a text; the time of day is left out."""
    return parts_run_together(_TIME.sub(" ", text))


def _begins_road(words: Sequence[str], at: int, road: tuple[str, ...]) -> bool:
    """Tell whether a road is named from a place on: its first word, and no other kind of road behind it."""
    if at >= len(words) or not same_word(words[at], road[0]):
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    other_kind = len(road) > 1 and after in _KINDS and not same_word(after, road[1])
    return not other_kind


def _named_at(text: str, road: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the numbers that stand with a road: those before it, in one chain, or the one behind it."""
    words: list[str] = []
    ends: set[int] = set()
    for clause in _clauses(text):
        words += clause
        ends.add(len(words))
    starts = {0, *ends}
    for at in [n for n, word in enumerate(words) if same_word(word, road[0])]:
        if not _begins_road(words, at, road):
            continue
        before = at
        while before and words[before - 1] in _FILLERS and at - before < 2 and before not in starts:
            before -= 1
        chain, first = _chain(words, before)
        leads = before not in starts or first in starts or words[first - 1] in _LEADS
        if chain and leads and not _is_beside(words, first, starts):
            yield chain, first
        behind = at + len(road)
        while behind < len(words) and words[behind] in _NUMBERED:
            behind += 1
        marked = behind > at + len(road)
        if behind < len(words) and _HOUSE.fullmatch(words[behind]):
            last = behind + 1 in ends or words[behind + 1] in _ENDINGS
            if marked or last:
                yield (words[behind],), behind


def _chain(words: Sequence[str], end: int) -> tuple[tuple[str, ...], int]:
    """Return the numbers that lead up to a place (``14 to 20``, ``14 and 16``), and where they begin."""
    at, found = end, list[str]()
    while at and _HOUSE.fullmatch(words[at - 1]):
        found.insert(0, words[at - 1])
        at -= 1
        if at > 1 and words[at - 1] in _BETWEEN and _HOUSE.fullmatch(words[at - 2]):
            at -= 1
    return tuple(found), at


def _is_beside(words: Sequence[str], first: int, starts: set[int]) -> bool:
    """Tell whether numbers are said of something beside the place, or are no house numbers at all."""
    begin = max((n for n in starts if n <= first), default=0)
    before = words[max(begin, first - _REACH) : first]
    label = before[-1] if before else ""
    return bool(_BESIDE.intersection(before)) or label in _LABELS or label in PHONETIC


def _in_chain(number: str, chain: tuple[str, ...]) -> bool:
    """Tell whether a house is among those named, or between the first and the last of them."""
    if number in chain:
        return True
    figures = [int(re.sub(r"\D", "", one)) for one in (number, chain[0], chain[-1])]
    return len(chain) > 1 and figures[1] <= figures[0] <= figures[2]


def _quoted_from(text: str, *needed: str) -> str:
    """Return the part of a text that holds all of some words, else the text."""
    for part in BREAK.split(text):
        if set(needed) <= set(spelt_figures(part)):
            return part.strip()
    return text.strip()


def _without_relation(value: str, text: str) -> str:
    """Return a text without the words of place that the value itself begins with: "behind 26 Ling Bank"."""
    mine = _BESIDE & set(tokens(value))
    return re.sub(rf"\b(?:{'|'.join(sorted(mine))})\b", " ", text, flags=re.IGNORECASE) if mine else text


def place_otherwise(
    text: str, value: str, *, spared: frozenset[str] = frozenset(), roads: frozenset[str] = frozenset()
) -> Otherwise | None:
    """Return how a text names another house than a value does; ``None`` where it does not.

    It is another number in the same road, or the same number in another road.

    Args:
        text: what was said or written.
        value: what was told, with a house number and a road.
        spared: numbers that belong to something else that was told.
        roads: other roads that a learner may name.
    """
    known = _place(value)
    if known is None:
        return None
    read = _without_relation(value, text)
    named = list(_named_at(read, known.road))
    if any(_in_chain(known.number, chain) for chain, _ in named):
        return None
    wrong = [chain[-1] for chain, _ in named if not spared.intersection(chain)]
    if wrong:
        return Otherwise(known.written, _quoted_from(text, wrong[0], *_said_road(text, known.road)))
    other = _other_road(read, known, roads)
    return Otherwise(known.written, _quoted_from(text, known.number, *other)) if other and not named else None


def _said_road(text: str, road: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in spelt_figures(text) if same_word(word, road[0]))[:1]


def _other_road(text: str, known: _Place, roads: frozenset[str]) -> tuple[str, ...]:
    """Return the words of another road in which the known number is said to be, if it is."""
    for words in _clauses(text):
        for at, word in enumerate(words):
            if word != known.number:
                continue
            then = words[at + 1 :]
            if then and same_word(then[0], known.road[0]) and not _begins_road(words, at + 1, known.road):
                return then[:2]
            for other in _words_of(roads):
                if other != known.road and then[: len(other)] == other:
                    return other
    return ()


@lru_cache(maxsize=64)
def _words_of(roads: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(words for road in roads if (words := tokens(road)))


@lru_cache(maxsize=2048)
def _numbers(value: str) -> tuple[tuple[int, str], ...]:
    """Return the words of a value that hold two figures or more, each with its place among the words."""
    return tuple((n, word) for n, word in enumerate(tokens(value)) if sum(map(str.isdigit, word)) > 1)


@lru_cache(maxsize=2048)
def can_be_otherwise(value: str) -> bool:
    """Tell whether a value holds a place or a number, of which alone a text can say something else."""
    return bool(_place(value) or _numbers(value))


def number_otherwise(text: str, value: str, *, spared: frozenset[str] = frozenset()) -> Otherwise | None:
    """Return how a text gives a mark or a number with its figures changed about, beside the same word.

    Only a slip counts: the same figures in another order. ``TF71 TVR`` for ``TF17 TVR``; not 13 minutes
    beside 31 passengers.
    """
    mine, numbers = tokens(value), _numbers(value)
    words = tokens(marks_written(text)) if numbers else ()
    for at, number in numbers:
        if number in words or number in spared:
            continue
        beside = {*mine[max(0, at - 1) : at], *mine[at + 1 : at + 2]} - _FILLERS
        for n, word in enumerate(words):
            around = {*words[max(0, n - 1) : n], *words[n + 1 : n + 2]}
            slip = word != number and sorted(word) == sorted(number) and word not in spared
            if slip and any(same_word(one, other) for one in beside for other in around):
                return Otherwise(value, _quoted_from(text, *spelt_figures(word)))
    return None


def puts_right(text: str, value: str) -> bool:
    """Tell whether words put a number right without naming the road again: "correction, number 26"."""
    known = _place(value)
    words = spelt_figures(marks_written(text))
    numbers = {known.number} if known else {word for _, word in _numbers(value)}
    return bool(numbers & set(words)) and bool((_CORRECTS | _NUMBERED) & set(words))
