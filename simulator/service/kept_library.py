"""Keeps the whole library as it was read and checked: who starts next need not check the same files again.

A file is named by the bytes of all that people write, of the code that reads it and of what it is built with,
so that a change of any of them can never be answered with what was read before. A library with a fault is not
kept: its author is at work on it.
"""

from __future__ import annotations

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
from simulator.service.kept_pickles import each_digest, keep_pickled, unpickled

MOST_FILES = 3


def load_kept(folder: Path, criteria: Path, scenarios: Path, today: date | None) -> LoadedLibrary:
    """Return the library of two folders as ``load_library`` reads it; ``folder`` is where it is kept."""
    digests = digests_of(criteria, scenarios, today)
    found = remembered(digests)
    if found is not None:
        return found
    file = folder / f"library-{library_key(digests)[:32]}.pickle"
    found = unpickled(file, LoadedLibrary)
    if found is not None and not found.faults:
        remember(found, digests)
        return found
    library = load_library(criteria, scenarios, today=today)
    if not library.faults:
        keep_pickled(file, library, kind="library-*.pickle", most=MOST_FILES)
    return library


def library_key(digests: Digests) -> str:
    """Return the digest of all that decides what is read: the files and the day, code and versions."""
    code = sorted(Path(simulator.model.__path__[0]).rglob("*.py"))
    told = [digests.whole, sys.version, pydantic.VERSION, *each_digest(code)]
    return sha256("\n".join(told).encode()).hexdigest()
