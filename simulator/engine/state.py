"""The state of an attempt, folded from its events alone: no scenario and no organisation are needed.

``fold`` decides nothing: each event is believed as it stands, so that an old record replays for ever.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.engine.standing import (
    CallerState,
    EscalationState,
    IncidentLog,
    Line,
    MessageState,
    ResourceState,
    Telling,
    changed,
)
from simulator.model import events as ev
from simulator.model.record_words import INTO_SILENCE, OUT, reasons_of

ASKS_BACK = "asks back"
"""The reason of a reply that asks whether something was meant: a yes to it takes it up."""


@dataclass(frozen=True)
class State:
    """Everything that has happened so far, as it stands at ``t`` (seconds of call time).

    ``deducted`` is the time that pauses and interruptions took, to be left out of call time by whoever
    keeps the clock. ``brought`` counts what brought words (``cue:light``, ``act:greet``). ``walked`` holds
    the answers that lead to where a decision tree stands.
    """

    started: ev.AttemptStarted
    t: float = 0.0
    lines: Mapping[str, Line] = field(default_factory=dict)
    callers: Mapping[str, CallerState] = field(default_factory=dict)
    logs: Mapping[str, IncidentLog] = field(default_factory=dict)
    told: Mapping[str, Telling] = field(default_factory=dict)
    resources: Mapping[str, ResourceState] = field(default_factory=dict)
    messages: Mapping[str, MessageState] = field(default_factory=dict)
    escalations: tuple[EscalationState, ...] = ()
    armed: Mapping[str, float] = field(default_factory=dict)
    fired: Mapping[str, float] = field(default_factory=dict)
    passed_by: Mapping[str, float] = field(default_factory=dict)
    trees: Mapping[tuple[str, str], str] = field(default_factory=dict)
    walked: Mapping[tuple[str, str], tuple[ev.TreeWalked, ...]] = field(default_factory=dict)
    left_trees: tuple[ev.TreeLeft, ...] = ()
    transcript: tuple[ev.Spoke | ev.Heard, ...] = ()
    looked_up: tuple[str, ...] = ()
    brought: Mapping[str, int] = field(default_factory=dict)
    next_log: int = 1
    paused_at: float | None = None
    deducted: float = 0.0
    ended: str = ""
    ended_at: float | None = None

    @property
    def pace(self) -> float:
        """How much longer this learner's limits are: 1.0 for most."""
        return self.started.pace

    def line_of(self, party: str) -> Line | None:
        """Return the open line (ringing, live or held) to a crew or outside organisation."""
        return next((x for x in self.lines.values() if x.party == party and x.status != "ended"), None)

    def lines_of_call(self, call: str) -> tuple[Line, ...]:
        """Return every line, ended ones too, on which a scripted caller is or was."""
        return tuple([x for x in self.lines.values() if x.call == call])

    def live_caller_line(self) -> Line | None:
        """Return the one caller line that is live, or ``None``."""
        return next((x for x in self.lines.values() if x.call and x.status == "live"), None)

    def log_of(self, truth: str) -> IncidentLog | None:
        """Return the log that stands for a happening of the scenario, the one in use when there are two."""
        left: IncidentLog | None = None
        for log in self.logs.values():
            if log.truth == truth:
                if not log.duplicate_of:
                    return log
                left = left or log
        return left

    def waiting(self) -> tuple[Line, ...]:
        """Return the lines that want the learner: ringing ones, and crews calling on theirs."""
        lines = self.lines.values()
        return tuple(x for x in lines if x.status == "ringing" or x.calling is not None)


def _line(state: State, line: str, **changes: Any) -> State:
    known = state.lines.get(line)
    return state if known is None else changed(state, lines=_lines(state, known, **changes))


def _lines(state: State, known: Line, **changes: Any) -> dict[str, Line]:
    """Return all lines, with something changed on a known one."""
    return {**state.lines, known.id: changed(known, **changes)}


def _log(state: State, incident: str, **changes: Any) -> State:
    known = state.logs.get(incident) or IncidentLog(incident, "", False, state.t)
    return changed(state, logs={**state.logs, incident: changed(known, **changes)})


def _rang(state: State, e: ev.LineRang) -> State:
    line = Line(e.line, e.direction, e.call, e.party, e.label, e.shown, "ringing", e.t, e.t)
    return changed(state, lines={**state.lines, e.line: line})


def _answered(state: State, e: ev.LineAnswered) -> State:
    known = state.lines.get(e.line)
    first = known.answered_at if known and known.answered_at is not None else e.t
    return _line(
        state,
        e.line,
        status="live",
        since=e.t,
        answered_at=first,
        waited=e.waited,
        calling=None,
        quiet_since=e.t,
    )


def _held(state: State, e: ev.LineHeld) -> State:
    return _line(state, e.line, status="held", since=e.t)


