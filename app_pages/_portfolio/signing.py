"""Signing off: declaration, registration, what is in the way, the unit's decision, signatures, unlocking."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._portfolio import forms, pack, sessions
from app_pages._portfolio.panels import sign_button, signatures, to_sign
from simulator.model.matrix import Dossier
from simulator.model.portfolio import DECLARATION, UNIT, Party
from simulator.service.access import Actor
from simulator.service.portfolios import PortfolioView


def signing_off(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw the declaration, what is in the way, the unit's decision, its signatures, and unlocking."""
    d, words = view.dossier, view.unit.decision_words
    left, right = st.columns(2)
    with left, card("declaration"):
        st.header("The learner's declaration")
        if d.declaration is None:
            st.write("Not made yet.")
        else:
            said = d.declaration
            st.markdown(
                f"Own work: yes. Sources: {plain_md(said.sources or 'none')}. "
                f"Help: {plain_md(said.help_used)}. Help by programs: {plain_md(said.machine_help)}."
            )
            signatures(view, DECLARATION)
        if party == "learner" and not d.locked:
            _declare(who, view)
    with left:
        sessions.registration(who, view, party)
    with right, card("unit"):
        st.header(f"Unit {view.unit.number}")
        for sentence in view.matrix.blocking:
            st.markdown(f":material/block: {plain_md(sentence)}")
        sessions.blind_calls(who, view, party)
        if d.unit is None and not view.matrix.blocking:
            st.write("Nothing stands in the way of a decision on the unit: an assessor makes it.")
        if d.unit is not None:
            value = words.unit_yes if d.unit.deed.competent else words.unit_no
            by = plain_md(view.name(d.unit.deed.by))
            st.markdown(f"**{value}** · {by}, {day(d.unit.at)}  \n{plain_md(d.unit.deed.reason)}")
            signatures(view, UNIT)
            if d.unit_refused is not None:
                name = plain_md(view.name(d.unit_refused.by))
                st.markdown(
                    f":red[✕ **{name} does not agree as countersigner: the decision does not hold.** An "
                    "assessor decides the unit again.]"
                )
            if missing := unit_waits_for(d):
                st.markdown(f":violet[:material/hourglass_top: Waits for {plain_md(missing)}]")
        if d.locked:
            st.markdown(":green[:material/lock: Signed by everybody, and locked]")
        _unit_deeds(who, view, party)


_SIGNATURES: dict[Party, str] = {
    "assessor": "the assessor's signature",
    "learner": "the learner's signature",
    "countersigner": "a qualified assessor's countersignature",
}


def unit_waits_for(dossier: Dossier) -> str:
    """Return whose signatures a decided unit still waits for, in words; nothing when it has them all."""
    if dossier.unit is None:
        return ""
    return " and ".join(_SIGNATURES[p] for p in dossier.unit_signers if dossier.signed(UNIT, p) is None)


def _unit_deeds(who: Actor, view: PortfolioView, party: str) -> None:
    d = view.dossier
    with st.container(horizontal=True):
        if party == "assessor" and not d.locked and st.button("Decide the unit", type="primary"):
            forms.decide_unit(who, view)
        if party and d.unit is not None:
            sign_button(who, view, [UNIT], "sign_unit")
        if _may_countersign_unit(who, view, party) and st.button("Countersign the unit"):
            forms.sign(who, view, {UNIT: ""}, "countersigner")
        waiting = to_sign(who, view, "learner") if party == "learner" else []
        named = "1 decision" if len(waiting) == 1 else f"{len(waiting)} decisions"
        if waiting and st.button(f"Sign {named}", key="sign_decisions"):
            forms.sign(who, view, dict.fromkeys(waiting, ""), "learner")
    if party != "learner":
        pack.offer(who, view)
    if who.may("iqa") and not party and d.locked:
        reason = st.text_input("Why it is unlocked")
        if st.button("Unlock: every signature of the unit becomes void"):
            forms.attempt(
                lambda: service().deciding.unlock(who, view.learner_id, view.unit.number, reason), "Unlocked."
            )
    for _, at, unlocked in d.unlocks:
        st.markdown(
            f":gray[Unlocked by {plain_md(view.name(unlocked.by))}, {day(at)}: {plain_md(unlocked.reason)}]"
        )


def _may_countersign_unit(who: Actor, view: PortfolioView, party: str) -> bool:
    """Tell whether the unit waits for this assessor's countersignature: qualified, and not who decided."""
    d = view.dossier
    if party != "assessor" or d.unit is None or not d.decided_untrained or d.locked:
        return False
    qualified = service().centre_rules.standing_of(who.person_id).qualified
    open_still = d.signed(UNIT, "countersigner") is None or d.unit_refused is not None
    return qualified and d.unit.deed.by != who.person_id and open_still


def _declare(who: Actor, view: PortfolioView) -> None:
    with st.form("declare", border=False):
        own = st.checkbox("Everything here is my own work, and is handed in nowhere else.")
        checks = st.checkbox("Quality assurers may see it.")
        appeals = st.checkbox("I know how to appeal against a decision.")
        sources = st.text_input("Sources that I used")
        helped = st.text_input("Help that I had from people (or “none”)")
        machine = st.text_input("Help that I had from programs (or “none”)")
        if st.form_submit_button("Declare"):
            forms.attempt(
                lambda: service().gathering.declare(
                    who,
                    view.learner_id,
                    view.unit.number,
                    own_work=own,
                    sources=sources,
                    help_used=helped,
                    machine_help=machine,
                    quality_checks=checks,
                    appeals=appeals,
                ),
                "Declared. Sign it with your password.",
            )
    if view.dossier.declaration is not None:
        sign_button(who, view, [DECLARATION], "sign_declaration")
