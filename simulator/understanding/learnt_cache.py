"""Keeps what was learnt from a set of lines on disk, so that a bank is learnt once per machine.

The key is a digest of the very numbers that were learnt from, so a change of bank, rule or code can never be
answered with old weights. What is kept is looked at in place: thirty calls' weights fill no process.
A missing, damaged or unwritable file only costs the time of learning again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.understanding.in_place import InPlace, look_at, write_arrays

MOST_FILES = 80
"""Two for each shipped call (with and without the encoder) and room for a tutor's own: 9 MB each."""

KIND = "learnt-*.np?"
"""Those of earlier versions, whose names end otherwise, are among the oldest."""


def learnt_key(arrays: Sequence[npt.NDArray[Any]], settings: Sequence[float]) -> str:
    """Return the digest of what is learnt from and how."""
    digest = hashlib.sha256(repr(list(settings)).encode())
    for array in arrays:
        digest.update(f"{array.dtype}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def read_learnt(folder: Path | None, key: str) -> InPlace | None:
    """Return what is kept under ``key``; None where there is nothing that can be used."""
    if folder is None:
        return None
    file = _file(folder, key)
    found = look_at(file)
    if found is not None:
        with suppress(OSError):
            file.touch()  # what is used stays longest
    return found


def write_learnt(folder: Path | None, key: str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Keep ``arrays`` under ``key``, whole or not at all; beyond ``MOST_FILES`` the oldest files go."""
    if folder is not None:
        write_arrays(_file(folder, key), arrays, kind=KIND, most=MOST_FILES)


def _file(folder: Path, key: str) -> Path:
    """Return where the weights of ``key`` are kept."""
    return Path(folder) / f"learnt-{key[:32]}.npm"
