"""Renders a document as an editable DOCX, for centres that keep or print forms; the same bytes each time."""

import io
import zipfile

import docx
from docx.document import Document as Docx

from reports.document import Block, Bullets, Document, Figure, Heading, Line, Paragraph, Table

_WHEN = (1980, 1, 1, 0, 0, 0)


def docx_of(document: Document) -> bytes:
    """Return any document as DOCX; figures are left to the PDF."""
    made = docx.Document()
    core = made.core_properties
    core.title, core.author, core.language = document.title, document.author, "en-GB"
    core.created = core.modified = document.timestamp.replace(tzinfo=None)
    made.sections[0].header.paragraphs[0].text = f"{document.author} · {document.reference}"
    made.add_heading(document.title, 0)
    made.add_paragraph(document.subtitle)
    for block in document.opening:
        _add(made, block)
    for section in document.sections:
        made.add_heading(section.title, 1)
        for block in section.blocks:
            _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return _still(out.getvalue())


def _add(made: Docx, block: Block) -> None:
    if isinstance(block, Paragraph):
        made.add_paragraph(_words(block.line))
    elif isinstance(block, Heading):
        made.add_heading(_words(block.line), 2)
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(_words(item), style="List Bullet")
    elif isinstance(block, Table):
        _table(made, block)
    else:
        assert isinstance(block, Figure)
        made.add_paragraph(block.description)


def _table(made: Docx, block: Table) -> None:
    made.add_heading(block.caption, 2)
    table = made.add_table(rows=1, cols=len(block.columns))
    table.style = "Table Grid"
    for at, column in enumerate(block.columns):
        run = table.rows[0].cells[at].paragraphs[0].add_run(column.title)
        run.bold = True
    for row in block.rows:
        cells = table.add_row().cells
        for at, lines in enumerate(row.cells):
            cells[at].text = "\n".join(_words(each) for each in lines)


def _words(line: Line) -> str:
    """Return a line's words without what no XML may hold."""
    text = "".join(span.text for span in line.spans)
    return "".join(
        c if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF) else "�" for c in text
    )


def _still(content: bytes) -> bytes:
    """Return the same file with every moment of its making taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _WHEN), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
