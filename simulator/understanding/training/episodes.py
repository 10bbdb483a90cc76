"""Draws what the encoder is trained on: episodes that look like reading a line with a bank of few phrasings.

An episode has some acts with a handful of phrasings each, near misses of them and lines of no act.
Seeded; equal seeds give equal episodes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from simulator.model.reading import ActPhrasings
from simulator.understanding.training.pool import PoolAct, plain
from simulator.understanding.training.turns import halves, turned

_LEADS = (
    "okay",
    "right",
    "so",
    "and",
    "now",
    "sorry",
    "hello",
    "well",
    "okay so",
    "right then",
    "okay love",
    "please",
)
_TAILS = ("please", "love", "sir", "for me", "then", "okay", "thanks", "mate", "madam", "if you can")
_KEYS = 26

COMPOSED = 0.35
"""How often a composed line takes the place of a written one."""

HARD, NEAR, MADE = 0.3, 0.2, 0.75
"""Shares of near misses drawn: hard ones, others written; above ``MADE`` true lines turned round."""

TAUGHT = 3
"""How many of an act's phrasings are such as a reader is taught: beside those, the general ones, it reads."""

T = TypeVar("T")


@dataclass(frozen=True)
class Lines:
    """One act ready to draw from, every line in plain words.

    ``made``: near misses made of its true lines; ``taught``: the true lines that a reader is taught.
    """

    id: str
    true: tuple[str, ...]
    composed_true: tuple[str, ...]
    near: tuple[str, ...]
    composed_near: tuple[str, ...]
    made: tuple[str, ...]
    hard: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()


@dataclass(frozen=True)
class Episode:
    """Texts of one step: ``support``, some phrasings of each act, and ``queries``, which are none of them."""

    support: tuple[tuple[str, ...], ...]
    queries: tuple[str, ...]


