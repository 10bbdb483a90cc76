"""The documents of a pack that tell what was planned, who may witness, and what comes from before.

What a form asks for and nobody wrote is said to be not recorded. It judges nothing.
"""

from reports.document import Block, Table, columns, text, theirs
from reports.pack import Pack
from reports.pack_rows import INK_LINE, NOT_RECORDED, PAIR, ZONE, row, signed
from reports.words import local_label
from simulator.model.matrix import Plan
from simulator.model.planned import PlanReviewed, WitnessRegistered
from simulator.model.portfolio import plan_subject


def plans(pack: Pack) -> tuple[Block, ...]:
    """Return every plan with its reviews, numbered in the order in which they were made (document 7)."""
    return tuple(_plan(pack, n, p) for n, p in enumerate(pack.dossier.plans, 1))


def _plan(pack: Pack, number: int, plan: Plan) -> Table:
    made = plan.made
    when = f"by {plan.due.day} {plan.due:%B %Y}{f', {made.at_time}' if made.at_time else ''}"
    held = pack.dossier.item(plan.held)
    pairs = (
        ("Made", theirs(f"{local_label(plan.at, ZONE)} by {pack.name(made.by)}")),
        ("Criteria", ", ".join(made.criteria)),
        ("Method and activity", theirs(f"{made.method}: {made.what}")),
        ("Place and time", theirs(f"{made.place or 'place ' + NOT_RECORDED}, {when}")),
        ("Resources", theirs(made.means or NOT_RECORDED)),
        ("Adjustments", "apply: they stand apart, in no pack" if made.adjusted else "none planned"),
        ("Agreed with the learner", "yes" if made.agreed else "not yet"),
        ("Stands", f"{plan.state}{f', held as {held.reference}' if held else ''}"),
        *(pair for n, r in enumerate(plan.reviews, 1) for pair in _review(n, r)),
        ("Next plan", _next(pack, number, plan)),
        ("Signatures", tuple(theirs(s) for s in signed(pack, plan_subject(made.plan))) or "not signed"),
    )
    rows = tuple(row(a, b) for a, b in pairs)
    return Table(caption=f"Plan {number} for {', '.join(made.criteria)}", columns=PAIR, rows=rows)


def _review(number: int, said: PlanReviewed) -> tuple[tuple[str, object], ...]:
    until = f", until {said.due.day} {said.due:%B %Y}" if said.due else ""
    action = f"{said.action} Owner: {said.owner}" if said.action else "none"
    return (
        (f"Review {number}", theirs(f"{said.outcome}{until}. Achieved: {said.text}")),
        (f"Outstanding at review {number}", theirs(said.outstanding or NOT_RECORDED)),
        (f"Action of review {number}", theirs(action)),
    )


def _next(pack: Pack, number: int, plan: Plan) -> str:
    """Return the next plan made for any of the same criteria."""
    later = enumerate(pack.dossier.plans[number:], number + 1)
    mine = set(plan.made.criteria)
    return next((f"plan {n}" for n, p in later if mine & set(p.made.criteria)), "none for these criteria")


def prior_learning(pack: Pack) -> tuple[Block, ...]:
    """Return what comes from before, each as the claim that it is (document 5)."""
    made: list[Block] = []
    for i in (i for i in pack.dossier.standing if i.item.prior is not None):
        p = i.item.prior
        assert p is not None
        pairs = (
            ("Source and dates", theirs(f"{p.source}, {p.period}")),
            ("Criteria claimed", ", ".join(i.item.criteria) or "none"),
            ("What was brought", theirs(", ".join(f.name for f in i.item.files) or i.item.title)),
            ("Authentic because", theirs(f"{p.authenticity} Entered by {pack.name(i.by)}")),
            ("Current because", theirs(p.currency)),
            ("Still missing, and how it is closed", theirs(p.gap or "nothing")),
            ("Decided", _decided(pack, i.item.id)),
            ("Sampled by quality assurers", "not recorded in this version"),
        )
        rows = tuple(row(a, b) for a, b in pairs)
        made.append(Table(caption=f"Claim {i.reference}", columns=PAIR, rows=rows))
    return tuple(made)


def _decided(pack: Pack, evidence: str) -> str:
    """Return the decisions that rely on an item from before."""
    words = pack.unit.decision_words
    told = (
        f"{c} {words.criterion_yes if d.deed.met else words.criterion_no}"
        for c, d in pack.dossier.decisions.items()
        if evidence in d.deed.relied_on
    )
    return ", ".join(told) or "no decision relies on it"


def witnesses(pack: Pack) -> tuple[Block, ...]:
    """Return the register of witnesses with what each saw, and a line for each one's hand (document 6)."""
    entered = {k.deed.witness: k.at for k in pack.history if isinstance(k.deed, WitnessRegistered)}
    rows = []
    for w in pack.dossier.witnesses:
        seen = [i for i in pack.dossier.standing if i.item.witness == w.witness]
        told = "; ".join(f"{i.reference} for {', '.join(i.item.criteria)}" for i in seen) or "nothing yet"
        at = entered.get(w.witness)
        rows.append(
            row(
                (theirs(w.name), theirs(f"contact: {w.contact or NOT_RECORDED}", "quiet")),
                theirs(", ".join(x for x in (w.role, w.organisation) if x)),
                (
                    theirs(w.relationship or "relation not recorded"),
                    theirs(f"worked with the learner: {w.worked_with or NOT_RECORDED}", "quiet"),
                ),
                (
                    theirs(f"expert: {w.qualification}" if w.expert else "not expert"),
                    theirs(f"conflict of interest: {w.conflict or NOT_RECORDED}", "quiet"),
                ),
                (told, text(f"entered {at.day} {at:%B %Y}" if at else "", "quiet")),
            )
        )
    if not rows:
        return _corrections(pack)
    head = columns(Name=0.21, Role=0.19, Relation=0.2, Standing=0.21, Testimony=0.19)
    ink = Table(
        caption="Lines for the witnesses' own hands, where a centre asks for ink",
        columns=columns(Witness=0.3, Statement=0.28, Signature=0.25, Date=0.17),
        rows=tuple(row(theirs(w.name), "This entry is right.", "", "") for w in pack.dossier.witnesses),
        tall=INK_LINE,
    )
    return (Table(caption="Witnesses", columns=head, rows=tuple(rows)), ink, *_corrections(pack))


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
    parts = (one.name, one.role, one.organisation, one.relationship, one.worked_with, expert, one.contact)
    return ", ".join(x for x in (*parts, one.conflict) if x)
