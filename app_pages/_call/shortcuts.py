"""Shortcuts of the entry line: a line that begins with a slash is a deed at the desk, said to nobody."""

from __future__ import annotations

from app_pages._call.desk import Desk, do
from app_pages._kit.views import Refused, Shortcut
from simulator.model.commands import AddNote, Command, SetPriority

NOTE = "/note"


def shortcuts(desk: Desk) -> tuple[Shortcut, ...]:
    """Return what can be typed, and what each does, while a log is open."""
    if desk.log is None:
        return ()
    levels = desk.screen.organisation.priorities
    return (
        Shortcut(NOTE, "your words", "adds a note to the log"),
        *(Shortcut(f"/{p.id.lower()}", "why", f"sets {p.id}, {p.label}") for p in levels),
    )


def is_shortcut(text: str) -> bool:
    """Tell whether a line is a deed at the desk; what a learner says never begins with a slash."""
    return text.startswith("/")


def run_shortcut(desk: Desk, text: str) -> None:
    """Do what a shortcut says.

    Raises:
        Refused: no log is open, there is no such shortcut, or nothing follows it; the text goes back.
    """
    word, _, rest = text.partition(" ")
    known = {s.word for s in shortcuts(desk)}
    if not known:
        raise Refused("A log opens when you answer. Nothing was said or written.")
    if word.lower() not in known:
        raise Refused(
            f"There is no shortcut {word[:20]}. There are {', '.join(sorted(known))}. Nothing was said."
        )
    do(desk, _deed(desk, word.lower(), rest.strip()))


def _deed(desk: Desk, word: str, rest: str) -> Command:
    if word == NOTE:
        if not rest:
            raise Refused(f"Write the note after {NOTE}. Nothing was written.")
        return AddNote(incident=desk.incident, text=rest)
    level = next(p.id for p in desk.screen.organisation.priorities if f"/{p.id.lower()}" == word)
    before = desk.log.priority_reason if desk.log and desk.log.priority == level else ""
    return SetPriority(incident=desk.incident, level=level, reason=rest or before)
