"""The debrief: a learner's own calls, and one of them read from its first sentence to the next goal."""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service, take_call, window
from app_pages._debrief import assessor, reading
from app_pages._debrief.drawn import act_labels, read_by
from app_pages._debrief.past import all_your_calls, not_open, past_calls, warm_up_done
from app_pages._kit.css import debrief_css
from app_pages._kit.drawing import plain_md
from simulator.service.errors import CannotDo, ServiceError
from simulator.service.reviewing import review

who = require_role("learner")
debrief_css()
wanted = st.query_params.get("attempt", "")
if not wanted:
    past_calls(who)
    st.stop()
# A link to this very page gives its parameter to one run only: written back, a reload finds the same call.
st.query_params["attempt"] = wanted
try:
    reviewed = service().records.debrief(who, wanted)
except CannotDo as calm:
    not_open(str(calm))
    st.stop()
except ServiceError as fault:
    st.title("No such call")
    st.write(str(fault))
    all_your_calls()
    st.stop()
if reviewed.attempt.mode == "warm-up":
    warm_up_done(reviewed)
    st.stop()

if st.session_state.get("debrief_of") != wanted:
    for name in ("debrief_moment", "debrief_open"):
        st.session_state.pop(name, None)
    st.session_state["debrief_of"] = wanted
found = review(reviewed, act_labels(reviewed.attempt.scenario_id))
told = service().telling_back.of_call(who, wanted)
moment = st.session_state.get("debrief_moment")
if reading.top(reviewed, found):
    st.error(take_call(who, reviewed.attempt.scenario_id))
reading.opening(found)
assessor.said(reviewed, found, told)
reading.older_rules(reviewed)
reading.second_by_second(found, moment)
left, right = st.columns(2, gap="medium")
with left:
    reading.findings(found, st.session_state.get("debrief_open"), told)
with right:
    again = reading.the_call(reviewed, found, moment, told)
if again is not None:
    try:
        begun = service().trying.from_moment(who, wanted, again, window=window())
    except ServiceError as fault:
        if service().attempts.running(who) is not None:
            st.switch_page("app_pages/home.py")
        st.error(str(fault))
    else:
        st.switch_page("app_pages/call.py", query_params={"attempt": begun})
below_left, below_right = st.columns([3, 2], gap="medium")
with below_left:
    reading.where_facts_went(found)
with below_right:
    reading.what_happened_next(found)
    reading.one_goal(who, found, wanted)
st.caption(plain_md(read_by(reviewed.attempt.reader_version)))