def _resumed(state: State, e: ev.LineResumed) -> State:
    return _line(state, e.line, status="live", since=e.t, quiet_since=e.t)


def _line_ended(state: State, e: ev.LineEnded) -> State:
    return _line(state, e.line, status="ended", since=e.t, ended_by=e.by, calling=None)


def _linked(state: State, e: ev.LineLinked) -> State:
    after = _line(state, e.line, incident=e.incident)
    before = after.logs.get(e.before)
    if before is None or before.already or before.fields or before.notes or before.priority:
        return after
    if any(line.incident == e.before for line in after.lines.values()):
        return after
    return _log(after, e.before, duplicate_of=e.incident)


def _log_opened(state: State, e: ev.LogOpened) -> State:
    log = IncidentLog(e.incident, e.truth, e.already, e.t)
    following = max(state.next_log, int(e.incident) + 1) if e.incident.isdigit() else state.next_log
    return changed(state, logs={**state.logs, e.incident: log}, next_log=following)


def _spoke(state: State, e: ev.Spoke) -> State:
    transcript, line = (*state.transcript, e), state.lines.get(e.line)
    if line is None:
        return changed(state, transcript=transcript)
    said = dict(line.said)
    sure = e.reading.sure()
    for act in sure:
        said[act] = (*said.get(act, ()), e.t)
    asks: tuple[str, ...] = ()
    if line.asks and "no_information" not in sure:
        asks = tuple(f for f in line.asks if f not in e.carries)
    lines = _lines(
        state,
        line,
        spoken=(*line.spoken, e),
        said=said,
        asked_back=(),
        asks=asks,
        calling=None,
        quiet_since=e.t,
    )
    return changed(state, transcript=transcript, lines=lines)


def _asked_back(line: Line, e: ev.Heard) -> tuple[str, ...]:
    """Return the acts of which the other side asks whether they were meant."""
    if ASKS_BACK not in reasons_of(e.because) or not line.spoken:
        return line.asked_back
    return tuple(act.act for act in line.spoken[-1].reading.left_open())


_OUT = re.compile(r"\bout\W*$", re.IGNORECASE)
"""How a crew ends what it says when it wants no answer."""


def _calls_for_answer(line: Line, e: ev.Heard) -> bool:
    calls = line.kept_open and e.because.startswith(("cue:", "arrived", "lost"))
    return calls and (bool(e.asks) or not _OUT.search(e.text))


def _heard(state: State, e: ev.Heard) -> State:
    brought = dict(state.brought)
    for reason in reasons_of(e.because):
        brought[reason] = brought.get(reason, 0) + 1
    transcript, line = (*state.transcript, e), state.lines.get(e.line)
    if line is None:
        return changed(state, transcript=transcript, brought=brought)
    calling = line.calling
    if calling is None and _calls_for_answer(line, e):
        calling = e.t
    lines = _lines(
        state,
        line,
        heard=(*line.heard, e),
        asked_back=_asked_back(line, e),
        asks=tuple(dict.fromkeys((*line.asks, *e.asks))) if e.asks else line.asks,
        calling=calling,
        quiet_since=line.quiet_since if e.because.startswith(INTO_SILENCE) else e.t,
    )
    return changed(state, transcript=transcript, brought=brought, lines=lines)


def _fact_told(state: State, e: ev.FactTold) -> State:
    line = state.lines.get(e.line)
    if line is not None and e.fact not in line.told:
        state = _line(state, e.line, told=(*line.told, e.fact))
    if e.fact in state.told:
        return state
    telling = Telling(e.line, e.t, e.asked, e.value, e.known)
    return changed(state, told={**state.told, e.fact: telling})


def _mood(state: State, e: ev.MoodChanged) -> State:
    caller = state.callers.get(e.call)
    moved = dict(caller.moved) if caller else {}
    moved[e.why] = (moved.get(e.why, (0, 0.0))[0] + 1, e.t)
    mood_at = caller.mood_at if caller and caller.mood == e.mood else e.t
    return changed(state, callers={**state.callers, e.call: CallerState(e.mood, mood_at, moved)})


def _field(state: State, e: ev.FieldWritten) -> State:
    log = state.logs.get(e.incident) or IncidentLog(e.incident, "", False, e.t)
    fields = {**log.fields, e.field: e.value}
    return _log(state, e.incident, fields=fields, edits=(*log.edits, e))


def _note(state: State, e: ev.NoteAdded) -> State:
    log = state.logs.get(e.incident)
    return _log(state, e.incident, notes=(*(log.notes if log else ()), e))


def _priority(state: State, e: ev.PrioritySet) -> State:
    log = state.logs.get(e.incident)
    return _log(state, e.incident, priority=e.level, priorities=(*(log.priorities if log else ()), e))


def _resource(state: State, resource: str, **changes: Any) -> State:
    known = state.resources.get(resource) or ResourceState(resource, "available")
    return changed(state, resources={**state.resources, resource: changed(known, **changes)})