def prepared(acts: Sequence[PoolAct], most: int = 6, seed: int = 234) -> tuple[Lines, ...]:
    """Return the acts in plain words, with the near misses that their own true lines make.

    Of the composed and the made lines ``most`` of a sort are kept for an act. Every line gets its voice
    here, so that a run meets the same lines again and need not run them through the lower layers twice.
    """
    chance = np.random.default_rng(seed)
    voice = Voice(chance)
    found = []
    for act in acts:
        true = tuple(dict.fromkeys(plain(t) for t in act.true))
        stripped = {t.rstrip("?") for t in true}
        made = list(dict.fromkeys(m for t in true for m in (*turned(t), *halves(t)) if m not in stripped))

        def some(lines: Sequence[str], count: int) -> tuple[str, ...]:
            order = chance.permutation(len(lines))[:count]
            return tuple(dict.fromkeys(voice.said(plain(lines[i])) for i in order))

        said = {true[i]: voice.said(true[i]) for i in chance.permutation(len(true))}

        found.append(
            Lines(
                act.id,
                tuple(dict.fromkeys(said.values())),
                some(act.composed_true, most // 2),
                some(act.near, len(act.near)),
                some(act.composed_near, most),
                some(made, most),
                some(act.hard, len(act.hard)),
                tuple(dict.fromkeys(said[plain(t)] for t in act.taught)),
            )
        )
    return tuple(found)


def of_bank(
    bank: Sequence[ActPhrasings], more: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[PoolAct, ...]:
    """Return the acts of a phrase bank with what is written of them beside it, as acts to be drawn."""
    found = []
    for act in bank:
        true, hard = more.get(act.id, ((), ()))
        lines = tuple(dict.fromkeys((*act.phrasings, *true)))
        own = {plain(line).rstrip("?") for line in lines}
        misses = tuple(h for h in hard if plain(h).rstrip("?") not in own)
        found.append(PoolAct(f"shared.{act.id}", "shared", lines, misses, (), (), misses, act.phrasings))
    return tuple(found)


class Voice:
    """Says lines as they may come: small talk before or after, a slip of the keys, the question mark lost."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance

    def said(self, line: str) -> str:
        """Return the line as one person may type it."""
        asked = line.endswith("?") and self._chance.random() > 0.45
        line = line.rstrip("?")
        if self._chance.random() < 0.18:
            line = f"{self._one(_LEADS)} {line}"
        if self._chance.random() < 0.1:
            line = f"{line} {self._one(_TAILS)}"
        if self._chance.random() < 0.12:
            line = self._slipped(line)
        return line + ("?" if asked else "")

    def _slipped(self, line: str) -> str:
        """Leave out, double, swap or replace one letter."""
        at = int(self._chance.integers(max(len(line) - 1, 1)))
        sort = int(self._chance.integers(4))
        if sort == 0:
            return line[:at] + line[at + 1 :]
        if sort == 1:
            return line[:at] + line[at : at + 1] * 2 + line[at + 1 :]
        if sort == 2:
            return line[:at] + line[at + 1 : at + 2] + line[at : at + 1] + line[at + 2 :]
        return line[:at] + chr(97 + int(self._chance.integers(_KEYS))) + line[at + 1 :]

    def _one(self, lines: Sequence[str]) -> str:
        return lines[int(self._chance.integers(len(lines)))]


class Drawing:
    """A seeded source of episodes."""

    def __init__(self, acts: Sequence[Lines], none: Sequence[str], seed: int) -> None:
        """``none``: lines that hold no act whatever the bank."""
        self._acts = list(acts)
        self._none = [plain(n) for n in none]
        self._chance = np.random.default_rng(seed)

    def episode(self, acts: int, phrasings: int, near: int, none: int) -> Episode:
        """Draw one episode: ``acts`` acts with that many phrasings and near misses each, lines of no act."""
        picked = [self._acts[i] for i in self._chance.permutation(len(self._acts))[:acts]]
        support, queries = [], []
        for act in picked:
            lines = self._phrasings(act, phrasings)
            for place in (0, -1):
                if self._chance.random() < COMPOSED and act.composed_true:
                    lines[place] = self._one(act.composed_true)
            support.append(tuple(lines))
            queries += [self._near(act) for _ in range(near)]
        queries += [self._of_none(picked) for _ in range(none)]
        return Episode(tuple(support), tuple(queries))

    def _phrasings(self, act: Lines, count: int) -> list[str]:
        """Draw phrasings of an act, some of them such as a reader is taught, where there are any."""
        general = self._some(act.taught, min(TAUGHT, count, len(act.taught)))
        others = [t for t in act.true if t not in general] or act.true
        return [*general, *self._some(others, count - len(general))]

    def texts(self) -> list[str]:
        """Return every line that can be drawn (bare key words apart)."""
        rows = [(a.true, a.composed_true, a.near, a.composed_near, a.made, a.hard) for a in self._acts]
        return list(dict.fromkeys([*(t for row in rows for lines in row for t in lines), *self._none]))

    def _near(self, act: Lines) -> str:
        """Draw one near miss: written by hand, composed, or turned round from a true line."""
        sort = self._chance.random()
        wanted = (act.composed_near, act.made)
        if sort < HARD:
            wanted = (act.hard, act.near)
        elif sort < HARD + NEAR:
            wanted = (act.near, act.hard)
        elif sort > MADE:
            wanted = (act.made, act.composed_near)
        return self._one(next((lines for lines in (*wanted, act.near, act.made) if lines), self._none))

    def _of_none(self, picked: Sequence[Lines]) -> str:
        """Draw a line of no act: general, bare key words, or a line of an act that is not in the episode."""
        sort = self._chance.random()
        if sort < 0.35:
            return self._one(self._none)
        if sort < 0.55:
            words = [w for act in self._some(picked, 4) for w in self._one(act.true).rstrip("?").split()]
            long = [w for w in dict.fromkeys(words) if len(w) > 4]
            return " ".join(self._some(long, int(self._chance.integers(3, 6)))) if long else "erm"
        other = self._acts[int(self._chance.integers(len(self._acts)))]
        return self._near(other) if other in picked or sort < 0.75 else self._one(other.true)

    def _one(self, lines: Sequence[str]) -> str:
        return lines[int(self._chance.integers(len(lines)))]

    def _some(self, things: Sequence[T], count: int) -> list[T]:
        """Draw ``count`` different things; again from the start where there are too few."""
        order = [things[i] for i in self._chance.permutation(len(things))]
        return (order * (count // max(len(order), 1) + 1))[:count]
