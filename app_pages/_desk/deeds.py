"""An assessor's deeds: answer an indicator, re-tag a line, release a debrief, print evidence."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import act_labels, listed
from app_pages._desk import beside
from app_pages._desk.saving import save_buttons
from app_pages._kit.drawing import plain_md
from app_pages._kit.views import Verdict
from app_pages._kit.why import as_recorded, why_read_so
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.judging import standing_acts
from simulator.service.records import Reviewed
from simulator.service.reviewing import EntryView

_ANSWERS = {"agree": "agree", "disagree": "disagree", "shown": "shown", "not_shown": "not shown"}


def judge(who: Actor, attempt_id: str, verdict: Verdict) -> None:
    """Record an answer; a refusal is shown on the page."""
    try:
        service().records.judge(who, attempt_id, verdict.indicator, _ANSWERS[verdict.verdict], verdict.reason)
    except ServiceError as fault:
        st.session_state["desk_fault"] = str(fault)


@st.dialog("Re-tag or comment", width="medium", dismissible=False)
def retag(who: Actor, reviewed: Reviewed, entry: EntryView) -> None:
    """Let the assessor say which acts a line really holds, and why, or comment on it.

    It closes by its buttons alone: a stray key would lose what was typed.
    """
    m = entry.moment
    st.markdown(f"“{plain_md(m.text)}”")
    st.markdown(f":gray[The machine read: {plain_md(listed(entry.read_as))}]")
    if entry.retag:
        st.markdown(
            f":gray[Re-tagged as: {plain_md(listed(entry.retag.now))}. {plain_md(entry.retag.reason)}]"
        )
    labels = act_labels(reviewed.attempt.scenario_id)
    standing = standing_acts(reviewed.record, reviewed.retags, m.seq)
    acts = st.multiselect(
        "What the line holds",
        sorted(labels, key=lambda a: labels[a].lower()),
        default=[a for a in standing if a in labels],
        format_func=lambda a: labels[a],
        placeholder="Search: asks, advises, says…",
        select_all=False,
        key=f"retag_acts_{m.id}",
    )
    reason = st.text_area(
        "Why", placeholder="What did the learner mean?", max_chars=500, key=f"retag_why_{m.id}"
    )
    seen = " The debrief is released: **the learner sees them at once.**" if _released(reviewed) else ""
    st.markdown(
        f":gray[The findings follow at once.{seen} The machine's reading stays in the record beside yours.]"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Save re-tag", type="primary"):
            try:
                service().records.retag(who, reviewed.attempt.id, m.seq, tuple(acts), reason)
                beside.keep_comment(who, reviewed, entry)
            except ServiceError as fault:
                st.error(str(fault))
            else:
                st.rerun()
        if st.button("Cancel"):
            st.rerun()
    _explain(who, reviewed, entry)
    beside.comment_on(who, reviewed, entry, unsaved=bool(reason.strip()))


def _released(reviewed: Reviewed) -> bool:
    return reviewed.attempt.released_at is not None


def _explain(who: Actor, reviewed: Reviewed, entry: EntryView) -> None:
    """Offer to show why the line was read so: what the record holds, then word by word."""
    m = entry.moment
    if m.reading is None or not m.text.strip():
        return
    if not st.toggle("Show how this line was read", key=f"explain_{m.id}"):
        return
    attempt = reviewed.attempt
    as_recorded(m.reading, act_labels(attempt.scenario_id))
    try:
        with st.spinner("Reading it again, word by word…"):
            found = service().authoring.explained(
                who, attempt.scenario_id, m.text, attempt.content.get("phrases", "")
            )
    except ServiceError as fault:
        st.markdown(f":gray[It cannot be read again: {plain_md(str(fault))}]")
        return
    why_read_so(found)


@st.dialog("Release this debrief?")
def release(who: Actor, reviewed: Reviewed) -> None:
    """Ask once before the learner may see what the machine found."""
    name = plain_md(reviewed.learner_name)
    st.write(f"{name} will see the findings, the transcript and how it goes on. It cannot be taken back.")
    if st.button("Keep it closed", type="primary", width="stretch"):
        st.rerun()
    if st.button("Release debrief", width="stretch", key="release_now"):
        try:
            service().records.release(who, reviewed.attempt.id)
        except ServiceError as fault:
            st.error(str(fault))
        else:
            st.rerun()


@st.dialog("Print evidence")
def print_evidence(who: Actor, reviewed: Reviewed) -> None:
    """Set the evidence report and offer it as two files."""
    st.write("The evidence report of this attempt: transcript, log, messages, findings and what each cites.")
    save_buttons(lambda form: service().evidence.printed(who, reviewed.attempt.id, form))
