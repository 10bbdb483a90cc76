"""Where the bands begin, for each reader. Fitted on the project's development lines only.

The figures come from ``tests/bench/reading_calibration.py`` (leave one call type out): *sure* begins where
about one in twenty lines that hold no act is accepted (words .068, encoder .062, tuned .068),
*unsure* a little below where F1 is best, since asking back is cheap. What is held against a learner begins
above every misreading but one or two among 625 development lines (and 464 of learners in blind plays), which
leaves one in eight of what was really so to a person.
"""

from dataclasses import dataclass

from simulator.model.reading import Band


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least score of the *sure* and of the *unsure* band.

    ``held_against``: the least score of the *sure* band of an act that counts against whoever says it. A
    learner must not pay for a misreading: where praise might be an insult, a person judges.
    """

    sure: float
    unsure: float
    held_against: float

    def band(self, score: float, *, held_against: bool = False) -> Band:
        """Return the band of the score of an act."""
        sure = self.sure_from(held_against=held_against)
        return "sure" if score >= sure else "unsure" if score >= self.unsure else "none"

    def sure_from(self, *, held_against: bool = False) -> float:
        """Return the least score of the *sure* band of an act."""
        return self.held_against if held_against else self.sure


ENCODER = Thresholds(sure=0.44, unsure=0.20, held_against=0.60)
WORDS = Thresholds(sure=0.34, unsure=0.14, held_against=0.50)
TUNED = Thresholds(sure=0.48, unsure=0.20, held_against=0.65)
VERIFIED = Thresholds(sure=0.56, unsure=0.20, held_against=0.75)

BY_KIND = {"minilm": ENCODER, "tuned": TUNED, "verified": VERIFIED}
"""By the encoder's kind; an encoder that a site brings is read with those of the published one."""
