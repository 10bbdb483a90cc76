"""Who works at the centre, and adding somebody: one after the other, each password shown once."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._people.roles import ROLES
from simulator.service.access import Actor
from simulator.service.errors import ServiceError

NAME, LOGIN, HELD, ADDED = "staff_name", "staff_login", "staff_roles", "staff_added"


def staff(who: Actor) -> None:
    """List the staff, and offer to add somebody."""
    with card("staff"):
        st.header("Staff")
        # One element for the whole list: a line more would move the form below, which would then close.
        st.markdown(
            "  \n".join(
                f"{plain_md(shown)}: {', '.join(ROLES[r] for r in ROLES if r in held)}"
                for shown, held in service().people.staff_names(who)
            )
        )
        with st.expander("Add somebody"):
            with st.form("staff_form", border=False):
                st.text_input("Name", key=NAME)
                st.text_input("Sign-in name", key=LOGIN)
                st.pills(
                    "Roles", list(ROLES), selection_mode="multi", format_func=ROLES.__getitem__, key=HELD
                )
                st.form_submit_button("Add", type="primary", on_click=_add, args=(who,))
            with st.container():
                _told()


def _add(who: Actor) -> None:
    """Add whoever was typed in; the fields are empty for the next one only when it was done."""
    state = st.session_state
    try:
        person, password = service().people.add_staff(
            who, state.get(NAME) or "", state.get(LOGIN) or "", frozenset(state.get(HELD) or ())
        )
    except ServiceError as fault:
        state[ADDED] = str(fault)
        return
    state[ADDED] = (person.display_name, person.login_name, password)
    state[NAME], state[LOGIN], state[HELD] = "", "", []


def _told() -> None:
    """Say what came of it: a refusal, or the password that works once."""
    came = st.session_state.pop(ADDED, None)
    if isinstance(came, str):
        st.error(f"{came} Nobody was added.")
    elif came is not None:
        name, login, password = came
        st.success(f"{plain_md(name)} can sign in as {plain_md(login)}.")
        st.write("Hand over this password. It is shown once, and must be changed at the first sign-in:")
        st.code(password, language=None)
