"""What assessors recorded of simulated sessions: who supervised them, and how real they were.

What nobody recorded is said to be so. It takes no answer of the checklist for a judgement of the learner.
"""

from reports.document import Table, columns, theirs
from reports.pack import Pack
from reports.pack_rows import INK_LINE, NOT_RECORDED, PAIR, ZONE, row, signed
from reports.words import local_label
from simulator.model.session import Session, session_subject


def supervised(session: Session | None) -> tuple[tuple[str, str], ...]:
    """Return what a session sheet says of supervision and identity."""
    said = session.deed if session else None
    return (
        ("Identity", "signed in with the learner's own name and password"),
        ("Identity checked", said.identity or NOT_RECORDED if said else NOT_RECORDED),
        ("Supervised by", said.supervisor if said else NOT_RECORDED),
    )


def realism(pack: Pack, attempt: str, reference: str) -> tuple[Table, ...]:
    """Return the checklist of an attempt, who checked it when, who signed it, and a line for ink."""
    caption = f"Checklist of realism of {reference}"
    session = pack.dossier.session(attempt)
    if session is None:
        return (Table(caption=caption, columns=PAIR, rows=(row("Checklist", NOT_RECORDED),)),)
    said, again = session.deed, f", written anew {session.earlier} times" if session.earlier else ""
    rows = [row(theirs(one.words), "yes" if one.so else "NO") for one in said.realism]
    rows += [
        row("Why it was simulated", theirs(said.why or NOT_RECORDED)),
        row("Supervised by", theirs(said.supervisor)),
        row("Remarks", theirs(said.note or "none")),
        row("Checked by", theirs(f"{pack.name(said.by)}, {local_label(session.at, ZONE)}{again}")),
        row("Signatures", tuple(theirs(s) for s in signed(pack, session_subject(attempt))) or "none"),
    ]
    head = columns(Statement=0.5, Answer=0.5)
    ink = Table(
        caption=f"The quality assurer under the checklist of {reference}, where a centre asks for ink",
        columns=columns(Statement=0.34, Name=0.22, Signature=0.26, Date=0.18),
        rows=(row("I agree that it was real enough for this.", "", "", ""),),
        tall=INK_LINE,
    )
    return (Table(caption=caption, columns=head, rows=tuple(rows)), ink)


def unchecked(pack: Pack) -> tuple[str, ...]:
    """Return the references of simulated calls on which decisions rely without a checklist of realism."""
    relied = {e for d in pack.dossier.decisions.values() for e in d.deed.relied_on}
    return tuple(
        i.reference
        for i in pack.dossier.standing
        if i.item.id in relied and i.item.attempt and pack.dossier.session(i.item.attempt) is None
    )
