"""The shipped library, read by words alone: what is tried here is not how well it understands."""

from __future__ import annotations

import pytest

from simulator.service.library import Library
from tests.kept_readers import keep_learnt
from tests.service.desk import quick_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Library:
    """Return the shipped library, read once."""
    data = tmp_path_factory.mktemp("library")
    keep_learnt(data, request.config)
    return quick_library(data)
