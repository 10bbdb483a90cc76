"""The queue: what an assessor's learners handed in, calls or answers; who waited longest for release first.

A list of hundreds is drawn a page at a time, and what stands out in a call is looked up for that page alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
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

WAITING = "To be released"
EVERYBODY = "Every learner"
PAGE = 20


@dataclass(frozen=True)
class Handed:
    """One thing in a queue: whose, and when it was begun."""

    id: str
    learner_name: str
    at: datetime


def chosen_of(
    rows: Sequence[Handed],
    waiting: Sequence[Handed],
    captions: Callable[[Sequence[str], Set[str]], Mapping[str, str]],
    *,
    everything: str,
    asked: str,
    key: str,
) -> str:
    """Draw a queue and return the id of what is open, or ``asked`` when there is nothing to choose.

    ``captions`` tells what stands below the names of one page, given its ids and which of them have the
    date beside the name, because two read alike; ``everything`` names the list of all; ``asked`` is what
    the address names, shown whatever is filtered.
    """
    shown = _wanted(rows, waiting, everything, key)
    if asked and asked not in shown:
        shown = {r.id: r for r in rows if r.id == asked} | shown
    if not shown:
        st.write("Nobody is waiting.")
        return asked
    order = list(shown)
    state, chosen, named, page = st.session_state, f"{key}_chosen", f"{key}_named", f"{key}_page"
    opened = state.get(chosen) or state.get(named)
    if asked in shown and asked != state.get(named):  # a link led here, in the same window
        opened = asked
        state[page] = order.index(asked) // PAGE
    if opened not in shown:
        opened = order[0]
        state[page] = 0
    last = (len(order) - 1) // PAGE
    state[page] = min(state.get(page, 0), last)
    first = state[page] * PAGE
    here = order[first : first + PAGE]
    state[named] = opened  # what the page then writes into the address
    state[chosen] = opened if opened in here else None
    names = {i: plain_md(shown[i].learner_name) for i in here}
    labels = apart(names, {i: plain_md(day(shown[i].at)) for i in here})
    told = captions(here, {i for i in here if labels[i] != names[i]})
    st.radio(
        "Handed in",
        here,
        index=None,
        format_func=labels.__getitem__,
        captions=[told.get(i, "") for i in here],
        label_visibility="collapsed",
        key=chosen,
    )
    if last:
        _pager(page, last, f"{first + 1} to {first + len(here)} of {len(order)}")
    return opened


def _wanted(
    rows: Sequence[Handed], waiting: Sequence[Handed], everything: str, key: str
) -> dict[str, Handed]:
    """Draw what narrows a queue, and return what is left of it by id."""
    counts = {WAITING: len(waiting), everything: len(rows)}
    filtered = st.selectbox(
        "Show",
        (WAITING, everything),
        index=0 if waiting else 1,
        format_func=lambda name: f"{name} ({counts[name]})",
        label_visibility="collapsed",
        key=f"{key}_filter",
    )
    found = waiting if filtered == WAITING else rows
    names = sorted({r.learner_name for r in found}, key=str.casefold)
    if len(found) > PAGE and len(names) > 1:
        whose = st.selectbox("Learner", (EVERYBODY, *names), label_visibility="collapsed", key=f"{key}_whose")
        found = [r for r in found if whose in (EVERYBODY, r.learner_name)]
    return {r.id: r for r in found}


def _pager(page: str, last: int, words: str) -> None:
    """Draw which part of a list this is, and what leads to the parts before and after it."""

    def turn(by: int) -> None:
        st.session_state[page] = min(max(st.session_state[page] + by, 0), last)

    at = st.session_state[page]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Previous", key=f"{page}_previous", on_click=turn, args=(-1,), disabled=at == 0)
        st.button("Next", key=f"{page}_next", on_click=turn, args=(1,), disabled=at == last)
        st.markdown(f":gray[{words}]", width="content")


def chosen_attempt(who: Actor, place: st.delta_generator.DeltaGenerator) -> str:
    """Draw the queue of calls and return the attempt that is open, or nothing when there is none."""
    records = service().records
    queued = records.queue(who)
    names = records.names(queued)
    rows = {a.id: Handed(a.id, names.get(a.learner_id, ""), a.started_at) for a in queued}
    waiting = [rows[a.id] for a in reversed(records.queue(who, awaiting_release=True)) if a.id in rows]
    with place:
        st.header("Attempts")
        return chosen_of(
            list(rows.values()),
            waiting,
            lambda ids, dated: {
                r.attempt.id: _caption(r, dated=r.attempt.id in dated) for r in records.waiting(who, only=ids)
            },
            everything="All attempts",
            asked=st.query_params.get("attempt", ""),
            key="desk",
        )


def _caption(row: Waiting, *, dated: bool) -> str:
    """Say what the attempt was, how long ago unless its date stands above, and what stands out in it."""
    parts = [plain_md(row.title)]
    if not dated:
        parts.append(plain_md(_ago(row.attempt.started_at, service().now())))
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
    return "yesterday" if days == 1 else f"{days} days ago"
