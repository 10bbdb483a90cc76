"""A centre with people in it, served by the product's own server, for the tests that drive a browser.

One server a worker serves all of them (it takes ten seconds to start); each module brings people of its own
to it, whose sign-in names are the usual ones with the module's number behind them. Readers fitted once are
kept in pytest's cache folder, so that a server of the tests need not fit them again.
"""

from __future__ import annotations

import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.service.access import Actor
from simulator.service.blind import BLIND_SHARE
from simulator.service.evidence import CENTRE, LOGO
from simulator.service.people import People
from simulator.service.wiring import utc_now
from simulator.store.opening import Store, open_store
from simulator.store.values import Role
from simulator.understanding.weights import convert_weights
from tests import machine
from tests.running import RunningApp

PASSWORD = "seven wooden oars"
COOKIE = "incident_sign_in"
PEOPLE = {"learner": "cal", "assessor": "bea", "tutor": "fay", "administrator": "ada", "iqa": "ivo"}
"""The sign-in name of somebody with each role."""
WHOLE_CENTRE = (BLIND_SHARE, CENTRE, LOGO)
"""What an administrator sets on a page for the whole installation, and so for the modules that come after."""


@dataclass
class ServedCentre:
    """A running server and the people who can sign in to it."""

    app: RunningApp
    data: Path
    class_code: str
    actors: dict[str, Actor]
    number: str = ""

    @property
    def url(self) -> str:
        """The server's address."""
        return self.app.url

    def token(self, login: str) -> str:
        """Return the token of a fresh sign-in, as the cookie would hold it."""
        with open_store(f"sqlite:///{self.data / 'simulator.db'}") as store:
            return People(store, utc_now).sign_in(login + self.number, PASSWORD).token

    def signed_in(self, page: Any, login: str) -> Any:
        """Give the page's browser context the cookie of a fresh sign-in."""
        page.context.add_cookies([{"name": COOKIE, "value": self.token(login), "url": self.url}])
        return page

    def add_learner(self, login: str, name: str) -> Actor:
        """Let one more learner join the class."""
        with open_store(f"sqlite:///{self.data / 'simulator.db'}") as store:
            return People(store, utc_now).join(self.class_code, name, login + self.number, PASSWORD).actor


@dataclass
class Served:
    """The server of a worker, who claimed it, and how many modules have brought people to it."""

    app: RunningApp
    data: Path
    administrator: Actor
    modules: int = 0


def keep_readers(data: Path) -> None:
    """Let a data folder share the encoder, and what was fitted with it, with earlier runs of the tests."""
    kept = machine.kept_readers()
    encoder = kept / "encoder"
    if not encoder.is_dir():
        made = Path(tempfile.mkdtemp(dir=kept)) / "encoder"
        convert_weights(Path(sysconfig.get_paths()["purelib"]), made)
        if not encoder.is_dir():
            made.rename(encoder)
    (machine.share_learnt(data) / "encoder").symlink_to(encoder)


def add_people(store: Store, first: Actor, number: str = "") -> tuple[str, dict[str, Actor]]:
    """Add somebody of each role and a class with one learner; return its code and the people."""
    people = People(store, utc_now)
    actors: dict[str, Actor] = {}
    staff: tuple[tuple[str, str, set[Role]], ...] = (
        ("administrator", "Ada Marsh", {"administrator", "tutor", "assessor"}),
        ("assessor", "Bea Quill", {"assessor"}),
        ("tutor", "Fay Dunn", {"tutor"}),
        ("iqa", "Ivo Lang", {"iqa"}),
    )
    for role, name, roles in staff:
        login = PEOPLE[role] + number
        _, given = people.add_staff(first, name, login, frozenset(roles))
        token = people.sign_in(login, given).token
        actors[role] = people.change_password(token, given, PASSWORD).actor
    code = people.open_class(actors["assessor"], "Tuesday evening").class_code or ""
    actors["learner"] = people.join(code, "Cal Reeve", "cal" + number, PASSWORD).actor
    return code, actors


def claim(data: Path) -> Actor:
    """Claim a fresh installation for its first administrator."""
    with open_store(f"sqlite:///{data / 'simulator.db'}") as store:
        people = People(store, utc_now)
        return people.claim(people.claim_token() or "", "Root Marsh", "root", PASSWORD).actor


def open_centre(running_app: Callable[..., RunningApp], folder: Path) -> ServedCentre:
    """Set people up in a fresh data folder, then start a server of its own on it."""
    data = folder / "data"
    keep_readers(data)
    first = claim(data)
    with open_store(f"sqlite:///{data / 'simulator.db'}") as store:
        code, actors = add_people(store, first)
    return ServedCentre(running_app(data=data), data, code, actors)


def join_centre(served: Served) -> ServedCentre:
    """Bring new people to a server that runs already."""
    served.modules += 1
    number = str(served.modules)
    with open_store(f"sqlite:///{served.data / 'simulator.db'}") as store:
        code, actors = add_people(store, served.administrator, number)
    return ServedCentre(served.app, served.data, code, actors, number)


@contextmanager
def settings_put_back(data: Path) -> Iterator[None]:
    """Leave the settings of a whole installation as they were: the next module is to find the usual ones."""
    url = f"sqlite:///{data / 'simulator.db'}"
    with open_store(url) as store:
        before = {key: store.settings.get(key) for key in WHOLE_CENTRE}
    yield
    with open_store(url) as store:
        for key, value in before.items():
            if value is None:
                store.settings.remove(key)
            else:
                store.settings.put(key, value, utc_now())
