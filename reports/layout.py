"""Lays the evidence report out as a document: which part comes where, under which heading, in which table.

The same document becomes a page and a PDF. It changes no word of what was said, written or found.
"""

from reports.charts import lane_times, timeline_svg
from reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Table,
    cell,
    columns,
    line,
    paragraph,
    text,
    theirs,
)
from reports.evidence import AttemptSheet, EvidenceReport
from reports.layout_deeds import deeds_section, logs_section, transcript_section
from reports.layout_findings import (
    facts_section,
    findings_section,
    noticed_section,
    overview_table,
    quote_spans,
    retags_section,
)
from reports.words import counted, listed, sentence_case, short_digest
from simulator.model.clock import clock

RUNNING = ("Simulated evidence", "Provisional: no assessor's decision is in this document")
_TWO = (Column(title="Item", share=0.27), Column(title="Detail", share=0.73))


def evidence_document(report: EvidenceReport) -> Document:
    """Return the evidence report as a document."""
    unit = report.unit
    return Document(
        title=f"Evidence report of a simulated call: unit {unit.number}",
        subtitle=f"{unit.title} ({unit.uan}), level {unit.level}, {counted(unit.credit, 'credit')}",
        running=RUNNING,
        reference=report.reference,
        digest=short_digest(report.integrity.head_digest),
        author=report.centre,
        timestamp=report.timestamp,
        opening=_opening(report),
        sections=_numbered(
            _attempt_section(report),
            _use_section(report),
            findings_section(report),
            *noticed_section(report),
            facts_section(report),
            _timeline_section(report),
            transcript_section(report),
            logs_section(report),
            deeds_section(report),
            retags_section(report),
            _assessor_section(report),
            _integrity_section(report),
            _events_section(report),
        ),
    )


def _numbered(*sections: Section) -> tuple[Section, ...]:
    return tuple(s.model_copy(update={"title": f"{n}  {s.title}"}) for n, s in enumerate(sections, 1))


def _opening(report: EvidenceReport) -> tuple[Block, ...]:
    sheet = report.sheet
    who = (
        ("Learner", cell(theirs(report.learner_name, "strong"), theirs(report.learner_reference, "quiet"))),
        ("Centre", cell(theirs(report.centre))),
        ("Task", cell(theirs(report.scenario))),
        ("Organisation", cell(report.organisation)),
        (
            "Attempt",
            cell(
                f"{report.reference}: {sheet.mode}, attempt {sheet.number} of {sheet.of} at this task",
                f"{sheet.started_local}, lasting {clock(sheet.length)}",
            ),
        ),
        ("Record", cell(f"{report.integrity.statement} Head digest begins {_short(report)}.")),
    )
    blocks: list[Block] = [
        paragraph(
            text(
                "This is evidence from a simulated incident, and every finding in it is provisional. ",
                "strong",
            ),
            "A machine proposed the findings from what the learner said, wrote and sent. No assessor's "
            "decision is in this document: only an assessor decides, and the place for it is ",
            text("For the assessor", to="assessor"),
            ".",
            tone="note",
        ),
        Table(caption="The learner and the attempt", columns=_TWO, rows=tuple(_pair(a, b) for a, b in who)),
        paragraph(text(report.opening), tone="lead"),
    ]
    if report.findings and any(f.lost for f in report.facts):
        blocks.append(
            paragraph(
                "This sentence counts facts. A finding rests on the indicators of its criterion alone, so a "
                "fact that got lost need not cost one."
            )
        )
    if report.radio is not None:
        blocks.append(paragraph(*quote_spans(report.radio), tone="quote"))
    blocks.append(overview_table(report))
    return tuple(blocks)


def _short(report: EvidenceReport) -> str:
    return short_digest(report.integrity.head_digest)


def _pair(label: str, detail: tuple[object, ...]) -> Row:
    return Row(cells=(cell(label), detail))  # type: ignore[arg-type]


