"""Measures the reader on banks it has never seen: a tutor's own acts with six phrasings each.

    python -m tests.bench reading_new_banks [--published] [--json]

The call types of `new_banks/` are in no bank of this project; their phrasings and lines were written by
different hands, the lines without sight of the phrasings. Every share is printed with its 95 % interval.
The set chose nothing about the reader: whoever uses it to choose has spent it.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from simulator.model.reading import ActPhrasings
from simulator.service.kept_encoder import open_encoder
from simulator.understanding.encoder import Encoder
from simulator.understanding.reader import fit_reader
from tests.bench import reading_figures
from tests.bench.gold_lines import GoldLine, labels, rows
from tests.bench.reading import GRID, listen, row, thresholds
from tests.bench.reading_figures import Heard
from tests.understanding.banks import off_topic

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "new_banks"


@dataclass(frozen=True)
class NewSet:
    """The call types of one pair of authors: their banks, their lines, and how far two labellings agree."""

    name: str
    banks: dict[str, tuple[ActPhrasings, ...]]
    lines: tuple[GoldLine, ...]
    agreement: dict[str, float] | None


def new_sets(folder: Path = FOLDER) -> tuple[NewSet, ...]:
    """Return the sets of the folder, by name.

    Raises:
        ValueError: the two labellings differ on a line that `labels.txt` does not decide.
    """
    return tuple(_set(file.stem.removeprefix("bank-"), folder) for file in sorted(folder.glob("bank-*.json")))


def _set(name: str, folder: Path) -> NewSet:
    told = json.loads((folder / f"bank-{name}.json").read_text(encoding="utf-8"))
    banks = {
        call: tuple(ActPhrasings(id=act, phrasings=tuple(phrasings)) for act, phrasings in acts.items())
        for call, acts in told.items()
    }
    written = rows(folder / f"lines-{name}.txt")
    first = {i: frozenset((acts[0] if acts else "").split()) for _call, i, _text, *acts in written}
    second, decided = labels(f"second-{name}.txt", folder), labels(f"labels-{name}.txt", folder)
    undecided = [i for i in second if first[i] != second[i] and i not in decided]
    if undecided:
        raise ValueError(f"labels-{name}.txt does not decide {len(undecided)} lines, first {undecided[0]}.")
    counts = first | decided
    lines = tuple(GoldLine(i, call, name, text, counts[i]) for call, i, text, *_ in written)
    return NewSet(name, banks, lines, reading_figures.agreement(first, second) if second else None)


def figures(found: NewSet, encoder: Encoder | None, cache: Path | None) -> dict:
    """Return the figures of one set: as shipped, and with thresholds from the other call types."""
    heard: list[Heard] = []
    lines: list[GoldLine] = []
    for call, bank in found.banks.items():
        reader = fit_reader(bank, off_topic=off_topic(), encoder=encoder, cache_folder=cache, keep=False)
        own = [line for line in found.lines if line.call == call]
        lines += own
        heard += [listen(reader, line) for line in own]
    told = tuple(lines)
    meant = [act in one.in_bands("sure", "unsure") for line, one in zip(told, heard, strict=True)
             for act in sorted(line.acts)]  # fmt: skip
    return {
        "set": found.name,
        "reader": reader.name,
        "lines": len(told),
        "without_an_act": sum(not line.acts for line in told),
        "agreement": found.agreement,
        "sure": reading_figures.with_intervals(
            reading_figures.table(told, [one.in_bands("sure") for one in heard])
        ),
        "sure_or_unsure": reading_figures.share(meant),
        "left_out": thresholds(told, heard, [t for t in GRID if t >= reader.bands.unsure]),
    }


def told_of(found: dict) -> list[str]:
    """Return the figures of a set as lines for people."""
    low, high = found["sure_or_unsure"]["share"][1:]
    return [
        "Set {set}, {reader}: {lines} lines, {without_an_act} without an act".format(**found),
        row("as shipped", found["sure"]),
        f"  right act sure or unsure: {found['sure_or_unsure']['share'][0]:.3f} [{low:.3f}–{high:.3f}]",
        *(row(name, one) for name, one in found["left_out"].items()),
        f"  two labellings: {found['agreement']}",
    ]


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench reading_new_banks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--published", action="store_true", help="without tuned layers and verifier")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of lines for people")
    asked = parser.parse_args(words)
    encoder = open_encoder(ROOT / "var", tuned=not asked.published)
    found = [figures(one, encoder, ROOT / "var" / "cache") for one in new_sets()]
    print(json.dumps(found) if asked.json else "\n".join(line for one in found for line in told_of(one)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
