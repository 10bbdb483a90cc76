"""What a verifier looks for first: the centre's number, the qualification, and who assures its quality."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.choices import apart
from app_pages._kit.layout import card
from app_pages._people.saying import Say
from simulator.service.access import Actor
from simulator.service.errors import ServiceError


def details(who: Actor, say: Say) -> None:
    """The centre's number and site, and for each unit its qualification and quality assurers."""
    kept = service().registrations.details()
    with card("details"):
        st.header("For awarding bodies and verifiers")
        st.write("Packs print this on their cover. What is left empty is printed as not recorded.")
        with st.form("details_form", border=False):
            left, right = st.columns(2)
            number = left.text_input("Centre number", value=kept.number, max_chars=120)
            site = right.text_input("Site", value=kept.site, max_chars=120)
            if st.form_submit_button("Keep number and site"):
                service().registrations.keep_details(who, number, site)
                say("Packs now print this number and site.")
                st.rerun()
        for unit, title in service().portfolios.units():
            _qualification(who, unit, title, say)


def _qualification(who: Actor, unit: str, title: str, say: Say) -> None:
    kept = service().registrations.qualification(unit)
    people = {"": "Not recorded", **apart(dict(service().registrations.quality_assurers(who)))}
    st.html(f'<h3 class="small">Unit {unit}</h3>')
    with st.form(f"qualification_{unit}", border=False):
        name = st.text_input("Qualification it is assessed for", value=kept.title, max_chars=120)
        left, right = st.columns(2)
        number = left.text_input(
            "Qualification number (QAN)", value=kept.number, placeholder="601/2345/6", max_chars=20
        )
        body_number = right.text_input("Awarding body's number", value=kept.body_number, max_chars=120)
        assurer = left.selectbox(
            "Internal quality assurer",
            list(people),
            index=list(people).index(kept.assurer) if kept.assurer in people else 0,
            format_func=people.__getitem__,
        )
        external = right.text_input("External quality assurer", value=kept.external_assurer, max_chars=120)
        if st.form_submit_button("Keep the qualification"):
            try:
                service().registrations.keep_qualification(
                    who,
                    unit,
                    title=name,
                    number=number,
                    body_number=body_number,
                    assurer=assurer,
                    external_assurer=external,
                )
            except ServiceError as fault:
                st.error(str(fault))
            else:
                say(f"The qualification of unit {unit}, {title}, is kept.")
                st.rerun()
