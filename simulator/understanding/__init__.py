"""The reader: one utterance in, one reading out.

Says which acts a typed line holds and why. Pure and deterministic: it never asks a clock, chance or a
network, never decides what a caller answers and never marks anything (DESIGN section 8).
"""

from simulator.understanding.encoder import Encoder, load_encoder
from simulator.understanding.explain import Explanation, explain
from simulator.understanding.manner import MANNERS, Manner
from simulator.understanding.reader import Reader, fit_reader
from simulator.understanding.spoken_values import SpokenValue, find_values
from simulator.understanding.tuned import with_tuned
from simulator.understanding.verifier import with_verifier
from simulator.understanding.weights import convert_weights

__all__ = [
    "MANNERS",
    "Encoder",
    "Explanation",
    "Manner",
    "Reader",
    "SpokenValue",
    "convert_weights",
    "explain",
    "find_values",
    "fit_reader",
    "load_encoder",
    "with_tuned",
    "with_verifier",
]
