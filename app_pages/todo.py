"""What waits for an assessor: overdue, today, within seven days; each line leads to where it is done.

A list of hundreds is narrowed by learner and by what is to be done, and grows as it is asked for.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
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

MANY = 30  # more than a person looks through: they can be narrowed (a string here would be drawn on the page)
AT_ONCE = 15
EVERYBODY, EVERYTHING = "Every learner", "Everything"

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


def by_when(one: ToDo) -> str:
    """Say by when a thing is due, and how late it is."""
    if one.when == "today":
        return "due today"
    late = max(1, (datetime.now().astimezone().date() - one.due).days)
    behind = f", {late} day{'s' if late != 1 else ''} late" if one.when == "overdue" else ""
    return f"due {one.due.day} {one.due:%B}{behind}"


def listed(rows: list[ToDo]) -> str:
    """Return things to do as a list, each leading to its place."""
    items = "".join(
        f'<li><a href="{escape(place(t))}" target="_self"><b>{escape(t.learner_name)}</b> '
        f"{escape(t.what)}</a>"
        f'<br><span class="small">{by_when(t)}</span></li>'
        for t in rows
    )
    return f'<ul class="to-do">{items}</ul>' if items else "<p>Nothing.</p>"


def narrowed(rows: tuple[ToDo, ...]) -> list[ToDo]:
    """Draw what narrows a long list, and return what is left of it."""
    sorts, people = Counter(t.sort for t in rows), Counter(t.learner_name for t in rows)
    with st.container(horizontal=True):
        whose = st.selectbox(
            "Learner",
            (EVERYBODY, *sorted(people, key=str.casefold)),
            format_func=lambda name: f"{name} ({people[name] or len(rows)})",
            width=300,
        )
        what = st.selectbox(
            "What",
            (EVERYTHING, *sorted(sorts)),
            format_func=lambda name: f"{name} ({sorts[name] or len(rows)})",
            width=300,
        )
    return [t for t in rows if whose in (EVERYBODY, t.learner_name) and what in (EVERYTHING, t.sort)]


def in_parts(rows: list[ToDo], key: str) -> None:
    """Draw the most urgent of a list, and what brings more of it."""
    shown = st.session_state.setdefault(key, AT_ONCE)
    st.html(listed(rows[:shown]))
    left = len(rows) - shown
    if left > 0 and st.button(f"Show {min(left, AT_ONCE)} more of {left}", key=f"{key}_more"):
        st.session_state[key] = shown + AT_ONCE
        st.rerun()


everything = service().todos.of(who)
if not everything:
    st.write("Nothing waits for you.")
    st.stop()
found = narrowed(everything) if len(everything) > MANY else list(everything)
for column, when in zip(st.columns(3), ("overdue", "today", "seven days"), strict=True):
    rows = [t for t in found if t.when == when]
    with column, card(f"todo_{when.replace(' ', '_')}"):
        st.header(f"{HEADS[when]} ({len(rows)})")
        in_parts(rows, f"todo_shown_{when.replace(' ', '_')}")
if later := [t for t in found if t.when == "later"]:
    with st.expander(f"{HEADS['later']} ({len(later)})"):
        in_parts(later, "todo_shown_later")
