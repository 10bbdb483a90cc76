"""Taking a portfolio in that another installation made: its pack, that centre's public key, and a class."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.importing import LARGEST_MB
from simulator.service.people import ClassView


def taking_in(who: Actor, classes: tuple[ClassView, ...]) -> None:
    """Offer to take a pack in; say what entered, or every reason why nothing did."""
    with card("taking_in"):
        st.header("Take a portfolio in")
        if not classes:
            st.write("Open a class first: whoever comes with a pack joins it.")
            return
        with st.expander("From a pack of another centre"), st.form("take_in", border=False):
            pack = st.file_uploader("The pack (ZIP)", type=["zip"], max_upload_size=LARGEST_MB)
            key = st.file_uploader(
                "Public key of the centre that made it (PEM)", type=["pem"], max_upload_size=1
            )
            into = st.selectbox("Class to join", classes, format_func=lambda c: c.name)
            login = st.text_input("Another sign-in name, if the pack's is taken here", max_chars=60)
            sent = st.form_submit_button("Check it and take it in")
        if sent and pack and key:
            _take(who, pack.getvalue(), key.getvalue(), into, login)
        elif sent:
            st.error("Choose the pack and the public key.")


def _take(who: Actor, pack: bytes, key: bytes, into: ClassView, login: str) -> None:
    try:
        with st.spinner("Checking every file, and marking every attempt again…"):
            done = service().importing.take_in(who, pack, key, into.id, login=login)
    except ServiceError as fault:
        st.error(str(fault))
        return
    told = ((done.attempts, "attempt"), (done.papers, "paper"), (done.files, "file"))
    entered = ", ".join(f"{n} {word if n == 1 else word + 's'}" for n, word in told)
    st.success(
        f"{done.learner_name} is in {into.name}: {entered}, and of the portfolio's record {done.events} "
        "events. A pack that was here already adds nothing."
    )
    if done.password:
        st.write(f"Sign-in name {plain_md(done.login)}. Hand over this password; it is shown once:")
        st.code(done.password, language=None)
    for note in done.notes:
        st.warning(note)
