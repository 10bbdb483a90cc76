"""The fixtures of the service's tests: one library for all, and a fresh centre on SQLite or PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.service.library import Library
from simulator.store.opening import open_store
from tests import machine
from tests.service.desk import Centre, Clock, open_desk, quick_library


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all tables and nothing in them, to begin from a copy of it."""
    file = tmp_path_factory.mktemp("empty") / "simulator.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the shipped library, read once."""
    return quick_library(machine.share_learnt(tmp_path_factory.mktemp("library")))


def _centre(url: str, library: Library) -> Iterator[Centre]:
    clock = Clock()
    centre = Centre(open_desk(url, library, clock), clock, url, library)
    yield centre
    centre.service.close()


@pytest.fixture
def centre(tmp_path: Path, empty_database: Path, library: Library) -> Iterator[Centre]:
    """Return a fresh centre on SQLite."""
    shutil.copy(empty_database, tmp_path / "simulator.db")
    yield from _centre(f"sqlite:///{tmp_path / 'simulator.db'}", library)


@pytest.fixture(params=["sqlite", "postgres"])
def any_centre(request: pytest.FixtureRequest, tmp_path: Path, library: Library) -> Iterator[Centre]:
    """Return a fresh centre, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'simulator.db'}"
    else:
        url = request.getfixturevalue("postgres_database")
    yield from _centre(url, library)
