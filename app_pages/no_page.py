"""What is shown at an address that is no page, or none of this person's; it tells nobody which of the two."""

import streamlit as st

from app_pages._access import require_role

require_role("learner", "assessor", "iqa", "tutor", "administrator")
st.title("No page here")
st.write("There is no such page, or it is not part of your role. The address may be mistyped.")
st.html('<p><a href="/" target="_self">Go to your first page</a></p>')
