"""What a learner works on: the goals they chose and the tasks set for them. It starts no attempt."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from simulator.store.database import Database
from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.rows import must_exist
from simulator.store.schema import cohort, cohort_person, goal, person, set_task
from simulator.store.values import Goal, SetTask


class Goals:
    """The learners' chosen goals; earlier ones are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, learner_id: str, text: str, chosen_at: datetime) -> Goal:
        """Make this the learner's goal. Raises ``NotFound``."""
        with self._database.write() as connection:
            must_exist(connection, person, person.c.id, learner_id, "person")
            connection.execute(insert(goal).values(learner_id=learner_id, goal=text, chosen_at=chosen_at))
        return Goal(learner_id, text, chosen_at)

    def history(self, learner_id: str) -> list[Goal]:
        """Return every goal of the learner, the latest chosen first."""
        query = select(goal.c.learner_id, goal.c.goal, goal.c.chosen_at).where(
            goal.c.learner_id == learner_id
        )
        with self._database.read() as connection:
            return [Goal(*row) for row in connection.execute(query.order_by(goal.c.id.desc()))]

    def current(self, learner_id: str) -> Goal | None:
        """Return the goal chosen last, if any was."""
        history = self.history(learner_id)
        return history[0] if history else None


class SetTasks:
    """The tasks set for cohorts and learners."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, task: SetTask) -> SetTask:
        """Set a task. Raises ``ValueError`` unless it is for one cohort or one learner, ``NotFound``."""
        if (task.cohort_id is None) == (task.learner_id is None):
            raise ValueError("A task is set for one cohort or for one learner, never for both or neither.")
        with self._database.write(AlreadyExists("set task", task.id)) as connection:
            must_exist(connection, person, person.c.id, task.set_by, "person")
            if task.cohort_id is not None:
                must_exist(connection, cohort, cohort.c.id, task.cohort_id, "cohort")
            if task.learner_id is not None:
                must_exist(connection, person, person.c.id, task.learner_id, "person")
            connection.execute(insert(set_task).values(**asdict(task)))
        return task

    def get(self, task_id: str) -> SetTask:
        """Return one task. Raises ``NotFound``."""
        found = self._list(set_task.c.id == task_id)
        if not found:
            raise NotFound("set task", task_id)
        return found[0]

    def for_learner(self, learner_id: str) -> list[SetTask]:
        """Return what is set for the learner or for their open cohorts, the latest set first."""
        cohorts = (
            select(cohort_person.c.cohort_id)
            .join(cohort, cohort.c.id == cohort_person.c.cohort_id)
            .where(cohort_person.c.person_id == learner_id, cohort_person.c.part == "member")
            .where(cohort.c.closed_at.is_(None))
        )
        mine = or_(set_task.c.learner_id == learner_id, set_task.c.cohort_id.in_(cohorts))
        return self._list(mine, set_task.c.withdrawn_at.is_(None))

    def for_cohort(self, cohort_id: str) -> list[SetTask]:
        """Return what is set for the cohort, the latest set first."""
        return self._list(set_task.c.cohort_id == cohort_id, set_task.c.withdrawn_at.is_(None))

    def _list(self, *conditions: Any) -> list[SetTask]:
        query = select(set_task).where(*conditions).order_by(set_task.c.set_at.desc(), set_task.c.id)
        with self._database.read() as connection:
            return [SetTask(**row) for row in connection.execute(query).mappings()]

    def withdraw(self, task_id: str, at: datetime) -> SetTask:
        """Take the task back; attempts at it stay. Raises ``NotFound``."""
        with self._database.write() as connection:
            connection.execute(
                update(set_task)
                .where(set_task.c.id == task_id, set_task.c.withdrawn_at.is_(None))
                .values(withdrawn_at=at)
            )
            return self.get(task_id)
