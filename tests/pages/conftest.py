"""The one served centre of a worker, by the name that page tests know it by."""

from __future__ import annotations

import pytest

from tests.pages.served_centre import ServedCentre


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return the same under its short name; a module that must set something up first has its own."""
    return shared_centre
