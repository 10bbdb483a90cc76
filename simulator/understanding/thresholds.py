"""Where the bands begin, for each reader. Fitted on the project's development lines only.

The figures come from ``tests/bench/reading_calibration.py`` (leave one call type out): *sure* begins where
about one in twenty lines that hold no act is accepted (words .068, encoder .062, tuned .068),
*unsure* a little below where F1 is best, since asking back is cheap.
"""

from dataclasses import dataclass

from simulator.model.reading import Band


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least score of the *sure* and of the *unsure* band."""

    sure: float
    unsure: float

    def band(self, score: float) -> Band:
        """Return the band of a score."""
        return "sure" if score >= self.sure else "unsure" if score >= self.unsure else "none"


ENCODER = Thresholds(sure=0.44, unsure=0.20)
WORDS = Thresholds(sure=0.34, unsure=0.14)
TUNED = Thresholds(sure=0.48, unsure=0.20)
VERIFIED = Thresholds(sure=0.56, unsure=0.20)

BY_KIND = {"minilm": ENCODER, "tuned": TUNED, "verified": VERIFIED}
"""By the encoder's kind; an encoder that a site brings is read with those of the published one."""
