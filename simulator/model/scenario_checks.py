"""Checks of a scenario against its own parts and against its organisation, unit and phrase bank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from simulator.model.faults import Fault
from simulator.model.line_index import LineIndex
from simulator.model.organisation import Organisation
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit


@dataclass(frozen=True)
class Surroundings:
    """What a scenario refers to outside its own file; ``None`` where that could not be read."""

    organisation: Organisation | None
    unit: Unit | None
    shared_acts: Mapping[str, ActPhrasings]
    today: date | None = None


def blocks(fault: Fault) -> bool:
    """Tell whether a fault prevents playing: advice to the author (S300 and above) does not."""
    return not fault.code.startswith("S3")


def check_scenario(scenario: Scenario, index: LineIndex, text: str, around: Surroundings) -> list[Fault]:
    """Return everything wrong with a scenario that its shape alone does not show."""
    return []
