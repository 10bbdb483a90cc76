"""The centre's logo, as packs and editable forms bear it."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.layout import card
from simulator.service.access import Actor
from simulator.service.centre_logo import LARGEST_MB
from simulator.service.errors import ServiceError


def logo(who: Actor) -> None:
    """Show the logo and let it be replaced or taken away."""
    evidence = service().evidence
    with card("logo"):
        st.header("Logo")
        kept = evidence.logo(who)
        if kept:
            st.image(kept, caption="As packs and forms bear it")
        else:
            st.write("Packs and forms bear the centre's name alone.")
        with st.form("logo_form", border=False, clear_on_submit=True):
            picture = st.file_uploader(
                "Picture (PNG or JPEG)", type=["png", "jpg", "jpeg"], max_upload_size=LARGEST_MB
            )
            keep = st.form_submit_button("Keep this logo")
        gone = bool(kept) and st.button("Take the logo away")
        if (keep and picture) or gone:
            try:
                evidence.keep_logo(who, picture.getvalue() if keep and picture else b"")
            except ServiceError as fault:
                st.error(str(fault))
            else:
                st.rerun()
