"""Append-only, hash-chained records: append, read, seal, verify, and the one lawful erasure.

An append is durable when it returns. It never reads the record, only its head; the database's own
triggers refuse a fork, a sealed record and any change (``migrations.triggers_0001``).
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, bindparam, cast, func, insert, select, update
from sqlalchemy import exc as sa_exc
from sqlalchemy.sql import ColumnElement

from simulator.store.chain import RawEvent, chained, check_chain, genesis_digest, seal_digest
from simulator.store.columns import instant_text
from simulator.store.database import Database
from simulator.store.errors import NotFound, RecordConflict, RecordSealed, StoreDamaged
from simulator.store.rows import audit_row, insert_audit
from simulator.store.schema import erasure, event, record
from simulator.store.values import Erasure, Head, NewEvent, Sort, StoredEvent, Verification

_id = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}")
_erasures = select(erasure.c.stream_id, erasure.c.seq, erasure.c.actor, erasure.c.reason, erasure.c.erased_at)
_heads = select(
    record.c.id, record.c.head_seq, record.c.head_digest, record.c.sealed_at, record.c.seal_digest
)
_events = select(
    event.c.stream_id,
    event.c.seq,
    event.c.kind,
    event.c.t,
    event.c.recorded_at,
    event.c.payload,
    event.c.salt,
    event.c.payload_digest,
    event.c.chain_digest,
)
# Written once, as every turn asks them: to put a statement together takes as long as to run it.
_head_of = _heads.where(record.c.id == bindparam("stream"))
_events_after = _events.where(
    event.c.stream_id == bindparam("stream"), event.c.seq > bindparam("after")
).order_by(event.c.seq)
_add_events = insert(event)


class _Head(NamedTuple):
    """The row of a record's head, as stored."""

    id: str
    seq: int
    digest: str
    sealed_at: str | None
    seal_digest: str | None

    def value(self) -> Head:
        """Return the head as others see it."""
        sealed = None if self.sealed_at is None else datetime.fromisoformat(self.sealed_at)
        return Head(self.id, self.seq, self.digest, sealed)


def _head(connection: Connection, stream_id: str, *, lock: bool = False) -> _Head:
    query = _head_of.with_for_update() if lock else _head_of
    row = connection.execute(query, {"stream": stream_id}).first()
    if row is None:
        raise NotFound("record", stream_id)
    return _Head(*row)


def open_record(connection: Connection, stream_id: str, sort: Sort) -> None:
    """Add an empty record. Raises ``ValueError`` for an id that is no plain identifier."""
    if _id.fullmatch(stream_id) is None:
        raise ValueError(f"The id {stream_id!r} may hold only letters, digits and _ . : -, up to 120")
    connection.execute(
        insert(record).values(id=stream_id, sort=sort, head_seq=0, head_digest=genesis_digest(stream_id))
    )


def append_events(
    connection: Connection, stream_id: str, expected_seq: int, events: Sequence[NewEvent]
) -> Head:
    """Append inside the caller's transaction; see ``Streams.append``."""
    head = _head(connection, stream_id)
    if head.sealed_at is not None:
        raise RecordSealed(stream_id)
    if head.seq != expected_seq:
        raise RecordConflict(expected_seq, head.seq)
    rows: list[dict[str, Any]] = []
    previous = head.digest
    for seq, new in enumerate(events, start=expected_seq + 1):
        rows.append(chained(new, stream_id, seq, previous, secrets.token_hex(16)))
        previous = rows[-1]["chain_digest"]
    if rows:
        connection.execute(_add_events, rows)
    return Head(stream_id, expected_seq + len(rows), previous)


def seal_record(
    connection: Connection, stream_id: str, sealed_at: datetime, expected_seq: int | None
) -> Head:
    """Seal inside the caller's transaction; see ``Streams.seal``."""
    head = _head(connection, stream_id, lock=True)
    if head.sealed_at is not None:
        raise RecordSealed(stream_id)
    if expected_seq is not None and head.seq != expected_seq:
        raise RecordConflict(expected_seq, head.seq)
    text = instant_text(sealed_at)
    connection.execute(
        update(record)
        .where(record.c.id == stream_id)
        .values(sealed_at=text, seal_digest=seal_digest(head.digest, text))
    )
    return head._replace(sealed_at=text).value()


