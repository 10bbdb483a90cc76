"""Portfolios: one learner's record for one unit (findings shown, decisions, releases, signatures)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from simulator.store.errors import NotFound, StoreError
from simulator.store.rows import must_exist, new_id
from simulator.store.schema import person, portfolio
from simulator.store.streams import Streams, open_record
from simulator.store.values import Portfolio

_portfolios = select(portfolio.c.id, portfolio.c.learner_id, portfolio.c.unit, portfolio.c.opened_at)


class Portfolios(Streams):
    """The portfolios of one database; as ``Streams``, their records."""

    def open(self, learner_id: str, unit: str, opened_at: datetime) -> Portfolio:
        """Return the learner's portfolio for the unit, adding an empty one at need. Raises ``NotFound``."""
        taken = StoreError("another process opened this portfolio")
        try:
            with self._database.write(taken) as connection:
                found = self._find(connection, learner_id, unit)
                if found is not None:
                    return found
                must_exist(connection, person, person.c.id, learner_id, "person")
                made = Portfolio(new_id("p"), learner_id, unit, opened_at)
                open_record(connection, made.id, "portfolio")
                connection.execute(
                    insert(portfolio).values(
                        id=made.id, learner_id=learner_id, unit=unit, opened_at=opened_at
                    )
                )
                return made
        except StoreError as error:
            if error is not taken:
                raise
        with self._database.read() as connection:
            found = self._find(connection, learner_id, unit)
        if found is None:
            raise taken
        return found

    @staticmethod
    def _find(connection: Connection, learner_id: str, unit: str) -> Portfolio | None:
        query = _portfolios.where(portfolio.c.learner_id == learner_id, portfolio.c.unit == unit)
        row: Any = connection.execute(query).first()
        return None if row is None else Portfolio(*row)

    def get(self, portfolio_id: str) -> Portfolio:
        """Return one portfolio. Raises ``NotFound``."""
        with self._database.read() as connection:
            row: Any = connection.execute(_portfolios.where(portfolio.c.id == portfolio_id)).first()
        if row is None:
            raise NotFound("portfolio", portfolio_id)
        return Portfolio(*row)

    def find(self, learner_id: str, unit: str) -> Portfolio | None:
        """Return the learner's portfolio for the unit, if it was opened."""
        with self._database.read() as connection:
            return self._find(connection, learner_id, unit)

    def all(self) -> list[Portfolio]:
        """Return every portfolio, by its learner's id and unit."""
        query = _portfolios.order_by(portfolio.c.learner_id, portfolio.c.unit)
        with self._database.read() as connection:
            return [Portfolio(*row) for row in connection.execute(query)]

    def of_learner(self, learner_id: str) -> list[Portfolio]:
        """Return the learner's portfolios, by unit."""
        query = _portfolios.where(portfolio.c.learner_id == learner_id).order_by(portfolio.c.unit)
        with self._database.read() as connection:
            return [Portfolio(*row) for row in connection.execute(query)]
