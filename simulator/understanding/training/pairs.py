"""Draws what the verifier is trained on: a line, a phrasing, and whether the line means what it means.

Drawn as at reading time: the phrasing is the nearest of a handful of the act's others, for true lines too.
Acts are those of the pool and the shared ones; what their neighbours say is the hardest near miss. Seeded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from simulator.model.reading import ActPhrasings
from simulator.understanding.opposites import opposites
from simulator.understanding.training.episodes import Lines
from simulator.understanding.training.pool import plain
from simulator.understanding.training.turns import turned

TRUE = 0.45
SHARES = (("hard", 0.26), ("near", 0.09), ("made", 0.08))
"""Shares of the near misses, written and made; what is left are true lines of acts alike, and of no act."""

COMPOSED = 0.3
MADE = 24
ALIKE = 0.1
FROM_BANK = 0.3
TAUGHT = 0.7
"""How often the handful is of the phrasings that a reader is taught: those are general, lines particular."""

TOO_ALIKE = 0.75
"""A pool act this like a shared one may be the same act: they make no near misses of each other."""

More = tuple[tuple[str, ...], tuple[str, ...]]
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """One act to draw from, every line in plain words; ``misses``: its near misses, by sort.

    ``taught``: the true lines that a reader is taught, where that is known.
    """

    id: str
    shared: bool
    true: tuple[str, ...]
    composed: tuple[str, ...]
    misses: Mapping[str, tuple[str, ...]]
    taught: tuple[str, ...] = ()

    def texts(self) -> list[str]:
        """Return every line that can be drawn."""
        return [*self.true, *self.composed, *chain.from_iterable(self.misses.values())]


def sources(
    pool: Sequence[Lines], bank: Sequence[ActPhrasings], seed: int, more: Mapping[str, More] | None = None
) -> tuple[Source, ...]:
    """Return the acts of the pool and of a phrase bank, with the near misses made of their true lines.

    ``more``: true lines and hard near misses of the bank's acts, written beside it.
    """
    chance = np.random.default_rng(seed)
    taught = {act.id: tuple(dict.fromkeys(plain(p) for p in act.phrasings)) for act in bank}
    never = {line.rstrip("?") for lines in taught.values() for line in lines}
    found = [
        Source(
            a.id,
            False,
            a.true,
            a.composed_true,
            {"hard": a.hard, "near": a.near, "made": (*a.composed_near, *a.made)},
        )
        for a in pool
    ]
    for act in bank:
        lines = taught[act.id]
        made = [m for line in lines for m in turned(line)]
        if act.form == "instruction":
            made += [" ".join(o) for line in lines for o in opposites(line.rstrip("?").split())]
        made = [m for m in dict.fromkeys(made) if m not in never]
        near = tuple(line for other in act.neighbours for line in taught.get(other, ()))
        some = tuple(made[i] for i in chance.permutation(len(made))[:MADE])
        true, hard = ([plain(line) for line in part] for part in (more or {}).get(act.id, ((), ())))
        said = tuple(dict.fromkeys((*lines, *true)))
        misses = {"hard": tuple(h for h in hard if h.rstrip("?") not in never), "near": near, "made": some}
        found.append(Source(f"shared.{act.id}", True, said, (), misses, lines))
    return tuple(found)


class PairDrawing:
    """A seeded source of pairs."""

    def __init__(
        self,
        acts: Sequence[Source],
        none: Sequence[str],
        vectors: Mapping[str, npt.NDArray[np.float32]],
        seed: int,
    ) -> None:
        """``none``: lines that hold no act; ``vectors``: one of each line, by which the nearest is found."""
        self._acts, self._none = list(acts), list(none)
        self._shared = [a for a in self._acts if a.shared]
        mean = np.mean(list(vectors.values()), axis=0)
        self._vectors = {t: (v - mean) / np.linalg.norm(v - mean) for t, v in vectors.items()}
        middles = np.stack([np.mean([self._vectors[t] for t in a.true], axis=0) for a in self._acts])
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
        self._likeness = middles @ middles.T
        self._chance = np.random.default_rng(seed)

    def pair(self) -> tuple[str, str, float]:
        """Draw one pair: the line, the phrasing, 1 where the line is of the same act and 0 where not."""
        act = self._one(self._acts)
        if self._shared and not act.shared and self._chance.random() < FROM_BANK:
            act = self._one(self._shared)
        sort = self._chance.random()
        if sort < TRUE:
            line = self._true(act)
            return line, self._nearest(line, self._some(act, line)), 1.0
        upto = TRUE
        for name, share in SHARES:
            upto += share
            if sort < upto and act.misses.get(name):
                line = self._one(act.misses[name])
                return line, self._nearest(line, self._some(act, line)), 0.0
        if sort < upto + ALIKE:
            return self._alike(act)
        line = self._one(self._none)
        some = [p for other in (self._one(self._acts) for _ in range(12)) for p in self._some(other, line, 5)]
        return line, self._nearest(line, some), 0.0

    def _true(self, act: Source) -> str:
        drawn = act.composed if act.composed and self._chance.random() < COMPOSED else act.true
        return self._one(drawn)

    def _alike(self, act: Source) -> tuple[str, str, float]:
        """Draw a true line of an act that this one is easily confused with."""
        place = self._acts.index(act)
        order = [int(j) for j in np.argsort(-self._likeness[place]) if j != place][:6]
        other = order[int(self._chance.integers(len(order)))]
        if act.shared != self._acts[other].shared and self._likeness[place][other] > TOO_ALIKE:
            return self.pair()
        line = self._one(self._acts[other].true)
        return line, self._nearest(line, self._some(act, line)), 0.0

    def _some(self, act: Source, line: str, count: int = 0) -> list[str]:
        """Draw a handful of an act's phrasings, none of them the line itself."""
        count = count or int(self._chance.integers(5, 18) if act.shared else self._chance.integers(4, 9))
        drawn = act.taught if act.taught and self._chance.random() < TAUGHT else act.true
        rest = [t for t in drawn if t.rstrip("?") != line.rstrip("?")] or list(act.true)
        return [rest[i] for i in self._chance.permutation(len(rest))[:count]]

    def _nearest(self, line: str, phrasings: Sequence[str]) -> str:
        own = self._vectors[line]
        return max(phrasings, key=lambda p: float(own @ self._vectors[p]))

    def _one(self, things: Sequence[T]) -> T:
        return things[int(self._chance.integers(len(things)))]
