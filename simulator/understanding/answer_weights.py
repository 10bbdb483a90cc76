"""What each figure of a comparison weighs, and where the bands begin: with the encoder, and with words alone.

Learnt by ``python -m tests.bench.knowledge_fit`` from the development part of the answers only, from near
misses and from the shipped phrasings; the final part of the answers was never used.
"""

from dataclasses import dataclass

from simulator.understanding.answer_features import FIGURES


@dataclass(frozen=True)
class AnswerWeights:
    """Weights in the order of ``FIGURES``, their bias, and the log odds from which a band begins."""

    weights: tuple[float, ...]
    bias: float
    sure: float
    likely: float
    sure_wrong: float
    likely_wrong: float

    def __post_init__(self) -> None:
        """Refuse weights that do not fit the figures."""
        if len(self.weights) != len(FIGURES):
            raise ValueError(f"{len(FIGURES)} weights are needed, one a figure.")


ENCODER = AnswerWeights(
    weights=(
        *(-2.76, 5.608, -1.29, 6.497, -2.187, 1.39, -10.091),
        *(7.207, 5.983, -2.526, -7.273, 0.771, -2.782),
    ),
    bias=-3.521,
    sure=0.25,
    likely=-2.25,
    sure_wrong=2.2,
    likely_wrong=-1.25,
)
WORDS = AnswerWeights(
    weights=(
        *(-0.773, -0.34, -3.025, 0.0, 0.0, -0.773, -0.34),
        *(6.959, 6.137, -2.138, -6.56, 1.283, 1.423),
    ),
    bias=-2.749,
    sure=0.75,
    likely=-2.25,
    sure_wrong=1.8,
    likely_wrong=-1.25,
)
