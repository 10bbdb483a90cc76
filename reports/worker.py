"""Sets a PDF in a process of its own, so that a server never keeps the memory that setting takes.

`python -m reports.worker` reads one evidence report as JSON and writes its PDF. It gives the same bytes as
``render_pdf``, keeps no file, and knows nothing but the report that it is handed.
"""

import json
import subprocess
import sys
from pathlib import Path

from reports.evidence import EvidenceReport
from reports.pdf import render_pdf

_ROOT = Path(__file__).resolve().parents[1]


class NotPrinted(RuntimeError):
    """The document could not be set; the message says why and what to do."""


def render_pdf_apart(report: EvidenceReport, seconds: float = 60.0) -> bytes:
    """Return the evidence report as PDF, set by another process that ends with it.

    Raises:
        NotPrinted: the process failed or took longer than ``seconds``; the page (HTML) can still be printed.
    """
    sent = json.dumps(report.model_dump(mode="json")).encode("ascii")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.worker"],
            input=sent,
            capture_output=True,
            check=False,
            cwd=_ROOT,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        raise NotPrinted(
            f"The PDF of {report.reference} was not ready after {seconds:g} seconds. Try again when the "
            "machine is less busy, or print the page from the browser."
        ) from late
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise NotPrinted(
            f"The PDF of {report.reference} could not be set ({' '.join(told) or 'no reason given'}). "
            "Print the page from the browser instead, and report this."
        )
    return done.stdout


def _main() -> None:
    report = EvidenceReport.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(render_pdf(report))


if __name__ == "__main__":
    _main()
