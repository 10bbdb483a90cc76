"""Checks that a scenario fits its organisation: cards, trees, crews, places, and whom things are told."""

from typing import Final

from simulator.model.condition import either
from simulator.model.organisation import Organisation
from simulator.model.scenario import Incident, Indicator, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_sense import UNSAFE
from simulator.model.scenario_reach import incident_of

_ON_A_CALL: Final = ("answers_within", "greets", "closes", "mood_ends", "controls", "advises", "informs")
_OF_AN_INCIDENT: Final = (
    *("log_type", "sets_priority", "gives_reason", "raises_priority"),
    *("deploys", "sends", "carries", "escalates"),
)
_SAID: Final = ("informs", "controls", "closes")
_ADVICE: Final = "advise_"
_LISTENING: Final = ("acknowledge", "signpost")
"""How somebody shows that they listen, and where the talk is going: said anywhere, laid down nowhere."""
_TO_A_PARTY: Final = ("uses_medium", "wording", "concise", "obtains_response")
_TOLD: Final = ("obtains", "reads_back")


def check_fit(checking: Checking) -> None:
    """Check indicators and incidents against the organisation, and each other."""
    for name, indicator in checking.scenario.indicators.items():
        _which_call(checking, name, indicator)
        _stands_there(checking, name, indicator)
    organisation = checking.around.organisation
    if organisation is None:
        return
    for name, indicator in checking.scenario.indicators.items():
        _cards(checking, organisation, name, indicator)
        _aside(checking, organisation, name, indicator)
        _told(checking, organisation, name, indicator)
        _tree(checking, organisation, name, indicator)
    for name, incident in checking.scenario.incidents.items():
        _type(checking, organisation, name, incident)
        _place(checking, organisation, name, incident)
    _outside(checking, organisation)


def _which_call(checking: Checking, name: str, indicator: Indicator) -> None:
    """Check that of several calls or incidents the one is named, and that its caller knows what is judged."""
    scenario = checking.scenario
    kind = next((kind for kind in _ON_A_CALL if getattr(indicator, kind) not in ((), None)), "")
    if kind and not indicator.call and len(scenario.calls) > 1:
        checking.fault("S234", ("indicators", name), kind=kind.replace("_", " "))
    kind = next((kind for kind in _OF_AN_INCIDENT if getattr(indicator, kind)), "")
    if kind and not (indicator.incident or indicator.call) and len(scenario.incidents) > 1:
        checking.fault("S332", ("indicators", name), kind=kind.replace("_", " "))
    if indicator.reads_back and not indicator.call and len(scenario.calls) > 1:
        checking.fault("S332", ("indicators", name), case="call")
    for word in _TOLD if indicator.call else ():
        for number, fact_id in enumerate(getattr(indicator, word)):
            fact = scenario.facts.get(fact_id)
            if fact is not None and fact.call not in ("", indicator.call):
                checking.fault(
                    "S234", ("indicators", name, word, number), case="fact", fact=fact_id, call=fact.call
                )


def _stands_there(checking: Checking, name: str, indicator: Indicator) -> None:
    """Check that the call and the cues that an indicator names come in the variants in which it stands."""
    scenario = checking.scenario
    mine = set(indicator.only_in or scenario.variants)
    call = scenario.calls.get(indicator.call)
    if call is not None and call.only_in and mine.isdisjoint(call.only_in):
        checking.fault("S234", ("indicators", name, "call"), case="variant", call=indicator.call)
    asking = [scenario.cues[cue] for cue in indicator.answers_responder if cue in scenario.cues]
    if asking and all(cue.only_in and mine.isdisjoint(cue.only_in) for cue in asking):
        checking.fault("S223", ("indicators", name, "answers_responder"), case="cue")


def _types(scenario: Scenario, indicator: Indicator) -> set[str]:
    """Return the types of the incident that an indicator is about; of all, where that is not known."""
    mine = scenario.incidents.get(incident_of(scenario, indicator))
    incidents = scenario.incidents.values() if mine is None else (mine,)
    return {code for one in incidents for code in (one.type, *one.other_types)}


def _cards(checking: Checking, organisation: Organisation, name: str, indicator: Indicator) -> None:
    """Check that advice stands on a card for what has happened, and that no card forbids it.

    Of advice that serves as well one piece stands on a card; the others say the same in other words.
    """
    types = _types(checking.scenario, indicator)
    for number, entry in enumerate(indicator.advises):
        path, ways = ("indicators", name, "advises", number), either(entry)
        forbidden = {item.act for card in organisation.cards for item in card.never_say}.intersection(ways)
        for act in sorted(forbidden):
            checking.fault("S229", path, case="card", act=act)
        on = {act: [c for c in organisation.cards if act in {item.act for item in c.items}] for act in ways}
        if forbidden or any(not c.types or types & set(c.types) for cards in on.values() for c in cards):
            continue
        act = next((act for act, cards in on.items() if cards), ways[0])
        if on[act]:
            mine = [c for c in organisation.cards if types & set(c.types)]
            said = "; ".join(f"{c.id}: {', '.join(i.act for i in c.items if i.act)}" for c in mine)
            words = {"act": act, "card": on[act][0].id, "types": ", ".join(sorted(types)), "said": said}
            checking.fault("S235", path, case="cards" if said else "", **words)
        elif act in checking.around.shared_acts:
            checking.fault("S235", path, case="no card", act=act)


