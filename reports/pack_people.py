"""The documents of a pack that tell of people: who had a part, the learner, what was declared and signed."""

from collections.abc import Iterable

from reports.document import Block, Table, columns, paragraph, theirs
from reports.pack import Pack, Registered
from reports.pack_rows import INK_LINE, NOT_RECORDED, PAIR, ZONE, row, signed, subject_words
from reports.words import counted, local_label
from simulator.model.portfolio import DECLARATION, UNIT, WitnessRegistered, decision_subject


def centre(pack: Pack) -> tuple[tuple[str, object], ...]:
    """Return what the cover says of the centre and the qualification."""
    details, held = pack.details, pack.qualification
    return (
        ("Centre", theirs(pack.centre)),
        ("Centre number", theirs(details.number or NOT_RECORDED)),
        ("Site", theirs(details.site or NOT_RECORDED)),
        ("Qualification", theirs(held.title or NOT_RECORDED)),
        ("Qualification number (QAN)", theirs(held.number or NOT_RECORDED)),
        ("Awarding body's number", theirs(held.body_number or NOT_RECORDED)),
    )


def learner(pack: Pack) -> tuple[tuple[str, object], ...]:
    """Return what the cover says of the learner."""
    known = pack.registration
    return (
        ("Learner", theirs(f"{pack.learner_name} ({pack.learner_reference})")),
        ("Unique learner number (ULN)", theirs(known.uln or NOT_RECORDED)),
        ("Awarding body registration", theirs(known.number or NOT_RECORDED)),
        ("Registered on", f"{known.on.day} {known.on:%B %Y}" if known.on else NOT_RECORDED),
    )


def in_charge(pack: Pack) -> tuple[tuple[str, object], ...]:
    """Return what the cover says of assessors, countersigning assessors and quality assurers."""
    deciders = dict.fromkeys(d.deed.by for d in pack.dossier.decisions.values())
    counter = dict.fromkeys(s.by for s in pack.dossier.signatures if s.party == "countersigner")
    assurer = NOT_RECORDED
    if pack.assurer is not None:
        assurer = _qualified(pack.assurer.name, pack.assurer)
    elif pack.assurer_had_a_part:
        assurer = "nobody yet: who assures quality at this centre had a part in this portfolio"
    return (
        ("Assessor", _each(pack, deciders) or "nobody has decided yet"),
        ("Countersigning assessor", _each(pack, counter) or "nobody has countersigned"),
        ("Internal quality assurer", theirs(assurer)),
        ("External quality assurer", theirs(pack.qualification.external_assurer or NOT_RECORDED)),
    )


def _each(pack: Pack, people: Iterable[str]) -> tuple[object, ...]:
    """Return people a line each, with what they hold."""
    held = {r.person: r for r in pack.register_of_staff}
    return tuple(theirs(_qualified(pack.name(p), held.get(p))) for p in people)


def _qualified(name: str, held: Registered | None) -> str:
    return f"{name} (qualification: {(held.qualification if held else '') or NOT_RECORDED})"


def _standing(one: Registered) -> str:
    """Return what somebody in the register holds, or why it does not stand there."""
    if one.qualification:
        return one.qualification
    if one.part == "quality assurer":
        return NOT_RECORDED
    return "not asked for" if one.qualified is None else "not yet qualified: decisions are countersigned"


def register(pack: Pack) -> tuple[Block, ...]:
    """Return everybody who had a part, with their standing and their signatures (document 3)."""
    rows = []
    staff = list(pack.register_of_staff)
    if staff and pack.assurer is not None and all(one.person != pack.assurer.person for one in staff):
        staff.append(pack.assurer)
    for one in staff:
        times = [s.at for s in pack.dossier.signatures if s.by == one.person]
        days = dict.fromkeys(f"{at.day} {at:%b %Y}" for at in (min(times), max(times))) if times else ()
        span = " to ".join(days) or "none"
        rows.append(
            row(
                theirs(one.name),
                one.part,
                theirs(one.job_title or "not recorded"),
                theirs(_standing(one)),
                f"{len(times)}, {span}" if times else span,
            )
        )
    if not rows:
        return ()
    head = columns(Name=0.2, Part=0.2, Job=0.2, Qualification=0.22, Signatures=0.18)
    said = paragraph(
        "A signature here is an account's: its owner gave the password again, and the digest of what was "
        "signed stands with it. Where a centre asks for ink, the forms have lines for it.",
        tone="quiet",
    )
    return (Table(caption="Who had a part", columns=head, rows=tuple(rows)), said)


