"""The encoder and what readers learnt, kept in pytest's cache folder: learnt once for all rooms and workers.

A reader's weights are kept under a digest of the very numbers they were learnt from, so nothing learnt from
another bank or by other code can be taken for them. Without pytest's cache each folder keeps its own.
"""

from __future__ import annotations

import sysconfig
import tempfile
from pathlib import Path

import pytest

from simulator.understanding.weights import convert_weights


def keep_readers(data: Path, config: pytest.Config) -> None:
    """Let a data folder share the encoder, and what was fitted with it, with earlier runs of the tests."""
    kept = _kept(data, config)
    encoder = kept / "encoder"
    if not encoder.is_dir():
        made = Path(tempfile.mkdtemp(dir=kept)) / "encoder"
        convert_weights(Path(sysconfig.get_paths()["purelib"]), made)
        if not encoder.is_dir():
            made.rename(encoder)
    keep_learnt(data, config)
    (data / "encoder").symlink_to(encoder)


def keep_learnt(data: Path, config: pytest.Config) -> None:
    """Let a data folder share what readers learnt; enough where they read by words alone."""
    kept = _kept(data, config)
    (kept / "cache").mkdir(exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    (data / "cache").symlink_to(kept / "cache")


def _kept(data: Path, config: pytest.Config) -> Path:
    return config.cache.mkdir("readers") if config.cache else data.parent
