"""Hears a line that names somebody as without the name: "has Mr Ames come?" as "has he come?".

English by rule: who is spoken to by a given name is left out ("how are you doing, Joan"), who is spoken about
becomes *he* or *she*. A name that the bank's own phrasings hold stays, as it tells one act from another. It
says never who anybody is: the learner's own words stay in the clause as they were typed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, SUBJECT, WH
from simulator.understanding.introductions import STAND_IN
from simulator.understanding.spellings import PHONETIC
from simulator.understanding.stems import STOP_WORDS

_TITLES: Final = {"mr": "he", "mister": "he", "mrs": "she", "miss": "she", "ms": "she"}
_OBJECT: Final = {"he": "him", "she": "her"}
_OWN: Final = {"he": "his", "she": "her"}
_ALSO_WORDS: Final = word_set(
    """
    amber beth carol dale dawn dean earl eve faith frank gail glen grace guy hazel heather holly hope jack
    jade jasmine jay jean joy june kim lee leigh lynn mark max may norman paige pat penny ray robin rod rose
    ross roger ruth sally stanley terry will bill josh drew chase christian jordan victoria georgia charlotte
    nick les ed sue bob ted reg poppy ivy nora annie jan dot rob art
    """
)
"""Names that are words or places too: names only with a capital inside a line."""
_MORE: Final = {
    "he": word_set(
        """
        walter wally ernest harold wilfred stan ron ronnie bob bill jim jimmy pete dave steve mike nick matt
        phil ken tim ted ed les reg sid fred freddie bert alf alfie archie noah leo theo zak ali omar hassan
        hussain ahmed ibrahim yusuf imran idris anil raj sanjay kofi olu piotr marek viktor tomasz gaz baz rob
        """
    ),
    "she": word_set(
        """
        edith ethel doris mavis elsie ivy maud ada ida edna nora betty peggy maggie meg nell annie sophia mia
        poppy freya ava isla zara aisha fatima amina priya sunita ama ewa agnieszka sue liz pam deb debs shaz
        """
    ),
}
"""Names, and short forms of names, besides those by which people are cast."""
_ROADS: Final = word_set(
    "road rd street st lane close drive court way avenue crescent terrace house hall square"
)
"""Words before which a name is that of a place."""
_TOLD: Final = word_set("tell ask help wake leave keep get let make hear lift with")
"""Words behind which a word with a capital is somebody and no place."""
_IS_NAME: Final = word_set("that this it name names called surname")
"""Words behind which a name at the end says who somebody is, and is no way of speaking to them."""
_BEFORE_OBJECT: Final = word_set(
    """
    with to for of on about from by near at behind beside after before tell ask help see hear leave give move
    keep get let make watch put roll lie sit lift turn cover take bring call ring meet find stop calm show
    is are was and or called named than like does did has can could will would should hurt touched wake shake
    """
)
"""Words behind which a name at the end of a clause is who is spoken about."""
_SPOKEN_TO: Final = (
    WH | IMPERATIVES | word_set("i we you i'm we're you're please just don't dont do try thank thanks")
)
_NO_SURNAME: Final = STOP_WORDS | FILLERS | AUX | SUBJECT | WH | IMPERATIVES | word_set("still now ok again")


class _Name(NamedTuple):
    start: int
    end: int
    stands_for: str
    own: bool


@dataclass(frozen=True)
class Written:
    """How each word of a clause was written: with a capital inside the clause, and with 's behind it."""

    capital: Sequence[bool]
    own: Sequence[bool]


def unnamed(words: Sequence[str], written: Written, taught: Collection[str]) -> list[str]:
    """Return the plain words of a clause without the names by which people are spoken to or about.

    ``taught``: the words of the bank's phrasings. A clause that would have no words left stays as it is.
    """
    found: list[str] = []
    place = 0
    while place < len(words):
        name = _name_at(words, written, place, taught)
        if name is None:
            found.append(words[place])
            place += 1
            continue
        found += _instead(words, found, name)
        place = name.end
    return found or list(words)


def _instead(words: Sequence[str], before: Sequence[str], name: _Name) -> list[str]:
    """Return what stands for a name: nothing where somebody is spoken to."""
    last, rest = before[-1] if before else "", words[name.end :]
    if name.own:
        return [_OWN[name.stands_for]]
    if not rest and (last in _IS_NAME or list(before) == ["are", "you"]):
        return list(words[name.start : name.end])
    if not rest:
        return [_OBJECT[name.stands_for]] if last in _BEFORE_OBJECT else []
    if all(word in FILLERS for word in before) and _speaks_to(rest):
        return []
    about = last in AUX or not before or before[-1] in FILLERS | {"and", "that", "if", "when", "where", "how"}
    return [name.stands_for if about else _OBJECT[name.stands_for]]


def _speaks_to(rest: Sequence[str]) -> bool:
    """Tell whether what follows a name at the beginning is said to that person."""
    if rest[0] in AUX and len(rest) > 1:
        return rest[1] in SUBJECT or rest[1] == "i"
    return rest[0] in _SPOKEN_TO


def _name_at(words: Sequence[str], written: Written, place: int, taught: Collection[str]) -> _Name | None:
    word, own = words[place], written.own[place]
    after = words[place + 1] if place + 1 < len(words) else ""
    if word in _TITLES and after.isalpha() and after not in _NO_SURNAME and after not in taught:
        return _Name(place, place + 2, _TITLES[word], written.own[place + 1])
    if word == STAND_IN or word in taught or word in PHONETIC or word in _NO_SURNAME or not word.isalpha():
        return None
    called = given_names().get(word)
    family = place + 1 < len(words) and written.capital[place + 1]
    if called is None:
        # Any other word with a capital, where only somebody can stand: "has Idris come".
        last = words[place - 1] if place else ""
        somebody = (last in AUX and after) or last in _TOLD
        return (
            _Name(place, place + 1, "he", own) if somebody and written.capital[place] and not family else None
        )
    if (word in _ALSO_WORDS and not written.capital[place]) or after in _ROADS:
        return None
    surname = (family or after in _family_names()) and after not in taught and after not in _NO_SURNAME
    return _Name(place, place + 1 + surname, called, written.own[place + 1] if surname else own)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Return the given names by which people are cast, in lower case, and *he* or *she* for each."""
    # Whoever reads nothing does not wait a sixth of a second for them.
    from faker.providers.person.en_GB import Provider as People  # noqa: PLC0415

    men = {name.lower(): "he" for name in (*People.first_names_male, *_MORE["he"])}
    return men | {name.lower(): "she" for name in (*People.first_names_female, *_MORE["she"])}


@lru_cache(maxsize=1)
def _family_names() -> frozenset[str]:
    from faker.providers.person.en_GB import Provider as People  # noqa: PLC0415

    return frozenset(name.lower() for name in People.last_names)
