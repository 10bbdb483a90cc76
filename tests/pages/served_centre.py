"""A centre with people in it, served by the product's own server, for the tests that drive a browser.

Readers fitted once are kept in pytest's cache folder, so that a server of the tests need not fit them again.
"""

from __future__ import annotations

import sysconfig
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.service.access import Actor
from simulator.service.people import People
from simulator.service.wiring import utc_now
from simulator.store.opening import open_store
from simulator.understanding.weights import convert_weights
from tests.running import RunningApp

PASSWORD = "seven wooden oars"
COOKIE = "incident_sign_in"
PEOPLE = {"learner": "cal", "assessor": "bea", "tutor": "fay", "administrator": "ada", "iqa": "ivo"}
"""The sign-in name of somebody with each role."""


@dataclass
class ServedCentre:
    """A running server and the people who can sign in to it."""

    app: RunningApp
    data: Path
    class_code: str
    actors: dict[str, Actor]

    @property
    def url(self) -> str:
        """The server's address."""
        return self.app.url

    def token(self, login: str) -> str:
        """Return the token of a fresh sign-in, as the cookie would hold it."""
        with open_store(f"sqlite:///{self.data / 'simulator.db'}") as store:
            return People(store, utc_now).sign_in(login, PASSWORD).token

    def signed_in(self, page: Any, login: str) -> Any:
        """Give the page's browser context the cookie of a fresh sign-in."""
        page.context.add_cookies([{"name": COOKIE, "value": self.token(login), "url": self.url}])
        return page

    def add_learner(self, login: str, name: str) -> Actor:
        """Let one more learner join the class."""
        with open_store(f"sqlite:///{self.data / 'simulator.db'}") as store:
            return People(store, utc_now).join(self.class_code, name, login, PASSWORD).actor


def keep_readers(data: Path, config: pytest.Config) -> None:
    """Let a data folder share the encoder, and what was fitted with it, with earlier runs of the tests."""
    kept = config.cache.mkdir("readers") if config.cache else data.parent
    encoder = kept / "encoder"
    if not encoder.is_dir():
        made = Path(tempfile.mkdtemp(dir=kept)) / "encoder"
        convert_weights(Path(sysconfig.get_paths()["purelib"]), made)
        if not encoder.is_dir():
            made.rename(encoder)
    (kept / "cache").mkdir(exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    for name in ("encoder", "cache"):
        (data / name).symlink_to(kept / name)


def open_centre(running_app: Callable[..., RunningApp], folder: Path, config: pytest.Config) -> ServedCentre:
    """Set people up in a fresh data folder, then start the server on it."""
    data = folder / "data"
    keep_readers(data, config)
    with open_store(f"sqlite:///{data / 'simulator.db'}") as store:
        people = People(store, utc_now)
        actors = {
            "administrator": people.claim(people.claim_token() or "", "Ada Marsh", "ada", PASSWORD).actor
        }
        for role, name in (("assessor", "Bea Quill"), ("tutor", "Fay Dunn"), ("iqa", "Ivo Lang")):
            login = PEOPLE[role]
            _, given = people.add_staff(actors["administrator"], name, login, frozenset({role}))
            token = people.sign_in(login, given).token
            actors[role] = people.change_password(token, given, PASSWORD).actor
        opened = people.open_class(actors["assessor"], "Tuesday evening")
        code = opened.class_code or ""
        actors["learner"] = people.join(code, "Cal Reeve", "cal", PASSWORD).actor
    return ServedCentre(running_app(data=data), data, code, actors)
