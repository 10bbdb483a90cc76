"""A fresh database for each test, on SQLite or on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store import Store, open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database that holds nothing yet, on either server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def own_store(empty_url: str) -> Iterator[Store]:
    """Return a store that no other test sees, on either server."""
    with open_store(empty_url) as store:
        yield store
