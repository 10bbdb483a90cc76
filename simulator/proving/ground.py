"""Where one form of a scenario is played: its worlds, and the plays in them, none of which is played twice.

Whoever does the job is shown what it goes by, and what happens in a call rests on less; nobody who plays is
shown how it is marked.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from simulator.engine.world import World
from simulator.marking.compiled import Same
from simulator.model.events import Record
from simulator.proving.door import Door
from simulator.proving.judged import Before
from simulator.proving.memory import Memory
from simulator.proving.model_learner import act_out
from simulator.proving.parts import Part, digest_of, world_of
from simulator.proving.plan import Plan
from simulator.proving.script import Change, Deeds, replayed, written_down
from simulator.proving.sight import Sight
from simulator.proving.subject import Subject
from simulator.proving.wanderers import Walk, begun, wandered


@dataclass(frozen=True)
class Played:
    """A record, how many deeds of the job it took, and how it was marked when it was marked before."""

    record: Record
    deeds: int = 0
    before: Before = field(default_factory=Before)


class Ground:
    """Where one form is played: the worlds of each seed, built once for all who play in them."""

    def __init__(self, subject: Subject, variant: str, memory: Memory | None = None) -> None:
        """Begin with no world built; ``memory`` holds the plays of earlier proofs."""
        self.subject, self.variant = subject, variant
        self.memory = memory or Memory()
        self._worlds: dict[tuple[int, Part], World] = {}
        self._keys: dict[Part, Hashable] = {}
        self._begun: dict[int, Door] = {}

    def world(self, seed: int, part: Part = Part.WHOLE) -> World:
        """Return the world that a seed casts, with no more of the scenario than a part holds."""
        if (seed, part) not in self._worlds:
            scenario, organisation = self.subject.scenario, self.subject.organisation
            self._worlds[seed, part] = world_of(scenario, organisation, seed, self.variant, part)
        return self._worlds[seed, part]

    def key(self, part: Part) -> Hashable:
        """Return what tells apart all that a play may rest on, where it reads a part of the scenario."""
        if part not in self._keys:
            digest = digest_of(self.subject.scenario, part)
            self._keys[part] = digest, self._around, Same(self.subject.reader), self.variant
        return self._keys[part]

    @cached_property
    def _around(self) -> str:
        """The digest of what a play rests on besides the scenario and the reader."""
        told = self.subject.organisation.model_dump_json(), repr(self.subject.words)
        return sha256("\n".join(told).encode()).hexdigest()

    def played(self, plan: Plan, seed: int) -> tuple[Deeds, Sight]:
        """Let the model learner play, by a plan; return the play and the learner's sight at its end.

        Both then stand in the whole world: what is made of them may go by labels that nobody plays by.
        """
        key = self.key(Part.JOB), plan, seed
        play, sight = self.memory.of(("deeds", key), lambda: self._played(plan, seed))
        self.memory.of(("done", key), lambda: Played(play.record, len(play.done)))
        whole = self.world(seed)
        return replace(play, world=whole), sight.seen_in(whole)

    def _played(self, plan: Plan, seed: int) -> tuple[Deeds, Sight]:
        world = self.world(seed, Part.JOB)
        door = Door(world, self.subject.reader, seed=seed, pace=plan.stretch)
        sight = Sight(door, plan, self.subject.words, seed)
        return written_down(sight, act_out(sight)), sight.seen_in(world)

    def done(self, plan: Plan, seed: int) -> Played:
        """Return the job done by a plan, as a seed casts it."""
        key = "done", (self.key(Part.JOB), plan, seed)
        return self.memory.of(key, lambda: self._done(plan, seed))

    def _done(self, plan: Plan, seed: int) -> Played:
        play, _ = self._played(plan, seed)
        return Played(play.record, len(play.done))

    def strolled(self, walk: Walk) -> Played:
        """Return the play of one wanderer.

        Raises:
            BrokeDownError: something in the simulator failed.
        """
        key = "strolled", self.key(Part.CALL), walk
        return self.memory.of(key, lambda: Played(self._strolled(walk)))

    def _strolled(self, walk: Walk) -> Record:
        world, reader, seed = self.world(walk.seed, Part.CALL), self.subject.reader, walk.seed
        if seed not in self._begun:
            self._begun[seed] = begun(Door(world, reader, seed=seed))
        start = self._begun[seed]
        door = Door.resumed(world, reader, seed, start.state, start.record)
        return wandered(door, self.subject.words, walk.name, walk.number)


class Bending:
    """A play of the model learner that is played again with changes, by what happens in the call alone."""

    def __init__(self, ground: Ground, play: Deeds) -> None:
        """Name the play by its deeds: what was read to choose them changes no record."""
        self._memory = ground.memory
        self._play = replace(play, world=ground.world(play.seed, Part.CALL))
        deeds = sha256("\n".join(f"{d.t} {d.deed!r}" for d in play.done).encode()).hexdigest()
        self._key = "bent", ground.key(Part.CALL), play.seed, play.final.pace, deeds

    def bent(self, change: Change) -> Played:
        """Return the changed play."""
        return self._memory.of((self._key, change), lambda: Played(replayed(self._play, change)))
