"""The acts that an indicator's kind words name; it judges nothing."""

from typing import Final

from simulator.model.condition import Condition, Ids, either
from simulator.model.reading import Value
from simulator.model.scenario import Indicator

TAKES_A_SLASH: Final[frozenset[tuple[type[Value], str]]] = frozenset(
    ((Condition, "said"), (Indicator, "advises"))
)
"""The fields of which an entry may name several acts that serve as well."""
_TOLD: Final = ("advises", "informs", "controls", "closes")


def acts_of(indicator: Indicator, kind: str) -> Ids:
    """Return the acts that stand under a kind word of acts, those that serve as well one by one."""
    return tuple(act for entry in getattr(indicator, kind) for act in either(entry))


def acts_told(indicator: Indicator) -> Ids:
    """Return the acts by which an indicator has a caller told, advised, settled or taken leave of."""
    return tuple(act for kind in _TOLD for act in acts_of(indicator, kind))