class Streams:
    """The records of one database, whatever their sort."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, stream_id: str, expected_seq: int, events: Sequence[NewEvent]) -> Head:
        """Append all the events after ``expected_seq``, or none; return the new head. Durable on return.

        Raises ``RecordConflict`` when the head is elsewhere, ``RecordSealed``, ``NotFound``, ``ValueError``
        for an event that cannot be kept.
        """
        try:
            with self._database.write() as connection:
                try:
                    return append_events(connection, stream_id, expected_seq, events)
                except sa_exc.DBAPIError as error:
                    self._lost_race(stream_id, error)
                    raise
        except _LostRaceError:
            head = self.head(stream_id)
        if head.sealed_at is not None:
            raise RecordSealed(stream_id)
        raise RecordConflict(expected_seq, head.seq)

    @staticmethod
    def _lost_race(stream_id: str, error: sa_exc.DBAPIError) -> None:
        """Recognise that another writer came first, between our look at the head and our insert."""
        reason = str(error.orig)
        if "record_conflict" in reason or "record_sealed" in reason:
            raise _LostRaceError(stream_id) from error

    def read(self, stream_id: str, after_seq: int = 0) -> list[StoredEvent]:
        """Return the events newer than ``after_seq``, in order; none for an unknown record.

        Raises ``StoreDamaged`` when an event is no longer readable.
        """
        with self._database.read() as connection:
            rows = connection.execute(_events_after, {"stream": stream_id, "after": after_seq}).all()
        try:
            return [_stored(row) for row in rows]
        except (ValueError, TypeError) as error:
            raise StoreDamaged(f"an event of record {stream_id!r}") from error

    def head(self, stream_id: str) -> Head:
        """Return where the record stands. Raises ``NotFound``."""
        with self._database.read() as connection:
            return _head(connection, stream_id).value()

    def seal(self, stream_id: str, sealed_at: datetime, expected_seq: int | None = None) -> Head:
        """Seal the record for ever. Raises ``RecordSealed`` when it is, ``RecordConflict``, ``NotFound``."""
        with self._database.write() as connection:
            return seal_record(connection, stream_id, sealed_at, expected_seq)

    def verify(self, stream_id: str) -> Verification:
        """Check every event, the head and the seal. Raises ``NotFound``, ``StoreDamaged``."""
        raw = _raw_events(self._database.is_sqlite, stream_id)
        with self._database.snapshot() as connection:
            head = _head(connection, stream_id)
            gone = connection.execute(select(erasure.c.seq).where(erasure.c.stream_id == stream_id))
            erased = set(gone.scalars())
            found = check_chain(
                stream_id, (RawEvent(*row) for row in connection.execute(raw)), erased, head.seq, head.digest
            )
        right = seal_digest(head.digest, head.sealed_at) if head.sealed_at is not None else None
        if found.intact and head.seal_digest != right:
            return Verification(
                stream_id, head.seq, head.digest, head.seq + 1, "the seal was changed", found.erased
            )
        return found

    def erase(
        self, stream_id: str, seqs: Iterable[int], *, actor: str, reason: str, erased_at: datetime
    ) -> tuple[Erasure, ...]:
        """Lawfully remove payload and salt of the events, for ever; keep who, when and why.

        Sealed records too. Events erased before are left alone. Outside a ``transaction()`` the old bytes
        are then cleared from the database's files as well; backups are the operator's to replace.
        Raises ``NotFound`` for a seq that is not in the record, ``ValueError`` without a reason; then
        nothing is erased.
        """
        if not reason.strip():
            raise ValueError("An erasure needs a reason: it stays with the record in place of the content.")
        wanted = sorted(set(seqs))
        with self._database.write() as connection:
            _head(connection, stream_id, lock=True)
            here = event.c.stream_id == stream_id, event.c.seq.in_(wanted)
            found = connection.execute(select(event.c.seq, event.c.salt).where(*here))
            present = {row.seq: row.salt for row in found}
            if missing := [seq for seq in wanted if seq not in present]:
                raise NotFound("event", f"{stream_id}/{missing[0]}")
            fresh = [seq for seq in wanted if present[seq] is not None]
            if fresh:
                _erase(connection, stream_id, fresh, actor=actor, reason=reason, erased_at=erased_at)
        if fresh:
            self._database.scrub("event")
        return tuple(Erasure(stream_id, seq, actor, reason, erased_at) for seq in fresh)

    def erasures(self, stream_id: str) -> list[Erasure]:
        """Return the erasures of a record, in order of seq."""
        query = _erasures.where(erasure.c.stream_id == stream_id).order_by(erasure.c.seq)
        with self._database.read() as connection:
            return [
                Erasure(*row[:4], erased_at=datetime.fromisoformat(row[4]))
                for row in connection.execute(query)
            ]

    def erased_in_part(self) -> frozenset[str]:
        """Return the ids of all records, of whatever kind, that hold something erased."""
        with self._database.read() as connection:
            return frozenset(connection.execute(select(erasure.c.stream_id).distinct()).scalars())


class _LostRaceError(Exception):
    """Another writer appended or sealed in the middle of our append."""


def _erase(
    connection: Connection, stream_id: str, seqs: list[int], *, actor: str, reason: str, erased_at: datetime
) -> None:
    """Write the permanent erasure rows first: only they make the triggers let the content go."""
    at = instant_text(erased_at)
    connection.execute(
        insert(erasure),
        [
            {"stream_id": stream_id, "seq": seq, "actor": actor, "reason": reason, "erased_at": at}
            for seq in seqs
        ],
    )
    connection.execute(
        update(event)
        .where(event.c.stream_id == stream_id, event.c.seq.in_(seqs))
        .values(payload=None, salt=None)
    )
    insert_audit(
        connection, audit_row(erased_at, actor, "erase", stream_id, {"seqs": seqs, "reason": reason})
    )


def _stored(row: Any) -> StoredEvent:
    stream_id, seq, kind, t, recorded_at, payload, salt, payload_digest, chain_digest = row
    return StoredEvent(
        stream_id=stream_id,
        seq=seq,
        kind=kind,
        t=t,
        recorded_at=datetime.fromisoformat(recorded_at),
        payload=None if payload is None else json.loads(payload),
        salt=salt,
        payload_digest=payload_digest,
        chain_digest=chain_digest,
    )


def _raw_events(is_sqlite: bool, stream_id: str) -> Any:
    def as_bytes(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return cast(column, LargeBinary) if is_sqlite else func.convert_to(column, "UTF8")

    c = event.c
    texts = [
        as_bytes(column) for column in (c.recorded_at, c.payload, c.salt, c.payload_digest, c.chain_digest)
    ]
    query = select(c.seq, as_bytes(c.kind), c.t, *texts)
    return query.where(c.stream_id == stream_id).order_by(c.seq)
