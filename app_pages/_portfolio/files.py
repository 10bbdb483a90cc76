"""One uploaded file of an item: to save it, or (for a quality assurer) to erase it for ever."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._portfolio import forms
from simulator.model.portfolio import KeptFile
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.portfolios import PortfolioView


def one(who: Actor, view: PortfolioView, evidence: str, kept: KeptFile) -> None:
    """Draw a file; an erased one says when, by whom and why."""
    gone = view.dossier.gone(kept.digest)
    if gone is not None:
        by = plain_md(view.name(gone.deed.by))
        st.markdown(
            f":red[✕ {plain_md(kept.name)} was erased for good], {day(gone.at)}, by {by}: "
            f"{plain_md(gone.deed.reason)} :gray[SHA-256 {kept.digest[:16]}…]"
        )
        return
    try:
        _, body = service().gathering.file(who, view.learner_id, view.unit.number, evidence, kept.digest)
    except ServiceError as fault:
        st.markdown(f":red[✕ {plain_md(str(fault))}]")
        return
    key = f"{evidence}_{kept.digest[:8]}"
    with st.container(horizontal=True):
        st.download_button(
            f"{kept.name} ({kept.size // 1024 + 1} kB)",
            body,
            file_name=kept.name,
            mime="application/octet-stream",
            key=f"file_{key}",
            on_click="ignore",
            help=f"SHA-256 {kept.digest}",
        )
        may = who.may("iqa", "administrator") and who.person_id != view.learner_id
        if may and st.button("Erase for ever", key=f"erase_{key}", icon=":material/delete_forever:"):
            _erase(who, view, kept)


@st.dialog("Erase a file for ever", dismissible=False)
def _erase(who: Actor, view: PortfolioView, kept: KeptFile) -> None:
    st.markdown(
        f"**{plain_md(kept.name)}** goes for good, also where other portfolios hold the same file. Its name, "
        "size and digest stay, and signatures keep their force. Copies of the database are yours to replace."
    )
    with st.form("erase_form", border=False):
        reason = st.text_input("Why it must go", max_chars=500)
        sent = st.form_submit_button("Erase for ever", type="primary")
    forms.cancelled()
    if sent:
        forms.attempt(
            lambda: service().erasing.erase_file(
                who, view.learner_id, view.unit.number, kept.digest, reason=reason
            ),
            f"{kept.name} is erased.",
        )
