"""Lays a portfolio out as one document: the documents of the pack table that have data behind them.

A document without data is named in the contents with the reason and is not printed empty. It changes no
word of what people wrote, and takes no decision's word for a machine's finding.
"""

from reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Row,
    Section,
    Span,
    Table,
    cell,
    columns,
    line,
    paragraph,
    text,
    theirs,
)
from reports.matrix_sheet import KEY, evidence_table, matrix_table
from reports.pack import Pack
from reports.words import clock, local_label, sentence_case, short_digest
from simulator.model.matrix import Item
from simulator.model.portfolio import (
    DECLARATION,
    UNIT,
    Exchange,
    KeptFile,
    decision_subject,
    evidence_subject,
    plan_subject,
)

ZONE = "Europe/London"
_METHOD_DOCUMENTS = (
    (11, "Performance evidence (observation)", "observation"),
    (13, "Product evidence", "product"),
    (15, "Questioning record", "questioning"),
    (16, "Professional discussion record", "professional discussion"),
    (17, "Report", "report"),
    (18, "Witness testimony", "witness testimony"),
)
_PAIR = (Column(title="Item", share=0.27), Column(title="Detail", share=0.73))


def pack_document(pack: Pack) -> Document:
    """Return the whole pack as one document."""
    found = [
        (3, "Register of people and signatures", _register(pack)),
        (5, "Prior learning", _prior(pack)),
        (6, "Witness register", _witnesses(pack)),
        (7, "Assessment plans and reviews", _plans(pack)),
        (10, "All attempts, also the abandoned ones", _attempts(pack)),
        *((n, name, _items(pack, method)) for n, name, method in _METHOD_DOCUMENTS),
        (14, "Analysis annex (advisory)", _annex(pack)),
        (19, "Evidence matrix", _matrix(pack)),
        (20, "Decisions on criteria", _decisions(pack)),
        (21, "Feedback and actions", _feedback(pack)),
        (22, "The learner's declaration", _declaration(pack)),
        (24, "Decision on the unit, with signatures", _unit(pack)),
        (26, "Countersignatures", _countersigned(pack)),
        (33, "Integrity of the record", _integrity(pack)),
    ]
    there = [(n, name, blocks) for n, name, blocks in found if blocks]
    missing = [(n, name) for n, name, blocks in found if not blocks]
    sections = tuple(
        Section(title=f"{n}  {name}", anchor=f"doc-{n}", blocks=blocks, new_page=n in (19, 20))
        for n, name, blocks in sorted(there, key=lambda d: d[0])
    )
    return Document(
        title=f"Evidence pack: unit {pack.unit.number}",
        subtitle=f"{pack.unit.title} ({pack.unit.uan})",
        running=("Evidence pack", "Simulated evidence is marked s wherever it stands"),
        reference=pack.pack_id,
        source="pack",
        digest=short_digest(pack.head_digest or "0" * 12),
        author=pack.centre,
        timestamp=pack.made_at,
        opening=_cover(pack, there, missing),
        sections=sections,
    )


def _cover(
    pack: Pack, there: list[tuple[int, str, tuple[Block, ...]]], missing: list[tuple[int, str]]
) -> tuple[Block, ...]:
    items = pack.dossier.standing
    simulated = sum(i.item.setting == "simulated" for i in items)
    status = "final: signed by everybody" if pack.dossier.locked else "interim: not signed by everybody"
    days = sorted(i.item.on for i in items)
    pairs = (
        ("Centre", theirs(pack.centre)),
        ("Learner", theirs(f"{pack.learner_name} ({pack.learner_reference})")),
        ("Unit", f"{pack.unit.number} {pack.unit.title}, {pack.unit.uan}, level {pack.unit.level}"),
        ("Status", status),
        ("Evidence", f"{len(items) - simulated} items from work, {simulated} simulated"),
        ("Dates", f"{days[0]:%d %B %Y} to {days[-1]:%d %B %Y}" if days else "no evidence yet"),
        ("Drawn up", local_label(pack.made_at, ZONE)),
        ("Software", pack.software),
    )
    blocks: list[Block] = [
        Table(caption="What this is", columns=_PAIR, rows=tuple(_row(a, b) for a, b in pairs)),
        Table(
            caption="Simulation policy in force",
            columns=columns(Outcome=0.1, Rule=0.25, Words=0.65),
            rows=tuple(_row(*p) for p in pack.matrix.policies),
        ),
    ]
    if pack.agreements:
        agreed = (f"{a.reference}, {a.by_whom}: outcomes {', '.join(a.outcomes)}" for a in pack.agreements)
        blocks.append(Bullets(items=tuple(line(theirs(a)) for a in agreed)))
    rows = [(n, _row(str(n), text(name, to=f"doc-{n}"), "in this pack")) for n, name, _ in there]
    rows += [(n, _row(str(n), name, "nothing recorded, so not printed")) for n, name in missing]
    blocks.append(
        Table(
            caption="2  Contents and completeness",
            columns=columns(No=0.1, Document=0.55, State=0.35),
            rows=tuple(row for _, row in sorted(rows, key=lambda r: r[0])),
        )
    )
    gaps = [f"{r.criterion} {r.name}: missing {r.gap}" for r in pack.matrix.gaps]
    told = [*pack.matrix.blocking, *gaps]
    if told:
        blocks.append(paragraph(text(f"What is missing ({len(gaps)} gaps)", "strong")))
        blocks.append(Bullets(items=tuple(line(words) for words in told)))
    return tuple(blocks)


