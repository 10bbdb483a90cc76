"""People and their rows keep their contract on SQLite and on PostgreSQL; so does the claim of each."""

import pytest

from simulator.store import AlreadyExists, ClaimRefused, NewPerson, Store, new_id
from tests.store.making import START, a_person, at
from tests.store.people_contract import PeopleContract


class TestPeopleOnSqlite(PeopleContract):
    @pytest.fixture(scope="module")
    @classmethod
    def store(cls, sqlite_store: Store) -> Store:
        return sqlite_store


class TestPeopleOnPostgres(PeopleContract):
    @pytest.fixture(scope="module")
    @classmethod
    def store(cls, postgres_store: Store) -> Store:
        return postgres_store


def administrator(login: str = "first") -> NewPerson:
    return NewPerson(
        id=new_id("u"),
        display_name="Morgan Tay",
        login_name=login,
        roles=frozenset({"administrator"}),
        created_at=at(9),
    )


def test_the_newest_claim_token_makes_one_administrator_once(own_store: Store) -> None:
    claim = own_store.claim
    assert claim.is_open()
    with pytest.raises(ClaimRefused):
        claim.use("guess", administrator())
    assert claim.offer("old token", START)
    assert claim.offer("new token", at(1))
    with pytest.raises(ClaimRefused):
        claim.use("old token", administrator())
    a_person(own_store, login="taken")
    with pytest.raises(AlreadyExists):
        claim.use("new token", administrator("TAKEN"))
    assert claim.is_open(), "a refused name does not spend the token"
    first = claim.use("new token", administrator())
    assert own_store.people.get(first.id) == first
    assert not claim.is_open()
    with pytest.raises(ClaimRefused):
        claim.use("new token", administrator("second"))
    assert not claim.offer("another token", at(2))
    with pytest.raises(ClaimRefused):
        claim.use("another token", administrator("second"))
