"""Keeps what was learnt from a set of lines on disk, so that a bank is learnt once per machine.

The key is a digest of the very numbers that were learnt from, so a change of bank, rule or code can never be
answered with old weights. A missing, damaged or unwritable file only costs the time of learning again.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_FILES = 80
"""Two for each shipped call (with and without the encoder) and room for a tutor's own: 4 MB each."""

Weights = npt.NDArray[np.float32]


def learnt_key(arrays: Sequence[npt.NDArray[Any]], settings: Sequence[float]) -> str:
    """Return the digest of what is learnt from and how."""
    digest = hashlib.sha256(repr(list(settings)).encode())
    for array in arrays:
        digest.update(f"{array.dtype}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def read_learnt(folder: Path | None, key: str, shape: tuple[int, int]) -> Weights | None:
    """Return the weights kept under ``key``; None where there are none that can be used."""
    if folder is None:
        return None
    file = _file(folder, key)
    try:
        kept: Weights = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    with suppress(OSError):
        file.touch()  # what is used stays longest
    return kept if kept.shape == shape and kept.dtype == np.float32 else None


def write_learnt(folder: Path | None, key: str, weights: Weights) -> None:
    """Keep ``weights`` under ``key``, whole or not at all; beyond ``MOST_FILES`` the oldest files go."""
    if folder is None:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            np.save(out, weights.astype(np.float32, copy=False))
        Path(name).replace(_file(folder, key))
        kept = sorted(Path(folder).glob("learnt-*.npy"), key=lambda file: file.stat().st_mtime_ns)
        for old in kept[:-MOST_FILES]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _file(folder: Path, key: str) -> Path:
    """Return where the weights of ``key`` are kept."""
    return Path(folder) / f"learnt-{key[:32]}.npy"
