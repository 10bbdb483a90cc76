"""Advice on what happens by itself: who speaks, in which call, what it raises and tells, when a call rings.

Each cue is sound in itself; what it waits for, tells or brings about says who and which call was meant.
"""

from simulator.model.line_index import Step
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call, incident_of


def check_cues(checking: Checking) -> None:
    """Check what cues raise, tell and break down, who answers a look-up, and calls that ring at once."""
    organisation = checking.around.organisation
    if organisation is not None:
        _raised(checking, organisation)
        _raised_unmarked(checking)
        _broken_down(checking, organisation)
    _looked_up(checking)
    _of_its_call(checking)
    _told_at_once(checking)
    _only_here(checking)
    _together(checking)


def _raised(checking: Checking, organisation: Organisation) -> None:
    """Check that a cue that raises the priority raises it above what is right from the start."""
    scenario, levels = checking.scenario, [level.id for level in organisation.priorities]
    for name, cue in scenario.cues.items():
        call = scenario.calls.get(cue.call or first_call(scenario))
        incident = scenario.incidents.get(cue.incident or (call.incident if call is not None else ""))
        if incident is None or not {cue.raises_priority, incident.priority} <= set(levels):
            continue
        if levels.index(cue.raises_priority) >= levels.index(incident.priority):
            path = ("cues", name, "raises_priority")
            checking.fault("S349", path, level=cue.raises_priority, before=incident.priority)


def _raised_unmarked(checking: Checking) -> None:
    """Check that where the level of an incident is marked, so is raising it when more becomes known.

    Not where it is raised by what a learner could have averted.
    """
    scenario = checking.scenario
    graded = {incident_of(scenario, one) for one in scenario.indicators.values() if one.sets_priority}
    cues = {name: cue for name, cue in scenario.cues.items() if cue.raises_priority}
    of = {name: cue.incident or _incident_of_call(scenario, cue.call) for name, cue in cues.items()}
    raising = (scenario.indicators[name].raises_priority for name in scenario.indicators)
    marked = {(of[name], cues[name].raises_priority) for name in raising if name in cues}
    for name, cue in cues.items():
        if of[name] in graded and cue.unless is None and (of[name], cue.raises_priority) not in marked:
            checking.fault("S382", ("cues", name, "raises_priority"), level=cue.raises_priority)


def _incident_of_call(scenario: Scenario, call: str) -> str:
    known = scenario.calls.get(call or first_call(scenario))
    return known.incident if known is not None else ""


def _broken_down(checking: Checking, organisation: Organisation) -> None:
    """Check that what breaks down is who says so, or who was sent."""
    kinds = {crew.id: crew.kind for crew in organisation.resources}
    for name, cue in checking.scenario.cues.items():
        there = {cue.by, kinds.get(cue.by, ""), *cue.when.deployed, *cue.when.on_scene}
        there |= {kinds.get(one, "") for one in there}
        if cue.breaks_down and not {cue.breaks_down, kinds.get(cue.breaks_down)} & there:
            checking.fault("S352", ("cues", name, "breaks_down"), crew=cue.breaks_down, by=cue.by)


def _looked_up(checking: Checking) -> None:
    """Check that what is looked up is not answered by the caller, who hears nothing of it."""
    for name, cue in checking.scenario.cues.items():
        if cue.when.looked_up and cue.by == "caller":
            checking.fault("S351", ("cues", name), what=" and ".join(cue.when.looked_up))


def _of_its_call(checking: Checking) -> None:
    """Check that a cue that tells what a caller tells waits for no other call alone."""
    scenario = checking.scenario
    for name, cue in scenario.cues.items():
        waits = cue.when.answered
        for number, fact in enumerate(cue.tells if waits else ()):
            call = scenario.facts[fact].call if fact in scenario.facts else ""
            if call in scenario.calls and call not in waits:
                path = ("cues", name, "tells", number)
                checking.fault("S315", path, case="cue", fact=fact, call=call, here=" and ".join(waits))


def _told_at_once(checking: Checking) -> None:
    """Check that nothing is told later that the opening words of the same call tell."""
    scenario = checking.scenario
    first = first_call(scenario)
    telling: list[tuple[tuple[Step, ...], str, tuple[str, ...]]] = [
        (("calls", key, "reactions", number, "tells"), key, reaction.tells)
        for key, call in scenario.calls.items()
        for number, reaction in enumerate(call.reactions)
    ]
    telling += [
        (("cues", name, "tells"), cue.call or first, cue.tells) for name, cue in scenario.cues.items()
    ]
    for path, key, tells in telling:
        for number, name in enumerate(tells):
            fact = scenario.facts.get(name)
            if fact is not None and fact.told and fact.told.opening and fact.call in ("", key):
                checking.fault("S354", (*path, number), fact=name)


def _together(checking: Checking) -> None:
    """Check that no further call rings in the moment in which the first is answered."""
    first = first_call(checking.scenario)
    for name, call in checking.scenario.calls.items():
        if name != first and call.rings.needs is None and not call.rings.at:
            checking.fault("S353", ("calls", name), call=name)


def _only_here(checking: Checking) -> None:
    """Check that what comes by itself in every variant is not of one alone by all that comes of it."""
    scenario = checking.scenario
    for name, fact in scenario.facts.items():
        if fact.only_in or fact.told is None or fact.told.opening:
            continue
        follows = [cue for cue in scenario.cues.values() if name in (*cue.when.told, *cue.follows_from)]
        if follows and all(cue.only_in for cue in follows):
            variants = dict.fromkeys(one for cue in follows for one in cue.only_in)
            if len(variants) < len(scenario.variants):
                checking.fault("S361", ("facts", name), fact=name, variants=" and ".join(variants))
