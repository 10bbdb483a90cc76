"""Where the bands begin, for each reader. Fitted on the project's development lines only.

The figures come from ``tests/bench/reading_calibration.py``: 625 development lines, 221 of them without an
act (350 beside the phrase bank, 275 gold ones). The verified reader's *sure* begins where no more than one in
twenty of the lines that hold no act is accepted (.58: .050, F1 .876; each call type by the threshold of the
others: .054, F1 .874). ``ANOTHER_FIELD`` begins where it did when ``nearest.BELOW`` was chosen.
On 518 lines of blind plays, which chose nothing, F1 is best from .48 to .60. The other readers' was set with
the 350 alone, at about one in fifteen: words .068, published encoder .062, tuned .068. *Unsure* begins a
little below where F1 is best, since asking back is cheap. What is held against a learner begins above every
misreading but one or two among the 625 lines and 464 of learners in blind plays, which leaves one in eight of
what was really so to a person.
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
VERIFIED = Thresholds(sure=0.58, unsure=0.20, held_against=0.75)
ANOTHER_FIELD = Thresholds(sure=0.56, unsure=0.20, held_against=0.75)
"""Where the nearest phrasings help to read a bank of another field; ``nearest.BELOW`` was chosen for it."""

BY_KIND = {"minilm": ENCODER, "tuned": TUNED, "verified": VERIFIED}
"""By the encoder's kind; one that a site brings is read with ENCODER unless its name is added here."""
