"""What the database itself refuses, and what checking finds when somebody goes round it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exc, text

from simulator.store import AppendOnly, NotFound, RecordConflict, Store, StoreDamaged, open_store
from simulator.store.streams import append_events
from tests.store.making import START, a_record, at, lift_triggers, said

CHANGES = [
    "UPDATE event SET payload = '{}' WHERE stream_id = :id AND seq = 1",
    "UPDATE event SET payload = NULL, salt = NULL WHERE stream_id = :id AND seq = 1",
    "UPDATE event SET t = 9 WHERE stream_id = :id AND seq = 1",
    "DELETE FROM event WHERE stream_id = :id",
    "DELETE FROM record WHERE id = :id",
    "UPDATE record SET head_seq = 1 WHERE id = :id",
    "UPDATE record SET head_seq = 9 WHERE id = :id",
    "UPDATE record SET head_digest = 'x' WHERE id = :id",
    "UPDATE record SET sort = 'portfolio' WHERE id = :id",
    "DELETE FROM kept_text",
    "UPDATE kept_text SET body = 'x'",
    "DELETE FROM audit",
    "UPDATE audit SET actor = 'x'",
]
UPSERT = (
    "INSERT INTO event SELECT * FROM event WHERE stream_id = :id AND seq = 1"
    " ON CONFLICT {key} DO UPDATE SET payload = '{{}}'"
)
SQLITE_CHANGES = [
    "INSERT OR REPLACE INTO event SELECT * FROM event WHERE stream_id = :id",
    "INSERT OR REPLACE INTO record SELECT * FROM record WHERE id = :id",
    "REPLACE INTO kept_text SELECT digest, 'x' FROM kept_text",
    "REPLACE INTO audit SELECT * FROM audit",
    "UPDATE OR REPLACE event SET seq = 1 WHERE stream_id = :id AND seq = 2",
    UPSERT.format(key=""),
]
POSTGRES_CHANGES = [
    "TRUNCATE event CASCADE",
    "TRUNCATE record CASCADE",
    "TRUNCATE audit",
    UPSERT.format(key="(stream_id, seq)"),
]


def _refused(store: Store, statement: str, record_id: str) -> str:
    values = {"id": record_id} if ":id" in statement else {}
    with pytest.raises(exc.DBAPIError) as refused, store._database.engine.begin() as connection:
        connection.execute(text(statement), values)
    return str(refused.value.orig)


def test_the_database_refuses_to_change_or_lose_what_stands_in_a_record(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"), said("two"))
    own_store.audit.add(START, "u-1", "looked", record_id)
    before = own_store.attempts.read(record_id)
    own = SQLITE_CHANGES if own_store._database.is_sqlite else POSTGRES_CHANGES
    for statement in CHANGES + own:
        reason = _refused(own_store, statement, record_id)
        assert "append_only" in reason or "record_conflict" in reason, statement
    assert own_store.attempts.read(record_id) == before
    assert own_store.attempts.verify(record_id).intact


def test_even_a_plain_sqlite_client_without_our_settings_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store:
        record_id = a_record(store, said("one"), said("two"))
        store.audit.add(START, "u-1", "looked", record_id)
    plain = sqlite3.connect(tmp_path / "s.db")
    for statement in SQLITE_CHANGES:
        with pytest.raises(sqlite3.IntegrityError, match=r"append_only|record_conflict"):
            plain.execute(statement, {"id": record_id} if ":id" in statement else {})
    plain.close()


def test_an_erasure_row_lets_only_its_own_event_lose_only_its_content(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"), said("two"))
    own_store.attempts.erase(record_id, [1], actor="u-1", reason="asked", erased_at=START)
    for statement in (
        "UPDATE event SET payload = NULL, salt = NULL WHERE stream_id = :id AND seq = 2",
        "UPDATE event SET payload = '{}', salt = 'x' WHERE stream_id = :id AND seq = 1",
        "UPDATE event SET kind = 'x' WHERE stream_id = :id AND seq = 1",
        "UPDATE erasure SET reason = 'x' WHERE stream_id = :id",
        "DELETE FROM erasure WHERE stream_id = :id",
    ):
        assert "append_only" in _refused(own_store, statement, record_id), statement


def test_a_seal_cannot_be_lifted_or_passed_by_in_the_database(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"))
    own_store.attempts.seal(record_id, at(5))
    for column in ("sealed_at = NULL, seal_digest = NULL", "sealed_at = '2020'"):
        statement = f"UPDATE record SET {column} WHERE id = :id"
        assert "append_only" in _refused(own_store, statement, record_id)
    event = (
        "INSERT INTO event SELECT stream_id, 2, kind, t, recorded_at, payload, salt, payload_digest,"
        " chain_digest FROM event WHERE stream_id = :id"
    )
    assert "record_sealed" in _refused(own_store, event, record_id)


def test_the_erased_words_are_nowhere_left_in_the_sqlite_files(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store:
        secret = "14 Larkspur Rise" * 40
        record_id = a_record(store, said("one"), said(secret), said("three"))
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert b"Larkspur" in kept
        store.attempts.erase(record_id, [2], actor="u-1", reason="asked", erased_at=START)
        left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert b"Larkspur" not in left


TEXT_COLUMNS = ("kind", "recorded_at", "payload", "salt", "payload_digest", "chain_digest")


def _altered(column: str, value: Any, place: int, letter: str) -> Any:
    if column == "t":
        return value + (place + 1) / 1000
    if column == "seq":
        return value + 100 + place
    place %= len(value)
    return value[:place] + (letter if value[place] != letter else "~") + value[place + 1 :]


def _find_alterations(store: Store) -> None:
    record_id = a_record(store, *(said(f"line {n}", n + 0.5) for n in range(5)))
    elsewhere = a_record(store)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(
        seq=st.integers(1, 5),
        column=st.sampled_from((*TEXT_COLUMNS, "t", "seq", "stream_id")),
        place=st.integers(0, 63),
        letter=st.sampled_from("0a}\x7fé"),
    )
    def altering(seq: int, column: str, place: int, letter: str) -> None:
        here = {"id": record_id, "seq": seq}
        with store._database.write() as connection:
            read = f"SELECT {column} FROM event WHERE stream_id = :id AND seq = :seq"
            old = connection.execute(text(read), here).scalar()
            new = elsewhere if column == "stream_id" else _altered(column, old, place, letter)
            assert new != old
            change = f"UPDATE event SET {column} = :new WHERE stream_id = :id AND seq = :seq"
            connection.execute(text(change), here | {"new": new})
            found = store.attempts.verify(record_id)
            where = {"id": elsewhere if column == "stream_id" else record_id, "old": old, "new": new}
            where["seq"] = new if column == "seq" else seq
            back = f"UPDATE event SET {column} = :old WHERE stream_id = :id AND seq = :seq"
            connection.execute(text(back), where)
        assert found.altered_at == seq, found
        assert str(seq) in found.fault or column in ("seq", "stream_id")

    with store._database.write() as connection:
        lift_triggers(store, connection)
    altering()
    assert store.attempts.verify(record_id).intact


def test_any_altered_column_of_any_event_is_found_where_it_is(own_store: Store) -> None:
    _find_alterations(own_store)


BENDINGS = [
    ("UPDATE event SET payload = NULL, salt = NULL WHERE stream_id = :id AND seq = 2", 2),
    ("DELETE FROM event WHERE stream_id = :id AND seq = 2", 2),
    ("DELETE FROM event WHERE stream_id = :id AND seq = 3", 3),
    ("UPDATE record SET head_seq = 2 WHERE id = :id", 3),
    ("UPDATE record SET head_digest = 'x' WHERE id = :id", 4),
    ("UPDATE record SET sealed_at = '2020-01-01T00:00:00.000000+00:00' WHERE id = :id", 4),
    ("UPDATE record SET sealed_at = NULL WHERE id = :id", 4),
]


def test_what_was_taken_away_or_bent_is_found(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"), said("two"), said("three"))
    own_store.attempts.seal(record_id, at(9))
    with own_store._database.write() as connection:
        lift_triggers(own_store, connection)
    for statement, altered_at in BENDINGS:
        with contextlib.suppress(ZeroDivisionError), own_store._database.write() as connection:
            connection.execute(text(statement), {"id": record_id})
            found = own_store.attempts.verify(record_id)
            assert (found.altered_at, bool(found.fault)) == (altered_at, True), statement
            raise ZeroDivisionError  # undo it
    assert own_store.attempts.verify(record_id).intact


def test_bytes_that_are_no_text_are_found_and_not_read_on(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store:
        record_id = a_record(store, said("one"), said("two"))
        with store._database.write() as connection:
            lift_triggers(store, connection)
            connection.exec_driver_sql("UPDATE event SET payload = CAST(x'ff' AS TEXT) WHERE seq = 2")
        assert store.attempts.verify(record_id).altered_at == 2
        with pytest.raises(StoreDamaged):
            store.attempts.read(record_id)


def test_a_text_that_no_longer_fits_its_digest_is_not_handed_out(own_store: Store) -> None:
    digest = own_store.texts.keep("id: gas-escape")
    with own_store._database.write() as connection:
        lift_triggers(own_store, connection)
        connection.exec_driver_sql("UPDATE kept_text SET body = 'id: other'")
    with pytest.raises(StoreDamaged):
        own_store.texts.get(digest)
    with pytest.raises(NotFound):
        own_store.texts.get("0" * 64)


def test_our_own_code_is_told_when_it_tries_to_change_a_record(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"))
    with pytest.raises(AppendOnly), own_store._database.write() as connection:
        connection.execute(text("DELETE FROM event WHERE stream_id = :id"), {"id": record_id})


def test_a_fork_is_refused_by_the_database_when_the_code_looked_too_early(own_store: Store) -> None:
    record_id = a_record(own_store, said("one"))
    late = own_store.attempts
    from simulator.store import streams

    looked = streams._head
    stale: list[Any] = []

    def look_too_early(connection: Any, stream_id: str, **options: Any) -> Any:
        if stale:
            return looked(connection, stream_id, **options)
        stale.append(looked(connection, stream_id))
        append_events(connection, stream_id, 1, [said("the other writer")])
        return stale[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "_head", look_too_early)
        with pytest.raises(RecordConflict):
            late.append(record_id, 1, [said("late")])
    assert late.verify(record_id).intact
