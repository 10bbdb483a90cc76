"""A learner's unique learner number and their registration with the awarding body: to read, and to enter."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app_pages._access import service
from simulator.model.registration import Registration
from simulator.service.access import Actor
from simulator.service.errors import ServiceError

NOT_RECORDED = "not recorded"


def registration_words(kept: Registration) -> str:
    """Return a registration in a line; what is not recorded says so."""
    on = f", on {kept.on.day} {kept.on:%B %Y}" if kept.on else ""
    number = f"{kept.number}{on}" if kept.number or on else NOT_RECORDED
    return f"ULN {kept.uln or NOT_RECORDED} · registration with the awarding body {number.removeprefix(', ')}"


def registration_form(who: Actor, learner: str, done: Callable[[str], None]) -> None:
    """Ask for the numbers; each may stay empty."""
    kept = service().registrations.of_learner(who, learner)
    with st.form(f"registration_{learner}", border=False):
        left, middle, right = st.columns(3)
        uln = left.text_input(
            "Unique learner number (ULN)", value=kept.uln, max_chars=14, help="Ten digits; may stay empty"
        )
        number = middle.text_input("Awarding body registration", value=kept.number, max_chars=120)
        on = right.date_input("Registered on", value=kept.on, format="DD/MM/YYYY")
        if st.form_submit_button("Keep registration"):
            try:
                service().registrations.register(who, learner, uln=uln, number=number, on=on)
            except ServiceError as fault:
                st.error(str(fault))
            else:
                done("The registration is kept.")
                st.rerun()
