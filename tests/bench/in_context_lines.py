"""Loads the lines of blind plays with their context and judges what was heard in them.

Reads no line itself. Labels name acts in groups: hearing any one of a group is right, and none of it a miss.
Acts under ``also`` are neither right nor wrong.
"""

import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "in_context"


@dataclass(frozen=True)
class Spoken:
    """One line of a learner to a caller, and how things stood before it."""

    id: str
    scenario: str
    variant: str
    commit: str
    call: str
    turn: int
    heard: tuple[str, ...]
    told: frozenset[str]
    said: frozenset[str]
    asked_back: tuple[str, ...]
    text: str
    acts: tuple[frozenset[str], ...]
    also: frozenset[str]

    @property
    def last_words(self) -> str:
        """What the caller said last."""
        return self.heard[-1] if self.heard else ""

    def meant(self, act: str) -> bool:
        """Tell whether the line performs an act."""
        return any(act in group for group in self.acts)

    def among(self, known: Collection[str]) -> "Spoken":
        """Return the line as it can be understood by who knows only these acts."""
        acts = tuple(group & set(known) for group in self.acts)
        return Spoken(**{**vars(self), "acts": tuple(group for group in acts if group)})


def spoken_lines(folder: Path = FOLDER) -> tuple[Spoken, ...]:
    """Return every line; ``heard`` is all that the caller said on that telephone line so far."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        so_far: dict[tuple[str, str], list[str]] = {}
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            heard = so_far.setdefault((row["id"].rsplit("-", 1)[0], row["line"]), [])
            heard += row["heard"]
            found.append(_spoken(row, heard))
    return tuple(found)


def _spoken(row: dict, heard: Sequence[str]) -> Spoken:
    return Spoken(
        id=row["id"],
        scenario=row["scenario"],
        variant=row["variant"],
        commit=row["commit"],
        call=row["call"],
        turn=row["turn"],
        heard=tuple(heard),
        told=frozenset(row["told"]),
        said=frozenset(row["said"]),
        asked_back=tuple(row["asked_back"]),
        text=row["text"],
        acts=tuple(frozenset(group.split("/")) for group in row["acts"]),
        also=frozenset(row["also"]),
    )


def halves(lines: Sequence[Spoken], seed: int) -> np.ndarray:
    """Return which lines are of the first half: whole scenarios, drawn until it holds half of the lines."""
    names = sorted({line.scenario for line in lines})
    random.Random(seed).shuffle(names)
    chosen: set[str] = set()
    for name in names:
        if sum(line.scenario in chosen for line in lines) * 2 < len(lines):
            chosen.add(name)
    return np.array([line.scenario in chosen for line in lines])


def counted(line: Spoken, acts: Collection[str]) -> tuple[int, int, int, int, int]:
    """Return right, wrong and missed acts, whether anything wrong was accepted, and one for the line.

    The columns are those of ``reading_figures``, whose last two here mean lines in which anything false was
    accepted, of all lines.
    """
    right = sum(any(act in group for act in acts) for group in line.acts)
    wrong = sum(not line.meant(act) and act not in line.also for act in acts)
    return right, wrong, len(line.acts) - right, int(wrong > 0), 1


def counts_of(lines: Sequence[Spoken], heard: Sequence[Collection[str]]) -> np.ndarray:
    """Return the counts of every line, a line a row."""
    return np.array([counted(*both) for both in zip(lines, heard, strict=True)], dtype=float).reshape(-1, 5)
