"""The only place that joins store, library and use cases into one service. It holds no rules of its own.

One process has one service: ``open_service`` makes it, ``the_service`` hands it to pages and routes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from simulator.data_files import criteria_folder, scenarios_folder
from simulator.service.answer_sheets import AnswerSheets
from simulator.service.answers import Answers
from simulator.service.attempts import Attempts
from simulator.service.authoring import Authoring
from simulator.service.catalogue import Catalogue
from simulator.service.centre_key import KEY_FILE, KEY_VARIABLE, CentreKey
from simulator.service.centre_rules import CentreRules
from simulator.service.deciding import Deciding
from simulator.service.erasing import Erasing
from simulator.service.erasing_words import ErasingWords
from simulator.service.everybody import Everybody
from simulator.service.evidence import Evidence
from simulator.service.gathering import Gathering
from simulator.service.importing import Importing
from simulator.service.installation import Installation
from simulator.service.learning import Learning
from simulator.service.library import Library, open_library
from simulator.service.observing import Observing
from simulator.service.packs import Packs
from simulator.service.papers import Papers
from simulator.service.people import People
from simulator.service.phrasings import Phrasings
from simulator.service.portfolio_files import PortfolioFiles
from simulator.service.portfolios import Ground, Portfolios
from simulator.service.profiles import Profiles
from simulator.service.proofs import ProcessProver, Proofs
from simulator.service.questioning import Questioning
from simulator.service.reading_beside import ReadingBeside
from simulator.service.records import Records
from simulator.service.registrations import Registrations
from simulator.service.session_sheets import SessionSheets
from simulator.service.studying import Studying
from simulator.service.todo import ToDos
from simulator.service.told_back import TellingBack
from simulator.service.trying import Trying
from simulator.service.usual_centre import UsualCentres
from simulator.store.errors import StoreUnavailable
from simulator.store.opening import Store, open_store

HEARTBEAT_SECONDS = 2.0
LET_OTHERS_IN = 0.1
"""Seconds between two readers that are learnt ahead: a lock taken again at once is given to nobody else."""
DOWN_SECONDS = 3 * HEARTBEAT_SECONDS
"""A silence longer than this means that no server ran; a busy one may beat a little late."""
CLOSE_EVERY = 20.0
"""Seconds between two looks for attempts whose time is up though nobody looks at them."""
COLLECT_AFTER = (5_000, 10, 50)
"""New objects before a small collection, small ones before a middling, middling ones before a full one."""
_ALIVE = "server alive at"


@dataclass(frozen=True)
class Settings:
    """Where the installation keeps its data, and which database it uses (SQLite there, or one URL)."""

    data: Path
    database: str = ""
    unproven: bool = False
    """Assessments may begin with scenarios whose marking is not proven: a choice of the site's own."""

    signing_key: str = field(default_factory=lambda: os.environ.get(KEY_VARIABLE, ""), repr=False)
    """The centre's private key or its file, where it does not lie in the data folder."""

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database or f"sqlite:///{self.data / 'simulator.db'}"


