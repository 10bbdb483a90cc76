"""A proof as the terminal prints it, line by line; it proves and prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.proving.proof import Cell, Proof


def lines_of(proof: Proof) -> Iterator[str]:
    """Yield the whole table: the criteria, the counts, the forms, and why it is not proven."""
    yield f"{proof.scenario}: {verdict(proof)} in {proof.seconds:.1f} s. {proof.title}"
    for cell in proof.cells:
        yield f"  {cell.criterion}  {_mark(cell)}  {cell.short:<24} {_counts(cell)}"
    yield counted(proof)
    for form in proof.forms:
        yield (
            f"  form {form.variant or 'only'}: {form.deeds} deeds, {form.seconds:.0f} s, {form.indicators} "
            f"indicators, luck {form.luck:.0%}"
        )
    for reason in proof.reasons:
        yield f"  - {reason}"


def verdict(proof: Proof) -> str:
    """Return how a proof came out."""
    return "proven" if proof.proven else "NOT PROVEN"


def counted(proof: Proof) -> str:
    """Return the line that counts a proof's mutants and changes of the marking."""
    unnoticed = sum(bool(u.indicator) for u in proof.blind)
    admitted = sum(bool(u.because) for u in proof.unguarded)
    killed, declared = proof.count("killed"), proof.count("declared")
    return (
        f"  {len(proof.mutants)} mutants: {killed} cost exactly what they should, {declared} declared, "
        f"{proof.count('harmless')} rightly cost nothing, {len(proof.survivors)} survive. "
        f"{proof.changes_tried} changes of the marking, {unnoticed} unnoticed, {admitted} declared so."
    )


def _mark(cell: Cell) -> str:
    return "proven    " if cell.proven else "NOT PROVEN"


def _counts(cell: Cell) -> str:
    earned = "earned" if cell.earned else "NOT EARNED by doing the job"
    parts = [earned, f"{cell.killed} ways to lose it"]
    parts += [f"{cell.survived} unnoticed"] if cell.survived else []
    parts += [f"{cell.strayed} charged wrongly"] if cell.strayed else []
    return ", ".join(parts)
