"""Opening a database: from nothing, again, by several at once, and after the worst."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from simulator.store import BadStoreUrl, Store, StoreTooNew, StoreUnavailable, open_store
from simulator.store.migrations import LATEST, configuration
from simulator.store.schema import metadata
from tests.store.making import START, a_person, a_record, said

ROOT = Path(__file__).parents[2]
OPEN = "import sys; from simulator.store import open_store; sys.stdin.read(); open_store(sys.argv[1]).close()"
APPEND = """
import sys
from simulator.store import open_store
from tests.store.making import said
store = open_store(sys.argv[1])
seq = 0
while True:
    seq = store.attempts.append(sys.argv[2], seq, [said(f"line {seq + 1}"), said(f"line {seq + 2}")]).seq
    print(seq, flush=True)
"""


def _program(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(own_store: Store) -> None:
    with own_store._database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            change
            for change in compare_metadata(context, metadata)
            if not (isinstance(change, list) and change[0][0] == "modify_type" and _same_storage(change[0]))
        ]
    assert differences == []


def _same_storage(change: tuple[object, ...]) -> bool:
    """SQLite keeps instants as text, which the comparison takes for a change of type."""
    return str(change[5]) == "TEXT" and "Instant" in repr(change[6])


def test_the_version_named_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [LATEST]


def test_opening_again_keeps_everything(empty_url: str) -> None:
    with open_store(empty_url) as store:
        record_id = a_record(store, said("one"))
    with open_store(empty_url) as store:
        assert store.attempts.read(record_id)[0].payload == {"text": "one"}


def test_a_record_goes_on_after_the_server_has_looked_at_its_tables(empty_url: str) -> None:
    """PostgreSQL's autovacuum analyses tables by itself; connections that stay open live through it."""
    with open_store(empty_url) as store, open_store(empty_url) as other:
        record_id = a_record(store, said("one"))
        store.attempts.append(record_id, 1, [said("two")])
        with other._database.write() as connection:
            for table in ("record", "event", "kept_file"):
                connection.execute(text(f"ANALYZE {table}"))
        assert store.attempts.append(record_id, 2, [said("three")]).seq == 3


def test_several_processes_may_open_an_empty_database_at_once(empty_url: str) -> None:
    programs = [_program(OPEN, empty_url) for _ in range(2)]
    results = [program.communicate("go") for program in programs]
    assert [program.returncode for program in programs] == [0, 0], results
    with open_store(empty_url) as store:
        a_person(store)


def test_a_database_of_a_newer_program_is_refused_untouched(empty_url: str) -> None:
    with open_store(empty_url) as store, store._database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(empty_url)


@pytest.mark.parametrize(
    "url",
    ["", "sqlite://", "sqlite:///:memory:", "mysql://here/db", "notes.db", "sqlite:////proc/no/such/file.db"],
)
def test_an_address_that_cannot_be_used_is_refused_with_what_to_give_instead(url: str) -> None:
    with pytest.raises(BadStoreUrl, match=r"sqlite:///path/to/file\.db"):
        open_store(url)


def test_a_password_in_a_refused_address_is_not_repeated() -> None:
    with pytest.raises(BadStoreUrl) as refused:
        open_store("mysql://rowan:hunter2@here/db")
    assert "hunter2" not in str(refused.value)


def test_a_server_that_is_not_there_is_said_to_be_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        open_store("postgresql://nobody@127.0.0.1:1/none")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.db"
    notes.write_text("these are my notes\n" * 50)
    with pytest.raises(Exception, match=r"not a database|unreadable"):
        open_store(f"sqlite:///{notes}")
    assert notes.read_text().startswith("these are my notes")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner's mode")
def test_the_sqlite_file_is_its_owners_alone(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'new' / 's.db'}") as store:
        a_person(store)
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "new").iterdir()}
    assert set(modes.values()) == {0}, modes


def test_sqlite_runs_with_the_settings_that_durability_rests_on(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store, store._database.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000, "secure_delete": 1,
    }  # fmt: skip


def test_what_was_acknowledged_survives_a_kill_in_the_middle_of_appending(empty_url: str) -> None:
    with open_store(empty_url) as store:
        record_id = a_record(store)
        writer = _program(APPEND, empty_url, record_id)
        assert writer.stdout is not None
        for _ in range(25):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate()
        acknowledged = int((rest.split() or ["50"])[-1])
        stored = store.attempts.read(record_id)
        assert len(stored) >= acknowledged >= 50
        assert len(stored) % 2 == 0, "a batch is kept whole or not at all"
        assert [e.payload for e in stored] == [{"text": f"line {n + 1}"} for n in range(len(stored))]
        assert store.attempts.verify(record_id).intact
        store.attempts.append(record_id, len(stored), [said("going on")])


def test_all_that_is_done_in_a_transaction_is_kept_or_nothing(own_store: Store) -> None:
    record_id = a_record(own_store)
    with contextlib.suppress(ZeroDivisionError), own_store.transaction():
        own_store.audit.add(START, "u-1", "spoke", record_id)
        own_store.attempts.append(record_id, 0, [said("one")])
        assert own_store.attempts.head(record_id).seq == 1, "inside, one sees what one did"
        raise ZeroDivisionError
    assert own_store.attempts.head(record_id).seq == 0
    assert own_store.audit.list(subject=record_id).items == ()
    with own_store.transaction():
        own_store.attempts.append(record_id, 0, [said("one")])
        own_store.audit.add(START, "u-1", "spoke", record_id)
    assert own_store.attempts.head(record_id).seq == 1
    assert len(own_store.audit.list(subject=record_id).items) == 1


def test_a_refusal_caught_inside_a_transaction_does_not_spoil_the_rest(own_store: Store) -> None:
    login = a_person(own_store, login="rowan")
    with own_store.transaction():
        with pytest.raises(Exception, match="already"):
            a_person(own_store, login="ROWAN")
        own_store.people.set_pace(login, 4.5)
    assert own_store.people.get(login).pace == 4.5
