"""Lines that an assessor read otherwise: how each was read first, how it counts since, by whom and why.

Every re-tag stands, also one that another replaced. It judges nothing.
"""

from reports.document import Row, Table, columns, text, theirs
from reports.evidence import EvidenceReport
from reports.pack import DeskEvent, Pack, PackAttempt
from reports.pack_rows import LEFT_OUT, ZONE, row
from reports.words import listed, local_label
from simulator.model.clock import clock


def retags(pack: Pack, attempt: PackAttempt, report: EvidenceReport) -> tuple[Table, ...]:
    """Return every re-tag of a call, in the order in which they were made; nothing where there is none."""
    made = [e for e in pack.desk if e.kind == "retagged" and e.attempt == attempt.attempt_id]
    rows = tuple(_row(pack, report, event) for event in made)
    head = columns(Line=0.1, Said=0.25, First_reading=0.17, New_reading=0.17, By_whom_and_why=0.31)
    caption = f"Re-tagged in {attempt.reference}"
    return (Table(caption=caption, columns=head, rows=rows),) if rows else ()


def _row(pack: Pack, report: EvidenceReport, event: DeskEvent) -> Row:
    lines = [(one.seq, one.ref, one.at, one.text) for one in report.transcript]
    lines += [(one.seq, one.ref, one.at, one.text) for one in report.messages]
    ref, at, said = next(
        ((r, t, w) for seq, r, t, w in lines if seq == event.line), (f"{event.line}", None, "")
    )
    first = next((r.original for r in report.retags if r.ref == ref), ())
    return row(
        (text(ref), text(clock(at) if at is not None else "", "quiet")),
        theirs(said or "–"),
        theirs(listed(first) or "nothing understood"),
        theirs(listed(event.acts) or "no act"),
        (
            theirs(f"{pack.name(event.by)}, {local_label(event.at, ZONE)}"),
            theirs(LEFT_OUT if pack.redacted is not None else event.reason),
        ),
    )
