"""The documents of a pack that tell of evidence: plans, items by method, the matrix, decisions, feedback."""

from collections import Counter

from reports.document import Block, Row, Span, Table, cell, columns, line, paragraph, text, theirs
from reports.matrix_sheet import decided_by, evidence_table, matrix_table
from reports.pack import Pack
from reports.pack_history import earlier_decisions
from reports.pack_rows import INK_LINE, LEFT_OUT, NOT_RECORDED, PAIR, ZONE, row, signed
from reports.pack_transcripts import moment_anchor
from reports.words import counted, joined, local_label, sentence_case
from simulator.model.clock import clock
from simulator.model.matrix import MATRIX_KEY, Item, Signature
from simulator.model.papers import Asked
from simulator.model.planned import WitnessRegistered
from simulator.model.portfolio import (
    EvidenceItem,
    Exchange,
    KeptFile,
    Party,
    evidence_subject,
)

OWN_VIEW_FIRST = ", own view first"


def items(pack: Pack, method: str) -> tuple[Block, ...]:
    """Return every item of one method in full."""
    blocks: list[Block] = []
    for one in pack.dossier.standing:
        if one.item.method == method:
            blocks += item_blocks(pack, one)
    return tuple(blocks)


def item_blocks(pack: Pack, one: Item) -> tuple[Block, ...]:
    """Return one item in full, with what was asked and answered."""
    return (_item(pack, one), *_exchanges(pack, one))


def _item(pack: Pack, item: Item) -> Table:
    one = item.item
    witness = next((w for w in pack.dossier.witnesses if w.witness == one.witness), None)
    pairs: list[tuple[str, object]] = [
        ("Title", theirs(one.title)),
        ("Date and place", theirs(f"{one.on:%d %B %Y}, {one.place or 'no place recorded'}")),
        *_of_the_method(pack, item),
        ("Incident", theirs(_incident(pack, item))),
        ("Criteria", ", ".join(one.criteria) or "not mapped"),
        ("Moments", _moments(pack, item)),
        *(_witness(witness, one.confirmed) if witness else ()),
        ("Agreed beforehand", theirs(f"{one.agreed.on:%d %B %Y}: {one.agreed.areas}" if one.agreed else "")),
        ("Narrative", theirs(one.narrative)),
        ("Files", tuple(theirs(_file(pack, f)) for f in one.files)),
        ("Entered by", theirs(f"{pack.name(item.by)}, {local_label(item.added_at, ZONE)}")),
        ("Written anew", f"{counted(item.versions - 1, 'time')}, last {local_label(item.changed_at, ZONE)}"),
        ("Signatures", tuple(theirs(s) for s in signed(pack, evidence_subject(one.id))) or "none"),
    ]
    kept = [(a, b) for a, b in pairs if _said(b) and not (a == "Written anew" and item.versions == 1)]
    rows = tuple(
        row(a, b, anchor=f"item-{item.reference}" if n == 0 else "") for n, (a, b) in enumerate(kept)
    )
    return Table(caption=item.reference, columns=PAIR, rows=rows)


def _of_the_method(pack: Pack, item: Item) -> list[tuple[str, object]]:
    """Return what the form of an item's method asks for besides: how it was seen, asked or talked through."""
    one = item.item
    pairs: list[tuple[str, object]] = [("From", _from(one))]
    if one.method == "observation":
        seen = "live" if one.live else "from the recording" if one.attempt else "where it happened"
        pairs += [
            ("Observed", theirs(f"by the assessor {pack.name(item.by)}, {seen}")),
            ("Present", theirs(one.present or NOT_RECORDED)),
            ("Worked with", theirs(one.means or ("this simulator" if one.attempt else NOT_RECORDED))),
            ("Questions that followed", theirs(one.further or NOT_RECORDED)),
            ("The learner's comment", theirs(_comment(pack, item, "learner"))),
            ("The assessor's comment", theirs(_comment(pack, item, "assessor"))),
        ]
    asked = one.method in ("questioning", "professional discussion")
    if asked and one.questioned != "in writing":
        pairs += [
            ("Asked", one.questioned or NOT_RECORDED),
            ("Language", theirs(one.language or NOT_RECORDED)),
            ("Recording", theirs(one.recording or NOT_RECORDED)),
        ]
    elif asked or one.present:
        pairs += [("Asked", one.questioned or ""), ("Present", theirs(one.present))]
    if one.method == "professional discussion":
        pairs += [
            ("From, to", theirs(f"{one.began or NOT_RECORDED}, {one.ended or NOT_RECORDED}")),
            ("Who took part", theirs(one.present or f"the learner and {pack.name(item.by)}")),
            ("Documents talked about", theirs(one.documents or NOT_RECORDED)),
            ("Came of it", _outcomes(one)),
            ("Further evidence wanted", theirs(one.further or NOT_RECORDED)),
        ]
    return pairs