def _timeline_section(report: EvidenceReport) -> Section:
    timeline = report.timeline
    rows = lane_times(timeline)
    span = timeline.span
    costly = f" The stretch from {clock(span[0])} to {clock(span[1])} is shaded: {span[2]}." if span else ""
    description = (
        f"Time runs from left to right over {clock(timeline.length)}. "
        + listed(f"{lane} {counted(number, 'mark')}" for lane, number, _ in rows if lane in timeline.lanes)
        + f".{costly} The table below holds the same numbers."
    )
    table = Table(
        caption="The numbers of the drawing: call times in minutes and seconds",
        columns=columns(What=0.2, How_many=0.12, When=0.68),
        rows=tuple(Row(cells=(cell(lane), cell(str(number)), cell(when))) for lane, number, when in rows),
    )
    mood = "The mood of a caller is scripted: 0 is calm, 10 is panic. It is no judgement of the learner."
    title = "The attempt, second by second"
    svg = timeline_svg(timeline, title, description)
    drawing = Figure(svg=svg, title=title, description=description)
    explained = f"{description} {mood}" if timeline.moods else description
    blocks: list[Block] = [paragraph(explained), drawing, table]
    return Section(title="The attempt, second by second", anchor="timeline", blocks=tuple(blocks))


def _attempt_section(report: EvidenceReport) -> Section:
    sheet = report.sheet
    why = f" ({sheet.pace_reason})" if sheet.pace != 1 and sheet.pace_reason else ""
    pauses = tuple(
        f"At {clock(d.at)}: {d.what}, {clock(d.seconds)}, not counted as call time." for d in sheet.disclosed
    )
    pairs = (
        ("Attempt", cell(text(sheet.attempt_id, "mono"))),
        ("Started", cell(sheet.started_local, text(sheet.started_utc, "quiet"))),
        ("Ended", cell(sheet.ended_local or "still running", text(sheet.ended_utc, "quiet"))),
        ("Call time", cell(f"{clock(sheet.length)}; ended because {sheet.ended_because}")),
        *((("Tried again", cell(sentence_case(sheet.tried_from))),) if sheet.tried_from else ()),
        ("Mode", cell(f"{sentence_case(sheet.mode)}: {sheet.hints}")),
        (
            "Pace",
            cell((f"{sheet.pace:g} times the" if sheet.pace != 1 else "The") + " usual time limits" + why),
        ),
        ("Pauses and interruptions", cell(*(pauses or ("None.",)))),
        ("Variant and seed", cell(theirs(sheet.variant), f"Seed {sheet.seed}")),
        ("Shown to the learner", cell(sentence_case(sheet.released))),
        ("Looked up during the call", cell(theirs(_looked_up(report)))),
    )
    return Section(
        title="The conditions of the attempt",
        anchor="attempt",
        new_page=True,
        blocks=(
            Table(
                caption="How the attempt was made", columns=_TWO, rows=tuple(_pair(a, b) for a, b in pairs)
            ),
            _all_attempts(sheet),
        ),
    )


def _all_attempts(sheet: AttemptSheet) -> Table:
    return Table(
        caption=f"All of the learner's attempts at this task ({sheet.of})",
        columns=columns(Attempt=0.23, Started=0.31, Mode=0.13, Ended_as=0.13, Released=0.2),
        rows=tuple(
            Row(
                cells=(
                    cell(f"{a.number}, {a.reference}", *((text("this report", "strong"),) if a.this else ())),
                    cell(a.started), cell(a.mode), cell(a.status), cell(a.released),
                )
            )
            for a in sheet.attempts
        ),
    )  # fmt: skip


def _looked_up(report: EvidenceReport) -> str:
    different = dict.fromkeys(report.looked_up)
    if not different:
        return "Nothing was looked up."
    return f"{counted(len(report.looked_up), 'look-up')}: {listed(different)}."


def _use_section(report: EvidenceReport) -> Section:
    table = Table(
        caption="Simulation and methods by learning outcome",
        columns=columns(Outcome=0.3, Simulated_evidence=0.42, Methods_allowed=0.28),
        rows=tuple(
            Row(
                cells=(
                    cell(line(text(f"{use.outcome}  ", "strong"), sentence_case(use.statement))),
                    cell(text(sentence_case(use.rule), "strong"), use.text),
                    cell(sentence_case(", ".join(use.methods))),
                )
            )
            for use in report.uses
        ),
    )
    return Section(title="What this evidence may be used for", anchor="use", blocks=(table,))


