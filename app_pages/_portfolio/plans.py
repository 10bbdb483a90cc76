"""The choice of the plan that a discussion fulfils: planned, and agreed with the learner beforehand."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.choices import apart
from simulator.service.access import Actor


def plan_to_fulfil(who: Actor, learner: str, unit: str, *, key: str) -> str:
    """Ask for one of the agreed plans and return its id; nothing, with the way to make one, where none is."""
    plans = service().questioning.plans_for_discussion(who, learner, unit)
    if not plans:
        st.info(
            "A discussion is planned and agreed with the learner beforehand. No such plan is open: make one "
            "in the portfolio, under Plans and feedback."
        )
        return ""
    labels = apart(
        {p.made.plan: f"{', '.join(p.made.criteria)}: {p.made.what}" for p in plans},
        {p.made.plan: f"planned {day(p.at)}" for p in plans},
    )
    chosen = st.selectbox("The plan it fulfils", list(labels), format_func=labels.__getitem__, key=key)
    one = next((p for p in plans if p.made.plan == chosen), plans[0])
    due = f"{one.due.day} {one.due:%B}"
    st.markdown(f":gray[Agreed with the learner. Planned {day(one.at)}, to be held by {due}.]")
    return one.made.plan
