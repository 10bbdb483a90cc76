"""A document as plain blocks, the same for every format: sections, paragraphs, tables, figures, blank space.

Renderers turn blocks into HTML or PDF; what a block says is made elsewhere. It knows no report and no format.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from simulator.model.reading import Value

Style = Literal["", "strong", "quiet", "mono", "quote", "good", "part", "bad", "open", "page"]
Tone = Literal["", "lead", "note", "quiet", "warning", "quote"]


class Span(Value):
    """A run of text in one style. ``to`` is where it leads; ``foreign`` marks people's own words.

    Foreign text may hold anything (HTML, right-to-left letters, control characters): a renderer sets it apart
    from the text around it. The style ``page`` says on which page the place stands to which it leads; where
    there are no pages, the text itself stands.
    """

    text: str
    style: Style = ""
    to: str = ""
    foreign: bool = False


class Line(Value):
    """A line of spans within a cell or paragraph. ``anchor`` is where a link may lead."""

    spans: tuple[Span, ...]
    anchor: str = ""


class Column(Value):
    """A table's column: its heading, and its width as a share of the whole."""

    title: str
    share: float


class Row(Value):
    """A table's row; each cell is lines. ``tone`` sets a row apart, never by itself."""

    cells: tuple[tuple[Line, ...], ...]
    anchor: str = ""
    tone: Tone = ""


class Paragraph(Value):
    """A paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    line: Line
    tone: Tone = ""


class Bullets(Value):
    """A list without an order."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Line, ...]


class Table(Value):
    """A table with a caption and a heading for each column; ``row_heads``: first cells head their rows.

    ``tall`` gives the height of every row in millimetres where a table is to be filled in by hand.
    """

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_heads: bool = True
    tall: int = 0


class Figure(Value):
    """A drawing as SVG, with its title and a description that stands in for it."""

    kind: Literal["figure"] = "figure"
    svg: str
    title: str
    description: str


class Heading(Value):
    """A heading below that of its section (level 3)."""

    kind: Literal["heading"] = "heading"
    line: Line


Block = Annotated[Paragraph | Bullets | Table | Figure | Heading, Field(discriminator="kind")]


class Section(Value):
    """A section with its heading (level 2) and blocks; ``form`` when people may want to write in it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    new_page: bool = False
    form: bool = True


class Document(Value):
    """A whole document.

    ``logo`` is the centre's, a PNG in base 64.
    ``running`` stands on every page; ``source``, ``reference`` and ``digest`` name where it comes from.
    """

    title: str
    subtitle: str
    running: tuple[str, ...]
    reference: str
    source: Literal["attempt", "pack"] = "attempt"
    digest: str
    author: str
    timestamp: AwareDatetime
    logo: str = ""
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def text(words: str, style: Style = "", *, to: str = "") -> Span:
    """Return a run of the report's own text."""
    return Span(text=words, style=style, to=to)


def theirs(words: str, style: Style = "") -> Span:
    """Return a run of somebody's own words, printed as they stand."""
    return Span(text=words, style=style, foreign=True)


def line(*spans: Span | str, anchor: str = "") -> Line:
    """Return a line of spans; plain strings are the report's own text."""
    return Line(spans=tuple(Span(text=s) if isinstance(s, str) else s for s in spans), anchor=anchor)


def cell(*lines: Line | Span | str) -> tuple[Line, ...]:
    """Return a cell of lines; a span or a string makes a line of its own."""
    return tuple(item if isinstance(item, Line) else line(item) for item in lines)


def paragraph(*spans: Span | str, tone: Tone = "") -> Paragraph:
    """Return a paragraph."""
    return Paragraph(line=line(*spans), tone=tone)


def heading(*spans: Span | str, anchor: str = "") -> Heading:
    """Return a heading of level 3."""
    return Heading(line=line(*spans, anchor=anchor))


def columns(**shares: float) -> tuple[Column, ...]:
    """Return columns by heading (``_`` for a space) and share of the width."""
    return tuple(Column(title=title.replace("_", " "), share=share) for title, share in shares.items())
