"""Each event of a record as one plain line for the list of events.

The list is for audit: it says what the record holds, in the record's order, and draws no conclusion.
"""

from collections.abc import Callable
from typing import Any

from reports import labels
from reports.evidence import EventRow
from reports.references import Indexed
from reports.words import shortened
from simulator.model.clock import clock, waited

_Words = Callable[[Indexed, Any], str]


def _read_as(x: Indexed, reading: Any) -> str:
    acts = [f"{labels.act(x, a.act)} ({labels.BANDS[a.band]})" for a in reading.acts]
    return f" Read as: {'; '.join(acts)}." if acts else " No act was understood."


def _started(_: Indexed, e: Any) -> str:
    again = f", tried again from {clock(e.tried_from.t)} of an earlier call" if e.tried_from else ""
    return f"Attempt started: {e.mode}{again}, seed {e.seed}, {len(e.roster)} resources on the roster."


def _rang(x: Indexed, e: Any) -> str:
    if e.direction == "in":
        return f"{x.line(e.line)} rang ({e.label or 'no number shown'})."
    opened = {"radio": "Radio opened", "phone": "Phone line opened"}.get(e.direction, "Phone call made")
    return f"{opened}: {e.label}."


def _answered(x: Indexed, e: Any) -> str:
    return f"{x.line(e.line)} was answered {waited(e.waited)}."


def _ended_line(x: Indexed, e: Any) -> str:
    why = f", {labels.ENDED_WHY.get(e.why, e.why)}" if e.why else ""
    return f"{x.line(e.line)} ended, by {labels.ENDED_BY[e.by]}{why}."


def _linked(x: Indexed, e: Any) -> str:
    before = f" (before: {e.before})" if e.before else ""
    return f"{x.line(e.line)} linked to log {e.incident}{before}."


def _log(_: Indexed, e: Any) -> str:
    return f"Log {e.incident} {'stood open already' if e.already else 'opened'}."


def _spoke(x: Indexed, e: Any) -> str:
    to = x.other_end(e.line)
    where = f"to {to}" if to else f"on {x.line(e.line)}"
    return f"Learner {where}: “{shortened(e.text, 80)}”{_read_as(x, e.reading)}"


def _heard(x: Indexed, e: Any) -> str:
    return f"{x.speaker(e)} on {x.line_kind(e.line)}: “{shortened(e.text, 80)}”"


def _told(x: Indexed, e: Any) -> str:
    how = "on asking" if e.asked else "unasked"
    return f"Fact told {how}: {x.fact(e.fact)}{'' if e.known else ' (not known to the caller)'}."


def _mood(x: Indexed, e: Any) -> str:
    why = f" ({labels.why_mood(x, e.why)})" if e.why else ""
    return f"Scripted mood of {x.caller(e.call)} is {e.mood} of 10{why}."


def _field(x: Indexed, e: Any) -> str:
    has = x.organisation.has("field", e.field)
    label = x.organisation.field(e.field).label if has else e.field
    value = x.as_chosen(e.field, e.value)
    return f"Log {e.incident}, {label}: {f'“{shortened(value, 80)}”' if value else 'emptied'}"


def _note(_: Indexed, e: Any) -> str:
    return f"Log {e.incident}, note: “{shortened(e.text, 80)}”"


def _priority(x: Indexed, e: Any) -> str:
    reason = (
        f"with the reason “{shortened(e.reason.rstrip(' .'), 80)}”"
        if e.reason.strip()
        else "without a reason"
    )
    return f"Log {e.incident} given priority {x.level(e.level)}, {reason}."


def _deployed(x: Indexed, e: Any) -> str:
    where = f", to {shortened(e.address, 80)}" if e.address else ", without an address"
    return f"{x.party(e.resource)} sent for log {e.incident}{where}, due at {clock(e.due)}."


def _resource(x: Indexed, e: Any) -> str:
    due = f", due at {clock(e.due)}" if e.due is not None else ""
    return f"{x.party(e.resource)} is {e.status}{due}{' (' + e.why + ')' if e.why else ''}."


