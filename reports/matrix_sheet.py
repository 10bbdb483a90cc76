"""The matrix of a portfolio as a spreadsheet and as CSV: the same cells, words and bytes each time.

It changes no word and judges nothing; what a cell means stands beside the table.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

from simulator.model.clock import clocks
from simulator.model.matrix import (
    CELL_SIGNS,
    MATRIX_KEY,
    ORIGIN_LETTERS,
    STATE_SIGNS,
    Cell,
    Dossier,
    Item,
    Matrix,
    MatrixRow,
)

A4 = 9
LINE_HEIGHT = 15
"""Points of a line of text."""
EVIDENCE_WIDTH = 8
_LEFT = ("Criterion", "Statement", "State", "Decision", "Signatures", "Counted", "Missing", "Planned")


def cell_text(cell: Cell | None, item: Item) -> str:
    """Return a cell as it is printed: ``●w``, ``(○s) 1:02``; empty where the item is not mapped."""
    if cell is None:
        return ""
    mark = f"{CELL_SIGNS[cell.state]}{ORIGIN_LETTERS[item.item.origin]}"
    places = " ".join(clocks(cell.at))
    return f"{mark if cell.counts else f'({mark})'} {places}".strip()


def initials_of(names: Mapping[str, str]) -> dict[str, str]:
    """Return initials for people by id, no two alike: ``MO``, and ``MO2`` for the next who has them."""
    found: dict[str, str] = {}
    for person, name in names.items():
        short = "".join(word[0] for word in name.split()).upper() or "?"
        alike = sum(one.rstrip("0123456789") == short for one in found.values())
        found[person] = f"{short}{alike + 1}" if alike else short
    return found


def decided_by(dossier: Dossier, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the initials of who decided each criterion, and the initials of each person who did."""
    people = dict.fromkeys(d.deed.by for d in dossier.decisions.values())
    initials = initials_of({p: names.get(p, p) for p in people})
    return {c: initials[d.deed.by] for c, d in dossier.decisions.items()}, initials


def state_text(row: MatrixRow) -> str:
    """Return a criterion's state as sign and word."""
    return f"{STATE_SIGNS[row.state]} {row.state}"


def matrix_table(
    matrix: Matrix, initials: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heading and rows of the matrix, in the order of the unit and of the references.

    ``initials`` are those of who decided, by criterion; they stand beside the decision.
    """
    by = initials or {}
    head = (*_LEFT, *(i.reference for i in matrix.columns))
    rows = [
        (
            row.criterion,
            row.statement,
            state_text(row),
            f"{row.decided} {by.get(row.criterion, '')}".strip(),
            row.signed,
            row.enough.words,
            row.gap,
            row.planned,
            *(cell_text(row.cell(i.item.id), i) for i in matrix.columns),
        )
        for row in matrix.rows
    ]
    return head, rows


def evidence_table(matrix: Matrix) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return heading and rows of the list of evidence, unmapped items last."""
    head = ("Reference", "Method", "Title", "Date", "From", "Criteria", "Does not count because")
    rows: list[tuple[str, ...]] = []
    for item in (*matrix.columns, *matrix.unmapped):
        cells = [(r.criterion, c) for r in matrix.rows for c in r.cells if c.evidence == item.item.id]
        whys: dict[str, list[str]] = {}
        for criterion, c in cells:
            if c.why:
                whys.setdefault(c.why, []).append(criterion)
        rows.append(
            (
                item.reference,
                item.item.method,
                item.item.title,
                item.item.on.isoformat(),
                item.item.origin,
                ", ".join(sorted(item.item.criteria)) or "not mapped",
                "; ".join(f"{', '.join(criteria)}: {why}" for why, criteria in whys.items()),
            )
        )
    return head, rows


def csv_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV (UTF-8 with a mark, so that spreadsheets read it), formulas made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def matrix_csv(matrix: Matrix, initials: Mapping[str, str] | None = None) -> bytes:
    """Return the matrix as CSV."""
    return csv_of(*matrix_table(matrix, initials))


def matrix_xlsx(
    matrix: Matrix, title: str, made_at: datetime, initials: Mapping[str, str] | None = None
) -> bytes:
    """Return the matrix and the list of evidence as a spreadsheet; ``made_at`` is the record's time."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    framed = {"text_wrap": True, "valign": "top", "border": 1}
    bold = book.add_format({**framed, "bold": True, "bg_color": "#E8EEF0"})
    plain = book.add_format(framed)
    for name, (head, rows), widths in (
        ("Matrix", matrix_table(matrix, initials), (9, 38, 16, 11, 16, 17, 17, 15)),
        ("Evidence", evidence_table(matrix), (11, 20, 34, 11, 11, 26, 52)),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
        sheet.write_string(1, 0, "  ·  ".join(MATRIX_KEY))
        for column, words in enumerate(head):
            sheet.write_string(3, column, words, bold)
            sheet.set_column(column, column, _width(widths, column))
        for n, row in enumerate(rows, start=4):
            lines = max(_lines(words, _width(widths, column)) for column, words in enumerate(row))
            sheet.set_row(n, LINE_HEIGHT * lines + 3)
            for column, words in enumerate(row):
                sheet.write_string(n, column, words, plain)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L{title}&R&P of &N")
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
    book.close()
    return out.getvalue()


def _width(widths: Sequence[int], column: int) -> int:
    return widths[column] if column < len(widths) else EVIDENCE_WIDTH


def _lines(words: str, width: int) -> int:
    """Return how many lines words take in a column: spreadsheets set no height by themselves."""
    return sum(max(1, -(-len(part) // max(1, width - 1))) for part in words.split("\n"))


def _harmless(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
