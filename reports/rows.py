"""The parts of the report that say what was done: transcript, logs, messages, deployments and so on.

Everything stands as the learner entered it, in the record's order. Nothing here is a finding.
"""

from reports import labels
from reports.event_words import escalation_level, in_words
from reports.evidence import (
    Answer,
    Deployment,
    Edit,
    Escalation,
    FieldEntry,
    IncidentLog,
    SentMessage,
    TranscriptRow,
    TreeStep,
)
from reports.references import Indexed
from simulator.model.clock import clock
from simulator.model.events import (
    Deployed,
    Escalated,
    EscalationAnswered,
    FieldWritten,
    Heard,
    LineLinked,
    LogOpened,
    LookedUp,
    MessageAnswered,
    MessageSent,
    NoteAdded,
    PrioritySet,
    ResourceChanged,
    Spoke,
    TreeLeft,
    TreeWalked,
)

NOT_UNDERSTOOD = "The other side did not catch this; that is not counted against the learner."
_STAGE = frozenset(
    [
        "line_rang",
        "line_answered",
        "line_held",
        "line_resumed",
        "line_ended",
        "paused",
        "unpaused",
        "interrupted",
        "attempt_ended",
    ]
)
"""What happened to lines and the clock: it stands in the transcript between the spoken lines."""


def transcript_rows(x: Indexed, retagged: dict[int, str]) -> tuple[TranscriptRow, ...]:
    """Return the annotated transcript; ``retagged`` maps a line's seq to what is remarked of it."""
    rows: list[TranscriptRow] = []
    number = 0
    for recorded in x.record:
        event, seq = recorded.event, recorded.seq
        if isinstance(event, Spoke | Heard):
            number += 1
            rows.append(_spoken(x, seq, event, number, retagged.get(seq, "")))
        elif event.kind in _STAGE and not x.opened_by_crew(event):
            rows.append(
                TranscriptRow(
                    seq=seq,
                    ref=x.ref(seq),
                    number=None,
                    at=event.t,
                    line="",
                    speaker="",
                    learner=False,
                    text=in_words(x, seq),
                    markers=x.marks_at(seq),
                )
            )
    return tuple(rows)


def _spoken(x: Indexed, seq: int, event: Spoke | Heard, number: int, retagged: str) -> TranscriptRow:
    learner = isinstance(event, Spoke)
    missed = seq in x.marking.not_understood
    remark = " ".join(part for part in (NOT_UNDERSTOOD if missed else "", retagged) if part)
    return TranscriptRow(
        seq=seq,
        ref=x.ref(seq),
        number=number,
        at=event.t,
        line=x.line_kind(event.line),
        to=x.other_end(event.line) if learner else "",
        speaker="Learner" if isinstance(event, Spoke) else x.speaker(event),
        learner=learner,
        text=event.text,
        read_as=tuple(labels.act(x, a.act) for a in event.reading.acts) if isinstance(event, Spoke) else (),
        remark=remark,
        markers=x.marks_at(seq),
    )


def incident_logs(x: Indexed) -> tuple[IncidentLog, ...]:
    """Return every incident log in the order in which it was opened."""
    return tuple(_log(x, seq, opened) for seq, opened in x.each(LogOpened))


def _log(x: Indexed, seq: int, opened: LogOpened) -> IncidentLog:
    number = opened.incident
    linked = {e.line: e.incident for _, e in x.each(LineLinked)}
    fields = _fields(x, number)
    labels = {entry.label for entry in fields}
    return IncidentLog(
        number=number,
        opened_at=opened.t,
        opened_ref=x.ref(seq),
        already_open=opened.already,
        lines=tuple(x.line(line) for line, to in linked.items() if to == number),
        fields=fields,
        empty=tuple(f.label for f in x.organisation.log_form if f.label not in labels),
        notes=tuple(_edit(x, at, e.text) for at, e in x.each(NoteAdded) if e.incident == number),
        priorities=tuple(
            _edit(x, at, x.level(e.level), before=x.level(e.before) if e.before else "", reason=e.reason)
            for at, e in x.each(PrioritySet)
            if e.incident == number
        ),
    )


def _edit(x: Indexed, seq: int, text: str, before: str = "", reason: str = "") -> Edit:
    return Edit(
        seq=seq, ref=x.ref(seq), at=x.at(seq), clock=x.clock(seq), text=text, before=before, reason=reason,
        markers=x.marks_at(seq),
    )  # fmt: skip


