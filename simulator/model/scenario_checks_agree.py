"""Advice where two places of a scenario say the same thing, and one of them says it otherwise.

Each is sound in itself; only the other place tells that a name was lost or points elsewhere.
"""

import re
from typing import Final

from simulator.model.acts_judged import acts_of
from simulator.model.condition import either
from simulator.model.line_index import Step
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
    _elsewhere(checking)
    _manners(checking)
    _chances(checking)
    organisation = checking.around.organisation
    if organisation is not None:
        _types(checking, organisation)
        _unsafe(checking, organisation)
        _turned_on(checking, organisation)
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
    callers = {call.caller for call in scenario.calls.values()}
    for name, fact in scenario.facts.items() if len(scenario.calls) > 1 else ():
        telling = _telling(scenario, name)
        if not fact.call and (len(callers) > 1 or len(telling) < 2):
            checking.fault("S315", ("facts", name), fact=name)
        elif fact.call in scenario.calls and telling and telling[0] != fact.call:
            path = ("facts", name, "call")
            checking.fault("S315", path, case="elsewhere", fact=name, call=fact.call, first=telling[0])


def _elsewhere(checking: Checking) -> None:
    """Check that what a caller says or does once something is told waits for what that caller tells."""
    scenario = checking.scenario
    first = first_call(scenario)
    waiting: list[tuple[tuple[Step, ...], str, tuple[str, ...]]] = [
        (("cues", name, "when"), cue.call or first, cue.when.told)
        for name, cue in scenario.cues.items()
        if cue.by == "caller" and cue.says
    ]
    waiting += [
        (("calls", key, "reactions", number, "needs"), key, reaction.needs.told)
        for key, call in scenario.calls.items()
        for number, reaction in enumerate(call.reactions)
        if reaction.needs is not None
    ]
    for path, here, waits in waiting:
        calls = [scenario.facts[fact].call for fact in waits if fact in scenario.facts]
        if calls and all(call not in ("", here) for call in calls):
            checking.fault("S315", path, case="awaited", fact=waits[0], call=calls[0], here=here)


def _telling(scenario: Scenario, name: str) -> list[str]:
    """Return the calls in whose cues and reactions a fact is told, in the order of the file."""
    first = first_call(scenario)
    cues = {cue.call or first for cue in scenario.cues.values() if name in cue.tells}
    return [
        key
        for key, call in scenario.calls.items()
        if key in cues or any(name in reaction.tells for reaction in call.reactions)
    ]


def _manners(checking: Checking) -> None:
    for name, indicator in checking.scenario.indicators.items():
        for manner, words in _MANNERS.items():
            said = [act for act in words if act in indicator.never_says]
            if said and manner not in indicator.never_says:
                path = ("indicators", name, "never_says")
                checking.fault("S317", path, said=" and ".join(said), manner=manner)


def _types(checking: Checking, organisation: Organisation) -> None:
    """Check that what is told speaks of the type, and not more of another one in its group."""
    codes = {code.id: code for code in organisation.codes.incident_types}
    spoken = {key: stems(" ".join((code.label, *code.said_as)), _SMALL) for key, code in codes.items()}
    for name, incident in checking.scenario.incidents.items():
        told, path = stems(_told_of(checking.scenario, name, incident), _SMALL), ("incidents", name, "type")
        mine = codes.get(incident.type)
        if mine is None:
            continue
        if not spoken[mine.id] & told:
            checking.fault("S316", path, type=mine.id, label=mine.label)
            continue
        for other in codes.values():
            alike = other.group == mine.group and other.id not in incident.other_types
            more = (spoken[other.id] - spoken[mine.id]) & told
            if alike and len(more) > len((spoken[mine.id] - spoken[other.id]) & told):
                words = {"better": other.label, "other": other.id}
                checking.fault("S316", path, case="like", type=mine.id, label=mine.label, **words)
                break


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


def _turned_on(checking: Checking, organisation: Organisation) -> None:
    """Check that what a learner has to say for a cue to come, or not to come, is what an indicator judges.

    Not what gets a fact, which is judged by the fact, nor what may stay unmarked, such as taking leave.
    """
    scenario = checking.scenario
    judged: dict[str, set[str]] = {}
    for one in scenario.indicators.values():
        for act in (act for kind in _SAID for act in acts_of(one, kind)):
            judged.setdefault(act, set()).update(one.only_in or scenario.variants)
    free = {act for fact in scenario.facts.values() for act in fact.asked_by}
    free |= {act for rule in organisation.deeds if rule.noticed == "may" for act in rule.acts}
    for name, cue in scenario.cues.items() if judged else ():
        for word, condition in (("when", cue.when), ("unless", cue.unless)):
            for said in dict.fromkeys((*condition.said, *condition.not_said)) if condition else ():
                acts = either(said)
                known = [judged[act] for act in acts if act in judged]
                left = [v for v in cue.only_in or scenario.variants if not any(v in one for one in known)]
                if not known and free.isdisjoint(acts):
                    checking.fault("S321", ("cues", name, word), act=" or ".join(acts))
                elif known and left:
                    told = {"act": " or ".join(acts), "variants": ", ".join(left)}
                    checking.fault("S321", ("cues", name, word), case="variant", **told)


def _chances(checking: Checking) -> None:
    """Check that what is to be said once something is told is not awaited by a cue after another."""
    cues = [(name, cue) for name, cue in checking.scenario.cues.items() if cue.unless is not None]
    for name, one in checking.scenario.indicators.items():
        told = one.needs.told if one.needs is not None else ()
        acts = {act for kind in _SAID for act in acts_of(one, kind)}
        after = {
            fact: cue
            for cue, found in cues
            for said in (found.unless.said if found.unless is not None else ())
            if acts & {*either(said)}
            for fact in found.when.told
        }
        if told and after and not after.keys() & {*told}:
            fact, cue = next(iter(after.items()))
            path = ("indicators", name, "needs")
            checking.fault("S321", path, case="chance", told=told[0], fact=fact, cue=cue)


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
