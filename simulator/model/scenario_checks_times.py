"""Checks that no limit allows more than the centre's own procedures do, so that late is never marked in time.

The centre's times stand in its triggers, its priority scheme and the words of its clauses. The proof cannot
tell them: whoever it makes a second late is late by the scenario's own limit. Judges no play.
"""

import re

from simulator.model.durations import write_duration
from simulator.model.organisation import Organisation
from simulator.model.said_values import TEENS, UNITS
from simulator.model.scenario import Indicator
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call, incident_of

LEEWAY = 1.5
"""A limit may be half as long again as a time that a clause gives: typing takes longer than speaking."""

_NUMBERS = (*UNITS, *TEENS)
_TIME = re.compile(r"within (?P<n>\d+|[a-z]+)(?P<half> and a half)? (?P<unit>second|minute|hour)s?")
_UNITS = {"second": 1, "minute": 60, "hour": 3600}
_OF_ANSWERING = "of answering"
_OF_GRADING = "of being graded"


def check_times(checking: Checking) -> None:
    """Check each limit against the time that the centre itself gives for that deed."""
    organisation = checking.around.organisation
    if organisation is None:
        return
    for name, one in checking.scenario.indicators.items():
        _answering(checking, organisation, name, one)
        _grading(checking, organisation, name, one)
        _sending(checking, organisation, name, one)
        _handing_up(checking, organisation, name, one)
        _once_graded(checking, organisation, name, one)
    _twice(checking)


def times_in(text: str) -> tuple[int, ...]:
    """Return the times that a clause gives, in seconds: "within two and a half minutes" is 150."""
    found = []
    for said in _TIME.finditer(text.lower()):
        number = int(said["n"]) if said["n"].isdigit() else _in_words(said["n"])
        found.append(round((number + (0.5 if said["half"] else 0)) * _UNITS[said["unit"]]))
    return tuple(seconds for seconds in found if seconds)


def _in_words(number: str) -> int:
    return _NUMBERS.index(number) if number in _NUMBERS else 0


def _answering(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Hold the answering of the first call to its clause; a later one may ring while a caller speaks."""
    clause = organisation.clauses.get(one.clause)
    times = times_in(clause.text) if clause is not None else ()
    first = (one.call or first_call(checking.scenario)) == first_call(checking.scenario)
    if one.answers_within and first and len(times) == 1 and one.answers_within > LEEWAY * times[0]:
        words = _words(one.answers_within, times[0], one.clause)
        checking.fault("S375", ("indicators", name, "answers_within"), case="answers", **words)


def _grading(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Hold the time for the level to the clause that says by when it is given."""
    incident = checking.scenario.incidents.get(where := incident_of(checking.scenario, one))
    if not one.sets_priority or incident is None or one.after:
        return
    for clause in organisation.clauses.values():
        times = times_in(clause.text)
        if one.criterion in clause.serves and len(times) == 1 and _OF_ANSWERING in clause.text:
            limit = one.within or incident.set_within
            if limit > LEEWAY * times[0]:
                path = ("indicators", name, "within") if one.within else ("incidents", where, "set_within")
                checking.fault("S375", path, case="level", **_words(limit, times[0], clause.id))


def _sending(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Hold the first crew to the scheme: so long to give the level, so long from there to start."""
    incident = checking.scenario.incidents.get(incident_of(checking.scenario, one))
    level = next((x for x in organisation.priorities if incident and x.id == incident.priority), None)
    limit = one.within or (incident.send_within if incident else None)
    if not one.deploys or incident is None or level is None or limit is None:
        return
    own = incident.set_within + level.start_within
    if limit > own:
        path = ("indicators", name, "within" if one.within else "deploys")
        checking.fault("S375", path, case="crew", **_words(limit, own, level.id))


def _handing_up(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Hold handing up to the trigger that calls for it, counted from when the level is to be given."""
    incident = checking.scenario.incidents.get(incident_of(checking.scenario, one))
    if not one.escalates or incident is None or one.within is None:
        return
    triggers = {x.id: x for x in organisation.escalation_triggers}
    called = [triggers[x].within for x in incident.calls_for if x in triggers]
    own = incident.set_within + max(called, default=0)
    if called and one.within > own:
        checking.fault("S375", ("indicators", name, "within"), **_words(one.within, own, one.escalates))


def _once_graded(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Give whoever hands up all the time that the clause allows from the grading, if it does."""
    clause = organisation.clauses.get(one.clause)
    times = times_in(clause.text) if clause is not None and _OF_GRADING in clause.text else ()
    if one.escalates and len(times) == 1 and one.once_graded != times[0]:
        words = {"clause": one.clause, "own": write_duration(times[0])}
        checking.fault("S381", ("indicators", name), **words)


def _twice(checking: Checking) -> None:
    """Check that by when crews are sent stands in one place: an indicator's own limit is what counts."""
    for where, incident in checking.scenario.incidents.items():
        sending = {
            name: one.within
            for name, one in checking.scenario.indicators.items()
            if one.deploys and incident_of(checking.scenario, one) == where
        }
        limits = [limit for limit in sending.values() if limit is not None]
        if incident.send_within is not None and limits and len(limits) == len(sending):
            words = {"indicator": next(iter(sending)), "limit": write_duration(limits[0])}
            checking.fault("S377", ("incidents", where, "send_within"), **words)


def _words(limit: int, own: int, what: str) -> dict[str, str]:
    return {"limit": write_duration(limit), "own": write_duration(own), "what": what}
