"""Lays out what was done: the transcript, the incident logs, and what was sent, handed up and worked through.

People's own words are set apart from the report's, so that they can hold anything without doing anything.
"""

from collections.abc import Iterable, Iterator

from reports.document import (
    Block,
    Line,
    Row,
    Section,
    Table,
    cell,
    columns,
    heading,
    line,
    paragraph,
    text,
    theirs,
)
from reports.evidence import Answer, Edit, EvidenceReport, FieldEntry, IncidentLog, TranscriptRow
from reports.layout_findings import marker_lines
from reports.words import CALLER, listed, sentence_case
from simulator.model.clock import clock


def transcript_section(report: EvidenceReport) -> Section:
    """Return the annotated transcript, a criterion's marker at the second where it was earned or lost."""
    table = Table(
        caption="Annotated transcript, with the markers of the criteria",
        columns=columns(Line=0.07, Time=0.07, On=0.11, Who=0.17, What_was_said=0.42, Criteria=0.16),
        rows=tuple(_said(row) for row in _named_once(report.transcript)),
    )
    return Section(title="Transcript", anchor="transcript", blocks=(table,))


def _named_once(rows: Iterable[TranscriptRow]) -> Iterator[TranscriptRow]:
    """Yield rows in which a caller is described where that is new on a line, and is the caller after that."""
    known: dict[str, str] = {}
    for row in rows:
        if row.number is None or row.learner or not row.speaker.startswith(f"{CALLER} ("):
            yield row
            continue
        told, known[row.line] = known.get(row.line), row.speaker
        yield row.model_copy(update={"speaker": CALLER}) if told == row.speaker else row


def _said(row: TranscriptRow) -> Row:
    if row.number is None:
        place = cell(text(row.ref, to=row.ref))
        return Row(
            tone="quiet",
            cells=(
                place,
                cell(clock(row.at)),
                cell("–"),
                cell("–"),
                cell(theirs(row.text, "quiet")),
                cell(*marker_lines(row.markers)),
            ),
        )
    to = (text(f"to {row.to}", "quiet"),) if row.to else ()
    remark = () if not row.remark else (text(row.remark, "open"),)
    read = f"Read as {listed(row.read_as) if row.read_as else 'no act'}."
    return Row(
        anchor=row.ref,
        cells=(
            cell(row.ref),
            cell(clock(row.at)),
            cell(text(row.line, "quiet")),
            cell(theirs(row.speaker, "strong" if row.learner else ""), *to),
            cell(theirs(row.text), *remark, *((text(read, "quiet"),) if remark and row.learner else ())),
            cell(*marker_lines(row.markers)),
        ),
    )


def logs_section(report: EvidenceReport) -> Section:
    """Return every incident log as entered, with its edit history, notes and priorities."""
    blocks: list[Block] = []
    for log in report.logs:
        blocks += _log(log)
    if not blocks:
        blocks.append(paragraph("No incident log was opened."))
    return Section(title="Incident logs as entered", anchor="logs", blocks=tuple(blocks))


def _log(log: IncidentLog) -> tuple[Block, ...]:
    opened = (
        "Stood open before the attempt began" if log.already_open else f"Opened at {clock(log.opened_at)}"
    )
    lines = f" Linked to {'; '.join(log.lines)}." if log.lines else ""
    empty = f" Left empty: {'; '.join(log.empty)}." if log.empty else ""
    blocks: list[Block] = [
        heading(f"Log {log.number}", anchor=log.opened_ref),
        paragraph(f"{opened} ({log.opened_ref}).{lines}{empty}"),
    ]
    if log.fields:
        blocks.append(
            Table(
                caption=f"Form of log {log.number}: how each field stood at the end, and every writing of it",
                columns=columns(Field=0.2, As_it_stood=0.34, History=0.3, Criteria=0.16),
                rows=tuple(_field(entry) for entry in log.fields),
            )
        )
    blocks.append(_priorities(log))
    blocks.append(_notes(log))
    return tuple(blocks)


def _field(entry: FieldEntry) -> Row:
    markers = tuple(m for edit in entry.edits for m in edit.markers)
    history = tuple(_writing(edit, first=n == 0) for n, edit in enumerate(entry.edits))
    return Row(
        cells=(
            cell(entry.label),
            cell(theirs(entry.value)),
            history,
            cell(*marker_lines(tuple(dict.fromkeys(markers)))),
        )
    )


def _writing(edit: Edit, *, first: bool) -> Line:
    what = (
        text("written")
        if first and not edit.before
        else theirs(f"was “{edit.before}”" if edit.before else "was empty")
    )
    return line(text(f"{edit.ref}  ", "strong"), f"{clock(edit.at)} ({edit.clock}) ", what, anchor=edit.ref)


def _priorities(log: IncidentLog) -> Block:
    if not log.priorities:
        return paragraph(f"No priority was set on log {log.number}.")
    return Table(
        caption=f"Priority of log {log.number}",
        columns=columns(Place=0.08, Time=0.17, Priority=0.21, Reason_as_entered=0.38, Criteria=0.16),
        rows=tuple(
            Row(
                anchor=p.ref,
                cells=(
                    cell(p.ref),
                    cell(f"{clock(p.at)} ({p.clock})"),
                    cell(
                        text(p.text, "strong"), *((text(f"before: {p.before}", "quiet"),) if p.before else ())
                    ),
                    cell(theirs(p.reason) if p.reason else "none given"),
                    cell(*marker_lines(p.markers)),
                ),
            )
            for p in log.priorities
        ),
    )


