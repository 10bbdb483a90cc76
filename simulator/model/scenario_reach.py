"""What can happen at all in a scenario, whatever a learner does: facts told, cues fired, calls answered.

It grows the sets of what can happen until nothing is added, once for each variant. It is generous: what it
leaves out can never happen; what it lets through may still not. A name that leads nowhere is told by another
check, and is taken to be possible here; so is a first ring, where no call rings by
itself. It plays nothing and tells no faults.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.model.condition import Condition, is_said_with
from simulator.model.scenario import Call, Cue, Fact, Indicator, Reaction, Scenario


@dataclass
class Possible:
    """What can happen in one variant (empty: a scenario without variants): ids of facts, cues and calls."""

    variant: str
    facts: set[str] = field(default_factory=set)
    cues: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How much can happen, so far as was found."""
        return len(self.facts) + len(self.cues) + len(self.calls)


def in_variant(only_in: tuple[str, ...], variant: str) -> bool:
    """Tell whether what stands only in some variants stands in this one."""
    return not only_in or variant in only_in


def what_can_happen(scenario: Scenario) -> tuple[Possible, ...]:
    """Return what can happen in each variant of a scenario."""
    found = []
    for variant in tuple(scenario.variants) or ("",):
        possible = Possible(variant)
        before = -1
        while possible.size != before:
            before = possible.size
            _grow(scenario, possible)
        found.append(possible)
    return tuple(found)


def _grow(scenario: Scenario, possible: Possible) -> None:
    none_rings = all(call.rings.needs is not None for call in scenario.calls.values())
    for name, call in scenario.calls.items():
        rings = none_rings or can_hold(call.rings.needs, scenario, possible)
        if in_variant(call.only_in, possible.variant) and rings:
            possible.calls.add(name)
    for name, cue in scenario.cues.items():
        if in_variant(cue.only_in, possible.variant) and cue_can_fire(cue, scenario, possible):
            possible.cues.add(name)
    for name, fact in scenario.facts.items():
        if in_variant(fact.only_in, possible.variant) and _can_be_told(name, fact, scenario, possible):
            possible.facts.add(name)


def first_call(scenario: Scenario) -> str:
    """Return the call that is meant where none is named; an empty text while there is none."""
    return next(iter(scenario.calls), "")


def incident_of(scenario: Scenario, indicator: Indicator) -> str:
    """Return the incident that an indicator is about: its own, or that of its call; an empty text if none."""
    call = scenario.calls.get(indicator.call or first_call(scenario))
    return indicator.incident or (call.incident if call is not None else "")


def cue_can_fire(cue: Cue, scenario: Scenario, possible: Possible) -> bool:
    """Tell whether a cue's conditions can hold, and nothing is bound to prevent it."""
    if prevented(cue):
        return False
    call = cue.call or first_call(scenario)
    there = call in possible.calls or call not in scenario.calls
    return there and can_hold(cue.when, scenario, possible, call)


def prevented(cue: Cue) -> bool:
    """Tell whether ``unless`` holds whenever ``when`` does: it asks for nothing that ``when`` does not."""
    if cue.unless is None:
        return False
    wanted = cue.when.model_dump(exclude_unset=True)
    return all(
        word in wanted and _covers(word, wanted[word], given)
        for word, given in cue.unless.model_dump(exclude_unset=True).items()
    )


def _covers(word: str, wanted: object, given: object) -> bool:
    if word == "said" and isinstance(wanted, tuple) and isinstance(given, tuple):
        return all(is_said_with(one, wanted) for one in given)
    if isinstance(wanted, tuple) and isinstance(given, tuple):
        return set(given) <= set(wanted)
    return wanted == given


def can_hold(condition: Condition | None, scenario: Scenario, possible: Possible, call: str = "") -> bool:
    """Tell whether a condition can hold, so far as facts, cues, calls and crews decide it."""
    if condition is None:
        return True
    facts = {*condition.told, *condition.logged, *condition.passed} & scenario.facts.keys()
    calls = {*condition.answered, *condition.ended, *condition.rung_back} & scenario.calls.keys()
    cues = set(condition.fired) & scenario.cues.keys()
    if not (facts <= possible.facts and cues <= possible.cues and calls <= possible.calls):
        return False
    away = {name for name, change in scenario.roster.items() if change.status == "off duty"}
    if away & {*condition.deployed, *condition.on_scene}:
        return False
    said_at_once = {
        n for n, f in scenario.facts.items() if f.told and f.told.opening and f.call in ("", call)
    }
    return not (call and said_at_once & set(condition.not_told))


def _can_be_told(name: str, fact: Fact, scenario: Scenario, possible: Possible) -> bool:
    calls = [c for key, c in scenario.calls.items() if key in possible.calls and fact.call in ("", key)]
    told = fact.told
    if told is not None and (told.opening or told.settled or told.at is not None) and calls:
        return True
    if told is not None and (told.with_fact in possible.facts or told.with_fact not in {"", *scenario.facts}):
        return True
    if fact.asked_by and any(not c.silent for c in calls) and can_hold(fact.needs, scenario, possible):
        return True
    return any(name in one.tells for one in _telling(scenario, possible))


def _telling(scenario: Scenario, possible: Possible) -> Iterable[Cue | Reaction]:
    yield from (cue for key, cue in scenario.cues.items() if key in possible.cues)
    for key in possible.calls:
        call: Call = scenario.calls[key]
        for reaction in call.reactions:
            here = in_variant(reaction.only_in, possible.variant)
            if here and can_hold(reaction.needs, scenario, possible, key):
                yield reaction
