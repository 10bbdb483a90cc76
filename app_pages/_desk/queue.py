"""The queue: what an assessor's learners handed in, calls or answers; what waits for release first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.choices import apart
from app_pages._kit.drawing import plain_md
from simulator.service.access import Actor
from simulator.service.blind import is_blind
from simulator.service.records import Waiting

WAITING = "Waiting for release"


@dataclass(frozen=True)
class Handed:
    """One thing in a queue: whose, when it was begun, and what stands below the name."""

    id: str
    learner_name: str
    at: datetime
    caption: str


def chosen_of(
    rows: Sequence[Handed], waiting: Sequence[Handed], *, everything: str, asked: str, key: str
) -> str:
    """Draw a queue and return the id of what is open, or ``asked`` when there is nothing to choose.

    ``everything`` names the list of all; ``asked`` is what the address names, shown whatever is filtered.
    """
    counts = {WAITING: len(waiting), everything: len(rows)}
    wanted = st.selectbox(
        "Show",
        (WAITING, everything),
        index=0 if waiting else 1,
        format_func=lambda name: f"{name} ({counts[name]})",
        label_visibility="collapsed",
        key=f"{key}_filter",
    )
    shown = {r.id: r for r in (waiting if wanted == WAITING else rows)}
    if asked and asked not in shown:
        shown = {r.id: r for r in rows if r.id == asked} | shown
    if not shown:
        st.write("Nobody is waiting.")
        return asked
    chosen, named = f"{key}_chosen", f"{key}_named"
    if asked in shown and asked != st.session_state.get(named):  # a link led here, in the same window
        st.session_state[chosen] = asked
    if st.session_state.get(chosen) not in shown:
        st.session_state[chosen] = asked if asked in shown else next(iter(shown))
    labels = apart(
        {r.id: plain_md(r.learner_name) for r in shown.values()},
        {r.id: plain_md(day(r.at)) for r in shown.values()},
    )
    st.session_state[named] = st.session_state[chosen]  # what the page then writes into the address
    return st.radio(
        "Handed in",
        list(shown),
        format_func=labels.__getitem__,
        captions=[r.caption for r in shown.values()],
        label_visibility="collapsed",
        key=chosen,
    )


def chosen_attempt(who: Actor, place: st.delta_generator.DeltaGenerator) -> str:
    """Draw the queue of calls and return the attempt that is open, or nothing when there is none."""
    rows = service().records.waiting(who)
    handed = {r.attempt.id: _handed(r) for r in rows}
    unreleased = [handed[r.attempt.id] for r in reversed(rows) if _waits(r)]  # who waited longest first
    with place:
        st.header("Waiting for you")
        return chosen_of(
            list(handed.values()),
            unreleased,
            everything="All attempts",
            asked=st.query_params.get("attempt", ""),
            key="desk",
        )


def _handed(row: Waiting) -> Handed:
    return Handed(row.attempt.id, row.learner_name, row.attempt.started_at, _caption(row))


def _waits(row: Waiting) -> bool:
    return row.attempt.mode == "assessment" and row.attempt.released_at is None and not row.erased


def _caption(row: Waiting) -> str:
    """Say what the attempt was, how long ago, and what stands out in it."""
    parts = [plain_md(row.title), plain_md(_ago(row.attempt.started_at, service().now()))]
    if row.attempt.mode != "assessment":
        parts.append("practice")
    elif row.attempt.released_at is not None:
        parts.append("released")
    if row.erased:
        parts.append(":red[**erased in part**]")
    if row.attempt.status == "abandoned":
        parts.append("**given up**")
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
