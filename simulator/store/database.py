"""Connections and transactions on either database, and their errors made alike.

SQLite: WAL, full synchronous, one writer at a time in the process (SQLite's own waiters starve) and
``BEGIN IMMEDIATE`` between processes. PostgreSQL: psycopg 3, one lock per record row.
It knows no table.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url

from simulator.store.errors import AppendOnly, BadStoreUrl, StoreDamaged, StoreError, StoreUnavailable

BUSY_SECONDS = 30.0
_DEED = "store_deed"  # what a SQLite connection is about to do: "write", "read one" or several


class _WriterLock:
    """A lock that can be looked up by file while somebody holds it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_writers: WeakValueDictionary[str, _WriterLock] = WeakValueDictionary()
_writers_guard = threading.Lock()


def parse_url(text: str) -> URL:
    """Read the database's address, choosing our driver. Raises ``BadStoreUrl``."""
    try:
        url = make_url(text)
    except exc.ArgumentError:
        raise BadStoreUrl(text, "it is not an address") from None
    name = url.get_backend_name()
    if name in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if name != "sqlite":
        raise BadStoreUrl(url.render_as_string(hide_password=True), f"{name} is not supported")
    if not url.database or url.database == ":memory:":
        raise BadStoreUrl(text, "a database in memory would lose every record")
    return url.set(drivername="sqlite+pysqlite")


def _private_file(path: Path) -> None:
    """Create the database's file readable by its owner alone: it holds people's records."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise BadStoreUrl(f"sqlite:///{path}", f"the file cannot be created ({error.strerror})") from error


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url, pool_size=10, max_overflow=40, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions are begun below, never by the driver
        raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
        _use_wal(raw)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        deed = connection.get_execution_options().get(_DEED)
        if deed != "read one":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if deed == "write" else "BEGIN")

    return engine


def _use_wal(raw: Any) -> None:
    """Switch the file to WAL, which two processes opening a new file at once may refuse each other."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _postgres_engine(url: URL) -> Engine:
    engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _: Any) -> None:
        with raw.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('TimeZone', 'UTC', false),"
                f" set_config('lock_timeout', '{int(BUSY_SECONDS * 1000)}', false),"
                " set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
                " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)"
            )
        raw.commit()

    return engine


@contextlib.contextmanager
def alike(integrity: StoreError | None = None) -> Iterator[None]:
    """Turn a driver's exception into ours. ``integrity`` is what a broken uniqueness or reference means."""
    try:
        yield
    except exc.IntegrityError as error:
        reason = str(error.orig)
        if integrity is not None and ("append_only" not in reason or "never replaced" in reason):
            raise integrity from error
        if "append_only" in reason:
            raise AppendOnly(reason) from error
        raise StoreError(f"The database refused the change: {reason}") from error
    except (exc.OperationalError, exc.TimeoutError, exc.InterfaceError) as error:
        reason = str(getattr(error, "orig", error)).strip()
        if "decode" in reason.lower():
            raise StoreDamaged(reason) from error
        raise StoreUnavailable(reason) from error
    except exc.DBAPIError as error:
        reason = str(error.orig).strip()
        if "append_only" in reason:
            raise AppendOnly(reason) from error
        if isinstance(error, exc.ProgrammingError):
            raise StoreError(f"The database refused the statement: {reason}") from error
        raise StoreDamaged(reason) from error


class Database:
    """One database. Threads may share it; each transaction has a connection of its own."""

    def __init__(self, text: str) -> None:
        url = parse_url(text)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._writer: _WriterLock | None = None
        if self.is_sqlite:
            path = Path(str(url.database)).resolve()
            _private_file(path)
            with _writers_guard:
                self._writer = _writers.setdefault(str(path), _WriterLock())
            self.engine = _sqlite_engine(url)
        else:
            self.engine = _postgres_engine(url)
        self._current: ContextVar[Connection | None] = ContextVar("store_connection", default=None)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextlib.contextmanager
    def write(self, integrity: StoreError | None = None) -> Iterator[Connection]:
        """Give a connection inside a transaction that is durable on leaving, and undone by an exception.

        Inside another ``write`` of the same thread it becomes a part (a savepoint) of that one.
        """
        outer = self._current.get()
        with alike(integrity):
            if outer is not None:
                with outer.begin_nested():
                    yield outer
                return
            with self._alone(), self.engine.connect() as bare:
                connection = bare.execution_options(**{_DEED: "write"})
                with connection.begin():
                    token = self._current.set(connection)
                    try:
                        yield connection
                    finally:
                        self._current.reset(token)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for one statement (or the current transaction's)."""
        current = self._current.get()
        with alike():
            if current is not None:
                yield current
                return
            with self.engine.connect() as connection:
                if self.is_sqlite:
                    yield connection.execution_options(**{_DEED: "read one"})
                else:
                    yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection whose several statements see one moment."""
        current = self._current.get()
        with alike():
            if current is not None:
                yield current
                return
            with self.engine.connect() as connection:
                if not self.is_sqlite:
                    connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection

    def scrub(self, table: str) -> None:
        """Let no erased text linger where the database keeps old pages or rows."""
        if self._current.get() is not None:
            return
        statement = "PRAGMA wal_checkpoint(TRUNCATE)" if self.is_sqlite else f"VACUUM {table}"
        with self._alone(), self.read() as connection:
            connection.exec_driver_sql(statement)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if self._writer is None:
            yield
            return
        if not self._writer.lock.acquire(timeout=BUSY_SECONDS):
            raise StoreUnavailable(f"other writers kept it busy for {BUSY_SECONDS:.0f} seconds")
        try:
            yield
        finally:
            self._writer.lock.release()
