"""Small pieces that the documents of a pack share: rows, signatures in words, references of evidence."""

from reports.assemble import reference_of
from reports.document import Column, Row, cell
from reports.pack import Pack
from reports.words import local_label
from simulator.model.portfolio import DECLARATION, UNIT
from simulator.model.profile import PROFILE

ZONE = "Europe/London"
NOT_RECORDED = "not recorded"
"""What stands where something optional was never given: a blank would leave its reader guessing."""
LEFT_OUT = "the words are left out of this copy"
"""What stands for words that may name people, in a copy without names."""
INK_LINE = 16
"""Millimetres of a row in which somebody signs by hand."""
PAIR = (Column(title="Item", share=0.27), Column(title="Detail", share=0.73))


def row(*cells: object, anchor: str = "") -> Row:
    """Return a table's row; each cell is a string, a span, or a tuple of them for several lines."""
    made = tuple(cell(*c) if isinstance(c, tuple) else cell(c) for c in cells)  # type: ignore[arg-type]
    return Row(cells=made, anchor=anchor)


def signed(pack: Pack, subject: str) -> tuple[str, ...]:
    """Return who signed a subject, a line each; a void signature says why it no longer holds."""
    return tuple(
        f"{pack.name(s.by)} as {s.party}, {local_label(s.at, ZONE)}, digest {s.digest[:12]}"
        + ("" if s.agrees else ", DOES NOT AGREE")
        + (f", “{s.comment}”" if s.comment else "")
        + (f". VOID: {s.void}" if s.void else "")
        for s in pack.dossier.signatures
        if s.subject == subject
    )


def subject_words(pack: Pack, subject: str) -> str:
    """Return what a signature is under, in words."""
    kind, _, rest = subject.partition(":")
    item = pack.dossier.item(rest)
    if kind == "evidence" and item is not None:
        return item.reference
    plan = next((p for p in pack.dossier.plans if p.made.plan == rest), None)
    if kind == "plan" and plan is not None:
        return f"plan for {', '.join(plan.made.criteria)}"
    if kind == "session":
        return f"session sheet of {reference_of(rest)}"
    named = {DECLARATION: "the learner's declaration", PROFILE: "the learner's profile", UNIT: "the unit"}
    return named.get(subject, f"decision on {rest}")


def wide(caption_of: str) -> str:
    """Return a caption as it stands above a table."""
    return caption_of[:1].upper() + caption_of[1:]
