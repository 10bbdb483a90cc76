"""Reads lines of blind plays with their scenarios' readers; what the state says may be added to the scores.

With nothing added the acts are those that the service hears; a record may hold the first of them alone.
"""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from simulator.proving.door import stage
from simulator.service.library import Library, open_library
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.reader import Reader
from simulator.understanding.segmenting import Scored, chance_of, parted
from simulator.understanding.thresholds import Thresholds
from tests.bench.in_context_lines import Spoken
from tests.bench.in_context_states import about_of, features_of

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Read:
    """A line with the scores of its clauses, and how each act stands to the state before it."""

    line: Spoken
    reader: Reader
    clauses: int
    groups: tuple[Scored, ...]
    table: np.ndarray


@dataclass(frozen=True)
class Found:
    """An act that was heard: its place among the reader's acts, its log odds and band."""

    act: str
    place: int
    odds: float
    band: str


Shift = Callable[[Read], np.ndarray]
"""What the state adds to the log odds of each act."""


def library_of(commit: str, data: Path, folder: Path) -> Library:
    """Return the library as it was in a commit, unpacked into a folder."""
    into = folder / commit
    into.mkdir()
    packed = subprocess.run(
        ["git", "archive", commit, "scenarios", "criteria"], cwd=ROOT, check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(into)], input=packed.stdout, check=True)
    return open_library(data, criteria=into / "criteria", scenarios=into / "scenarios")


def read_lines(lines: Sequence[Spoken], library: Callable[[str], Library]) -> list[Read]:
    """Score every line by its scenario's reader; ``library`` gives the one to read with by the commit."""

    @cache
    def ground(scenario_id: str, variant: str, commit: str):
        held = library(commit)
        scenario = held.scenario(scenario_id)
        acts = {act.id: act for act in scenario_acts(scenario, held.bank)}
        reader = held.reader(scenario_id)
        world = stage(scenario, held.organisation(scenario.organisation), 1, variant)
        own = about_of(list(acts.values()), frozenset(scenario.acts))
        return reader, [acts[name] for name in reader.acts], world, own

    found = []
    for line in lines:
        reader, acts, world, own = ground(line.scenario, line.variant, line.commit)
        clauses = reader.cut(line.text)
        groups = tuple(reader.score(clauses))
        table = features_of(line, acts, world, own)
        found.append(Read(line.among(reader.acts), reader, len(clauses), groups, table))
    return found


def heard(read: Read, shift: Shift | None = None, bands: Thresholds | None = None) -> list[Found]:
    """Return what is heard in a line, best first, when the state adds something (without: as it is heard)."""
    bands = bands or read.reader.bands
    added = shift(read) if shift else 0.0
    groups = [replace(group, odds=group.odds + added) for group in read.groups]
    best: dict[int, Found] = {}
    for group in parted(groups, read.clauses, bands):
        order = group.ranked(read.reader.acts)
        top = _found(read, group, order[0], bands)
        picked = [top, *([_found(read, group, order[1], bands)] if top.band == "unsure" else [])]
        for one in picked:
            if one.band != "none" and (one.place not in best or best[one.place].odds < one.odds):
                best[one.place] = one
    return sorted(best.values(), key=lambda one: (one.band != "sure", -one.odds, one.act))


def _found(read: Read, group: Scored, place: int, bands: Thresholds) -> Found:
    odds = float(group.odds[place])
    against = read.reader.fitted.profiles[place].held_against
    band = bands.band(round(chance_of(odds), 4), held_against=against)
    return Found(read.reader.acts[place], place, odds, band)
