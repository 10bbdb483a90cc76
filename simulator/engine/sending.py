"""Resources: being sent, travelling, arriving where the words led them, breaking down, being called off."""

from collections.abc import Callable

from simulator.engine import literal
from simulator.engine.passing import CALLED_OFF, crew_line, party_named, speak, spoken
from simulator.engine.standing import ResourceState
from simulator.engine.turn import Turn
from simulator.engine.world import Party
from simulator.model import commands as cmd
from simulator.model.events import Deployed, ResourceChanged
from simulator.model.organisation_means import CrewSpeech
from simulator.model.record_words import OUT

FINDS_IT_AFTER = 180
"""Seconds that a crew at the wrong place needs to come to the right one, once it knows."""
NO_LOCATION = "no location"
LOST = "cannot find it"
_UNFIT = {
    "busy": "is busy",
    "mobile": "is on its way to {incident}",
    "on scene": "is on scene at {incident}",
    "broken down": "has broken down",
    "off duty": "is off duty",
}


def deploy(turn: Turn, deed: cmd.Deploy) -> None:
    """Send a resource: it goes where the last words to it say, else where the log says."""
    organisation = turn.world.organisation
    if deed.incident not in turn.state.logs:
        turn.refuse(deed.deed, f'There is no incident log "{deed.incident}".')
        return
    if not organisation.has("resource", deed.resource):
        turn.refuse(deed.deed, f'There is no resource "{deed.resource}".')
        return
    crew = turn.state.resources[deed.resource]
    name = organisation.resource(deed.resource).call_sign
    if crew.status != "available":
        why = _UNFIT[crew.status].format(incident=crew.incident)
        turn.refuse(deed.deed, f"{name} {why}.")
        return
    log = turn.state.logs[deed.incident]
    going_by = literal.heading(
        turn.state, turn.world, deed.resource, deed.incident, turn.world.where_written(log.fields)
    )
    seconds = turn.world.travel(deed.resource, log.truth)
    due = round(turn.t + seconds, 2)
    turn.add(Deployed(t=turn.t, incident=deed.incident, resource=deed.resource, due=due, address=going_by))
    asks_at = round(turn.t + organisation.resource(deed.resource).turnout, 2)
    known = literal.address_of(turn.world, log.truth) if _goes_there(turn, deed.resource) else None
    blind = not going_by and known is not None
    _set(turn, deed.resource, deed.incident, asks_at if blind else due, NO_LOCATION if blind else "")


def _set(turn: Turn, resource: str, incident: str, due: float | None, why: str) -> None:
    turn.add(
        ResourceChanged(t=turn.t, resource=resource, status="mobile", incident=incident, due=due, why=why)
    )


def stand_down(turn: Turn, deed: cmd.StandDown) -> None:
    """Call a resource off."""
    crew = turn.state.resources.get(deed.resource)
    if crew is None or crew.status not in OUT:
        turn.refuse(deed.deed, "Only a resource that was sent can be stood down.")
        return
    _call_off(turn, crew)


def _call_off(turn: Turn, crew: ResourceState) -> None:
    turn.add(
        ResourceChanged(
            t=turn.t, resource=crew.resource, status="available", incident=crew.incident, why=CALLED_OFF
        )
    )


def called_off(turn: Turn, resources: tuple[str, ...], text: str, incident: str) -> None:
    """Let crews that are out to an incident stand down when the words to them say so."""
    for resource in resources if literal.calls_off(text) else ():
        crew = turn.state.resources[resource]
        if crew.status in OUT and crew.incident == incident:
            _call_off(turn, crew)


def _goes_by(turn: Turn, crew: ResourceState) -> str:
    first = crew.address
    if not first and crew.incident in turn.state.logs:
        first = turn.world.where_written(turn.state.logs[crew.incident].fields)
    return literal.heading(turn.state, turn.world, crew.resource, crew.incident, first)


def _leads_right(turn: Turn, crew: ResourceState) -> bool:
    known = literal.address_of(turn.world, literal.truth_of(turn.state, crew.incident))
    if known is None or not _goes_there(turn, crew.resource):
        return True
    return literal.is_right(_goes_by(turn, crew), known[1])