def profile(pack: Pack) -> tuple[Block, ...]:
    """Return what is known of the learner (document 4)."""
    known, modes = pack.profile, [a.mode for a in pack.attempts]
    prior = [i.reference for i in pack.dossier.standing if i.item.prior is not None]
    pairs = [
        *learner(pack),
        ("Learns here since", local_label(known.joined, ZONE)),
        ("Calls taken", f"{modes.count('practice')} for practice, {modes.count('assessment')} assessed"),
        ("Prior learning", ", ".join(prior) or "none claimed"),
    ]
    rows = tuple(row(a, b) for a, b in pairs)
    blocks: list[Block] = [Table(caption="The learner", columns=PAIR, rows=rows)]
    if known.goals:
        goals = tuple(row(f"{at:%d %B %Y}", theirs(words)) for at, words in known.goals)
        head = columns(Chosen=0.27, Goal=0.73)
        blocks.append(Table(caption="Goals that the learner chose", columns=head, rows=goals))
    blocks.append(
        paragraph(
            "A rating of themselves for each criterion is not asked for by this software.", tone="quiet"
        )
    )
    return tuple(blocks)


def prior_learning(pack: Pack) -> tuple[Block, ...]:
    """Return what comes from before (document 5)."""
    rows = tuple(
        row(
            i.reference,
            theirs(f"{p.source}, {p.period}"),
            theirs(p.authenticity),
            theirs(p.currency),
            theirs(p.gap or "nothing"),
        )
        for i in pack.dossier.standing
        if (p := i.item.prior) is not None
    )
    head = columns(
        Evidence=0.12, Source=0.26, Authentic_because=0.22, Current_because=0.22, Still_missing=0.18
    )
    return (Table(caption="Evidence from before", columns=head, rows=rows),) if rows else ()


def witnesses(pack: Pack) -> tuple[Block, ...]:
    """Return the register of witnesses with what each saw (document 6)."""
    rows = []
    for w in pack.dossier.witnesses:
        seen = [i for i in pack.dossier.standing if i.item.witness == w.witness]
        told = "; ".join(f"{i.reference} for {', '.join(i.item.criteria)}" for i in seen) or "nothing yet"
        rows.append(
            row(
                theirs(w.name),
                theirs(f"{w.role}, {w.organisation}"),
                theirs(w.relationship),
                theirs(f"expert: {w.qualification}" if w.expert else "not expert"),
                told,
            )
        )
    head = columns(Name=0.18, Role=0.26, Relation=0.16, Status=0.2, Testimony=0.2)
    made = (Table(caption="Witnesses", columns=head, rows=tuple(rows)),) if rows else ()
    return (*made, *_corrections(pack))


def _corrections(pack: Pack) -> tuple[Block, ...]:
    """Return how entries of the register were put right: what each said before, who did it, and why."""
    rows = tuple(
        row(
            theirs(_entry(c.before)),
            "struck out" if c.deed.struck else theirs(_entry(c.deed.entry)),
            theirs(c.deed.reason),
            (theirs(pack.name(c.deed.by)), f"{c.at.day} {c.at:%B %Y}"),
        )
        for c in pack.dossier.corrections
    )
    head = columns(Before=0.29, Now=0.29, What_was_wrong=0.22, Corrected_by=0.2)
    return (Table(caption="Entries that were corrected", columns=head, rows=rows),) if rows else ()


def _entry(one: WitnessRegistered) -> str:
    expert = f"expert: {one.qualification}" if one.expert else "not expert"
    return ", ".join(x for x in (one.name, one.role, one.organisation, one.relationship, expert) if x)


def declaration(pack: Pack) -> tuple[Block, ...]:
    """Return the learner's declaration (document 22)."""
    said = pack.dossier.declaration
    if said is None:
        return ()
    pairs = (
        ("Own work, handed in nowhere else", "declared"),
        ("Sources", theirs(said.sources or "none")),
        ("Help from people", theirs(said.help_used)),
        ("Help from programs", theirs(said.machine_help)),
        ("Quality assurers may see it", "agreed"),
        ("Knows how to appeal", "yes"),
        ("Signature", signed(pack, DECLARATION) or "not signed"),
    )
    return (Table(caption="Declaration", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)),)