def _register(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(
            theirs(r.name),
            theirs(r.job_title or "not recorded"),
            theirs(r.qualification) if r.qualified else "not yet qualified: decisions are countersigned",
        )
        for r in pack.register_of_staff
    )
    if not rows:
        return ()
    return (Table(caption="Assessors", columns=columns(Name=0.3, Job=0.3, Qualification=0.4), rows=rows),)


def _prior(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(i.reference, theirs(p.source), theirs(p.period), theirs(p.authenticity), theirs(p.currency))
        for i in pack.dossier.standing
        if (p := i.item.prior) is not None
    )
    head = columns(Evidence=0.12, Source=0.25, Period=0.18, Authentic_because=0.23, Current_because=0.22)
    return (Table(caption="Evidence from before", columns=head, rows=rows),) if rows else ()


def _witnesses(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(
            theirs(w.name),
            theirs(f"{w.role}, {w.organisation}"),
            theirs(w.relationship),
            f"expert: {w.qualification}" if w.expert else "not expert",
        )
        for w in pack.dossier.witnesses
    )
    head = columns(Name=0.24, Role=0.3, Relation=0.2, Status=0.26)
    return (Table(caption="Witnesses", columns=head, rows=rows),) if rows else ()


def _plans(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(
            ", ".join(p.made.criteria),
            p.made.method,
            theirs(f"{p.made.what} {p.made.place}".strip()),
            f"{p.due:%d %B %Y}" + ("" if p.open else f", {p.reviews[-1].outcome}"),
            "; ".join(r.text for r in p.reviews) + _signs(pack, plan_subject(p.made.plan)),
        )
        for p in pack.dossier.plans
    )
    head = columns(Criteria=0.14, Method=0.16, What=0.32, By=0.16, Review_and_signatures=0.22)
    return (Table(caption="Plans", columns=head, rows=rows),) if rows else ()


def _attempts(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(
            a.reference,
            theirs(a.title),
            f"{a.mode}, {a.status}",
            local_label(a.started_at, ZONE),
            f"{a.events} events, {'intact' if a.intact else 'NOT INTACT'}, {short_digest(a.head_digest)}",
        )
        for a in pack.attempts
    )
    head = columns(Attempt=0.16, Task=0.28, As=0.16, Started=0.2, Record=0.2)
    return (Table(caption=f"Every attempt ({len(rows)})", columns=head, rows=rows),) if rows else ()


def _annex(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(a.reference, criterion, sentence_case(word), a.marker)
        for a in pack.attempts
        if a.mode == "assessment"
        for criterion, word in a.findings.items()
    )
    if not rows:
        return ()
    note = paragraph(
        "These are proposals of software and no judgement of anybody: each follows from the record by rules "
        "of the version named, and can be computed again from the files of this pack.",
        tone="note",
    )
    head = columns(Attempt=0.2, Criterion=0.14, Finding=0.36, Marker=0.3)
    return (note, Table(caption="Findings on assessments", columns=head, rows=rows))


def _items(pack: Pack, method: str) -> tuple[Block, ...]:
    return tuple(_item(pack, i) for i in pack.dossier.standing if i.item.method == method)


