"""Written answers as a document: each question and answer word for word, and what was found in it.

Pure: values in, a document out. It marks nothing; what an assessor ruled stands beside what was read.
"""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, Field

from reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    cell,
    columns,
    heading,
    line,
    paragraph,
    text,
    theirs,
)
from reports.words import counted, local_label, sentence_case, short_digest
from simulator.model.answers import AnswerReading
from simulator.model.clock import clock
from simulator.model.findings import Finding, IndicatorResult
from simulator.model.papers import SOURCES, Asked, PaperState
from simulator.model.portfolio import AnswerRuled
from simulator.model.questions import Law
from simulator.model.reading import Value

RUNNING = ("Written answers", "Provisional: no assessor's decision is in this document")
ZONE = "Europe/London"
_PAIR = (Column(title="Item", share=0.27), Column(title="Detail", share=0.73))


class SheetAnswer(Value):
    """One answer with its reading, its finding and an assessor's rulings by statement."""

    asked: Asked
    text: str
    edits: int
    at_once: int
    reading: AnswerReading
    finding: Finding
    laws: tuple[Law, ...] = ()
    rulings: dict[str, AnswerRuled] = Field(default={})


class AnswersSheet(Value):
    """Everything that the document about one paper prints."""

    reference: str
    centre: str
    learner_name: str
    learner_reference: str
    unit: str
    organisation: str
    state: PaperState
    status: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    released_at: AwareDatetime | None
    answers: tuple[SheetAnswer, ...]
    criteria: dict[str, str]
    findings: tuple[Finding, ...]
    marker: str
    names: dict[str, str] = Field(default={})
    head_seq: int
    head_digest: str
    intact: bool
    software: str
    drawn_up: AwareDatetime


def answers_document(sheet: AnswersSheet) -> Document:
    """Return the paper as a document, the same for every format."""
    started = sheet.state.started
    sections = [_summary(sheet)]
    for number, answer in enumerate(sheet.answers, 1):
        sections.append(_answer(sheet, number, answer))
    sources = sheet.state.written(SOURCES).text
    if sources:
        sections.append(Section(title="Sources named", anchor="sources", blocks=_text(sources)))
    sections.append(_record(sheet))
    return Document(
        title=f"{started.title}: unit {started.unit}",
        subtitle=f"{sentence_case(started.sort)} in {started.mode}, about {sheet.organisation}",
        running=RUNNING,
        reference=sheet.reference,
        digest=short_digest(sheet.head_digest),
        author=sheet.centre,
        timestamp=sheet.drawn_up,
        opening=_opening(sheet),
        sections=tuple(sections),
    )


def _opening(sheet: AnswersSheet) -> tuple[Block, ...]:
    state, declared = sheet.state, sheet.state.declared
    pairs: list[tuple[str, str | Span]] = [
        ("Learner", theirs(f"{sheet.learner_name} ({sheet.learner_reference})")),
        ("Centre", theirs(sheet.centre)),
        ("Unit", sheet.unit),
        ("Begun", local_label(sheet.started_at, ZONE)),
        ("Handed in", local_label(sheet.ended_at, ZONE) if sheet.ended_at else "not handed in"),
        ("Released", local_label(sheet.released_at, ZONE) if sheet.released_at else "not released"),
        ("Words", f"{state.words}" + _wanted(state)),
        ("Declared", "the learner's own work" if declared else "nothing declared"),
    ]
    if declared:
        pairs += [
            ("Help from people or books", theirs(declared.help_used)),
            ("Help from programs", theirs(declared.machine_help)),
        ]
    blocks: list[Block] = [
        Table(caption="What this is", columns=_PAIR, rows=tuple(_row(a, b) for a, b in pairs))
    ]
    if state.started.ask:
        blocks.append(paragraph(state.started.ask))
    return tuple(blocks)


def _wanted(state: PaperState) -> str:
    started = state.started
    return f" ({started.least_words} to {started.most_words} asked for)" if started.most_words else ""


