"""Renders a document as an editable DOCX, for centres that keep or print forms; the same bytes each time."""

import io
import zipfile
from base64 import b64decode
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from reports.document import Block, Bullets, Document, Figure, Heading, Line, Paragraph, Row, Table

_WHEN = (1980, 1, 1, 0, 0, 0)
MARGIN = 18
"""Millimetres on every side of an A4 page."""
WIDTH = 210 - 2 * MARGIN
TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
SHORT_TABLE = 16
"""Rows up to which a list of items and details is kept on one page."""
LONG_ROW = 900
"""Characters from which a row may be parted between pages."""
QUIET = RGBColor(0x4A, 0x5A, 0x64)
INK = RGBColor(0x14, 0x22, 0x2B)


def docx_of(document: Document) -> bytes:
    """Return any document as DOCX; figures are left to the PDF."""
    made = docx.Document()
    core = made.core_properties
    core.title, core.author, core.language = document.title, document.author, "en-GB"
    core.created = core.modified = document.timestamp.replace(tzinfo=None)
    core.last_modified_by, core.comments = document.author, ""
    _page(made, document)
    made.add_heading(document.title, 0)
    made.add_paragraph(document.subtitle)
    for block in document.opening:
        _add(made, block)
    if left := [s.title.split()[0] for s in document.sections if not s.form]:
        made.add_paragraph(f"Documents {', '.join(left)} are no forms: they stand in the PDF alone.")
    for section in (s for s in document.sections if s.form):
        head = _styled(made, section.title, "Heading1")
        head.paragraph_format.page_break_before = section.new_page
        for block in section.blocks:
            _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return _still(out.getvalue())


def _page(made: Docx, document: Document) -> None:
    """Set the page: A4, the centre's name and logo above, what it is and the page's number below."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.bottom_margin = Mm(MARGIN)
    page.top_margin = Mm(MARGIN + 8)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11)):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), INK
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
    head = page.header.paragraphs[0]
    head.style = made.styles["Normal"]  # that of headers has tab stops of its own
    if document.logo:
        picture = head.add_run().add_picture(io.BytesIO(b64decode(document.logo)), height=Mm(11))
        picture._inline.docPr.set("descr", f"Logo of {document.author}")  # noqa: SLF001 - no other way to say it
        head.add_run("  ")
    head.add_run(_clean(document.author)).bold = True
    what = page.header.add_paragraph(_clean(document.running[0]), style="Normal")  # a name may fill its line
    what.runs[0].font.size = Pt(8)
    foot = page.footer.paragraphs[0]
    foot.style = made.styles["Normal"]
    _right_tab(foot)
    foot.add_run(f"{document.reference} · {'. '.join(_clean(w) for w in document.running[1:])}\tpage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)


def _right_tab(paragraph: DocxParagraph) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: DocxParagraph, name: str) -> None:
    """Add a field that a word processor fills in, such as the page's number."""
    run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no fields of its own
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = words
        run.append(made)


def _add(made: Docx, block: Block) -> None:
    if isinstance(block, Paragraph):
        _fill(made.add_paragraph(), block.line, quiet=block.tone == "quiet")
    elif isinstance(block, Heading):
        _styled(made, _words(block.line), "Heading2")
    elif isinstance(block, Bullets):
        for item in block.items:
            _fill(_styled(made, "", "ListBullet"), item)
    elif isinstance(block, Table):
        _table(made, block)
    else:
        assert isinstance(block, Figure)
        made.add_paragraph(block.description)


def _styled(made: Docx, words: str, style: str) -> DocxParagraph:
    """Add a paragraph in a style given by its id: looking a style up by name reads through all of them."""
    paragraph = made.add_paragraph(words)
    paragraph._p.style = style  # noqa: SLF001 - the id itself, which python-docx would search for
    return paragraph


