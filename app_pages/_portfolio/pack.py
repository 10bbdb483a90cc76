"""The whole portfolio as one signed file to take along, and the key that proves it."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.portfolios import PortfolioView


def offer(who: Actor, view: PortfolioView) -> None:
    """Offer the whole portfolio as one signed file, and the key that proves it."""
    bare = st.checkbox("Without other people's names in transcripts", key="pack_bare")
    if st.button("Make the pack", icon=":material/inventory_2:"):
        try:
            with st.spinner("Setting the pack…"):
                made = service().packs.pack(who, view.learner_id, view.unit.number, without_names=bare)
        except ServiceError as fault:
            st.error(str(fault))
            return
        st.download_button(
            f"Save {made.name}", made.content, file_name=made.name, mime=made.mime, on_click="ignore"
        )
        st.download_button(
            "Save the centre's public key",
            service().packs.public_key(),
            file_name="centre-public-key.pem",
            mime="application/x-pem-file",
            on_click="ignore",
        )
