"""What happens next by itself. Each source of happenings is asked anew only where it may answer otherwise.

Most events leave most of the state as it is, and who plays thousands of deeds asks after each of them: what
every source said last is kept beside the parts of the state that it looked at. It decides nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from operator import attrgetter, is_, itemgetter, or_
from typing import Any, NamedTuple, cast

from simulator.engine.conditions import ANSWERED, CONTACTS, LOGS_MEANT, SPOKEN, logs_of, parts_read
from simulator.engine.happenings import (
    Happening,
    answers,
    armed_later,
    ends,
    fired_later,
    line_happens,
    moving,
    rings,
    volunteers,
)
from simulator.engine.opening import opened
from simulator.engine.standing import CallerState, Line
from simulator.engine.state import State
from simulator.engine.turn import Turn
from simulator.engine.world import World
from simulator.model.condition import Condition
from simulator.model.events import AttemptStarted


class _Source(NamedTuple):
    """Something that happenings come from, and the parts of the state that it looks at, each one bit."""

    looks_at: int
    asked: Callable[[Turn], Iterable[Happening]]


_PARTS = (
    *("armed", "fired", "passed_by", "lines", "brought", "callers", "told", "resources", "messages"),
    *("escalations", "looked_up", "logs"),
)
_parts = attrgetter(*_PARTS)
_BIT = {part: 1 << n for n, part in enumerate((*_PARTS, CONTACTS, ANSWERED, SPOKEN))}
_LOGS_FROM = len(_BIT)
_LINES_AT, _LOGS_AT = _PARTS.index("lines"), _PARTS.index("logs")
_CUES_MOVE = slice(_PARTS.index("armed"), _PARTS.index("passed_by") + 1)
"""After the parts of the state stand the logs of each incident, then of each cue whether it is still asleep:
neither armed nor fired nor passed."""


def _bits(*parts: str) -> int:
    return sum(_BIT[part] for part in dict.fromkeys(parts))


def _sources(world: World) -> tuple[_Source, ...]:
    """Return what happenings come from in a world, with what each looks at."""
    known = world.worked_out.get("sources")
    if known is None:
        known = world.worked_out["sources"] = tuple(_found_sources(world))
    return cast("tuple[_Source, ...]", known)


def _found_sources(world: World) -> Iterator[_Source]:
    truths = tuple(world.scenario.incidents)

    def of_logs(incident: str) -> int:
        known = incident in truths
        return 1 << (_LOGS_FROM + truths.index(incident)) if known else _bits("logs", CONTACTS)

    def read(condition: Condition | None, incident: str) -> int:
        parts = parts_read(condition)
        bits = _bits(*(part for part in parts if part != LOGS_MEANT))
        return bits | of_logs(incident) if LOGS_MEANT in parts else bits

    calls = world.scenario.calls.values()
    needed = reduce(or_, (read(call.rings.needs, call.incident) for call in calls))
    yield _Source(_bits(CONTACTS) | needed, rings)
    for n, one in enumerate(world.cues, start=_LOGS_FROM + len(truths)):
        looks_at = 1 << n | _bits(ANSWERED) | read(one.cue.when, one.incident)
        if one.crew:
            looks_at |= _bits("resources") | of_logs(one.incident)
        yield _Source(looks_at, partial(armed_later, one=one))
    yield _Source(_bits("armed", "fired", "passed_by", "lines", "brought", "messages", "told"), fired_later)
    yield _Source(_bits("messages", "escalations", CONTACTS), answers)
    yield _Source(_bits("resources"), moving)
    facts = world.scenario.facts
    mine = [(call, key) for call, told in world.volunteered.items() for _, key, _ in told]
    needed = reduce(or_, (read(facts[key].needs, world.incident_of(call)) for call, key in mine), 0)
    yield _Source(_bits("lines", "brought", "callers", "told") | needed, _of_lines)
    yield _Source(_bits(CONTACTS), ends)


class _OfLine(NamedTuple):
    """What a line brings, and what that rests on: the attempt, the line, its caller, whether they spoke."""

    of: AttemptStarted
    line: Line
    caller: CallerState | None
    opened: bool
    brings: tuple[Happening, ...]


def _of_lines(turn: Turn) -> Iterator[Happening]:
    """Yield what all lines bring; a line of which nothing changed brings what it brought before."""
    state, world = turn.state, turn.world
    before: dict[str, _OfLine] = world.worked_out.setdefault("of lines", {})
    for n, line in enumerate(state.lines.values()):
        if line.status == "ended":
            continue
        caller, spoke, known = state.callers.get(line.call), opened(turn, line.call), before.get(line.id)
        if spoke and line.status == "live" and world.volunteered.get(line.call):
            yield from volunteers(turn, n, line)
        same = known is not None and known.line is line and known.caller is caller and known.opened is spoke
        if known is None or not same or known.of is not state.started:
            brings = tuple(line_happens(turn, n, line))
            known = before[line.id] = _OfLine(state.started, line, caller, spoke, brings)
        yield from known.brings


_Said = tuple[tuple[float, int, int, Happening], ...]
"""What a source said: the time (rounded as it will stand in the record), rank and place of each happening."""


class _Parts(NamedTuple):
    """The parts of a state in the order of their bits: its own, what is on its lines, logs, sleeping cues."""

    own: tuple[Any, ...]
    on_lines: tuple[Any, ...]
    logs: tuple[frozenset[str], ...]
    asleep: tuple[bool, ...]

    def changed_from(self, before: "_Parts") -> int:
        """Return the bits of what is another than it was."""
        found, at = 0, 0
        for now, was in zip(self, before, strict=True):
            if now is not was:
                pairs = enumerate(zip(now, was, strict=True), at)
                found |= sum([1 << n for n, (one, other) in pairs if one is not other])
            at += len(now)
        return found


class _Known(NamedTuple):
    """The parts of a state, and what each source said of it."""

    of: AttemptStarted
    parts: _Parts
    said: tuple[_Said, ...]


def _parts_of(state: State, world: World, known: _Parts | None) -> _Parts:
    """Return the parts of a state; what is as it was is the very same."""
    own = _parts(state)
    before = known.own if known else (None,) * len(own)
    on_lines = known.on_lines if known else (None, None, None)
    if before[_LINES_AT] is not state.lines:
        contacts, answered, spoken = on_lines
        lines = state.lines.values()
        now = tuple([(x.id, x.call, x.status, x.answered_at, x.incident) for x in lines])
        if now != contacts:
            contacts, calls = now, tuple([(x.call, x.answered_at) for x in lines if x.call])
            answered = answered if calls == answered else calls
        words = tuple([x.spoken for x in lines])
        same = spoken is not None and len(spoken) == len(words) and all(map(is_, spoken, words))
        found = contacts, answered, spoken if same else words
        on_lines = on_lines if all(map(is_, on_lines, found)) else found
    logs = known.logs if known else ()
    if known is None or before[_LOGS_AT] is not state.logs or on_lines[0] is not known.on_lines[0]:
        logs = tuple([logs_of(state, world, truth) for truth in world.scenario.incidents])
    asleep = known.asleep if known else ()
    if known is None or not all(map(is_, own[_CUES_MOVE], before[_CUES_MOVE])):
        moved = {*state.armed, *state.fired, *state.passed_by}
        asleep = tuple([one.key not in moved for one in world.cues])
    return _Parts(own, on_lines, logs, asleep)


def _all_to_come(turn: Turn) -> tuple[_Said, ...]:
    """Return all that will happen by itself as things stand, by what it comes from."""
    state, world = turn.state, turn.world
    sources, known = _sources(world), world.worked_out.get("to come")
    if known is not None and known.of is not state.started:
        known = None
    parts = _parts_of(state, world, known.parts if known else None)
    if known is None:
        said = tuple([_said(source, turn) for source in sources])
    else:
        changed = parts.changed_from(known.parts)
        if not changed:
            return cast("tuple[_Said, ...]", known.said)
        said = tuple(
            [
                _said(source, turn) if source.looks_at & changed else before
                for source, before in zip(sources, known.said, strict=True)
            ]
        )
    world.worked_out["to come"] = _Known(state.started, parts, said)
    return said


def _said(source: _Source, turn: Turn) -> _Said:
    return tuple([(round(one.due, 2), one.rank, one.place, one) for one in source.asked(turn)])


def upcoming(turn: Turn) -> Happening | None:
    """Return the next thing that happens by itself, or ``None`` when nothing will until the learner acts.

    Of what is due by now, rank and place alone say which comes first.
    """
    state = turn.state
    if state.ended or state.paused_at is not None:
        return None
    found = [one for said in _all_to_come(turn) for one in said]
    if not found:
        return None
    due, _, _, first = min(found, key=_FIRST)
    if due < state.t:
        late = [one for one in found if one[0] <= state.t]
        due, first = state.t, min(late, key=_RANKED)[3]
    return first if first.due == due else first._replace(due=due)


_FIRST = itemgetter(0, 1, 2)
_RANKED = itemgetter(1, 2)
