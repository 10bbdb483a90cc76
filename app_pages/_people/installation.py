"""Shows an administrator which reader reads what learners say, and what it lacks. It mends nothing."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.service.access import Actor

LESS = (
    "Learners are understood less well than they should be until that is done; what was read before stands."
)
CURE = "Whoever looks after this computer can do it. The simulator has to be started again afterwards."


def how_lines_are_read(who: Actor) -> None:
    """Draw which reader reads and, in plain words, what it lacks and how that is cured."""
    state = service().installation.reading(who)
    with card("installation"):
        st.header("How lines are read")
        if state.without:
            st.warning(f"{plain_md(state.without)}\n\n{LESS} {CURE}", icon=":material/hearing_disabled:")
        if not state.reader:
            st.write("No reader is ready yet; the first is made ready within a minute of the start.")
        elif not (state.without or state.published):
            st.write("Nothing is missing: what learners type is understood as well as it can be.")
        if state.published:
            st.write("The project's own layers are left out, as this installation was started to do.")
        if state.reader:
            st.caption(f"Version: {plain_md(state.reader)}")
