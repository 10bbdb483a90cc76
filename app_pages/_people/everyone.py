"""One person at a time, for administrators: their names, roles, sign-in, and the classes they belong to."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._people.erasing_words import erasing_words
from app_pages._people.registration import registration_form
from app_pages._people.roles import ALL_ROLES
from app_pages._people.saying import Say
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.everybody import Somebody
from simulator.service.people import ClassView


def everyone(who: Actor, classes: tuple[ClassView, ...], say: Say) -> None:
    """Choose somebody, and change what is kept of them."""
    with card("everyone"):
        st.header("People")
        names = dict(service().everybody.listed(who))
        ids, kept = list(names), st.session_state.get("person_kept")
        chosen = st.selectbox(
            "Whose entry",
            ids,
            index=ids.index(kept) if kept in names else None,
            format_func=lambda one: names.get(one, ""),
            placeholder="Choose, or type a part of a name",
            key=f"person_chosen_{st.session_state.get('person_turn', 0)}",
        )
        st.session_state["person_kept"] = chosen
        if chosen is not None:
            person = service().everybody.somebody(who, chosen)
            _names_and_roles(who, person, say)
            _classes(who, person, classes, say)
            _sign_in(who, person, say)
            if "learner" in person.roles and person.id != who.person_id:
                registration_form(who, person.id, say)
                erasing_words(who, person, say)


def _names_and_roles(who: Actor, person: Somebody, say: Say) -> None:
    with st.form(f"person_{person.id}", border=False):
        left, right = st.columns(2)
        name = left.text_input("Name", value=person.name, max_chars=120, key=f"name_{person.id}")
        login = right.text_input("Sign-in name", value=person.login, max_chars=60, key=f"login_{person.id}")
        roles = st.pills(
            "Roles",
            list(ALL_ROLES),
            selection_mode="multi",
            default=[r for r in ALL_ROLES if r in person.roles],
            format_func=ALL_ROLES.__getitem__,
            key=f"roles_{person.id}",
        )
        if st.form_submit_button("Keep these changes", type="primary"):
            _try(lambda: _keep(who, person, name, login, frozenset(roles or [])), say)


def _keep(who: Actor, person: Somebody, name: str, login: str, roles: frozenset[str]) -> str:
    everybody = service().everybody
    if roles != person.roles:
        everybody.set_roles(who, person.id, roles)  # type: ignore[arg-type]
    if (name, login) != (person.name, person.login):
        everybody.rename(who, person.id, name, login)
    return f"The entry of {name} is kept."


def _classes(who: Actor, person: Somebody, classes: tuple[ClassView, ...], say: Say) -> None:
    everybody = service().everybody
    for class_id, name in person.member_of:
        if _row(f"Learner in **{plain_md(name)}**", "Withdraw", name, f"{person.id}_{class_id}"):
            words = f"{person.name} is no longer in {name}. Their calls stay."
            _try(lambda c=class_id: everybody.withdraw(who, c, person.id), say, words)  # type: ignore[misc]
    for class_id, name in person.assesses:
        if _row(f"Looks after **{plain_md(name)}**", "Relieve", name, f"{person.id}_{class_id}"):
            words = f"{person.name} no longer looks after {name}."
            _try(lambda c=class_id: everybody.relieve(who, c, person.id), say, words)  # type: ignore[misc]
    others = [c for c in classes if c.id not in {i for i, _ in person.assesses}]
    if "assessor" in person.roles and others:
        with (
            st.form(f"assess_{person.id}", border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            into = st.selectbox("Also looks after", others, format_func=lambda c: c.name, index=None)
            if st.form_submit_button("Let them look after it") and into is not None:
                _try(
                    lambda: everybody.let_assess(who, into.id, person.id),
                    say,
                    f"{person.name} looks after {into.name} now.",
                )


def _row(words: str, verb: str, name: str, key: str) -> bool:
    """Draw one class with its button; return whether it was pressed."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="content")
        return st.button(verb, help=f"{verb} from {name}", key=f"{verb}_{key}")


def _sign_in(who: Actor, person: Somebody, say: Say) -> None:
    everybody = service().everybody
    with st.container(horizontal=True, vertical_alignment="center"):
        if person.active:
            if st.button("Give a new password", key=f"pw_{person.id}"):
                given = everybody.give_password(who, person.id)
                st.write("Hand this over. It is shown once, and must be changed at the first sign-in:")
                st.code(given, language=None)
            if st.button("Make inactive", key=f"off_{person.id}"):
                _try(
                    lambda: everybody.set_active(who, person.id, False),
                    say,
                    f"{person.name} can no longer sign in. What they did stays.",
                )
        else:
            st.markdown("Inactive: cannot sign in. What they did stays.", width="content")
            if st.button("Make active again", key=f"on_{person.id}"):
                _try(
                    lambda: everybody.set_active(who, person.id, True),
                    say,
                    f"{person.name} can sign in again.",
                )


def _try(deed: Callable[[], str | None], say: Say, words: str = "") -> None:
    try:
        said = deed()
    except ServiceError as fault:
        st.error(str(fault))
        return
    say(said or words)
    # The list goes by the words that it shows: after a change a fresh one is drawn, the same person chosen.
    st.session_state["person_turn"] = st.session_state.get("person_turn", 0) + 1
    st.rerun()
