"""Every portfolio that an internal quality assurer may see, and how it stands; each leads to its matrix.

What narrows the list, and the part of it that is shown, stands in the address: a link or the browser's way
back leads to the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.css import portfolio_css
from simulator.service.portfolios import STATES, Standing

PAGE = 20
EVERYBODY, EVERY_CLASS, EVERY_STATE = "Every assessor", "Every class", "Every state"
SIGNS = {
    "signed by everybody": ("green", "✓"),
    "signature void": ("red", "✕"),
    "decided, not signed by everybody": ("violet", "◆"),
    "ready to decide": ("violet", "◆"),
    "evidence so far": ("", "◔"),
    "nothing yet": ("gray", "–"),
}

who = require_role("iqa")
portfolio_css()
portfolios = service().portfolios


def state(one: Standing) -> str:
    """Return how a portfolio stands: a sign and words."""
    tone, sign = SIGNS[one.state]
    words = {
        "signed by everybody": f"{one.decided}, {one.state}",
        "signature void": f"{one.void} {'signatures are' if one.void > 1 else 'signature is'} void",
        "decided, not signed by everybody": f"{one.decided}, not signed by everybody",
        "ready to decide": f"{one.ready} ready to decide",
    }.get(one.state, one.state)
    return f'<span class="{tone}">{sign} {escape(words)}</span>'


def row(one: Standing) -> str:
    """Return a learner's row."""
    link = f"/portfolio?{urlencode({'learner': one.learner_id})}"
    return (
        f'<tr><th scope="row"><a href="{escape(link)}" target="_self">{escape(one.learner_name)}</a></th>'
        f"<td>{state(one)}</td><td>{one.met} of {one.of}</td><td>{one.gaps}</td><td>{one.items}</td>"
        f"<td>{escape(', '.join(one.classes) or 'none')}</td>"
        f"<td>{escape(', '.join(one.assessors) or 'nobody')}</td></tr>"
    )


def back_to_the_first() -> None:
    """Show the first part of a list that was narrowed otherwise."""
    st.query_params.pop("page", None)


def choice(label: str, everything: str, offered: Iterable[str], key: str) -> str:
    """Draw one of the choices that narrow the list, kept in the address; nothing when all are wanted."""
    chosen = st.selectbox(
        label,
        (everything, *offered),
        key=key,
        bind="query-params",
        on_change=back_to_the_first,
        width=230,
    )
    return "" if chosen == everything else str(chosen)


def each(rows: Iterable[Standing], of: Callable[[Standing], Iterable[str]]) -> list[str]:
    """Return what occurs in the rows, each once, by name."""
    return sorted({one for r in rows for one in of(r)}, key=str.casefold)


def narrowed(rows: tuple[Standing, ...]) -> list[Standing]:
    """Draw what narrows the list and return what is left of it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Part of a learner's name",
            key="name",
            bind="query-params",
            max_chars=80,
            on_change=back_to_the_first,
            width=230,
        )
        by = choice("Assessor", EVERYBODY, each(rows, lambda r: r.assessors), "assessor")
        of = choice("Class", EVERY_CLASS, each(rows, lambda r: r.classes), "class")
        stands = choice("State", EVERY_STATE, STATES, "state")
    return [
        r
        for r in rows
        if (name or "").strip().casefold() in r.learner_name.casefold()
        and (not by or by in r.assessors)
        and (not of or of in r.classes)
        and (not stands or stands == r.state)
    ]


def turned_to(many: int) -> int:
    """Return the number of the first row of the part that the address names."""
    asked = st.query_params.get("page", "1")
    last = max(0, (many - 1) // PAGE)
    return min(max(int(asked) - 1, 0), last) * PAGE if asked.isdecimal() else 0


def turn(to: int) -> None:
    """Show another part of the list."""
    st.query_params["page"] = str(to)


def pager(first: int, many: int) -> None:
    """Draw which part of the list this is, and what leads to the parts before and after it."""
    here, last = first // PAGE + 1, (many - 1) // PAGE + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Previous", on_click=turn, args=(here - 1,), disabled=here == 1)
        st.button("Next", on_click=turn, args=(here + 1,), disabled=here == last)
        st.markdown(f":gray[{first + 1} to {min(first + PAGE, many)} of {many}]", width="content")


st.title("Portfolios")
units = dict(portfolios.units())
number = next(iter(units))
if len(units) > 1:
    number = st.selectbox("Unit", list(units), key="unit", bind="query-params", on_change=back_to_the_first)
st.header(f"Unit {number} {units[number]}")
everyone = portfolios.overview(who, number)
if not everyone:
    st.write("Nobody learns here yet.")
    st.stop()
found = narrowed(everyone)
st.markdown(f":gray[{len(found)} of {len(everyone)} portfolios]")
if not found:
    st.write("No portfolio is like that. Choose less, or another state.")
    st.stop()
start = turned_to(len(found))
heads = "".join(
    f'<th scope="col">{h}</th>' for h in ("Learner", "State", "Met", "Gaps", "Evidence", "Class", "Assessors")
)
st.html(
    f'<div class="matrix-box" tabindex="0" role="group" aria-label="Portfolios of unit {escape(number)}">'
    f'<table class="matrix roomy"><caption class="heard-only">Portfolios of unit {escape(number)}'
    f"</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(map(row, found[start : start + PAGE]))}"
    "</tbody></table></div>"
)
if len(found) > PAGE:
    pager(start, len(found))
