"""Opens a database, brought up to date, as one ``Store``. It holds no rule of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from simulator.store.attempts import Attempts
from simulator.store.cohorts import Cohorts
from simulator.store.database import Database
from simulator.store.keeping import Audit, Drafts, Files, Settings, Texts
from simulator.store.learning import Goals, SetTasks
from simulator.store.migrations import migrate
from simulator.store.papers import Papers
from simulator.store.people import Claim, People
from simulator.store.portfolios import Portfolios
from simulator.store.restoring import Restoring
from simulator.store.sign_ins import SignIns


class Store:
    """Everything durable, grouped by what it is about. Threads may share one store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.attempts = Attempts(database)
        self.papers = Papers(database)
        self.portfolios = Portfolios(database)
        self.restoring = Restoring(database)
        self.people = People(database)
        self.claim = Claim(database)
        self.cohorts = Cohorts(database)
        self.sign_ins = SignIns(database)
        self.goals = Goals(database)
        self.set_tasks = SetTasks(database)
        self.texts = Texts(database)
        self.files = Files(database)
        self.drafts = Drafts(database)
        self.audit = Audit(database)
        self.settings = Settings(database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that this thread does with the store inside the block one: all kept, or none.

        Nothing inside is durable before the block ends; an exception that leaves it undoes everything.
        Keep slow work (hashing a password, reading files) outside: on SQLite everybody else's writes wait.
        """
        with self._database.write():
            yield

    def close(self) -> None:
        """Close the connections. The store cannot be used afterwards by design, only reopened."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str) -> Store:
    """Open ``sqlite:///path`` or ``postgresql://…`` and bring its tables up to date.

    Safe while other processes open the same database. Raises ``BadStoreUrl``, ``StoreUnavailable``,
    ``StoreTooNew``.
    """
    database = Database(url)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Store(database)
