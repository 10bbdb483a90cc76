"""Lays the project's own tuned upper layers over the published encoder they were trained on.

The tuned layers are data of the project (``tuned/``; its MODEL_CARD.md says what they are). Without them, or
over any other encoder, nothing changes: the encoder that is there reads as it is.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from simulator.understanding.encoder import Encoder, EncoderFault, layer_of

TUNED = Path(__file__).parent / "tuned"
ABOUT = "tuned.json"
UPPER = "upper.npz"


def with_tuned(encoder: Encoder, folder: Path = TUNED) -> Encoder:
    """Return ``encoder`` with the tuned layers of ``folder``; unchanged where there are none for it.

    Raises EncoderFault when the folder's files do not agree.
    """
    if not (folder / ABOUT).is_file() or not encoder.source:
        return encoder
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        with (folder / UPPER).open("rb") as arrays:
            digest = hashlib.file_digest(arrays, "sha256").hexdigest()
        if digest != about["sha256"]:
            raise EncoderFault(f"{folder / UPPER}: not what {ABOUT} describes. Get the file again.")
        if about["over"] != encoder.source:
            return encoder
        with np.load(folder / UPPER, allow_pickle=False) as arrays:
            upper = {int(i): layer_of(arrays, int(i)) for i in about["layers"]}
    except (OSError, KeyError, ValueError) as fault:
        if isinstance(fault, EncoderFault):
            raise
        raise EncoderFault(f"{folder}: the tuned layers cannot be read ({fault}).") from fault
    return encoder.with_upper(str(about["name"]), digest, upper)
