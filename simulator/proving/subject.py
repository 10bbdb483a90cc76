"""What is proved, and with what; it plays nothing and marks nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.marking.calls import judge
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.proving.door import ReadsText
from simulator.proving.judged import Judging
from simulator.proving.plan import VARIATIONS, Plan
from simulator.proving.proof import RANDOM_PLAYS

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Subject:
    """What is proved, and with what: scenario, organisation, unit, a reader, the shared phrasings.

    ``ways`` are those of the other ways of doing the job that are tried, ``random_plays`` how many plays at
    random; a proof that is to be relied upon tries all.
    """

    scenario: Scenario
    organisation: Organisation
    unit: Unit
    reader: ReadsText
    words: Words
    judging: Judging = field(default=judge)
    seed: int = 1
    random_plays: int = RANDOM_PLAYS
    ways: tuple[Plan, ...] = VARIATIONS

    @property
    def variants(self) -> tuple[str, ...]:
        """Return the forms that are proved: the scenario's variants, or the one that has no name."""
        return forms_of(self.scenario)


def forms_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the forms of a scenario that are proved: its variants, or the one that has no name."""
    return tuple(scenario.variants) or ("",)
