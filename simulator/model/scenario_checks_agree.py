"""Advice where two places of a scenario say the same thing, and one of them says it otherwise.

Each is sound in itself; only the other place tells that a name was lost or points elsewhere.
"""

import re
from typing import Final

from simulator.model.organisation import Organisation
from simulator.model.scenario import Incident, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call

_OF_CAST: Final = re.compile(r"\{(\w+)\.phone\}")
_WORD: Final = re.compile(r"[a-z]{3,}")
_SMALL: Final = frozenset(("the", "and", "for", "with", "not", "out", "off", "other", "from", "that"))
_STEM: Final = 5
"""Words that begin alike are taken for one: fall and falls, leak and leaking."""
_MANNERS: Final = {
    "manner:rude": ("insult", "blame", "calm_down", "dismiss"),
    "manner:promise_of_time": ("promise_arrival",),
}
"""Words that are forbidden, by the manner in which anybody may say as much in other words."""


def check_agreement(checking: Checking) -> None:
    """Check callers and their numbers, facts and their calls, types and what is told, words and manners."""
    _numbers(checking)
    _calls(checking)
    _manners(checking)
    if checking.around.organisation is not None:
        _types(checking, checking.around.organisation)


def _numbers(checking: Checking) -> None:
    for name, call in checking.scenario.calls.items():
        for whose in _OF_CAST.findall(call.number_shown):
            known = checking.scenario.cast
            if whose != call.caller and whose in known and call.caller in known:
                checking.fault("S314", ("calls", name, "number_shown"), whose=whose, caller=call.caller)


def _calls(checking: Checking) -> None:
    scenario = checking.scenario
    if len({call.caller for call in scenario.calls.values()}) < 2:
        return
    for name, fact in scenario.facts.items():
        if not fact.call:
            checking.fault("S315", ("facts", name), fact=name)


def _manners(checking: Checking) -> None:
    for name, indicator in checking.scenario.indicators.items():
        for manner, words in _MANNERS.items():
            said = [act for act in words if act in indicator.never_says]
            if said and manner not in indicator.never_says:
                path = ("indicators", name, "never_says")
                checking.fault("S317", path, said=" and ".join(said), manner=manner)


def _types(checking: Checking, organisation: Organisation) -> None:
    codes = {code.id: (code.label, *code.said_as) for code in organisation.codes.incident_types}
    for name, incident in checking.scenario.incidents.items():
        said = codes.get(incident.type)
        if said is not None and not _stems(" ".join(said)) & _stems(
            _told_of(checking.scenario, name, incident)
        ):
            checking.fault("S316", ("incidents", name, "type"), type=incident.type, label=said[0])


def _told_of(scenario: Scenario, name: str, incident: Incident) -> str:
    """Return what a scenario says of what has happened in an incident."""
    first = first_call(scenario)
    calls = {call for call, script in scenario.calls.items() if script.incident == name}
    happened = [f for f in scenario.facts.values() if f.topic == "what" and (f.call or first) in calls]
    parts = [text for fact in happened for text in (fact.label, fact.value, *fact.accept)]
    return " ".join((incident.label, incident.because, *parts))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _SMALL}
