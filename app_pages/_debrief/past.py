"""The list of a learner's own attempts, and the calm pages: handed in, still running, warm-up done."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day, length
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.model.stretching import stretch_for
from simulator.service.access import Actor
from simulator.service.pace import typing_pace
from simulator.service.records import GIVEN_UP, HANDED_IN, Reviewed

_CHARACTERS_A_WORD = 5


def past_calls(who: Actor) -> None:
    """Draw the learner's attempts, the latest first, each with what became of it."""
    st.title("Your calls")
    attempts = service().attempts.past(who, limit=100)
    if not attempts:
        st.write("No call taken yet. The first one begins at your desk.")
        st.page_link("app_pages/home.py", label="To your desk", icon=":material/home:")
        return
    for attempt in attempts:
        scenario = service().library.find(attempt.scenario_id)
        kind = scenario.kind_of_call if scenario else "A call"
        gone = " · given up" if attempt.status == "abandoned" else ""
        with (
            card(f"past_{attempt.id}"),
            st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
            ),
        ):
            running = attempt.status == "running"
            waits = attempt.mode == "assessment" and attempt.released_at is None
            told = scenario.title if scenario and not running and not waits else kind  # as its debrief does
            st.markdown(
                f"**{plain_md(told)}**  \n{day(attempt.started_at)} · {attempt.mode}{gone}", width="content"
            )
            if running:
                label, page = "Still running: go back to it", "app_pages/call.py"
            elif waits:
                label, page = "Waiting for your assessor", "app_pages/debrief.py"
            else:
                warm_up = attempt.mode == "warm-up"
                label, page = "Warm-up done" if warm_up else "Read the debrief", "app_pages/debrief.py"
            icon = "call" if running else "hourglass_top" if waits else "timeline"
            st.page_link(
                page,
                label=label,
                icon=f":material/{icon}:",
                query_params={"attempt": attempt.id},
                width="content",
            )


def not_open(words: str) -> None:
    """Say calmly why there is no debrief to read yet, and where to go."""
    with card("calm"):
        waits = next((w for w in (HANDED_IN, GIVEN_UP) if words.startswith(w)), "")
        st.title(waits or "Not open yet")
        st.write(
            "Your assessor has the call. Its debrief opens here once they release it." if waits else words
        )
        st.write("Until then you can take a practice call; its debrief opens at once.")
        with st.container(horizontal=True):
            st.page_link("app_pages/home.py", label="To your desk", icon=":material/home:", width="content")
            all_your_calls()


def all_your_calls() -> None:
    """Offer the way back to the list. A link to this same page would leave the address as it was."""
    st.button("All your calls", icon=":material/list:", on_click=st.query_params.clear)


def warm_up_done(reviewed: Reviewed) -> None:
    """A short, friendly page after the warm-up: nothing marked, the pace that was measured, what it does."""
    pace = typing_pace([r.event for r in reviewed.record])
    with card("calm"):
        st.title("You know the desk now")
        st.write(reviewed.marking.opening)
        if pace is None:
            st.write(
                "You typed too few lines to measure your pace, so the usual time limits hold. "
                "Take the warm-up again whenever you like."
            )
        else:
            words = round(pace * 60 / _CHARACTERS_A_WORD)
            st.write(
                f"You answer at about {pace:.1f} characters a second, thinking time included and "
                f"the time to read each line taken off: {words} words a minute. {_what_it_does(pace)}"
            )
        st.write(f"It took {length(reviewed.record[-1].event.t)}.")
        st.page_link("app_pages/home.py", label="To your desk: take a call", icon=":material/call:")


def _what_it_does(pace: float) -> str:
    stretch = stretch_for(pace)
    if stretch == 1:
        return "The time limits hold for you as they are written."
    return (
        f"You get {stretch:g} times the usual time limits, because typing takes longer than speaking, and "
        "the record says so."
    )
