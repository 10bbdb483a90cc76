"""Where the bands begin, for each reader. Fitted on the project's development lines only.

The figures come from ``tests/bench/reading_calibration.py`` (leave one call type out): *sure* begins where
at most one in twenty lines that hold no act is accepted, *unsure* where F1 is best.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least score of the *sure* and of the *unsure* band."""

    sure: float
    unsure: float


ENCODER = Thresholds(sure=0.40, unsure=0.20)
WORDS = Thresholds(sure=0.45, unsure=0.25)
