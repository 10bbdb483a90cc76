"""Brings a database's tables up to date, from nothing or from any earlier version, and never back.

Two processes may start at once: the first holds the lock, the second finds the work done.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from simulator.store.database import Database
from simulator.store.errors import StoreTooNew

LATEST = "0004"
_PG_LOCK = 2340001  # any number of our own: unit 234


def _found_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for the packaged migrations, on the given connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(database: Database) -> None:
    """Bring the tables to ``LATEST`` in one transaction. Raises ``StoreTooNew``."""
    with database.snapshot() as connection:
        if _found_version(connection) == LATEST:
            return
    with database.write() as connection:  # on SQLite this alone keeps other processes out
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PG_LOCK})
        found = _found_version(connection)
        if found == LATEST:
            return
        if found is not None and found > LATEST:
            raise StoreTooNew(found, LATEST)
        command.upgrade(configuration(connection), "head")
