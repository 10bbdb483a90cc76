"""Reads the gold lines with the labels that count, the minimal pairs and the stuffed lines. Judges nothing.

The labels of the first labeller hold where both agree; where they differ, `labels.txt` decides and says why,
as it does for the few lines that hold an act written after both labellings.
While the second labelling is missing, the first one counts alone and the bench says so.
"""

from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
PARTS = ("development", "comparing", "final")


@dataclass(frozen=True)
class GoldLine:
    """One line of a learner with the acts it performs (none: empty)."""

    id: str
    call: str
    part: str
    text: str
    acts: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two lines that differ in little and mean different acts."""

    kind: str
    first: GoldLine
    second: GoldLine

    @property
    def contested(self) -> frozenset[str]:
        """The acts that one of the two performs and the other does not."""
        return self.first.acts ^ self.second.acts


def rows(file: Path) -> list[list[str]]:
    """Return the rows of a file of the gold set: cells between tabs, remarks left out."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def labels(name: str, folder: Path = GOLD) -> dict[str, frozenset[str]]:
    """Return one labelling by line id; empty when the file is not there (yet)."""
    file = folder / name
    if not file.is_file():
        return {}
    return {row[0].strip(): frozenset((row[1] if len(row) > 1 else "").split()) for row in rows(file)}


def counting(folder: Path = GOLD) -> dict[str, frozenset[str]]:
    """Return the labels that count.

    Raises:
        ValueError: the two labellers differ on a line that `labels.txt` does not decide.
    """
    first, second, decided = (labels(f"labels{n}.txt", folder) for n in ("-a", "-b", ""))
    open_ = [i for i in second if first.get(i) != second[i] and i not in decided]
    if open_:
        raise ValueError(f"labels.txt does not decide {len(open_)} lines, the first of them {open_[0]}.")
    return first | decided


def gold_lines(part: str, folder: Path = GOLD) -> tuple[GoldLine, ...]:
    """Return the lines of one part of `PARTS`."""
    chosen, counts = dict(rows(folder / "split.txt")), counting(folder)
    return tuple(
        GoldLine(i, i.rsplit("-", 1)[0], part, text, counts[i])
        for i, text in rows(folder / "lines.txt")
        if chosen[i] == part
    )


def pairs(folder: Path = GOLD) -> tuple[Pair, ...]:
    """Return the minimal pairs."""
    found = []
    for number, (kind, *both) in enumerate(rows(folder / "pairs.txt"), 1):
        first, second = (_side(f"pair-{number}", side) for side in both)
        found.append(Pair(kind, first, second))
    return tuple(found)


def _side(name: str, side: str) -> GoldLine:
    text, _, acts = side.rpartition("=>")
    return GoldLine(name, "pair", "", text.strip(), frozenset(acts.split()))


def stuffed(folder: Path = GOLD) -> tuple[GoldLine, ...]:
    """Return lines of key words without a sentence: they must obtain nothing."""
    return tuple(
        GoldLine(f"stuffed-{number}", "stuffed", "", row[0], frozenset())
        for number, row in enumerate(rows(folder / "stuffed.txt"), 1)
    )
