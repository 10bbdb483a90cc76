"""The time that marking allows, by the kind of an indicator, where neither it nor its incident gives one.

It judges nothing, and changes no limit that a scenario gives.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulator.marking.log import NOTE_SECONDS
from simulator.marking.passed_on import CARRY_SECONDS
from simulator.marking.priority_and_resources import RAISE_SECONDS
from simulator.marking.questions import REPLY_SECONDS
from simulator.model.scenario import Indicator, kind_of

OWN_LIMITS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "carries": CARRY_SECONDS,
        "notes": NOTE_SECONDS,
        "answers_responder": REPLY_SECONDS,
        "raises_priority": RAISE_SECONDS,
    }
)
"""Seconds, by kind of indicator."""


def limit_of(one: Indicator) -> float | None:
    """Return the seconds within which an indicator asks for something, its own or marking's, if any."""
    return OWN_LIMITS.get(kind_of(one)) if one.within is None else one.within
