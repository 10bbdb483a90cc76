"""Times, symbols and small lists as a report prints them. It knows no document format and judges nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CALLER = "Caller"
"""Who speaks on an inbound line; behind it, in brackets, how they are described or named."""
SYMBOLS = {
    "shown": "✓",
    "not shown": "○",
    "contrary": "✕",
    "no chance": "–",
    "undecided": "?",
    "evidence found": "✓",
    "partial evidence": "◐",
    "no evidence found": "○",
    "contrary evidence found": "✕",
    "could not be analysed": "?",
    "not exercised in this scenario": "–",
}
"""A symbol for every result and finding: it stands beside the word, so that colour is never the only sign."""

TONES = {
    "shown": "good",
    "evidence found": "good",
    "partial evidence": "part",
    "contrary": "bad",
    "contrary evidence found": "bad",
    "undecided": "open",
    "could not be analysed": "open",
    "not shown": "part",
    "no evidence found": "part",
}
"""The colour that goes with a result, where one does."""


def listed(items: Iterable[str]) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    names = [item for item in items if item]
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def joined(said: str, more: str) -> str:
    """Return somebody's words with more after a comma; a full stop at their end gives way to it."""
    return f"{said.rstrip().removesuffix('.')}, {more}" if said.strip() and more else said or more


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``1 line`` or ``2 lines``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence_case(text: str) -> str:
    """Return text with its first letter large and the rest untouched."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int = 240) -> str:
    """Return a quotation cut at a word where it is longer than ``most`` characters."""
    if len(text) <= most:
        return text
    return (text[:most].rsplit(" ", 1)[0] or text[:most]) + " …"


def utc_label(moment: datetime) -> str:
    """Return a moment as ``24 November 2026, 14:09:35 UTC``."""
    there = moment.astimezone(UTC)
    return f"{there.day} {there:%B %Y, %H:%M:%S} UTC"


def local_label(moment: datetime, zone: str) -> str:
    """Return a moment as people at the centre read it: ``24 November 2026, 14:09:35 GMT``.

    Where the machine does not know the zone the label is in UTC and says so.
    """
    try:
        there = moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return utc_label(moment)
    return f"{there.day} {there:%B %Y, %H:%M:%S %Z}"


def local_clock(moment: datetime, zone: str) -> str:
    """Return the time of day at the centre as ``14:09:35``."""
    return local_label(moment, zone).split(", ", 1)[1].split(" ", 1)[0]


def moment_of(started_at: datetime, seconds: float) -> datetime:
    """Return the moment that lies so many seconds after a start."""
    return started_at + timedelta(seconds=seconds)


def short_digest(digest: str) -> str:
    """Return the first twelve digits of a digest, in groups of four."""
    return " ".join(digest[i : i + 4] for i in range(0, min(len(digest), 12), 4))
