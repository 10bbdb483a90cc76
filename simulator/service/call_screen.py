"""What a learner's screen may show of a running call: what was said, written and sent, never what is missing.

Values only, drawn from the record and the organisation. No fact that was not told, no mood, no marking, and
no scenario's truth passes through here, because what a browser receives can be read by whoever sits at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar, cast

from simulator.engine.decide import ends_at
from simulator.engine.sending import NO_LOCATION
from simulator.engine.standing import IncidentLog, Line, MessageState, ResourceState
from simulator.model.events import (
    LineLinked,
)
from simulator.model.organisation import Organisation
from simulator.model.reading import reads_words_alone
from simulator.model.record_words import reasons_of
from simulator.service.call_entries import entries, histories, party_name
from simulator.service.call_views import (
    CENTRE,
    Answered,
    CallScreen,
    EntryView,
    LineState,
    LineView,
    LogView,
    NoteView,
    ResourceView,
    SentView,
)
from simulator.service.live import Live

__all__ = [
    "CENTRE",
    "CallScreen",
    "EntryView",
    "LineView",
    "LogView",
    "NoteView",
    "ResourceView",
    "SentView",
    "call_screen",
]

T = TypeVar("T")
SETTLED = frozenset(("accepted", "misled", "refuses"))
"""Why somebody spoke who had all that they had asked for, or would not have it."""


def call_screen(live: Live, now: float, next_due: float | None) -> CallScreen:
    """Return the screen of an attempt at a call time; pure."""
    state, organisation = live.state, live.world.organisation
    scenario = live.world.scenario
    return CallScreen(
        attempt_id=live.attempt.id,
        mode=live.attempt.mode,
        words_alone=reads_words_alone(live.attempt.reader_version),
        seq=live.seq,
        now=now,
        next_due=next_due,
        ends_at=ends_at(state, live.world),
        started_at=live.started_at,
        deducted=live.state.deducted,
        paused=state.paused_at is not None,
        ended=state.ended,
        brief=scenario.brief,
        kind_of_call=scenario.kind_of_call,
        lines=_lines(live),
        entries=entries(live),
        logs=_drawn(live, "logs", state.logs, _logs),
        sent=_sent(live),
        roster=_drawn(live, "roster", state.resources, _roster),
        trees=dict(state.trees),
        walked=dict(state.walked),
        organisation=organisation,
    )


def _drawn(live: Live, name: str, part: object, draw: Callable[[Live], T]) -> T:
    """Return what is shown of a part of the state, drawn anew only where that has changed."""
    of, found = live.drawn.get(name, (None, None))
    if of is not part:
        found = draw(live)
        live.drawn[name] = part, found
    return cast("T", found)


def _line_state(line: Line) -> LineState:
    if line.status == "live" and line.kept_open:
        return "calling" if line.calling is not None else "open"
    return line.status


def rings_for(live: Live, line: Line) -> bool:
    """Tell whether a line's caller is the one whom its log names: who was linked later is somebody else."""
    inbound = (x for x in live.state.lines.values() if x.direction == "in" and x.incident == line.incident)
    first = next(inbound, line)
    return line.direction != "in" or first.call == line.call


def _named(live: Live, line: Line, named_in: str) -> str:
    """Return what was written as the caller's name; a linked line keeps what its own log says."""
    incident = line.incident
    if not rings_for(live, line):
        linked = (r.event for r in live.record if isinstance(r.event, LineLinked) and r.event.line == line.id)
        incident = next((e.before for e in linked if e.by == "learner"), "")
    log = live.state.logs.get(incident)
    return log.fields.get(named_in, "") if log else ""


def _lines(live: Live) -> tuple[LineView, ...]:
    logs, named_in = live.state.logs, live.world.organisation.field_for("name")
    held = histories(live)
    views: list[LineView] = []
    inbound = 0
    for number, line in enumerate(live.state.lines.values(), start=1):
        inbound += line.direction == "in"
        log = logs.get(line.incident)
        views.append(
            LineView(
                id=line.id,
                number=number,
                title=f"Line {inbound}"
                if line.direction == "in"
                else party_name(live.world.organisation, line.party),
                state=_line_state(line),
                direction=line.direction,
                shown=line.shown,
                since=line.calling if line.calling is not None else line.since,
                incident=line.incident,
                priority=log.priority if log else "",
                named=_named(live, line, named_in),
                party=line.party,
                ended_by=line.ended_by,
                history=held.get(line.id, ""),
            )
        )
    return tuple(views)


def _logs(live: Live) -> tuple[LogView, ...]:
    seqs = {id(r.event): r.seq for r in live.record if r.event.kind == "note_added"}
    return tuple(_log(log, seqs) for log in live.state.logs.values())


