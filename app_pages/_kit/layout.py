"""Containers with the keys that the style sheets know. It draws no content of its own."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


class Panes(NamedTuple):
    """Three panes side by side; one at a time on a narrow screen."""

    left: DeltaGenerator
    middle: DeltaGenerator
    right: DeltaGenerator


def console_panes() -> Panes:
    """Talk, Log and Act of a running call (37, 33 and 30 % of the width)."""
    return _panes("console_panes", ("pane_talk", "pane_log", "pane_act"), (37.0, 33.0, 30.0))


def desk_panes() -> Panes:
    """Queue, Call and Findings of the marking desk (16, 37 and 47 %)."""
    return _panes("desk_panes", ("pane_queue", "pane_call", "pane_findings"), (16.0, 37.0, 47.0))


def card(key: str) -> DeltaGenerator:
    """A card on the page; `key` must be unique on the page and is prefixed `card_`."""
    return st.container(key=f"card_{key}", border=True)


def grow(key: str) -> DeltaGenerator:
    """A part of a pane that takes the height left over; for a component that scrolls inside."""
    return st.container(key=f"grow_{key}")


def scroll(key: str) -> DeltaGenerator:
    """A part of a pane that takes the height left over and scrolls."""
    return st.container(key=f"scroll_{key}")


def _panes(outer: str, keys: tuple[str, str, str], widths: tuple[float, float, float]) -> Panes:
    with st.container(key=outer):
        columns = st.columns(widths, gap="small")
    left, middle, right = (c.container(key=k, border=True) for c, k in zip(columns, keys, strict=True))
    return Panes(left, middle, right)
