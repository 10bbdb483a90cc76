"""What a learner finds at home: what is set, what their calls have shown, the goal they chose.

It counts findings of released attempts only and gives no percentages; it starts and marks nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.model.findings import FindingWord
from simulator.model.scenario import Scenario
from simulator.service.access import Actor, require
from simulator.service.attempts import Attempts
from simulator.service.errors import ServiceError
from simulator.service.library import Library
from simulator.service.people import People
from simulator.store.opening import Store
from simulator.store.values import Attempt, SetTask, TaskMode


@dataclass(frozen=True)
class TaskForMe:
    """Something set for a learner: the kind of call (never its title), by when, and whether it is done."""

    task: SetTask
    kind_of_call: str
    length: int
    content_note: str
    done: bool


@dataclass(frozen=True)
class Offer:
    """A call that a learner may take now: its centre, kind and length, never its title."""

    scenario_id: str
    kind_of_call: str
    length: int
    content_note: str
    times_taken: int
    difficulty: int
    centre: str
    centre_name: str


@dataclass(frozen=True)
class ToSet:
    """A call as staff choose it for a class; ``why_not`` says why it cannot be set for now.

    ``reserved``: it is for assessment alone, so that no learner finds it in the catalogue beforehand.
    """

    scenario_id: str
    title: str
    kind_of_call: str
    centre_name: str
    length: int
    why_not: str = ""
    reserved: bool = False


class Learning:
    """The use cases of a learner's home, and of setting tasks."""

    def __init__(
        self,
        store: Store,
        library: Library,
        attempts: Attempts,
        people: People,
        now: Callable[[], datetime],
        *,
        why_not_assessed: Callable[[str], str],
    ) -> None:
        self._why_not_assessed = why_not_assessed
        self._store = store
        self._library = library
        self._attempts = attempts
        self._people = people
        self._now = now

    def offers(self, actor: Actor | None) -> tuple[Offer, ...]:
        """Return the practice calls: first those never taken, then the one taken longest ago.

        A call just taken comes last of all, so that neither the bare button nor *Another call* offers it
        again while there is another. The centre at which the learner took a call last comes first (at the
        beginning that of the warm-up), so that nobody changes desks with every call.
        """
        by = require(actor, "learner")
        taken, last = self._taken(by), self._last_taken(by)
        offers = [
            self._offer(s, taken.get(s.id, 0)) for s in self._library.scenarios() if "practice" in s.used_for
        ]
        here = self._centre_now(last)
        never = datetime.min.replace(tzinfo=self._now().tzinfo)
        return tuple(
            sorted(
                offers,
                key=lambda o: (
                    last.get(o.scenario_id, never),
                    o.centre != here,
                    o.centre,
                    o.difficulty,
                    o.scenario_id,
                ),
            )
        )

    def _centre_now(self, last: dict[str, datetime]) -> str:
        """Return the organisation of the call taken last; before the first, that of the warm-up."""
        known = {s.id: s for s in self._library.scenarios()}
        taken = sorted((name for name in last if name in known), key=lambda name: last[name])
        warm_up = next((s.organisation for s in known.values() if "warm-up" in s.used_for), "")
        return known[taken[-1]].organisation if taken else warm_up

    def warm_up(self, actor: Actor | None) -> Offer | None:
        """Return the warm-up call, when the library has one."""
        by = require(actor, "learner")
        found = next((s for s in self._library.scenarios() if "warm-up" in s.used_for), None)
        return self._offer(found, self._taken(by).get(found.id, 0)) if found else None

    def tasks(self, actor: Actor | None) -> tuple[TaskForMe, ...]:
        """Return what is set for the learner, the undone and soonest due first."""
        by = require(actor, "learner")
        done = {a.set_task_id for a in self._attempts.past(actor, limit=300) if a.status == "finished"}
        tasks: list[TaskForMe] = []
        for task in self._store.set_tasks.for_learner(by.person_id):
            scenario = self._library.find(task.scenario_id)
            if scenario is not None and task.withdrawn_at is None:
                tasks.append(
                    TaskForMe(
                        task,
                        scenario.kind_of_call,
                        scenario.target_time,
                        scenario.content_note,
                        task.id in done,
                    )
                )
        latest = datetime.max.replace(tzinfo=self._now().tzinfo)
        return tuple(sorted(tasks, key=lambda t: (t.done, t.task.due_at or latest)))

    def shown_so_far(
        self, actor: Actor | None, findings_of: Callable[[str], dict[str, FindingWord]]
    ) -> dict[str, dict[FindingWord, int]]:
        """Return for each criterion how many of the learner's calls came to which finding."""
        counts: dict[str, dict[FindingWord, int]] = {}
        for attempt in self._attempts.past(actor, limit=50):
            if attempt.status == "running" or attempt.mode == "warm-up":
                continue
            if attempt.mode == "assessment" and attempt.released_at is None:
                continue
            for criterion, word in findings_of(attempt.id).items():
                row = counts.setdefault(criterion, {})
                row[word] = row.get(word, 0) + 1
        return counts

    def goal(self, actor: Actor | None) -> str:
        """Return the goal that the learner chose last, or nothing."""
        by = require(actor, "learner")
        current = self._store.goals.current(by.person_id)
        return current.goal if current else ""

    def keep_goal(self, actor: Actor | None, text: str) -> None:
        """Make this the learner's goal for the next call."""
        by = require(actor, "learner")
        if not text.strip():
            raise ServiceError("Choose a goal, or write one in your own words.", "goal")
        self._store.goals.choose(by.person_id, text.strip()[:300], self._now())

    def to_set(self, actor: Actor | None, mode: TaskMode) -> tuple[ToSet, ...]:
        """Return the calls that are offered for a mode, by centre and title."""
        require(actor, "assessor", "tutor", "administrator")
        offered = [s for s in self._library.scenarios() if mode in s.used_for]
        found = [
            ToSet(
                s.id,
                s.title,
                s.kind_of_call,
                self._library.organisation(s.organisation).name,
                s.target_time,
                self._why_not_assessed(s.id) if mode == "assessment" else "",
                reserved=s.used_for == ("assessment",),
            )
            for s in offered
        ]
        return tuple(sorted(found, key=lambda one: (one.centre_name, one.title, one.scenario_id)))

    def set_task(
        self,
        actor: Actor | None,
        scenario_id: str,
        mode: TaskMode,
        *,
        cohort_id: str,
        due_at: datetime | None,
    ) -> SetTask:
        """Set a scenario for a class that the actor looks after."""
        by = require(actor, "assessor", "tutor")
        self._people.class_of(actor, cohort_id)
        scenario = self._library.scenario(scenario_id)
        if mode not in scenario.used_for:
            raise ServiceError(f"{scenario.title} is not offered for {mode}.", "mode")
        if mode == "assessment" and (why := self._why_not_assessed(scenario_id)):
            raise ServiceError(why, "mode")
        task = SetTask(
            id=uuid.uuid4().hex,
            scenario_id=scenario_id,
            mode=mode,
            set_by=by.person_id,
            set_at=self._now(),
            cohort_id=cohort_id,
            due_at=due_at,
        )
        self._store.audit.add(self._now(), by.person_id, "set task", task.id, {"scenario": scenario_id})
        return self._store.set_tasks.add(task)

    def _taken(self, by: Actor) -> dict[str, int]:
        taken: dict[str, int] = {}
        attempts: tuple[Attempt, ...] = self._attempts.past(by, limit=300)
        for attempt in attempts:
            taken[attempt.scenario_id] = taken.get(attempt.scenario_id, 0) + 1
        return taken

    def _last_taken(self, by: Actor) -> dict[str, datetime]:
        """Return when each scenario was last begun; ``past`` gives the latest first."""
        last: dict[str, datetime] = {}
        for attempt in self._attempts.past(by, limit=300):
            last.setdefault(attempt.scenario_id, attempt.started_at)
        return last

    def _offer(self, scenario: Scenario, taken: int) -> Offer:
        return Offer(
            scenario.id,
            scenario.kind_of_call,
            scenario.target_time,
            scenario.content_note,
            taken,
            scenario.difficulty,
            scenario.organisation,
            self._library.organisation(scenario.organisation).name,
        )
