"""Watching a learner's running call: what is said and done as it happens, and a marker by one key.

The learner's screen does not change by it, and nothing on this page decides a criterion.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._desk import session
from app_pages._kit import components as kit
from app_pages._kit.choices import apart
from app_pages._kit.css import watch_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card, grow
from app_pages._kit.views import Entry
from app_pages._people.saying import no_class
from simulator.model.clock import clock
from simulator.service.errors import ServiceError
from simulator.service.moments import Moment
from simulator.service.observing import Watched

SECONDS = 2
KEYS = "1234567890"
BACK = "Z"

who = require_role("assessor")
watch_css()
kit.call_pieces()
kit.keys_back()
observing = service().observing


@st.fragment(run_every=SECONDS)
def look_out() -> None:
    """Draw the page anew as soon as a call of somebody's learners has started."""
    if observing.running(who):
        st.rerun()


head = st.container(key="watch_top", horizontal=True, vertical_alignment="center")
head.title("Live calls", width="content")
calls = observing.running(who)
running = apart({r.attempt_id: f"{r.learner_name}: {r.title} ({r.mode})" for r in calls})
asked = st.query_params.get("attempt", "")
if not running and not asked:
    classes = service().people.other_classes(who)
    if classes.own:
        with card("nobody"):
            st.write("None of your learners is on a call. Calls appear here as they start.")
            st.write(
                "You can then follow a call line by line, and set a marker by one key where something is "
                "worth a look. The learner's screen does not change by it."
            )
        look_out()
    else:
        st.write(no_class(classes, "Open one on the page Classes."))
    st.stop()
if st.session_state.get("watched") not in running and running:
    st.session_state["watched"] = asked if asked in running else next(iter(running))
chosen = ""
if running:
    with head:
        chosen = st.selectbox(
            "Call",
            list(running),
            format_func=running.__getitem__,
            label_visibility="collapsed",
            key="watched",
        )
wanted = chosen or asked
st.query_params["attempt"] = wanted
if any(c.attempt_id == wanted and c.mode == "assessment" for c in calls):
    st.session_state["watched_assessed"] = wanted
if st.session_state.get("watched_assessed") == wanted:  # its sheet is filled in when the call is over
    with head:
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


def take_back(attempt: str) -> None:
    """Take back the marker that was dropped last."""
    try:
        gone = observing.take_back(who, attempt)
    except ServiceError as fault:
        st.session_state["watch_said"] = str(fault)
    else:
        st.session_state["watch_said"] = f"Taken back: {gone.criterion} at {clock(gone.at)}."


def line(moment: Moment, seen: Watched, marked: list[str]) -> Entry:
    """Return what was said or done as whoever watches reads it, with the markers that fell on it."""
    name, words = moment.name, moment.text
    if moment.who == "learner":
        name = f"{seen.learner_name}, {name[:1].lower()}{name[1:]}" if name else seen.learner_name
    elif words.startswith("You "):
        words = f"{seen.learner_name} {words.removeprefix('You ')}"
    remark = f"Marked {', '.join(marked)}" if marked else ""
    return Entry(moment.id, moment.t, moment.who, words, name, remark=remark)


def heard(seen: Watched) -> None:
    """Draw what was said and done; the newest line stays in sight unless the reader scrolled up."""
    marks: dict[str, list[str]] = {}
    for mark in seen.marks:  # beside the last thing that had happened by then
        before = [m for m in seen.moments if m.t <= mark.at]
        if before and mark.criterion:
            marks.setdefault(before[-1].id, []).append(mark.criterion)
    with grow("heard"):
        kit.transcript(
            [line(m, seen, marks.get(m.id, [])) for m in seen.moments],
            key="watched_lines",
            stream=seen.attempt.id,
            label=f"What is said and done in the call of {seen.learner_name}",
        )


def markers(seen: Watched) -> None:
    """Draw a button for each criterion that the call bears on, each with its key; the newest marker first."""
    if seen.ended:
        _after_the_call(seen)
        return
    st.html('<h2 class="small">Mark at this second: press a key, or its button</h2>')
    for n, (criterion, name) in enumerate(seen.criteria):
        key = KEYS[n] if n < len(KEYS) else None
        st.button(
            f":gray-badge[Key {key}] {criterion} {name}" if key else f"{criterion} {name}",
            key=f"mark_{criterion}",
            shortcut=key,
            on_click=drop,
            args=(seen.attempt.id, criterion),
            width="stretch",
        )
    last = observing.to_take_back(who, seen.attempt.id)
    st.button(
        f":gray-badge[Key {BACK}] Take back {last.criterion} at {clock(last.at)}"
        if last
        else f":gray-badge[Key {BACK}] Take back the last marker",
        key="mark_back",
        shortcut=BACK,
        icon=":material/undo:",
        on_click=take_back,
        args=(seen.attempt.id,),
        disabled=last is None,
        width="stretch",
    )
    _dropped(seen, "No marker yet.")


def _dropped(seen: Watched, none: str) -> None:
    with st.container(key="scroll_marks"):
        st.markdown(
            "  \n".join(f"`{clock(m.at)}` {m.criterion} {plain_md(m.text)}" for m in reversed(seen.marks))
            or f":gray[{none}]"
        )


def _after_the_call(seen: Watched) -> None:
    """Say what the markers are for now, and where: nothing can be marked on a call that is over."""
    st.html('<h2 class="small">The call has ended</h2>')
    if seen.marks:
        st.markdown("At the desk, *Add to portfolio* drafts an observation with your markers.")
    st.page_link(
        "app_pages/desk.py",
        label="Mark this call at the desk",
        icon=":material/fact_check:",
        query_params={"attempt": seen.attempt.id},
    )
    _dropped(seen, "No marker was dropped.")


@st.fragment(run_every=SECONDS)
def live() -> None:
    """Look again every few seconds; only this part of the page is drawn anew."""
    try:
        seen = observing.watch(who, wanted)
    except ServiceError as fault:
        st.error(str(fault))
        return
    state = "ended" if seen.ended else "on the line"
    said = st.session_state.get("watch_said", "")
    st.markdown(
        f"**{plain_md(seen.learner_name)}** · {plain_md(seen.title)} · `{clock(seen.t)}` · {state}"
        + (f" · :green[**{plain_md(said)}**]" if said else "")
    )
    left, right = st.columns([65, 35])
    with left, card("heard"):
        heard(seen)
    with right, card("markers"):
        markers(seen)


live()
