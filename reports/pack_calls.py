"""The documents of a pack that tell of simulated calls: how they were taken, what was done and found.

Only assessments are laid out; every other attempt stands in the list. What software proposes is kept in the
annex, in its own words, beside what an assessor answered to it.
"""

from reports.document import Block, Row, Table, columns, heading, line, paragraph, text, theirs
from reports.evidence import EvidenceReport
from reports.layout_findings import result_span
from reports.pack import Pack, PackAttempt, ScenarioCard
from reports.pack_retags import retags
from reports.pack_rows import PAIR, ZONE, row
from reports.pack_sessions import realism, supervised
from reports.pack_transcripts import assessed, cited
from reports.words import SYMBOLS, counted, local_label, sentence_case, short_digest
from simulator.model.clock import clock
from simulator.model.portfolio import AnswerRuled


def declaration(pack: Pack) -> tuple[Block, ...]:
    """Return under which conditions simulated calls were taken (document 8)."""
    blocks = [b for attempt, report in assessed(pack) for b in _conditions(pack, attempt, report)]
    if not blocks:
        return ()
    rules = tuple(
        row(
            f"Outcome {o.id}",
            f"simulated evidence: {o.simulation.rule}. {o.simulation.text}",
            _agreed(pack, o.id),
        )
        for o in pack.unit.outcomes
    )
    head = columns(Outcome=0.16, How_far_simulation_counts=0.52, Written_agreement=0.32)
    said = paragraph(
        "What stands under a call first are the facts that its record holds. The checklist of realism is an "
        "assessor's; a quality assurer signs under it by hand.",
        tone="quiet",
    )
    return (Table(caption="Why simulation, and what was agreed", columns=head, rows=rules), said, *blocks)


def _conditions(pack: Pack, attempt: PackAttempt, report: EvidenceReport) -> tuple[Table, ...]:
    versions = "; ".join(
        f"{p.what}: {p.name} {p.version} {short_digest(p.digest)}".replace("  ", " ") for p in report.pinned
    )
    pairs = (
        ("Task", theirs(attempt.title)),
        ("Centre in it", theirs(report.organisation)),
        *((name, theirs(words)) for name, words in _origin(attempt)),
        ("Can show", ", ".join(attempt.findings) or "no criterion"),
        ("Texts used", versions),
        ("Equipment and channel", "this simulator: calls typed and read, log, phone, radio, data messages"),
        ("Hints and clock", report.sheet.hints),
        ("Interrupted", _pauses(report)),
        ("Consequences", "what was passed on or left out changed what callers and crews did next"),
    )
    rows = tuple(row(a, b) for a, b in pairs)
    facts = Table(caption=f"Simulated call {attempt.reference}", columns=PAIR, rows=rows)
    return (facts, *realism(pack, attempt.attempt_id, attempt.reference))


def _origin(attempt: PackAttempt) -> tuple[tuple[str, str], ...]:
    """Return who wrote a scenario, who reviewed it and when it was piloted, as the text used says."""
    return attempt.card.origin.lines if attempt.card is not None else ()


def _agreed(pack: Pack, outcome: str) -> str:
    made = [a for a in pack.agreements if outcome in a.outcomes]
    told = (f"{a.reference}, {a.by_whom}, {a.agreed_on:%d %B %Y} to {a.until:%d %B %Y}" for a in made)
    return "; ".join(told) or "none recorded"


def _pauses(report: EvidenceReport) -> str:
    told = (f"at {clock(d.at)}: {d.what}, {clock(d.seconds)}" for d in report.sheet.disclosed)
    return "; ".join(told) or "never"


def cards(pack: Pack) -> tuple[Block, ...]:
    """Return the scenario card of every assessed call, as it was cast (document 9)."""
    blocks: list[Block] = []
    for attempt, _ in assessed(pack):
        if attempt.card is not None:
            blocks += _card(attempt, attempt.card)
    return tuple(blocks)


def _card(attempt: PackAttempt, card: ScenarioCard) -> list[Block]:
    pairs = (
        ("What it is about", theirs(card.synopsis)),
        ("Callers", tuple(theirs(c) for c in card.callers)),
        ("Difficulty and length", f"{card.difficulty} of 3, {clock(card.target)} expected"),
        ("Versions of the call", tuple(theirs(v) for v in card.variants) or "one"),
        ("Version and seed of this attempt", f"{card.variant or 'the only one'}, seed {card.seed}"),
        ("Content", theirs(card.content_note or "nothing to warn of")),
    )
    incidents = tuple(
        row(theirs(i.label), i.type, f"{i.priority}. {i.because}".strip(), theirs(i.needs or "nothing"))
        for i in card.incidents
    )
    return [
        heading(f"{attempt.reference}  ", theirs(attempt.title)),
        Table(caption="The call", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)),
        Table(
            caption="What was right for it",
            columns=columns(Incident=0.27, Type=0.15, Priority_and_why=0.33, Needs=0.25),
            rows=incidents,
        ),
        Table(
            caption="Facts, and when they were to be had",
            columns=columns(Fact=0.3, As_cast=0.4, To_be_had=0.3),
            rows=tuple(row(theirs(f.label), theirs(f.value), f.when) for f in card.facts),
        ),
        *_happens(card),
        Table(
            caption="What was looked for",
            columns=columns(Criterion=0.12, What=0.64, Clause=0.24),
            rows=tuple(row(*one) for one in card.looked_for),
        ),
        *_never(card),
        *_advice(card),
    ]


