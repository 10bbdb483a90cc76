"""``report``: prints the evidence report of an attempt in the database, or of a record's file.

From the database it is printed as this computer's local administrator, who may read but never decide.
A record's file has no seal and nobody's name: its report says so.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.saying import CannotDoError, add_data_options

if TYPE_CHECKING:
    from reports.evidence import EvidenceReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``report``."""
    parser.add_argument(
        "attempt", metavar="ATTEMPT|RECORD", help="id of an attempt, or a record's file (- for input)"
    )
    parser.add_argument("--pdf", metavar="FILE", type=Path, help="write the report as PDF")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write the report as a page")
    add_data_options(parser)
    parser.epilog = "With neither --pdf nor --html the page is printed on standard output."


def run(options: argparse.Namespace) -> int:
    """Write the report."""
    from reports.html import render_html  # noqa: PLC0415
    from reports.worker import NotPrinted, render_pdf_apart  # noqa: PLC0415

    is_file = options.attempt == "-" or Path(options.attempt).is_file()
    report = _of_file(options) if is_file else _of_attempt(options)
    for path in (options.pdf, options.html):
        if path is not None and not path.resolve().parent.is_dir():
            raise CannotDoError(f"There is no folder {path.parent} to write {path.name} to.")
    if options.html is not None:
        options.html.write_text(render_html(report), encoding="utf-8")
    if options.pdf is not None:
        try:
            options.pdf.write_bytes(render_pdf_apart(report))
        except NotPrinted as fault:
            raise CannotDoError(str(fault), 1) from fault
    if options.html is None and options.pdf is None:
        sys.stdout.write(render_html(report))
    return 0


def _of_attempt(options: argparse.Namespace) -> EvidenceReport:
    from simulator.service.access import Actor  # noqa: PLC0415
    from simulator.service.evidence import Evidence  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    service = open_service(Settings(options.data.resolve(), options.database))
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    try:
        return Evidence(service.store, service.records, service.now).report(local, options.attempt)
    finally:
        service.close()


def _of_file(options: argparse.Namespace) -> EvidenceReport:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415
    from hashlib import sha256  # noqa: PLC0415

    from reports.assemble import build_evidence_report  # noqa: PLC0415
    from reports.frame import AttemptOf, ReportFrame  # noqa: PLC0415
    from simulator import __version__  # noqa: PLC0415
    from simulator.cli.records import as_line, record_from  # noqa: PLC0415
    from simulator.cli.stage import staged  # noqa: PLC0415
    from simulator.marking.calls import mark  # noqa: PLC0415

    record, start = record_from(options.attempt)
    on = staged(start.scenario, options.data)
    digest = sha256("\n".join(as_line(r) for r in record).encode()).hexdigest()
    ended = datetime.now(UTC).replace(microsecond=0)
    began = ended - timedelta(seconds=record[-1].event.t)
    frame = ReportFrame(
        centre="From a file, not from a centre's records",
        learner_name="Nobody named",
        learner_reference="",
        attempt_id=digest[:32],
        started_at=began,
        ended_at=ended,
        status="finished",
        attempts=(AttemptOf(attempt_id=digest[:32], started_at=began, mode=start.mode, status="finished"),),
        head_seq=len(record),
        head_digest=digest,
        intact=True,
        content={name: start.digests.get(name, "") for name in ("scenario", "organisation")},
        software=f"Incident Call Simulator {__version__}",
    )
    return build_evidence_report(
        record,
        mark(record, on.scenario, on.organisation, on.unit),
        on.scenario,
        on.organisation,
        on.unit,
        frame=frame,
        recorded_times={r.seq: began + timedelta(seconds=r.event.t) for r in record},
    )
