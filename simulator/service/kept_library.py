"""Keeps the whole library as it was read and checked: who starts next need not check the same files again.

A file is named by the bytes of all that people write, of the code that reads it and of what it is built with,
so that a change of any of them can never be answered with what was read before. A library with a fault is not
kept: its author is at work on it. A missing, damaged or unwritable file only costs the time of reading again.
Never to be pointed at a folder that strangers write to: what is unpickled is trusted, as the database beside
it is.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

import pydantic

import simulator.model
from simulator.model.load_library import LoadedLibrary, files_read, load_library, remember, remembers

MOST_FILES = 3


def load_kept(folder: Path, criteria: Path, scenarios: Path, today: date | None) -> LoadedLibrary:
    """Return the library of two folders as ``load_library`` reads it; ``folder`` is where it is kept."""
    if not remembers(criteria, scenarios, today):
        file = folder / f"library-{library_key(criteria, scenarios, today)[:32]}.pickle"
        found = _kept(file)
        if found is None:
            found = load_library(criteria, scenarios, today=today)
            if not found.faults:
                _keep(file, found)
            return found
        remember(found, criteria, scenarios, today)
    return load_library(criteria, scenarios, today=today)


def library_key(criteria: Path, scenarios: Path, today: date | None) -> str:
    """Return the digest of all that decides what is read: files, code, versions and day."""
    told = [str(today), sys.version, pydantic.VERSION, *files_read(criteria), *files_read(scenarios)]
    code = sorted(Path(simulator.model.__path__[0]).rglob("*.py"))
    told += [f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in code]
    return sha256("\n".join(told).encode()).hexdigest()


def _kept(file: Path) -> LoadedLibrary | None:
    """Return the library that a file holds; None where there is none that can be used."""
    try:
        found = pickle.loads(file.read_bytes())  # noqa: S301 - our own file, see above
    except Exception:  # whatever a damaged file raises, the library is read again
        return None
    return found if isinstance(found, LoadedLibrary) and not found.faults else None


def _keep(file: Path, library: LoadedLibrary) -> None:
    """Write a library, whole or not at all; beyond ``MOST_FILES`` the oldest files go."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            pickle.dump(library, out, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(file)
        every = sorted(file.parent.glob("library-*.pickle"), key=lambda one: one.stat().st_mtime_ns)
        for old in every[:-MOST_FILES]:
            old.unlink(missing_ok=True)
