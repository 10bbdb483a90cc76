"""Lays a portfolio out as one document: the documents of the pack table that have data behind them.

A document without data is named in the contents with the reason and is not printed empty. It changes no
word of what people wrote, and takes no decision's word for a machine's finding.
"""

from dataclasses import dataclass

from reports import (
    pack_calls,
    pack_evidence,
    pack_history,
    pack_people,
    pack_plans,
    pack_products,
    pack_profile,
    pack_reports,
    pack_sessions,
    pack_transcripts,
)
from reports.document import (
    Block,
    Bullets,
    Document,
    Section,
    Table,
    columns,
    line,
    paragraph,
    text,
    theirs,
)
from reports.pack import Pack
from reports.pack_rows import PAIR, ZONE, row, subject_words
from reports.words import counted, local_label, short_digest, shortened
from simulator.model.matrix import Item
from simulator.model.portfolio import Party, evidence_subject


@dataclass(frozen=True)
class _Part:
    """One document of the table: its number, name, and the form that it stands for."""

    number: int
    name: str
    form: str
    blocks: tuple[Block, ...]


NOT_KEPT = (
    (27, "Sampling plan and record", "IQA 11"),
    (28, "Quality assurer's report", "IQA 4, 5"),
    (29, "Observation of the assessor, interview of the learner", "IQA 10, 12"),
    (30, "Standardisation record", "–"),
    (31, "Adjustments and special consideration", "–"),
    (32, "Appeal record", "–"),
    (34, "Privacy and retention sheet", "–"),
)
"""Documents of the table for which this software keeps nothing yet, or which never stand in a pack."""
BOTH: tuple[Party, ...] = ("assessor", "learner")
ADJUSTMENTS = 31
APART = "restricted: never in a pack"


def pack_document(pack: Pack) -> Document:
    """Return the whole pack as one document."""
    parts = _parts(pack)
    sections = tuple(
        Section(
            title=f"{p.number}  {p.name}",
            anchor=f"doc-{p.number}",
            blocks=p.blocks,
            new_page=_apart(p),
            form=p.number not in (9, 12, 14, 33),
        )
        for p in parts
        if p.blocks
    )
    taken_out = ("Names taken out",) if pack.redacted is not None else ()
    whose = shortened(pack.learner_name, 50)
    running = (
        f"Evidence pack: unit {pack.unit.number}, {whose}",
        "Evidence from simulated calls is marked s wherever it stands",
        *taken_out,
    )
    return Document(
        title=f"Evidence pack: unit {pack.unit.number}",
        subtitle=f"{pack.unit.title} ({pack.unit.uan})",
        running=running,
        reference=pack.pack_id,
        source="pack",
        digest=short_digest(pack.head_digest or "0" * 12),
        author=pack.centre,
        timestamp=pack.made_at,
        logo=pack.logo,
        opening=_cover(pack, parts),
        sections=sections,
    )


def _apart(part: _Part) -> bool:
    """Tell whether a document begins on a page of its own: those that somebody takes out and signs."""
    return part.number in (9, 12, 14, 19, 20, 22, 24)