def _sent(x: Indexed, e: Any) -> str:
    return f"Message by {labels.medium(x, e.medium)} to {x.party(e.to)}: “{shortened(e.text, 80)}”"


def _message_answered(x: Indexed, e: Any) -> str:
    return f"{x.answerer(e.message)} ({labels.REPLIES[e.answer]}): “{shortened(e.text, 80)}”"


def _escalated(x: Indexed, e: Any) -> str:
    reason = f" Reason: “{shortened(e.reason, 80)}”" if e.reason.strip() else " No reason was given."
    return f"Log {e.incident} escalated to {escalation_level(x, e.level)}.{reason}"


def _escalation_answered(x: Indexed, e: Any) -> str:
    return f"{escalation_level(x, e.level)} answered: “{shortened(e.text, 80)}”"


def _walked(x: Indexed, e: Any) -> str:
    title, question, _ = x.tree(e.tree, e.node, e.leads_to)
    return f"Decision tree “{title}”: {question} {e.answer}."


def _left(x: Indexed, e: Any) -> str:
    return f"Decision tree “{x.tree(e.tree)[0]}” left: {e.reason or 'no reason given'}"


def _cue(x: Indexed, e: Any) -> str:
    right = f" The right priority is {x.level(e.right_priority)} from here on." if e.right_priority else ""
    return f"Scripted, it happened: {labels.cue(x, e.cue)}.{right}"


_WORDS: dict[str, _Words] = {
    "attempt_started": _started,
    "line_rang": _rang,
    "line_answered": _answered,
    "line_held": lambda x, e: f"{x.line(e.line)} was put on hold.",
    "line_resumed": lambda x, e: f"{x.line(e.line)} was taken back.",
    "line_ended": _ended_line,
    "line_linked": _linked,
    "log_opened": _log,
    "spoke": _spoke,
    "heard": _heard,
    "fact_told": _told,
    "mood_changed": _mood,
    "field_written": _field,
    "note_added": _note,
    "priority_set": _priority,
    "deployed": _deployed,
    "resource_changed": _resource,
    "message_sent": _sent,
    "message_answered": _message_answered,
    "escalated": _escalated,
    "escalation_answered": _escalation_answered,
    "tree_walked": _walked,
    "tree_left": _left,
    "looked_up": lambda x, e: f"Looked up {labels.looked_up(x, e.what)}.",
    "cue_fired": _cue,
    "cue_armed": lambda x, e: f"Scripted, it will happen at {clock(e.due)}: {labels.cue(x, e.cue)}.",
    "cue_passed": lambda x, e: f"Scripted, it was prevented: {labels.cue(x, e.cue)}.",
    "refused": lambda _, e: f"Could not {labels.deed(e.deed)}: {e.why}",
    "paused": lambda _, __: "The clock was stopped (practice only).",
    "unpaused": lambda _, e: f"The clock ran on after {clock(e.seconds)}.",
    "interrupted": lambda _, e: f"The server was down for {clock(e.seconds)}; deducted from call time.",
    "attempt_ended": lambda _, e: f"Attempt ended: {labels.ENDED[e.reason]}.",
}


def in_words(x: Indexed, seq: int) -> str:
    """Return one event as a plain line."""
    event = x.of_seq[seq].event
    return _WORDS[event.kind](x, event)


def event_rows(x: Indexed, kept: dict[int, str]) -> tuple[EventRow, ...]:
    """Return every event of the record in words; ``kept`` says when the store took each (UTC)."""
    return tuple(
        EventRow(seq=r.seq, ref=x.ref(r.seq), at=r.event.t, kept=kept.get(r.seq, ""), what=in_words(x, r.seq))
        for r in x.record
    )


def escalation_level(x: Indexed, level: str) -> str:
    """Return the label of an escalation level."""
    return x.organisation.level(level).label if x.organisation.has("level", level) else level
