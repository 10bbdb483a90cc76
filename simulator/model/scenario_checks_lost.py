"""Advice where what should be marked was lost: each danger, asked for, told and ended; who is beside himself.

Both follow from what the file says of facts and callers; each indicator that is left is sound in itself.
"""

from typing import Final

from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking

_BESIDE_HIMSELF: Final = 8
"""The mood at which a caller who begins so cannot be asked before he is settled (0 calm, 10 panic)."""

_PANIC: Final = 10


def check_lost(checking: Checking) -> None:
    """Check that each danger is got and told of, that an update follows, and that the caller is settled."""
    _not_greeted(checking)
    _not_asked(checking)
    _dangers(checking)
    _updates(checking)
    _settling(checking)
    _apart(checking)


def _not_greeted(checking: Checking) -> None:
    """Check that where the criterion of the greeting is claimed, how a call is opened is marked."""
    organisation, scenario = checking.around.organisation, checking.scenario
    rules = organisation.deeds if organisation is not None else ()
    for rule in rules:
        claimed = [criterion for criterion in rule.criteria if criterion in scenario.criteria]
        if rule.id == "greet" and claimed and not any(one.greets for one in scenario.indicators.values()):
            checking.fault("S387", ("criteria",), clause=rule.clause, criterion=claimed[0])


def _not_asked(checking: Checking) -> None:
    """Check that it is marked of each danger that has to be written that it is got, whatever else brings it.

    Not of what opens the call and what comes by itself. What nothing else brings is S238's.
    """
    scenario = checking.scenario
    marked = {fact for one in scenario.indicators.values() for fact in (*one.obtains, *one.reads_back)}
    written = {fact for one in scenario.indicators.values() for fact in one.logs}
    brought = {fact for call in scenario.calls.values() for one in call.reactions for fact in one.tells}
    news = {fact for cue in scenario.cues.values() for fact in cue.tells}
    for name in written & brought - marked - news:
        fact = scenario.facts.get(name)
        if fact is not None and fact.hazard and fact.asked_by and fact.told is None and not fact.replaces:
            checking.fault("S358", ("facts", name), fact=name)


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


def _apart(checking: Checking) -> None:
    """Check that calls that are to be kept apart are two at least."""
    for name, one in checking.scenario.indicators.items():
        if len({*one.keeps_apart}) == 1:
            checking.fault("S362", ("indicators", name, "keeps_apart"), call=one.keeps_apart[0])
