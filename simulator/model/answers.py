"""What was understood of one written or spoken answer. Plain values; no matching and no judging.

``understanding`` makes an ``AnswerReading`` of a text, ``marking`` makes findings of it.
"""

from typing import Literal

from simulator.model.reading import Value

AnswerBand = Literal["sure", "likely"]
"""*sure*: credited provisionally. *likely*: shown to the assessor, never credited by itself."""

Unanalysable = Literal["", "empty", "too short", "copied", "key words", "off topic"]
"""Why a text could not be analysed; empty when it could."""


class PointRead(Value):
    """A key point or wrong statement that the text may make, with the writer's own words.

    ``start`` and ``end`` are places in the text as given; ``score`` (0 to 1) is rounded to 4 places.
    ``denied``: the words are like it and deny something, so they may say its opposite.
    """

    id: str
    band: AnswerBand
    score: float
    words: str
    start: int
    end: int
    denied: bool = False


class AnswerReading(Value):
    """One answer as understood against one question. ``missing`` holds the points not even *likely*."""

    question: str
    analysable: bool
    why_not: Unanalysable = ""
    points: tuple[PointRead, ...] = ()
    wrong: tuple[PointRead, ...] = ()
    missing: tuple[str, ...] = ()
    connected: bool = True
    reader: str = ""

    def point(self, point_id: str) -> PointRead | None:
        """Return what was read for a key point, or None."""
        return next((p for p in self.points if p.id == point_id), None)
