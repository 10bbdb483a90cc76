"""Advice where what should be marked was lost: each danger, and before its end; who is beside himself.

Both follow from what the file says of facts and callers; each indicator that is left is sound in itself.
"""

from typing import Final

from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking

_BESIDE_HIMSELF: Final = 8
"""The mood at which a caller who begins so cannot be asked before he is settled (0 calm, 10 panic)."""

_PANIC: Final = 10


def check_lost(checking: Checking) -> None:
    """Check that each danger is told of, that an update follows it, and that the caller is settled."""
    _dangers(checking)
    _updates(checking)
    _settling(checking)


def _dangers(checking: Checking) -> None:
    """Check that where messages are marked, somebody is to be told of each danger that is to be passed on.

    That has to hold in every variant in which the danger is met.
    """
    scenario = checking.scenario
    if not any(one.carries for one in scenario.indicators.values()):
        return
    told = _told_of(scenario)
    declared = [one.deed.rpartition(" of ")[2] for one in scenario.dependencies if one.not_marked]
    for name, fact in scenario.facts.items():
        if not (fact.hazard and fact.pass_on) or name in declared:
            continue
        call = scenario.calls.get(fact.call)
        met = fact.only_in or (call.only_in if call is not None else ()) or tuple(scenario.variants)
        left = [variant for variant in met if variant not in told.get(name, ())]
        if name not in told:
            checking.fault("S341", ("facts", name), fact=name)
        elif left:
            checking.fault("S341", ("facts", name), case="variant", fact=name, variants=", ".join(left))


def _told_of(scenario: Scenario) -> dict[str, set[str]]:
    """Return each fact that somebody is to be told by an indicator, with the variants in which it is."""
    told: dict[str, set[str]] = {}
    for one in scenario.indicators.values():
        cues = [scenario.cues[cue] for cue in one.answers_responder if cue in scenario.cues]
        bodies = [scenario.outside[party] for party in one.sends if party in scenario.outside]
        ways = [(one.carries, ()), *((cue.asks, cue.only_in) for cue in cues)]
        ways += [(body.needs, ()) for body in bodies]
        for facts, only_in in ways:
            meant = set(one.only_in or scenario.variants) & set(only_in or scenario.variants)
            for fact in facts:
                told.setdefault(fact, set()).update(meant)
    return told


def _updates(checking: Checking) -> None:
    """Check that whoever is to hear that a danger is over is to hear of the danger too."""
    scenario = checking.scenario
    told: dict[str, set[str]] = {}
    for one in scenario.indicators.values():
        told.setdefault(one.to, set()).update(one.carries)
    for name, one in scenario.indicators.items():
        for number, newer in enumerate(one.carries):
            for older, fact in scenario.facts.items():
                if fact.hazard and newer in fact.overtaken_by and older not in told[one.to]:
                    path = ("indicators", name, "carries", number)
                    checking.fault("S338", path, newer=newer, older=older, party=one.to)


def _settling(checking: Checking) -> None:
    """Check that a caller who begins beside himself is to be settled."""
    scenario = checking.scenario
    marking = [one for one in scenario.indicators.values() if one.mood_ends is not None]
    for name, call in scenario.calls.items():
        beside = _BESIDE_HIMSELF <= call.mood.start <= _PANIC
        if beside and not any(one.call in ("", name) for one in marking):
            checking.fault("S339", ("calls", name, "mood"), mood=call.mood.start)