def _summary(sheet: AnswersSheet) -> Section:
    rows = tuple(
        _row(f.criterion, sheet.criteria.get(f.criterion, ""), text(sentence_case(f.finding), "strong"))
        for f in sheet.findings
    )
    note = paragraph(
        "Each finding follows by rules from the answer, the key points of the question and an assessor's "
        "rulings. What was read as likely counts for nothing until a person has taken it. A person decides.",
        tone="note",
    )
    table = Table(
        caption="Provisional findings",
        columns=columns(Criterion=0.12, Statement=0.58, Finding=0.3),
        rows=rows,
    )
    return Section(title="Provisional findings", anchor="findings", blocks=(note, table))


def _answer(sheet: AnswersSheet, number: int, answer: SheetAnswer) -> Section:
    asked = answer.asked
    blocks: list[Block] = [
        paragraph(text(f"{asked.criterion} {sheet.criteria.get(asked.criterion, '')}", "quiet")),
        paragraph(text(asked.ask, "strong")),
    ]
    for part in asked.shown:
        blocks.append(heading(part.title))
        blocks.append(Bullets(items=tuple(line(theirs(x)) for x in part.lines)))
    blocks.append(heading("The answer, word for word"))
    blocks += _text(answer.text) if answer.text.strip() else (paragraph("Nothing was written."),)
    how = f"Kept in {counted(answer.edits, 'step')} while it was written."
    if answer.at_once:
        how += f" {answer.at_once} characters came in at once (pasted, or sent late)."
    blocks.append(paragraph(how, tone="quiet"))
    if answer.laws:
        told = "; ".join(f"{x.name} ({x.nation}, look again by {_day(x.review)})" for x in answer.laws)
        blocks.append(paragraph(f"Law that it rests on: {told}.", tone="quiet"))
    word = sentence_case(answer.finding.finding)
    blocks.append(paragraph(text(f"{word}. ", "strong"), answer.finding.sentence))
    rows = tuple(_point(sheet, answer, i) for i in answer.finding.indicators)
    if rows:
        head = columns(Point=0.36, Read=0.16, Words_of_the_answer=0.3, Ruling=0.18)
        blocks.append(Table(caption=f"Points of answer {number}", columns=head, rows=rows))
    return Section(
        title=f"{number}  {asked.heading or asked.criterion}", anchor=f"answer-{number}", blocks=tuple(blocks)
    )


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _point(sheet: AnswersSheet, answer: SheetAnswer, one: IndicatorResult) -> Row:
    reads = (*answer.reading.points, *answer.reading.wrong)
    read = next((p for p in reads if p.id == one.indicator), None)
    ruled = answer.rulings.get(one.indicator)
    said = ""
    if ruled is not None:
        who = sheet.names.get(ruled.by, "an assessor")
        said = f"{'says it' if ruled.says else 'does not say it'} ({who})" + (
            f": {ruled.reason}" if ruled.reason else ""
        )
    clause = f" (clause {one.clause})" if one.clause else ""
    against = "Counts against it: " if one.kind == "wrong_statement" else ""
    return _row(
        f"{against}{one.label}{clause}",
        read.band if read else ("" if one.kind == "connected_account" else "none"),
        theirs(read.words if read else ("" if one.kind != "connected_account" else one.sentence)),
        theirs(said),
    )


def _record(sheet: AnswersSheet) -> Section:
    whole = "intact" if sheet.intact else "NOT INTACT"
    told = paragraph(
        f"The record of this paper holds {sheet.head_seq} events and is {whole}; the digest of its head is "
        f"{sheet.head_digest}. Read and marked by {sheet.marker}. {sheet.software}. From "
        f"start to handing in: {clock(sheet.state.t)}."
    )
    return Section(title="Integrity of the record", anchor="record", blocks=(told,))


def _text(words: str) -> tuple[Paragraph, ...]:
    return tuple(paragraph(theirs(x), tone="quote") for x in words.split("\n") if x.strip())


def _row(*cells: object) -> Row:
    return Row(cells=tuple(cell(c) for c in cells))  # type: ignore[arg-type]
