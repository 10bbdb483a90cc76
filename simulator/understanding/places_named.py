"""Finds addresses in a line, however they are written: "22 tanners row", "flat 3, Larch Court", "3 the mews".

English by rule: a number, or what a dwelling is called, leads to a name and a word for a street or building.
Before the plainest of those words, and between capitals, no number is needed. It knows no place by name.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, WH
from simulator.understanding.spellings import TENS, UNITS
from simulator.understanding.stems import STOP_WORDS

PLACE: Final = "[place]"
_STREET = re.compile(
    r"\b((?:[A-Za-z']+ ){1,2})(road|rd|street|lane|avenue|crescent|terrace)\b", re.IGNORECASE
)
_IN_CAPITALS = re.compile(
    r"\b(?:[A-Z][a-z']+ ){1,2}(?:Close|Drive|Court|Way|St|Ln|Ave|Place|Gardens|Row|Mews|Grove|Rise|Walk|Yard|"
    r"Wynd|Brae|Square|Cottages?|Villas?|Lodge|House|Farm|Towers?|Mansions|Wharf|Quay|Parade)\b"
)
_ROAD_IN_CAPITALS = re.compile(r"\b(?:[A-Z][a-z']+ ){1,2}(?:Road|Street|Lane|Avenue|Crescent|Terrace|Hill)\b")
_HOUSE = re.compile(r"\b\d+[a-z]?,? (?=\[place\])", re.IGNORECASE)
STREETS: Final = word_set(
    """
    road rd street st lane ln avenue ave crescent cres terrace terr close drive court way place gardens gdns
    garden row rw mews grove rise walk walks yard wynd brae braes square sq hill green park view parade quay
    wharf vale croft loan gate gait bank banks end fold ginnel vennel path passage circus mount parkway
    broadway heights house cottage cottages villa villas lodge farm buildings building tower towers mansions
    flats estate boulevard drove bridge common meadow meadows field fields bungalow bungalows chase dene
    pend rigg side top bottom steps arcade approach crossing esplanade promenade lawns orchard copse leys
    holt paddock nook
    """
)
"""Words in which the name of a street or a building ends."""
DWELLINGS: Final = word_set("flat flats apartment apt unit number no house plot block maisonette bungalow")
"""Words before the number of a dwelling."""
_FIGURES = re.compile(r"\d{1,4}[a-z]?(?:[/-]\d{1,3}[a-z]?)?", re.IGNORECASE)
_NUMBERS: Final = frozenset((*UNITS, *TENS, "hundred"))
_LEADS: Final = word_set(
    """
    a an the is that this your my his her their our at in on to off near by from of and or it down up along
    which what any same right main wrong other next road street blocked one no every whole live back side
    cross nearest busy over onto into across said end
    """
)
_NO_NAME: Final = (
    (STOP_WORDS - {"love", "well"})
    | (FILLERS - {"love", "duck", "first", "dear"})
    | AUX
    | WH
    | _NUMBERS
    | STREETS
    - word_set("st church hill green park bridge mount vale croft field orchard bank house end side")
    | word_set(
        """
        people persons men women adults children kids babies cars vehicles vans lorries engines crews units
        patients casualties passengers officers ambulances miles metres meters yards feet minutes mins hours
        seconds days weeks months years times lanes floors storeys stairs steps pounds litres percent more
        other others different separate doors houses flats streets roads big small safe way ways am pm
        o'clock year need needs say says got get go going want wants walking driving into out up down past
        onto about
        """
    )
)
"""Words that stand in no name of a street: "two people walk", "3 miles down the road"."""
_MOST = 3
"""So many words at most are the name of a street."""
_WORD = re.compile(r"\[[a-z]+\]|[^\W_]+(?:['’/-][^\W_]+)*")
_BETWEEN = re.compile(r"[ \t]*[,.]?[ \t]*")
_TOWN = re.compile(
    r"(\[place\])(?:(,)? ?(?:in |near )?)(\w[\w'’-]{2,}(?: \w[\w'’-]{2,})?)(?=\s*(?:[.,?!;]|$))"
)

_TOWN_BEHIND = re.compile(r", [A-Z][\w'’-]{2,}(?: [A-Z][\w'’-]{2,})?(?=\s*(?:[.,?!;]|$))")


class Place(NamedTuple):
    """Where an address stands in a line, from its number to the word for the street."""

    start: int
    end: int


def addresses(text: str) -> tuple[Place, ...]:
    """Return the addresses of a line that begin with a number, in order."""
    words = list(_WORD.finditer(text))
    plain = [w[0].casefold() for w in words]
    found: list[Place] = []
    for at, word in enumerate(plain):
        if word in STREETS and (start := _begins(text, words, plain, at)) is not None:
            while found and found[-1].end > words[start].start():
                found.pop()
            found.append(Place(words[start].start(), words[at].end()))
    return tuple(found)


def _begins(text: str, words: Sequence[re.Match[str]], plain: Sequence[str], at: int) -> int | None:
    """Return the word in which the address that ends at ``at`` begins, or None where it is none."""
    first = at
    while first and at - first < _MOST and _close(text, words, first) and _names(plain[first - 1]):
        first -= 1
    return _number(text, words, plain, first) if first < at else None


def _names(word: str) -> bool:
    """Tell whether a word may stand in the name of a street: "the" does, in "3 the mews"."""
    return word == "the" or (word not in _NO_NAME and word.replace("'", "").isalpha())


def _close(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Tell whether no more than a comma stands before a word."""
    return _BETWEEN.fullmatch(text, words[place - 1].end(), words[place].start()) is not None


