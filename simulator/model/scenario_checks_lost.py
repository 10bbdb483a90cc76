"""Advice where what should be marked was lost: who is in danger, and before its end; who is beside himself.

Both follow from what the file says of facts and callers; each indicator that is left is sound in itself.
"""

from typing import Final

from simulator.model.scenario_checks_codes import Checking

_BESIDE_HIMSELF: Final = 8
"""The mood at which a caller who begins so cannot be asked before he is settled (0 calm, 10 panic)."""

_PANIC: Final = 10

_PERSONS: Final = ("people", "vulnerable", "dependents", "neighbours")
"""The topics under which it stands who is in danger."""


def check_lost(checking: Checking) -> None:
    """Check that who is in danger is told of, that an update follows it, and that the caller is settled."""
    _in_danger(checking)
    _updates(checking)
    _settling(checking)


def _in_danger(checking: Checking) -> None:
    """Check that where messages are marked, somebody is to be told of each who is in danger."""
    scenario, marking = checking.scenario, checking.scenario.indicators.values()
    told = {fact for one in marking for fact in one.carries}
    if not told:
        return
    told |= {
        fact
        for one in marking
        for party in one.sends
        if party in scenario.outside
        for fact in scenario.outside[party].needs
    }
    answered = [scenario.cues.get(cue) for one in marking for cue in one.answers_responder]
    told |= {fact for cue in answered if cue is not None for fact in cue.asks}
    declared = [one.deed.rpartition(" of ")[2] for one in scenario.dependencies if one.not_marked]
    for name, fact in scenario.facts.items():
        alone = fact.hazard and fact.pass_on and fact.topic in _PERSONS
        if alone and name not in told and name not in declared:
            checking.fault("S341", ("facts", name), fact=name)


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
