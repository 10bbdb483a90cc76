"""The register of witnesses on the portfolio page, and how entries of it were put right."""

from __future__ import annotations

import streamlit as st

from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._portfolio import forms
from simulator.model.planned import WitnessRegistered
from simulator.service.access import Actor
from simulator.service.portfolios import PortfolioView


def draw(who: Actor, view: PortfolioView, *, may_correct: bool) -> None:
    """Draw the register of witnesses, and how entries of it were put right."""
    d = view.dossier
    if not d.witnesses and not d.corrections:
        return
    with st.expander(f"Register of witnesses ({len(d.witnesses)})"):
        for w in d.witnesses:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain_md(witness_words(w)), width="stretch")
                if may_correct and st.button("Correct", key=f"correct_{w.witness}", help=f"Correct {w.name}"):
                    forms.correct_witness(who, view, w)
        for c in d.corrections:
            now = "struck out" if c.deed.struck else f"now: {witness_words(c.deed.entry)}"
            st.markdown(
                f":gray[Corrected by {plain_md(view.name(c.deed.by))}, {day(c.at)}: "
                f"{plain_md(c.deed.reason)}. Before: {plain_md(witness_words(c.before))}; {plain_md(now)}]"
            )


def witness_words(one: WitnessRegistered) -> str:
    """Return an entry of the register of witnesses in a line."""
    expert = f", expert: {one.qualification}" if one.expert else ""
    place = f", {one.organisation}" if one.organisation else ""
    return f"{one.name}, {one.role}{place} ({one.relationship or 'relation not said'}{expert})"
