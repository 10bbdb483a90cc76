"""The acts that an indicator's kind words name; it judges nothing."""

from simulator.model.condition import Ids, either
from simulator.model.scenario import Indicator


def acts_of(indicator: Indicator, kind: str) -> Ids:
    """Return the acts that stand under a kind word of acts, those that serve as well one by one."""
    return tuple(act for entry in getattr(indicator, kind) for act in either(entry))
