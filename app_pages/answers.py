"""The assessor's page about answers: what was handed in, questions asked in person, what is set."""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._answers import asking, marking, setting
from app_pages._kit import components as kit
from app_pages._kit.css import knowledge_css

MARK, ASK, SET = "Mark", "Ask and discuss", "Set for a class"

who = require_role("assessor")
knowledge_css()
kit.keys_back()
unit = service().library.unit(service().portfolios.units()[0][0])
asking.keep_typed()
section = st.segmented_control(
    "Part", (MARK, ASK, SET), default=MARK, required=True, label_visibility="collapsed", key="answers_part"
)
if section == MARK:
    marking.draw(who, unit)
elif section == ASK:
    st.title("Ask and discuss")
    asking.draw(who, unit)
else:
    st.title("Set for a class")
    setting.draw(who, unit)
