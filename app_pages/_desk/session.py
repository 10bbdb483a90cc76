"""The session sheet of an assessment: who supervised it, and what of the checklist of realism was so."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._portfolio.forms import attempt, cancelled
from simulator.model.session import REALISM
from simulator.service.access import Actor


def offer(who: Actor, attempt_id: str) -> None:
    """Offer to fill the sheet in, or to look at it and fill it in anew."""
    if st.button("Session sheet", icon=":material/checklist:", key=f"session_{attempt_id}"):
        sheet(who, attempt_id)


@st.dialog("Session sheet", width="medium", dismissible=False)
def sheet(who: Actor, attempt_id: str) -> None:
    """Ask for everything at once; the sheet that stands is filled in."""
    kept = service().session_sheets.of(who, attempt_id)
    said = kept.deed if kept else None
    if kept:
        again = f", written anew {kept.earlier} times" if kept.earlier else ""
        st.markdown(f":gray[Checked {plain_md(day(kept.at))}{again}. A new sheet voids signatures under it.]")
    with st.form("session_form", border=False):
        supervisor = st.text_input(
            "Who supervised (or “nobody”)", value=said.supervisor if said else "", max_chars=300
        )
        identity = st.text_input(
            "How the learner's identity was checked (if it was)",
            value=said.identity if said else "",
            max_chars=300,
        )
        why = st.text_input("Why it was simulated", value=said.why if said else "", max_chars=500)
        st.markdown("What was so in this session. What is not ticked is recorded as **not so**.")
        before = {one.statement for one in said.realism if one.so} if said else set()
        so = [k for k, words in REALISM.items() if st.checkbox(words, value=k in before)]
        note = st.text_area("Remarks (if any)", value=said.note if said else "", max_chars=2000)
        sent = st.form_submit_button("Keep this sheet", type="primary")
    cancelled()
    if sent:
        attempt(
            lambda: service().session_sheets.check(
                who, attempt_id, supervisor=supervisor, identity=identity, so=so, note=note, why=why
            ),
            "The session sheet stands in the portfolio. Sign it there, beside the evidence of this call.",
        )