def _comment(pack: Pack, item: Item, party: Party) -> str:
    """Return what somebody wrote as they signed an item."""
    signature = pack.dossier.signed(evidence_subject(item.item.id), party)
    if signature is None:
        return "not signed"
    return signature.comment or "none"


def _outcomes(one: EvidenceItem) -> str:
    """Return what an assessor said of the answers, by criterion."""
    said: dict[str, dict[str, None]] = {}
    for x in one.exchanges:
        if x.outcome:
            said.setdefault(x.criterion, {})[x.outcome] = None
    return "; ".join(f"{c}: {', '.join(words)}" for c, words in sorted(said.items())) or NOT_RECORDED


def _from(one: EvidenceItem) -> str:
    """Return where an item comes from; answers are no simulated evidence."""
    return (
        "Answers about the fictional centre"
        if one.asked_of and one.setting == "simulated"
        else (sentence_case(one.setting))
    )


def _witness(one: WitnessRegistered, confirmed: str) -> list[tuple[str, object]]:
    """Return who testified, in what relation and standing, and how that was confirmed."""
    return [
        ("Witness", theirs(", ".join(x for x in (one.name, one.role, one.organisation) if x))),
        ("Relation to the learner", theirs(one.relationship or "not recorded")),
        ("Standing", theirs(f"expert: {one.qualification}" if one.expert else "not an expert witness")),
        ("Confirmed with the witness", theirs(confirmed)),
    ]


def testimonies(pack: Pack) -> tuple[Block, ...]:
    """Return every testimony, each with a line for the witness's own hand."""
    blocks: list[Block] = []
    for one in pack.dossier.standing:
        if one.item.method == "witness testimony":
            blocks += [_item(pack, one), _ink_of_witness(pack, one)]
    return tuple(blocks)


def _ink_of_witness(pack: Pack, item: Item) -> Table:
    name = next((w.name for w in pack.dossier.witnesses if w.witness == item.item.witness), "")
    return Table(
        caption=f"The witness under {item.reference}, where a centre asks for ink",
        columns=columns(Statement=0.34, Name=0.22, Signature=0.26, Date=0.18),
        rows=(row("What stands here is what I saw.", theirs(name), "", ""),),
        tall=INK_LINE,
    )


def _said(detail: object) -> object:
    return detail.text if isinstance(detail, Span) else detail


def _incident(pack: Pack, item: Item) -> str:
    one = item.item
    named = {a.attempt_id: a.reference for a in pack.attempts}
    return ", ".join(x for x in (named.get(one.incident, one.incident), one.incident_type) if x) or "none"


def _moments(pack: Pack, item: Item) -> tuple[object, ...]:
    """Return the moments that an item names, each leading to its place in the transcript."""
    one = item.item
    order = list(one.criteria)
    timed = [(c.at, c) for c in one.claims if c.at is not None]
    timed.sort(key=lambda held: (order.index(held[1].criterion), held[0]))
    told = {(c.criterion, clock(at), c.note): (at, c) for at, c in reversed(timed)}
    return tuple(
        line(text(f"{c.criterion} at {clock(at)} ", to=moment_anchor(pack, one.attempt, at)), theirs(c.note))
        for at, c in reversed(told.values())
    )


def _exchanges(pack: Pack, item: Item) -> list[Block]:
    """Return every question of an item as it was put, with what was shown beside it, and its answer."""
    rows = tuple(
        row(str(n), _put(pack, item, x), _given(item, x), x.criterion or "–", _judged_by(pack, item, x))
        for n, x in enumerate(item.item.exchanges, 1)
    )
    head = columns(No=0.06, Question=0.34, Answer=0.34, Criterion=0.1, Assessor=0.16)
    return (
        [Table(caption=f"Questions and answers of {item.reference}", columns=head, rows=rows)] if rows else []
    )


def _put(pack: Pack, item: Item, one: Exchange) -> tuple[Span, ...]:
    """Return a question with what it put before the learner: a message to correct, a roster, a tree."""
    asked = _asked(pack, item, one)
    shown = asked.shown if asked is not None else ()
    withheld = pack.redacted is not None and asked is not None and bool(asked.call)
    put = [theirs(one.question, "strong" if shown or one.asked_by else "")]
    for part in shown:
        put.append(theirs(part.title, "quiet"))
        put += [text(LEFT_OUT, "quiet")] if withheld else [theirs(words) for words in part.lines]
    return (*put, *((theirs(f"Asked by {one.asked_by}", "quiet"),) if one.asked_by else ()))


