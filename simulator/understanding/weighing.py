"""What a reader's figures on lines with known acts are, and what would become of them with other phrasings.

Pure: it reads lines and counts. It never adds a phrasing and never says whether one should be added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from simulator.model.reading import Reading


class Reads(Protocol):
    """Whoever reads a line."""

    def read(self, text: str) -> Reading:
        """Return what a line holds."""
        ...


class KnownLine(Protocol):
    """A line whose acts are known."""

    @property
    def text(self) -> str:
        """The line as it was typed."""

    @property
    def acts(self) -> frozenset[str]:
        """The acts it holds."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over lines: acts right, wrong and missed; lines of no act, and how many of them were taken."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    taken: int = 0
    empty: int = 0

    @property
    def precision(self) -> float:
        """The share of the acts heard that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the acts meant that were heard."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    @property
    def false_accepts(self) -> float:
        """The share of the lines of no act in which an act was heard."""
        return self.taken / max(self.empty, 1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that would be read otherwise. ``better``: nearer to what it holds; None where it is neither."""

    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    better: bool | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What phrasings would do: the figures before and after, and every line that is read otherwise.

    ``said``: those of the lines said in calls that would be read otherwise; what they hold may be unknown.
    """

    before: Figures
    after: Figures
    changed: tuple[Changed, ...]
    said: tuple[Changed, ...] = ()


Heard = Mapping[str, frozenset[str]]


def heard_in(reader: Reads, lines: Iterable[KnownLine]) -> dict[str, frozenset[str]]:
    """Return the acts surely heard in each line, by its text."""
    return heard_by(reader, (line.text for line in lines))


def heard_by(reader: Reads, texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the acts surely heard in each text."""
    return {text: frozenset(reader.read(text).sure()) for text in texts}


def figures(lines: Iterable[KnownLine], heard: Heard) -> Figures:
    """Count what was heard against what the lines hold."""
    right = wrong = missed = taken = empty = 0
    for line in lines:
        acts = heard[line.text]
        right += len(acts & line.acts)
        wrong += len(acts - line.acts)
        missed += len(line.acts - acts)
        empty += not line.acts
        taken += not line.acts and bool(acts)
    return Figures(right, wrong, missed, taken, empty)


def effect(lines: Iterable[KnownLine], before: Heard, after: Heard) -> Effect:
    """Compare what is heard before and after."""
    known = list(lines)
    changed = otherwise({line.text: line.acts for line in known}, before, after)
    return Effect(figures(known, before), figures(known, after), changed)


def otherwise(lines: Mapping[str, frozenset[str] | None], before: Heard, after: Heard) -> tuple[Changed, ...]:
    """Return the lines that are read otherwise; ``lines``: what each holds, None where nobody said so."""
    return tuple(
        Changed(
            text,
            tuple(sorted(before[text])),
            tuple(sorted(after[text])),
            None if acts is None else _better(acts, before[text], after[text]),
        )
        for text, acts in lines.items()
        if before[text] != after[text]
    )


def _better(acts: frozenset[str], before: frozenset[str], after: frozenset[str]) -> bool | None:
    errors = len(before ^ acts), len(after ^ acts)
    return None if errors[0] == errors[1] else errors[1] < errors[0]
