"""What came of simulated calls: logs with every edit, what was sent and handed up, where each fact went.

Everything stands as the learner entered it; the last table compares it with what the caller told. It judges
nothing.
"""

from reports.document import Block, Row, Span, Table, columns, heading, paragraph, text, theirs
from reports.evidence import Answer, Edit, EvidenceReport, IncidentLog
from reports.pack import Pack, PackAttempt
from reports.pack_rows import row
from reports.pack_transcripts import assessed
from simulator.model.clock import clock

NO_PICTURE = (
    "Logs, messages and sendings are printed from the record, word for word as they were entered. No picture "
    "of the screen was taken; one that somebody brought stands under Files of its item above."
)


def products(pack: Pack) -> tuple[Block, ...]:
    """Return what came of each assessed call: the log with its edits, what was sent (document 13)."""
    blocks: list[Block] = []
    for attempt, report in assessed(pack):
        made = [*(_log(attempt, log) for log in report.logs), *_sent(attempt, report)]
        made += _facts(attempt, report)
        if made:
            blocks += [heading(f"{attempt.reference}  ", theirs(attempt.title)), *made]
    if blocks:
        blocks.append(paragraph(NO_PICTURE, tone="quiet"))
    return tuple(blocks)


def _log(attempt: PackAttempt, log: IncidentLog) -> Table:
    rows = [
        row(
            theirs(f.label),
            theirs(f.value or "empty"),
            tuple(
                theirs(f"{e.ref} at {clock(e.at)} {e.text}" + (f" (was {e.before})" if e.before else ""))
                for e in f.edits
            )
            or "–",
        )
        for f in log.fields
    ]
    rows += [row("Note", theirs(e.text), f"{e.ref} at {clock(e.at)}") for e in log.notes]
    rows += [_priority(log.priorities)] if log.priorities else []
    if log.empty:
        rows.append(row("Left empty", theirs(", ".join(log.empty)), "–"))
    head = columns(Field=0.24, As_it_stood_at_the_end=0.38, When_and_how_it_was_written=0.38)
    stood = "open already" if log.already_open else "opened"
    opened = f"{stood} at {clock(log.opened_at)} ({log.opened_ref})"
    caption = f"Incident log {log.number} of {attempt.reference}, {opened}"
    return Table(caption=caption, columns=head, rows=tuple(rows))


def _priority(given: tuple[Edit, ...]) -> Row:
    """Return the priority with its reason as they stood at the end, and every setting of them."""
    last = given[-1]
    stood = (theirs(last.text), theirs(_reason(last)))
    return row("Priority", stood, tuple(theirs(f"{e.ref} at {clock(e.at)} {_set(e)}") for e in given))


def _set(e: Edit) -> str:
    before = f" (was {e.before})" if e.before and e.before != e.text else ""
    return f"{e.text}{before}. {_reason(e)}"


def _reason(e: Edit) -> str:
    return f"Reason: {e.reason}" if e.reason.strip() else "No reason was given."


def _sent(attempt: PackAttempt, report: EvidenceReport) -> list[Table]:
    rows = [
        row(
            f"{m.ref} at {clock(m.at)}",
            f"{m.medium} to {m.to}",
            theirs(m.text),
            _answered(m.answers),
        )
        for m in report.messages
    ]
    rows += [
        row(
            f"{d.ref} at {clock(d.at)}",
            f"sent {d.resource}",
            theirs(d.address),
            tuple(theirs(c) for c in d.course) or "–",
        )
        for d in report.deployments
    ]
    rows += [
        row(
            f"{e.ref} at {clock(e.at)}",
            f"handed up: {e.level}",
            theirs(e.reason),
            _answered(e.answers),
        )
        for e in report.escalations
    ]
    if not rows:
        return []
    head = columns(At=0.12, What=0.22, Content=0.4, What_came_of_it=0.26)
    return [Table(caption=f"Sent, handed up: {attempt.reference}", columns=head, rows=tuple(rows))]


def _answered(answers: tuple[Answer, ...]) -> tuple[Span, ...] | str:
    return tuple(theirs(f"{a.ref} at {clock(a.at)} {a.text}") for a in answers) or "–"


def _facts(attempt: PackAttempt, report: EvidenceReport) -> list[Table]:
    """Return where each fact went: told, written, passed on, and what followed."""
    rows = tuple(
        row(
            (theirs(f.label), text("a danger" if f.hazard else "", "quiet")),
            theirs(f.told or "never told"),
            (theirs(f.logged or "not written"), theirs(f.as_written, "quiet")),
            theirs(f.passed or "not passed on"),
            theirs(f.followed or "–"),
        )
        for f in report.facts
    )
    head = columns(Fact=0.2, Told=0.18, Written=0.24, Passed_on=0.19, What_followed=0.19)
    caption = f"Facts compared, {attempt.reference}"
    return [Table(caption=caption, columns=head, rows=rows)] if rows else []
