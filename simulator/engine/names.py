"""Who is called what in an attempt, as far as the names were drawn: *he* or *she*, the caller's own apart."""

from simulator.engine.state import State
from simulator.engine.world import World
from simulator.model.word_sets import word_set

_ALSO_WORDS = word_set(
    "will mark may rose grace joy hope dawn penny bill rob pat sue art jack ray drew amber ruby iris olive "
    "holly summer faith victor max dale"
)
"""Names that are common words as well: as names they are taken only with a capital."""


def people_named(world: World, state: State, line: str) -> dict[str, str]:
    """Return *he* or *she* for the names of an attempt, nothing for those of the caller on a line.

    On a line to anybody else nobody is known by name.
    """
    known, found = state.lines.get(line), dict[str, str]()
    if known is None or not known.call:
        return found
    caller = world.call(known.call).caller
    for key, member in world.scenario.cast.items():
        if not member.person or f"{key}.last" not in world.cast:
            continue
        pronoun = "" if key == caller else "she" if member.person == "female" else "he"
        first, last = world.cast[f"{key}.first"], world.cast[f"{key}.last"]
        for name in (f"{first} {last}", first, last, *_typed_small(first, last)):
            found.setdefault(name, pronoun)
    return found


def _typed_small(first: str, last: str) -> tuple[str, ...]:
    """Return the ways in which names are typed without capitals, but for those that are common words."""
    small, family = first.lower(), last.lower()
    titled = (f"mr {family}", f"mrs {family}", f"miss {family}", f"ms {family}")
    return titled if small in _ALSO_WORDS else (f"{small} {family}", *titled, small)
