"""Records keep their contract on SQLite and on PostgreSQL."""

import pytest
from hypothesis import given, settings

from simulator.store import NewEvent, Store
from tests.store.records_contract import RecordsContract, new_batches


class TestRecordsOnSqlite(RecordsContract):
    @pytest.fixture(scope="module")
    @classmethod
    def store(cls, sqlite_store: Store) -> Store:
        return sqlite_store

    @settings(max_examples=40)
    @given(batches=new_batches)
    def test_whatever_is_appended_reads_back_equal_and_verifies(
        self, store: Store, batches: list[list[NewEvent]]
    ) -> None:
        self.appends_read_back_equal(store, batches)


class TestRecordsOnPostgres(RecordsContract):
    @pytest.fixture(scope="module")
    @classmethod
    def store(cls, postgres_store: Store) -> Store:
        return postgres_store

    @settings(max_examples=40)
    @given(batches=new_batches)
    def test_whatever_is_appended_reads_back_equal_and_verifies(
        self, store: Store, batches: list[list[NewEvent]]
    ) -> None:
        self.appends_read_back_equal(store, batches)
