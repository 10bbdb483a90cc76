"""The fixtures of the service's tests: one library for all, and a fresh centre on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from simulator.service import passwords
from simulator.service.library import Library
from tests.kept_readers import keep_learnt
from tests.service.desk import Centre, Clock, open_desk, quick_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Library:
    """Return the shipped library, read once."""
    data = tmp_path_factory.mktemp("library")
    keep_learnt(data, request.config)
    return quick_library(data)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords by the same algorithm with little memory: most of a centre's opening went into it.

    The door's tests sign in at a real server, which hashes at full strength.
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody has this password"))
        yield


def _centre(url: str, library: Library) -> Iterator[Centre]:
    clock = Clock()
    centre = Centre(open_desk(url, library, clock), clock, url, library)
    yield centre
    centre.service.close()


@pytest.fixture
def centre(tmp_path: Path, library: Library) -> Iterator[Centre]:
    """Return a fresh centre on SQLite."""
    yield from _centre(f"sqlite:///{tmp_path / 'simulator.db'}", library)


@pytest.fixture(params=["sqlite", "postgres"])
def any_centre(request: pytest.FixtureRequest, tmp_path: Path, library: Library) -> Iterator[Centre]:
    """Return a fresh centre, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'simulator.db'}"
    else:
        url = request.getfixturevalue("postgres_database")
    yield from _centre(url, library)
