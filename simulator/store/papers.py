"""Question papers, reports and turns of study: the row that lists them, their records, and their setting.

A row never says what was written; its record does. Both are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.rows import must_exist
from simulator.store.runs import Runs
from simulator.store.schema import cohort, cohort_person, paper, paper_task, person, record
from simulator.store.values import Head, NewEvent, NewPaper, Paper, PaperTask

MOST = 5000


class Papers(Runs):
    """The written tasks of one database; as ``Streams``, their records (a paper's id is its record's id)."""

    table = paper

    def start(self, new: NewPaper, events: Sequence[NewEvent]) -> Head:
        """Add the paper and its first events in one transaction; return the head.

        Raises ``AlreadyExists`` for a used id, ``NotFound`` for an unknown learner or a text of
        ``content`` that ``store.texts`` does not keep.
        """
        return self._begin(asdict(new) | {"status": "running"}, events)

    def release(self, paper_id: str, *, released_at: datetime, released_by: str) -> Paper:
        """Let the learner see what was found. A second release changes nothing. Raises ``NotFound``."""
        self._release(paper_id, released_at, released_by)
        return self.get(paper_id)

    def get(self, paper_id: str) -> Paper:
        """Return one paper. Raises ``NotFound``."""
        found = self._list(paper.c.id == paper_id)
        if not found:
            raise NotFound("paper", paper_id)
        return found[0]

    def of_learner(self, learner_id: str) -> list[Paper]:
        """Return the learner's papers, the latest start first."""
        return self._list(paper.c.learner_id == learner_id)

    def of_cohort(self, cohort_id: str) -> list[Paper]:
        """Return the ended papers of a class's present members, the latest start first."""
        members = select(cohort_person.c.person_id).where(
            cohort_person.c.cohort_id == cohort_id, cohort_person.c.part == "member"
        )
        return self._list(paper.c.learner_id.in_(members), paper.c.status != "running")

    def for_task(self, task_id: str) -> list[Paper]:
        """Return the papers written for one task, the latest start first."""
        return self._list(paper.c.task_id == task_id)

    def set_for(self, task: PaperTask) -> PaperTask:
        """Set a paper or a report for a class. Raises ``AlreadyExists``, ``NotFound``."""
        with self._database.write(AlreadyExists("paper task", task.id)) as connection:
            must_exist(connection, person, person.c.id, task.set_by, "person")
            must_exist(connection, cohort, cohort.c.id, task.cohort_id, "cohort")
            connection.execute(insert(paper_task).values(**asdict(task)))
        return task

    def tasks_for_learner(self, learner_id: str) -> list[PaperTask]:
        """Return what is set for the learner's open classes, the latest set first."""
        mine = (
            select(cohort_person.c.cohort_id)
            .join(cohort, cohort.c.id == cohort_person.c.cohort_id)
            .where(cohort_person.c.person_id == learner_id, cohort_person.c.part == "member")
            .where(cohort.c.closed_at.is_(None))
        )
        return self._tasks(paper_task.c.cohort_id.in_(mine))

    def tasks_for_cohort(self, cohort_id: str) -> list[PaperTask]:
        """Return what is set for a class, the latest set first."""
        return self._tasks(paper_task.c.cohort_id == cohort_id)

    def withdraw_task(self, task_id: str, at: datetime) -> None:
        """Take a task back; papers written for it stay."""
        with self._database.write() as connection:
            connection.execute(
                update(paper_task)
                .where(paper_task.c.id == task_id, paper_task.c.withdrawn_at.is_(None))
                .values(withdrawn_at=at)
            )

    def _tasks(self, *conditions: Any) -> list[PaperTask]:
        query = select(paper_task).where(*conditions, paper_task.c.withdrawn_at.is_(None))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(paper_task.c.set_at.desc(), paper_task.c.id))
            return [PaperTask(**{**r, "criteria": tuple(r["criteria"])}) for r in rows.mappings()]

    def _list(self, *conditions: Any) -> list[Paper]:
        query = (
            select(paper, record.c.head_seq)
            .join(record, record.c.id == paper.c.id)
            .where(*conditions)
            .order_by(paper.c.started_at.desc(), paper.c.id)
            .limit(MOST)
        )
        with self._database.read() as connection:
            return [Paper(**row) for row in connection.execute(query).mappings()]
