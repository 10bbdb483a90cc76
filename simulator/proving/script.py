"""A play written down deed by deed, and played again with some deeds left out, changed, moved or added.

What happened before the first change is shared: the play goes on from the state that the change found. The
changed play does nothing to make up for the change; it is no learner, only the same deeds at the same times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.engine.state import State
from simulator.engine.world import World
from simulator.model.commands import Command, Finish, Say, Send
from simulator.model.events import Event, Record
from simulator.proving.door import Door, ReadsText
from simulator.proving.sight import Done, Sight

_ANSWERS_COME = 60.0
"""Seconds for which somebody waits who does something after everything else, so that an answer can come."""


@dataclass(frozen=True)
class Deeds:
    """A play: its world, the deeds in order, and its events."""

    world: World
    reader: ReadsText
    seed: int
    done: tuple[Done, ...]
    events: tuple[Event, ...]
    record: Record
    final: State

    @property
    def ended_at(self) -> float:
        """When the play ended, in seconds of call time."""
        return self.events[-1].t

    @property
    def variant(self) -> str:
        """The variant that was played."""
        return self.world.variant


def written_down(sight: Sight, record: Record) -> Deeds:
    """Return the play that a learner has just ended."""
    door = sight.door
    return Deeds(
        door.world, door.reader, door.seed, tuple(sight.done), tuple(door.events), record, door.state
    )


@dataclass(frozen=True)
class Change:
    """How a play is changed: by the place of a deed, what is done there instead, and what is added.

    ``without`` are places left out; ``instead`` other deeds at the same time; ``moved`` new times; ``added``
    deeds with their times; ``shift`` puts off everything from a place on by so many seconds.
    """

    without: frozenset[int] = frozenset()
    instead: tuple[tuple[int, Command], ...] = ()
    moved: tuple[tuple[int, float], ...] = ()
    added: tuple[tuple[float, Command], ...] = ()
    shift: tuple[int, float] | None = None

    @property
    def touched(self) -> frozenset[int]:
        """The places that are not played as they were."""
        moved = {n for n, _ in self.moved} | {n for n, _ in self.instead}
        return self.without | moved | ({self.shift[0]} if self.shift else set())

    @property
    def says(self) -> tuple[str, ...]:
        """What is said or sent otherwise."""
        deeds = (deed for _, deed in (*self.instead, *self.added))
        return tuple(deed.text for deed in deeds if isinstance(deed, Say | Send))


def steps_of(play: Deeds, change: Change) -> list[tuple[float, int, Command]]:
    """Return the deeds of the changed play in order: time, place in the first play (-1: added), deed."""
    instead, moved = dict(change.instead), dict(change.moved)
    steps: list[tuple[float, int, Command]] = []
    for n, done in enumerate(play.done):
        if n in change.without:
            continue
        t = moved.get(n, done.t)
        if change.shift and n >= change.shift[0]:
            t += change.shift[1]
        steps.append((t, n, instead.get(n, done.deed)))
    steps += [(t, -1, deed) for t, deed in change.added]
    return sorted(steps, key=lambda step: step[0])


def first_change(play: Deeds, change: Change) -> int:
    """Return the place of the first deed that is not played as it was."""
    places = list(change.touched)
    for t, _ in change.added:
        places.append(next((n for n, d in enumerate(play.done) if d.t > t), len(play.done)))
    for n, t in change.moved:
        places.append(next((m for m, d in enumerate(play.done) if d.t > t), n))
    return min(places, default=len(play.done))


def replayed(play: Deeds, change: Change) -> Record:
    """Return the record of the changed play, handed in after its last deed."""
    start = first_change(play, change)
    if start >= len(play.done):
        if not change.added:
            return play.record
        start = len(play.done) - 1
    begun = play.done[start]
    door = Door.resumed(play.world, play.reader, play.seed, begun.state, play.record[: begun.count])
    last = begun.t
    for t, n, deed in steps_of(play, change):
        if 0 <= n < start or (n == -1 and t < begun.state.t):
            continue
        if door.ended:
            break
        door.do(deed, t)
        last = t
    if not door.ended:
        late = last > play.done[-1].t
        door.do(Finish(), max(last + (_ANSWERS_COME if late else 0.0), play.ended_at, _answers_due(door)))
    return door.record


def _answers_due(door: Door) -> float:
    """Return when the last answer that is still waited for comes, with a moment to hear it."""
    due = [m.sent.answer_due or 0.0 for m in door.state.messages.values() if m.answer is None]
    lines = (line for line in door.state.lines.values() if line.party and line.direction == "out")
    due += [line.rang_at + _ANSWERS_COME for line in lines if line.status in ("ringing", "live")]
    due += [e.sent.answer_due or 0.0 for e in door.state.escalations if e.answer is None]
    return max(due, default=-1.0) + 1.0


def only(play: Deeds, places: Iterable[int]) -> Change:
    """Return the change that leaves out everything but these places."""
    kept = set(places)
    return Change(without=frozenset(n for n in range(len(play.done)) if n not in kept))


def joined(first: Change, second: Change) -> Change:
    """Return both changes in one; where both change a place, the first holds."""
    return replace(
        first,
        without=first.without | second.without,
        instead=(*second.instead, *first.instead),
        moved=(*second.moved, *first.moved),
        added=(*first.added, *second.added),
    )


def places_of(play: Deeds, keys: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the deeds whose key begins with one of these."""
    return tuple(n for n, done in enumerate(play.done) if done.key.startswith(tuple(keys)))
