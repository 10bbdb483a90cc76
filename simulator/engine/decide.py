"""The engine's door: a command and the state become events. No clock and no chance: same in, same out."""

from collections.abc import Callable, Mapping

from simulator.engine import desk, lines, sending
from simulator.engine.escalating import escalate
from simulator.engine.far_end import say_to_far_end
from simulator.engine.happenings import Happening, time_up_at
from simulator.engine.passing import send
from simulator.engine.state import State
from simulator.engine.talk import say_to_caller
from simulator.engine.turn import Turn
from simulator.engine.upcoming import upcoming
from simulator.engine.world import World
from simulator.model import commands as cmd
from simulator.model import events as ev

ENGINE = "engine 13"
"""The engine's name and version, as it stands in every record.

Raised whenever the same deeds may give another record; `docs/rule-versions.md` says what each changed.
"""
_MOST_AT_ONCE = 100_000


def begin(
    world: World,
    *,
    mode: ev.Mode,
    seed: int,
    pace: float = 1.0,
    pace_reason: str = "",
    digests: Mapping[str, str] | None = None,
    reader: str = "",
    cast: Mapping[str, str] | None = None,
    variant: str | None = None,
) -> list[ev.Event]:
    """Return the events that start an attempt, all at ``t`` 0; the first call rings 2 to 5 seconds later.

    ``cast`` and ``variant`` are those of the world unless given.
    """
    scenario = world.scenario
    already = [key for key, one in scenario.incidents.items() if one.already_open]
    first_log = 20 + (seed * 7 + 27) % 60
    found: list[ev.Event] = [
        ev.AttemptStarted(
            t=0.0,
            scenario=scenario.id,
            organisation=world.organisation.id,
            unit=scenario.unit,
            mode=mode,
            seed=seed,
            variant=world.variant if variant is None else variant,
            cast=dict(world.cast if cast is None else cast),
            digests=dict(digests or {}),
            reader=reader,
            engine=ENGINE,
            pace=pace,
            pace_reason=pace_reason,
            roster=_roster(world),
            first_log=first_log,
        )
    ]
    for n, key in enumerate(already):
        incident, number = scenario.incidents[key], f"{first_log + n:04d}"
        found.append(ev.LogOpened(t=0.0, incident=number, truth=key, already=True))
        for name, value in incident.already_open.items():
            found.append(ev.FieldWritten(t=0.0, incident=number, field=name, value=value))
        if incident.already_priority:
            found.append(ev.PrioritySet(t=0.0, incident=number, level=incident.already_priority))
    return found


def _roster(world: World) -> tuple[ev.ResourceAtStart, ...]:
    found = []
    for crew in world.organisation.resources:
        change = world.scenario.roster.get(crew.id)
        status = change.status if change else crew.starts
        free = change.free_at if change else (crew.free_after or None)
        found.append(
            ev.ResourceAtStart(resource=crew.id, status=status, free_at=free if status == "busy" else None)
        )
    return tuple(found)


def _say(turn: Turn, deed: cmd.Say) -> None:
    line = lines.find(turn, deed.deed, deed.line)
    if line is None:
        return
    if not deed.text.strip():
        turn.refuse(deed.deed, "There is nothing to say yet.")
    elif line.status != "live":
        why = {
            "ringing": "has not answered yet" if line.direction == "out" else "has not been answered",
            "held": "is on hold; resume it first",
            "ended": "has ended",
        }
        turn.refuse(deed.deed, f"{line.label} {why[line.status]}.")
    elif line.call:
        say_to_caller(turn, deed)
    else:
        say_to_far_end(turn, deed)


def _send(turn: Turn, deed: cmd.Send) -> None:
    before = sending.rightly_bound(turn, sending.crews_told(turn, deed.to))
    messages = len(turn.state.messages)
    send(turn, deed)
    sending.redirect(turn, before)
    if len(turn.state.messages) > messages and turn.world.is_resource(deed.to):
        sending.called_off(turn, turn.world.named(deed.to), deed.text, deed.incident)


_DEEDS: dict[str, Callable[..., None]] = {
    **lines.DEEDS,
    **desk.DEEDS,
    **sending.DEEDS,
    "say": _say,
    "send": _send,
    "escalate": escalate,
}


