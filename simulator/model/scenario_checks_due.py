"""Checks that what is due to somebody is marked: what an incident calls for, a card, a question, a line.

What is due stands apart from what is marked, in the incidents, cues and calls of the same file, so that an
indicator that is lost or points elsewhere is told though the rest is sound in itself.
"""

from collections.abc import Iterator

from simulator.model.acts_judged import acts_told
from simulator.model.line_index import Step
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_references import AT_ONCE
from simulator.model.scenario_reach import first_call, incident_of

CREWS = "crews"
"""What stands under ``calls for`` for the crews, beside triggers and outside organisations."""

Marked = tuple[str, str, str]
"""An incident, what it calls for (a level, an organisation, the crews), and from which moment."""


def check_due(checking: Checking) -> None:
    """Check that each thing that is due is marked, from the moment at which it is."""
    organisation = checking.around.organisation
    if organisation is None:
        return
    marked = dict(_marked(checking.scenario, organisation))
    _as_called_for(checking, organisation, marked)
    _called_for(checking, organisation, set(marked.values()))
    _questions(checking, organisation)
    _crews(checking, organisation)
    _cards(checking, organisation)
    _to_whom(checking)
    _ringing(checking)


def _marked(scenario: Scenario, organisation: Organisation) -> Iterator[tuple[tuple[str, str], Marked]]:
    """Yield what each indicator marks of what may be called for, but for a crew in place of another."""
    bodies = {*organisation.ids("organisation")}
    sent = {party for one in scenario.indicators.values() for party in one.sends}
    for name, one in scenario.indicators.items():
        incident, moment = incident_of(scenario, one), one.after or AT_ONCE
        cue = scenario.cues.get(one.after.removeprefix("cue:"))
        if one.escalates:
            yield (name, "escalates"), (incident, one.escalates, moment)
        for party in one.sends:
            yield (name, "sends"), (incident, party, moment)
        if one.to in bodies - sent:
            yield (name, "to"), (incident, one.to, moment)
        if one.deploys and not (cue is not None and cue.breaks_down):
            yield (name, "deploys"), (incident, CREWS, moment)


def _called(scenario: Scenario, organisation: Organisation) -> Iterator[tuple[str, str, Marked]]:
    """Yield what each incident calls for: where it stands, and what is to be marked."""
    levels = {one.id: one.level for one in organisation.escalation_triggers}
    for name, incident in scenario.incidents.items():
        for what, moment in incident.calls_for.items():
            yield name, what, (name, levels.get(what, what), moment)


def _as_called_for(
    checking: Checking, organisation: Organisation, marked: dict[tuple[str, str], Marked]
) -> None:
    """Check that each limit counts from what calls for the deed, and that something does."""
    called = {one for _, _, one in _called(checking.scenario, organisation)}
    for (name, kind), one in marked.items():
        incident, what, moment = one
        if one in called:
            continue
        path: tuple[Step, ...] = ("indicators", name, kind if moment == AT_ONCE else "after")
        others = [m for i, w, m in called if (i, w) == (incident, what)]
        if others:
            told = ", ".join(others)
            checking.fault("S243", path, incident=incident, what=what, moment=moment, others=told)
        else:
            checking.fault("S311", path, incident=incident, what=what, moment=moment)


def _called_for(checking: Checking, organisation: Organisation, marked: set[Marked]) -> None:
    """Check that what an incident calls for is marked."""
    for incident, what, one in _called(checking.scenario, organisation):
        if one not in marked:
            path = ("incidents", incident, "calls_for", what)
            checking.fault("S243", path, case="unmarked", what=what, moment=one[2])


def _questions(checking: Checking, organisation: Organisation) -> None:
    """Check that whether the question of a crew is answered is marked."""
    scenario = checking.scenario
    crews = {name for crew in organisation.resources for name in (crew.id, crew.kind)}
    marked = {cue for one in scenario.indicators.values() for cue in one.answers_responder}
    for name, cue in scenario.cues.items():
        if cue.asks and cue.by in crews and name not in marked:
            checking.fault("S312", ("cues", name), by=cue.by)


def _crews(checking: Checking, organisation: Organisation) -> None:
    """Check that a crew speaks once it was sent, or told something, and of the incident to which it goes."""
    scenario = checking.scenario
    crews = {name for crew in organisation.resources for name in (crew.id, crew.kind)}
    for name, cue in scenario.cues.items():
        sent = {*cue.when.deployed, *cue.when.on_scene, cue.when.to if cue.when.passed else ""}
        if cue.by in crews and cue.by not in sent:
            checking.fault("S334", ("cues", name), by=cue.by)
        here = scenario.calls.get(cue.call or first_call(scenario))
        for number, fact in enumerate(cue.asks):
            known = scenario.facts.get(fact)
            there = scenario.calls.get(known.call or first_call(scenario)) if known is not None else None
            if here is not None and there is not None and there.incident != here.incident:
                path = ("cues", name, "asks", number)
                checking.fault("S334", path, case="incident", fact=fact, incident=here.incident)


def _cards(checking: Checking, organisation: Organisation) -> None:
    """Check that what cards have said to everybody, and is marked of one incident, is marked of each.

    Where several cards serve one type, the case decides which is used: what all of them hold is due. What is
    marked nowhere the proof tells, which does it and leaves it out.
    """
    scenario = checking.scenario
    said: dict[str, dict[str, set[str]]] = {name: {} for name in scenario.incidents}
    for one in scenario.indicators.values():
        for act in acts_told(one):
            said.get(incident_of(scenario, one), {}).setdefault(act, set()).add(one.call)
    for name, incident in scenario.incidents.items():
        first = next((key for key, call in scenario.calls.items() if call.incident == name), "")
        wanted = [
            {item.act for item in card.items if item.always and item.act}
            for card in organisation.cards
            if incident.type in card.types
        ]
        if not wanted or not first or scenario.calls[first].silent:
            continue
        due, mine = set.intersection(*wanted), said[name]
        elsewhere = set().union(*(acts for other, acts in said.items() if other != name))
        to_others = sorted(act for act in due & mine.keys() if not mine[act] & {"", first})
        if left := due & elsewhere - mine.keys():
            checking.fault("S333", ("incidents", name), acts=", ".join(sorted(left)), type=incident.type)
        elif to_others:
            words = {"acts": ", ".join(to_others), "type": incident.type, "call": first}
            checking.fault("S333", ("incidents", name), case="first", **words)


def _to_whom(checking: Checking) -> None:
    """Check that a message is marked by whom it reaches: only news of a change is for whoever is there."""
    scenario = checking.scenario
    news = {fact for cue in scenario.cues.values() for fact in cue.tells}
    for name, one in scenario.indicators.items():
        if one.carries and not one.to and not set(one.carries) <= news:
            checking.fault("S378", ("indicators", name))


def _ringing(checking: Checking) -> None:
    """Check that where the first call is to be answered in time, each is, and that the first is greeted."""
    calls = tuple(checking.scenario.calls)
    marking = checking.scenario.indicators.values()
    answered = {one.call for one in marking if one.answers_within is not None}
    for name in calls[1:]:
        if calls[0] in answered and "" not in answered and name not in answered:
            checking.fault("S313", ("calls", name), call=name)
    greeted = {one.call for one in marking if one.greets}
    if len(calls) > 1 and greeted and not greeted & {"", calls[0]}:
        checking.fault("S313", ("calls", calls[0]), case="greets", call=calls[0])
