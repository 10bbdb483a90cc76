"""Tells whether a condition of a scenario holds. Words only; it changes nothing and decides nothing."""

from collections.abc import Callable, Iterable
from operator import attrgetter, is_
from typing import Any, NamedTuple

from simulator.engine.standing import IncidentLog, ResourceState
from simulator.engine.state import State
from simulator.engine.world import World, tells
from simulator.model.condition import Condition, either
from simulator.model.record_words import OUT


class _Asked(NamedTuple):
    """What a condition is asked of; ``call`` and ``incident``: those it is about, empty for any."""

    state: State
    world: World
    call: str
    incident: str
    condition: Condition

    def told(self, fact: str) -> bool:
        return fact in self.state.told

    def said(self, act: str) -> bool:
        """Said to this caller, or on a line that is no caller's."""
        call = self.call
        lines = self.state.lines.values()
        return any(act in line.said for line in lines if not call or not line.call or line.call == call)

    def said_one_of(self, acts: str) -> bool:
        """Said one of several acts that serve as well: ``a/b``."""
        return any(map(self.said, either(acts)))

    def _of_incident(self, number: str) -> bool:
        return not self.incident or number in logs_of(self.state, self.world, self.incident)

    def _crews(self, name: str) -> Iterable[ResourceState]:
        """Yield the crews of that name that are out at the incident meant, or on their way there."""
        known = self.state.resources
        for resource in self.world.named(name):
            crew = known.get(resource)
            if crew is not None and crew.status in OUT and self._of_incident(crew.incident):
                yield crew

    def deployed(self, name: str) -> bool:
        return any(True for _ in self._crews(name))

    def on_scene(self, name: str) -> bool:
        return any(c.status == "on scene" for c in self._crews(name))

    def sent(self, name: str) -> bool:
        messages = (m.sent for m in self.state.messages.values())
        if any(self._to(m.to, name) and self._of_incident(m.incident) for m in messages):
            return True
        lines = (line for line in self.state.lines.values() if line.party and self._to(line.party, name))
        return any(spoke.carries for line in lines for spoke in line.spoken)

    def _to(self, to: str, name: str) -> bool:
        return name in (to, self.world.kind_of(to)) or to == self.world.kind_of(name) != ""

    def passed(self, fact: str) -> bool:
        to = self.condition.to
        for message in self.state.messages.values():
            if fact in message.sent.carries and (not to or self._to(message.sent.to, to)):
                return True
        for line in self.state.lines.values():
            heard = line.party and (not to or self._to(line.party, to))
            if heard and any(fact in spoke.carries for spoke in line.spoken):
                return True
        return False

    def escalated(self, level: str) -> bool:
        return any(x.sent.level == level for x in self.state.escalations)

    def logged(self, fact: str) -> bool:
        known = self.world.scenario.facts.get(fact)
        if known is None:
            return False
        logs = [log for log in self.state.logs.values() if self._of_incident(log.incident)]
        return any(tells(text, known) for log in logs for text in _written(log))

    def answered(self, call: str) -> bool:
        return any(line.answered_at is not None for line in self.state.lines_of_call(call))

    def ended(self, call: str) -> bool:
        lines = self.state.lines_of_call(call)
        return bool(lines) and all(line.status == "ended" for line in lines)

    def fired(self, cue: str) -> bool:
        return cue in self.state.fired

    def looked_up(self, what: str) -> bool:
        """Opened; of ``history:LINE``, for a line of the call that the condition is about."""
        lines = self.state.lines_of_call(self.call) if self.call else self.state.lines.values()
        return not {what, *(f"{what}:{line.id}" for line in lines)}.isdisjoint(self.state.looked_up)

    def rung_back(self, call: str) -> bool:
        lines = self.state.lines_of_call(call)
        return any(line.direction == "out" and line.answered_at is not None for line in lines)

    def priority(self) -> bool:
        logs = [log for log in self.state.logs.values() if self._of_incident(log.incident)]
        return any(log.priority in self.condition.priority for log in logs)


def _written(log: IncidentLog) -> Iterable[str]:
    yield from log.fields.values()
    for note in log.notes:
        yield note.text


def logs_of(state: State, world: World, truth: str) -> frozenset[str]:
    """Return the numbers of the logs that concern a happening: its own, and those its calls are linked to."""
    found: frozenset[str]
    logs, lines, found = world.worked_out.get(("logs", truth), (None, None, frozenset()))
    if logs is not state.logs or lines is not state.lines:
        own = {log.incident for log in state.logs.values() if log.truth == truth}
        linked = {x.incident for x in state.lines.values() if x.call and world.incident_of(x.call) == truth}
        now = frozenset(own | linked) - {""}
        found = found if now == found else now  # the very same while it is the same
        world.worked_out["logs", truth] = (state.logs, state.lines, found)
    return found


def linked(state: State, call: str) -> bool:
    """Tell whether a call shares an incident log with another call, or with one open before the attempt."""
    mine = {line.incident for line in state.lines_of_call(call)} - {""}
    others = {line.incident for line in state.lines.values() if line.call and line.call != call}
    return any(number in others or state.logs[number].already for number in mine if number in state.logs)


def _mood_holds(condition: Condition, state: State, world: World, call: str) -> bool:
    wanted = (condition.mood_at_least, condition.mood_at_most)
    if wanted == (None, None) and not condition.settled:
        return True
    caller = state.callers.get(call)
    if caller is None:
        return False
    low, high = wanted
    if (low is not None and caller.mood < low) or (high is not None and caller.mood > high):
        return False
    return not condition.settled or caller.mood <= world.call(call).mood.settled_at


