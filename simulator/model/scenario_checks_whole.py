"""Checks that what one part of a scenario asks for another takes up: asked and logged, told and judged.

Each finds what no play can: a scenario that marks less, or something else, is sound in itself, and only what
stands elsewhere in its own file says that something was lost.
"""

from collections.abc import Iterator
from typing import Final

from simulator.model.organisation import Organisation
from simulator.model.organisation_means import OutsideOrganisation
from simulator.model.scenario import Fact, Indicator, Scenario
from simulator.model.scenario_checks_codes import Checking

_NOT_ASKED_ALONE: Final = ("what",)
"""Topics that whoever rings tells in answer to the first question."""
_NOBODY_TO_TELL: Final = ("caller", "centre")
"""Cues of these come from nobody to whom anything is passed on."""


def check_whole(checking: Checking) -> None:
    """Check that the parts of a scenario take each other up."""
    _asked(checking)
    _question_unless_answered(checking)
    _critical_message(checking)
    organisation = checking.around.organisation
    if organisation is not None:
        _says_what_is_needed(checking, organisation)
        _told_at_all(checking, organisation)
        _place_is_needed(checking, organisation)


def _brought(checking: Checking) -> frozenset[str]:
    """Return the facts that a cue or a reaction tells without being asked for them."""
    scenario = checking.scenario
    told = [fact for cue in scenario.cues.values() for fact in cue.tells]
    for call in scenario.calls.values():
        for one in call.reactions:
            if not all(_asks(checking, act) for act in one.to):
                told += one.tells
    return frozenset(told)


def _asks(checking: Checking, act: str) -> bool:
    own, shared = checking.scenario.acts.get(act), checking.around.shared_acts.get(act)
    return (own.like if own else shared.form if shared else "") == "question"


def _needs_asking(name: str, fact: Fact, brought: frozenset[str]) -> bool:
    asked = bool(fact.asked_by) and fact.known and fact.told is None and name not in brought
    return asked and fact.topic not in _NOT_ASKED_ALONE


def _asked(checking: Checking) -> None:
    """Check that what is to be written down, and only asking brings, is what marks who asks."""
    scenario = checking.scenario
    brought = _brought(checking)
    told = {fact for one in scenario.indicators.values() for fact in (*one.obtains, *one.reads_back)}
    for name, kind, number, fact_id in _to_be_written(scenario):
        fact = scenario.facts.get(fact_id)
        if fact is not None and fact_id not in told and _needs_asking(fact_id, fact, brought):
            told.add(fact_id)
            checking.fault("S238", ("indicators", name, kind, number), fact=fact_id)


def _to_be_written(scenario: Scenario) -> Iterator[tuple[str, str, int, str]]:
    """Yield each fact that an indicator wants written: the indicator, its kind, the place in it, the fact."""
    for name, indicator in scenario.indicators.items():
        for kind in ("logs", "notes"):
            for number, fact in enumerate(getattr(indicator, kind)):
                yield name, kind, number, fact


def _question_unless_answered(checking: Checking) -> None:
    """Check that nobody asks for the one thing that they were told already."""
    for name, cue in checking.scenario.cues.items():
        if not cue.asks or cue.by in _NOBODY_TO_TELL:
            continue
        if cue.unless is not None and cue.unless.passed and cue.unless.to != cue.by:
            checking.fault("S242", ("cues", name, "unless"), case="to", by=cue.by)
        if len(cue.asks) != 1:
            continue
        if cue.unless is None or cue.asks[0] not in cue.unless.passed:
            checking.fault("S242", ("cues", name), fact=cue.asks[0], by=cue.by)


def _critical_message(checking: Checking) -> None:
    """Check that a message that must not be missed holds a danger: nothing else makes its loss critical."""
    facts = checking.scenario.facts
    for name, indicator in checking.scenario.indicators.items():
        carried = [facts[fact] for fact in indicator.carries if fact in facts]
        if indicator.critical and carried and not any(fact.hazard for fact in carried):
            checking.fault("S241", ("indicators", name))


def _bodies(organisation: Organisation) -> dict[str, OutsideOrganisation]:
    return {body.id: body for body in organisation.directory}


def _says_what_is_needed(checking: Checking, organisation: Organisation) -> None:
    """Check that a message to a body outside is judged by something that this body needs to hear."""
    bodies, scenario = _bodies(organisation), checking.scenario
    for name, indicator in scenario.indicators.items():
        body, party = bodies.get(indicator.to), scenario.outside.get(indicator.to)
        carried = [fact for fact in indicator.carries if fact in scenario.facts]
        if body is None or not carried:
            continue
        needs = set(party.needs) if party is not None else set()
        topics = {*body.needs, *body.welcome}
        if not any(fact in needs or scenario.facts[fact].topic in topics for fact in carried):
            checking.fault("S239", ("indicators", name, "carries"), facts=", ".join(carried), body=body.short)


def _judged(indicator: Indicator) -> tuple[str, ...]:
    """Return the parties of whose messages an indicator judges something."""
    named = (indicator.to, indicator.wording, indicator.concise, indicator.obtains_response)
    return (*named, *indicator.uses_medium)


def _told_at_all(checking: Checking, organisation: Organisation) -> None:
    """Check that a body outside whose messages are judged is one that the learner is marked for telling."""
    scenario = checking.scenario
    indicators = scenario.indicators.values()
    criteria = {one.criterion for one in indicators if one.sends or one.obtains_response}
    told = {party for one in indicators for party in one.sends}
    told |= {one.to for one in indicators if one.carries and one.criterion in criteria}
    known = set(told)
    bodies = _bodies(organisation)
    nobody = tuple(fault.field for fault in checking.faults if fault.code == "S233")
    for name, indicator in scenario.indicators.items():
        if any(field.startswith(f"indicators.{name}.") for field in nobody):
            continue
        for party in _judged(indicator):
            if party in bodies and party not in known:
                known.add(party)
                checking.fault("S240", ("indicators", name), body=bodies[party].short, party=party)


def _place_is_needed(checking: Checking, organisation: Organisation) -> None:
    """Check that a body outside that needs the place, by the directory, needs it in the scenario as well."""
    bodies, facts = _bodies(organisation), checking.scenario.facts
    places = [name for name, fact in facts.items() if fact.topic == "where" and fact.known and fact.pass_on]
    for name, party in checking.scenario.outside.items():
        body = bodies.get(name)
        if body is None or not party.needs or "where" not in body.needs or not places:
            continue
        if not any(facts[fact].topic == "where" for fact in party.needs if fact in facts):
            checking.fault(
                "S237", ("outside", name, "needs"), case="place", body=body.short, fact=" or ".join(places)
            )
