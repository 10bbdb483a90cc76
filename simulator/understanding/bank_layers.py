"""Chooses which upper layers read a bank: this project's own, or those of the published encoder.

The project's own know how contact centres talk, and for that tell the acts of another field (a bank's
customers, a shop's) badly apart. The bank itself says which it is: each of its phrasings is held against the
others, with either. Knows phrasings and encoders; no learner's line, no band and no act by name.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from simulator.understanding.encoder import Encoder
from simulator.understanding.layers import Vector

PHRASINGS = 8
"""Phrasings of an act that are compared: more cost time and say the same."""

CLEARLY = 2.5
"""The published layers read where they win by more than so many standard errors of a draw between the two.

Every shipped call is far on the other side (-9 to -12), its own acts alone are at 1.8 at most; 77 acts of a
bank's customers are at 9 or 10.
"""

_ROWS = 256

Vectors = Callable[[Encoder, Sequence[str]], Vector]


def layers_for(taught: Sequence[Sequence[str]], encoder: Encoder, vectors: Vectors) -> Encoder:
    """Return the encoder that reads a bank: ``encoder``, or the published one under its own layers.

    ``taught``: the plain phrasings of each act. ``vectors``: returns what an encoder makes of texts.
    """
    if encoder.published is None:
        return encoder
    some = [phrasings[:PHRASINGS] for phrasings in taught]
    texts = [text for phrasings in some for text in phrasings]
    acts = np.repeat(np.arange(len(some)), [len(phrasings) for phrasings in some])
    ours, theirs = (told_apart(vectors(one, texts), acts) for one in (encoder, encoder.published))
    won, lost = int((theirs & ~ours).sum()), int((ours & ~theirs).sum())
    return encoder.published if won - lost > CLEARLY * (won + lost) ** 0.5 else encoder


def told_apart(vectors: Vector, acts: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Tell for each phrasing whether the one most like it, itself apart, is of its own act."""
    right = np.zeros(len(acts), dtype=np.bool_)
    for start in range(0, len(acts), _ROWS):
        rows = np.arange(start, min(start + _ROWS, len(acts)))
        likeness = np.round(vectors[rows] @ vectors.T, 4)  # what processors round otherwise is no tie-break
        likeness[rows - start, rows] = -2.0
        right[rows] = acts[likeness.argmax(axis=1)] == acts[rows]
    return right
