"""What words of a record mean together: which resources are out, and for which reasons somebody spoke."""

from simulator.model.events import ResourceStatus

OUT: tuple[ResourceStatus, ...] = ("mobile", "on scene")
"""A resource that was sent and has not come back: on its way, or there."""
INTO_SILENCE = "mood:silent"
"""How the reason begins for which somebody called into a silence ("Hello?"), as nobody spoke to them."""
SPLIT = "; "
"""What parts the several reasons for which somebody spoke (``Heard.because``)."""


def reasons_of(because: str) -> list[str]:
    """Return the reasons for which somebody spoke, one by one."""
    return because.split(SPLIT)
