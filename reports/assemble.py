"""Puts the evidence report of one attempt together from plain values: a pure function, no clock, no store.

It gathers and words; it marks nothing, decides nothing, and reads no file.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reports import judged, rows
from reports.endings import how_it_ended
from reports.event_words import event_rows
from reports.evidence import (
    AttemptRow,
    AttemptSheet,
    Disclosed,
    EvidenceReport,
    Integrity,
    Mark,
    MoodStep,
    Pinned,
    Timeline,
    UnitCited,
    Use,
)
from reports.frame import ReportFrame
from reports.references import Indexed
from reports.words import listed, local_label, utc_label
from simulator.model.clock import clock
from simulator.model.events import Deployed as Sent
from simulator.model.events import (
    Escalated,
    FieldWritten,
    Heard,
    Interrupted,
    MessageSent,
    MoodChanged,
    NoteAdded,
    PrioritySet,
    Record,
    Spoke,
    Unpaused,
)
from simulator.model.findings import Marking, Retag
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.told_to import told_to
from simulator.model.unit import Unit

LANES = ("Caller", "Learner", "Log", "Priority", "Sent", "Radio")
_HINTS = {
    "practice": "hints could be asked for, and the clock could be stopped",
    "assessment": "no hints; the clock could not be stopped",
    "warm-up": "a warm-up to learn the screen; never assessed",
}


def build_evidence_report(
    record: Record,
    marking: Marking,
    scenario: Scenario,
    organisation: Organisation,
    unit: Unit,
    *,
    frame: ReportFrame,
    recorded_times: Mapping[int, datetime],
    retags: Sequence[Retag] = (),
) -> EvidenceReport:
    """Return everything that the evidence report of one attempt prints.

    ``scenario`` and ``organisation`` are the texts that the attempt pinned (the scenario unfilled);
    ``recorded_times`` maps each seq to the UTC moment at which the store took the event; ``retags`` are those
    that ``marking`` was made with.

    Raises:
        ValueError: the record does not begin with the attempt's start.
        KeyError: marking cites an event that the record does not hold.
    """
    x = Indexed(record, marking, scenario, organisation, frame)
    when = _drawn_up(frame, recorded_times)
    return EvidenceReport(
        reference=reference_of(frame.attempt_id),
        centre=frame.centre,
        learner_name=frame.learner_name,
        learner_reference=frame.learner_reference,
        unit=_unit(unit),
        uses=_uses(unit, scenario),
        scenario=x.scenario.title,
        organisation=f"{organisation.name} (fictional), version {organisation.version}",
        sheet=_sheet(x),
        pinned=_pinned(x, unit),
        opening=told_to("others", marking.opening),
        radio=judged.quote(x, marking.radio) if marking.radio is not None else None,
        findings=judged.findings(x, unit),
        noticed=judged.noticed(x),
        facts=judged.facts_compared(x),
        retags=judged.retags_shown(x, retags),
        timeline=_timeline(x),
        integrity=_integrity(frame, len(record)),
        events=event_rows(x, {seq: f"{at.astimezone(UTC):%H:%M:%S}" for seq, at in recorded_times.items()}),
        decision_words=(unit.decision_words.criterion_yes, unit.decision_words.criterion_no),
        timestamp=when,
        drawn_up=local_label(when, frame.time_zone),
        software=frame.software,
        **_done(x, retags),
    )


def _done(x: Indexed, retags: Sequence[Retag]) -> dict[str, Any]:
    """Return the parts of the report that say what was done."""
    remarks = {r.seq: _retag_remark(r.by, x.frame.names) for r in retags}
    return {
        "transcript": rows.transcript_rows(x, remarks),
        "logs": rows.incident_logs(x),
        "messages": rows.messages(x),
        "deployments": rows.deployments(x),
        "escalations": rows.escalations(x),
        "tree_steps": rows.tree_steps(x),
        "looked_up": rows.looked_up(x),
    }


def _unit(unit: Unit) -> UnitCited:
    return UnitCited(number=unit.number, uan=unit.uan, title=unit.title, level=unit.level, credit=unit.credit)


def reference_of(attempt_id: str) -> str:
    """Return the short reference by which a report names an attempt: ``A-3F2C9B1D``."""
    return f"A-{''.join(c for c in attempt_id if c.isalnum())[:8].upper()}"


def _retag_remark(by: str, names: Mapping[str, str]) -> str:
    return f"Re-tagged by {names.get(by, by) or 'an assessor'}; see the re-tags."


def _drawn_up(frame: ReportFrame, recorded_times: Mapping[int, datetime]) -> datetime:
    moments = [*recorded_times.values(), frame.started_at]
    moments += [at for at in (frame.ended_at, frame.released_at) if at is not None]
    return max(moments).astimezone(UTC).replace(microsecond=0)


def _uses(unit: Unit, scenario: Scenario) -> tuple[Use, ...]:
    return tuple(
        Use(
            outcome=outcome.id,
            statement=outcome.statement,
            rule=outcome.simulation.rule,
            text=outcome.simulation.text,
            methods=outcome.methods,
            from_calls=outcome.from_calls,
        )
        for outcome in unit.outcomes
        if any(c.id in scenario.criteria for c in outcome.criteria)
    )


def _sheet(x: Indexed) -> AttemptSheet:
    frame, started = x.frame, x.started
    ordered = sorted(frame.attempts, key=lambda a: (a.started_at, a.attempt_id))
    at = next((n for n, a in enumerate(ordered, 1) if a.attempt_id == frame.attempt_id), 1)
    zone = frame.time_zone
    variant = x.scenario.variants.get(started.variant, started.variant)
    return AttemptSheet(
        attempt_id=frame.attempt_id,
        started_utc=utc_label(frame.started_at),
        started_local=local_label(frame.started_at, zone),
        ended_utc=utc_label(frame.ended_at) if frame.ended_at else "",
        ended_local=local_label(frame.ended_at, zone) if frame.ended_at else "",
        length=x.record[-1].event.t,
        ended_because=how_it_ended(x.record),
        tried_from=_tried_from(x),
        mode=started.mode,
        hints=_HINTS[started.mode],
        pace=started.pace,
        pace_reason=started.pace_reason,
        disclosed=_disclosed(x),
        variant=variant or "none: the scenario has one version",
        seed=started.seed,
        number=at,
        of=max(len(ordered), 1),
        attempts=_attempts(x, zone),
        released=_released(frame, started.mode),
        reader=started.reader,
        marker=x.marking.marker,
        engine=started.engine,
        older=frame.older,
    )


def _tried_from(x: Indexed) -> str:
    """Say which attempt this one goes on from, for what stands before was not done anew."""
    origin = x.started.tried_from
    if origin is None:
        return ""
    earlier = reference_of(origin.attempt)
    return f"from {clock(origin.t)} of attempt {earlier}: what stands before that was copied from it"


def _attempts(x: Indexed, zone: str) -> tuple[AttemptRow, ...]:
    ordered = sorted(x.frame.attempts, key=lambda a: (a.started_at, a.attempt_id))
    return tuple(
        AttemptRow(
            number=n,
            reference=reference_of(a.attempt_id),
            started=local_label(a.started_at, zone),
            mode=a.mode,
            status=a.status,
            released=(
                local_label(a.released_at, zone)
                if a.released_at
                else ("not released" if a.mode == "assessment" else "at once")
            ),
            this=a.attempt_id == x.frame.attempt_id,
        )
        for n, a in enumerate(ordered, 1)
    )


def _released(frame: ReportFrame, mode: str) -> str:
    if frame.released_at is not None:
        by = frame.names.get(frame.released_by, frame.released_by)
        return local_label(frame.released_at, frame.time_zone) + (f", by {by}" if by else "")
    return "not yet released to the learner" if mode == "assessment" else "shown to the learner at once"


def _disclosed(x: Indexed) -> tuple[Disclosed, ...]:
    found = [Disclosed(at=e.t, seconds=e.seconds, what="paused by the learner") for _, e in x.each(Unpaused)]
    found += [
        Disclosed(at=e.t, seconds=e.seconds, what="the server was down") for _, e in x.each(Interrupted)
    ]
    return tuple(sorted(found, key=lambda d: d.at))


def _pinned(x: Indexed, unit: Unit) -> tuple[Pinned, ...]:
    digests = {**x.frame.content, **x.started.digests}
    named = {
        "scenario": (f"{x.scenario.title} ({x.scenario.id})", ""),
        "organisation": (x.organisation.name, x.organisation.version),
        "unit": (f"Unit {unit.number} ({unit.uan})", ""),
        "phrases": ("Shared phrases", ""),
    }
    order = [k for k in named if k in digests] + sorted(k for k in digests if k not in named)
    return tuple(
        Pinned(what=k, name=named.get(k, (k, ""))[0], version=named.get(k, ("", ""))[1], digest=digests[k])
        for k in order
    )


def _timeline(x: Indexed) -> Timeline:
    kinds = {
        FieldWritten: "Log",
        NoteAdded: "Log",
        PrioritySet: "Priority",
        MessageSent: "Sent",
        Sent: "Sent",
    }
    marks: list[Mark] = []
    for recorded in x.record:
        event = recorded.event
        lane = kinds.get(type(event), "Sent" if isinstance(event, Escalated) else "")
        if isinstance(event, Spoke):
            lane = "Learner"
        elif isinstance(event, Heard):
            lane = "Radio" if event.who == "responder" else "Caller" if event.who == "caller" else ""
        if lane:
            marks.append(Mark(lane=lane, at=event.t, ref=x.ref(recorded.seq)))
    moods = tuple(MoodStep(call=x.caller(e.call), at=e.t, mood=e.mood) for _, e in x.each(MoodChanged))
    length = max(x.record[-1].event.t, 1.0)
    return Timeline(length=length, lanes=LANES, marks=tuple(marks), moods=moods, span=x.marking.span)


def _integrity(frame: ReportFrame, events: int) -> Integrity:
    if not frame.intact:
        statement = f"NOT INTACT: {frame.fault or 'the record is not as it was written'}"
    elif frame.erased:
        numbers = listed(str(n) for n in frame.erased)
        statement = f"Intact; the content of events {numbers} was lawfully erased."
    else:
        statement = "Intact: every event stands as it was written."
    sealed = local_label(frame.sealed_at, frame.time_zone) if frame.sealed_at else "not sealed"
    return Integrity(
        events=events,
        head_seq=frame.head_seq,
        head_digest=frame.head_digest,
        intact=frame.intact,
        statement=statement,
        sealed=sealed,
    )
