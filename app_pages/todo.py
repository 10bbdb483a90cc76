"""What waits for an assessor: overdue, today, within seven days; each line leads to where it is done."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.css import portfolio_css
from app_pages._kit.layout import card
from simulator.service.todo import ToDo

HEADS = {
    "overdue": "✕ Overdue",
    "today": "◆ Today",
    "seven days": "▷ Within seven days",
    "later": "Later",
}

who = require_role("assessor")
portfolio_css()
st.title("To do")
desk = "marking" if who.may("learner") else ""


def place(one: ToDo) -> str:
    """Return where a thing is done."""
    if one.place == "answers":
        return f"/answers?{urlencode({'paper': one.attempt})}"
    if one.place == "desk":
        return f"/{desk}?{urlencode({'attempt': one.attempt})}"
    wanted = {"learner": one.learner_id, "part": one.part}
    wanted |= {"criterion": one.criterion} if one.criterion else {}
    return f"/portfolio?{urlencode(wanted)}"


def listed(rows: list[ToDo]) -> str:
    """Return things to do as a list, each leading to its place."""
    items = "".join(
        f'<li><a href="{escape(place(t))}" target="_self"><b>{escape(t.learner_name)}</b> '
        f"{escape(t.what)}</a>"
        f'<br><span class="small">{t.due.day} {t.due:%B}</span></li>'
        for t in rows
    )
    return f'<ul class="to-do">{items}</ul>' if items else "<p>Nothing.</p>"


found = service().todos.of(who)
if not found:
    st.write("Nothing waits for you.")
for column, when in zip(st.columns(3), ("overdue", "today", "seven days"), strict=True):
    rows = [t for t in found if t.when == when]
    with column, card(f"todo_{when.replace(' ', '_')}"):
        st.header(f"{HEADS[when]} ({len(rows)})")
        st.html(listed(rows))
if later := [t for t in found if t.when == "later"]:
    with st.expander(f"{HEADS['later']} ({len(later)})"):
        st.html(listed(later))
