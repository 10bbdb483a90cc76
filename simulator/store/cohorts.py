"""Cohorts: classes with a code to join by, their members and assessors. It authorises nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update

from simulator.store.database import Database
from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.rows import must_exist
from simulator.store.schema import cohort, cohort_person, person
from simulator.store.values import Cohort

Part = Literal["member", "assessor"]
_cohorts = select(cohort.c.id, cohort.c.name, cohort.c.class_code, cohort.c.created_at, cohort.c.closed_at)


def class_code_key(code: str) -> str:
    """Return a class code as kept and compared: capitals, without spaces and hyphens."""
    return "".join(code.split()).replace("-", "").upper()


class Cohorts:
    """The cohorts of one installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, cohort_id: str, name: str, class_code: str | None, created_at: datetime) -> Cohort:
        """Add a cohort. Raises ``AlreadyExists`` when the id or the code is in use."""
        code = None if class_code is None else class_code_key(class_code)
        with self._database.write(AlreadyExists("class code", class_code or cohort_id)) as connection:
            connection.execute(
                insert(cohort).values(id=cohort_id, name=name, class_code=code, created_at=created_at)
            )
        return Cohort(cohort_id, name, code, created_at, None)

    def get(self, cohort_id: str) -> Cohort:
        """Return one cohort. Raises ``NotFound``."""
        found = self._one(cohort.c.id == cohort_id)
        if found is None:
            raise NotFound("cohort", cohort_id)
        return found

    def by_code(self, class_code: str) -> Cohort | None:
        """Return the open cohort that can be joined with the code, or None."""
        return self._one(cohort.c.class_code == class_code_key(class_code), cohort.c.closed_at.is_(None))

    def _one(self, *conditions: Any) -> Cohort | None:
        with self._database.read() as connection:
            row: Any = connection.execute(_cohorts.where(*conditions)).first()
        return None if row is None else Cohort(*row)

    def all(self, *, include_closed: bool = False) -> list[Cohort]:
        """Return the cohorts by name."""
        query = _cohorts if include_closed else _cohorts.where(cohort.c.closed_at.is_(None))
        with self._database.read() as connection:
            return [Cohort(*row) for row in connection.execute(query.order_by(cohort.c.name, cohort.c.id))]

    def of_person(self, person_id: str, part: Part) -> list[Cohort]:
        """Return the open cohorts in which the person is a member, or an assessor, by name."""
        query = (
            _cohorts.join(cohort_person, cohort_person.c.cohort_id == cohort.c.id)
            .where(cohort_person.c.person_id == person_id, cohort_person.c.part == part)
            .where(cohort.c.closed_at.is_(None))
        )
        with self._database.read() as connection:
            return [Cohort(*row) for row in connection.execute(query.order_by(cohort.c.name, cohort.c.id))]

    def rotate_code(self, cohort_id: str, class_code: str | None) -> Cohort:
        """Replace the class code, or with None let nobody join. Raises ``AlreadyExists``, ``NotFound``."""
        code = None if class_code is None else class_code_key(class_code)
        with self._database.write(AlreadyExists("class code", class_code or "")) as connection:
            connection.execute(update(cohort).where(cohort.c.id == cohort_id).values(class_code=code))
            return self.get(cohort_id)

    def close(self, cohort_id: str, closed_at: datetime) -> Cohort:
        """Close the cohort and free its code. Raises ``NotFound``."""
        with self._database.write() as connection:
            connection.execute(
                update(cohort).where(cohort.c.id == cohort_id).values(closed_at=closed_at, class_code=None)
            )
            return self.get(cohort_id)

    def put(self, cohort_id: str, person_id: str, part: Part, since: datetime) -> None:
        """Make the person a member or an assessor; nothing changes if they are. Raises ``NotFound``."""
        key = self._key(cohort_id, person_id, part)
        with self._database.write(AlreadyExists("cohort member", person_id)) as connection:
            must_exist(connection, cohort, cohort.c.id, cohort_id, "cohort")
            must_exist(connection, person, person.c.id, person_id, "person")
            if connection.execute(select(cohort_person.c.since).where(*key)).first() is None:
                connection.execute(
                    insert(cohort_person).values(
                        cohort_id=cohort_id, person_id=person_id, part=part, since=since
                    )
                )

    def remove(self, cohort_id: str, person_id: str, part: Part) -> None:
        """End the person's part in the cohort; nothing changes if they had none."""
        with self._database.write() as connection:
            connection.execute(delete(cohort_person).where(*self._key(cohort_id, person_id, part)))

    def people(self, cohort_id: str, part: Part) -> frozenset[str]:
        """Return the ids of the cohort's members, or of its assessors."""
        query = select(cohort_person.c.person_id).where(
            cohort_person.c.cohort_id == cohort_id, cohort_person.c.part == part
        )
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def assesses(self, assessor_id: str, learner_id: str) -> bool:
        """Tell whether the one is an assessor of an open cohort in which the other is a member."""
        member = cohort_person.alias("member")
        query = (
            select(cohort_person.c.cohort_id)
            .join(member, member.c.cohort_id == cohort_person.c.cohort_id)
            .join(cohort, cohort.c.id == cohort_person.c.cohort_id)
            .where(cohort_person.c.person_id == assessor_id, cohort_person.c.part == "assessor")
            .where(member.c.person_id == learner_id, member.c.part == "member", cohort.c.closed_at.is_(None))
        )
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    @staticmethod
    def _key(cohort_id: str, person_id: str, part: Part) -> tuple[Any, ...]:
        c = cohort_person.c
        return c.cohort_id == cohort_id, c.person_id == person_id, c.part == part
