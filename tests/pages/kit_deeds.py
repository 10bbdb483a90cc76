"""What the gallery remembers in one browser session: deeds done, and how often it ran."""

from __future__ import annotations

from typing import Any

import streamlit as st

S = st.session_state


def deed(kind: str) -> Any:
    def note(*values: Any) -> None:
        S.deeds.append([kind, *values])

    return note