def _notes(log: IncidentLog) -> Block:
    if not log.notes:
        return paragraph(f"No running note was added to log {log.number}.")
    return Table(
        caption=f"Running notes of log {log.number}",
        columns=columns(Place=0.08, Time=0.17, Note=0.59, Criteria=0.16),
        rows=tuple(
            Row(
                anchor=n.ref,
                cells=(
                    cell(n.ref),
                    cell(f"{clock(n.at)} ({n.clock})"),
                    cell(theirs(n.text)),
                    cell(*marker_lines(n.markers)),
                ),
            )
            for n in log.notes
        ),
    )


def deeds_section(report: EvidenceReport) -> Section:
    """Return messages, deployments, escalations and steps of decision trees."""
    blocks = (_messages(report), _deployments(report), _escalations(report), _trees(report))
    return Section(
        title="Messages, resources, escalation and decision trees",
        anchor="deeds",
        blocks=tuple(block for group in blocks for block in group),
    )


def _answers(answers: tuple[Answer, ...]) -> tuple[Line, ...]:
    if not answers:
        return cell("No answer by the end.")
    return tuple(
        line(text(f"{a.ref}  {clock(a.at)} {a.answer}: "), theirs(f"“{a.text}”", "quote"), anchor=a.ref)
        for a in answers
    )


def _messages(report: EvidenceReport) -> tuple[Block, ...]:
    if not report.messages:
        return (heading("Messages"), paragraph("No message was sent."))
    rows = tuple(
        Row(
            anchor=m.ref,
            cells=(
                cell(m.ref, clock(m.at)),
                cell(
                    theirs(m.to, "strong"),
                    f"by {m.medium[:1].lower()}{m.medium[1:]}",
                    text(f"log {m.incident}", "quiet"),
                ),
                cell(theirs(m.text), text(f"Carried: {'; '.join(m.carried) or 'no fact'}.", "quiet")),
                _answers(m.answers),
                cell(*marker_lines(m.markers)),
            ),
        )
        for m in report.messages
    )
    return (
        heading("Messages"),
        Table(
            caption="Messages as sent, what they carried and what came back",
            columns=columns(Place=0.08, To=0.17, Message=0.34, Answer=0.25, Criteria=0.16),
            rows=rows,
        ),
    )


def _deployments(report: EvidenceReport) -> tuple[Block, ...]:
    if not report.deployments:
        return (heading("Resources sent"), paragraph("No resource was sent."))
    rows = tuple(
        Row(
            anchor=d.ref,
            cells=(
                cell(d.ref, clock(d.at)),
                cell(text(d.resource, "strong"), text(f"log {d.incident}", "quiet")),
                cell(theirs(d.address) if d.address else "no address given"),
                cell(f"Due at {clock(d.due)}", *(sentence_case(step) for step in d.course)),
                cell(*marker_lines(d.markers)),
            ),
        )
        for d in report.deployments
    )
    return (
        heading("Resources sent"),
        Table(
            caption="Resources sent, where to, and what became of them",
            columns=columns(Place=0.08, Resource=0.17, Sent_to=0.29, Course=0.3, Criteria=0.16),
            rows=rows,
        ),
    )


def _escalations(report: EvidenceReport) -> tuple[Block, ...]:
    if not report.escalations:
        return (heading("Escalation"), paragraph("Nothing was escalated."))
    rows = tuple(
        Row(
            anchor=e.ref,
            cells=(
                cell(e.ref, clock(e.at)),
                cell(text(e.level, "strong"), text(f"log {e.incident}", "quiet")),
                cell(theirs(e.reason)),
                _answers(e.answers),
                cell(*marker_lines(e.markers)),
            ),
        )
        for e in report.escalations
    )
    return (
        heading("Escalation"),
        Table(
            caption="Escalations, the reason given and the answer",
            columns=columns(Place=0.08, To=0.17, Reason_as_entered=0.29, Answer=0.3, Criteria=0.16),
            rows=rows,
        ),
    )


def _trees(report: EvidenceReport) -> tuple[Block, ...]:
    if not report.tree_steps:
        return (heading("Decision trees"), paragraph("No decision tree was used."))
    rows = tuple(
        Row(
            anchor=s.ref,
            cells=(
                cell(s.ref, clock(s.at)),
                cell(line(theirs(s.question)), text(s.tree, "quiet")),
                cell(theirs(s.answer, "strong")),
                cell(s.leads_to or "–"),
                cell(*marker_lines(s.markers)),
            ),
        )
        for s in report.tree_steps
    )
    return (
        heading("Decision trees"),
        Table(
            caption="Decision trees, as they were worked through",
            columns=columns(Place=0.08, Question=0.32, Answer=0.14, Led_to=0.3, Criteria=0.16),
            rows=rows,
        ),
    )