def holds(
    condition: Condition | None, state: State, world: World, call: str = "", incident: str = ""
) -> bool:
    """Tell whether every word of a condition holds, for every id listed under it; no condition holds.

    ``said`` looks at the scripted call that the condition is about (and at lines that are no caller's);
    ``deployed``, ``priority``, ``logged`` and ``sent`` at its happening; mood at its call. Empty means any.
    """
    if condition is None:
        return True
    key = (id(condition), call, incident)
    last: _Answered | None = world.worked_out.get(key)
    asks = last.asks if last is not None and last.asks.condition is condition else _questions(condition)
    rests_on = asks.parts(state)
    if asks.of_logs:
        rests_on += (logs_of(state, world, incident) if incident else state.logs,)
    if last is not None and last.asks is asks and all(map(is_, last.rested_on, rests_on)):
        return last.holds
    found = _holds(_Asked(state, world, call, incident, condition), asks.tests)
    world.worked_out[key] = _Answered(asks, rests_on, found)
    return found


def _holds(asked: _Asked, tests: "_Tests") -> bool:
    state, world, condition = asked.state, asked.world, asked.condition
    for test, name, wanted in tests:
        if test(asked, name) is not wanted:
            return False
    if condition.priority and not asked.priority():
        return False
    if condition.linked is not None and condition.linked != linked(state, asked.call or world.first_call):
        return False
    return _mood_holds(condition, state, world, asked.call or world.first_call)


_Test = Callable[[_Asked, str], bool]
_WORDS: dict[str, _Test] = {
    "told": _Asked.told,
    "said": _Asked.said_one_of,
    "deployed": _Asked.deployed,
    "on_scene": _Asked.on_scene,
    "sent": _Asked.sent,
    "passed": _Asked.passed,
    "escalated": _Asked.escalated,
    "logged": _Asked.logged,
    "answered": _Asked.answered,
    "ended": _Asked.ended,
    "fired": _Asked.fired,
    "looked_up": _Asked.looked_up,
    "rung_back": _Asked.rung_back,
}
_NEGATED = (
    *("told", "said", "deployed", "on_scene", "sent", "passed", "escalated", "logged"),
    *("fired", "looked_up"),
)
_NOT_WORDS: dict[str, _Test] = {f"not_{word}": _WORDS[word] for word in _NEGATED}
_CHEAP = ("told", "fired", "looked_up", "escalated", "answered", "ended", "rung_back")


_Tests = tuple[tuple[_Test, str, bool], ...]
LOGS_MEANT = "numbers of the logs meant"
CONTACTS, ANSWERED, SAID, PASSED = "contacts", "answered", "said on lines", "passed on"
"""Of the lines: who is on them, how, for which log; which calls were answered when; which acts were said on
them. Then what crews and outside organisations were told, by message and on their lines."""
_OF_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((CONTACTS, ANSWERED, SAID), ("lines",)),
    PASSED: ("lines", "messages"),
    LOGS_MEANT: (),
}

_READS: dict[str, tuple[str, ...]] = {
    "told": ("told",),
    "said": (SAID,),
    "deployed": ("resources", LOGS_MEANT),
    "on_scene": ("resources", LOGS_MEANT),
    "sent": (PASSED, LOGS_MEANT),
    "passed": (PASSED,),
    "escalated": ("escalations",),
    "logged": ("logs", LOGS_MEANT),
    "answered": (ANSWERED,),
    "ended": (CONTACTS,),
    "fired": ("fired",),
    "looked_up": ("looked_up", CONTACTS),
    "rung_back": (CONTACTS,),
    "priority": ("logs", LOGS_MEANT),
    "linked": ("logs", CONTACTS),
    "mood_at_least": ("callers",),
    "mood_at_most": ("callers",),
    "settled": ("callers",),
}
"""On which parts of the state the answer to each word rests; ``to`` only says more of ``passed``."""


def parts_read(condition: Condition | None) -> tuple[str, ...]:
    """Return the parts of the state on which the answer to a condition rests.

    Besides the names of parts: ``LOGS_MEANT``, ``CONTACTS``, ``ANSWERED``, ``SAID`` and ``PASSED``.
    """
    given = condition.model_fields_set if condition is not None else ()
    return tuple(dict.fromkeys(p for word in given for p in _READS.get(word.removeprefix("not_"), ())))


class _Questions(NamedTuple):
    """What a condition asks, and the parts of the state that the answer rests on."""

    condition: Condition
    tests: _Tests
    parts: Callable[[State], tuple[Any, ...]]
    of_logs: bool


class _Answered(NamedTuple):
    """A condition's last answer, which holds while the parts that it rests on are the same."""

    asks: _Questions
    rested_on: tuple[Any, ...]
    holds: bool


def _questions(condition: Condition) -> _Questions:
    """Return what a condition asks, one question after another, those first that are quickly answered."""
    given = sorted(condition.model_fields_set, key=lambda word: word.removeprefix("not_") not in _CHEAP)
    tests = tuple(
        (test, name, word in _WORDS)
        for word in given
        if (test := _WORDS.get(word) or _NOT_WORDS.get(word)) is not None
        for name in getattr(condition, word)
    )
    reads = parts_read(condition)
    whole = dict.fromkeys(part for read in reads for part in _OF_PARTS.get(read, (read,)))
    parts = attrgetter("started", "started", *whole)
    return _Questions(condition, tests, parts, LOGS_MEANT in reads)
