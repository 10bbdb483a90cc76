"""Renders a document as a tagged, accessible PDF (PDF/A-2a and PDF/UA-1), the same bytes for the same values.

The time in the file is the record's. Fonts are the shipped ones alone, and what they lack is replaced in
sight before the document is set. It needs no network and writes no file.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reports.document import Document
from reports.evidence import EvidenceReport
from reports.layout import evidence_document
from reports.printable import FONTS, Printer

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
    data = _printable(document.model_dump(mode="json"), printer)
    data["anchors"] = sorted(set(_anchors(data)))
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
    return bytes(pdf)


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "page.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _printable(value: Any, printer: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, str):
        return printer(value) if key in _WORDS or key == "running" else value
    if isinstance(value, list):
        return [_printable(item, printer, key) for item in value]
    if isinstance(value, dict):
        return {name: _printable(item, printer, name) for name, item in value.items()}
    return value


def _anchors(value: Any) -> Iterator[str]:
    """Yield every place that a link may lead to."""
    if isinstance(value, list):
        for item in value:
            yield from _anchors(item)
    elif isinstance(value, dict):
        if value.get("anchor"):
            yield value["anchor"]
        for item in value.values():
            yield from _anchors(item)
