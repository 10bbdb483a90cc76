"""The register of assessors and quality assurers: what they hold, so that nobody need countersign."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.choices import apart
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._people.saying import saying, told
from simulator.service.access import Actor
from simulator.service.centre_rules import Standing
from simulator.service.errors import ServiceError

DETAILS = {
    "certified_on": "Certificate of",
    "competence": "Competent in the occupation by",
    "developed_on": "Last CPD",
    "countersigner": "Countersigned by (while not yet qualified)",
    "in_post": "In post from, to",
    "conflict": "Conflict of interest (“none” is an answer)",
}
"""What the register of people in a pack asks for besides, and how it is asked for."""


def assessors(who: Actor) -> None:
    """List who stands in the register, and offer to enter somebody; who stands there is changed alike."""
    rules = service().centre_rules
    with card("assessors"):
        st.header("Register of assessors and quality assurers")
        st.write("Decisions of assessors without a qualification here wait for a countersignature.")
        known = {person: (name, standing) for person, name, standing in rules.assessors(who)}
        for name, standing in known.values():
            st.write(f"{plain_md(name)}: {_words(standing)}")
        with st.expander("Enter an assessor or quality assurer"):
            labels = apart({person: name for person, (name, _) in known.items()})
            person = st.selectbox("Who", list(labels), format_func=labels.__getitem__, key="register_who")
            if person:
                _form(who, person, *known[person])
        told("register")


def _words(standing: Standing) -> str:
    held = standing.qualification if standing.qualified else "not yet qualified"
    return plain_md(" · ".join(x for x in (held, standing.competence) if x))


def _form(who: Actor, person: str, name: str, kept: Standing) -> None:
    with st.form(f"register_form_{person}", border=False):
        title = st.text_input("Job title", value=kept.job_title, max_chars=200)
        held = st.text_input(
            "Qualification and its date (empty: not yet qualified)", value=kept.qualification, max_chars=200
        )
        columns = st.columns(2)
        details = {
            key: columns[n % 2].text_input(words, value=getattr(kept, key), max_chars=200)
            for n, (key, words) in enumerate(DETAILS.items())
        }
        if not st.form_submit_button("Enter"):
            return
        try:
            service().centre_rules.register(
                who, person, qualified=bool(held.strip()), qualification=held, job_title=title, **details
            )
        except ServiceError as fault:
            st.error(str(fault))
        else:
            saying("register")(f"{name} is entered.")
            st.rerun()
