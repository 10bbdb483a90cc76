"""The learner's knowledge: papers, reports and study; one of them while it is written, or the list."""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.css import knowledge_css
from app_pages._knowledge import listing, sitting

who = require_role("learner")
knowledge_css()
unit = service().library.unit(service().portfolios.units()[0][0])
wanted = st.query_params.get("paper", "")
if wanted:
    sitting.draw(who, unit, wanted)
else:
    listing.draw(who, unit.number)