def _given(item: Item, one: Exchange) -> tuple[Span, ...]:
    """Return an answer, whether it stands in the exact words, and whether a hint was given."""
    if item.item.questioned == "in writing":
        return (theirs(one.answer),)
    hint = {None: f"hint: {NOT_RECORDED}", True: "a hint was given", False: "no hint was given"}[one.prompted]
    words = "in summary" if one.summary else "in the exact words"
    return (theirs(one.answer), text(f"{sentence_case(words)}; {hint}", "quiet"))


def _asked(pack: Pack, item: Item, one: Exchange) -> Asked | None:
    """Return the question of the paper that an item was made of, by its words."""
    papers = (p for p in pack.papers if p.paper_id == item.item.source)
    return next(
        (a for p in papers for a in p.asked if (a.worded, a.criterion) == (one.question, one.criterion)), None
    )


def _judged_by(pack: Pack, item: Item, one: Exchange) -> tuple[Span, ...] | str:
    """Return what an assessor said of an answer, and who ruled on points of it in writing."""
    asked = _asked(pack, item, one)
    last = {
        r.statement: r.by
        for r in pack.dossier.rulings
        if asked is not None and (r.paper, r.part) == (item.item.source, asked.id)
    }
    said = ", ".join(p for p in (one.outcome, clock(one.at) if one.at is not None else "") if p)
    ruled = Counter(pack.name(by) for by in last.values())
    told = [theirs(f"{name}: {counted(n, 'ruling')}, in document 14") for name, n in sorted(ruled.items())]
    return (*([text(said)] if said else []), *told) or "–"


def _file(pack: Pack, kept: KeptFile) -> str:
    gone = pack.dossier.gone(kept.digest)
    told = f", ERASED FOR GOOD on {gone.at:%d %B %Y}: {gone.deed.reason}" if gone else ""
    return f"{kept.name}, {kept.size} bytes, SHA-256 {kept.digest}{told}"


def matrix(pack: Pack) -> tuple[Block, ...]:
    """Return the matrix and the list of evidence (document 19)."""
    by_criterion, initials = decided_by(pack.dossier, pack.names)
    _, rows = matrix_table(pack.matrix)
    head = columns(Criterion=0.22, State=0.14, Evidence=0.21, Counted=0.25, Missing=0.18)
    refs = [i.reference for i in pack.matrix.columns]
    made = []
    for at, one in zip(pack.matrix.rows, rows, strict=True):
        cells = tuple(
            line(text(f"{ref} {words}", to=f"item-{ref}"))
            for ref, words in zip(refs, one[8:], strict=True)
            if words
        )
        name = (line(text(at.criterion, "strong")), line(text(at.name, "quiet")))
        short = by_criterion.get(at.criterion, "")
        made.append(
            Row(
                cells=(
                    cell(*name),
                    cell(one[2], *([theirs(short, "quiet")] if short else [])),
                    cell(*cells),
                    cell(*one[5].split(", ")),
                    cell(one[6] or "–"),
                )
            )
        )
    _, listed = evidence_table(pack.matrix)
    blocks: list[Block] = [
        paragraph(". ".join(MATRIX_KEY), tone="quiet"),
        Table(caption="Criteria against evidence", columns=head, rows=tuple(made)),
    ]
    if initials:
        named = "; ".join(f"{short} {pack.name(person)}" for person, short in initials.items())
        blocks.append(paragraph(theirs(f"Initials under a state are of who decided: {named}", "quiet")))
    if listed:
        days = {i.reference: f"{i.item.on.day} {i.item.on:%B %Y}" for i in pack.dossier.standing}
        head = columns(Reference=0.11, Method=0.18, Title=0.26, Date=0.18, Does_not_count_because=0.27)
        rows_of = tuple(
            row(text(r[0], to=f"item-{r[0]}"), f"{r[1]}, {r[4]}", theirs(r[2]), days[r[0]], r[6] or "–")
            for r in listed
        )
        blocks.append(Table(caption="List of evidence", columns=head, rows=rows_of))
    gone = tuple(
        row(i.reference, i.item.method, theirs(i.item.title), theirs(i.withdrawn))
        for i in pack.dossier.items
        if i.withdrawn
    )
    if gone:
        head = columns(Reference=0.11, Method=0.18, Title=0.35, Withdrawn_because=0.36)
        blocks.append(Table(caption="Withdrawn evidence", columns=head, rows=gone))
    return tuple(blocks)


