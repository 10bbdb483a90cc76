"""What callers say unasked: their opening words, and the facts that they volunteer."""

from simulator.engine.turn import Turn
from simulator.model.events import FactTold
from simulator.model.trusted import trusted

_fact_told = trusted(FactTold)

OPENS_AFTER = 2.0
"""Seconds after the answer at which a caller speaks when the learner has not."""


def opened(turn: Turn, call: str) -> bool:
    """Tell whether a caller has said the opening words."""
    return turn.count(f"opening:{call}") > 0


def open_call(turn: Turn, line: str) -> None:
    """Let the caller on a line say the opening words, with the facts told in them."""
    call = turn.state.lines[line].call
    turn.speak_caller(line, turn.world.call(call).opening or "…", f"opening:{call}")
    facts = turn.world.scenario.facts
    for key in turn.world.facts_of[call]:
        told = facts[key].told
        if told is not None and told.opening:
            tell(turn, line, key, asked=False)


def tell(turn: Turn, line: str, fact: str, *, asked: bool) -> None:
    """Record that a fact was told on a line, and that facts which go with it were told unasked."""
    known = turn.world.scenario.facts[fact]
    value = known.value if known.known else ""
    turn.add(_fact_told(t=turn.t, line=line, fact=fact, asked=asked, value=value, known=known.known))


def told_to(turn: Turn, call: str, fact: str) -> bool:
    """Tell whether a caller has told a fact already, on any line of that call."""
    return any(fact in line.told for line in turn.state.lines.values() if line.call == call)


def companions(turn: Turn, call: str, fact: str) -> tuple[str, ...]:
    """Return the facts that a caller tells together with another, unless the caller panics."""
    caller = turn.state.callers.get(call)
    if caller is not None and caller.mood >= turn.world.call(call).mood.panics_at:
        return ()
    facts = turn.world.scenario.facts
    return tuple(
        key
        for key in turn.world.facts_of[call]
        if (told := facts[key].told) is not None
        and told.with_fact == fact
        and not told_to(turn, call, key)
        and turn.holds(facts[key].needs, call)
    )


def volunteer(turn: Turn, line: str, fact: str) -> None:
    """Let the caller on a live line tell a fact unasked, at its moment."""
    turn.speak_caller(line, turn.world.scenario.facts[fact].says, f"fact:{fact}")
    tell(turn, line, fact, asked=False)
