"""Plays the shipped scenarios by learners made of rules, and marks what they did."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.data_files import scenarios_folder
from simulator.marking.calls import mark
from simulator.model.events import Record
from simulator.model.findings import Marking
from simulator.proving.door import stage
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import MODEL, Plan
from simulator.service.library import Library
from tests.proving.stuck_judges import subject_of

SHIPPED = sorted(path.stem for path in (scenarios_folder() / "wendshire").glob("*.yaml"))
MARKED = [name for name in SHIPPED if name != "warm-up"]
_PLAYED: dict[tuple[str, str, Plan, int], Record] = {}


def played(library: Library, name: str, variant: str = "", *, plan: Plan = MODEL, seed: int = 1) -> Record:
    """Return the record of one play; what was played once is played no second time."""
    key = (name, variant, plan, seed)
    if key not in _PLAYED:
        _PLAYED[key] = freshly_played(library, name, variant, plan=plan, seed=seed)
    return _PLAYED[key]


def freshly_played(library: Library, name: str, variant: str = "", *, plan: Plan, seed: int) -> Record:
    """Return the record of one play, played now."""
    subject = subject_of(library, name)
    world = stage(subject.scenario, subject.organisation, seed, variant)
    return play_learner(world, subject.reader, subject.words, plan, seed)


def marked(library: Library, name: str, record: Record) -> Marking:
    """Return the marking of a record of a shipped scenario."""
    scenario = library.scenario(name)
    organisation, unit = library.organisation(scenario.organisation), library.unit(scenario.unit)
    return mark(record, scenario, organisation, unit)


def findings(library: Library, name: str, record: Record) -> dict[str, str]:
    """Return the finding of each criterion."""
    return {f.criterion: f.finding for f in marked(library, name, record).findings}


def not_shown(library: Library, name: str, record: Record) -> Iterator[str]:
    """Yield a sentence for each indicator that a play did not show, to read when a test fails."""
    for finding in marked(library, name, record).findings:
        for one in finding.indicators:
            if one.result not in ("shown", "no chance"):
                yield f"{one.criterion} {one.indicator}: {one.result}. {one.sentence}"
