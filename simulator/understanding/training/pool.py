"""Reads the training pool: acts of many sectors, true lines, near misses, and what frames compose of them.

Data for training the encoder and nothing else: no reader hears these acts, and nothing here runs in the app.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from simulator.data_files import scenarios_folder
from simulator.model.load_library import PHRASES
from simulator.model.phrase_bank import PhraseBank, load_phrases
from simulator.understanding.clauses import cut, whole
from simulator.understanding.normalise import Speller

POOL = Path(__file__).parent / "pool"
MORE = "more"
"""The folder of hard near misses inside the pool's."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "ask": ("n", "wh", "s"),
    "do": ("base", "past", "ing"),
    "dont": ("base", "past", "ing"),
    "tell": ("s", "q", "not", "past"),
}
"""What the heading of an act gives, by its kind: the pieces that the frames are filled with."""

_SELF = re.compile(r"^(?:I|I'm|I'll|I'd|let me|should I|shall I|can I|do I|am I|what happens if I|we)\b")
_TURNED = {"your": "my", "yours": "mine", "yourself": "myself", "yourselves": "ourselves"}


class PoolFault(ValueError):
    """A file of the pool is not written as it should be; the message says where."""


@dataclass(frozen=True)
class PoolAct:
    """One act of the pool. ``true`` lines are the act, ``near`` lines only sound like it.

    ``hard``: near misses that a call handler may well say in the same call, in the act's own words.
    ``taught``: those of the true lines that a reader is taught, where that is known.
    """

    id: str
    sector: str
    true: tuple[str, ...]
    near: tuple[str, ...]
    composed_true: tuple[str, ...]
    composed_near: tuple[str, ...]
    hard: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()


def read_pool(folder: Path = POOL) -> tuple[tuple[PoolAct, ...], tuple[str, ...]]:
    """Return the acts of the pool and the lines that belong to no act at all.

    Raises PoolFault where a heading lacks its parts, an act its lines, or two acts share an id.
    """
    frames = yaml.safe_load((folder / "frames.yaml").read_text(encoding="utf-8"))
    acts: list[PoolAct] = []
    for file in sorted(folder.glob("*.txt")):
        acts.extend(_acts(file, frames))
    ids = [act.id for act in acts]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise PoolFault(f"{folder}: given twice: {', '.join(sorted(twice))}")
    more = read_more(folder / MORE)
    acts = [
        replace(a, true=tuple(dict.fromkeys((*a.true, *more[a.id][0]))), hard=more[a.id][1])
        if a.id in more
        else a
        for a in acts
    ]
    return _told_apart(acts), tuple(frames["any"]["near"])


def read_more(folder: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return more true lines and hard near misses by act id, of the pool or of the shared phrase bank.

    What several files hold of one act is joined. Raises PoolFault where a block lacks a part.
    """
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for file in sorted(folder.glob("*.txt")):
        rows = _rows(file)
        for heading, true, near in zip(rows[0::3], rows[1::3], rows[2::3], strict=True):
            if not heading.startswith("id: ") or true[:2] != "+ " or near[:2] != "- ":
                raise PoolFault(f"{file}: {heading}: an id, a line of + and a line of - are wanted.")
            act = heading[4:].strip()
            known_true, known_near = found.get(act, ((), ()))
            found[act] = (
                tuple(dict.fromkeys((*known_true, *_lines(true[2:])))),
                tuple(dict.fromkeys((*known_near, *_lines(near[2:])))),
            )
    return found


def read_bank() -> PhraseBank:
    """Return the shared phrase bank; leaves the command where it cannot be read."""
    bank, faults = load_phrases(scenarios_folder() / PHRASES)
    if bank is None:
        sys.stderr.write(f"The shared phrases cannot be read: {faults[0]}\n")
        raise SystemExit(2)
    return bank


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return a line as the reader hands it to the encoder: plain words, the closing question mark kept."""
    clauses = cut(text, _AS_TYPED)
    return whole(clauses).text if clauses else text.casefold()


_AS_TYPED = Speller(())


def _acts(file: Path, frames: Mapping[str, Mapping[str, Sequence[str]]]) -> list[PoolAct]:
    """Return the acts of one file; README.md beside the pool says how it is written."""
    found: list[PoolAct] = []
    rows = _rows(file)
    for heading, true, near in zip(rows[0::3], rows[1::3], rows[2::3], strict=True):
        kind, _, rest = heading.partition(" ")
        name, _, parts = rest.partition(": ")
        given = [p.strip() for p in parts.split(" / ")]
        if kind not in PARTS or true[:2] != "+ " or near[:2] != "- ":
            raise PoolFault(f"{file}: {heading}: a heading, a line of + and a line of - are wanted.")
        if kind == "tell" and len(given) == 3:
            given.insert(1, "")
        if len(given) != len(PARTS[kind]):
            raise PoolFault(f"{file}: {heading}: wants {' / '.join(PARTS[kind])}.")
        pieces = dict(zip(PARTS[kind], given, strict=True))
        found.append(
            PoolAct(
                id=name,
                sector=file.stem,
                true=_lines(true[2:]),
                near=_lines(near[2:]),
                composed_true=tuple(_filled(frames[kind]["same"], pieces)),
                composed_near=tuple(_filled(frames[kind]["near"], pieces)),
            )
        )
    return found


def _rows(file: Path) -> list[str]:
    """Return the rows of a file, remarks left out."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [r for r in lines if r.strip() and not r.startswith("#")]


def _lines(row: str) -> tuple[str, ...]:
    """Return the lines of a row, which are parted by semicolons."""
    return tuple(dict.fromkeys(line.strip() for line in row.split(";") if line.strip()))


def _filled(frames: Iterable[str], pieces: Mapping[str, str]) -> Iterable[str]:
    """Fill the frames whose pieces are given; "your" turns to "my" where the speaker is the doer."""
    for frame in frames:
        if any(not pieces[p] for p in re.findall(r"{(\w+)}", frame)):
            continue
        line = frame.format(**pieces)
        if _SELF.match(frame):
            line = " ".join(_TURNED.get(w, w) for w in line.split(" "))
        yield line


def _told_apart(acts: Sequence[PoolAct]) -> tuple[PoolAct, ...]:
    """Drop near misses that are a true line of some act word for word: they would teach the contrary."""
    true = {plain(line).rstrip("?") for act in acts for line in (*act.true, *act.composed_true)}

    def kept(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(line for line in lines if plain(line).rstrip("?") not in true)

    return tuple(
        replace(a, near=kept(a.near), composed_near=kept(a.composed_near), hard=kept(a.hard)) for a in acts
    )
