"""Advice on the words by which facts are recognised: enough of them, and none that pass for another fact.

A log or a message is credited with every fact whose words it holds; where two share words, the debrief would
say that a thing was written down or passed on of which nothing was said. Nothing here prevents playing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from simulator.model.scenario import Fact, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.values import says

_WRITTEN: Final = ("logs", "notes", "carries", "reads_back")
_KEY: Final = re.compile(r"\{[^{}]*\}")
_ASIDE = re.compile(r"\([^()]*\)")
"""What is heard and not spoken, such as ``(one tap)``: nobody writes those words for the fact."""


def check_overlap(checking: Checking, filling: Mapping[str, str]) -> None:
    """Give advice on every way of writing a fact that fits what is told for another one.

    ``filling`` stands in for the cast. Two facts of which one replaces the other, or which never meet in one
    incident or variant, may share their words; so may those that say so (``also told by``).
    """

    def filled(text: str) -> str:
        return re.sub(r"\{([^{}]*)\}", lambda found: filling.get(found[1], ""), text)

    facts = checking.scenario.facts
    told = {
        name: [filled(_ASIDE.sub("", line)) for line in (fact.value, *_spoken(fact))]
        for name, fact in facts.items()
    }
    fits = {
        name: [(accept, filled(accept)) for accept in (fact.value, *fact.accept)]
        for name, fact in facts.items()
    }
    _one_way(checking)
    for name, fact in facts.items():
        for number, other in enumerate(fact.also_told_by):
            if other in facts and not any(
                says(line, wanted) for line in told[other] for _, wanted in fits[name]
            ):
                checking.fault("S329", ("facts", name, "also_told_by", number), fact=name, other=other)
    for name, other in _pairs(checking.scenario):
        for accept, wanted in fits[name]:
            if any(says(line, wanted) for line in told[other]):
                checking.fault("S309", ("facts", name), accept=accept, other=other)
                break


def _spoken(fact: Fact) -> tuple[str, str]:
    return fact.says, fact.says_again


def _pairs(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield every fact with every other that it must be told apart from."""
    for name, fact in scenario.facts.items():
        for other, that in scenario.facts.items():
            known = (other in fact.also_told_by, fact.replaces == other, that.replaces == name)
            if name != other and fact.value and not any(known) and _meet(scenario, fact, that):
                yield name, other


def _meet(scenario: Scenario, one: Fact, other: Fact) -> bool:
    """Tell whether two facts can stand in the log of one incident in one variant of the scenario."""
    if one.only_in and other.only_in and not set(one.only_in) & set(other.only_in):
        return False
    calls = scenario.calls
    ours = [call for key, call in calls.items() if one.call in ("", key)]
    theirs = [call for key, call in calls.items() if other.call in ("", key)]
    return any(
        a.incident == b.incident and (not a.only_in or not b.only_in or set(a.only_in) & set(b.only_in))
        for a in ours
        for b in theirs
    )


def _one_way(checking: Checking) -> None:
    """Check that what is to be written or passed on may be written in more than one way.

    A number, and whatever the cast fills in whole, is written as it is.
    """
    scenario = checking.scenario
    wanted = {
        fact for one in scenario.indicators.values() for kind in _WRITTEN for fact in getattr(one, kind)
    }
    for name, fact in scenario.facts.items():
        plain = _KEY.sub("", fact.value).strip()
        if name in wanted and len(plain.split()) > 1 and not fact.accept and fact.topic != "where":
            checking.fault("S336", ("facts", name), fact=name, value=fact.value)