@dataclass
class Service:
    """Every use case, wired. ``close`` ends the heartbeat and the database's connections."""

    settings: Settings
    store: Store
    library: Library
    people: People
    everybody: Everybody
    attempts: Attempts
    records: Records
    evidence: Evidence
    centre_rules: CentreRules
    portfolios: Portfolios
    gathering: Gathering
    deciding: Deciding
    observing: Observing
    telling_back: TellingBack
    portfolio_files: PortfolioFiles
    todos: ToDos
    packs: Packs
    papers: Papers
    answers: Answers
    studying: Studying
    questioning: Questioning
    erasing: Erasing
    erasing_words: ErasingWords
    usual_centres: UsualCentres
    importing: Importing
    answer_sheets: AnswerSheets
    registrations: Registrations
    session_sheets: SessionSheets
    profiles: Profiles
    learning: Learning
    phrasings: Phrasings
    trying: Trying
    authoring: Authoring
    catalogue: Catalogue
    installation: Installation
    now: Callable[[], datetime]
    _stop: threading.Event
    _closing: tuple[Callable[[], None], ...] = ()

    def work_beside(self) -> None:
        """Begin what a server does beside its pages, until it is closed."""
        beside: tuple[tuple[str, Callable[..., None], tuple[object, ...]], ...] = (
            ("closing", _close, (self.attempts, self._stop)),
            ("heartbeat", _beat, (self.store, self.now, self._stop)),
            ("readers", _make_ready, (self.library, self.authoring, self._stop)),
        )
        for name, work, needed in beside:
            threading.Thread(target=work, args=needed, name=name, daemon=True).start()

    def close(self) -> None:
        """Stop the heartbeat and close the store."""
        self._stop.set()
        for stop in self._closing:
            stop()
        self.store.close()


class PortfolioParts(TypedDict):
    """The use cases about portfolios, as ``Service`` holds them."""

    centre_rules: CentreRules
    portfolios: Portfolios
    gathering: Gathering
    deciding: Deciding
    observing: Observing
    telling_back: TellingBack
    portfolio_files: PortfolioFiles
    todos: ToDos
    packs: Packs
    papers: Papers
    answers: Answers
    studying: Studying
    questioning: Questioning
    erasing: Erasing
    erasing_words: ErasingWords
    usual_centres: UsualCentres
    importing: Importing
    answer_sheets: AnswerSheets
    registrations: Registrations
    session_sheets: SessionSheets
    profiles: Profiles


def utc_now() -> datetime:
    """Return the time of day in UTC."""
    return datetime.now(UTC)


