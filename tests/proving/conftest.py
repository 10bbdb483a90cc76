"""The shipped library, read by words alone: what is tried here is not how well it understands."""

from __future__ import annotations

import pytest

from simulator.service.library import Library, open_library
from tests import machine


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the shipped library, read once."""
    found = open_library(machine.share_learnt(tmp_path_factory.mktemp("library")))
    found.encoder = None
    return found