def decide(state: State, command: cmd.Command, t: float, world: World) -> list[ev.Event]:
    """Return what follows at once from the learner's deed at call time ``t`` (seconds).

    Whatever was due before ``t`` must have been decided already: ``advance`` does both. After the end of an
    attempt nothing follows from anything. While the clock is stopped only ``unpause`` and the ends do; the
    seconds that it stood (``t`` less the moment of pausing) are left out of call time from then on.
    """
    return _decided(state, command, t, world).events


def _decided(state: State, command: cmd.Command, t: float, world: World) -> Turn:
    """Return the turn that a deed makes: what follows from it, and the state then."""
    at = max(round(float(t), 2), state.t)
    turn = Turn(state, world, at if state.paused_at is None else state.paused_at)
    if state.ended:
        return turn
    if state.paused_at is None:
        if command.deed == "unpause":
            turn.refuse(command.deed, "The clock is running.")
        else:
            _DEEDS[command.deed](turn, command)
    elif command.deed == "unpause":
        turn.add(ev.Unpaused(t=state.paused_at, seconds=round(at - state.paused_at, 2)))
    elif command.deed in ("finish", "give_up"):
        _DEEDS[command.deed](turn, command)
    else:
        turn.refuse(command.deed, "The clock is stopped. Let it run again first.")
    return turn


def due(state: State, t: float, world: World) -> list[ev.Event]:
    """Return all that happens by itself up to call time ``t`` (seconds), each event at its own time."""
    return _until(state, t, world)[1]


def _until(
    state: State, t: float, world: World, following: Happening | None = None
) -> tuple[State, list[ev.Event], Happening | None]:
    """Let all happen that is due up to ``t``; return also what happens next, so that nobody asks twice.

    ``following`` is what happens next in ``state``, where that is known already.
    """
    found: list[ev.Event] = []
    for _ in range(_MOST_AT_ONCE):
        following = following or upcoming(Turn(state, world, state.t))
        if following is None or following.due > round(t, 2):
            break
        turn = Turn(state, world, following.due)
        following.do(turn)
        state, following = turn.state, None
        found += turn.events
    return state, found, following


def following(state: State, world: World) -> Happening | None:
    """Return what happens next by itself, as ``go_on`` takes it, or ``None``."""
    return upcoming(Turn(state, world, state.t))


def next_due(state: State, world: World) -> float | None:
    """Return when (seconds of call time) something happens next by itself, or ``None``."""
    happening = following(state, world)
    return happening.due if happening else None


def ends_at(state: State, world: World) -> float | None:
    """Return when (seconds of call time) the attempt ends by itself, or ``None`` while nobody has rung."""
    return time_up_at(Turn(state, world, state.t))


def advance(
    state: State, command: cmd.Command | None, t: float, world: World
) -> tuple[State, list[ev.Event]]:
    """Let time come to ``t``, then the command happen, then what follows from it by itself at that moment.

    Whatever is due is decided before the command that finds it due, so that a record does not depend on how
    often anybody asked.
    """
    state, found, _ = go_on(state, command, t, world)
    return state, found


def go_on(
    state: State, command: cmd.Command | None, t: float, world: World, following: Happening | None = None
) -> tuple[State, list[ev.Event], Happening | None]:
    """Do as ``advance``, and return also what happens next by itself; ``following`` is what was so told.

    Whoever plays thousands of deeds hands it back, so that it is worked out once for each state.
    """
    state, found, following = _until(state, t, world, following)
    if command is not None:
        turn = _decided(state, command, t, world)
        state, at_once, following = _until(turn.state, turn.state.t, world)
        found = found + turn.events + at_once
    return state, found, following


def left(state: State, world: World) -> list[ev.Event]:
    """Return what ends an attempt that was left with its clock stopped; nothing when that runs."""
    if state.ended or state.paused_at is None:
        return []
    turn = Turn(state, world, state.paused_at)
    desk.end_attempt(turn, "left", by="clock")
    return turn.events


def interrupted(state: State, seconds: float) -> list[ev.Event]:
    """Return the event that says that the server was down for ``seconds``, in call time."""
    return [] if state.ended else [ev.Interrupted(t=state.t, seconds=round(seconds, 2))]