def decisions(pack: Pack) -> tuple[Block, ...]:
    """Return every decision on a criterion (document 20)."""
    words = pack.unit.decision_words
    refs = {i.item.id: i.reference for i in pack.dossier.items}
    rows = tuple(
        row(
            (text(criterion, "strong"), text(pack.unit.criteria[criterion].name, "quiet")),
            (words.criterion_yes if d.deed.met else words.criterion_no)
            + (f" ({d.earlier} earlier)" if d.earlier else ""),
            theirs(d.deed.reason),
            (
                ", ".join(refs.get(e, e) for e in d.deed.relied_on) or "–",
                ", ".join(d.deed.checks),
                text(_policy(pack, criterion, d.deed.relied_on), "quiet"),
            ),
            (
                theirs(pack.name(d.deed.by)),
                f"{d.at.day} {d.at:%B %Y}{OWN_VIEW_FIRST if d.deed.blind else ''}",
            ),
        )
        for criterion, d in pack.dossier.decisions.items()
    )
    if not rows:
        return ()
    head = columns(Criterion=0.19, Decision=0.11, Reason=0.32, Relied_on=0.21, Decided_by=0.17)
    made = Table(caption="Decisions of assessors", columns=head, rows=rows)
    return (made, *earlier_decisions(pack), *_signatures(pack))


def _policy(pack: Pack, criterion: str, relied: tuple[str, ...]) -> str:
    """Return whether what a decision relies on counts by the policy, or which part does not, and why."""
    cells = next(r.cells for r in pack.matrix.rows if r.criterion == criterion)
    refs = {i.item.id: i.reference for i in pack.dossier.items}
    barred = [f"{refs[c.evidence]} {c.why}" for c in cells if c.evidence in relied and not c.counts]
    return f"Policy: does not count by itself: {'; '.join(barred)}" if barred else "Policy: all of it counts"


def _signatures(pack: Pack) -> tuple[Block, ...]:
    """Return who signed decisions, a row for all that one hand signed at once and that stands alike."""
    together: dict[tuple[int, str], list[Signature]] = {}
    for s in pack.dossier.signatures:
        if s.subject.startswith("decision:"):
            together.setdefault((s.seq, s.void), []).append(s)
    rows = tuple(
        row(
            (theirs(pack.name(held[0].by)), f"as {held[0].party}"),
            local_label(held[0].at, ZONE),
            ", ".join(f"{s.subject.removeprefix('decision:')}\u00a0({s.digest[:8]})" for s in held),
            (
                f"VOID: {void}" if void else "stands",
                *([] if held[0].agrees else ["DOES NOT AGREE"]),
                *([theirs(f"“{held[0].comment}”")] if held[0].comment else []),
            ),
        )
        for (_, void), held in sorted(together.items())
    )
    head = columns(Signed_by=0.19, When=0.17, Decisions_with_the_digest_that_was_signed=0.44, Stands=0.2)
    return (Table(caption="Signatures under decisions", columns=head, rows=rows),) if rows else ()


def feedback(pack: Pack) -> tuple[Block, ...]:
    """Return feedback with the learner's answers (document 21)."""
    rows = []
    for said in pack.dossier.feedback:
        given = said.given
        bank = (theirs(f"{c.text} (comment bank {c.bank})") for c in given.comments)
        action = joined(given.action, f"by {given.due:%d %B %Y}" if given.due else "")
        more = (("Not yet shown", given.not_shown), ("Needed", given.needed))
        state = ("open" if said.open else "closed") if given.action else ""
        answers = tuple(theirs(f"{a.text}{' (done)' if a.done else ''}") for a in said.answers)
        who = f"{pack.name(given.by)}, {said.at:%d %b %Y}"
        rows.append(
            row(
                (", ".join(given.criteria) or "all", theirs(who, "quiet")),
                (
                    *(x for x in (theirs(given.text), *bank) if x.text),
                    *(theirs(f"{name}: {words}") for name, words in more if words),
                ),
                (theirs(action or "–"), text(f"Owner: the learner; {state}" if state else "", "quiet")),
                answers or "–",
            )
        )
    head = columns(Criteria=0.18, Feedback=0.4, Action=0.22, Answer=0.2)
    return (Table(caption="Feedback", columns=head, rows=tuple(rows)),) if rows else ()