def _aside(checking: Checking, organisation: Organisation, name: str, indicator: Indicator) -> None:
    """Check that each of several ways of saying something is one that the procedures or the file know."""
    named = {act for rule in organisation.deeds for act in rule.acts} | {*_LISTENING, *checking.scenario.acts}
    types = _types(checking.scenario, indicator)
    _of_one_deed(checking, organisation, name, indicator)
    named |= {i.act for c in organisation.cards if not c.types or types & set(c.types) for i in c.items}
    for kind in _SAID:
        for number, act in enumerate(getattr(indicator, kind)):
            known = checking.around.shared_acts.get(act)
            if known is None or known.form == "question" or act.startswith(UNSAFE):
                continue
            if act not in named:
                checking.fault("S337", ("indicators", name, kind, number), act=act)


def _of_one_deed(checking: Checking, organisation: Organisation, name: str, indicator: Indicator) -> None:
    """Check that what serves as well as each other is of one deed; to hold the line open settles too."""
    deeds = {act: rule.id for rule in organisation.deeds for act in rule.acts}
    alike = {"stay": "settle"}
    for kind in _SAID:
        first = ""
        for number, act in enumerate(getattr(indicator, kind)):
            deed = deeds.get(act, "advise" if act.startswith(_ADVICE) else "")
            deed = alike.get(deed, deed)
            if deed and first and deed != first:
                checking.fault("S337", ("indicators", name, kind, number), case="mixed", act=act)
            first = first or deed


def _told(checking: Checking, organisation: Organisation, name: str, indicator: Indicator) -> None:
    """Check that messages are judged only of those whom somebody is to tell or send."""
    others = checking.scenario.indicators.values()
    told = {one.to for one in others} | {party for one in others for party in one.sends}
    needed = {
        skill for one in checking.scenario.incidents.values() for need in one.needs for skill in need.split()
    }
    crews = [crew for crew in organisation.resources if not needed or needed & set(crew.skills)]
    told |= {party for crew in crews for party in (crew.id, crew.kind)}
    told |= {crew.kind for crew in organisation.resources if crew.id in told}
    for word in _TO_A_PARTY:
        value = getattr(indicator, word)
        for number, party in enumerate((value,) if isinstance(value, str) else value):
            if party and party not in told:
                where = (word,) if isinstance(value, str) else (word, number)
                checking.fault("S233", ("indicators", name, *where), party=party)


def _type(checking: Checking, organisation: Organisation, name: str, incident: Incident) -> None:
    """Check priority and further types against the organisation's trees and groups."""
    codes = organisation.codes.incident_types
    groups = {code.id: code.group for code in codes}
    for number, other in enumerate(incident.other_types):
        if other == incident.type:
            checking.fault("S236", ("incidents", name, "other_types", number), case="own", type=other)
        if other in groups and groups[other] != groups.get(incident.type, groups[other]):
            checking.fault(
                "S236",
                ("incidents", name, "other_types", number),
                case="group",
                other=other,
                type=incident.type,
            )
    allowed = {
        end.priority
        for tree in organisation.trees
        for end in tree.outcomes
        if end.priority and (end.type == incident.type or (not end.type and incident.type in tree.types))
    }
    if allowed and incident.priority not in allowed:
        checking.fault(
            "S236",
            ("incidents", name, "priority"),
            type=incident.type,
            allowed=" or ".join(sorted(allowed)),
            priority=incident.priority,
        )


def _tree(checking: Checking, organisation: Organisation, name: str, indicator: Indicator) -> None:
    """Check that a tree that is to be followed is one for the incident's type."""
    incident = checking.scenario.incidents.get(incident_of(checking.scenario, indicator))
    tree = next((one for one in organisation.trees if one.id == indicator.follows_tree), None)
    if incident is None or tree is None or {incident.type, *incident.other_types} & {*tree.types}:
        return
    fitting = [one.id for one in organisation.trees if incident.type in one.types]
    words = {"tree": tree.id, "type": incident.type, "fitting": " or ".join(fitting) or "there is none"}
    checking.fault("S386", ("indicators", name, "follows_tree"), **words)


def _place(checking: Checking, organisation: Organisation, name: str, incident: Incident) -> None:
    """Check that an address written out does not lie in another place than the incident."""
    fact = checking.scenario.facts.get(incident.address)
    if fact is None or not incident.place:
        return
    named = [place.id for place in organisation.places if place.name in fact.value]
    if named and incident.place not in named:
        checking.fault("S231", ("incidents", name, "place"), place=incident.place, drawn=named[0])


def _outside(checking: Checking, organisation: Organisation) -> None:
    bodies = {body.id: body for body in organisation.directory}
    for name, party in checking.scenario.outside.items():
        body = bodies.get(name)
        if body is None:
            continue
        for number, fact_id in enumerate(party.needs):
            fact = checking.scenario.facts.get(fact_id)
            if fact is not None and fact.topic not in (*body.needs, *body.welcome):
                checking.fault(
                    "S237",
                    ("outside", name, "needs", number),
                    fact=fact_id,
                    topic=fact.topic,
                    body=body.short,
                )
