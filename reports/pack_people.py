"""The documents of a pack that tell of people: who had a part, the learner, what was declared and signed."""

from collections.abc import Iterable

from reports.document import Block, Table, columns, paragraph, text, theirs
from reports.pack import Pack, Registered
from reports.pack_rows import INK_LINE, NOT_RECORDED, PAIR, ZONE, row, signed, subject_words
from reports.words import counted, local_label
from simulator.model.matrix import Decision, Item
from simulator.model.portfolio import DECLARATION, UNIT, decision_subject


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
    if held is not None and not held.qualification and held.qualified is False:
        return f"{name} ({_standing(held)})"  # as the register says it
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
    return (Table(caption="Who had a part", columns=head, rows=tuple(rows)), _standings(staff), said)


def _standings(staff: Iterable[Registered]) -> Table:
    """Return what the centre's register holds of everybody who assessed or assured, by account."""
    rows = tuple(
        row(
            (theirs(one.name), text(f"account {one.person[:8]}", "quiet")),
            theirs(one.certified_on or NOT_RECORDED),
            (theirs(one.competence or NOT_RECORDED), theirs(f"kept up: {one.developed_on or NOT_RECORDED}")),
            theirs(one.countersigner or _needs_no_other(one)),
            (theirs(one.in_post or NOT_RECORDED), text(f"entered {one.since}" if one.since else "", "quiet")),
            theirs(one.conflict or NOT_RECORDED),
        )
        for one in staff
        if one.part != "learner"
    )
    head = columns(
        Name=0.17,
        Certified_on=0.14,
        Competence=0.24,
        Countersigned_by=0.17,
        In_post=0.14,
        Conflict=0.14,
    )
    return Table(caption="Standing in the register", columns=head, rows=rows)


def _needs_no_other(one: Registered) -> str:
    return "not needed: qualified" if one.qualified else NOT_RECORDED


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
        ("Declared", local_label(at, ZONE) if (at := pack.dossier.declared_at) else NOT_RECORDED),
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
            ("Decided", _counted(pack, mine)),
            ("Conditions", _conditions(pack, items)),
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


def _counted(pack: Pack, mine: dict[str, Decision]) -> str:
    words, met = pack.unit.decision_words, sum(d.deed.met for d in mine.values())
    return f"{met} {words.criterion_yes}, {len(mine) - met} {words.criterion_no}"


def _conditions(pack: Pack, items: list[Item]) -> str:
    """Return under which conditions the evidence came about, and where adjustments stand."""
    live = sum(i.item.live for i in items)
    calls = {i.item.attempt for i in items if i.item.attempt}
    sheets = sum(pack.dossier.session(call) is not None for call in calls)
    told = f"{live} seen live; {counted(len(calls), 'simulated call')}, {sheets} with a session sheet"
    adjusted = any(p.made.adjusted for p in pack.dossier.plans)
    return f"{told}; adjustments {'apply, and stand apart from every pack' if adjusted else 'none planned'}"


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
        rows=tuple(row(part, theirs(name), "", "") for part, name in _hands(pack)),
        tall=INK_LINE,
    )
    return (Table(caption="The unit", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)), ink)


def _hands(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Return who may have to sign by hand, each with the name that is known."""
    deciders = dict.fromkeys(d.deed.by for d in pack.dossier.decisions.values())
    counter = dict.fromkeys(s.by for s in pack.dossier.signatures if s.party == "countersigner")
    return (
        ("Learner", pack.learner_name),
        ("Assessor", ", ".join(pack.name(p) for p in deciders)),
        ("Countersigner", ", ".join(pack.name(p) for p in counter)),
        ("Internal quality assurer", pack.assurer.name if pack.assurer else ""),
        ("External quality assurer", pack.qualification.external_assurer),
    )


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
            theirs(f"{pack.name(s.by)} on what {_decided(pack, s.subject)} decided"),
            "agrees" if s.agrees else "does not agree",
            theirs(s.comment or "–"),
            f"{s.at:%d %b %Y}, {s.void or 'stands'}",
        )
        for s in pack.dossier.signatures
        if s.party == "countersigner"
    )
    head = columns(Under=0.17, Countersigner=0.25, View=0.12, Comment_and_development=0.28, Standing=0.18)
    return (Table(caption="Countersigned", columns=head, rows=rows),) if rows else ()


def _decided(pack: Pack, subject: str) -> str:
    """Return who made the decision under which a countersignature stands."""
    one = pack.dossier.unit if subject == UNIT else pack.dossier.decisions.get(subject.partition(":")[2])
    return pack.name(one.deed.by) if one is not None else "an assessor"
