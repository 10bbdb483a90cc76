"""Setting a call for a class: only what is offered for the mode chosen, each with its centre and length."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Literal

import streamlit as st

from app_pages._access import service
from app_pages._kit.choices import apart
from app_pages._kit.drawing import plain_md
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.learning import ToSet
from simulator.service.people import ClassView

Mode = Literal["practice", "assessment"]
MODES: tuple[Mode, ...] = ("practice", "assessment")


def set_task(who: Actor, found: ClassView) -> None:
    """Draw the form that sets a scenario for a class."""
    mode: Mode = st.radio("As", MODES, horizontal=True, key=f"mode_{found.id}")
    known = service().learning.to_set(who, mode)
    labels = apart({one.scenario_id: label(one) for one in known if not one.why_not})
    calls = {one.scenario_id: one for one in known}
    if left_out := [one for one in known if one.why_not]:
        _not_proven(who, left_out, beside=bool(labels))
    key = f"call_{found.id}"
    if st.session_state.get(key) not in labels:  # what the other mode offered
        st.session_state[key] = None
    scenario = st.selectbox(
        "Call",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=f"Choose among {len(labels)}" if labels else "None can be set yet",
        key=key,
    )
    if scenario is not None:
        st.markdown(f":gray[Your learners read: “{plain_md(calls[scenario].kind_of_call)}”.]")
    due = st.date_input(
        "Due", value=datetime.now(UTC).date() + timedelta(days=7), key=f"due_{found.id}", format="DD/MM/YYYY"
    )
    if not st.button("Set this call", type="primary", key=f"set_{found.id}"):
        return
    if scenario is None:
        st.error("Choose a call. Nothing was set.")
        return
    end_of_day = datetime.combine(due, time(23, 59)).astimezone()
    try:
        service().learning.set_task(who, scenario, mode, cohort_id=found.id, due_at=end_of_day)
    except ServiceError as fault:
        st.error(str(fault))
        return
    st.success(f"{calls[scenario].title} is set as {mode} for {found.name}, due {due.day} {due:%B}.")


def label(one: ToSet) -> str:
    """Return how a call reads in the list."""
    kept = " · reserved for assessment" if one.reserved else ""
    return f"{one.title} · {one.centre_name} · about {max(1, round(one.length / 60))} min{kept}"


def _not_proven(who: Actor, left_out: list[ToSet], *, beside: bool) -> None:
    """Say which calls cannot be set as assessments, and how long that will be so."""
    left = service().authoring.still_to_prove(who)
    if left.scenarios:
        st.info(
            f"Markings are still being proved, as with every new version: about {left.minutes} min in all. "
            "A call can be set as an assessment once its own is proven; practice can be set meanwhile.",
            icon=":material/hourglass_top:",
        )
    more = " more" if beside else ""
    with st.expander(f"{len(left_out)}{more} whose marking is not proven yet"):
        st.page_link(
            "app_pages/scenarios.py",
            label="Scenarios shows how far each proof is",
            icon=":material/verified:",
        )
        st.markdown("\n".join(f"- {plain_md(label(one))}" for one in left_out))
