"""One turn of the engine: the state as it moves and the events that moved it. It decides nothing."""

from dataclasses import dataclass, field

from simulator.engine.conditions import holds
from simulator.engine.state import State, fold
from simulator.engine.world import World
from simulator.model.condition import Condition
from simulator.model.events import Event, Heard, MoodChanged, Refused, Spoke
from simulator.model.trusted import trusted

heard, spoke, _mood_changed = trusted(Heard), trusted(Spoke), trusted(MoodChanged)
"""Build what was said and how a caller feels: of no other events are there more."""


@dataclass
class Turn:
    """Gathers the events of one deed or one due happening at the call time ``t``, folding each at once."""

    state: State
    world: World
    t: float
    events: list[Event] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Let an event happen."""
        self.events.append(event)
        self.state = fold(self.state, event)

    def refuse(self, deed: str, why: str) -> None:
        """Tell the learner why a deed cannot be done."""
        self.add(Refused(t=self.t, deed=deed, why=why))

    def holds(self, condition: Condition | None, call: str = "", incident: str = "") -> bool:
        """Tell whether a condition holds now, for a call and the incident (by default the call's)."""
        if condition is None:
            return True
        return holds(condition, self.state, self.world, call, incident or self.world.incident_of(call))

    def move_mood(self, call: str, by: int, why: str) -> None:
        """Move a caller's mood, kept within 0 to 10."""
        caller = self.state.callers.get(call)
        before = caller.mood if caller else self.world.call(call).mood.start
        self.add(_mood_changed(t=self.t, call=call, mood=max(0, min(10, before + by)), why=why))

    def count(self, reason: str) -> int:
        """Return how often a reason has brought words so far."""
        return self.state.brought.get(reason, 0)

    def speak_caller(self, line: str, text: str, because: str) -> None:
        """Let the caller on a line say something (nothing happens when the text is empty)."""
        call = self.state.lines[line].call
        if text:
            self.add(
                heard(
                    t=self.t,
                    line=line,
                    who="caller",
                    party=call,
                    name=self._shown(call),
                    text=text,
                    because=because,
                )
            )

    def _shown(self, call: str) -> str:
        """Return the caller's name once it was told, else how the caller is described."""
        facts = self.world.scenario.facts
        for key in self.world.facts_of.get(call, ()):
            if facts[key].topic == "name" and key in self.state.told and self.state.told[key].value:
                return self.state.told[key].value
        return self.world.call(call).described or "Caller"
