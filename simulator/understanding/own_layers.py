"""Reads layers that this project trained over an encoder: a description, and the arrays that it vouches for.

What the layers are for, and how they run, is their readers' business.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from simulator.understanding.encoder import Encoder, EncoderFault

T = TypeVar("T")
Build = Callable[[dict[str, Any], str, Any], T]
"""Makes what was trained of its description, the digest of its arrays, and the arrays by name."""


def read_own(encoder: Encoder, about: Path, arrays: Path, what: str, build: Build[T]) -> T | None:
    """Return what ``build`` makes of the two files; nothing where they lack, or belong to another encoder.

    Raises EncoderFault, which calls it ``what``, when the files do not agree.
    """
    if not about.is_file() or not encoder.source:
        return None
    try:
        told: dict[str, Any] = json.loads(about.read_text(encoding="utf-8"))
        with arrays.open("rb") as kept:
            digest = hashlib.file_digest(kept, "sha256").hexdigest()
        if digest != told["sha256"]:
            raise EncoderFault(
                f"{arrays}: not what {about.name} describes. Get the file again, as it came with the project."
            )
        if told["over"] != encoder.source:
            return None
        with np.load(arrays, allow_pickle=False) as found:
            return build(told, digest, found)
    except (OSError, KeyError, ValueError) as fault:
        if isinstance(fault, EncoderFault):
            raise
        raise EncoderFault(
            f"{about.parent}: {what} cannot be read ({fault}). "
            "Get that folder again, as it came with the project."
        ) from fault
