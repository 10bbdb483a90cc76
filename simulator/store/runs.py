"""What calls and written tasks share in the store: a row that lists a run, beside its record.

A row never says what happened. Row and record are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Table, insert, update

from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.rows import must_exist
from simulator.store.schema import kept_text, person
from simulator.store.streams import Streams, append_events, open_record, seal_record
from simulator.store.values import Head, NewEvent, Status


class Runs(Streams):
    """The runs that one table lists; a run's id is also the id of its record."""

    table: ClassVar[Table]

    def _begin(self, row: dict[str, Any], events: Sequence[NewEvent]) -> Head:
        """Add a run and its first events in one transaction; return the head.

        Raises ``AlreadyExists`` for a used id, ``NotFound`` for an unknown learner or a text of
        ``content`` that ``store.texts`` does not keep.
        """
        with self._database.write(AlreadyExists(self.table.name, row["id"])) as connection:
            must_exist(connection, person, person.c.id, row["learner_id"], "person")
            for digest in row["content"].values():
                must_exist(connection, kept_text, kept_text.c.digest, digest, "text")
            open_record(connection, row["id"], "attempt")
            connection.execute(insert(self.table).values(**row))
            return append_events(connection, row["id"], 0, events)

    def finish(
        self,
        run_id: str,
        expected_seq: int,
        events: Sequence[NewEvent],
        *,
        status: Status,
        ended_at: datetime,
    ) -> Head:
        """Append the last events, set the status and seal the record (at ``ended_at``), all or nothing.

        Raises as ``append`` does.
        """
        with self._database.write() as connection:
            head = self.append(run_id, expected_seq, events)
            row = update(self.table).where(self.table.c.id == run_id)
            connection.execute(row.values(status=status, ended_at=ended_at))
            return seal_record(connection, run_id, ended_at, head.seq)

    def _release(self, run_id: str, released_at: datetime, released_by: str) -> None:
        """Let the learner see what was found. A second release changes nothing. Raises ``NotFound``."""
        rows = self.table
        with self._database.write(NotFound("person", released_by)) as connection:
            unreleased = update(rows).where(rows.c.id == run_id, rows.c.released_at.is_(None))
            connection.execute(unreleased.values(released_at=released_at, released_by=released_by))
