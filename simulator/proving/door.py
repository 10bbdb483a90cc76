"""The door through which every learner plays: words go through the reader, deeds through the engine.

A learner made of rules comes in by it exactly as a person does: it hands over text, never acts. It holds no
clock: whoever plays says what time it is.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from simulator.engine.casting import draw
from simulator.engine.context import context_for
from simulator.engine.decide import begin, go_on, next_due
from simulator.engine.happenings import Happening
from simulator.engine.state import State, replay
from simulator.engine.world import World, world
from simulator.model.commands import Command, Finish, Say, Send
from simulator.model.events import Event, Mode, Record, as_record
from simulator.model.organisation import Organisation
from simulator.model.reading import DialogueContext, Reading
from simulator.model.scenario import Scenario
from simulator.model.trusted import trusted

say, send = trusted(Say), trusted(Send)
"""Build what a learner made of rules says: of no other deeds are there more."""
_TO_ORGANISATIONS = DialogueContext(addressed="organisation")
LONGEST_TEXT = 10_000
"""So many characters of an utterance are kept; no scripted learner comes near it."""


class ReadsText(Protocol):
    """Whoever understands utterances: the reader of the house, or a stand-in of a test."""

    @property
    def name(self) -> str:
        """The reader and its version, kept with the record."""
        ...

    def read(self, text: str, context: DialogueContext = ...) -> Reading:
        """Return what an utterance holds."""
        ...


@runtime_checkable
class HearsTogether(Protocol):
    """A reader that remembers what it heard, and hears several texts together in less time."""

    def hear_all(self, texts: Sequence[str]) -> object:
        """Hear texts that will be read."""
        ...


def hear_together(reader: ReadsText, texts: Sequence[str]) -> None:
    """Let a reader hear texts that will be said, if it can; what it will read in them is the same."""
    if isinstance(reader, HearsTogether):
        reader.hear_all(texts)


def stage(scenario: Scenario, organisation: Organisation, seed: int, variant: str = "") -> World:
    """Return the world of an attempt whose cast is drawn from a seed; ``variant`` replaces the drawn one.

    Raises:
        ValueError: a place or range of the cast cannot be drawn from, or there is no such variant.
    """
    if variant and variant not in scenario.variants:
        known = ", ".join(scenario.variants) or "none"
        raise ValueError(f'{scenario.id} has no variant "{variant}"; it has {known}.')
    cast = draw(scenario, organisation, seed)
    return world(scenario, organisation, cast.values, variant or cast.variant)


def mode_of(scenario: Scenario) -> Mode:
    """Return the mode in which a scenario is played when nobody says: assessment where it may be."""
    return "assessment" if "assessment" in scenario.used_for else scenario.used_for[0]


class Door:
    """One attempt being played: its world, its state and its events so far."""

    def __init__(
        self,
        stage: World,
        reader: ReadsText,
        *,
        seed: int,
        mode: Mode | None = None,
        digests: Mapping[str, str] | None = None,
        pace: float = 1.0,
    ) -> None:
        """Begin an attempt, its limits stretched by ``pace``; the first line rings a few seconds later."""
        self.world = stage
        self.reader = reader
        self.seed = seed
        self.events: list[Event] = begin(
            stage,
            mode=mode or mode_of(stage.scenario),
            seed=seed,
            pace=pace,
            digests=digests,
            reader=reader.name,
        )
        self.state: State = replay(self.events)
        self.following: Happening | None = None
        self.numbered: Record = ()

    @classmethod
    def resumed(cls, stage: World, reader: ReadsText, seed: int, state: State, begun: Record) -> "Door":
        """Return an attempt that goes on from a state and the record that led to it."""
        door = cls.__new__(cls)
        door.world, door.reader, door.seed, door.state = stage, reader, seed, state
        door.events, door.numbered = [one.event for one in begun], begun
        door.following = None
        return door

    @property
    def record(self) -> Record:
        """The record so far."""
        start = len(self.numbered)
        self.numbered += as_record(self.events[start:], start + 1)
        return self.numbered

    @property
    def ended(self) -> bool:
        """Tell whether the attempt has ended."""
        return bool(self.state.ended)

    def next_due(self) -> float | None:
        """Return when (seconds of call time) something happens next by itself."""
        if self.following is not None:
            return self.following.due
        return next_due(self.state, self.world)

    def wait(self, t: float) -> list[Event]:
        """Let time come to ``t``; return what happened."""
        return self._go(None, t)

    def do(self, command: Command, t: float) -> list[Event]:
        """Do a deed at call time ``t``; return what happened until then and because of it.

        Whatever the deed says is read first, in the state in which it finds the line.
        """
        happened = self.wait(t)
        if self.ended:
            return happened
        return happened + self._go(self._read(command), t)

    def _go(self, command: Command | None, t: float) -> list[Event]:
        if command is None and self.following is not None and self.following.due > round(t, 2):
            return []
        self.state, happened, self.following = go_on(self.state, command, t, self.world, self.following)
        self.events += happened
        return happened

    def _read(self, command: Command) -> Command:
        if isinstance(command, Say):
            text = command.text[:LONGEST_TEXT]
            context = context_for(self.state, command.line, self.world)
            reading = self.reader.read(text, context)
            return say(line=command.line, text=text, reading=reading)
        if isinstance(command, Send):
            text = command.text[:LONGEST_TEXT]
            reading = self.reader.read(text, _TO_ORGANISATIONS)
            to, incident, medium = command.to, command.incident, command.medium
            return send(incident=incident, to=to, medium=medium, text=text, reading=reading)
        return command


def run_out(door: Door) -> Record:
    """Let an attempt run until it ends by itself, or until nothing more will happen; then hand it in."""
    while not door.ended:
        due = door.next_due()
        if due is None:
            door.do(Finish(), door.state.t)
            break
        door.wait(due)
    return door.record
