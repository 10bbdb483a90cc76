"""Who is called what in an attempt, as far as the names were drawn: *he* or *she*, the caller's own apart."""

from simulator.engine.state import State
from simulator.engine.world import World


def people_named(world: World, state: State, line: str) -> dict[str, str]:
    """Return *he* or *she* for the names of an attempt, nothing for those of the caller on a line.

    On a line to anybody else nobody is known by name.
    """
    known, found = state.lines.get(line), dict[str, str]()
    if known is None or not known.call:
        return found
    caller = world.call(known.call).caller
    for key, member in world.scenario.cast.items():
        if not member.person:
            continue
        pronoun = "" if key == caller else "she" if member.person == "female" else "he"
        for part in ("name", "first", "last"):
            if name := world.cast.get(f"{key}.{part}", ""):
                found.setdefault(name, pronoun)
    return found
