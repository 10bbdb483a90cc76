"""Advice where a scenario leaves unsaid, or says otherwise, what its centre always does alike.

How a call is begun, who gives an answer and by when an incident has its level: by default something stands
there, so that what was lost in writing is noticed by nobody.
"""

from collections.abc import Iterator

from simulator.model.line_index import Step
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call, incident_of


def check_said(checking: Checking) -> None:
    """Check first questions, answers from outside, who is spoken to, and by when a level is due."""
    organisation = checking.around.organisation
    if organisation is None:
        return
    _first_question(checking, organisation)
    _answers(checking, organisation)
    _spoken_to(checking, organisation)
    _limits(checking)


def _first_question(checking: Checking, organisation: Organisation) -> None:
    """Check that a greeting holds the centre's first question, but where nobody would answer it.

    Nor need it be asked where the caller's first words have answered it: a tablet that is lost has no screen.
    """
    scenario, first = checking.scenario, organisation.opening.first_question
    for name, one in scenario.indicators.items():
        call = scenario.calls.get(one.call or first_call(scenario))
        beside = {
            act for other in scenario.indicators.values() for act in other.greets if other.call == one.call
        }
        if not one.greets or not first or call is None or call.silent or _told_at_once(scenario, first):
            continue
        if first not in beside:
            checking.fault("S324", ("indicators", name, "greets"), act=first)


def _told_at_once(scenario: Scenario, act: str) -> bool:
    """Tell whether all that a question asks for is told in a caller's first words."""
    asked = [fact for fact in scenario.facts.values() if act in fact.asked_by]
    return bool(asked) and all(fact.told is not None and fact.told.opening for fact in asked)


def _answers(checking: Checking, organisation: Organisation) -> None:
    """Check that an answer is waited for from a body outside: a crew answers by itself."""
    bodies = {body.id for body in organisation.directory}
    for name, one in checking.scenario.indicators.items():
        if one.obtains_response and one.obtains_response not in bodies:
            path = ("indicators", name, "obtains_response")
            checking.fault("S325", path, party=one.obtains_response)


def _spoken_to(checking: Checking, organisation: Organisation) -> None:
    """Check that words and medium are judged of somebody whom the marking has told something, and of what."""
    scenario = checking.scenario
    kinds = {crew.id: crew.kind for crew in organisation.resources}
    told = {(kinds.get(party, party), incident) for party, incident in _told(scenario)}
    parties = {party for party, _ in told}
    for name, one in scenario.indicators.items():
        incident = incident_of(scenario, one)
        _any_of_its_kind(checking, organisation, ("indicators", name, "to"), one.to)
        spoken = {"wording": (one.wording,), "concise": (one.concise,), "uses_medium": one.uses_medium}
        for kind, judged in spoken.items():
            for number, party in enumerate(judged):
                mine, path = kinds.get(party, party), ("indicators", name, kind)
                where = (*path, number) if kind == "uses_medium" else path
                _any_of_its_kind(checking, organisation, where, party)
                if mine and told and mine not in parties:
                    checking.fault("S340", where, party=party)
                elif mine in parties and (mine, incident) not in told:
                    checking.fault("S340", where, case="incident", party=party, incident=incident)


def _any_of_its_kind(
    checking: Checking, organisation: Organisation, path: tuple[Step, ...], party: str
) -> None:
    """Check that no crew is named where another of its kind may be sent as well."""
    kind = next((crew.kind for crew in organisation.resources if crew.id == party != crew.kind), "")
    if kind and sum(crew.kind == kind for crew in organisation.resources) > 1:
        checking.fault("S340", path, case="kind", party=party, kind=kind)


def _told(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield whom the marking has told something, and of which incident."""
    for one in scenario.indicators.values():
        for party in (*((one.to,) if one.carries else ()), *one.sends):
            yield party, incident_of(scenario, one)
        for key in one.answers_responder:
            cue = scenario.cues.get(key)
            call = scenario.calls.get((cue.call if cue else "") or first_call(scenario))
            if cue is not None and call is not None:
                yield cue.by, cue.incident or call.incident


def _limits(checking: Checking) -> None:
    """Check that the time for the level is written where it is marked."""
    scenario = checking.scenario
    for name, one in scenario.indicators.items():
        where = incident_of(scenario, one)
        incident = scenario.incidents.get(where)
        judged = one.sets_priority and one.within is None
        if judged and incident is not None and "set_within" not in incident.model_fields_set:
            checking.fault("S326", ("indicators", name), incident=where)