def _parts(pack: Pack) -> list[_Part]:
    items = pack_evidence.items
    product = (*items(pack, "product"), *pack_products.products(pack))
    found = [
        _Part(3, "Register of people and signatures", "1", pack_people.register(pack)),
        _Part(4, "Learner profile and skill scan", "2, 3", pack_profile.profile(pack)),
        _Part(5, "Prior learning", "–", pack_plans.prior_learning(pack)),
        _Part(6, "Witness register", "4", pack_plans.witnesses(pack)),
        _Part(7, "Assessment plans and reviews", "5", pack_plans.plans(pack)),
        _Part(8, "How simulation was used", "–", pack_calls.declaration(pack)),
        _Part(9, "Scenario cards (assessor's copy)", "–", pack_calls.cards(pack)),
        _Part(10, "All attempts, also the abandoned ones", "–", pack_calls.attempts(pack)),
        _Part(11, "Performance evidence (observation)", "6", items(pack, "observation")),
        _Part(12, "Annotated transcripts", "–", pack_transcripts.transcripts(pack)),
        _Part(13, "Product evidence", "–", product),
        _Part(14, "Analysis annex (advisory)", "–", pack_calls.annex(pack)),
        _Part(15, "Questioning record", "7", items(pack, "questioning")),
        _Part(16, "Professional discussion record", "8", items(pack, "professional discussion")),
        _Part(17, "Report", "–", pack_reports.reports(pack)),
        _Part(18, "Witness testimony", "4, 6", pack_evidence.testimonies(pack)),
        _Part(19, "Evidence matrix", "9A, 9B", pack_evidence.matrix(pack)),
        _Part(20, "Decisions on criteria", "–", pack_evidence.decisions(pack)),
        _Part(21, "Feedback and actions", "5", pack_evidence.feedback(pack)),
        _Part(22, "The learner's declaration", "10", pack_people.declaration(pack)),
        _Part(23, "Assessors' declarations", "10", pack_people.assessors(pack)),
        _Part(24, "Decision on the unit, with signatures", "10", pack_people.unit(pack)),
        _Part(25, "Summary of achievement", "11A, 11B", pack_people.summary(pack)),
        _Part(26, "Countersignatures", "IQA 8", pack_people.countersigned(pack)),
        _Part(33, "Integrity of the record", "–", _integrity(pack)),
    ]
    return sorted((*found, *(_Part(n, name, form, ()) for n, name, form in NOT_KEPT)), key=lambda p: p.number)


def _cover(pack: Pack, parts: list[_Part]) -> tuple[Block, ...]:
    items = pack.dossier.standing
    methods: dict[str, int] = {}
    for one in items:
        methods[one.item.method] = methods.get(one.item.method, 0) + 1
    status = "final: signed by everybody" if pack.dossier.locked else "interim: not signed by everybody"
    days = sorted(i.item.on for i in items)
    unit = pack.unit
    credit = (
        f"level {unit.level}, {counted(unit.credit, 'credit')}, {unit.guided_hours} guided learning hours"
    )
    pairs = (
        *pack_people.centre(pack),
        ("Unit", f"{unit.number} {unit.title}, {unit.uan}, {credit}"),
        *pack_people.learner(pack),
        *pack_people.in_charge(pack),
        ("Pack", f"{pack.pack_id}, {status}"),
        (
            "Purpose",
            "evidence for assessing this unit; practice calls are listed and count for nothing",
        ),
        ("Evidence", _counted(items)),
        ("By method", ", ".join(f"{n} {m}" for m, n in methods.items()) or "none"),
        ("Dates", f"{days[0]:%d %B %Y} to {days[-1]:%d %B %Y}" if days else "no evidence yet"),
        ("Drawn up", local_label(pack.made_at, ZONE)),
        ("Software", pack.software),
    )
    blocks: list[Block] = [
        Table(caption="1  Cover: what this is", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)),
        Table(
            caption="Simulation policy in force",
            columns=columns(Outcome=0.1, Rule=0.25, Words=0.65),
            rows=tuple(row(*p) for p in pack.matrix.policies),
        ),
    ]
    if pack.agreements:
        agreed = (f"{a.reference}, {a.by_whom}: outcomes {', '.join(a.outcomes)}" for a in pack.agreements)
        blocks.append(Bullets(items=tuple(line(theirs(a)) for a in agreed)))
    return (*blocks, *_missing(pack), *_to_look_at(pack), _contents(parts))


def _counted(items: tuple[Item, ...]) -> str:
    """Return how many items come from work and how many are simulated; answers are neither."""
    done = [i.item for i in items if not i.item.asked_of]
    asked = [i.item for i in items if i.item.asked_of]
    simulated = sum(one.setting == "simulated" for one in done)
    told = f"{counted(len(done) - simulated, 'item')} from work, {simulated} simulated"
    if not asked:
        return told
    centre = sum(one.setting == "simulated" for one in asked)
    apart = f", of which {centre} about the fictional centre" if centre else ""
    return f"{told}; apart from these {len(asked)} by question, discussion or report{apart}"


