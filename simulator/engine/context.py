"""What the reader may know of a conversation before the learner's next words are read."""

from typing import Literal

from simulator.engine.state import State
from simulator.engine.world import World
from simulator.model.reading import DialogueContext
from simulator.model.trusted import trusted

_context = trusted(DialogueContext)
_LAST_TELLINGS = 6


def context_for(state: State, line: str, world: World) -> DialogueContext:
    """Return the context of a line; an unknown line gives that of a caller who has said nothing.

    ``expected`` holds the acts that the other side just asked back, so that a plain yes can be read as one.
    """
    known = state.lines.get(line)
    if known is None:
        return DialogueContext()
    facts = world.scenario.facts
    names = (key for key in world.facts_of.get(known.call, ()) if facts[key].topic == "name")
    name = next((state.told[key].value for key in names if key in state.told), "")
    words = tuple(heard.text for heard in known.heard[-_LAST_TELLINGS:])
    other: Literal["responder", "organisation"] = "responder" if known.kept_open else "organisation"
    return _context(
        addressed="caller" if known.call else other,
        last_words=known.last_words,
        told=known.told,
        expected=known.asked_back,
        caller_name=name,
        told_words=words,
    )
