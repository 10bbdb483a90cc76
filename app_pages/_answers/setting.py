"""Setting a question paper or a report for a class, and taking it back. It draws no question yet."""

from __future__ import annotations

from datetime import datetime, time

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import by_when
from app_pages._kit.choices import apart
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._knowledge.listing import SORTS
from simulator.model.papers import PaperMode, PaperSort
from simulator.model.unit import Unit
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.sitting import PaperTask


def draw(who: Actor, unit: Unit) -> None:
    """Draw the form, and what is set for the class."""
    classes = apart({c.id: c.name for c in service().people.class_views(who)})
    if not classes:
        st.write("Open a class first, on the page Classes.")
        return
    said = st.session_state.pop("setting_said", "")
    if said:
        st.success(said)
    cohort = st.selectbox("Class", list(classes), format_func=classes.__getitem__, key="set_class", width=320)
    left, right = st.columns(2, gap="medium")
    with left, card("set_form"):
        _form(who, unit, cohort)
    with right, card("set_list"):
        st.header("Set for this class")
        tasks = service().answers.set_tasks(who, cohort)
        if not tasks:
            st.write("Nothing is set.")
        for task in tasks:
            _task(who, unit, cohort, task)


def _task(who: Actor, unit: Unit, cohort: str, task: PaperTask) -> None:
    briefs = {b.id: b.title for b in service().papers.reports(unit.number, task.organisation_id)}
    paper = f"Question paper on {', '.join(task.criteria)}"
    what = briefs.get(task.brief, "Report") if task.sort == "report" else paper
    due = by_when(task.due_at)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{plain_md(what)}** · {task.mode}, {due}", width="content")
        st.button("Take back", key=f"back_{task.id}", on_click=_take_back, args=(who, cohort, task.id))


def _take_back(who: Actor, cohort: str, task: str) -> None:
    service().answers.withdraw_task(who, cohort, task)
    st.session_state["setting_said"] = "Taken back. What was written for it stays."


def _form(who: Actor, unit: Unit, cohort: str) -> None:
    st.header("Set")
    papers = service().papers
    centres = {c: name for c, name, _ in papers.centres(unit.number)}
    sort: PaperSort = st.segmented_control(
        "What",
        ("paper", "report"),
        default="paper",
        required=True,
        format_func=SORTS.__getitem__,
        key="set_sort",
    )
    usual = service().usual_centres.of_class(who, cohort)
    centre = st.selectbox(
        "About the procedures of",
        list(centres),
        index=list(centres).index(usual) if usual in centres else 0,
        format_func=centres.__getitem__,
        key=f"set_centre_{cohort}",
    )
    criteria: tuple[str, ...] = ()
    brief = ""
    if sort == "paper":
        known = papers.criteria(unit.number, centre)
        chosen = st.multiselect(
            "Criteria", known, key="set_criteria", placeholder=f"All {len(known)}",
            format_func=lambda c: f"{c} {unit.criteria[c].name}",
        )  # fmt: skip
        criteria = tuple(chosen) or known
        st.markdown(f":gray[{len(criteria)} questions, one a criterion; neighbours get different ones.]")
    else:
        briefs = {b.id: b.title for b in papers.reports(unit.number, centre)}
        if not briefs:
            st.write("There is no report about this centre.")
            return
        brief = st.selectbox("Report", list(briefs), format_func=briefs.__getitem__, key="set_brief")
    mode: PaperMode = st.segmented_control(
        "Mode", ("assessment", "practice"), default="assessment", required=True, key="set_mode"
    )
    due = st.date_input("By", value=None, key="set_due", min_value="today", format="DD/MM/YYYY")
    if st.button(f"Set this {sort}", type="primary"):
        try:
            service().answers.set_for(
                who, cohort, sort=sort, unit=unit.number, organisation=centre, mode=mode,
                criteria=criteria, brief=brief,
                due_at=datetime.combine(due, time(23, 59)).astimezone() if due else None,
            )  # fmt: skip
        except ServiceError as fault:
            st.error(str(fault))
        else:
            st.session_state["setting_said"] = "It is set, and stands on your learners' page Knowledge."
            st.rerun()
