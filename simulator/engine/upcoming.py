"""What happens next by itself. Each source of happenings is asked anew only where it may answer otherwise.

Most events leave most of the state as it is, and who plays thousands of deeds asks after each of them: what
every source said last is kept beside the parts of the state that it looked at. It decides nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from itertools import chain, zip_longest
from operator import attrgetter, is_, itemgetter, or_
from typing import Any, NamedTuple

from simulator.engine.conditions import ANSWERED, CONTACTS, LOGS_MEANT, PASSED, logs_of, parts_read
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
from simulator.model.condition import Condition, either
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
_BIT = {part: 1 << n for n, part in enumerate((*_PARTS, CONTACTS, ANSWERED, PASSED))}
_LINES_AT, _MESSAGES_AT = _PARTS.index("lines"), _PARTS.index("messages")
_LOGS_AT, _TOLD_AT = _PARTS.index("logs"), _PARTS.index("told")
_CUES_MOVE = slice(_PARTS.index("armed"), _PARTS.index("passed_by") + 1)
"""After the parts of the state stand the logs of each incident; of each cue whether it is still asleep,
neither armed nor fired nor passed; then the facts told and acts said for which conditions ask."""


class _Watched(NamedTuple):
    """What is looked at in a world: what happenings come from; the facts and acts that conditions name.

    ``looking`` are the places of the sources that look at some bits, for each set of bits that was met.
    """

    sources: tuple[_Source, ...]
    facts: tuple[str, ...]
    acts: tuple[str, ...]
    looking: dict[int, tuple[int, ...]]

    def looking_at(self, bits: int) -> tuple[int, ...]:
        """Return the places of the sources that look at any of some bits."""
        found = self.looking.get(bits)
        if found is None:
            found = tuple(n for n, source in enumerate(self.sources) if source.looks_at & bits)
            self.looking[bits] = found
        return found


def _bits(*parts: str) -> int:
    return sum(_BIT[part] for part in dict.fromkeys(parts))


def _watched(world: World) -> _Watched:
    """Return what is looked at in a world."""
    known: _Watched | None = world.worked_out.get("watched")
    if known is None:
        given = [call.rings.needs for call in world.scenario.calls.values()]
        given += [
            world.scenario.facts[fact].needs for mine in world.volunteered.values() for _, fact, _ in mine
        ]
        named = [one for one in (*given, *(cue.cue.when for cue in world.cues)) if one is not None]
        facts = tuple(dict.fromkeys(fact for one in named for fact in (*one.told, *one.not_told)))
        acts = tuple(dict.fromkeys(act for one in named for act in _acts_of(one)))
        sources = tuple(_sources(world, facts, acts))
        known = world.worked_out["watched"] = _Watched(sources, facts, acts, {})
    return known


def _acts_of(condition: Condition) -> tuple[str, ...]:
    """Return the acts of which a condition asks whether they were said."""
    return tuple(act for said in (*condition.said, *condition.not_said) for act in either(said))


def _sources(world: World, facts: Sequence[str], acts: Sequence[str]) -> Iterator[_Source]:
    """Yield what happenings come from in a world, with what each looks at."""
    truths = tuple(world.scenario.incidents)
    cues_from = len(_BIT) + len(truths)
    facts_from = cues_from + len(world.cues)
    acts_from = facts_from + len(facts)

    def of_logs(incident: str) -> int:
        known = incident in truths
        return 1 << (len(_BIT) + truths.index(incident)) if known else _bits("logs", CONTACTS)

    def read(condition: Condition | None, incident: str) -> int:
        if condition is None:
            return 0
        parts = parts_read(condition)
        bits = _bits(*(part for part in parts if part in _BIT and part != "told"))
        bits |= of_logs(incident) if LOGS_MEANT in parts else 0
        bits |= sum({1 << facts_from + facts.index(key) for key in (*condition.told, *condition.not_told)})
        return bits | sum({1 << acts_from + acts.index(act) for act in _acts_of(condition)})

    calls = world.scenario.calls.values()
    needed = reduce(or_, (read(call.rings.needs, call.incident) for call in calls))
    yield _Source(_bits(CONTACTS) | needed, rings)
    for n, one in enumerate(world.cues, start=cues_from):
        looks_at = 1 << n | _bits(ANSWERED) | read(one.cue.when, one.incident)
        if one.crew:
            looks_at |= _bits("resources") | of_logs(one.incident)
        yield _Source(looks_at, partial(armed_later, one=one))
    yield _Source(_bits("armed", "fired", "passed_by", "lines", "brought", "messages", "told"), fired_later)
    yield _Source(_bits("messages", "escalations", CONTACTS), answers)
    yield _Source(_bits("resources"), moving)
    known = world.scenario.facts
    mine = [(call, key) for call, told in world.volunteered.items() for _, key, _ in told]
    needed = reduce(or_, (read(known[key].needs, world.incident_of(call)) for call, key in mine), 0)
    yield _Source(_bits("lines", "brought", "callers", "told") | needed, _of_lines)
    yield _Source(_bits(CONTACTS), ends)


class _OfLine(NamedTuple):
    """What a line brings, and what that rests on: the attempt, the line, its caller, whether they spoke."""

    of: AttemptStarted
    line: Line
    caller: CallerState | None
    opened: bool
    brings: tuple[Happening, ...]


def _of_lines(turn: Turn) -> list[Happening]:
    """Return what all lines bring; a line of which nothing changed brings what it brought before."""
    state, world = turn.state, turn.world
    before: dict[str, _OfLine] = world.worked_out.setdefault("of lines", {})
    found: list[Happening] = []
    for n, line in enumerate(state.lines.values()):
        if line.status == "ended":
            continue
        call, known = line.call, before.get(line.id)
        caller, spoke = (state.callers.get(call), opened(turn, call)) if call else (None, False)
        if spoke and line.status == "live" and world.volunteered.get(call):
            found += volunteers(turn, n, line)
        same = known is not None and known.line is line and known.caller is caller and known.opened is spoke
        if known is None or not same or known.of is not state.started:
            brings = tuple(line_happens(turn, n, line))
            known = before[line.id] = _OfLine(state.started, line, caller, spoke, brings)
        found += known.brings
    return found


_Said = tuple[tuple[float, int, int, Happening], ...]
"""What a source said: the time (rounded as it will stand in the record), rank and place of each happening."""


class _Parts(NamedTuple):
    """The parts of a state in the order of their bits.

    Its own; who is on the lines, what was answered and passed on; logs; sleeping cues; which facts watched
    were told; and for each act watched the lines on which it was said.
    """

    own: tuple[Any, ...]
    spoken: tuple[Any, ...]
    logs: tuple[frozenset[str], ...]
    asleep: tuple[bool, ...]
    told: tuple[bool, ...]
    said: tuple[tuple[str, ...], ...]

    def changed_from(self, before: "_Parts") -> int:
        """Return the bits of what is another than it was."""
        found, at = 0, 0
        for now, was in zip(self, before, strict=True):
            if now is not was:
                for n, same in enumerate(map(is_, now, was), at):
                    if not same:
                        found |= 1 << n
            at += len(now)
        return found


class _Known(NamedTuple):
    """The parts of a state, and what each source said of it."""

    of: AttemptStarted
    parts: _Parts
    said: Sequence[_Said]


def _goes_back(state: State, known: _Known) -> bool:
    """Tell whether a state lacks a line that is known: no line ever goes, so it came before."""
    return len(state.lines) < len(known.parts.own[_LINES_AT])


def _first_parts(state: State, world: World, watched: _Watched) -> _Parts:
    """Return the parts of a state of which nothing is known yet."""
    lines = state.lines
    spoken = lines, _answered(lines), _passed(state)
    logs = tuple([logs_of(state, world, truth) for truth in world.scenario.incidents])
    told = tuple([fact in state.told for fact in watched.facts])
    return _Parts(_parts(state), spoken, logs, _asleep(state, world), told, _said_on(lines, watched.acts))


def _parts_of(state: State, world: World, watched: _Watched, known: _Parts) -> _Parts:
    """Return the parts of a state after another; what is as it was is the very same."""
    own, (was, spoken, logs, asleep, told, said) = _parts(state), known
    moved = _moved(state.lines, was[_LINES_AT])
    if moved or own[_MESSAGES_AT] is not was[_MESSAGES_AT]:
        spoken = _spoken_after(state, known, moved)
    if any(before is None or line.said is not before.said for line, before in moved):
        pairs = zip(_said_on(state.lines, watched.acts), said, strict=True)
        said = tuple([old if new == old else new for new, old in pairs])
    if own[_LOGS_AT] is not was[_LOGS_AT] or spoken[0] is not known.spoken[0]:
        logs = tuple([logs_of(state, world, truth) for truth in world.scenario.incidents])
    if own[_CUES_MOVE] != was[_CUES_MOVE]:
        asleep = _asleep(state, world)
    if own[_TOLD_AT] is not was[_TOLD_AT]:
        told = tuple([fact in state.told for fact in watched.facts])
    return _Parts(own, spoken, logs, asleep, told, said)


def _asleep(state: State, world: World) -> tuple[bool, ...]:
    moved = {*state.armed, *state.fired, *state.passed_by}
    return tuple([one.key not in moved for one in world.cues])


_Lines = Mapping[str, Line]


_Moved = Sequence[tuple[Line, Line | None]]


def _moved(lines: _Lines, before: _Lines) -> _Moved:
    """Return the lines that are others than those at their places before, each with that one if any was."""
    if lines is before:
        return ()
    return [(x, y) for x, y in zip_longest(lines.values(), before.values()) if x is not y]


def _spoken_after(state: State, known: _Parts, moved: _Moved) -> tuple[Any, ...]:
    """Return who is on the lines, which calls were answered, what was passed on; the same if it is so."""
    contacts, answered, passed = known.spoken
    if any(y is None or _contact(x) != _contact(y) for x, y in moved):
        contacts, calls = state.lines, _answered(state.lines)
        answered = answered if calls == answered else calls
    if (
        any(x.party or (y is not None and y.party) for x, y in moved)
        or known.own[_MESSAGES_AT] is not state.messages
    ):
        now = _passed(state)
        passed = passed if len(now) == len(passed) and all(map(is_, now, passed)) else now
    found = contacts, answered, passed
    return known.spoken if all(map(is_, found, known.spoken)) else found


def _contact(line: Line) -> tuple[Any, ...]:
    return line.id, line.call, line.status, line.answered_at, line.incident


def _answered(lines: _Lines) -> tuple[tuple[str, float | None], ...]:
    return tuple([(x.call, x.answered_at) for x in lines.values() if x.call])


def _passed(state: State) -> tuple[object, ...]:
    """Return what crews and outside organisations were told: each message, and the words on each line."""
    messages = [m.sent for m in state.messages.values()]
    return (*messages, *[x.spoken for x in state.lines.values() if x.party and x.spoken])


def _said_on(lines: _Lines, acts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple([tuple([x.id for x in lines.values() if act in x.said]) for act in acts])


def _all_to_come(turn: Turn) -> Sequence[_Said]:
    """Return all that will happen by itself as things stand, by what it comes from."""
    state, world = turn.state, turn.world
    watched, known = _watched(world), world.worked_out.get("to come")
    if known is None or known.of is not state.started or _goes_back(state, known):
        parts = _first_parts(state, world, watched)
        said = [_said(source, turn) for source in watched.sources]
    else:
        parts = _parts_of(state, world, watched, known.parts)
        said = [*known.said]
        for n in watched.looking_at(parts.changed_from(known.parts)):
            said[n] = _said(watched.sources[n], turn)
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
    found = list(chain.from_iterable(_all_to_come(turn)))
    if not found:
        return None
    due, _, _, first = min(found, key=_FIRST)
    if due < state.t:
        late = [one for one in found if one[0] <= state.t]
        due, first = state.t, min(late, key=_RANKED)[3]
    return first if first.due == due else first._replace(due=due)


_FIRST = itemgetter(0, 1, 2)
_RANKED = itemgetter(1, 2)
