"""The queue: the attempts of an assessor's learners, those whose debrief waits for release first."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from simulator.service.access import Actor
from simulator.service.blind import is_blind
from simulator.service.records import Waiting

WAITING, ALL = "Waiting for release", "All attempts"


def chosen_attempt(who: Actor, place: st.delta_generator.DeltaGenerator) -> str:
    """Draw the queue and return the attempt that is open, or nothing when there is none."""
    rows = service().records.waiting(who)
    unreleased = [r for r in reversed(rows) if _waits(r)]  # who has waited longest comes first
    with place:
        st.header("Waiting for you")
        counts = {WAITING: len(unreleased), ALL: len(rows)}
        wanted = st.selectbox(
            "Show",
            (WAITING, ALL),
            index=0 if unreleased else 1,
            format_func=lambda name: f"{name} ({counts[name]})",
            label_visibility="collapsed",
            key="desk_filter",
        )
        shown = unreleased if wanted == WAITING else list(rows)
        asked = st.query_params.get("attempt", "")
        if asked and asked not in {r.attempt.id for r in shown}:
            shown = [r for r in rows if r.attempt.id == asked] + shown
        if not shown:
            st.write("Nobody is waiting.")
            return asked
        ids = [r.attempt.id for r in shown]
        by_id = {r.attempt.id: r for r in shown}
        if st.session_state.get("desk_attempt") not in ids:
            st.session_state["desk_attempt"] = asked if asked in ids else ids[0]
        return st.radio(
            "Attempt",
            ids,
            format_func=lambda i: plain_md(by_id[i].learner_name),
            captions=[_caption(r) for r in shown],
            label_visibility="collapsed",
            key="desk_attempt",
        )


def _waits(row: Waiting) -> bool:
    return row.attempt.mode == "assessment" and row.attempt.released_at is None


def _caption(row: Waiting) -> str:
    """Say what the attempt was, how long ago, and what stands out in it."""
    parts = [plain_md(row.title), plain_md(_ago(row.attempt.started_at, service().now()))]
    if row.attempt.mode != "assessment":
        parts.append("practice")
    elif not _waits(row):
        parts.append("released")
    hidden = is_blind(row.attempt.id, row.attempt.mode, service().observing.blind_share())
    if hidden:
        parts.append(":material/visibility_off: blind first")
    elif row.contrary:
        parts.append(":red[**✕ contrary**]")
    if row.undecided and not hidden:
        parts.append(f":violet[**? {row.undecided} undecided**]")
    return " · ".join(parts)


def _ago(then: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days < 1:
        return f"today {then.astimezone():%H:%M}"
    return "yesterday" if days == 1 else f"{days} days"