def _table(made: Docx, block: Table) -> None:
    """Add a table with its caption above it and a little room below, written as WordprocessingML."""
    end = made.element.body.sectPr
    caption = escape(" ".join(_clean(block.caption).split("\n")).strip())
    parts = (
        f'<w:body {nsdecls("w")}><w:p><w:pPr><w:keepNext/><w:spacing w:before="160"/></w:pPr>'
        f'<w:r><w:rPr><w:b/><w:sz w:val="18"/></w:rPr><w:t>{caption}</w:t></w:r></w:p>'
        f'{_table_xml(block)}<w:p><w:pPr><w:spacing w:after="40"/></w:pPr></w:p></w:body>'
    )
    for part in list(parse_xml(parts)):
        end.addprevious(part)


def _table_xml(block: Table) -> str:
    """Return a table as WordprocessingML: by itself, for building hundreds of rows part by part is slow."""
    widths = [round(WIDTH * column.share * TWIPS) for column in block.columns]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = "".join(
        _cell_xml([(c.title, "strong")], width=w, shade=True)
        for c, w in zip(block.columns, widths, strict=True)
    )
    whole = (len(block.columns) == 2 or block.tall > 0) and len(block.rows) <= SHORT_TABLE
    rows = "".join(
        _row_xml(row, widths, block.tall, with_next=whole and n < len(block.rows))
        for n, row in enumerate(block.rows, 1)
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A979E"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{w}" w:type="dxa"/>'
        for side, w in (("top", 45), ("left", 85), ("bottom", 45), ("right", 85))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f"<w:tblCaption w:val={quoteattr(_clean(block.caption))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _row_xml(row: Row, widths: list[int], tall: int, *, with_next: bool) -> str:
    """Return a row: a short one is never parted between pages, a tall one has room for a hand."""
    short = sum(len(_words(each)) for lines in row.cells for each in lines) < LONG_ROW
    set_up = "<w:cantSplit/>" if short else ""
    set_up += f'<w:trHeight w:val="{round(tall * TWIPS)}" w:hRule="atLeast"/>' if tall else ""
    cells = "".join(
        _cell_xml(
            *([(span.text, span.style) for span in each.spans] for each in lines),
            width=w,
            with_next=with_next,
        )
        for lines, w in zip(row.cells, widths, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{set_up}</w:trPr>' if set_up else ''}{cells}</w:tr>"


def _cell_xml(
    *lines: Sequence[tuple[str, str]], width: int, shade: bool = False, with_next: bool = True
) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="E8EEF0"/>' if shade else ""
    spaced = f'<w:pPr>{"<w:keepNext/>" if with_next else ""}<w:spacing w:after="20"/></w:pPr>'
    paragraphs = "".join(f"<w:p>{spaced}{''.join(_run_xml(*r) for r in each)}</w:p>" for each in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{paragraphs or "<w:p/>"}</w:tc>'


def _run_xml(words: str, style: str) -> str:
    look = {"strong": "<w:b/>", "quote": "<w:i/>", "quiet": f'<w:color w:val="{QUIET}"/>'}.get(style, "")
    parts = escape(_clean(words)).replace("\t", " ").split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f'<w:r><w:rPr>{look}<w:sz w:val="17"/></w:rPr>{text}</w:r>'


def _fill(paragraph: DocxParagraph, line: Line, *, size: float = 10, quiet: bool = False) -> None:
    """Write a line's spans, each in its style; what colour says in the PDF stands in words and signs."""
    for span in line.spans:
        run = paragraph.add_run(_clean(span.text))
        run.font.size = Pt(size)
        run.bold = span.style == "strong"
        run.italic = span.style == "quote"
        if quiet or span.style == "quiet":
            run.font.color.rgb = QUIET


def _words(line: Line) -> str:
    return _clean("".join(span.text for span in line.spans))


def _clean(text: str) -> str:
    """Return words without what no XML may hold."""
    if text.isprintable():
        return text
    return "".join(c if c in "\n\t" or c.isprintable() or _writable(ord(c)) else "�" for c in text)


def _writable(number: int) -> bool:
    return number >= 32 and not 0xD800 <= number <= 0xDFFF and number not in (0xFFFE, 0xFFFF)


def _still(content: bytes) -> bytes:
    """Return the same file with every moment of its making taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _WHEN), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
