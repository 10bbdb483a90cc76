"""What happens next by itself, worked out from the state alone, so that nobody's asking can change it.

Limits on the learner and the scenario's own times are stretched by the learner's pace; what the world needs
(travel, answers, coming free) is not.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, cast

from simulator.engine import cues, lines, passing, sending
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


def _rings(turn: Turn) -> Iterator[Happening]:
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


def _line_happens(turn: Turn, n: int, line: Line) -> Iterator[Happening]:
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
    """What a caller on a line does by itself: begin to speak, volunteer, mind the silence or the hold."""
    if line.status == "live" and not opened(turn, line.call):
        yield Happening(line.since + OPENS_AFTER, 1, n, partial(open_call, line=line.id))
        return
    if line.status == "live":
        yield from _volunteers(turn, n, line)
    for m, due in minds(turn, line):
        yield Happening(due, 7, n * 100 + m, partial(mind, line=line, n=m))


def _volunteers(turn: Turn, n: int, line: Line) -> Iterator[Happening]:
    call, facts = line.call, turn.world.scenario.facts
    caller, begun = turn.state.callers.get(call), cues.answered_at(turn, call)
    settled = caller is not None and caller.mood <= turn.world.call(call).mood.settled_at
    for m, key, told in turn.world.volunteered[call]:
        if (key in turn.state.told and told_to(turn, call, key)) or not turn.holds(facts[key].needs, call):
            continue
        if told.at is not None and begun is not None:
            due = begun + told.at * turn.state.pace
        elif told.settled and settled and caller is not None:
            due = max(caller.mood_at, line.since) + SETTLES_FOR
        else:
            continue
        yield Happening(due, 5, n * 100 + m, partial(volunteer, line=line.id, fact=key))


def _cues(turn: Turn) -> Iterator[Happening]:
    armed = turn.state.armed
    for one in _still_to_come(turn):
        due = armed.get(one.key)
        if due is None:
            arms = cues.arms_at(turn, one)
            if arms is not None:
                yield Happening(arms, 0, one.place, partial(cues.arm, one=one))
        elif not cues.waits(turn, one):
            when = cues.due_at(turn, one, due)
            yield Happening(when, 6, one.place, partial(cues.fire, one=one))


def _still_to_come(turn: Turn) -> list[ScriptedCue]:
    """Return the cues that neither happened nor passed; most events leave them as they are."""
    fired, passed, known = turn.state.fired, turn.state.passed_by, turn.world.worked_out
    rests_on, also, found = known.get("cues", (None, None, []))
    if rests_on is not fired or also is not passed:
        found = [one for one in turn.world.cues if one.key not in fired and one.key not in passed]
        known["cues"] = (fired, passed, found)
    return cast("list[ScriptedCue]", found)


def _answers(turn: Turn) -> Iterator[Happening]:
    for n, (message, known) in enumerate(turn.state.messages.items()):
        due = known.sent.answer_due
        if known.answer is not None or due is None:
            continue
        line = turn.state.lines.get(known.sent.line)
        never_connected = line is not None and line.answered_at is None and line.status == "ended"
        if not never_connected:
            yield Happening(due, 2, 100 + n, partial(passing.answer_message, message=message))
    for n, escalation in enumerate(turn.state.escalations):
        sent = escalation.sent
        if escalation.answer is None and sent.answer_due is not None:
            yield Happening(sent.answer_due, 2, 1000 + n, partial(answer_escalation, sent=sent))


def _resources(turn: Turn) -> list[Happening]:
    """Return what resources do by themselves; most events leave them as they are."""
    state, known = turn.state.resources, turn.world.worked_out
    rests_on, found = known.get("resources", (None, None))
    if rests_on is not state:
        found = list(_moving(turn))
        known["resources"] = (state, found)
    return cast("list[Happening]", found)


def _moving(turn: Turn) -> Iterator[Happening]:
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


def _time_up(turn: Turn) -> None:
    end_attempt(turn, "time up", "clock")


def upcoming(turn: Turn) -> Happening | None:
    """Return the next thing that happens by itself, or ``None`` when nothing will until the learner acts."""
    state = turn.state
    if state.ended or state.paused_at is not None:
        return None
    found = [*_rings(turn), *_cues(turn), *_answers(turn), *_resources(turn)]
    for n, line in enumerate(state.lines.values()):
        if line.status != "ended":
            found += _line_happens(turn, n, line)
    end = time_up_at(turn)
    if end is not None:
        found.append(Happening(end, 9, 0, _time_up))
    first, at = None, (0.0, 0, 0)
    for one in found:
        due = max(round(one.due, 2), state.t)
        if first is None or (due, one.rank, one.place) < at:
            first, at = one, (due, one.rank, one.place)
    return first and first._replace(due=at[0])
