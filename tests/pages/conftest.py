"""The one served centre of a worker, and the people whom each module of page tests brings to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.served_centre import (
    Served,
    ServedCentre,
    claim,
    join_centre,
    keep_readers,
    settings_put_back,
)


@pytest.fixture(scope="session")
def served(running_app, tmp_path_factory) -> Served:
    """Return the server that all page tests of this worker share."""
    data = tmp_path_factory.mktemp("shared") / "data"
    keep_readers(data)
    first = claim(data)
    return Served(running_app(data=data), data, first)


@pytest.fixture(scope="module")
def shared_centre(served) -> Iterator[ServedCentre]:
    """Return the shared server with people whom no other module knows."""
    with settings_put_back(served.data):
        yield join_centre(served)


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return the same under its short name; a module that must set something up first has its own."""
    return shared_centre
