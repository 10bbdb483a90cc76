"""Planning an assessment with the learner, and saying afterwards what came of it; one deed each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import streamlit as st

from app_pages._access import service
from app_pages._portfolio.forms import METHODS, attempt, cancelled
from simulator.model.planned import PlanReviewed
from simulator.service.access import Actor
from simulator.service.portfolios import PortfolioView

OUTCOMES = get_args(PlanReviewed.model_fields["outcome"].annotation)
OWNERS = ("the learner", "the assessor", "both", "somebody else")


@st.dialog("Plan an assessment", width="medium", dismissible=False)
def plan(who: Actor, view: PortfolioView, criteria: list[str]) -> None:
    """A plan for criteria, as from a gap."""
    wanted = st.multiselect("Criteria", list(view.unit.criteria), default=criteria, select_all=False)
    allowed = [m for m in METHODS if all(m in view.unit.methods_for(c) for c in wanted)]
    method = st.selectbox("Method", allowed, index=None, placeholder="Choose: what the unit allows for all")
    with st.form("plan_form", border=False):
        what = st.text_area("What will be done", max_chars=2000)
        left, right = st.columns(2)
        place = left.text_input("Where", max_chars=200)
        due = right.date_input("By", value=date.today() + timedelta(days=7), format="DD/MM/YYYY")  # noqa: DTZ011 - the centre's own day
        at_time = left.text_input("At what time (if agreed)", max_chars=40)
        means = right.text_input("Resources needed", max_chars=500)
        adjusted = st.checkbox("Adjustments apply (they are recorded apart, never here)")
        agreed = st.checkbox("Agreed with the learner")
        sent = st.form_submit_button("Keep plan", type="primary")
    cancelled()
    if sent and method is None:
        st.error("Choose a method that the unit allows for these criteria.")
    elif sent and method is not None:
        attempt(
            lambda: service().gathering.plan(
                who,
                view.learner_id,
                view.unit.number,
                criteria=wanted,
                method=method,
                what=what,
                due=due,
                place=place,
                agreed=agreed,
                at_time=at_time,
                means=means,
                adjusted=adjusted,
            ),
            f"Planned for {', '.join(wanted)}.",
        )


def review(who: Actor, view: PortfolioView, of: str) -> None:
    """Ask what came of a plan, in its place on the page."""
    with st.form(f"review_{of}", border=False):
        outcome = st.radio("What came of it", OUTCOMES, index=None, horizontal=True)
        text = st.text_input("Achieved", max_chars=2000)
        outstanding = st.text_input("Outstanding (if anything)", max_chars=2000)
        left, middle, right = st.columns(3)
        action = left.text_input("Action (if any)", max_chars=500)
        owner = middle.selectbox("Whose action", OWNERS, index=None, placeholder="Choose")
        due = right.date_input("Until", value=None, format="DD/MM/YYYY")
        if st.form_submit_button("Keep review"):
            if outcome is None:
                st.error("Choose what came of it.")
                return
            said = PlanReviewed(
                by="",
                plan=of,
                outcome=outcome,
                text=text,
                due=due,
                outstanding=outstanding.strip(),
                action=action.strip(),
                owner=owner or "",
            )
            attempt(
                lambda: service().gathering.review_plan(who, view.learner_id, view.unit.number, said),
                "The review stands with the plan.",
            )
