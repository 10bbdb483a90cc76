"""The shipped library, read by words alone: what is tried here is not how well it understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from simulator.proving import prove
from simulator.proving.form_proof import Kept, concluded, keep
from simulator.proving.proof import Proof
from simulator.proving.subject import Subject
from simulator.service import proof_pool
from simulator.service.library import Library, open_library
from tests import machine
from tests.proving.stuck_judges import subject_of

Proved = tuple[Subject, list[Kept], Proof]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return the shipped library, read once; what was heard is kept for the next run."""
    found = open_library(machine.share_learnt(tmp_path_factory.mktemp("library")))
    found.encoder = None
    yield found
    for reader in proof_pool._READERS.values():
        reader.keep()


@pytest.fixture(scope="session")
def proofs(library: Library) -> Callable[[str], Proved]:
    """Return, by scenario: what is proved, the plays of each form, and the proof; each made once."""

    @cache
    def of(name: str) -> Proved:
        subject = subject_of(library, name)
        kept = [keep(subject, variant) for variant in subject.scenario.variants]
        return subject, kept, prove.joined(subject, [concluded(one) for one in kept])

    return of
