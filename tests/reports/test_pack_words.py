"""Small words of a pack: a stop gives way to a comma, a time stands once, lines for ink stay together."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from reports.document import Document, Section, Table, columns
from reports.docx_form import docx_of
from reports.matrix_sheet import cell_text
from reports.pack_rows import INK_LINE, row
from reports.pdf import pdf_of
from reports.words import joined
from simulator.model.matrix import MATRIX_KEY, Cell, Item
from simulator.model.portfolio import EvidenceItem

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "more", "told"),
    [
        ("Procedures on the table.", "Training room", "Procedures on the table, Training room"),
        ("Answer the question.", "by 13 December 2026", "Answer the question, by 13 December 2026"),
        ("Read it again", "by 2 May 2027", "Read it again, by 2 May 2027"),
        ("Procedures on the table.", "", "Procedures on the table."),
        ("", "by 2 May 2027", "by 2 May 2027"),
    ],
)
def test_words_that_end_in_a_stop_go_on_after_a_comma_alone(said, more, told):
    assert joined(said, more) == told


def test_times_of_the_same_second_stand_once_in_the_matrix():
    on = date(2026, 11, 24)
    seen = EvidenceItem(id="e", method="observation", title="t", on=on, setting="simulated")
    item = Item(item=seen, reference="OBS1", by="u", added_at=NOW, changed_seq=1, changed_at=NOW)
    cell = Cell(evidence="e", state="working", counts=True, at=(61.0, 52.9, 52.1))
    assert cell_text(cell, item) == "○s 0:52 1:01"


@pytest.mark.parametrize(
    ("method", "setting", "letter"),
    [
        ("observation", "workplace", "w"),
        ("product", "simulated", "s"),
        ("questioning", "workplace", "c"),
        ("professional discussion", "workplace", "c"),
        ("report", "simulated", "f"),
    ],
)
def test_an_answer_is_no_simulation_and_every_letter_of_a_cell_stands_in_the_key(method, setting, letter):
    made = EvidenceItem(id="e", method=method, title="t", on=date(2026, 11, 24), setting=setting)
    item = Item(item=made, reference="X1", by="u", added_at=NOW, changed_seq=1, changed_at=NOW)
    assert cell_text(Cell(evidence="e", state="final", counts=False), item) == f"(●{letter})"
    assert any(line.startswith(f"{letter} ") for line in MATRIX_KEY)


def test_lines_for_ink_stand_on_one_page_and_in_the_form_with_each_other():
    head = columns(Part=0.24, Name=0.3, Signature=0.28, Date=0.18)
    tables = tuple(
        Table(
            caption=f"Lines {n}",
            columns=head,
            rows=tuple(row(f"{part}-{n}.", "", "", "") for part in ("First", "Second", "Third", "Last")),
            tall=INK_LINE,
        )
        for n in range(9)
    )
    document = Document(
        title="Forms", subtitle="s", running=("a",), reference="P-1", source="pack", digest="0" * 12,
        author="Centre", timestamp=NOW, opening=(), sections=(Section(title="1", anchor="a", blocks=tables),),
    )  # fmt: skip
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(document))).pages]
    assert len(pages) > 2
    for n in range(9):
        (page,) = (words for words in pages if f"First-{n}." in words)
        assert f"Last-{n}." in page
    form = zipfile.ZipFile(io.BytesIO(docx_of(document))).read("word/document.xml").decode()
    first = form.split("First-0.", 1)[0].rsplit("<w:p>", 1)[1]
    last = form.split("Last-0.", 1)[0].rsplit("<w:p>", 1)[1]
    assert "keepNext" in first
    assert "keepNext" not in last
