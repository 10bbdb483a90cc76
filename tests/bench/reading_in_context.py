"""Measures what the dialogue's state is worth to the reader, on lines of blind plays with their context.

    python -m tests.bench reading_in_context [--as-played] [--seed S] [--draws N] [--data FOLDER]

Each line is read by the reader of its scenario, at first by its words alone as the service does; then with
what the state says added to the acts' log odds, for each way in which an act may stand to it. How much is
added is chosen on one half of the scenarios and judged on the other. ``--as-played`` reads each line with the
scenario and the phrases of the day on which it was played: nothing of them was written from it. ``--draws``
draws the halves so many times and prints what becomes of each use in all of them.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from simulator.service.library import Library, open_library
from tests.bench.in_context_lines import Spoken, halves, spoken_lines
from tests.bench.in_context_read import ROOT, Found, Read, Shift, heard, library_of, read_lines
from tests.bench.in_context_states import FEATURES
from tests.bench.in_context_uses import LOSES, Outcome, counts, outcomes, prior
from tests.bench.reading_figures import MEASURES, f1, false_accepts, interval, redrawn, share, with_intervals

AIMS = {False: "the best F1", True: f"the fewest false lines for at most {LOSES} of F1"}
COMPARED: dict[str, Callable[[np.ndarray], np.ndarray]] = {"F1": f1, "false lines": false_accepts}


def change(before: np.ndarray, after: np.ndarray, of: Callable[[np.ndarray], np.ndarray]) -> list[float]:
    """Return by how much a measure changes, with its interval: the same lines drawn for both."""
    by = float(of(after.sum(axis=0))) - float(of(before.sum(axis=0)))
    return interval(by, of(redrawn(after)) - of(redrawn(before)))


def moved(before: np.ndarray, after: np.ndarray) -> str:
    """Tell what F1 and the share of lines with a false act become, and by how much, with intervals."""
    told = []
    for name, of in COMPARED.items():
        by, low, high = change(before, after, of)
        beyond = "*" if low > 0 or high < 0 else " "
        now = float(of(after.sum(axis=0)))
        told.append(f"{name} {now:.3f} ({by:+.3f}, {low:+.3f} to {high:+.3f}){beyond}")
    return "; ".join(told)


def say_uses(found: dict[bool, dict[str, Outcome]]) -> None:
    """Print what each use of the state becomes on the half on which it was not chosen, and on both together.

    A star stands behind a change whose interval does not hold 0.
    """
    for aim, kinds in found.items():
        print(f"\nUses of the state, chosen on one half for {AIMS[aim]}, judged on the other")
        for kind, one in kinds.items():
            print(f"  {kind}")
            for use, before, after in zip(one.chosen, one.before, one.after, strict=True):
                print(f"    {moved(before, after)}   {use.name}")
            print(f"    {moved(np.vstack(one.before), np.vstack(one.after))}   both together")


def say_draws(found: Sequence[dict[bool, dict[str, Outcome]]]) -> None:
    """Print what becomes of each use over several draws of the halves, both halves together."""
    print(
        f"\n{len(found)} draws of the halves, both together: mean change (least to most; beyond 0 in so many)"
    )
    for aim, kinds in found[0].items():
        print(f"  chosen for {AIMS[aim]}")
        for kind in kinds:
            told = []
            for name, of in COMPARED.items():
                every = [one[aim][kind] for one in found]
                rows = np.array([change(np.vstack(o.before), np.vstack(o.after), of) for o in every])
                up, down = int((rows[:, 1] > 0).sum()), int((rows[:, 2] < 0).sum())
                by = rows[:, 0]
                told.append(
                    f"{name} {by.mean():+.4f} ({by.min():+.3f} to {by.max():+.3f}; {up} up, {down} down)"
                )
            print(f"    {kind:28} {'; '.join(told)}")


def ranks(read: Read, left: Sequence[Found], asked: Sequence[str], shift: Shift | None) -> list[bool]:
    """Return of the acts nearly heard, in some order, which are meant."""
    added = shift(read) if shift else np.zeros(read.table.shape[1])
    order = sorted(left, key=lambda one: (one.act not in asked, -(one.odds + added[one.place]), one.act))
    return [read.line.meant(one.act) for one in order]


def nearly(reads: Sequence[Read]) -> list[tuple[Read, list[Found]]]:
    """Return the lines of which something meant is not sure, with the acts that are nearly heard (some)."""
    found = []
    for read in reads:
        acts = heard(read)
        sure = {one.act for one in acts if one.band == "sure"}
        left = [one for one in acts if one.band == "unsure"]
        if left and any(not group & sure for group in read.line.acts):
            found.append((read, left))
    return found


def say_order(reads: Sequence[Read], parts: Sequence[list[Read]]) -> None:
    """Print how often what is meant comes first of what is nearly heard.

    By score, with what was asked back first (``in_context.ordered``), or by a prior learnt on the other half.
    """
    priors = [prior(part)[0] for part in parts]
    other = {read.line.id: priors[1 - side] for side, part in enumerate(parts) for read in part}
    some = {"all lines": reads, "once something was asked back": [r for r in reads if r.line.asked_back]}
    for name, chosen in some.items():
        lines = nearly(chosen)
        more = sum(len(left) > 1 for _, left in lines)
        print(
            f"\nLines with unsure acts that miss something, {name}: {len(lines)}, {more} with more than one"
        )
        by_score = [ranks(read, left, (), None) for read, left in lines]
        ways = {
            "score": by_score,
            "as now": [ranks(read, left, read.line.asked_back, None) for read, left in lines],
            "prior": [ranks(read, left, (), other[read.line.id]) for read, left in lines],
        }
        for by, flags in ways.items():
            first, three = share([f[0] for f in flags])["share"], share([any(f[:3]) for f in flags])["share"]
            apart = share([float(f[0]) - float(s[0]) for f, s in zip(flags, by_score, strict=True)])["share"]
            told = f"meant first {_three(first)}, among three {_three(three)}"
            print(f"  {by:7} {told}; first, less that by score {_three(apart)}")


def say_features(reads: Sequence[Read]) -> None:
    """Print how often what is heard is meant, by how the act stands to the state."""
    print("\nHeard acts that are meant, by how they stand to the state: with it (of so many), without it")
    found = [(read, one) for read in reads for one in heard(read) if one.act not in read.line.also]
    for row, (name, what) in enumerate(FEATURES.items()):
        cells = []
        for band in ("sure", "unsure"):
            with_it, without = (
                share(
                    [
                        read.line.meant(one.act)
                        for read, one in found
                        if one.band == band and read.table[row, one.place] == side
                    ]
                )
                for side in (True, False)
            )
            cells.append(
                f"{band} {_three(with_it['share'])} ({with_it['count']}), {_three(without['share'])}"
            )
        print(f"  {name:13} {'; '.join(cells)}   {what}")


def _three(figures: Sequence[float]) -> str:
    value, low, high = figures
    return f"{value:.3f} ({low:.2f} to {high:.2f})"


def say_room(reads: Sequence[Read]) -> None:
    """Print how much there is for the state to mend."""
    missed = near = false = 0
    for read in reads:
        acts = heard(read)
        bands = {band: {one.act for one in acts if one.band == band} for band in ("sure", "unsure")}
        left = [group for group in read.line.acts if not group & bands["sure"]]
        missed, near = missed + len(left), near + sum(bool(group & bands["unsure"]) for group in left)
        false += sum(not read.line.meant(act) and act not in read.line.also for act in bands["sure"])
    total = sum(len(read.line.acts) for read in reads)
    print(f"Of {total} acts {missed} are not surely heard, {near} of them nearly; {false} falsely are")


def say_plain(reads: Sequence[Read]) -> str:
    """Return the figures of the sure band without the state."""
    plain = with_intervals(counts(reads))
    names = {**{name: name for name in MEASURES}, "false_accepts": "lines with a false act"}
    return ", ".join(f"{names[name]} {_three(plain[name])}" for name in MEASURES)


def parted(reads: Sequence[Read], lines: Sequence[Spoken], seed: int) -> list[list[Read]]:
    """Return the two halves of what was read."""
    chosen = halves(lines, seed)
    return [[r for r, here in zip(reads, chosen, strict=True) if here == side] for side in (True, False)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--as-played", action="store_true", help="with scenario and phrases of its day")
    parser.add_argument("--seed", type=int, default=4, help="of the drawing of the halves")
    parser.add_argument("--draws", type=int, default=1, help="draws of the halves, from the seed on")
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="where encoder and cache are")
    wanted = parser.parse_args()
    lines, data = spoken_lines(), wanted.data.resolve()
    with tempfile.TemporaryDirectory() as folder:

        @cache
        def library(commit: str) -> Library:
            return library_of(commit, data, Path(folder)) if commit else open_library(data)

        today = [replace(line, commit="") for line in lines]
        reads = read_lines(lines if wanted.as_played else today, library)
    print(f"{reads[0].reader.name}: {len(reads)} lines of {len({r.line.scenario for r in reads})} scenarios")
    print(f"Sure band, no state: {say_plain(reads)}")
    say_room(reads)
    say_features(reads)
    parts = parted(reads, lines, wanted.seed)
    for part in parts:
        names = ", ".join(sorted({read.line.scenario for read in part}))
        print(f"\nA half, {len(part)} lines: {names}\n  {say_plain(part)}")
    found = [outcomes(parts)]
    say_uses(found[0])
    say_order(reads, parts)
    if wanted.draws > 1:
        more = range(wanted.seed + 1, wanted.seed + wanted.draws)
        say_draws([*found, *(outcomes(parted(reads, lines, seed)) for seed in more)])


if __name__ == "__main__":
    main()