def _number(text: str, words: Sequence[re.Match[str]], plain: Sequence[str], place: int) -> int | None:
    """Return where the number before a word begins, with "flat 3," before that; None where there is none."""
    first = place
    while (
        first
        and _close(text, words, first)
        and (plain[first - 1] in _NUMBERS or _FIGURES.fullmatch(plain[first - 1]))
    ):
        first -= 1
    if first == place:
        return None
    if first and _close(text, words, first) and plain[first - 1] in DWELLINGS:
        first -= 1
        before = _number(text, words, plain, first)
        first = first if before is None else before
    return first


def places_in(text: str) -> tuple[str, ...]:
    """Return the addresses and streets of a line as they are written there, with the town behind a comma."""
    found = list(addresses(text))
    for pattern in (_IN_CAPITALS, _ROAD_IN_CAPITALS):
        for one in pattern.finditer(text):
            within = any(place.start < one.end() and one.start() < place.end for place in found)
            if not within and one[0].split()[0].casefold() not in _NO_NAME:
                found.append(Place(*one.span()))
    ends = [(place, _TOWN_BEHIND.match(text, place.end)) for place in sorted(found)]
    return tuple(text[place.start : town.end() if town else place.end] for place, town in ends)


def without_places(text: str) -> str:
    """Return a line with ``[place]`` where an address, a street or a building was named."""
    for place in reversed(addresses(text)):
        text = f"{text[: place.start]}{PLACE}{text[place.end :]}"
    text = _HOUSE.sub("", _STREET.sub(_place, _IN_CAPITALS.sub(PLACE, text)))
    return re.sub(r"\[place\](?:,? \[place\])+", PLACE, text)


def without_towns(text: str, ordinary: Callable[[str], bool]) -> str:
    """Return a line without the town behind an address: in capitals behind a comma, or no common word."""

    def town(found: re.Match[str]) -> str:
        words = found[3].split()
        named = found[2] is not None and all(word[0].isupper() for word in words)
        return found[1] if named or not any(map(ordinary, words)) else found[0]

    return _TOWN.sub(town, text)


def _place(found: re.Match[str]) -> str:
    """Return a street without its name; words before it that name nothing stay."""
    words = found[1].split()
    kept: list[str] = []
    while words and words[0].casefold() in _LEADS:
        kept.append(words.pop(0))
    if not words or words[-1].casefold() in _LEADS:
        return found[0]
    return " ".join([*kept, PLACE])
