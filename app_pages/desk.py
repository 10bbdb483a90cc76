"""The marking desk: the queue, one attempt's replay beside its provisional findings, release and evidence.

An assessor answers indicators here. Nothing on this page decides a criterion.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._debrief.drawn import act_labels
from app_pages._desk import erased, panes
from app_pages._desk.queue import chosen_attempt
from app_pages._kit import components as kit
from app_pages._kit.css import desk_css
from app_pages._kit.layout import desk_panes
from simulator.service.erased import ErasedInPartError
from simulator.service.errors import ServiceError
from simulator.service.reviewing import review

who = require_role("assessor")
desk_css()
head = st.container(
    key="desk_top", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
)
kit.keys_back()
kit.pane_switch({"queue": "Queue", "call": "Call", "findings": "Findings"}, key="switch")
places = desk_panes()
wanted = chosen_attempt(who, places.left)
if not wanted:
    head.title("Marking desk")
    places.middle.write("Calls of your learners appear here when they have ended.")
    with places.middle:
        st.page_link(
            "app_pages/people.py", label="Classes: the code by which learners join", icon=":material/groups:"
        )
    places.right.write("Open an attempt to see what the machine found.")
    st.stop()
try:
    reviewed = service().records.open_attempt(who, wanted)
except ErasedInPartError as gone:
    head.title("A record erased in part")
    st.query_params["attempt"] = wanted
    erased.draw(gone.remains, places.middle, places.right)
    st.stop()
except ServiceError as fault:
    head.title("Marking desk")
    places.middle.error(str(fault))
    st.stop()
if st.session_state.get("desk_of") != wanted:
    for name in ("desk_criterion", "desk_moment", "desk_retag"):
        st.session_state.pop(name, None)
    st.session_state["desk_of"] = wanted
st.query_params["attempt"] = wanted
found = review(reviewed, act_labels(reviewed.attempt.scenario_id), "others")
with head:
    panes.title_row(who, reviewed, found)
with places.middle:
    panes.replay(who, reviewed, found)
with places.right:
    if said := st.session_state.pop("portfolio_said", ""):
        st.success(said)
    refused = st.session_state.pop("desk_fault", "")
    if refused:
        st.error(refused)
    panes.findings(who, reviewed, found)
