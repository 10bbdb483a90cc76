"""Offers a document as files to be saved: each form is set when it is drawn, and one that fails says why."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from simulator.service.errors import ServiceError
from simulator.service.evidence import Printed, PrintForm

_FORMS: tuple[tuple[PrintForm, str], ...] = (("pdf", "Save as PDF"), ("html", "Save as a web page"))


def save_buttons(printed: Callable[[PrintForm], Printed]) -> None:
    """Draw a button for each form in which ``printed`` sets the document."""
    refused: set[str] = set()
    for form, words in _FORMS:
        try:
            with st.spinner("Setting the report…"):
                made = printed(form)
        except ServiceError as fault:
            if str(fault) not in refused:  # what holds for every form is said once
                st.error(str(fault))
            refused.add(str(fault))
            continue
        st.download_button(
            words,
            made.content,
            file_name=made.name,
            mime=made.mime,
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            key=f"save_{form}",
        )
