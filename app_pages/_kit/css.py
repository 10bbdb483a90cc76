"""Styles that Streamlit's theme cannot give, one function per screen. It never draws content."""

from __future__ import annotations

import streamlit as st

from app_pages._kit.mounting import read_asset

_PANES = read_asset("panes.css")
_SHEETS = {
    name: read_asset(f"{name}.css")
    for name in ("page", "home", "debrief", "scenarios", "portfolio", "knowledge", "watch")
} | {name: _PANES + read_asset(f"{name}.css") for name in ("console", "desk")}


def apply_css() -> None:
    """The part that every page needs: cards, text at full strength, why a line was read so. Call it first."""
    _sheet("page")


def console_css() -> None:
    """A running call: no header, panes that fill the window, one pane at a time up to 900 px.

    Draw `container(key="console_top")`, then `container(key="console_panes")` holding three columns with
    containers keyed pane_talk, pane_log and pane_act. In a pane, a container whose key begins with
    `grow_` takes the height that is left; one whose key begins with `scroll_` also scrolls. Components
    that fill a pane (transcript, log form) go into a `grow_` container.
    """
    _sheet("console")


def desk_css() -> None:
    """The marking desk: as the console; keys desk_panes, pane_queue, pane_call, pane_findings."""
    _sheet("desk")


def home_css() -> None:
    """The learner's home: the hero panels, keyed hero_calm or hero_ringing."""
    _sheet("home")


def debrief_css() -> None:
    """The debrief: opening panel, findings, the fact's journey as cards on a phone."""
    _sheet("debrief")


def scenarios_css() -> None:
    """The tutor's scenarios: the matrix of proofs, and faults."""
    _sheet("scenarios")


def portfolio_css() -> None:
    """A portfolio: the matrix of criteria against evidence, void signatures in sight."""
    _sheet("portfolio")


def watch_css() -> None:
    """Watching a call: the lines scroll inside their card, and the markers stay in sight beside them."""
    _sheet("watch")


def knowledge_css() -> None:
    """Papers and answers: questions, what is shown beside them, the words that were found marked."""
    _sheet("knowledge")


def _sheet(name: str) -> None:
    st.html(f"<style>{_SHEETS[name]}</style>")
