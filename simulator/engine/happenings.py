"""What will happen by itself, each kind worked out from the state alone: nobody's asking can change it.

Limits on the learner and the scenario's own times are stretched by the learner's pace; what the world needs
(travel, answers, coming free) is not. Which of it comes first is not said here.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from simulator.engine import cues, lines, questions_to_them, sending
from simulator.engine.desk import end_attempt
from simulator.engine.escalating import answer_escalation
from simulator.engine.mood import mind, minds
from simulator.engine.opening import OPENS_AFTER, open_call, opened, told_to, volunteer
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.engine.world import ScriptedCue, drawn

SETTLES_FOR = 2.0
"""Seconds for which a caller has been settled before telling what only a settled caller tells."""
AFTER_ACCEPTING = 60
"""Seconds of silence after which an organisation that has all it needs rings off."""


class Happening(NamedTuple):
    """Something that will happen by itself: when, and what it does to a turn.

    ``rank`` and ``place`` part what is due at one time, always in the same order.
    """

    due: float
    rank: int
    place: int
    do: Callable[[Turn], None]


def _first_answer(turn: Turn) -> float | None:
    lines = turn.state.lines.values()
    return min([x.answered_at for x in lines if x.call and x.answered_at is not None], default=None)


def rings(turn: Turn) -> Iterator[Happening]:
    """Yield when the calls ring that have not rung yet."""
    state, world = turn.state, turn.world
    rang = {line.call for line in state.lines.values()}
    if rang.issuperset(world.scenario.calls):
        return
    begun = _first_answer(turn)
    for n, (call, script) in enumerate(world.scenario.calls.items()):
        if call in rang:
            continue
        if call == world.first_call:
            due = drawn(state.started.seed, "first ring", 200, 500) / 100
        elif begun is None or not turn.holds(script.rings.needs, incident=script.incident):
            continue
        else:
            due = begun + script.rings.at * state.pace
        yield Happening(due, 4, n, partial(lines.ring_call, call=call))


def line_happens(turn: Turn, n: int, line: Line) -> Iterator[Happening]:
    """Yield what the far end of the ``n``th line does by itself: pick up, give up, speak, ring off.

    It rests on the line, on how its caller feels and whether the caller has spoken; on nothing else that can
    change. What a caller tells unasked may rest on anything: see ``volunteers``.
    """
    if line.status == "ringing" and line.direction == "out":
        yield Happening(lines.connects_at(turn, line), 2, n, partial(lines.connect, line=line))
    elif line.status == "ringing":
        limit = turn.world.call(line.call).gives_up_after if line.call else lines.ORGANISATION_GIVES_UP
        due = line.rang_at + limit * turn.state.pace
        yield Happening(due, 3, n, partial(lines.ring_off, line=line, why="gave up"))
    elif line.call and line.status in ("live", "held"):
        yield from _caller_happens(turn, n, line)
    elif line.party and not line.kept_open and line.status == "live":
        due = line.quiet_since + AFTER_ACCEPTING * turn.state.pace
        if lines.is_done(line):
            yield Happening(due, 8, n, partial(lines.ring_off, line=line, why="rang off"))


def _caller_happens(turn: Turn, n: int, line: Line) -> Iterator[Happening]:
    """What a caller on a line does by itself: begin to speak, mind the silence or the hold."""
    if line.status == "live" and not opened(turn, line.call):
        yield Happening(line.since + OPENS_AFTER, 1, n, partial(open_call, line=line.id))
        return
    for m, due in minds(turn, line):
        yield Happening(due, 7, n * 100 + m, partial(mind, line=line, n=m))


def volunteers(turn: Turn, n: int, line: Line) -> Iterator[Happening]:
    """Yield what the caller on the ``n``th line, who is live and has begun to speak, tells unasked."""
    call, facts = line.call, turn.world.scenario.facts
    caller, begun = turn.state.callers.get(call), cues.answered_at(turn, call)
    settled = caller is not None and caller.mood <= turn.world.call(call).mood.settled_at
    for m, key, told in turn.world.volunteered[call]:
        if key in line.told or (key in turn.state.told and told_to(turn, call, key)):
            continue
        if not turn.holds(facts[key].needs, call):
            continue
        if told.at is not None and begun is not None:
            due = begun + told.at * turn.state.pace
        elif told.settled and settled and caller is not None:
            due = max(caller.mood_at, line.since) + SETTLES_FOR
        else:
            continue
        yield Happening(due, 5, n * 100 + m, partial(volunteer, line=line.id, fact=key))


def armed_later(turn: Turn, one: ScriptedCue) -> tuple[Happening, ...]:
    """Return when a cue that neither happened nor passed is armed, in most states never."""
    state = turn.state
    if one.key in state.armed or one.key in state.fired or one.key in state.passed_by:
        return ()
    arms = cues.arms_at(turn, one)
    return () if arms is None else (Happening(arms, 0, one.place, partial(cues.arm, one=one)),)


def fired_later(turn: Turn) -> Iterator[Happening]:
    """Yield when the cues that are armed fire."""
    state, scripted = turn.state, turn.world.cue_of
    for key, due in state.armed.items():
        if key in state.fired or key in state.passed_by:
            continue
        one = scripted.get(key)
        if one is not None and not cues.waits(turn, one):
            yield Happening(cues.due_at(turn, one, due), 6, one.place, partial(cues.fire, one=one))


def answers(turn: Turn) -> Iterator[Happening]:
    """Yield when messages and escalations are answered."""
    for n, (message, known) in enumerate(turn.state.messages.items()):
        due = known.sent.answer_due
        if known.answer is not None or due is None:
            continue
        line = turn.state.lines.get(known.sent.line)
        never_connected = line is not None and line.answered_at is None and line.status == "ended"
        if not never_connected:
            yield Happening(due, 2, 100 + n, partial(questions_to_them.answer_message, message=message))
    for n, escalation in enumerate(turn.state.escalations):
        sent = escalation.sent
        if escalation.answer is None and sent.answer_due is not None:
            yield Happening(sent.answer_due, 2, 1000 + n, partial(answer_escalation, sent=sent))


def moving(turn: Turn) -> Iterator[Happening]:
    """Yield when resources arrive or come free."""
    for n, crew in enumerate(turn.state.resources.values()):
        if crew.status == "mobile" and crew.due is not None:
            yield Happening(crew.due, 3, n, partial(sending.arrive, resource=crew.resource))
        elif crew.status == "busy" and crew.free_at is not None:
            yield Happening(crew.free_at, 3, n, partial(sending.come_free, resource=crew.resource))


def time_up_at(turn: Turn) -> float | None:
    """Return when the attempt ends by itself: ``at latest`` after the first answer (or, unanswered, ring)."""
    rang = [line.rang_at for line in turn.state.lines.values() if line.call]
    if not rang:
        return None
    begun = _first_answer(turn)
    return (min(rang) if begun is None else begun) + turn.world.scenario.at_latest * turn.state.pace


def ends(turn: Turn) -> Iterator[Happening]:
    """Yield when the attempt ends by itself."""
    end = time_up_at(turn)
    if end is not None:
        yield Happening(end, 9, 0, partial(end_attempt, reason="time up", by="clock"))
