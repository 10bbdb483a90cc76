"""Measures how often the contrary of an advice is taken for the advice, and how often it is heard as wrong.

    python -m tests.bench reading_opposites [--shared] [--data FOLDER]

The contraries of ``opposites/lines.yaml`` were written by hand and stand in no bank; each is read with the
acts of its scenario, those under ``shared`` with the shared acts. Read so besides: contraries made by rule
of each advice's own phrasings, which tell of the rule, since the reader learns from some of them.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from simulator.cli.stage import staged
from simulator.model.reading import ActPhrasings, DialogueContext
from simulator.service.library import Library, open_library
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.normalise import plain_words
from simulator.understanding.opposites import opposites
from simulator.understanding.reader import Reader, fit_reader

ROOT = Path(__file__).resolve().parents[2]
LINES = Path(__file__).with_name("opposites") / "lines.yaml"
SHARED = "shared"
MADE = 3
"""Contraries made by rule of each act, drawn by a seed."""


@dataclass
class Tally:
    """What became of contraries: lines, and those that were heard so."""

    lines: int = 0
    taken: int = 0
    nearly: int = 0
    wrong: int = 0
    maybe_wrong: int = 0
    told: list[str] = field(default_factory=list)

    def count(self, act: str, line: str, reading: Sequence[tuple[str, str]]) -> None:
        """Count one contrary of an act; ``reading``: acts heard, each with its band."""
        heard = dict(reading)
        self.lines += 1
        self.taken += heard.get(act) == "sure"
        self.nearly += heard.get(act) == "unsure"
        self.wrong += any(a.startswith("wrong_") and band == "sure" for a, band in reading)
        self.maybe_wrong += any(a.startswith("wrong_") and band == "unsure" for a, band in reading)
        if heard.get(act) == "sure":
            self.told.append(f"    {act} < {line!r}")

    def row(self, name: str) -> str:
        """Return the figures as a row."""
        return (
            f"  {name:28} {self.lines:4} lines: taken for the advice {self.taken:3} ({self.nearly} unsure), "
            f"heard as wrong {self.wrong:3} ({self.maybe_wrong} unsure)"
        )


def written() -> dict[str, dict[str, list[str]]]:
    """Return the contraries written by hand, by scenario and act."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    return found


def made(acts: Iterable[ActPhrasings], only: Iterable[str]) -> list[tuple[str, str]]:
    """Return contraries made by rule of the phrasings of some acts, the same ones every time."""
    chosen = []
    wanted = set(only)
    for act in acts:
        if act.id in wanted:
            found = [" ".join(o) for p in act.phrasings for o in opposites(plain_words(p))]
            chosen += [(act.id, line) for line in random.Random(act.id).sample(found, min(MADE, len(found)))]
    return chosen


def reader_of(name: str, library: Library) -> tuple[Reader, tuple[ActPhrasings, ...]]:
    """Return the reader of a scenario, or of the shared acts, with its acts."""
    if name == SHARED:
        bank = library.bank
        reader = fit_reader(
            bank.acts, off_topic=bank.off_topic, encoder=library.encoder, cache_folder=library.cache
        )
        return reader, bank.acts
    stage = staged(name, ROOT, library)
    return stage.reader, scenario_acts(stage.scenario, library.bank)


def main() -> None:
    """Print for the shared acts and each scenario what became of contraries."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", action="store_true", help="the shared acts alone")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    asked = parser.parse_args()
    library = open_library(asked.data.resolve())
    sums = {kind: (Tally(), Tally()) for kind in ("written", "made by rule")}
    for name, acts in written().items():
        if asked.shared and name != SHARED:
            continue
        reader, bank = reader_of(name, library)
        advice = [a.id for a in bank if a.id.startswith("advise_") and (name == SHARED or a.id in acts)]
        of_kind = {
            "written": [(act, line) for act, lines in acts.items() for line in lines],
            "made by rule": made(bank, advice),
        }
        here = Tally()
        for kind, lines in of_kind.items():
            readings = reader.read_all([(line, DialogueContext()) for _, line in lines])
            for (act, line), reading in zip(lines, readings, strict=True):
                heard = [(a.act, a.band) for a in reading.acts]
                sums[kind][name != SHARED].count(act, line, heard)
                if kind == "written":
                    here.count(act, line, heard)
        print(here.row(name), *here.told, sep="\n")
    for kind, both in sums.items():
        for which, tally in zip(("shared", "of scenarios"), both, strict=True):
            print(tally.row(f"{kind}, {which}"))


if __name__ == "__main__":
    main()
