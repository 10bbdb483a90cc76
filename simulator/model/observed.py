"""What takes a marker back that was dropped beside a call; both stand in the portfolio record."""

from typing import Literal

from simulator.model.reading import Value


class MomentWithdrawn(Value):
    """Who dropped a marker at a moment of a call took it back: a key that was pressed by mistake."""

    kind: Literal["moment_withdrawn"] = "moment_withdrawn"
    by: str
    attempt: str
    at: float
    criterion: str