def _item(pack: Pack, item: Item) -> Table:
    one = item.item
    witness = next((w for w in pack.dossier.witnesses if w.witness == one.witness), None)
    places = "; ".join(
        f"{c.criterion} at {clock(c.at)} {c.note}".strip() for c in one.claims if c.at is not None
    )
    files = "; ".join(_file(pack, f) for f in one.files)
    pairs: list[tuple[str, str | Span]] = [
        ("Title", theirs(one.title)),
        ("Date and place", theirs(f"{one.on:%d %B %Y}, {one.place or 'no place recorded'}")),
        ("From", f"{sentence_case(one.setting)}{', seen live' if one.live else ''}"),
        ("Incident", theirs(f"{one.incident} {one.incident_type}".strip() or "none")),
        ("Criteria", ", ".join(one.criteria) or "not mapped"),
        ("Moments", theirs(places)),
        ("Witness", theirs(f"{witness.name}; confirmed: {one.confirmed}" if witness else "")),
        ("Agreed beforehand", theirs(f"{one.agreed.areas} ({one.agreed.on:%d %B %Y})" if one.agreed else "")),
        ("Asked", theirs(one.questioned or "")),
        *((_asked(n, x), theirs(_said(x))) for n, x in enumerate(one.exchanges, 1)),
        ("Narrative", theirs(one.narrative)),
        ("Files", theirs(files)),
        ("Entered by", theirs(f"{pack.name(item.by)}, {local_label(item.added_at, ZONE)}")),
        ("Signatures", _signs(pack, evidence_subject(one.id)) or "none"),
    ]
    kept = [(a, b) for a, b in pairs if (b.text if isinstance(b, Span) else b)]
    rows = tuple(_row(a, b) for a, b in kept)
    anchored = rows[0].model_copy(update={"anchor": f"item-{item.reference}"})
    return Table(caption=item.reference, columns=_PAIR, rows=(anchored, *rows[1:]))


def _asked(number: int, exchange: Exchange) -> str:
    at = f" at {clock(exchange.at)}" if exchange.at is not None else ""
    return f"Question {number}{at}, {exchange.criterion or 'no criterion'}"


def _said(exchange: Exchange) -> str:
    by = f" (asked by {exchange.asked_by})" if exchange.asked_by else ""
    outcome = f" [{exchange.outcome}]" if exchange.outcome else ""
    return f"{exchange.question}{by}\nAnswer: {exchange.answer or 'nothing was written'}{outcome}"


def _file(pack: Pack, kept: KeptFile) -> str:
    gone = pack.dossier.gone(kept.digest)
    told = f", ERASED FOR GOOD on {gone.at:%d %B %Y}: {gone.deed.reason}" if gone else ""
    return f"{kept.name}, {kept.size} bytes, SHA-256 {kept.digest}{told}"


def _matrix(pack: Pack) -> tuple[Block, ...]:
    _, rows = matrix_table(pack.matrix)
    wide = columns(Criterion=0.1, State=0.16, Evidence=0.34, Counted=0.2, Missing=0.2)
    refs = [i.reference for i in pack.matrix.columns]
    made = []
    for row in rows:
        cells = [
            text(f"{ref} {words}  ", to=f"item-{ref}")
            for ref, words in zip(refs, row[8:], strict=True)
            if words
        ]
        made.append(Row(cells=(cell(row[0]), cell(row[2]), (line(*cells),), cell(row[5]), cell(row[6]))))
    _, listed = evidence_table(pack.matrix)
    head = columns(Reference=0.11, Method=0.16, Title=0.28, Date=0.12, Not_counted_because=0.33)
    evidence = tuple(_row(r[0], f"{r[1]}, {r[4]}", theirs(r[2]), r[3], r[6]) for r in listed)
    blocks: list[Block] = [
        paragraph(". ".join(KEY), tone="quiet"),
        Table(caption="Criteria against evidence", columns=wide, rows=tuple(made)),
    ]
    if evidence:
        blocks.append(Table(caption="List of evidence", columns=head, rows=evidence))
    return tuple(blocks)


