"""Makes the matrix of a portfolio: every criterion of the unit against every item of evidence.

Pure. It shows what counts, why the rest does not, and what is missing; it never says that anything is met
unless an assessor did.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.matrix import Agreement, Cell, CellState, Dossier, Item, Matrix, MatrixRow, RowState
from simulator.model.portfolio import decision_subject
from simulator.model.unit import Unit
from simulator.portfolio.rules import blocking, does_not_count, enough_for


def matrix_of(unit: Unit, dossier: Dossier, agreements: Sequence[Agreement] = ()) -> Matrix:
    """Return the matrix of a portfolio under the unit's rules and the centre's agreements."""
    columns = dossier.standing
    rows = tuple(_row(unit, dossier, criterion, agreements) for criterion in unit.criteria)
    return Matrix(
        rows=rows,
        columns=tuple(i for i in columns if i.item.claims),
        unmapped=tuple(i for i in columns if not i.item.claims),
        policies=tuple((o.id, o.simulation.rule, o.simulation.text) for o in unit.outcomes),
        blocking=blocking(unit, dossier),
    )


def _row(unit: Unit, dossier: Dossier, criterion: str, agreements: Sequence[Agreement]) -> MatrixRow:
    items = [i for i in dossier.standing if criterion in i.item.criteria]
    enough = enough_for(unit, criterion, items, agreements)
    planned = _planned(dossier, criterion)
    decision = dossier.decisions.get(criterion)
    met = decision is not None and decision.deed.met
    words = unit.decision_words
    decided = "" if decision is None else (words.criterion_yes if decision.deed.met else words.criterion_no)
    return MatrixRow(
        criterion=criterion,
        name=unit.criteria[criterion].name,
        statement=unit.criteria[criterion].statement,
        outcome=unit.outcome_of(criterion).id,
        cells=tuple(_cell(unit, dossier, criterion, i, agreements) for i in items),
        enough=enough,
        state=_state(decided, met, enough.enough, bool(items), bool(planned)),
        decided=decided,
        signed=_signed(dossier, criterion),
        gap="" if met or enough.enough else enough.missing,
        planned=planned,
    )


def _state(decided: str, met: bool, enough: bool, any_items: bool, planned: bool) -> RowState:
    if decided:
        return "met" if met else "not yet met"
    if enough:
        return "ready to decide"
    if any_items:
        return "evidence so far"
    return "planned" if planned else "gap"


def _cell(unit: Unit, dossier: Dossier, criterion: str, item: Item, agreements: Sequence[Agreement]) -> Cell:
    why = does_not_count(unit, criterion, item.item, agreements)
    return Cell(
        evidence=item.item.id,
        state=_cell_state(dossier, criterion, item),
        counts=not why,
        why=why,
        at=tuple(c.at for c in item.item.claims if c.criterion == criterion and c.at is not None),
    )


def _cell_state(dossier: Dossier, criterion: str, item: Item) -> CellState:
    """Final is what a decision that it is met relies on, once its assessor's signature stands.

    One of an assessor not yet qualified is final only when a qualified colleague has agreed to it.
    """
    decision = dossier.decisions.get(criterion)
    if decision is None or not decision.deed.met or item.item.id not in decision.deed.relied_on:
        return "working"
    confirmed = decision.deed.qualified or dossier.agreed(criterion)
    signed = dossier.signed(decision_subject(criterion), "assessor") is not None
    return "final" if signed and confirmed else "relied on"


def _planned(dossier: Dossier, criterion: str) -> str:
    plans = [p for p in dossier.plans if p.open and criterion in p.made.criteria]
    return f"{plans[0].made.method}, by {plans[0].due.day} {plans[0].due:%B}" if plans else ""


def _signed(dossier: Dossier, criterion: str) -> str:
    subject = decision_subject(criterion)
    if criterion not in dossier.decisions:
        return ""
    if dossier.voided(subject):
        return "signature void"
    parties = [p for p in ("assessor", "learner", "countersigner") if dossier.signed(subject, p)]
    return "signed by " + " and ".join(parties) if parties else "not signed yet"
