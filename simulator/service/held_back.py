"""Which questions an open assessment keeps to itself: practice shows nothing of them until its release.

Pure but for reading the store. It hands out ids only.
"""

from __future__ import annotations

from simulator.service.library import Library
from simulator.service.paper_records import asked_in_paper
from simulator.store.opening import Store


def held_back(store: Store, library: Library, learner_id: str) -> frozenset[str]:
    """Return the ids of the questions in a learner's assessments that were not released yet.

    Those of a report that is set as an assessment count before it is begun: its questions are known already.
    """
    papers = store.papers.of_learner(learner_id)
    assessed = [p for p in papers if p.mode == "assessment"]
    held = {name for p in assessed if p.released_at is None for name in asked_in_paper(store, p.id)}
    taken = {p.task_id for p in assessed}
    for task in store.papers.tasks_for_learner(learner_id):
        if task.sort == "report" and task.mode == "assessment" and task.id not in taken:
            briefs = library.reports(task.unit, task.organisation_id)
            held |= {part.question for b in briefs if b.id == task.brief for part in b.parts}
    return frozenset(held)
