"""Stores for the tests, shared by a module or one of its own, on SQLite or on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store import Store, open_store


@pytest.fixture(scope="module")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store in a file."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'shared.db'}") as store:
        yield store


@pytest.fixture(scope="module")
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """Return a store on the server's shared database."""
    with open_store(postgres_url) as store:
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database that holds nothing yet, on either."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def own_store(empty_url: str) -> Iterator[Store]:
    """Return a store that no other test sees, on either."""
    with open_store(empty_url) as store:
        yield store
