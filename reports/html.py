"""Renders a document as one self-contained, accessible page: no scripts, nothing loaded, one strict policy.

Everything that people wrote is escaped and set apart in direction. It adds no words of its own beyond the
page's furniture (a skip link, the contents).
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Line,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
)
from reports.evidence import EvidenceReport
from reports.layout import evidence_document
from reports.printable import for_page

_LINKABLE = re.compile(r"[^A-Za-z0-9_.-]")


def render_html(report: EvidenceReport) -> str:
    """Return the evidence report as one HTML page; the same report gives the same text."""
    return page_of(evidence_document(report))


def page_of(document: Document, beside: Sequence[str] = ()) -> str:
    """Return any document as one HTML page; ``beside`` names the files that lie beside it, to be opened."""
    foot = f"{document.source.capitalize()} {document.reference}, digest {document.digest}"
    style = _css().replace("FOOT_LEFT", _for_style(foot))
    style = style.replace("HEAD_LEFT", _for_style(document.running[0]))
    style = style.replace("HEAD_RIGHT", _for_style(" · ".join(document.running[1:])))
    running = " ".join(f"<span>{_own(words)}</span>" for words in document.running)
    contents = "".join(f'<li><a href="#{s.anchor}">{_own(s.title)}</a></li>' for s in document.sections)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_own(document.title)}, {_own(document.reference)}</title>"
        f"<style>{style}</style></head>\n<body>"
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f'<header class="running">{running}</header>\n'
        f'<div class="frame"><main id="main"><h1>{_own(document.title)}</h1>'
        f'<p class="subtitle">{_own(document.subtitle)}</p>\n'
        f"{_blocks(document.opening)}\n"
        f"{_beside(beside)}"
        f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{contents}</ol></nav>\n'
        f"{''.join(_section(s) for s in document.sections)}</main>\n"
        f'<footer class="foot">{_own(foot)}. {_own(". ".join(document.running))}.</footer></div>'
        "</body></html>\n"
    )


def _beside(files: Sequence[str]) -> str:
    """Return links to the files that lie beside the page; they lead nowhere else."""
    if not files:
        return ""
    items = "".join(f'<li><a href="{escape(quote(name))}">{_own(name)}</a></li>' for name in files)
    return (
        f'<section aria-labelledby="beside"><h2 id="beside">Files beside this page</h2>'
        f'<ul class="files">{items}</ul></section>\n'
    )


def _for_style(words: str) -> str:
    """Return words as they may stand between quotation marks in a style sheet."""
    return "".join(" " if c in '\\"<>' or not c.isprintable() else c for c in words)


@cache
def _css() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _own(words: str) -> str:
    return escape(for_page(words))


def _id(anchor: str) -> str:
    return f' id="{_LINKABLE.sub("-", anchor)}"' if anchor else ""


def _section(section: Section) -> str:
    classes = ' class="new-page"' if section.new_page else ""
    return f"<h2{_id(section.anchor)}{classes}>{_own(section.title)}</h2>\n{_blocks(section.blocks)}"


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        tone = f' class="{block.tone}"' if block.tone else ""
        return f"<p{tone}{_id(block.line.anchor)}>{_spans(block.line)}</p>"
    if isinstance(block, Heading):
        return f"<h3{_id(block.line.anchor)}>{_spans(block.line)}</h3>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{_spans(item)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Figure):
        return f'<figure tabindex="0" role="group" aria-label="{_own(block.title)}">{block.svg}</figure>'
    return _table(block)


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{_own(column.title)}</th>' for column in table.columns)
    widths = "".join(f'<col width="{round(column.share * 100)}%">' for column in table.columns)
    rows = "\n".join(_row(table, row) for row in table.rows)
    width = "wide pair" if len(table.columns) < 3 else "wide few" if len(table.columns) < 5 else "wide"
    return (
        f'<div class="{width}" tabindex="0" role="group" aria-label="{_own(table.caption)}">'
        f"<table><caption>{_own(table.caption)}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(table: Table, row: Row) -> str:
    tone = f' class="{row.tone}"' if row.tone else ""
    cells: list[str] = []
    for n, lines in enumerate(row.cells):
        inside = _cell(lines)
        if n == 0 and table.row_heads:
            cells.append(f'<th scope="row">{inside}</th>')
        else:
            tall = f' class="tall tall-{table.tall}"' if table.tall else ""
            cells.append(f"<td{tall}>{inside}</td>")
    return f"<tr{_id(row.anchor)}{tone}>{''.join(cells)}</tr>"


def _cell(lines: tuple[Line, ...]) -> str:
    if len(lines) == 1 and not lines[0].anchor:
        return _spans(lines[0])
    return "".join(
        f"<div{_id(each.anchor)}{' class=anchor' if each.anchor else ''}>{_spans(each)}</div>"
        for each in lines
    )


def _spans(each: Line) -> str:
    return "".join(_span(span) for span in each.spans)


def _span(span: Span) -> str:
    inside = _own(span.text)
    if span.foreign and inside:
        lines = ' class="lines"' if "\n" in span.text else ""
        inside = f'<bdi dir="auto"{lines}>{inside}</bdi>'
    if span.style == "page":
        return inside  # there are no pages here, and the name beside it leads there already
    if span.to:
        inside = f'<a href="#{_LINKABLE.sub("-", span.to)}">{inside}</a>'
    return f'<span class="{span.style}">{inside}</span>' if span.style else inside
