"""What is shipped, read and checked once: the first test to ask for it keeps it for all other workers.

No module may read the whole library, or fit a reader, while it is imported: every worker imports all of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulator.model.load_library import LoadedLibrary, load_library
from simulator.service.kept_library import load_kept
from tests import machine

ROOT = Path(__file__).resolve().parents[1]


@cache
def shipped_library() -> LoadedLibrary:
    """Return everything that is shipped, its clauses held to no day."""
    criteria, scenarios = ROOT / "criteria", ROOT / "scenarios"
    if not machine.keeps_readers():
        return load_library(criteria, scenarios)
    return load_kept(machine.kept_readers() / "cache", criteria, scenarios, None)
