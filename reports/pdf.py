"""Renders a document as a tagged, accessible PDF (PDF/A-2a and PDF/UA-1), the same bytes for the same values.

The time in the file is the record's. Fonts are the shipped ones alone, and what they lack is replaced in
sight before the document is set. It needs no network and writes no file.
"""

import json
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reports.document import Document
from reports.evidence import EvidenceReport
from reports.layout import evidence_document
from reports.printable import FONTS, Printer

SUSPECTS = b"/Suspects false"
"""What a file says by saying nothing; some readers call it an error. Blanks keep every place in the file."""
_WORDS = frozenset(["text", "title", "subtitle", "caption", "author", "reference", "digest", "description"])


def render_pdf(report: EvidenceReport) -> bytes:
    """Return the evidence report as PDF; the same report gives the same bytes."""
    return pdf_of(evidence_document(report))


def pdf_of(document: Document) -> bytes:
    """Return any document as PDF.

    Should the wide fallback font fail on a rare combination of characters, the document is set again with the
    text font alone, so that no text that anybody typed can prevent the printing.
    """
    try:
        return _set(document, Printer())
    except typst.TypstError:
        return _set(document, Printer(narrow=True))


def _set(document: Document, printer: Printer) -> bytes:
    data: dict[str, Any] = document.model_dump(mode="json")
    anchors: set[str] = set()
    _make_printable(data, printer, anchors)
    data["anchors"] = sorted(anchors)
    data["note"] = printer.note()
    data["logo"] = list(b64decode(document.logo))
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    pdf = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=document.timestamp.replace(microsecond=0),
    )
    return bytes(pdf).replace(SUSPECTS, b" " * len(SUSPECTS))


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "page.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _make_printable(part: Any, printer: Callable[[str], str], anchors: set[str]) -> None:
    """Make all words of a part printable, where they stand, and note every place that a link may lead to.

    One walk for both, in place: a document has tens of thousands of parts.
    """
    for name, value in part.items():
        if isinstance(value, str):
            if name in _WORDS:
                part[name] = printer(value)
            elif name == "anchor" and value:
                anchors.add(value)
        elif name == "running":
            part[name] = [printer(words) for words in value]
        elif isinstance(value, dict):
            _make_printable(value, printer, anchors)
        elif isinstance(value, list):
            _make_all_printable(value, printer, anchors)


def _make_all_printable(parts: list[Any], printer: Callable[[str], str], anchors: set[str]) -> None:
    for part in parts:
        if isinstance(part, list):
            _make_all_printable(part, printer, anchors)
        elif isinstance(part, dict):
            _make_printable(part, printer, anchors)
