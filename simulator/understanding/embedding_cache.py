"""Keeps the vectors of bank lines on disk, so that a phrase bank is encoded once per machine.

One file per encoder, named by the digest of its weights, and looked at in place. A cache and nothing more: a
missing, damaged or unwritable file only costs the time of encoding again.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import numpy as np

from simulator.understanding.encoder import Encoder
from simulator.understanding.in_place import InPlace, look_at, write_arrays
from simulator.understanding.layers import Vector

MOST_LINES = 40_000
"""All shipped calls have some 20,000."""
MOST_FILES = 6
"""This reader's encoder and the published one under it, and those of earlier versions: up to 60 MB each."""

KIND = "lines-*.np?"
"""Those of earlier versions, whose names end otherwise, are among the oldest."""


class KeptLines:
    """The vectors of lines by one encoder, as its file holds them, or in memory where there is no folder."""

    def __init__(self, digest: str, folder: Path | None) -> None:
        """``digest``: the encoder's. The file is looked for when a vector is first asked for."""
        self._file = None if folder is None else Path(folder) / f"lines-{digest[:16]}.npm"
        self._lock = Lock()
        self._held: tuple[dict[str, int], Vector, InPlace | None] = ({}, np.zeros((0, 0), np.float32), None)
        self._stamp = (0, 0)
        self._more: dict[str, Vector] = {}

    def of(self, encoder: Encoder, texts: Sequence[str]) -> Vector:
        """Return the vectors of bank lines; those that are new are kept."""
        if not texts:
            return np.zeros((0, encoder.width), dtype=np.float32)
        with self._lock:
            places, vectors = self._with(encoder, texts)
            return vectors[[places[t] for t in texts]]

    def again(self, encoder: Encoder, texts: Sequence[str]) -> Vector:
        """Return the vectors of lines that were asked for before, whatever became of the file since."""
        places, vectors, _ = self._held
        if all(t in places for t in texts):
            return vectors[[places[t] for t in texts]]
        for text in texts:
            if text not in places and text not in self._more:
                self._more[text] = encoder.embed([text], keep=False)[0]
        return np.stack([vectors[places[t]] if t in places else self._more[t] for t in texts])

    def _with(self, encoder: Encoder, texts: Sequence[str]) -> tuple[dict[str, int], Vector]:
        """Return where lines stand, and the vectors, after encoding what is missing."""
        if any(t not in self._held[0] for t in texts):
            self._look(encoder.width)
        places, vectors, _ = self._held
        missing = [t for t in dict.fromkeys(texts) if t not in places]
        if missing:
            fresh = encoder.embed(missing, keep=False)
            known = [*places, *missing]
            vectors = np.concatenate([vectors, fresh]) if places else fresh
            places = {t: i for i, t in enumerate(known)}
            self._held = places, vectors, None
            self._write(known[-MOST_LINES:], vectors[-MOST_LINES:], encoder.width)
        return places, vectors

    def _write(self, texts: list[str], vectors: Vector, width: int) -> None:
        """Write the file, the newest lines where there are too many, and look at it from now on."""
        if self._file is None:
            return
        told = np.frombuffer(json.dumps(texts).encode("utf-8"), dtype=np.uint8)
        if write_arrays(self._file, {"texts": told, "vectors": vectors}, kind=KIND, most=MOST_FILES):
            self._look(width)

    def _look(self, width: int) -> None:
        """Look at what the file holds now, if it is another one that can be used."""
        if self._file is None:
            return
        with suppress(OSError):
            now = self._file.stat()
            if (now.st_ino, now.st_size) == self._stamp:
                return
            found = _read(self._file, width)
            if found is not None:
                self._held, self._stamp = found, (now.st_ino, now.st_size)
                self._file.touch()  # what is used stays longest


_all: WeakValueDictionary[tuple[str, Path], KeptLines] = WeakValueDictionary()
_lock = Lock()


def kept_lines(encoder: Encoder, folder: Path | None) -> KeptLines:
    """Return the lines of an encoder in a folder, one for all readers of the process."""
    if folder is None:
        return KeptLines(encoder.digest, None)
    with _lock:
        return _all.setdefault((encoder.digest, Path(folder)), KeptLines(encoder.digest, folder))


def embed_kept(encoder: Encoder, texts: Sequence[str], folder: Path | None) -> Vector:
    """Return the vectors of ``texts``, from the cache in ``folder`` where they stand there."""
    return kept_lines(encoder, folder).of(encoder, texts)


def _read(file: Path, width: int) -> tuple[dict[str, int], Vector, InPlace | None] | None:
    """Return what the cache file holds; None where it cannot be used."""
    kept = look_at(file)
    if kept is None or set(kept.arrays) != {"texts", "vectors"}:
        return None
    try:
        texts = json.loads(kept.arrays["texts"].tobytes().decode("utf-8"))
    except ValueError:
        return None
    vectors = kept.arrays["vectors"]
    if vectors.dtype != np.float32 or vectors.shape != (len(texts), width):
        return None
    return {text: place for place, text in enumerate(texts)}, vectors, kept
