"""Watching a learner's running call: what is said and done as it happens, and a marker by one key.

The learner's screen does not change by it, and nothing on this page decides a criterion.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._desk import session
from app_pages._kit import components as kit
from app_pages._kit.choices import apart
from app_pages._kit.css import portfolio_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.service.errors import ServiceError
from simulator.service.moments import Moment, clock
from simulator.service.observing import Watched

SECONDS = 2
KEYS = "1234567890"
LAST = 14

who = require_role("assessor")
portfolio_css()
kit.keys_back()
observing = service().observing
st.title("Live calls")
calls = observing.running(who)
running = apart({r.attempt_id: f"{r.learner_name}: {r.title} ({r.mode})" for r in calls})
asked = st.query_params.get("attempt", "")
if not running and not asked:
    st.write("None of your learners is on a call. Calls appear here as they start.")
    if st.button("Look again", icon=":material/refresh:"):
        st.rerun()
    st.stop()
if st.session_state.get("watched") not in running and running:
    st.session_state["watched"] = asked if asked in running else next(iter(running))
wanted = st.selectbox("Call", list(running), format_func=running.__getitem__, key="watched") or asked
st.query_params["attempt"] = wanted
if any(c.attempt_id == wanted and c.mode == "assessment" for c in calls):
    session.offer(who, wanted)
if kept := st.session_state.pop("portfolio_said", ""):
    st.success(kept)


def drop(attempt: str, criterion: str) -> None:
    """Drop a marker at this second."""
    try:
        made = observing.mark(who, attempt, criterion)
    except ServiceError as fault:
        st.session_state["watch_said"] = str(fault)
    else:
        st.session_state["watch_said"] = f"{criterion} marked at {clock(made.at)}."


def speaker(moment: Moment, seen: Watched) -> str:
    """Return who speaks, in bold; what merely happened has nobody."""
    name = moment.name
    if moment.who == "learner":
        name = f"{seen.learner_name}, {name[:1].lower()}{name[1:]}" if name else seen.learner_name
    return f"**{plain_md(name)}** " if name else ""


def by_name(words: str, learner: str) -> str:
    """Return what the learner did as whoever watches reads it."""
    return f"{learner} {words.removeprefix('You ')}" if words.startswith("You ") else words


def heard(seen: Watched) -> None:
    """Draw the last things that were said and done."""
    if not seen.moments:
        st.write("Nothing was said or done yet: the line rings.")
    marks: dict[str, list[str]] = {}
    for mark in seen.marks:  # beside the last thing that had happened by then
        before = [m for m in seen.moments if m.t <= mark.at]
        if before and mark.criterion:
            marks.setdefault(before[-1].id, []).append(mark.criterion)
    for moment in seen.moments[-LAST:]:
        told = marks.get(moment.id)
        beside = f" :green[**{', '.join(told)}**]" if told else ""
        words = moment.text if speaker(moment, seen) else by_name(moment.text, seen.learner_name)
        st.markdown(f"`{clock(moment.t)}` {speaker(moment, seen)}{plain_md(words)}{beside}")


def markers(seen: Watched) -> None:
    """Draw a button for each criterion that the call bears on, each with its key."""
    st.html('<h2 class="small">Mark at this second</h2>')
    for n, (criterion, name) in enumerate(seen.criteria):
        st.button(
            f"{criterion} {name}",
            key=f"mark_{criterion}",
            shortcut=KEYS[n] if n < len(KEYS) else None,
            on_click=drop,
            args=(seen.attempt.id, criterion),
            disabled=seen.ended,
            width="stretch",
        )
    for mark in reversed(seen.marks):
        st.markdown(f"`{clock(mark.at)}` {mark.criterion} {plain_md(mark.text)}")


@st.fragment(run_every=SECONDS)
def live() -> None:
    """Look again every few seconds; only this part of the page is drawn anew."""
    try:
        seen = observing.watch(who, wanted)
    except ServiceError as fault:
        st.error(str(fault))
        return
    state = "ended" if seen.ended else "on the line"
    st.markdown(f"**{plain_md(seen.learner_name)}** · {plain_md(seen.title)} · `{clock(seen.t)}` · {state}")
    said = st.session_state.get("watch_said", "")
    if said:
        st.markdown(f":green[{plain_md(said)}]")
    left, right = st.columns([65, 35])
    with left, card("heard"):
        heard(seen)
    with right, card("markers"):
        markers(seen)
    if seen.ended:
        st.page_link(
            "app_pages/desk.py",
            label="Mark this call at the desk",
            icon=":material/fact_check:",
            query_params={"attempt": seen.attempt.id},
        )


live()
