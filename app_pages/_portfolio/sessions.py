"""What of a portfolio stands around its evidence: the session sheet of a call, registration, blind calls."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._people.registration import registration_form, registration_words
from app_pages._portfolio import forms
from simulator.service.access import Actor
from simulator.service.own_views import Lacking
from simulator.service.portfolios import PortfolioView


def session_words(view: PortfolioView, attempt: str) -> str:
    """Return what the session sheet of a call says, in a line of Markdown."""
    session = view.dossier.session(attempt)
    if session is None:
        return ":gray[Session sheet: not recorded. An assessor fills it in at the marking desk.]"
    said = session.deed
    so = sum(one.so for one in said.realism)
    wrong = "; ".join(one.words for one in said.realism if not one.so)
    return (
        f"Session sheet: supervised by {plain_md(said.supervisor)}, {so} of {len(said.realism)} statements "
        f"of the checklist were so{f' (not: {plain_md(wrong)})' if wrong else ''}. "
        f":gray[Checked by {plain_md(view.name(said.by))}, {day(session.at)}]"
    )


def registration(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw under which numbers the learner is registered; an assessor enters them."""
    with card("registration"):
        st.header("Registration")
        kept = service().registrations.of_learner(who, view.learner_id)
        st.markdown(plain_md(registration_words(kept)))
        if party == "assessor":
            with st.expander("Enter the registration"):
                registration_form(who, view.learner_id, forms.tell)


def blind_calls(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw which calls that are viewed blind first hold the unit up, and which do not; learners see none."""
    if party == "learner" or not who.may("assessor", "iqa"):
        return
    lacking, others = service().deciding.views_missing(who, view.learner_id, view.unit.number)
    for one in lacking:
        name = plain_md(view.name(one.assessor))
        st.markdown(
            f":material/block: {name} decided {', '.join(one.criteria)} by a call that is viewed blind "
            f"first, and has not said what they saw."
        )
        _link(who, one)
    for one in others if not view.dossier.locked else ():
        st.markdown(
            ":gray[:material/visibility_off: Nobody viewed this call first. No decision relies on it, so it "
            "holds nothing up; the pack says so.]"
        )
        _link(who, one)


def _link(who: Actor, one: Lacking) -> None:
    """Lead an assessor to the call at the desk; a quality assurer has none and reads which it is."""
    label = f"{one.reference}, {one.title}"
    if who.may("assessor"):
        icon, query = ":material/fact_check:", {"attempt": one.attempt_id}
        st.page_link("app_pages/desk.py", label=plain_md(label), icon=icon, query_params=query)
    else:
        st.markdown(f":gray[{plain_md(label)}]")
