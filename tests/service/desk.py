"""Sets a whole service up on a database for its tests: a clock that is told the time, people, one class."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest

from simulator.model.commands import Answer, Command
from simulator.model.events import Event, Mode
from simulator.proving.proof import Proof
from simulator.service import library as service_library
from simulator.service.access import Actor, Role
from simulator.service.attempts import Attempts, ringing_line
from simulator.service.authoring import Authoring
from simulator.service.catalogue import Catalogue
from simulator.service.centre_key import KEY_FILE, CentreKey
from simulator.service.everybody import Everybody
from simulator.service.evidence import Evidence
from simulator.service.installation import Installation
from simulator.service.learning import Learning
from simulator.service.library import Library, open_library
from simulator.service.live import Live, from_store
from simulator.service.people import People
from simulator.service.phrasings import Phrasings
from simulator.service.proofs import Proofs
from simulator.service.records import Records
from simulator.service.trying import Trying
from simulator.service.wiring import Service, Settings, portfolio_parts
from simulator.store.opening import Store, open_store
from tests import machine

PASSWORD = "seven wooden oars"
GAS = "gas-escape"


class Clock:
    """A time of day that moves only when a test says so."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


def quick_library(data: Path) -> Library:
    """Return the shipped library, read by words alone: what is tried here is not how well it understands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service_library, "open_encoder", lambda _: None)
        library = open_library(data)
    library.encoder = None  # it is opened only when somebody asks for it, after the patch is gone
    library.cache = machine.kept_readers() / "cache"
    return library


def never_proves(scenario_id: str) -> Proof:
    """Stand in for the proving, which nobody asks for here."""
    raise OSError(f"{scenario_id} is not proved in these tests")


def key_of(url: str, store: Store, clock: Clock) -> CentreKey:
    """Return the centre's key: in a file beside the database, or in a folder of its own."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else Path(mkdtemp()) / "x"
    return CentreKey(store, clock, file.parent / KEY_FILE)


def open_desk(url: str, library: Library, clock: Clock) -> Service:
    """Return a service on a database, as one server has it."""
    store = open_store(url)
    people = People(store, clock)
    authoring = Authoring(library, Proofs(library.cache or Path("unused"), never_proves, clock), clock)
    attempts = Attempts(store, library, clock, why_not_assessed=authoring.why_not_assessed)
    records = Records(store, library, people, clock)
    return Service(
        settings=Settings(Path("unused"), url),
        store=store,
        library=library,
        people=people,
        everybody=Everybody(store, clock),
        attempts=attempts,
        records=records,
        evidence=Evidence(store, records, clock),
        **portfolio_parts(store, library, people, records, clock, key=key_of(url, store, clock)),
        learning=Learning(
            store, library, attempts, people, clock, why_not_assessed=authoring.why_not_assessed
        ),
        phrasings=Phrasings(store, library, clock),
        trying=Trying(attempts, records, clock),
        authoring=authoring,
        catalogue=Catalogue(library),
        installation=Installation(library),
        now=clock,
        _stop=threading.Event(),
    )


@dataclass
class Centre:
    """A service with an administrator, a class, its assessor, and one learner in it."""

    service: Service
    clock: Clock
    url: str
    library: Library
    administrator: Actor = field(init=False)
    assessor: Actor = field(init=False)
    learner: Actor = field(init=False)
    class_id: str = field(init=False)
    class_code: str = field(init=False)

    def __post_init__(self) -> None:
        people = self.service.people
        token = people.claim_token()
        assert token is not None
        self.administrator = people.claim(token, "Ada Marsh", "ada", PASSWORD).actor
        self.assessor = self.staff("Bea Quill", "bea", "assessor")
        opened = people.open_class(self.assessor, "Tuesday evening")
        assert opened.class_code is not None
        self.class_id, self.class_code = opened.id, opened.class_code
        self.learner = self.join("Cal Reeve", "cal")

    def join(self, name: str, login: str, code: str | None = None) -> Actor:
        """Let a learner join a class, this one unless another code is given."""
        return self.service.people.join(code or self.class_code, name, login, PASSWORD).actor

    def staff(self, name: str, login: str, *roles: Role) -> Actor:
        """Add a member of staff who has changed the given password."""
        people = self.service.people
        _, given = people.add_staff(self.administrator, name, login, frozenset(roles))
        return people.change_password(people.sign_in(login, given).token, given, PASSWORD).actor

    def another_server(self) -> Service:
        """Return a second service on the same database."""
        return open_desk(self.url, self.library, self.clock)

    def in_call(
        self, scenario: str = GAS, mode: Mode = "practice", *, window: str = "", who: Actor | None = None
    ) -> str:
        """Start an attempt, wait until it rings, answer; return its id."""
        by = who or self.learner
        attempt = self.service.attempts.start(by, scenario, mode, window=window)
        self.clock.wait(6)
        live = self.service.attempts.look(by, attempt, window=window)
        self.service.attempts.act(by, attempt, Answer(line=ringing_line(live)), window=window)
        return attempt

    def act(self, attempt: str, command: Command, *, wait: float = 2, window: str = "") -> Live:
        """Let a little time pass and do a deed."""
        self.clock.wait(wait)
        return self.service.attempts.act(self.learner, attempt, command, window=window)

    def kept(self, attempt: str) -> list[Event]:
        """Return what the database holds of an attempt, read afresh."""
        return [from_store(e).event for e in self.service.store.attempts.read(attempt)]
