"""Which centre's questions a form about papers begins with: the one that was used last.

It offers a beginning and restricts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from simulator.service.access import Actor, require
from simulator.service.people import People
from simulator.store.attempts import AttemptFilter
from simulator.store.opening import Store


class UsualCentres:
    """The use cases of beginning a form with the centre that somebody works with."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people

    def of_learner(self, actor: Actor | None) -> str:
        """Return the id of the centre of the learner's latest paper or call; nothing before the first."""
        by = require(actor, "learner")
        papers = [(p.started_at, p.organisation_id) for p in self._store.papers.of_learner(by.person_id)]
        tasks = [(t.set_at, t.organisation_id) for t in self._store.papers.tasks_for_learner(by.person_id)]
        return _latest((*papers, *tasks, *self._calls(AttemptFilter(learner_id=by.person_id))))

    def of_class(self, actor: Actor | None, cohort_id: str) -> str:
        """Return the id of the centre of what was last set for a class in writing, else of its latest call.

        Raises:
            NotThere: the class is none of the actor's.
        """
        require(actor, "assessor", "tutor")
        self._people.class_of(actor, cohort_id)
        tasks = [(t.set_at, t.organisation_id) for t in self._store.papers.tasks_for_cohort(cohort_id)]
        return _latest(tasks) or _latest(self._calls(AttemptFilter(cohort_id=cohort_id)))

    def _calls(self, wanted: AttemptFilter) -> list[tuple[datetime, str]]:
        found = self._store.attempts.list(wanted, limit=20).items
        return [(a.started_at, a.organisation_id) for a in found if a.mode != "warm-up"]


def _latest(used: Iterable[tuple[datetime, str]]) -> str:
    return max(used, default=(None, ""), key=lambda one: one[0])[1]
