"""Where a scenario comes from: who wrote it, who reviewed it, and on which days it was piloted.

It changes nothing of a call. What the words say is the author's to answer for; nothing here checks it.
"""

import datetime as dt
import re

from simulator.model.reading import Value

KEYS = ("written by", "reviewed by", "piloted by", "piloted on")
_BLOCK = re.compile(rf"^(?:{'|'.join(KEYS)}):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


class ReviewedBy(Value):
    """Somebody who read a scenario through before it was used, and the day on which they had."""

    who: str
    on: dt.date


class Origin(Value):
    """Where one scenario comes from, as it says itself."""

    written_by: str = ""
    reviewed_by: tuple[ReviewedBy, ...] = ()
    piloted_by: str = ""
    piloted_on: tuple[dt.date, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What pages and packs print of it; what is not told is said to be so."""
        reviews = "; ".join(f"{r.who}, {_day(r.on)}" for r in self.reviewed_by)
        if not reviews:  # a file that tells nothing of where it comes from does not say that nobody read it
            reviews = "nobody from outside" if self.written_by else "not told"
        days = ", ".join(map(_day, self.piloted_on))
        piloted = f"{days}: {self.piloted_by}" if days and self.piloted_by else days
        return (
            ("Written by", self.written_by or "not told"),
            ("Reviewed by", reviews),
            ("Piloted on", piloted or "no day told"),
        )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def without_origin(text: str) -> str:
    """Return a scenario's text without the lines that say where it comes from.

    A proof rests on this and not on the whole file, on purpose: a call that was piloted once more is marked
    as it was before, and nobody should have to prove it again to write that down.
    """
    return _BLOCK.sub("", text)
