"""The occupational standard behind a unit: its performance criteria, and what of a call can show each.

It holds no coverage: that is counted from the scenarios by whoever asks.
"""

from pathlib import Path
from typing import Literal

from simulator.model.faults import Fault
from simulator.model.reading import Value
from simulator.model.scenario import Indicator, kind_of
from simulator.model.typed_reading import read_model

FILE = "standards.yaml"


class Performance(Value):
    """One performance criterion; ``kinds`` empty: every kind of indicator of its criteria shows it."""

    id: str
    says: str
    criteria: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    def shown_by(self, indicator: Indicator) -> bool:
        """Tell whether an indicator is one by which a call can show this."""
        return indicator.criterion in self.criteria and (not self.kinds or kind_of(indicator) in self.kinds)


class Standard(Value):
    """One occupational standard."""

    format: Literal["1"]
    number: str
    name: str
    performance: tuple[Performance, ...]


def load_standard(folder: Path) -> tuple[Standard | None, list[Fault]]:
    """Read the standard of a unit's folder; none there is no fault."""
    path = folder / FILE
    if not path.is_file():
        return None, []
    found, faults, _ = read_model(path, Standard)
    return found, faults