def open_service(
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    heartbeat: bool = False,
    first: Callable[[Service], None] | None = None,
) -> Service:
    """Open the store, read the data files and join the use cases.

    With ``heartbeat`` (a server, not a command) the time during which no server ran is found and disclosed,
    and work goes on beside the pages. ``first`` is done before that begins, which would slow it down sixfold.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.url)
    key = CentreKey(store, now, settings.data / KEY_FILE, settings.signing_key)
    key.move_out()
    beside = ReadingBeside(settings.data) if heartbeat else None
    library = open_library(settings.data, beside=beside)
    people = People(store, now)
    prover = _prover(library, settings.data)
    proofs = Proofs(settings.data / "proofs", prover, now)
    authoring = Authoring(library, proofs, now, strict=heartbeat and not settings.unproven)
    attempts = Attempts(store, library, now, why_not_assessed=authoring.why_not_assessed)
    records = Records(store, library, people, now)
    stop = threading.Event()
    if heartbeat:
        _disclose(store, attempts, now)
    service = Service(
        settings=settings,
        store=store,
        library=library,
        people=people,
        everybody=Everybody(store, now),
        attempts=attempts,
        records=records,
        evidence=Evidence(store, records, now),
        **portfolio_parts(store, library, people, records, now, key=key),
        learning=Learning(store, library, attempts, people, now, why_not_assessed=authoring.why_not_assessed),
        phrasings=Phrasings(store, library, now),
        trying=Trying(attempts, records, now),
        authoring=authoring,
        catalogue=Catalogue(library),
        installation=Installation(library),
        now=now,
        _stop=stop,
        _closing=(prover.stop, *([beside.stop] if beside else [])),
    )
    if first is not None:
        first(service)
    if heartbeat:
        service.work_beside()
    return service


def portfolio_parts(
    store: Store,
    library: Library,
    people: People,
    records: Records,
    now: Callable[[], datetime],
    *,
    key: CentreKey | None = None,
) -> PortfolioParts:
    """Return the use cases about portfolios, joined; without a key they make no packs."""
    rules = CentreRules(store, now)
    ground = Ground(store, library, people, rules, now)
    key = key or CentreKey(store, now)
    portfolios = Portfolios(ground)
    registrations = Registrations(store, people, now)
    gathering = Gathering(ground, portfolios)
    answers = Answers(ground, portfolios, gathering)
    return {
        "centre_rules": rules,
        "portfolios": portfolios,
        "gathering": gathering,
        "deciding": Deciding(ground, portfolios),
        "observing": Observing(ground, portfolios, records),
        "telling_back": TellingBack(ground, portfolios, records),
        "portfolio_files": PortfolioFiles(ground, portfolios),
        "todos": ToDos(ground, portfolios, records),
        "papers": Papers(store, library, now),
        "answers": answers,
        "studying": Studying(library, answers, now),
        "questioning": Questioning(ground, portfolios, gathering, answers, records),
        "packs": Packs(ground, portfolios, records, key, registrations=registrations),
        "erasing": Erasing(ground, portfolios),
        "erasing_words": ErasingWords(store, library, now),
        "usual_centres": UsualCentres(store, people),
        "importing": Importing(ground, key),
        "answer_sheets": AnswerSheets(store, library, answers, now),
        "registrations": registrations,
        "session_sheets": SessionSheets(ground, portfolios),
        "profiles": Profiles(ground, portfolios),
    }


def _disclose(store: Store, attempts: Attempts, now: Callable[[], datetime]) -> None:
    last = store.settings.get(_ALIVE)
    if last is not None:
        since, until = datetime.fromisoformat(last), now()
        if (until - since).total_seconds() > DOWN_SECONDS:
            attempts.server_was_down(since, until)
    store.settings.put(_ALIVE, now().isoformat(), now())


def _beat(store: Store, now: Callable[[], datetime], stop: threading.Event) -> None:
    """Write down again and again that the server runs; where the database is busy, the next beat does it."""
    while not stop.wait(HEARTBEAT_SECONDS):
        with contextlib.suppress(StoreUnavailable):
            store.settings.put(_ALIVE, now().isoformat(), now())


def _close(attempts: Attempts, stop: threading.Event) -> None:
    """End what is over and nobody looks at, so that it reaches its assessor."""
    while not stop.wait(CLOSE_EVERY):
        with contextlib.suppress(StoreUnavailable):
            attempts.close_what_is_over()


def _prover(library: Library, data: Path) -> ProcessProver:
    criteria, scenarios = library.folders or (criteria_folder(), scenarios_folder())
    return ProcessProver(criteria, scenarios, data)


def _make_ready(library: Library, authoring: Authoring, stop: threading.Event) -> None:
    """Fit every reader before somebody waits for it, the warm-up's first; then prove what is not proven.

    A server that proves nothing is there to try things out: it fits those of the warm-up's centre, and each
    of the others when somebody wants it.
    """
    order = sorted(library.scenarios(), key=lambda s: "warm-up" not in s.used_for)
    for scenario in order:
        if not authoring.strict and scenario.organisation != order[0].organisation:
            continue
        if stop.wait(LET_OTHERS_IN):  # who waits for a reader gets it before the next one is learnt
            return
        library.hearing(scenario.id)
    library.answer_encoder()
    _spare_the_collector()
    if authoring.strict and not stop.is_set():
        authoring.prove_missing()


def _spare_the_collector() -> None:
    """Leave what stays for good out of Python's collections, and let full ones be rare.

    While one runs nobody's turn goes on: with a hundred learners each took a quarter of a second, every few
    seconds. What a page leaves behind is young, and is found by the small collections.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


_the_service: list[Service] = []


def use_service(service: Service) -> None:
    """Make this the process's service."""
    _the_service[:] = [service]


def the_service() -> Service:
    """Return the process's service.

    Raises:
        RuntimeError: nothing was opened yet (the app is started through ``serve``).
    """
    if not _the_service:
        raise RuntimeError("No service is open. Start the app with `python3 start.py`.")
    return _the_service[0]
