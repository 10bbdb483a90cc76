"""The boundaries of the time for the level, and of handing up where that counts from the level.

Where the limits lie is the scenario's word; what being late costs is the deed table's, by the deed.
"""

from collections.abc import Iterator

from simulator.model.commands import SetPriority
from simulator.model.scenario import Indicator
from simulator.proving.deeds import Deed
from simulator.proving.limits import APART, BEFORE, JUST, begins, deed_at, deeds_of, overtakes
from simulator.proving.mutants import Made, Model
from simulator.proving.script import Change

BOTH = 2
"""The level at first and the one to which it is raised."""


def at_the_level(model: Model) -> Iterator[Made]:
    """Yield who gives each level just in time, and who hands up just in time, and too late, from there."""
    for name, one in model.play.world.scenario.indicators.items():
        if one.sets_priority and one.within is None:
            yield from _in_time(model, name, one)
        if one.once_graded is not None and one.within is not None:
            yield from _from_the_level(model, name, one)


def _in_time(model: Model, name: str, one: Indicator) -> Iterator[Made]:
    """Yield who gives a level at the last moment, or just before it changes, if that comes first."""
    places, start = deeds_of(model, name, one), begins(model, one)
    incident = model.play.world.scenario.incidents.get(model.sight.incident(one))
    deed = deed_at(model, places[0]) if places else None
    if deed is None or start is None or incident is None:
        return
    grades = _grades(model, one)
    due = start + incident.set_within * model.play.final.pace - BEFORE
    yield from _once(model, name, one, deed, due)
    t = round(min([due, *(model.play.done[n].t - APART for n in grades[1:])]), 2)
    if t > model.play.done[places[0]].t and not overtakes(model, t):
        words = f"does it at the last moment: {one.label[:1].lower()}{one.label[1:]}"
        change = Change(moved=((places[0], t),))
        yield Made(
            f"{deed.id}: just in time for {name}",
            deed.id,
            "just in time",
            words,
            deed.rule,
            change,
            harmless=True,
        )


def _once(model: Model, name: str, one: Indicator, deed: Deed, due: float) -> Iterator[Made]:
    """Yield who gives the level once alone, at the last moment: that which is right since it was raised."""
    grades, scenario = _grades(model, one), model.play.world.scenario
    where = model.sight.incident(one)
    raising = [i for i in scenario.indicators.values() if i.raises_priority]
    raised = [i for i in raising if model.sight.incident(i) == where and i.within is not None]
    starts = [(begins(model, i), (i.within or 0) * model.play.final.pace) for i in raised]
    ends = [start + within - BEFORE for start, within in starts if start is not None]
    t = round(min([due, *ends]), 2)
    if len(grades) == BOTH and ends and t > model.play.done[grades[1]].t and not overtakes(model, t):
        yield Made(
            f"{deed.id}: once, just in time for {name}",
            deed.id,
            "just in time",
            f"does it once and at the last moment: {one.label[:1].lower()}{one.label[1:]}",
            deed.rule,
            Change(without=frozenset(grades[:1]), moved=((grades[1], t),)),
            harmless=True,
        )


def _from_the_level(model: Model, name: str, one: Indicator) -> Iterator[Made]:
    """Yield who gives the level so late that handing up counts from there, and hands up in time or not.

    Where the level is then too late, that costs what it costs.
    """
    places, start, grades = deeds_of(model, name, one), begins(model, one), _grades(model, one)
    late_level = model.rule("late_grade")
    deed = deed_at(model, places[-1]) if places else None
    if deed is None or start is None or late_level is None or not grades:
        return
    pace, done = model.play.final.pace, model.play.done
    first = next((n for n in grades if done[n].t >= start), grades[-1])
    from_there = (one.once_graded or 0) * pace
    given = round(max(done[first].t, start + (one.within or 0) * pace - from_there + 2 * BEFORE), 2)
    level_due = _level_due(model, one)
    if given > level_due - JUST:
        given = max(given, level_due + JUST)
    costs = late_level.criteria if given > level_due else ()
    earlier = frozenset(n for n in grades if n != first and done[n].t < given)
    for over, how in ((JUST, "one second late"), (-BEFORE, "just in time")):
        t = round(given + from_there + over, 2)
        if overtakes(model, t):
            continue
        yield Made(
            f"{deed.id}: {how} from the level for {name}",
            deed.id,
            f"{how} from the level",
            f"gives the level late, and hands up {'too late' if over > 0 else 'in time'} from there",
            deed.rule,
            Change(without=earlier, moved=((first, given), (places[-1], t))),
            harmless=over < 0 and not costs,
            criteria=(*costs, *(deed.rule.criteria if over > 0 else ())),
        )


def _grades(model: Model, one: Indicator) -> list[int]:
    """Return where the level of an indicator's incident is given, in order."""
    key = f"grade:{model.sight.incident(one)}:"
    done = enumerate(model.play.done)
    return [n for n, d in done if d.key.startswith(key) and isinstance(d.deed, SetPriority)]


def _level_due(model: Model, one: Indicator) -> float:
    """Return by when the level of an indicator's incident is to be given."""
    scenario, where = model.play.world.scenario, model.sight.incident(one)
    incident = scenario.incidents[where]
    graded = [i for i in scenario.indicators.values() if i.sets_priority and model.sight.incident(i) == where]
    start = begins(model, graded[0]) if graded else None
    within = graded[0].within if graded else None
    return (start or 0.0) + (incident.set_within if within is None else within) * model.play.final.pace