def _to_look_at(pack: Pack) -> tuple[Block, ...]:
    """Return what whoever checks the pack would find and should not have to look for."""
    d = pack.dossier
    relied = {e for x in d.decisions.values() for e in x.deed.relied_on}
    unsigned = {
        party: [
            i.reference
            for i in d.standing
            if i.item.id in relied and d.signed(evidence_subject(i.item.id), party) is None
        ]
        for party in BOTH
    }
    void = dict.fromkeys(subject_words(pack, s.subject) for s in d.signatures if s in d.voided(s.subject))
    told = [
        f"Relied on without the {party}'s signature under it: {', '.join(refs)}"
        for party, refs in unsigned.items()
        if refs
    ]
    if refs := pack_sessions.unchecked(pack):
        told.append(f"Simulated, relied on, and without a checklist of realism: {', '.join(refs)}")
    told += [f"Signatures that became void and were not given again: {', '.join(void)}"] if void else []
    if gone := [i.reference for i in d.items if i.withdrawn]:
        told.append(f"Withdrawn, with the reason in document 19: {', '.join(gone)}")
    if not told:
        return ()
    head = paragraph(text("To look at", "strong"))
    return (head, Bullets(items=tuple(line(words) for words in told)))


def _contents(parts: list[_Part]) -> Table:
    unkept = {n for n, _, _ in NOT_KEPT}
    rows = [
        row("1", "Cover", "1", "in this pack"),
        row("2", "Contents and completeness", "–", "in this pack"),
    ]
    for p in parts:
        state: object = "nothing recorded, so not printed"
        if p.blocks:
            state = text("in this pack", "page", to=f"doc-{p.number}")
        if p.number in unkept:
            state = APART if p.number == ADJUSTMENTS else "not kept by this version"
        rows.append(row(str(p.number), text(p.name, to=f"doc-{p.number}" if p.blocks else ""), p.form, state))
    head = columns(No=0.08, Document=0.47, In_place_of_form=0.17, State=0.28)
    return Table(caption="2  Contents and completeness", columns=head, rows=tuple(rows))


def _missing(pack: Pack) -> tuple[Block, ...]:
    gaps = [f"{r.criterion} {r.name}: missing {r.gap}" for r in pack.matrix.gaps]
    told = [*pack.matrix.blocking, *gaps]
    if not told or pack.dossier.locked:
        return ()
    head = paragraph(text(f"What is missing ({len(gaps)} gaps)", "strong"))
    return (head, Bullets(items=tuple(line(words) for words in told)))


def _integrity(pack: Pack) -> tuple[Block, ...]:
    said = paragraph(
        f"The portfolio record holds {pack.head_seq} events; the digest of its head is "
        f"{pack.head_digest or 'none'}. Every file of this pack stands with its SHA-256 in "
        "manifest-sha256.txt, and the centre's key signs that list. The command python -m simulator verify "
        "proves all of it with the centre's public key alone, and marks every attempt again."
    )
    told = (_versions(pack), *pack_history.history(pack))
    if pack.redacted is None:
        return (said, *told)
    rows = tuple(row(reference, counted(n, "place")) for reference, n in pack.redacted)
    log = Table(
        caption="Taken out of this copy: other people's names, numbers and addresses in transcripts",
        columns=columns(Attempt=0.4, Places=0.6),
        rows=rows or (row("none", "0 places"),),
    )
    return (said, log, *told)


def _versions(pack: Pack) -> Table:
    """Return by which software and rules everything was made, and how the pack was."""
    sheets = [a.report.sheet for a in pack.attempts if a.report is not None]
    names = ("without other people's names" if pack.redacted is not None else "whole",)
    pairs = (
        ("Software", pack.software),
        ("Engine", ", ".join(dict.fromkeys(s.engine for s in sheets)) or "no call"),
        ("Readers", ", ".join(dict.fromkeys(s.reader for s in sheets)) or "no call"),
        (
            "Rules of marking",
            ", ".join(dict.fromkeys(a.marker for a in pack.attempts if a.marker)) or "no call",
        ),
        ("Unit's text", f"SHA-256 {pack.unit.content_hash}"),
        ("This copy", names),
    )
    rows = tuple(row(a, b) for a, b in pairs)
    return Table(caption="Versions", columns=PAIR, rows=rows)
