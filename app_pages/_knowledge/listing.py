"""The learner's list: what is set, can be practised, comes back, was written. It marks nothing."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import by_when, day
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.papers import STUDIED_AT_ONCE
from simulator.service.sitting import Paper, PaperForMe

SORTS = {"paper": "Question paper", "report": "Report", "study": "Study"}
_STATES = {"running": "begun", "finished": "handed in", "abandoned": "left"}


def draw(who: Actor, unit: str) -> None:
    """Draw the list."""
    st.title("Knowledge")
    fault = st.session_state.pop("knowledge_fault", "")
    if fault:
        st.error(fault)
    papers = service().papers.mine(who)
    tasks = service().papers.set_for_me(who)
    told = {t.paper.id for t in tasks if t.paper}
    running = [p for p in papers if p.status == "running" and p.id not in told]
    left, right = st.columns(2, gap="medium")
    with left:
        _set_for_you(who, tasks)
        if running:
            _going_on(running)
        _study(who, unit)
    with right:
        _practise(who, unit)
        _written([p for p in papers if p.status != "running"])


def _open(paper_id: str) -> None:
    st.query_params["paper"] = paper_id


def _start(who: Actor, sort: str, unit: str, centre: str, **more: object) -> None:
    try:
        _open(service().papers.practise(who, sort, unit, centre, **more))  # type: ignore[arg-type]
    except ServiceError as refused:
        st.session_state["knowledge_fault"] = str(refused)


def _take(who: Actor, task: str) -> None:
    try:
        _open(service().papers.take(who, task))
    except ServiceError as refused:
        st.session_state["knowledge_fault"] = str(refused)


def _set_for_you(who: Actor, tasks: tuple[PaperForMe, ...]) -> None:
    with card("set_papers"):
        st.header("Set for you")
        if not tasks:
            st.write("Nothing is set. Practise what you like.")
        for one in tasks:
            due = by_when(one.task.due_at)
            state = _STATES[one.paper.status] if one.paper else "to do"
            about = "" if one.task.brief else f" on {', '.join(one.task.criteria)}"
            done = one.paper is not None and one.paper.status != "running"
            verb = "Start" if one.paper is None else "Read it" if done else "Go on"
            with st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                st.markdown(f"**{plain_md(one.title)}**{about}  \n{one.task.mode}, {due} · {state}")
                st.button(
                    f"{verb} :gray[{plain_md(one.title)}]", key=f"take_{one.task.id}",
                    type="secondary" if done else "primary",
                    on_click=_take, args=(who, one.task.id),
                )  # fmt: skip


def _going_on(running: list[Paper]) -> None:
    with card("going_on"):
        st.header("Begun")
        for paper in running:
            began = day(paper.started_at)
            st.button(
                f"Go on: {SORTS[paper.sort].lower()} of {began}", key=f"on_{paper.id}",
                on_click=_open, args=(paper.id,),
            )  # fmt: skip


def _centre(who: Actor, unit: str) -> str:
    """Return the centre whose procedures are asked about, chosen where there are several."""
    centres = service().papers.centres(unit)
    names = {c: f"{name} ({n} criteria)" for c, name, n in centres}
    if len(centres) > 1:
        usual = service().usual_centres.of_learner(who)
        return st.selectbox(
            "About the procedures of",
            list(names),
            index=list(names).index(usual) if usual in names else 0,
            format_func=names.__getitem__,
            key="asked_centre",
        )
    return centres[0][0] if centres else ""


def _practise(who: Actor, unit: str) -> None:
    with card("practise"):
        st.header("Practise")
        centre = _centre(who, unit)
        if not centre:
            st.write("There are no questions yet. Ask your tutor.")
            return
        found = service().library.unit(unit)
        known = service().papers.criteria(unit, centre)
        wanted = st.multiselect(
            "Criteria", known, format_func=lambda c: f"{c} {found.criteria[c].name}", key="asked_criteria",
            placeholder=f"All {len(known)}",
        )  # fmt: skip
        number = len(wanted) or len(known)
        st.button(
            f"Start a paper of {number} question{'s' if number != 1 else ''}", type="primary",
            on_click=lambda: _start(who, "paper", unit, centre, criteria=tuple(wanted)),
        )  # fmt: skip
        briefs = {b.id: b.title for b in service().papers.reports(unit, centre)}
        if briefs:
            brief = st.selectbox("Report", list(briefs), format_func=briefs.__getitem__, key="asked_report")
            st.button("Start this report", on_click=lambda: _start(who, "report", unit, centre, brief=brief))


def _study(who: Actor, unit: str) -> None:
    with card("study"):
        st.header("Come back to")
        shown = False
        for centre, name, _ in service().papers.centres(unit):
            due = service().studying.due(who, unit, centre)
            if not due:
                continue
            shown = True
            now = due[:STUDIED_AT_ONCE]
            st.markdown(f"**{len(due)}** to come back to at {plain_md(name)}; the next:")
            st.html("<ul>" + "".join(f"<li>{_short(d.criterion, d.ask)}</li>" for d in now) + "</ul>")
            st.button(
                f"Study {len(now)} now", key=f"study_{centre}",
                on_click=_start, args=(who, "study", unit, centre),
                kwargs={"questions": tuple(d.question for d in now)},
            )  # fmt: skip
        if not shown:
            st.write(
                "Nothing is due. What a practice answer left short comes back here the next day, "
                "what was full after a longer rest."
            )


def _short(criterion: str, ask: str) -> str:
    return f"{escape(criterion)} {escape(ask if len(ask) <= 120 else ask[:117] + '…')}"


def _written(papers: list[Paper]) -> None:
    with card("written"):
        st.header("What you wrote")
        if not papers:
            st.write("Nothing yet.")
        for paper in papers[:12]:
            waits = paper.mode == "assessment" and paper.released_at is None
            state = (
                "left" if paper.status == "abandoned" else "with your assessor" if waits else "open to you"
            )
            st.button(
                f"{SORTS[paper.sort]}, {paper.mode} · {day(paper.started_at)} · {state}",
                key=f"see_{paper.id}",
                on_click=_open, args=(paper.id,), width="stretch",
            )  # fmt: skip
