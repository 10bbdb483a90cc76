"""The annotated transcripts of a pack: in one course what was said, sent and answered, and all that is cited.

Each line bears the id by which findings cite it. What an assessor re-tagged stands beside the line as it was
read first. It judges nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Block, Line, Row, Span, Table, cell, columns, line, paragraph, text, theirs
from reports.evidence import EvidenceReport, Marker, Quote, RetagShown, TranscriptRow
from reports.layout_findings import marker_lines
from reports.pack import Pack, PackAttempt
from reports.rows import NOT_UNDERSTOOD
from reports.words import listed, short_digest
from simulator.model.clock import clock
from simulator.model.portfolio import MomentCommented


@dataclass(frozen=True)
class _Printed:
    """One line of a transcript as it is printed; ``quiet``: it merely happened."""

    seq: int
    ref: str
    at: float
    who: str
    words: str
    learner: bool = False
    quiet: bool = False
    markers: tuple[Marker, ...] = ()
    remarks: tuple[Line, ...] = ()


def assessed(pack: Pack) -> list[tuple[PackAttempt, EvidenceReport]]:
    """Return the assessments of a pack, each with what is printed of it."""
    return [(a, a.report) for a in pack.attempts if a.mode == "assessment" and a.report is not None]


def transcripts(pack: Pack) -> tuple[Block, ...]:
    """Return the annotated transcript of every assessed call (document 12)."""
    head = columns(Line=0.08, Time=0.08, Who=0.2, What_was_said=0.44, Criteria_and_comments=0.2)
    made: list[Block] = []
    for attempt, report in assessed(pack):
        course = _course(report)
        notes: dict[str, list[Line]] = {}
        for c in sorted(_comments(pack, attempt), key=lambda c: c.at):
            words = theirs(f"{clock(c.at)} {c.criterion} {c.text}".strip())
            notes.setdefault(_where(course, c.at, c.seq), []).append(line(words))
        rows = tuple(_row(attempt, one, notes.get(one.ref, [])) for one in course)
        title = f"Transcript of {attempt.reference}, {clock(report.sheet.length)}"
        kept = f"attempts/{attempt.attempt_id}.jsonl, head {short_digest(attempt.head_digest)}"
        made.append(paragraph(text(f"{attempt.reference} is recorded whole in {kept}.", "quiet")))
        made.append(Table(caption=title, columns=head, rows=rows))
    if not made:
        return ()
    note = paragraph(
        "Signs in the last column are the machine's markers at that second; words there are an assessor's. "
        "Entries of logs and other deeds stand here where a finding cites them; documents 13 and 14 name the "
        "same ids. "
        f"{'Names, numbers and addresses were taken out of this copy.' if pack.redacted is not None else ''}",
        tone="quiet",
    )
    return (note, *made)


def moment_anchor(pack: Pack, attempt_id: str, at: float) -> str:
    """Return where the transcript of an attempt stands at a call time, or nothing."""
    for attempt, report in assessed(pack):
        if attempt.attempt_id == attempt_id and report.transcript:
            return f"{attempt.reference}-{_where(report.transcript, at)}"
    return ""


def cited(attempt: PackAttempt, quotes: Sequence[Quote]) -> Line:
    """Return what a finding cites, each id leading to its line in the transcript."""
    at = {q.ref: q.at for q in sorted(quotes, key=lambda q: (q.at, q.seq))}
    if not at:
        return line(text("Cites nothing.", "quiet"))
    spans: list[Span] = [text("Cites ", "quiet")]
    for n, (ref, when) in enumerate(at.items()):
        before = "" if n == 0 else " and " if n == len(at) - 1 else ", "
        spans += [text(before, "quiet")] if before else []
        spans += [text(ref, "quiet", to=f"{attempt.reference}-{ref}"), text(f" at {clock(when)}", "quiet")]
    return line(*spans, text(f" of {attempt.reference}.", "quiet"))


def _comments(pack: Pack, attempt: PackAttempt) -> list[MomentCommented]:
    return [c for c in pack.dossier.comments if c.attempt == attempt.attempt_id]


def _where(rows: Sequence[_Printed | TranscriptRow], at: float, seq: int | None = None) -> str:
    """Return the id of the line that a moment is of: the one named, else the learner's of that second.

    What answers a line is often taken down in the same second as the line itself.
    """
    if named := next((r for r in rows if seq is not None and r.seq == seq), None):
        return named.ref
    until = max((r.at for r in rows if r.at <= at), default=rows[0].at)
    then = [r for r in rows if r.at == until]
    return ([r for r in then if r.learner] or then)[-1].ref


def _row(attempt: PackAttempt, one: _Printed, notes: Sequence[Line]) -> Row:
    cells = (
        cell(one.ref),
        cell(clock(one.at)),
        cell(theirs(one.who, "strong" if one.learner else "")),
        cell(theirs(one.words, "quiet" if one.quiet else ""), *one.remarks),
        cell(*marker_lines(one.markers), *notes),
    )
    return Row(cells=cells, anchor=f"{attempt.reference}-{one.ref}")


def _course(report: EvidenceReport) -> list[_Printed]:
    """Return what was said and sent with what came back, and all else that a finding cites, in order."""
    retags = {r.ref: r for r in report.retags}
    made = [_spoken(r, retags) for r in report.transcript]
    heard = {(r.at, r.text) for r in report.transcript}
    asked_for = {q.ref for f in report.findings for i in f.indicators for q in i.quotes}
    order = {e.ref: e.seq for e in reversed(report.events)}
    for m in report.messages:
        who = f"Learner, by {m.medium} to {m.to}"
        remarks = _retagged(retags.get(m.ref))
        made.append(
            _Printed(m.seq, m.ref, m.at, who, m.text, learner=True, markers=m.markers, remarks=remarks)
        )
        made += [
            _Printed(order.get(a.ref, m.seq), a.ref, a.at, f"{m.to}, {a.answer}", a.text)
            for a in m.answers
            if a.ref in asked_for or (a.at, a.text) not in heard
        ]
    there = {one.ref for one in made}
    for e in report.events:
        if e.ref in asked_for and e.ref not in there:
            there.add(e.ref)
            made.append(_Printed(e.seq, e.ref, e.at, "", e.what, quiet=True))
    return sorted(made, key=lambda one: one.seq)


def _spoken(said: TranscriptRow, retags: dict[str, RetagShown]) -> _Printed:
    missed = (line(text(NOT_UNDERSTOOD, "quiet")),) if NOT_UNDERSTOOD in said.remark else ()
    return _Printed(
        said.seq,
        said.ref,
        said.at,
        f"{said.speaker}, to {said.to}" if said.to else said.speaker,
        said.text,
        learner=said.learner,
        quiet=said.number is None,
        markers=said.markers,
        remarks=(*missed, *_retagged(retags.get(said.ref))),
    )


def _retagged(retag: RetagShown | None) -> tuple[Line, ...]:
    """Return how a line was read first, how an assessor reads it, who, and why."""
    if retag is None:
        return ()
    first = listed(retag.original) or "nothing understood"
    now = listed(retag.now) or "no act"
    return (
        line(
            text(f"Re-tagged. First read as: {first}. Now: {now}. ", "quiet"),
            theirs(f"{retag.by}: {retag.reason}", "quiet"),
        ),
    )