def _goes_there(turn: Turn, resource: str) -> bool:
    """Tell whether a crew goes by a place: whoever works from afar need not be told any."""
    return "where" in turn.world.organisation.resource(resource).needs


def arrive(turn: Turn, resource: str) -> None:
    """Let a crew come to where its words led it: on scene, or nowhere, which it reports."""
    crew, party = turn.state.resources[resource], turn.world.party(resource)
    speech = turn.world.organisation.crew_speech(resource)
    if party is None:
        return
    if crew.why == NO_LOCATION:
        _set_off_late(turn, crew, party, speech)
        return
    if _leads_right(turn, crew):
        turn.add(
            ResourceChanged(t=turn.t, resource=resource, status="on scene", incident=crew.incident, due=None)
        )
        words = spoken(turn, party, crew.incident, speech.on_scene)
        speak(turn, party, crew_line(turn, resource), words, because="arrived")
        return
    _set(turn, resource, crew.incident, None, LOST)
    words = spoken(turn, party, crew.incident, speech.cannot_find)
    speak(turn, party, crew_line(turn, resource), words, because="lost", asks=_address(turn, crew))


def _address(turn: Turn, crew: ResourceState) -> tuple[str, ...]:
    known = literal.address_of(turn.world, literal.truth_of(turn.state, crew.incident))
    return (known[0],) if known else ()


def _set_off_late(turn: Turn, crew: ResourceState, party: Party, speech: CrewSpeech) -> None:
    """Let a crew that was sent nowhere look at its log again, and ask when nothing stands there."""
    if _goes_by(turn, crew):
        _set(turn, crew.resource, crew.incident, _from_here(turn, crew), "")
        return
    _set(turn, crew.resource, crew.incident, None, NO_LOCATION)
    asks = {line.id: line.says for line in speech.asks}
    words = asks.get("where", speech.cannot_find)
    line = crew_line(turn, crew.resource)
    speak(
        turn,
        party,
        line,
        spoken(turn, party, crew.incident, words),
        because="lost",
        asks=_address(turn, crew),
    )


def _from_here(turn: Turn, crew: ResourceState) -> float:
    truth = literal.truth_of(turn.state, crew.incident)
    turnout = turn.world.organisation.resource(crew.resource).turnout
    return round(turn.t + turn.world.travel(crew.resource, truth) - turnout, 2)


def crews_told(turn: Turn, name: str) -> tuple[str, ...]:
    """Return the crews on their way that a message to a resource or kind reaches."""
    crews = turn.state.resources.values()
    return tuple(
        crew.resource
        for crew in crews
        if crew.status == "mobile" and name in (crew.resource, turn.world.kind_of(crew.resource))
    )


def rightly_bound(turn: Turn, resources: tuple[str, ...]) -> dict[str, bool]:
    """Return for each crew whether its words lead it to the address, before it is told more."""
    return {resource: _leads_right(turn, turn.state.resources[resource]) for resource in resources}


def redirect(turn: Turn, before: dict[str, bool]) -> None:
    """Let crews that were just told the right place turn to it; the time driven wrong is lost."""
    for resource, was_right in before.items():
        crew = turn.state.resources[resource]
        stuck = crew.due is None or crew.why == NO_LOCATION
        if stuck and crew.why == NO_LOCATION and _goes_by(turn, crew):
            _set(turn, resource, crew.incident, _from_here(turn, crew), "")
        elif _leads_right(turn, crew) and not was_right:
            wasted = turn.t - (crew.sent_at or turn.t)
            due = turn.t + FINDS_IT_AFTER if crew.due is None else crew.due + wasted
            _set(turn, resource, crew.incident, round(due, 2), "new location")


def come_free(turn: Turn, resource: str) -> None:
    """Let a busy resource come free."""
    turn.add(ResourceChanged(t=turn.t, resource=resource, status="available", why="came free"))


def break_down(turn: Turn, name: str) -> None:
    """Let a resource (of a kind: the first one sent) break down."""
    party = party_named(turn, name)
    if party is None or not party.crew:
        return
    crew = turn.state.resources[party.id]
    turn.add(
        ResourceChanged(
            t=turn.t, resource=party.id, status="broken down", incident=crew.incident, why="broke down"
        )
    )


DEEDS: dict[str, Callable[..., None]] = {"deploy": deploy, "stand_down": stand_down}