def _happens(card: ScenarioCard) -> list[Block]:
    if not card.happens:
        return []
    rows = tuple(row(when, theirs(what)) for when, what in card.happens)
    return [Table(caption="What happens by itself", columns=columns(When=0.3, What=0.7), rows=rows)]


def _never(card: ScenarioCard) -> list[Block]:
    rows = tuple(row(*one) for one in card.never)
    rows = rows or (row("–", "none is named: each loss is marked by its own criterion", "–"),)
    return [
        Table(
            caption="Critical errors",
            columns=columns(Criterion=0.12, Critical_when_not_shown=0.64, Clause=0.24),
            rows=rows,
        )
    ]


def _advice(card: ScenarioCard) -> list[Block]:
    """Return what may be said and what must never be, a table for each advice card."""
    head = columns(Advice=0.24, Words_of_the_card=0.76)
    blocks: list[Block] = []
    for one in card.advice:
        told = (
            ("Said to every caller", one.always),
            ("May be said", one.may),
            ("Never said", one.never),
            ("Limits", one.limits),
        )
        rows = tuple(row(name, tuple(text(t) for t in words)) for name, words in told if words)
        caption = f"Advice: {one.title} (clause {one.clause})"
        blocks.append(Table(caption=caption, columns=head, rows=rows))
    if not blocks:
        blocks.append(paragraph("The centre has no advice card for these incidents.", tone="quiet"))
    return blocks


def attempts(pack: Pack) -> tuple[Block, ...]:
    """Return every attempt and paper, also abandoned ones, and a sheet for each assessment (document 10)."""
    rows = tuple(
        row(
            text(a.reference),
            theirs(a.title),
            (f"{a.mode}, {a.status}", text(a.ended, "quiet")) if a.ended else f"{a.mode}, {a.status}",
            local_label(a.started_at, ZONE),
            f"{a.events} events, {'intact' if a.intact else 'NOT INTACT'}, {short_digest(a.head_digest)}",
        )
        for a in pack.attempts
    )
    head = columns(Attempt=0.15, Task=0.25, As=0.24, Started=0.18, Record=0.18)
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(caption=f"Every attempt ({len(rows)})", columns=head, rows=rows))
    if pack.papers:
        papers = tuple(
            row(
                theirs(p.title),
                f"{p.sort}, {p.mode}, {p.status}",
                local_label(p.started_at, ZONE),
                f"{p.events} events, {'intact' if p.intact else 'NOT INTACT'}, {short_digest(p.head_digest)}",
            )
            for p in pack.papers
        )
        head = columns(Paper=0.36, As=0.22, Started=0.22, Record=0.2)
        blocks.append(Table(caption=f"Every paper and report ({len(papers)})", columns=head, rows=papers))
    sheets = (made for a, r in assessed(pack) for made in (_sheet(pack, a, r), *retags(pack, a, r)))
    return (*blocks, *sheets)


def _sheet(pack: Pack, attempt: PackAttempt, report: EvidenceReport) -> Table:
    sheet = report.sheet
    released = local_label(attempt.released_at, ZONE) if attempt.released_at else "not yet"
    pairs = (
        ("Session", attempt.attempt_id),
        ("From, to", f"{sheet.started_local} to {sheet.ended_local}, {clock(sheet.length)}"),
        ("Ended", sheet.ended_because),
        ("Mode, hints, clock", f"{sheet.mode}: {sheet.hints}"),
        ("Time limits and pace", _pace(report)),
        ("Adjustments", "where any apply, they stand apart, in no pack"),
        ("Attempt at this task", f"{sheet.number} of {sheet.of}"),
        *supervised(pack.dossier.session(attempt.attempt_id)),
        ("Technical incidents and pauses", _pauses(report)),
        ("Debrief released", released),
        ("Read and marked by", f"{sheet.reader}; {sheet.marker}; {sheet.engine}"),
    )
    caption = f"Session sheet {attempt.reference}"
    return Table(caption=caption, columns=PAIR, rows=tuple(row(a, theirs(b)) for a, b in pairs))


