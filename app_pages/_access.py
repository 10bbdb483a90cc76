"""Who is looking at this page: read from the sign-in cookie at every run, and required by role.

Each page begins with ``require_role``; the front door and the navigation are belts to its braces.
"""

from __future__ import annotations

import uuid

import streamlit as st

from app_pages.front_door.routes import COOKIE
from simulator.model.events import Mode
from simulator.service.access import Actor, Role
from simulator.service.errors import ServiceError
from simulator.service.wiring import Service, the_service

MADE_READY = "This call is being made ready, which it needs once. The phone rings within a minute."


def service() -> Service:
    """Return the process's service."""
    return the_service()


def actor() -> Actor | None:
    """Return who is signed in in this browser, or None."""
    token = st.context.cookies.get(COOKIE, "")
    return the_service().people.actor_of(token) if token else None


def require_role(*roles: Role) -> Actor:
    """Return who is signed in when they hold one of the roles; otherwise say so and stop the page."""
    found = actor()
    if found is None:
        st.html('<p>You are signed out. <a href="/door/sign-in" target="_self">Sign in again</a></p>')
        st.stop()
    if not found.may(*roles):
        st.error("This page is not part of your role. Ask your centre's administrator if it should be.")
        st.stop()
    return found


def window() -> str:
    """Return the id of this browser window, so that two windows never act in one call by accident."""
    if "window" not in st.session_state:
        st.session_state["window"] = uuid.uuid4().hex
    return str(st.session_state["window"])


def start_call(who: Actor, scenario_id: str, mode: Mode, task: str | None = None) -> None:
    """Start an attempt, and say why where that takes a while. Raises ``ServiceError``.

    What a caller understands is learnt once for each scenario, in the first minutes of an installation.
    """
    if not service().library.has_reader(scenario_id):
        st.toast(MADE_READY, icon=":material/hourglass_top:", duration="long")
    service().attempts.start(who, scenario_id, mode, window=window(), set_task_id=task)


def take_call(who: Actor, scenario_id: str) -> str:
    """Start a practice call and go to the desk, where its phone rings; return why not, if it cannot be.

    Whoever has a call running is led to it: it may be this one, started before the page was loaded again.
    """
    try:
        start_call(who, scenario_id, "practice")
    except ServiceError as fault:
        running = service().attempts.running(who)
        if running is None:
            return str(fault)
        if running.scenario_id != scenario_id:
            st.session_state["home_fault"] = "The call you chose was not taken: another is still running."
    return st.switch_page("app_pages/home.py")
