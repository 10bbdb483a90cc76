"""Call times in words: ``m:ss`` since the call began. It knows no time of day."""

from collections.abc import Iterable


def clock(seconds: float) -> str:
    """Return a call time or a length of time in seconds as ``m:ss``."""
    whole = int(seconds) if seconds > 0 else 0
    return f"{whole // 60}:{whole % 60:02d}"


def waited(seconds: float) -> str:
    """Return how long a call rang before it was answered: ``at once``, or ``after m:ss`` from a second on."""
    return f"after {clock(seconds)}" if seconds >= 1 else "at once"


def clocks(times: Iterable[float]) -> tuple[str, ...]:
    """Return call times in order; those of one second once."""
    return tuple(dict.fromkeys(clock(t) for t in sorted(times)))