def _fields(x: Indexed, number: str) -> tuple[FieldEntry, ...]:
    edits: dict[str, list[Edit]] = {}
    for seq, e in x.each(FieldWritten):
        if e.incident == number:
            value, before = x.as_chosen(e.field, e.value), x.as_chosen(e.field, e.before)
            edits.setdefault(e.field, []).append(_edit(x, seq, value, before))
    order = [f.id for f in x.organisation.log_form]
    known = [f for f in order if f in edits] + [f for f in edits if f not in order]
    return tuple(
        FieldEntry(
            label=x.organisation.field(f).label if f in order else f,
            value=edits[f][-1].text,
            edits=tuple(edits[f]),
        )
        for f in known
    )


def messages(x: Indexed) -> tuple[SentMessage, ...]:
    """Return the messages that were sent, each with its answers."""
    answers: dict[str, list[Answer]] = {}
    for seq, e in x.each(MessageAnswered):
        text = e.text + (f" (reference {e.reference})" if e.reference and e.reference not in e.text else "")
        answers.setdefault(e.message, []).append(
            Answer(ref=x.ref(seq), at=e.t, answer=labels.REPLIES[e.answer], text=text)
        )
    return tuple(
        SentMessage(
            ref=x.ref(seq),
            seq=seq,
            at=e.t,
            to=x.party(e.to),
            medium=labels.medium(x, e.medium),
            incident=e.incident,
            text=e.text,
            carried=tuple(x.fact(f) for f in e.carries),
            answers=tuple(answers.get(e.message, ())),
            markers=x.marks_at(seq),
        )
        for seq, e in x.each(MessageSent)
    )


def deployments(x: Indexed) -> tuple[Deployment, ...]:
    """Return the resources that were sent, each with what became of it until it was sent again."""
    sent = list(x.each(Deployed))
    found: list[Deployment] = []
    for seq, e in sent:
        later = [s for s, d in sent if d.resource == e.resource and s > seq]
        until = later[0] if later else len(x.record) + x.record[0].seq
        course = tuple(
            f"{c.status} at {clock(c.t)}" + (f" ({c.why})" if c.why else "")
            for s, c in x.each(ResourceChanged)
            if c.resource == e.resource and seq < s < until
        )
        found.append(
            Deployment(
                ref=x.ref(seq),
                seq=seq,
                at=e.t,
                resource=x.party(e.resource),
                incident=e.incident,
                address=e.address,
                due=e.due,
                course=course,
                markers=x.marks_at(seq),
            )
        )
    return tuple(found)


def escalations(x: Indexed) -> tuple[Escalation, ...]:
    """Return what was handed up, to whom, why, and what came back."""
    answers = list(x.each(EscalationAnswered))
    found: list[Escalation] = []
    taken: set[int] = set()
    for seq, e in x.each(Escalated):
        mine = [
            s
            for s, a in answers
            if s > seq and s not in taken and (a.level, a.incident) == (e.level, e.incident)
        ][:1]
        taken.update(mine)
        given = tuple(
            Answer(ref=x.ref(s), at=a.t, answer="answered", text=a.text) for s, a in answers if s in mine
        )
        found.append(
            Escalation(
                ref=x.ref(seq),
                seq=seq,
                at=e.t,
                level=escalation_level(x, e.level),
                incident=e.incident,
                reason=e.reason,
                answers=given,
                markers=x.marks_at(seq),
            )
        )
    return tuple(found)


def tree_steps(x: Indexed) -> tuple[TreeStep, ...]:
    """Return the questions of decision trees that were answered, and where a tree was left."""
    found: list[TreeStep] = []
    for recorded in x.record:
        e, seq = recorded.event, recorded.seq
        if not isinstance(e, TreeWalked | TreeLeft):
            continue
        left = isinstance(e, TreeLeft)
        node, leads = ("", "") if isinstance(e, TreeLeft) else (e.node, e.leads_to)
        title, question, leads_to = x.tree(e.tree, node, leads)
        found.append(
            TreeStep(
                ref=x.ref(seq),
                seq=seq,
                at=e.t,
                tree=title,
                question="Left the tree" if left else question,
                answer=e.reason if isinstance(e, TreeLeft) else e.answer,
                leads_to=leads_to,
                markers=x.marks_at(seq),
            )
        )
    return tuple(found)


def looked_up(x: Indexed) -> tuple[str, ...]:
    """Return what was looked up, in order; the same thing may stand more than once."""
    return tuple(labels.looked_up(x, e.what) for _, e in x.each(LookedUp))
