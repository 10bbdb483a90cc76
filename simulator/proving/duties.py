"""What the procedures ask of every learner, marked or not: type, priority, crews, what a caller is told.

A learner who worked only for what is marked could not show that something is missing from the marking: a
deed that nobody asks of it is never left out. What a duty's loss should cost is the deed table's word.
"""

from collections.abc import Iterator

from simulator.engine.world import World
from simulator.model.acts_judged import acts_told
from simulator.model.scenario import Indicator, kind_of
from simulator.proving.sight import Sight

Duty = tuple[str, Indicator]
_TOLD = ("explain", "worsening")
"""Rules of what every caller is told: what happens next, and what to do if it gets worse."""


def duties(sight: Sight) -> tuple[Duty, ...]:
    """Return the duties of this attempt that the scenario marks nowhere, as the indicators that it lacks.

    In a shift the scenario may choose the incident in which it marks one: a duty that some indicator marks is
    left to it.
    """
    return sight.once("duties", lambda: tuple(_unmarked(sight)))


def _unmarked(sight: Sight) -> Iterator[Duty]:
    rules = {rule.id: frozenset(rule.acts) for rule in sight.world.organisation.deeds}
    marked = sight.world.scenario.indicators.values()
    kinds = {kind_of(one) for one in marked}
    if "raises_priority" in kinds:
        kinds.add("sets_priority")
    if "mood_ends" in kinds:
        kinds.add("controls")
    places = {known.address for known in sight.world.scenario.incidents.values()}
    if not any(places.intersection(one.reads_back) for one in marked):
        kinds.discard("reads_back")
    said = {act for one in marked for act in acts_told(one)}
    for rule, name, duty in _asked_for(sight.world):
        if rule in rules and kind_of(duty) not in kinds:
            yield name, duty
    for rule, name, duty in _told(sight.world):
        if rule in rules and not rules[rule] & said:
            yield name, duty
    if "link" in rules:
        yield from _one_log(sight.world)
    if "advise" in rules:
        yield from _advice(sight.world, said)


def _asked_for(world: World) -> Iterator[tuple[str, str, Indicator]]:
    """Yield what each reported incident asks for: the rule of the deed table, a name, and the deed."""
    for name in dict.fromkeys(script.incident for script in world.scenario.calls.values()):
        known = world.scenario.incidents.get(name)
        if known is None:
            continue
        yield "type", f"type of {name}", _duty(name, log_type=True)
        yield "grade", f"priority of {name}", _duty(name, sets_priority=True)
        yield "deploy", f"crews for {name}", _duty(name, deploys=True)
        place = world.scenario.facts.get(known.address)
        call = (place.call if place else "") or world.first_call
        if place is not None and not world.call(call).silent:  # nobody there says that it is right
            yield "read_back", f"place of {name}", _duty(name, call=call, reads_back=(known.address,))


def _told(world: World) -> Iterator[tuple[str, str, Indicator]]:
    """Yield what the first caller is told, and what settles one who is not: the rule, a name, and the deed.

    Not where nobody speaks: whoever cannot answer freely is told less, and the scenario says what.
    """
    script = world.call(world.first_call)
    if script.silent:
        return
    acts = {rule.id: rule.acts for rule in world.organisation.deeds}
    for rule in _TOLD:
        duty = _duty(script.incident, call=world.first_call, informs=acts.get(rule, ()))
        yield rule, f"{rule} on {world.first_call}", duty
    if script.mood.start > script.mood.settled_at:
        yield (
            "settle",
            f"settle {world.first_call}",
            _duty(script.incident, call=world.first_call, controls=acts.get("settle", ())),
        )


def _one_log(world: World) -> Iterator[Duty]:
    """Yield the linking of each further call about an incident to the log that the first of them opened."""
    marked = {call for one in world.scenario.indicators.values() for call in one.links}
    first = _first_calls(world)
    for call, script in world.scenario.calls.items():
        opened = first[script.incident]
        if opened != call and call not in marked:
            yield f"one log for {call}", _duty(script.incident, links=(opened, call))


def _first_calls(world: World) -> dict[str, str]:
    """Return the first call about each incident."""
    return {script.incident: call for call, script in reversed(world.scenario.calls.items())}


def _advice(world: World, marked: set[str]) -> Iterator[Duty]:
    """Yield what a card has said to every caller, for the first call about each incident.

    Where several cards serve one type of incident, the case decides which is used: what all of them hold.
    """
    for name, call in _first_calls(world).items():
        known = world.scenario.incidents.get(name)
        cards = [c for c in world.organisation.cards if known is not None and known.type in c.types]
        wanted = [{i.act for i in card.items if i.always and i.act} for card in cards]
        left = set.intersection(*wanted) - marked if wanted else set()
        if left and not world.call(call).silent:
            yield f"card for {name}", _duty(name, call=call, advises=tuple(sorted(left)))


def _duty(incident: str, **deed: object) -> Indicator:
    return Indicator.model_validate({"criterion": "", "clause": "", "incident": incident, **deed})
