"""A portfolio is read on, never again from its start, and always tells what any server has written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.service.portfolio_memory import PortfolioMemory
from simulator.store.opening import Store, open_store
from simulator.store.values import NewEvent, NewPerson
from tests.service.gas_call import MUDDLED, play

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(f"sqlite:///{tmp_path / 'simulator.db'}") as opened:
        opened.people.add(
            NewPerson(
                id="ann", display_name="Ann", login_name="ann", roles=frozenset({"learner"}), created_at=NOW
            )
        )
        yield opened


def write(store: Store, attempt: str, word: str, kind: str = "commented") -> None:
    portfolio = store.portfolios.open("ann", "234", NOW)
    head = store.portfolios.head(portfolio.id)
    event = NewEvent(kind, 0.0, NOW, {"attempt": attempt, "word": word})
    store.portfolios.append(portfolio.id, head.seq, [event])


def words(memory: PortfolioMemory, attempt: str = "a", kind: str = "commented") -> list[object]:
    return [p["word"] for p in memory.payloads("ann", "234", attempt, kind)]


def test_what_was_written_is_found_by_attempt_and_kind_in_its_order(store):
    memory = PortfolioMemory(store.portfolios)
    assert words(memory) == []
    write(store, "a", "one")
    write(store, "b", "another attempt")
    write(store, "a", "another kind", kind="released")
    assert words(memory) == ["one"]
    write(store, "a", "two")
    assert words(memory) == ["one", "two"]
    assert words(memory, "b") == ["another attempt"]


def written_and_undone(store: Store, memory: PortfolioMemory) -> list[object]:
    """Return what was read in the midst of a transaction that is then undone."""
    found: list[object] = []
    with suppress(RuntimeError), store.transaction():
        write(store, "a", "undone")
        found = words(memory)
        raise RuntimeError
    return found


def test_what_was_written_in_a_transaction_that_was_undone_is_not_remembered(store):
    memory = PortfolioMemory(store.portfolios)
    assert written_and_undone(store, memory) == ["undone"]
    assert words(memory) == []
    write(store, "a", "one")
    assert written_and_undone(store, memory) == ["one", "undone"]
    assert words(memory) == ["one"]
    write(store, "a", "in its place")
    assert words(memory) == ["one", "in its place"]


def test_what_was_lawfully_erased_is_forgotten(store):
    memory = PortfolioMemory(store.portfolios)
    for word in ("one", "two", "three"):
        write(store, "a", word)
    assert words(memory) == ["one", "two", "three"]
    portfolio = store.portfolios.find("ann", "234")
    store.portfolios.erase(portfolio.id, [2], actor="ada", reason="asked for", erased_at=NOW)
    assert words(memory) == ["one", "three"]


def test_threads_that_read_while_others_write_each_see_a_beginning_of_the_record(store):
    memory = PortfolioMemory(store.portfolios)
    everything = [str(n) for n in range(30)]

    def read(_: int) -> list[list[object]]:
        return [words(memory) for _ in range(30)]

    with ThreadPoolExecutor(5) as pool:
        reading = [pool.submit(read, n) for n in range(4)]
        for word in everything:
            write(store, "a", word)
        seen = [found for reader in reading for found in reader.result()]
    assert all(found == everything[: len(found)] for found in seen)
    assert words(memory) == everything


def test_a_queue_looked_at_again_reads_no_portfolio_from_its_start(centre, monkeypatch):
    records, portfolios = centre.service.records, centre.service.store.portfolios
    first, *_ = [play(centre) for _ in range(3)]
    records.waiting(centre.assessor)
    seq = next(
        r.seq
        for r in records.open_attempt(centre.assessor, first).record
        if getattr(r.event, "text", "") == MUDDLED
    )
    records.retag(centre.assessor, first, seq, ("reassure",), "Said so on the tape")
    records.waiting(centre.assessor)
    asked: list[int] = []
    read = portfolios.read

    def noted(stream: str, after_seq: int = 0) -> list[Any]:
        asked.append(after_seq)
        return read(stream, after_seq)

    monkeypatch.setattr(portfolios, "read", noted)
    assert len(records.waiting(centre.assessor)) == 3
    head = portfolios.head(portfolios.find(centre.learner.person_id, "234").id)
    assert asked
    assert set(asked) == {head.seq - 1}