def _pace(report: EvidenceReport) -> str:
    """Return whether limits were stretched; by how much and why may tell of a need, and stands in no pack."""
    if report.sheet.pace == 1:
        return "the scenario's limits as they stand"
    return "limits and silences were stretched for this learner; the record holds by how much"


def annex(pack: Pack) -> tuple[Block, ...]:
    """Return what software proposed for every assessed call, and what assessors answered (document 14)."""
    blocks: list[Block] = []
    for attempt, report in assessed(pack):
        answers = {label: f"{answer}. {reason}".strip() for label, answer, reason in attempt.judged}
        first = [b for b in pack.dossier.blind if b.attempt == attempt.attempt_id]
        rows = [
            row(
                f.criterion,
                text(f"{SYMBOLS[f.finding]} {sentence_case(f.finding)}"),
                f"{f.shown} of {f.had_a_chance} indicators",
                tuple(
                    theirs(f"{pack.name(b.by)}: {b.word}, before the finding was shown")
                    for b in first
                    if b.criterion == f.criterion
                )
                or ("to be viewed first, and nobody did" if attempt.blind else "not asked for"),
            )
            for f in report.findings
        ]
        blocks.append(heading(f"{attempt.reference}  ", theirs(attempt.title)))
        caption = f"Findings on {attempt.reference}, by {attempt.marker}"
        head = columns(Criterion=0.12, Finding=0.28, Rests_on=0.24, Said_first_by_an_assessor=0.36)
        blocks.append(Table(caption=caption, columns=head, rows=tuple(rows)))
        lines = tuple(
            row(
                f.criterion,
                (line(result_span(i.result)), line(theirs(i.label)), line(text(_clause(i.clause), "quiet"))),
                (line(theirs(i.sentence)), cited(attempt, i.quotes)),
                theirs(answers.get(i.label, "not answered")),
            )
            for f in report.findings
            for i in f.indicators
        )
        head = columns(Criterion=0.12, Indicator=0.3, What_it_rests_on=0.36, Assessor=0.22)
        caption = f"Indicators of {attempt.reference} ({counted(len(lines), 'line')})"
        blocks.append(Table(caption=caption, columns=head, rows=lines))
    blocks += _answers(pack)
    if not blocks:
        return ()
    note = paragraph(
        "These are proposals of software and no judgement of anybody: each follows from the record by rules "
        "of the version named, and can be computed again from the files of this pack. No figure of "
        "confidence is given: what could not be read for sure is undecided, and for a person. Their limits: "
        "words are read, and no voice, tone or feeling is; a line not understood counts against nobody.",
        tone="note",
    )
    return (note, *blocks)


def _clause(number: str) -> str:
    return f"clause {number}" if number else "no clause"


def _answers(pack: Pack) -> list[Block]:
    """Return what was found in written answers when they were released, and what assessors ruled on them."""
    blocks: list[Block] = []
    items = {i.item.source: i.reference for i in pack.dossier.standing if i.item.source}
    for released in pack.dossier.papers_released:
        name = items.get(released.paper, f"P-{released.paper[:8]}")
        rows = tuple(
            row(criterion, f"{SYMBOLS[word]} {sentence_case(word)}", theirs(pack.name(released.by)))
            for criterion, word in sorted(released.findings.items())
        )
        head = columns(Criterion=0.2, Finding=0.45, Released_by=0.35)
        blocks.append(Table(caption=f"Answers {name}, read by {released.marker}", columns=head, rows=rows))
    rulings = tuple(_ruling(pack, items, once) for once in _by_statement(pack.dossier.rulings))
    if rulings:
        head = columns(Answer=0.15, Point=0.4, Ruling=0.2, By_and_reason=0.25)
        blocks.append(Table(caption="Rulings on answers", columns=head, rows=rulings))
    return blocks


def _by_statement(rulings: tuple[AnswerRuled, ...]) -> list[list[AnswerRuled]]:
    """Return the rulings on each statement of an answer together, in the order made; the last one holds."""
    found: dict[tuple[str, str, str], list[AnswerRuled]] = {}
    for one in rulings:
        found.setdefault((one.paper, one.part, one.statement), []).append(one)
    return list(found.values())


def _ruling(pack: Pack, items: dict[str, str], once: list[AnswerRuled]) -> Row:
    last = once[-1]
    said = "the answer says it" if last.says else "the answer does not say it"
    if any(one.says != last.says for one in once[:-1]):
        said += "; ruled otherwise before"
    name = items.get(last.paper, f"P-{last.paper[:8]}")
    return row(
        f"{name}, {f'answer {last.place}' if last.place else last.part}",
        last.words or last.statement,
        said,
        theirs(f"{pack.name(last.by)}. {last.reason}".strip()),
    )
