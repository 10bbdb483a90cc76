"""Measures the reader on its development lines and proposes where its bands begin.

    python tests/bench/reading_calibration.py [--encoder FOLDER] [--confusions]

For every call type the thresholds are chosen on the other call types and scored on this one. False accepts
(FA) are the share of lines holding no act in which an act was accepted. The lines are all that may choose
anything: those that stand beside the phrase bank, and the development part of the gold lines, which were
written without sight of it. The figures choose thresholds, they do not promise what strangers will type.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simulator.understanding.clauses import cut, join  # noqa: E402
from simulator.understanding.encoder import load_encoder  # noqa: E402
from simulator.understanding.reader import Reader, fit_reader  # noqa: E402
from simulator.understanding.segmenting import segmented  # noqa: E402
from simulator.understanding.tuned import with_tuned  # noqa: E402
from simulator.understanding.verifier import with_verifier  # noqa: E402
from tests.bench.gold_lines import gold_lines  # noqa: E402
from tests.understanding.banks import DevLine, dev_lines, off_topic, shared_acts  # noqa: E402

GRID = [round(x, 3) for x in np.arange(0.04, 0.96, 0.02)]


@dataclass(frozen=True)
class Tally:
    """Counts of right, wrong and missed acts, and of falsely accepted lines."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    false_lines: int = 0
    empty_lines: int = 0

    def __add__(self, other):
        return Tally(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self):
        return self.right, self.wrong, self.missed, self.false_lines, self.empty_lines

    @property
    def precision(self):
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self):
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self):
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    @property
    def fa(self):
        return self.false_lines / max(self.empty_lines, 1)


def tally(line: DevLine, heard: set[str]) -> Tally:
    """Count one line."""
    return Tally(
        len(heard & line.acts),
        len(heard - line.acts),
        len(line.acts - heard),
        int(not line.acts and bool(heard)),
        int(not line.acts),
    )


def heard_by(reader: Reader, lines) -> list[list[set[str]]]:
    """Return what the reader accepts in each line at each threshold of the grid."""
    found = []
    for line in lines:
        clauses = cut(line.text, reader.fitted.speller)
        groups = reader.score(clauses)
        row = []
        for threshold in GRID:
            chosen = segmented(groups, len(clauses), threshold)
            row.append({reader.acts[g.ranked(reader.acts)[0]] for g in chosen})
        found.append(row)
    return found


def choose(tallies: list[Tally], limit: float) -> int:
    """Return the place of the threshold with the best F1 whose false accepts stay within ``limit``."""
    allowed = [i for i, t in enumerate(tallies) if t.fa <= limit] or [len(tallies) - 1]
    return max(allowed, key=lambda i: (round(tallies[i].f1, 6), i))


def left_out(lines, heard, limit: float) -> tuple[Tally, list[float]]:
    """Score each call type with the threshold chosen on the others."""
    total, used = Tally(), []
    for call in dict.fromkeys(line.call for line in lines):
        others = [
            sum((tally(one, h[i]) for one, h in zip(lines, heard, strict=True) if one.call != call), Tally())
            for i in range(len(GRID))
        ]
        best = choose(others, limit)
        used.append(GRID[best])
        total += sum(
            (tally(one, h[best]) for one, h in zip(lines, heard, strict=True) if one.call == call), Tally()
        )
    return total, used


def report(name: str, lines, heard) -> None:
    """Print one reader's row."""
    print(f"\n{name}")
    for label, limit in (("free", 1.0), ("FA<=10", 0.10), ("FA<=5", 0.05)):
        total, used = left_out(lines, heard, limit)
        whole = [
            sum((tally(one, h[i]) for one, h in zip(lines, heard, strict=True)), Tally())
            for i in range(len(GRID))
        ]
        best = choose(whole, limit)
        print(
            f"  {label:7} F1 {total.f1:.3f}  P {total.precision:.3f}  R {total.recall:.3f}  FA {total.fa:.3f}"
            f"   thresholds {min(used)}-{max(used)}   on all lines: {GRID[best]}"
            f" (F1 {whole[best].f1:.3f} FA {whole[best].fa:.3f})"
        )


def baselines(reader: Reader, lines, acts):
    """Return what nearest-phrasing readers accept: token-sort ratio, and cosine of the reader's features."""
    plain = [[join(cut(p, reader.fitted.speller)) for p in act.phrasings] for act in acts]
    sort, cosine = [], []
    for line in lines:
        clauses = cut(line.text, reader.fitted.speller)
        sort_row = [
            (max(fuzz.token_sort_ratio(" ".join(c.words), " ".join(p.words)) for p in own) / 100, act.id)
            for act, own in zip(acts, plain, strict=True)
            for c in clauses
        ]
        near_row = [
            (reader.fitted.closest(i, c, reader.encoder)[1], act)
            for i, act in enumerate(reader.acts)
            for c in clauses
        ]
        for rows, into in ((sort_row, sort), (near_row, cosine)):
            per = [rows[i :: len(clauses)] for i in range(len(clauses))]
            tops = [max(r) for r in per]
            into.append([{act for score, act in tops if score >= t} for t in GRID])
    return sort, cosine


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, default=ROOT / "var" / "encoder")
    parser.add_argument("--confusions", action="store_true")
    parser.add_argument("--baselines", action="store_true")
    asked = parser.parse_args()
    lines = (*dev_lines(), *gold_lines("development"))
    acts, pool = shared_acts(), off_topic()
    encoder = load_encoder(asked.encoder)
    print(f"{len(lines)} lines, {sum(not one.acts for one in lines)} without an act; {len(acts)} acts")
    tuned = encoder and with_tuned(encoder)
    for chosen in [None, encoder, tuned, with_verifier(tuned)] if encoder else [None]:
        reader = fit_reader(acts, off_topic=pool, encoder=chosen, cache_folder=asked.encoder.parent / "bank")
        heard = heard_by(reader, lines)
        report(reader.name, lines, heard)
        banded(reader, lines, asked.confusions)
        if asked.baselines:
            sort, cosine = baselines(reader, lines, acts)
            report("  nearest phrasing, token-sort ratio", lines, sort)
            report("  nearest phrasing, cosine of the same features", lines, cosine)


def banded(reader: Reader, lines, confusions: bool) -> None:
    """Print how the reader does with the bands it ships."""
    sure, either, pairs = Tally(), Tally(), Counter()
    for line in lines:
        reading = reader.read(line.text)
        got = set(reading.sure())
        sure += tally(line, got)
        both = got | set(reading.unsure())
        either += tally(line, both)
        if got != line.acts:
            pairs[
                (
                    line.text,
                    " ".join(sorted(line.acts - got)),
                    " ".join(sorted(got - line.acts)),
                    " ".join(reading.unsure()),
                )
            ] += 1
    print(
        f"  shipped bands {reader.bands}: sure F1 {sure.f1:.3f} P {sure.precision:.3f} R {sure.recall:.3f}"
        f" FA {sure.fa:.3f}; right act sure or unsure {either.recall:.3f}"
    )
    if confusions:
        for text, missed, wrong, unsure in pairs:
            print(f"    {text!r}  missed [{missed}]  wrong [{wrong}]  unsure [{unsure}]")


if __name__ == "__main__":
    main()
