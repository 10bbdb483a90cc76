"""Keeps the vectors of bank lines on disk, so that a phrase bank is encoded once per machine.

One file per encoder, named by the digest of its weights. A cache and nothing more: a missing, damaged or
unwritable file only costs the time of encoding again.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np

from simulator.model.whole_files import write_whole
from simulator.understanding.encoder import Encoder
from simulator.understanding.layers import Vector

MOST_LINES = 20_000
MOST_FILES = 6
"""This reader's encoder and the published one under it, and those of earlier versions: up to 30 MB each."""


def embed_kept(encoder: Encoder, texts: Sequence[str], folder: Path | None) -> Vector:
    """Return the vectors of ``texts``, from the cache in ``folder`` where they stand there."""
    if folder is None:
        return encoder.embed(texts, keep=False)
    file = Path(folder) / f"lines-{encoder.digest[:16]}.npz"
    known = _read(file, encoder.width)
    missing = [t for t in dict.fromkeys(texts) if t not in known]
    if missing:
        known.update(zip(missing, encoder.embed(missing, keep=False), strict=True))
        _write(file, known)
    return np.stack([known[t] for t in texts]) if texts else np.zeros((0, encoder.width), dtype=np.float32)


def _read(file: Path, width: int) -> dict[str, Vector]:
    """Return what the cache file holds; nothing where it cannot be used."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            texts = json.loads(kept["texts"].tobytes().decode("utf-8"))
            vectors = kept["vectors"].astype(np.float32, copy=False)
    except Exception:
        return {}
    with suppress(OSError):
        file.touch()  # what is used stays longest
    if vectors.shape != (len(texts), width):
        return {}
    return dict(zip(texts, vectors, strict=True))


def _write(file: Path, known: dict[str, Vector]) -> None:
    """Write the cache file whole or not at all; the newest lines are kept when there are too many."""
    texts = list(known)[-MOST_LINES:]
    told = np.frombuffer(json.dumps(texts).encode("utf-8"), dtype=np.uint8)
    vectors = np.stack([known[t] for t in texts])

    def write(out: IO[bytes]) -> None:
        np.savez(out, texts=told, vectors=vectors)

    write_whole(file, write, kind="lines-*.npz", most=MOST_FILES)