def assessors(pack: Pack) -> tuple[Block, ...]:
    """Return what each assessor declared by signing decisions (document 23)."""
    blocks: list[Block] = []
    for person in dict.fromkeys(d.deed.by for d in pack.dossier.decisions.values()):
        mine = {c: d for c, d in pack.dossier.decisions.items() if d.deed.by == person}
        held = [s for c in mine if (s := pack.dossier.signed(decision_subject(c), "assessor"))]
        if not held:
            continue
        relied = {e for d in mine.values() for e in d.deed.relied_on}
        items = [i for i in pack.dossier.items if i.item.id in relied]
        simulated = sum(i.item.setting == "simulated" and not i.item.asked_of for i in items)
        checks = sorted({c for d in mine.values() if d.deed.met for c in d.deed.checks})
        pairs = (
            ("Assessor", _each(pack, (person,))),
            ("Declared with every signature", theirs(held[-1].statement)),
            ("Decisions signed", f"{len(held)} of {len(mine)}: {', '.join(mine)}"),
            ("Evidence judged", f"{counted(len(items), 'item')}, {simulated} of them simulated"),
            ("Judged to be", ", ".join(checks) or "no check was needed"),
            ("Signed last", local_label(max(s.at for s in held), ZONE)),
            (
                "Standing then",
                "qualified" if all(d.deed.qualified for d in mine.values()) else "not yet qualified",
            ),
        )
        rows = tuple(row(a, b) for a, b in pairs)
        blocks.append(Table(caption="Assessor's declaration", columns=PAIR, rows=rows))
    return tuple(blocks)


def unit(pack: Pack) -> tuple[Block, ...]:
    """Return the decision on the unit with everybody's signature (document 24)."""
    decided = pack.dossier.unit
    if decided is None:
        return ()
    words = pack.unit.decision_words
    unlocked = tuple(
        theirs(f"{a:%d %B %Y} by {pack.name(u.by)}: {u.reason}") for _, a, u in pack.dossier.unlocks
    )
    pairs = (
        ("Decision", words.unit_yes if decided.deed.competent else words.unit_no),
        ("Reason", theirs(decided.deed.reason)),
        ("Assessor", theirs(f"{pack.name(decided.deed.by)}, {local_label(decided.at, ZONE)}")),
        ("Signatures", tuple(theirs(s) for s in signed(pack, UNIT)) or "none"),
        ("Stands", _stands(pack)),
        ("Unlocked", unlocked or "never"),
        *in_charge(pack)[1:],
        ("Sampled by quality assurers", "not recorded in this version"),
    )
    ink = Table(
        caption="Lines for ink, where a centre asks for it",
        columns=columns(Part=0.24, Name=0.3, Signature=0.28, Date=0.18),
        rows=tuple(
            row(part, "", "", "") for part in ("Learner", "Assessor", "Countersigner", "Quality assurer")
        ),
        tall=INK_LINE,
    )
    return (Table(caption="The unit", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)), ink)


def _stands(pack: Pack) -> str:
    if pack.dossier.locked:
        return "signed by everybody, and locked"
    if pack.dossier.unit_refused is not None:
        return "the countersigning assessor DOES NOT AGREE: it does not hold"
    if pack.dossier.decided_untrained and pack.dossier.signed(UNIT, "countersigner") is None:
        return "WAITS for a qualified assessor's countersignature: it does not hold yet"
    return "not signed by everybody yet"


def summary(pack: Pack) -> tuple[Block, ...]:
    """Return how far the learner has come (document 25)."""
    met = [r.criterion for r in pack.matrix.rows if r.state == "met"]
    decided, words = pack.dossier.unit, pack.unit.decision_words
    status = f"in progress: {len(met)} of {len(pack.matrix.rows)} criteria {words.criterion_yes}"
    if decided is not None:
        status = words.unit_yes if decided.deed.competent else words.unit_no
        status += ", signed by everybody" if pack.dossier.locked else ", NOT signed by everybody"
    head = columns(Unit=0.34, Level_and_credit=0.2, Status=0.28, Date=0.18)
    made = row(
        f"{pack.unit.number} {pack.unit.title} ({pack.unit.uan})",
        f"level {pack.unit.level}, {counted(pack.unit.credit, 'credit')}, {pack.unit.guided_hours} hours",
        status,
        f"{decided.at:%d %B %Y}" if decided else "–",
    )
    said = paragraph("No certificate is claimed by this software.", tone="quiet")
    return (Table(caption="Units", columns=head, rows=(made,)), said)


def countersigned(pack: Pack) -> tuple[Block, ...]:
    """Return every countersignature (document 26)."""
    rows = tuple(
        row(
            subject_words(pack, s.subject),
            theirs(pack.name(s.by)),
            "agrees" if s.agrees else "does not agree",
            theirs(s.comment or "–"),
            f"{s.at:%d %b %Y}, {s.void or 'stands'}",
        )
        for s in pack.dossier.signatures
        if s.party == "countersigner"
    )
    head = columns(Under=0.2, Countersigner=0.2, View=0.16, Comment=0.24, Standing=0.2)
    return (Table(caption="Countersigned", columns=head, rows=rows),) if rows else ()
