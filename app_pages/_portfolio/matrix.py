"""Draws the matrix of criteria against evidence as one table, and the key to its signs."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode

import streamlit as st

from simulator.model.clock import clocks
from simulator.model.matrix import CELL_SIGNS, MATRIX_KEY, ORIGIN_LETTERS, STATE_SIGNS, Cell, Item, MatrixRow
from simulator.service.portfolios import PortfolioView

TONES = {
    "met": "green",
    "not yet met": "red",
    "ready to decide": "violet",
    "evidence so far": "orange",
    "planned": "gray",
    "gap": "orange",
}
_STILL_WANTED = re.compile(r"\b(\d+) more (?:incident (?=type))?")
_MORE_THAN_ASKED = re.compile(r"(\d+) ([a-z ]+) \((\d+) asked for\)")
_CELL_WORDS = {"final": "final", "relied on": "relied on, not final yet", "working": "working towards"}


def draw(view: PortfolioView, chosen: str) -> None:
    """Draw the whole matrix; a criterion's number leads to it."""
    columns = view.matrix.columns
    heads = "".join(
        f'<th scope="col" class="ev" title="{escape(_about(i))}">{escape(i.reference)}'
        f'<span class="heard-only"> {escape(_about(i))}</span></th>'
        for i in columns
    )
    body = ""
    outcome = ""
    for row in view.matrix.rows:
        if row.outcome != outcome:
            outcome = row.outcome
            body += _outcome(view, outcome, len(columns) + 4)
        body += _row(view, row, columns, chosen)
    st.html(
        f'<div class="matrix-box" tabindex="0" role="group" aria-label="Matrix"><table class="matrix">'
        f'<caption class="heard-only">Criteria against evidence</caption><thead><tr><th scope="col">Criterion'
        f'</th><th scope="col">State</th>{heads}<th scope="col">Counts</th><th scope="col">Missing</th></tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )
    st.html(f'<ul class="matrix-key">{"".join(map(_explained, MATRIX_KEY))}</ul>')


def _outcome(view: PortfolioView, outcome: str, span: int) -> str:
    rule = next(p for p in view.matrix.policies if p[0] == outcome)
    covered = any(outcome in a.outcomes for a in view.agreements)
    own = next(o for o in view.unit.outcomes if o.id == outcome).own_centre_only
    words = f"Outcome {outcome} · simulated evidence: {rule[1]}"
    words += " · the learner's own centre only" if own else ""
    words += " · agreement recorded" if covered else ""
    return (
        f'<tr class="outcome"><th scope="rowgroup" colspan="{span}" title="{escape(rule[2])}">'
        f"{escape(words)}</th></tr>"
    )


def _explained(key: str) -> str:
    """Return what a sign or letter of the cells means, the sign set apart from the words."""
    sign, _, words = key.replace("( )", "()", 1).partition(" ")
    return f"<li><b>{escape(sign)}</b> {escape(words)}</li>"


def _row(view: PortfolioView, row: MatrixRow, columns: tuple[Item, ...], chosen: str) -> str:
    link = urlencode({"learner": view.learner_id, "criterion": row.criterion})
    cells = "".join(_cell(row.cell(i.item.id), i, row.criterion) for i in columns)
    state = f"{STATE_SIGNS[row.state]} {row.decided or row.state}"
    void = row.signed == "signature void"
    signed = ' <span class="red">✕ void</span>' if void else ""
    missing = escape(_left(row.gap)) + (f" · planned: {escape(row.planned)}" if row.planned else "")
    mark = ' class="chosen"' if row.criterion == chosen else ""
    return (
        f'<tr{mark}><th scope="row" title="{escape(row.statement)}"><a href="?{escape(link)}" target="_self">'
        f"{escape(row.criterion)}</a>{escape(row.name)}</th>"
        f'<td class="state"><span class="{TONES[row.state]}">{escape(state)}</span>{signed}</td>{cells}'
        f'<td class="miss">{escape(_short(row.enough.words))}</td><td class="miss">{missing or "–"}</td></tr>'
    )


def _cell(cell: Cell | None, item: Item, criterion: str) -> str:
    if cell is None:
        return '<td class="ev"></td>'
    mark = f"{CELL_SIGNS[cell.state]}{ORIGIN_LETTERS[item.item.origin]}"
    shown = mark if cell.counts else f"({mark})"
    times = ", ".join(clocks(cell.at))
    said = f"{criterion} by {item.reference}: {_CELL_WORDS[cell.state]}, {item.item.origin}"
    said += f", at {times}" if times else ""
    said += f"; {cell.why}" if cell.why else ""
    tone = "green" if cell.state == "final" else "" if cell.counts else "gray"
    return (
        f'<td class="ev {tone}" title="{escape(said)}"><span aria-hidden="true">{shown}</span>'
        f'<span class="heard-only">{escape(said)}</span></td>'
    )


def _about(item: Item) -> str:
    return (
        f"{item.item.method}: {item.item.title}, {item.item.on.day} {item.item.on:%b %Y}, {item.item.origin}"
    )


def _short(words: str) -> str:
    more = _MORE_THAN_ASKED.sub(r"\1/\3 \2", words)
    return more.replace(" of ", "/").replace("incident types", "types")


def _left(words: str) -> str:
    """Return what is missing in few words, as its column says already that it is."""
    return re.sub(r" and (?=\d)", ", ", _STILL_WANTED.sub(r"\1 ", words))
