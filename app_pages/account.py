"""Your account: who you are here, changing the password, signing out."""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role
from app_pages._kit.layout import card

who = require_role("learner", "assessor", "tutor", "iqa", "administrator")
st.title("Your account")
with card("account"):
    st.write(f"You are signed in as **{who.name}**, {', '.join(sorted(who.roles))}.")
    st.html(
        '<p><a href="/door/password" target="_self">Change your password</a></p>'
        '<p><a href="/door/sign-out" target="_self">Sign out</a></p>'
    )
