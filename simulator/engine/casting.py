"""Draws the cast of an attempt from its seed: people, addresses, numbers, choices and the variant.

The same seed always draws the same cast. Whatever can be dialled lies in a range kept for drama, and no
vehicle mark can have been issued. It is called once, at the start of an attempt, and never again.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from faker import Generator
from faker.providers.person.en_GB import Provider as People

from simulator.model.organisation import Organisation
from simulator.model.scenario import CastMember, Scenario

_MOBILE = "07700 900"
_LANDLINE = "01632 960"
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
_MARK_FIRST = "JTU"  # no current registration begins with these
_MARK_LAST = "BCDFGHJKLMNPRSTVWXYZ"
_ONE_AT_A_TIME = Lock()  # one seeded source serves every thread of the server


@dataclass(frozen=True)
class Cast:
    """What the seed filled in: ``values`` by template key (``caller.name``), and the variant's id."""

    values: dict[str, str]
    variant: str = ""


@dataclass
class _Draw:
    """The one drawing of a cast: its source of chance and what is taken already."""

    people: People
    surnames: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def between(self, low: int, high: int) -> int:
        return int(self.people.random_int(low, high))

    def one_of(self, options: tuple[str, ...] | str) -> str:
        return str(options[self.between(0, len(options) - 1)])

    def phone(self, kind: str) -> str:
        start = _LANDLINE if kind == "landline" else _MOBILE
        number = f"{start}{self.between(0, 999):03d}"
        while number in self.numbers:
            number = f"{start}{self.between(0, 999):03d}"
        self.numbers.add(number)
        return number


@lru_cache(maxsize=1)
def _source() -> tuple[Generator, People]:
    """Return the seeded source of chance and the names: of all that Faker knows only these are loaded."""
    source = Generator()
    people = People(source)
    people.__use_weighting__ = True
    return source, people


def _person(draw: _Draw, which: str) -> dict[str, str]:
    female = which == "female" or (which != "male" and draw.between(0, 1) == 1)
    first = str(draw.people.first_name_female() if female else draw.people.first_name_male())
    last = str(draw.people.last_name())
    for _ in range(200):
        if last not in draw.surnames and last.isalpha():
            break
        last = str(draw.people.last_name())
    draw.surnames.add(last)
    name = f"{first} {last}"
    return {"": name, "name": name, "first": first, "last": last, "phone": draw.phone("mobile")}


def _house_number(draw: _Draw) -> str:
    """Return a number from 12 to 98 that is another number when its digits change places."""
    tens = draw.between(1, 9)
    units = draw.between(1, 8)
    return f"{tens}{units if units < tens else units + 1}"


def _postcode(draw: _Draw, written: str) -> str:
    if " " in written.strip():
        return written
    return f"{written} {draw.between(1, 9)}{draw.one_of(_INWARD)}{draw.one_of(_INWARD)}"


def _address(draw: _Draw, member: CastMember, organisation: Organisation) -> dict[str, str]:
    place = next((p for p in organisation.places if p.id == member.address), None)
    if place is None:
        known = ", ".join(p.id for p in organisation.places)
        raise ValueError(f'{organisation.name} has no place "{member.address}"; it has {known}.')
    streets = member.streets or place.streets
    if not streets:
        raise ValueError(f'The place "{place.id}" has no streets to draw an address from; add some.')
    number, street = _house_number(draw), draw.one_of(streets)
    line = f"{number} {street}"
    postcode = _postcode(draw, place.postcode)
    whole = {"line": line, "number": number, "street": street, "town": place.name, "postcode": postcode}
    return {"": line} | whole


def _number(draw: _Draw, written: str) -> str:
    low, _, high = written.partition(" to ")
    try:
        return str(draw.between(int(low), int(high or low)))
    except ValueError as error:
        raise ValueError(f'"{written}" is not a range of numbers; write it like "12 to 48".') from error


def _vehicle_mark(draw: _Draw) -> str:
    letters = draw.one_of(_MARK_FIRST) + draw.one_of(_MARK_LAST)
    return f"{letters}{draw.between(10, 24)} {''.join(draw.one_of(_MARK_LAST) for _ in range(3))}"


def _member(draw: _Draw, member: CastMember, organisation: Organisation) -> dict[str, str]:
    if member.person:
        return _person(draw, member.person)
    if member.address:
        return _address(draw, member, organisation)
    if member.phone:
        return {"": draw.phone(member.phone)}
    if member.choice:
        return {"": draw.one_of(member.choice)}
    if member.vehicle_mark:
        return {"": _vehicle_mark(draw)}
    return {"": _number(draw, member.number)}


def draw(scenario: Scenario, organisation: Organisation, seed: int) -> Cast:
    """Draw everything that a scenario casts.

    Args:
        scenario: the scenario as written, templates unfilled.
        organisation: whose places and streets addresses come from.
        seed: any whole number; the same seed always draws the same cast.

    Raises:
        ValueError: a place, street list or range of numbers cannot be drawn from.
    """
    source, people = _source()
    values: dict[str, str] = {}
    with _ONE_AT_A_TIME:
        source.seed_instance(seed)
        drawing = _Draw(people)
        variant = drawing.one_of(tuple(scenario.variants)) if scenario.variants else ""
        for key, member in scenario.cast.items():
            for part, value in _member(drawing, member, organisation).items():
                values[f"{key}.{part}" if part else key] = value
    return Cast(values, variant)
