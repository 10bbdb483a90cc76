"""Puts records of another installation into this one, byte for byte as they were written there.

A record enters whole: its chain is computed again first, erased events come with who erased them, and the
seal is set anew from the same moment. Nothing that stands here already is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from simulator.store.chain import RawEvent, canonical_json, check_chain
from simulator.store.columns import instant_text
from simulator.store.database import Database
from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.rows import must_exist
from simulator.store.schema import attempt, erasure, event, kept_text, paper, person, portfolio
from simulator.store.streams import open_record, seal_record
from simulator.store.values import Attempt, Erasure, Paper, Portfolio, StoredEvent

_PLAIN = ("seed", "sealed_at", "head_seq")


class Restoring:
    """The one way in for records that were written elsewhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attempt(self, kept: Attempt, events: Sequence[StoredEvent], erasures: Sequence[Erasure]) -> None:
        """Add an attempt with its record. Raises ``AlreadyExists``, ``NotFound``, ``ValueError``.

        ``ValueError``: the chain does not hold. The task that was set for it stays behind.
        """
        names = [name for name in Attempt.__slots__ if name not in _PLAIN]
        row: dict[str, Any] = {name: getattr(kept, name) for name in names}
        row |= {"seed": str(kept.seed), "content": dict(kept.content), "set_task_id": None}
        self._run(attempt, row, events, erasures, kept.sealed_at)

    def paper(self, kept: Paper, events: Sequence[StoredEvent], erasures: Sequence[Erasure]) -> None:
        """Add a paper or report with its record, sealed as it was. Raises as ``attempt`` does."""
        names = [name for name in Paper.__slots__ if name not in _PLAIN]
        row: dict[str, Any] = {name: getattr(kept, name) for name in names}
        row |= {"content": dict(kept.content), "task_id": None}
        self._run(paper, row, events, erasures, kept.ended_at)

    def _run(
        self,
        table: Table,
        row: dict[str, Any],
        events: Sequence[StoredEvent],
        erasures: Sequence[Erasure],
        sealed_at: datetime | None,
    ) -> None:
        """Add a row with its record, sealed at that moment if it was."""
        with self._database.write(AlreadyExists(table.name, row["id"])) as connection:
            must_exist(connection, person, person.c.id, row["learner_id"], "person")
            for digest in row["content"].values():
                must_exist(connection, kept_text, kept_text.c.digest, digest, "text")
            open_record(connection, row["id"], "attempt")
            _fill(connection, row["id"], events, erasures)
            connection.execute(insert(table).values(**row))
            if sealed_at is not None:
                seal_record(connection, row["id"], sealed_at, events[-1].seq)

    def portfolio(self, kept: Portfolio, events: Sequence[StoredEvent], erasures: Sequence[Erasure]) -> None:
        """Add a portfolio with its record. Raises as ``attempt`` does."""
        with self._database.write(AlreadyExists("portfolio", kept.id)) as connection:
            must_exist(connection, person, person.c.id, kept.learner_id, "person")
            open_record(connection, kept.id, "portfolio")
            connection.execute(
                insert(portfolio).values(
                    id=kept.id, learner_id=kept.learner_id, unit=kept.unit, opened_at=kept.opened_at
                )
            )
            _fill(connection, kept.id, events, erasures)

    def go_on(
        self, stream_id: str, events: Sequence[StoredEvent], erasures: Sequence[Erasure], known: int
    ) -> None:
        """Append what a record got elsewhere after event ``known``, up to which it is the same here.

        ``events`` is the whole record. Raises ``ValueError`` when its chain does not hold.
        """
        with self._database.write() as connection:
            _fill(connection, stream_id, events, erasures, known)


def _fill(
    connection: Connection,
    stream_id: str,
    events: Sequence[StoredEvent],
    erasures: Sequence[Erasure],
    known: int = 0,
) -> None:
    if not events:
        raise NotFound("event", f"{stream_id}/1")
    erased = {e.seq for e in erasures}
    last = events[-1]
    found = check_chain(stream_id, (RawEvent.of(e) for e in events), erased, last.seq, last.chain_digest)
    if not found.intact:
        raise ValueError(f"record {stream_id}, event {found.altered_at}: {found.fault}")
    if rows := [_row(e) for e in events if e.seq > known]:
        connection.execute(insert(event), rows)
    if new := [_erasure(stream_id, e) for e in erasures if e.seq > known]:
        connection.execute(insert(erasure), new)


def _row(e: StoredEvent) -> dict[str, Any]:
    return {
        "stream_id": e.stream_id,
        "seq": e.seq,
        "kind": e.kind,
        "t": e.t,
        "recorded_at": instant_text(e.recorded_at),
        "payload": None if e.payload is None else canonical_json(e.payload),
        "salt": e.salt,
        "payload_digest": e.payload_digest,
        "chain_digest": e.chain_digest,
    }


def _erasure(stream_id: str, e: Erasure) -> dict[str, Any]:
    at = instant_text(e.erased_at)
    return {"stream_id": stream_id, "seq": e.seq, "actor": e.actor, "reason": e.reason, "erased_at": at}
