"""Keeps the whole library as it was read and checked: who starts next need not check the same files again.

A file is named by the bytes of all that people write, of the code that reads it and of what it is built with,
so that a change of any of them can never be answered with what was read before. A library with a fault is not
kept: its author is at work on it. A missing, damaged or unwritable file only costs the time of reading again.
Never to be pointed at a folder that strangers write to: what is unpickled is trusted, as the database beside
it is.
"""

from __future__ import annotations

import pickle
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pydantic

import simulator.model
from simulator.model.load_library import (
    Digests,
    LoadedLibrary,
    digests_of,
    load_library,
    remember,
    remembered,
)
from simulator.model.whole_files import write_whole

MOST_FILES = 3


def load_kept(folder: Path, criteria: Path, scenarios: Path, today: date | None) -> LoadedLibrary:
    """Return the library of two folders as ``load_library`` reads it; ``folder`` is where it is kept."""
    digests = digests_of(criteria, scenarios, today)
    found = remembered(digests)
    if found is not None:
        return found
    file = folder / f"library-{library_key(digests)[:32]}.pickle"
    found = _kept(file)
    if found is not None:
        remember(found, digests)
        return found
    library = load_library(criteria, scenarios, today=today)
    if not library.faults:
        write_whole(
            file,
            lambda out: pickle.dump(library, out, protocol=pickle.HIGHEST_PROTOCOL),
            kind="library-*.pickle",
            most=MOST_FILES,
        )
    return library


def library_key(digests: Digests) -> str:
    """Return the digest of all that decides what is read: the files and the day, code and versions."""
    code = sorted(Path(simulator.model.__path__[0]).rglob("*.py"))
    told = [digests.whole, sys.version, pydantic.VERSION]
    told += [f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in code]
    return sha256("\n".join(told).encode()).hexdigest()


def _kept(file: Path) -> LoadedLibrary | None:
    """Return the library that a file holds; None where there is none that can be used."""
    try:
        found = pickle.loads(file.read_bytes())  # noqa: S301 - our own file, see above
    except Exception:  # whatever a damaged file raises, the library is read again
        return None
    return found if isinstance(found, LoadedLibrary) and not found.faults else None
