"""Lays the project's own tuned upper layers over the published encoder they were trained on.

The tuned layers are data of the project (``tuned/``; its MODEL_CARD.md says what they are). Without them, or
over any other encoder, nothing changes: the encoder that is there reads as it is.
"""

from pathlib import Path
from typing import Any

from simulator.understanding.encoder import Encoder
from simulator.understanding.layers import layer_of
from simulator.understanding.own_layers import read_own

TUNED = Path(__file__).parent / "tuned"
ABOUT = "tuned.json"
UPPER = "upper.npz"


def with_tuned(encoder: Encoder, folder: Path = TUNED) -> Encoder:
    """Return ``encoder`` with the tuned layers of ``folder``; unchanged where there are none for it.

    Raises EncoderFault when the folder's files do not agree.
    """

    def laid_over(about: dict[str, Any], digest: str, arrays: Any) -> Encoder:
        upper = {int(i): layer_of(arrays, int(i)) for i in about["layers"]}
        return encoder.with_upper(str(about["name"]), digest, upper)

    tuned = read_own(encoder, folder / ABOUT, folder / UPPER, "the tuned layers", laid_over)
    return encoder if tuned is None else tuned
