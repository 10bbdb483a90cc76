"""Every portfolio that an internal quality assurer may see, and how it stands; each leads to its matrix."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.css import portfolio_css
from simulator.service.portfolios import Standing

who = require_role("iqa")
portfolio_css()
portfolios = service().portfolios


def state(one: Standing) -> str:
    """Return how a portfolio stands: a sign and words."""
    if one.locked:
        return f'<span class="green">✓ {escape(one.decided)}, signed by everybody</span>'
    if one.void:
        many = "signatures are void" if one.void > 1 else "signature is void"
        return f'<span class="red">✕ {one.void} {many}</span>'
    if one.decided:
        return f'<span class="violet">◆ {escape(one.decided)}, not signed by everybody</span>'
    if one.ready:
        return f'<span class="violet">◆ {one.ready} ready to decide</span>'
    return "◔ evidence so far" if one.items else '<span class="orange">△ nothing yet</span>'


def row(one: Standing) -> str:
    """Return a learner's row."""
    link = f"/portfolio?{urlencode({'learner': one.learner_id})}"
    return (
        f'<tr><th scope="row"><a href="{escape(link)}" target="_self">{escape(one.learner_name)}</a></th>'
        f"<td>{state(one)}</td><td>{one.met} of {one.of}</td><td>{one.gaps}</td><td>{one.items}</td></tr>"
    )


st.title("Portfolios")
for number, title in portfolios.units():
    st.header(f"Unit {number} {title}")
    rows = "".join(row(one) for one in portfolios.overview(who, number))
    if not rows:
        st.write("Nobody learns here yet.")
        continue
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Learner", "State", "Met", "Gaps", "Evidence"))
    st.html(
        f'<div class="matrix-box" tabindex="0" role="group" aria-label="Portfolios of unit {escape(number)}">'
        f'<table class="matrix roomy"><caption class="heard-only">Portfolios of unit {escape(number)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
