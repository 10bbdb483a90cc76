"""Finished calls in the data folder of a running server, played beside it with a clock of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from simulator.model.commands import Finish, Say
from simulator.model.events import Mode
from simulator.service.access import Actor
from tests.pages.served_centre import ServedCentre
from tests.service.desk import Centre, Clock, open_desk, quick_library
from tests.service.gas_call import play


class Beside(Centre):
    """The people of a served centre, seen from a service beside the running one."""

    def __post_init__(self) -> None:
        """Take the people as they are: nobody is added."""

    def gas(self, who: Actor, mode: Mode = "practice", *more: str) -> str:
        """Play the gas call as somebody."""
        self.learner = who
        return play(self, mode, *more)

    def warm_up(self, who: Actor) -> str:
        """Take the warm-up, four lines long."""
        self.learner = who
        attempt = self.in_call("warm-up", "warm-up")
        for text in (
            "Hello there, good morning",
            "I am fine, thank you",
            "What is your name?",
            "Where are you?",
        ):
            self.act(attempt, Say(line="line:1", text=text), wait=9)
        self.act(attempt, Finish())
        return attempt


@contextmanager
def beside(centre: ServedCentre, folder: Path) -> Iterator[Beside]:
    """Open a service beside the running one; its clock begins now and runs ahead of the server's.

    Whoever was behind would play calls that are long over for the server, which ends those that nobody looks
    at, now and then in the middle of a play.
    """
    clock = Clock()
    clock.at = datetime.now(UTC)
    url = f"sqlite:///{centre.data / 'simulator.db'}"
    library = quick_library(folder)
    service = open_desk(url, library, clock)
    try:
        yield Beside(service, clock, url, library)
    finally:
        service.close()
