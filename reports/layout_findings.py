"""Lays out what marking proposes: the overview, the findings with their citations, the facts, the re-tags.

Every result stands as a symbol and a word. No decision is drawn from any of it.
"""

from reports.document import (
    Block,
    Row,
    Section,
    Span,
    Style,
    Table,
    cell,
    columns,
    heading,
    line,
    paragraph,
    text,
    theirs,
)
from reports.evidence import CriterionFinding, EvidenceReport, FactCompared, IndicatorShown, Marker, Quote
from reports.words import SYMBOLS, TONES, sentence_case, shortened
from simulator.model.clock import clock


def result_span(result: str) -> Span:
    """Return a result or finding as its symbol and word in its colour."""
    style: Style = TONES.get(result, "")  # type: ignore[assignment]
    return text(f"{SYMBOLS[result]} {sentence_case(result)}", style)


def marker_lines(markers: tuple[Marker, ...]) -> tuple[Span, ...]:
    """Return the criterion markers of a row, one a line: ``✓ 1.2 shown``."""
    return tuple(
        Span(text=f"{SYMBOLS[m.result]} {m.criterion} {m.result}", style=TONES.get(m.result, ""))  # type: ignore[arg-type]
        for m in markers
    )


def quote_spans(quote: Quote) -> tuple[Span, ...]:
    """Return a cited event: its place, its time, whose it is, and the words."""
    words = shortened(quote.text)
    said = theirs(f"“{words}”", "quote") if quote.spoken else theirs(words)
    who = f"{quote.who}: " if quote.spoken else ""
    return (text(quote.ref, to=quote.ref), text(f" at {clock(quote.at)}  ", "quiet"), theirs(who), said)


def overview_table(report: EvidenceReport) -> Table:
    """Return the findings at a glance, in the order of the unit."""
    return Table(
        caption="Provisional findings at a glance",
        columns=columns(Criterion=0.52, Finding=0.3, Indicators_shown=0.18),
        rows=tuple(
            Row(
                cells=(
                    cell(
                        line(text(f.criterion, "strong", to=f"criterion-{f.criterion}"), f"  {f.statement}")
                    ),
                    cell(result_span(f.finding)),
                    cell(f"{f.shown} of {f.had_a_chance}" if f.had_a_chance else "–"),
                )
            )
            for f in report.findings
        ),
    )


def findings_section(report: EvidenceReport) -> Section:
    """Return the findings criterion by criterion, each indicator with its clause and citations."""
    blocks: list[Block] = [
        paragraph(
            "An indicator is one observable thing. It is shown, not shown, contrary, undecided, or had no "
            "chance. Each cites what the learner did: T is a line of the transcript, L an entry in a log, "
            "M a message, D a deployment, E an escalation, S a step of a decision tree, R the list of events."
        )
    ]
    for finding in report.findings:
        blocks += _criterion(finding)
    if not report.findings:
        blocks.append(paragraph("This scenario claims no criterion, so there is nothing to find."))
    return Section(title="Provisional findings", anchor="findings", blocks=tuple(blocks))


def noticed_section(report: EvidenceReport) -> tuple[Section, ...]:
    """Return what of the learner's manner a person may want to weigh; no finding rests on it."""
    if not report.noticed:
        return ()
    said = paragraph(
        "What was noticed of the learner's manner is for a person to weigh. No finding rests on it, and "
        "it is counted nowhere."
    )
    table = Table(
        caption="Noticed, for a person to weigh",
        columns=columns(What_was_noticed=0.55, The_words=0.45),
        rows=tuple(
            Row(
                cells=(
                    cell(theirs(one.sentence)),
                    cell(*(line(*quote_spans(quote)) for quote in one.quotes)),
                )
            )
            for one in report.noticed
        ),
    )
    return (Section(title="Manner, for a person to weigh", anchor="manner", blocks=(said, table)),)


