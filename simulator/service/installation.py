"""How this installation stands, for its administrators: which reader reads, and what lacks that can be cured.

It mends nothing and shows nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.service.access import Actor, require
from simulator.service.kept_encoder import published_wanted
from simulator.service.library import Library


@dataclass(frozen=True, slots=True)
class ReadingState:
    """What reads lines here. ``reader``: its name and version, empty until the first one is ready.

    ``without``: what lines are read without, and its cure; empty where nothing lacks. ``published``: the
    project's own layers are left out by the installation's own wish.
    """

    reader: str
    without: str
    published: bool


class Installation:
    """The use case of looking after an installation."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def reading(self, actor: Actor | None) -> ReadingState:
        """Return what reads lines here."""
        require(actor, "administrator")
        return ReadingState(self._library.reads_with(), self._library.reads_without(), published_wanted())
