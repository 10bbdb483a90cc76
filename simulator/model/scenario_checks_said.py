"""Advice where a scenario leaves unsaid, or says otherwise, what its centre always does alike.

How a call is begun, who gives an answer and by when an incident has its level: by default something stands
there, so that what was lost in writing is noticed by nobody.
"""

from simulator.model.organisation import Organisation
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
    """Check that a greeting holds the centre's first question, but where nobody would answer it."""
    scenario, first = checking.scenario, organisation.opening.first_question
    for name, one in scenario.indicators.items():
        call = scenario.calls.get(one.call or first_call(scenario))
        beside = {
            act for other in scenario.indicators.values() for act in other.greets if other.call == one.call
        }
        if one.greets and first and call is not None and not call.silent and first not in beside:
            checking.fault("S324", ("indicators", name, "greets"), act=first)


def _answers(checking: Checking, organisation: Organisation) -> None:
    """Check that an answer is waited for from a body outside: a crew answers by itself."""
    bodies = {body.id for body in organisation.directory}
    for name, one in checking.scenario.indicators.items():
        if one.obtains_response and one.obtains_response not in bodies:
            path = ("indicators", name, "obtains_response")
            checking.fault("S325", path, party=one.obtains_response)


def _spoken_to(checking: Checking, organisation: Organisation) -> None:
    """Check that words and medium are judged of somebody whom the marking has told something."""
    scenario, marking = checking.scenario, checking.scenario.indicators.values()
    told = {one.to for one in marking if one.carries}
    told |= {party for one in marking for party in one.sends}
    cues = [scenario.cues.get(cue) for one in marking for cue in one.answers_responder]
    told |= {cue.by for cue in cues if cue is not None}
    for crew in organisation.resources:
        if told & {crew.id, crew.kind}:
            told |= {crew.id, crew.kind}
    for name, one in scenario.indicators.items():
        spoken = {"wording": (one.wording,), "concise": (one.concise,), "uses_medium": one.uses_medium}
        for kind, parties in spoken.items():
            for number, party in enumerate(parties):
                if party and told and party not in told:
                    path = ("indicators", name, kind, *((number,) if kind == "uses_medium" else ()))
                    checking.fault("S340", path, party=party)


def _limits(checking: Checking) -> None:
    """Check that the time for the level is written where it is marked."""
    scenario = checking.scenario
    for name, one in scenario.indicators.items():
        where = incident_of(scenario, one)
        incident = scenario.incidents.get(where)
        judged = one.sets_priority and one.within is None
        if judged and incident is not None and "set_within" not in incident.model_fields_set:
            checking.fault("S326", ("indicators", name), incident=where)