def _criterion(finding: CriterionFinding) -> tuple[Block, ...]:
    head = heading(
        text(f"{finding.criterion}  "),
        theirs(finding.statement),
        anchor=f"criterion-{finding.criterion}",
    )
    said = paragraph(
        Span(text=result_span(finding.finding).text + ". ", style=result_span(finding.finding).style),
        theirs(finding.sentence),
    )
    if not finding.indicators:
        return (head, said)
    table = Table(
        caption=f"Indicators of criterion {finding.criterion}",
        columns=columns(Result=0.16, What_the_record_shows=0.52, Clause_of_the_procedures=0.32),
        rows=tuple(_indicator(one) for one in finding.indicators),
    )
    return (head, said, table)


def _indicator(one: IndicatorShown) -> Row:
    critical = (text("critical", "strong"),) if one.critical else ()
    title = f"  {one.clause_title}" if one.clause_title else ""
    return Row(
        cells=(
            cell(result_span(one.result), *critical),
            cell(
                theirs(one.label, "strong"),
                theirs(one.sentence),
                *(line(*quote_spans(quote)) for quote in one.quotes),
            ),
            cell(line(text(one.clause, "strong"), text(title)), text(one.clause_text, "quiet")),
        )
    )


def facts_section(report: EvidenceReport) -> Section:
    """Return where each fact went: told, logged, as written, passed on, and what followed."""
    table = Table(
        caption="The facts compared, those that got lost first",
        columns=columns(
            Fact=0.19, Told=0.11, Logged=0.11, As_written=0.18, Passed_on=0.25, What_followed=0.16
        ),
        rows=tuple(_fact(fact) for fact in report.facts),
    )
    note = "A log or a message is judged only on what the learner had been told by then."
    blocks: tuple[Block, ...] = (paragraph(note), table)
    if not report.facts:
        blocks = (paragraph("This scenario holds no facts to follow."),)
    return Section(title="Where each fact went", anchor="facts", blocks=blocks)


def _fact(fact: FactCompared) -> Row:
    hazard = (text("hazard", "bad"),) if fact.hazard else ()
    followed = cell(
        theirs(
            f"{SYMBOLS['contrary']} {fact.followed}" if fact.followed_bad else fact.followed,
            "bad" if fact.followed_bad else "",
        )
    )
    refs = tuple(s for ref in fact.refs for s in (text(ref, to=ref), text(" ")))
    return Row(
        cells=(
            cell(theirs(fact.label, "strong"), *hazard, *((line(*refs),) if refs else ())),
            cell(fact.told),
            cell(text(fact.logged, _tone(fact.logged))),
            cell(theirs(fact.as_written)),
            cell(text(fact.passed, _tone(fact.passed))),
            followed if fact.followed else cell("–"),
        )
    )


def _tone(words: str) -> Style:
    if words.startswith(SYMBOLS["shown"]):
        return "good"
    if words.startswith(SYMBOLS["contrary"]):
        return "bad"
    return "part" if words.startswith(SYMBOLS["not shown"]) else ""


def retags_section(report: EvidenceReport) -> Section:
    """Return the assessors' re-tags, the original reading beside each."""
    if not report.retags:
        blocks: tuple[Block, ...] = (
            paragraph("No line was re-tagged. The findings rest on the reader alone."),
        )
        return Section(title="Re-tags", anchor="retags", blocks=blocks)
    table = Table(
        caption="Lines that an assessor re-tagged; the findings rest on the re-tags",
        columns=columns(Line=0.34, First_read_as=0.19, Now_read_as=0.19, Who_and_why=0.28),
        rows=tuple(
            Row(
                cells=(
                    cell(
                        line(text(r.ref, to=r.ref), text(f" at {clock(r.at)}", "quiet")),
                        theirs(f"“{shortened(r.text)}”", "quote"),
                    ),
                    cell(*(r.original or ("nothing understood",))),
                    cell(*(r.now or ("no act",))),
                    cell(theirs(r.by, "strong"), theirs(r.reason)),
                )
            )
            for r in report.retags
        ),
    )
    return Section(title="Re-tags", anchor="retags", blocks=(table,))
