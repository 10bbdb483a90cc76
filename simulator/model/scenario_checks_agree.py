"""Advice where two places of a scenario say the same thing, and one of them says it otherwise.

Each is sound in itself; only the other place tells that a name was lost or points elsewhere.
"""

import re
from typing import Final

from simulator.model.organisation import Organisation
from simulator.model.scenario import Incident, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_labels import stems
from simulator.model.scenario_checks_sense import UNSAFE
from simulator.model.scenario_reach import first_call, incident_of

_OF_CAST: Final = re.compile(r"\{(\w+)\.phone\}")
_OF_NAME: Final = re.compile(r"\{(\w+)\.")
_SMALL: Final = frozenset(("the", "and", "for", "with", "not", "out", "off", "other", "from", "that"))
_SAID: Final = ("greets", "controls", "advises", "informs", "closes", "never_says")
_ADVICE: Final = ("advise_", "refuse_", "say_", "explain_", "stay_")
"""How acts begin that tell a caller something; nobody is marked for each question and each goodbye."""
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
    organisation = checking.around.organisation
    if organisation is not None:
        _types(checking, organisation)
        _unsafe(checking, organisation)
        _turned_on(checking)
        _grave(checking, organisation)


def _numbers(checking: Checking) -> None:
    for name, call in checking.scenario.calls.items():
        for whose in _OF_CAST.findall(call.number_shown):
            known = checking.scenario.cast
            if whose != call.caller and whose in known and call.caller in known:
                checking.fault("S314", ("calls", name, "number_shown"), whose=whose, caller=call.caller)


def _calls(checking: Checking) -> None:
    scenario = checking.scenario
    first = first_call(scenario)
    for name, fact in scenario.facts.items():
        call, named = scenario.calls.get(fact.call or first), _OF_NAME.match(fact.value)
        if fact.topic != "name" or call is None or named is None or named[1] == call.caller:
            continue
        if {named[1], call.caller} <= set(scenario.cast):
            path = ("facts", name, "value")
            checking.fault("S314", path, case="name", whose=named[1], caller=call.caller)
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
        if said is not None and not stems(" ".join(said), _SMALL) & stems(
            _told_of(checking.scenario, name, incident), _SMALL
        ):
            checking.fault("S316", ("incidents", name, "type"), type=incident.type, label=said[0])


def _told_of(scenario: Scenario, name: str, incident: Incident) -> str:
    """Return what a scenario says of what has happened in an incident."""
    first = first_call(scenario)
    calls = {call for call, script in scenario.calls.items() if script.incident == name}
    happened = [f for f in scenario.facts.values() if f.topic == "what" and (f.call or first) in calls]
    parts = [text for fact in happened for text in (fact.label, fact.value, *fact.accept)]
    return " ".join((incident.label, incident.because, *parts))


def _on_cards(scenario: Scenario, organisation: Organisation) -> set[str]:
    """Return what the cards for what happens in a scenario forbid."""
    types = {code for one in scenario.incidents.values() for code in (one.type, *one.other_types)}
    cards = [card for card in organisation.cards if types & set(card.types)]
    return {item.act for card in cards for item in card.never_say}


def _unsafe(checking: Checking, organisation: Organisation) -> None:
    """Check that unsafe advice to which a caller reacts is forbidden, and that what is forbidden is known."""
    scenario = checking.scenario
    forbidden = {act for one in scenario.indicators.values() for act in one.never_says}
    known = _on_cards(scenario, organisation)
    for name, call in scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            unsafe = [act for act in reaction.to if act.startswith(UNSAFE)]
            known.update(unsafe)
            for act in unsafe:
                if act not in forbidden:
                    checking.fault("S318", ("calls", name, "reactions", number), act=act)
    for name, one in scenario.indicators.items():
        for number, act in enumerate(one.never_says):
            if act.startswith(UNSAFE) and act not in known:
                checking.fault("S318", ("indicators", name, "never_says", number), case="only here", act=act)


def _turned_on(checking: Checking) -> None:
    """Check that what a learner has to say for a cue to come, or not to come, is what an indicator judges."""
    scenario = checking.scenario
    judged = {act for one in scenario.indicators.values() for kind in _SAID for act in getattr(one, kind)}
    asked = {act for fact in scenario.facts.values() for act in fact.asked_by}
    for name, cue in scenario.cues.items() if judged else ():
        for word, condition in (("when", cue.when), ("unless", cue.unless)):
            for act in dict.fromkeys((*condition.said, *condition.not_said)) if condition else ():
                if act.startswith(_ADVICE) and act not in judged | asked:
                    checking.fault("S321", ("cues", name, word), act=act)


def _grave(checking: Checking, organisation: Organisation) -> None:
    """Check that what endangers somebody is critical: unsafe advice, and the most urgent level not set."""
    scenario, on_cards = checking.scenario, _on_cards(checking.scenario, organisation)
    worst = next((one.id for one in organisation.priorities), "")
    for name, one in scenario.indicators.items():
        said = [act for act in one.never_says if act.startswith(UNSAFE) and act in on_cards]
        cue = scenario.cues.get(one.raises_priority)
        incident = scenario.incidents.get(incident_of(scenario, one))
        level = incident.priority if one.sets_priority and incident is not None else ""
        if one.critical:
            if level and level != worst:
                checking.fault("S319", ("indicators", name), case="not urgent", level=level, worst=worst)
        elif said:
            checking.fault("S319", ("indicators", name), act=said[0])
        elif worst and worst in (level, cue.raises_priority if cue is not None else ""):
            checking.fault("S319", ("indicators", name), case="level", level=worst)