def _assessor_section(report: EvidenceReport) -> Section:
    yes, no = report.decision_words
    blank = Table(
        caption="For the assessor to fill in: nothing is recorded here yet",
        columns=columns(
            Criterion=0.13, Agrees_with_the_finding=0.2, Decision=0.2, Reasons_and_evidence_relied_on=0.47
        ),
        rows=tuple(
            Row(cells=(cell(f.criterion), cell("☐ yes", "☐ no"), cell(f"☐ {yes}", f"☐ {no}"), cell("")))
            for f in report.findings
        ),
        tall=13,
    )
    checks = listed(("valid", "authentic", "current", "sufficient", "reliable"))
    return Section(
        title="For the assessor",
        anchor="assessor",
        new_page=True,
        blocks=(
            paragraph(
                text("No decision is recorded in this document. ", "strong"),
                "The findings are proposals. An assessor judges the evidence itself, may disagree with any "
                "finding, and gives reasons in their own words.",
                tone="note",
            ),
            Bullets(
                items=(
                    line(f"Is the evidence {checks}?"),
                    line("Which workplace evidence stands beside it? See ", text("its use", to="use"), "."),
                    line(
                        "Which lines were not understood, or re-tagged? See ",
                        text("re-tags", to="retags"),
                        ".",
                    ),
                )
            ),
            blank,
            _signatures(),
        ),
    )


def _signatures() -> Table:
    return Table(
        caption="Signatures",
        columns=columns(Who=0.2, Name=0.28, Comment=0.3, Signature_and_date=0.22),
        rows=tuple(Row(cells=(cell(who), cell(""), cell(""), cell(""))) for who in ("Assessor", "Learner")),
        tall=20,
    )


def _integrity_section(report: EvidenceReport) -> Section:
    seal, sheet = report.integrity, report.sheet
    pairs = (
        ("Verification", cell(text(seal.statement, "strong" if seal.intact else "bad"))),
        ("Events", cell(f"{seal.events}; the last is number {seal.head_seq}")),
        ("Head digest", cell(text(seal.head_digest, "mono"))),
        ("Sealed", cell(sentence_case(seal.sealed))),
        (
            "Reader, marker, engine",
            cell(*(v or "not stated" for v in (sheet.reader, sheet.marker, sheet.engine))),
        ),
        *((("Older versions", cell(*sheet.older)),) if sheet.older else ()),
        ("Drawn up", cell(f"From the record as it stood on {report.drawn_up}")),
        ("Software", cell(report.software)),
    )
    pinned = Table(
        caption="Texts that the attempt was held to, by SHA-256 of their content",
        columns=columns(Text=0.3, Content_hash=0.7),
        rows=tuple(
            Row(
                cells=(
                    cell(theirs(p.name), *((text(f"version {p.version}", "quiet"),) if p.version else ())),
                    cell(text(p.digest, "mono")),
                )
            )
            for p in report.pinned
        ),
    )
    return Section(
        title="The record behind this report",
        anchor="record",
        blocks=(
            Table(caption="Integrity and versions", columns=_TWO, rows=tuple(_pair(a, b) for a, b in pairs)),
            pinned if report.pinned else paragraph("No text was pinned by its hash."),
        ),
    )


def _events_section(report: EvidenceReport) -> Section:
    table = Table(
        caption=f"Every event of the record ({len(report.events)})",
        columns=columns(Event=0.09, Call_time=0.1, Kept_at_UTC=0.13, Place=0.09, What_happened=0.59),
        rows=tuple(
            Row(
                anchor=e.ref if e.ref == f"R{e.seq}" else "",
                cells=(
                    cell(str(e.seq)),
                    cell(clock(e.at)),
                    cell(e.kept),
                    cell(e.ref if e.ref == f"R{e.seq}" else text(e.ref, to=e.ref)),
                    cell(theirs(e.what)),
                ),
            )
            for e in report.events
        ),
    )
    return Section(
        title="List of events",
        anchor="events",
        blocks=(
            paragraph(
                "The whole record in its own order. Longer texts are cut here; they stand in full above."
            ),
            table,
        ),
    )
