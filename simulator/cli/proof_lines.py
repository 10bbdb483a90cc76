"""A proof as the terminal prints it, line by line; it proves and prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.proving.in_words import costs, figure_lines, form_in_words
from simulator.proving.proof import ROOMS

if TYPE_CHECKING:
    from simulator.proving.proof import Cell, Proof


def lines_of(proof: Proof, *, verbose: bool = False) -> Iterator[str]:
    """Yield the whole table: the criteria, the counts, the forms, and why it is not proven.

    ``verbose`` adds what is declared, each with its reason, what cost nothing and what no play could test.
    """
    yield f"{proof.scenario}: {verdict(proof)} in {proof.seconds:.1f} s. {proof.title}"
    for cell in proof.cells:
        yield f"  {cell.criterion}  {_mark(cell)}  {cell.short:<24} {_counts(cell)}"
    yield from counted(proof)
    for form in proof.forms:
        yield f"  {form_in_words(form)}"
    for reason in proof.reasons:
        yield f"  - {reason}"
    for advice in proof.advice:
        yield f"  advice: {advice}"
    if verbose:
        yield from in_full(proof)


def in_full(proof: Proof) -> Iterator[str]:
    """Yield, one a line, what is declared with its reason, what cost nothing and why, what is untested."""
    for one in proof.declared:
        yield f"  declared: a learner who {one.words} {costs(one)} [{one.id}]: {one.because}"
    for blind in proof.unguarded:
        if blind.because:
            yield f"  declared as not noticed: {blind.words} [{blind.change}]: {blind.because}"
    for room in proof.harmless():
        named = dict.fromkeys(m.id for m in proof.mutants if m.room == room)
        yield f"  cost nothing as they {ROOMS[room]}: {'; '.join(named)}"
    for why, flags in proof.untested_by().items():
        yield f"  not tested: whether these are critical, as {why}: {'; '.join(f.label for f in flags)}"


def verdict(proof: Proof) -> str:
    """Return how a proof came out."""
    return "proven" if proof.proven else "NOT PROVEN"


def counted(proof: Proof) -> Iterator[str]:
    """Yield the lines that count a proof's mutants and changes of the marking."""
    for sentence in figure_lines(proof):
        yield f"  {sentence}"


def _mark(cell: Cell) -> str:
    return "proven    " if cell.proven else "NOT PROVEN"


def _counts(cell: Cell) -> str:
    earned = "earned" if cell.earned else "NOT EARNED by doing the job"
    parts = [earned, f"{cell.killed} ways to lose it"]
    parts += [f"{cell.survived} unnoticed"] if cell.survived else []
    parts += [f"{cell.strayed} charged wrongly"] if cell.strayed else []
    return ", ".join(parts)
