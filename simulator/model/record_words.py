"""What words of a record mean together: which resources are out, and for which reasons somebody spoke."""

from simulator.model.events import FactTold, Heard, Record, ResourceStatus

OUT: tuple[ResourceStatus, ...] = ("mobile", "on scene")
"""A resource that was sent and has not come back: on its way, or there."""
INTO_SILENCE = "mood:silent"
"""How the reason begins for which somebody called into a silence ("Hello?"), as nobody spoke to them."""
SPLIT = "; "
"""What parts the several reasons for which somebody spoke (``Heard.because``)."""


def lines_that_tell(record: Record) -> dict[int, int]:
    """Return for the place of each fact told that of the line in which it was said, where there is one.

    Somebody may say more at the same moment: the line is the one that was said for it, else the last before.
    """
    found: dict[int, int] = {}
    said: dict[tuple[str, float], list[tuple[int, Heard]]] = {}
    for at in record:
        if isinstance(at.event, Heard):
            said.setdefault((at.event.line, at.event.t), []).append((at.seq, at.event))
    for at in record:
        if isinstance(at.event, FactTold) and (lines := said.get((at.event.line, at.event.t))):
            meant = f"fact:{at.event.fact}"
            own = [seq for seq, e in lines if meant in reasons_of(e.because)]
            before = [seq for seq, _ in lines if seq < at.seq]
            found[at.seq] = (own or before or [seq for seq, _ in lines])[-1]
    return found


def reasons_of(because: str) -> list[str]:
    """Return the reasons for which somebody spoke, one by one."""
    return because.split(SPLIT)