def _log(log: IncidentLog, seqs: Mapping[int, int]) -> LogView:
    last = log.priorities[-1] if log.priorities else None
    times = [e.t for e in (*log.edits, *log.notes, *log.priorities)]
    return LogView(
        incident=log.incident,
        fields=dict(log.fields),
        notes=tuple(NoteView(seqs.get(id(n), 0), n.t, n.text) for n in log.notes),
        priority=log.priority,
        priority_at=last.t if last else None,
        priority_reason=last.reason if last else "",
        saved_at=max(times) if times else None,
        already=log.already,
        duplicate_of=log.duplicate_of,
    )


def _sent(live: Live) -> tuple[SentView, ...]:
    organisation, state = live.world.organisation, live.state
    items: list[SentView] = []
    for resource in state.resources.values():
        if resource.sent_at is None:
            continue
        items.append(
            SentView(
                id=f"resource:{resource.resource}",
                kind="resource",
                incident=resource.incident,
                name=organisation.resource(resource.resource).call_sign,
                medium="",
                at=resource.sent_at,
                state=_how_far(resource),
                due=resource.due,
                words=resource.why,
                reply="",
            )
        )
    items += [
        _message(m, organisation, state.messages.values(), state.lines.values())
        for m in state.messages.values()
    ]
    for n, escalation in enumerate(state.escalations):
        answer = escalation.answer
        items.append(
            SentView(
                id=f"escalation:{n}",
                kind="escalation",
                incident=escalation.sent.incident,
                name=organisation.level(escalation.sent.level).label,
                medium="",
                at=escalation.sent.t,
                state="answered" if answer else "waiting",
                due=None,
                words=escalation.sent.reason,
                reply=answer.text if answer else "",
            )
        )
    return tuple(sorted(items, key=lambda item: item.at))


def _how_far(resource: ResourceState) -> Literal["on the way", "arrived", "no location"]:
    if resource.status == "on scene":
        return "arrived"
    return "no location" if resource.why == NO_LOCATION else "on the way"


def _message(
    message: MessageState,
    organisation: Organisation,
    messages: Iterable[MessageState],
    lines: Iterable[Line],
) -> SentView:
    sent, answer = message.sent, message.answer
    states: dict[str, Answered] = {"asks": "asks", "refuses": "refused"}
    state: Literal[Answered, "waiting"] = states.get(answer.answer, "answered") if answer else "waiting"
    reply = answer.text if answer else ""
    told_at: float | None = None
    if answer and state == "asks":
        state, reply, told_at = _since_asked(message, messages, lines)
    return SentView(
        id=f"message:{sent.message}",
        kind="message",
        incident=sent.incident,
        name=party_name(organisation, sent.to),
        medium=sent.medium,
        at=sent.t,
        state=state,
        due=None,
        words=sent.text,
        reply=reply,
        told_at=told_at,
    )


def _since_asked(
    message: MessageState, messages: Iterable[MessageState], lines: Iterable[Line]
) -> tuple[Answered, str, float | None]:
    """Return how a question stands, and when it was answered: open until its asker replied to that.

    A later message that is asked about in its turn has the question in its own row.
    """
    asked, party = message.answer, message.sent.to
    if asked is None:
        return "asks", "", None
    since: list[tuple[float, Answered, str, float]] = []
    for line in lines:
        spoken = [s.t for s in line.spoken if s.t > asked.t] if line.party == party else []
        heard = [h for h in line.heard if h.t >= spoken[0]] if spoken else []
        if heard:
            settled = any(SETTLED & set(reasons_of(h.because)) for h in heard)
            still = heard[-1].asks or (line.asks and not settled)
            since.append((heard[-1].t, "asks" if still else "answered", heard[-1].text, spoken[0]))
    for later in messages:
        same = later.sent.to == party and later.sent.incident == message.sent.incident
        if same and later.sent.t > asked.t and later.answer is not None:
            since.append((later.answer.t, "answered", asked.text, later.sent.t))
    if not since:
        return "asks", asked.text, None
    _, state, reply, told_at = max(since, key=lambda one: one[0])
    return state, reply, told_at if state == "answered" else None


def _roster(live: Live) -> tuple[ResourceView, ...]:
    views: list[ResourceView] = []
    for resource in live.world.organisation.resources:
        state = live.state.resources.get(resource.id)
        status = state.status if state else "off duty"
        views.append(
            ResourceView(
                id=resource.id,
                call_sign=resource.call_sign,
                kind=resource.kind,
                skills=resource.skills,
                status=status,
                travel=dict(resource.travel),
                turnout=resource.turnout,
                can_send=status == "available",
                incident=state.incident if state else "",
                crew=resource.crew,
            )
        )
    return tuple(views)
