"""Sets a PDF in a process of its own, so that a server never keeps the memory that setting takes.

`python -m reports.worker` reads one evidence report, or with `document` any document, as JSON and writes its
PDF. It gives the same bytes as ``render_pdf``, keeps no file, and knows nothing but what it is handed.
"""

import json
import subprocess
import sys
from pathlib import Path

from reports.document import Document
from reports.evidence import EvidenceReport
from reports.pdf import pdf_of, render_pdf

_ROOT = Path(__file__).resolve().parents[1]


class NotPrinted(RuntimeError):
    """The document could not be set; the message says why and what to do."""


def render_pdf_apart(report: EvidenceReport, seconds: float = 60.0) -> bytes:
    """Return the evidence report as PDF, set by another process that ends with it.

    Raises:
        NotPrinted: the process failed or took longer than ``seconds``; the page (HTML) can still be printed.
    """
    return _apart(report, report.reference, seconds)


def _apart(value: Document | EvidenceReport, reference: str, seconds: float) -> bytes:
    command = [sys.executable, "-m", "reports.worker"]
    if isinstance(value, Document):
        command.append("document")
    sent = json.dumps(value.model_dump(mode="json")).encode("ascii")
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing typed by anybody
            command,
            input=sent,
            capture_output=True,
            check=False,
            cwd=_ROOT,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        raise NotPrinted(
            f"The PDF of {reference} was not ready after {seconds:g} seconds. Try again when the "
            "machine is less busy, or print the page from the browser."
        ) from late
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise NotPrinted(
            f"The PDF of {reference} could not be set ({' '.join(told) or 'no reason given'}). "
            "Print the page from the browser instead, and report this."
        )
    return done.stdout


def render_document_apart(document: Document, seconds: float = 60.0) -> bytes:
    """Return any document as PDF, set by another process. Raises ``NotPrinted`` as above."""
    return _apart(document, document.reference, seconds)


def _main() -> None:
    if sys.argv[1:] == ["document"]:
        sys.stdout.buffer.write(pdf_of(Document.model_validate_json(sys.stdin.buffer.read())))
        return
    report = EvidenceReport.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(render_pdf(report))


if __name__ == "__main__":
    _main()
