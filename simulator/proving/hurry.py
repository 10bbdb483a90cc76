"""What somebody short of time puts off: what no limit asks for waits until what has one is done.

Whoever types slowly and did everything in the order of a quick typist would fill in the log while a control
room waits to be rung. Nothing is left out for it: the log is written after the messages. It finds no wish
and no words, and marks nothing.
"""

from simulator.proving.sight import Sight, Wish

_LOG, _TYPE, _READ_BACK, _TELL = 600.0, 300.0, 150.0, 100.0
"""By so many seconds each waits: fields and notes of the log, its type, a reading back, what has no limit."""


def put_off(sight: Sight, wish: Wish) -> float:
    """Return by how many seconds a wish may wait beyond when a usual learner would have it done."""
    kind, _, rest = wish.key.partition(":")
    if kind == "field" or (kind == "note" and rest not in sight.to_note()):
        return _LOG * sight.pace
    if kind == "type":
        return _TYPE * sight.pace
    if kind == "back":
        return _READ_BACK * sight.pace
    return _TELL * sight.pace if kind == "say" and not _by_a_time(sight, rest) else 0.0


def _by_a_time(sight: Sight, said: str) -> bool:
    """Tell whether something is to be said by a time: by a limit, or because the line may be cut."""
    call, _, why = said.partition(":")
    one = sight.world.scenario.indicators.get(why.rpartition(":")[2])
    return sight.world.call(call).silent or (one is not None and one.within is not None)