def _deployed(state: State, e: ev.Deployed) -> State:
    return _resource(state, e.resource, incident=e.incident, due=e.due, sent_at=e.t, address=e.address)


def _resource_changed(state: State, e: ev.ResourceChanged) -> State:
    sent = {} if e.status in OUT else {"sent_at": None, "address": ""}
    return _resource(
        state, e.resource, status=e.status, since=e.t, incident=e.incident, due=e.due, why=e.why, **sent
    )


def _message(state: State, e: ev.MessageSent) -> State:
    state = changed(state, messages={**state.messages, e.message: MessageState(e)})
    line = state.lines.get(e.line)
    if line is None:
        return state
    asks = tuple(f for f in line.asks if f not in e.carries)
    return _line(state, e.line, asks=asks, calling=None, quiet_since=e.t)


def _message_answered(state: State, e: ev.MessageAnswered) -> State:
    known = state.messages.get(e.message)
    if known is None:
        return state
    return changed(state, messages={**state.messages, e.message: MessageState(known.sent, e)})


def _escalated(state: State, e: ev.Escalated) -> State:
    return changed(state, escalations=(*state.escalations, EscalationState(e)))


def _escalation_answered(state: State, e: ev.EscalationAnswered) -> State:
    def one(x: EscalationState) -> EscalationState:
        mine = x.answer is None and (x.sent.incident, x.sent.level) == (e.incident, e.level)
        return EscalationState(x.sent, e) if mine else x

    return changed(state, escalations=tuple(one(x) for x in state.escalations))


def _walked(state: State, e: ev.TreeWalked) -> State:
    """Go one answer on; a question answered anew takes the answers after it with it."""
    key = (e.incident, e.tree)
    before = state.walked.get(key, ())
    at = next((n for n, step in enumerate(before) if step.node == e.node), len(before))
    walked = {**state.walked, key: (*before[:at], e)}
    return changed(state, trees={**state.trees, key: e.leads_to}, walked=walked)


def _left(state: State, e: ev.TreeLeft) -> State:
    trees = {key: node for key, node in state.trees.items() if key != (e.incident, e.tree)}
    walked = {key: path for key, path in state.walked.items() if key != (e.incident, e.tree)}
    return changed(state, trees=trees, walked=walked, left_trees=(*state.left_trees, e))


_FOLDS: dict[str, Callable[[State, Any], State]] = {
    "line_rang": _rang,
    "line_answered": _answered,
    "line_held": _held,
    "line_resumed": _resumed,
    "line_ended": _line_ended,
    "line_linked": _linked,
    "log_opened": _log_opened,
    "spoke": _spoke,
    "heard": _heard,
    "fact_told": _fact_told,
    "mood_changed": _mood,
    "field_written": _field,
    "note_added": _note,
    "priority_set": _priority,
    "deployed": _deployed,
    "resource_changed": _resource_changed,
    "message_sent": _message,
    "message_answered": _message_answered,
    "escalated": _escalated,
    "escalation_answered": _escalation_answered,
    "tree_walked": _walked,
    "tree_left": _left,
    "looked_up": lambda s, e: changed(s, looked_up=(*s.looked_up, e.what)),
    "cue_armed": lambda s, e: changed(s, armed={**s.armed, e.cue: e.due}),
    "cue_fired": lambda s, e: changed(s, fired={**s.fired, e.cue: e.t}),
    "cue_passed": lambda s, e: changed(s, passed_by={**s.passed_by, e.cue: e.t}),
    "refused": lambda s, _: s,
    "paused": lambda s, e: changed(s, paused_at=e.t),
    "unpaused": lambda s, e: changed(s, paused_at=None, deducted=round(s.deducted + e.seconds, 2)),
    "interrupted": lambda s, e: changed(s, deducted=round(s.deducted + e.seconds, 2)),
    "attempt_ended": lambda s, e: changed(s, ended=e.reason, ended_at=e.t),
}


def started(event: ev.AttemptStarted) -> State:
    """Return the first state, from the event that starts an attempt."""
    roster = {r.resource: ResourceState(r.resource, r.status, free_at=r.free_at) for r in event.roster}
    return State(started=event, t=event.t, resources=roster, next_log=event.first_log)


def fold(state: State, event: ev.Event) -> State:
    """Return the state after one more event."""
    after = _FOLDS[event.kind](state, event)
    return after if event.t <= after.t else changed(after, t=event.t)


def replay(events: Iterable[ev.Event]) -> State:
    """Return the state after a whole record, whose first event starts the attempt.

    Raises:
        ValueError: the record does not begin with ``attempt_started``.
    """
    rest = iter(events)
    first = next(rest, None)
    if not isinstance(first, ev.AttemptStarted):
        raise ValueError("A record begins with attempt_started; this one does not, so it cannot be replayed.")
    state = started(first)
    for event in rest:
        state = fold(state, event)
    return state