def _decisions(pack: Pack) -> tuple[Block, ...]:
    words = pack.unit.decision_words
    refs = {i.item.id: i.reference for i in pack.dossier.items}
    rows = tuple(
        _row(
            criterion,
            words.criterion_yes if d.deed.met else words.criterion_no,
            theirs(d.deed.reason),
            ", ".join(refs.get(e, e) for e in d.deed.relied_on) + f" ({', '.join(d.deed.checks)})",
            f"{pack.name(d.deed.by)}, {d.at:%d %B %Y}. {_signs(pack, decision_subject(criterion))}",
        )
        for criterion, d in pack.dossier.decisions.items()
    )
    head = columns(Criterion=0.1, Decision=0.12, Reason=0.28, Relied_on=0.22, By_and_signatures=0.28)
    return (Table(caption="Decisions of assessors", columns=head, rows=rows),) if rows else ()


def _feedback(pack: Pack) -> tuple[Block, ...]:
    rows = []
    for said in pack.dossier.feedback:
        given = said.given
        bank = "; ".join(f"{c.text} (bank {c.bank})" for c in given.comments)
        action = f"{given.action}, by {given.due:%d %B %Y}" if given.due else given.action
        answers = "; ".join(f"{a.text}{' (done)' if a.done else ''}" for a in said.answers)
        rows.append(
            _row(", ".join(given.criteria), theirs(f"{given.text} {bank}"), theirs(action), theirs(answers))
        )
    head = columns(Criteria=0.14, Feedback=0.42, Action=0.22, Answer=0.22)
    return (Table(caption="Feedback", columns=head, rows=tuple(rows)),) if rows else ()


def _declaration(pack: Pack) -> tuple[Block, ...]:
    said = pack.dossier.declaration
    if said is None:
        return ()
    pairs = (
        ("Own work", "declared"),
        ("Sources", theirs(said.sources or "none")),
        ("Help from people", theirs(said.help_used)),
        ("Help from programs", theirs(said.machine_help)),
        ("Quality assurance and appeals", "agreed and understood"),
        ("Signature", _signs(pack, DECLARATION) or "not signed"),
    )
    return (Table(caption="Declaration", columns=_PAIR, rows=tuple(_row(a, b) for a, b in pairs)),)


def _unit(pack: Pack) -> tuple[Block, ...]:
    decided = pack.dossier.unit
    if decided is None:
        return ()
    words = pack.unit.decision_words
    pairs = (
        ("Decision", words.unit_yes if decided.deed.competent else words.unit_no),
        ("Reason", theirs(decided.deed.reason)),
        ("Assessor", theirs(f"{pack.name(decided.deed.by)}, {local_label(decided.at, ZONE)}")),
        ("Signatures", _signs(pack, UNIT) or "none"),
        ("Unlocked", "; ".join(f"{a:%d %B %Y}: {u.reason}" for _, a, u in pack.dossier.unlocks) or "never"),
        ("For ink, where a centre asks for it", "Learner:                    Assessor:"),
    )
    return (Table(caption="The unit", columns=_PAIR, rows=tuple(_row(a, b) for a, b in pairs)),)


def _countersigned(pack: Pack) -> tuple[Block, ...]:
    rows = tuple(
        _row(s.subject.replace(":", " "), theirs(pack.name(s.by)), "agrees" if s.agrees else "does not agree",
             theirs(s.comment), s.void or "stands")
        for s in pack.dossier.signatures
        if s.party == "countersigner"
    )  # fmt: skip
    head = columns(Decision=0.2, Countersigner=0.2, View=0.16, Comment=0.26, Standing=0.18)
    return (Table(caption="Countersigned", columns=head, rows=rows),) if rows else ()


def _integrity(pack: Pack) -> tuple[Block, ...]:
    return (
        paragraph(
            f"The portfolio record holds {pack.head_seq} events; the digest of its head is "
            f"{pack.head_digest or 'none'}. Every file of this pack stands with its SHA-256 in "
            "manifest-sha256.txt, and the centre's key signs that list."
        ),
    )


def _signs(pack: Pack, subject: str) -> str:
    told = [
        f"{pack.name(s.by)} as {s.party}, {local_label(s.at, ZONE)}, digest {s.digest[:12]}"
        + (f", VOID: {s.void}" if s.void else "")
        for s in pack.dossier.signatures
        if s.subject == subject
    ]
    return " Signed: " + "; ".join(told) if told else ""


def _row(*cells: object) -> Row:
    return Row(cells=tuple(cell(c) for c in cells))  # type: ignore[arg-type]
