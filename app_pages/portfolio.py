"""A learner's portfolio for one unit: the matrix, evidence, plans, decisions and signatures.

Software proposes nothing here: what stands on this page was entered, decided or signed by somebody.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit import components as kit
from app_pages._kit.choices import standing
from app_pages._kit.css import portfolio_css
from app_pages._kit.drawing import plain_md
from app_pages._portfolio import matrix, panels, profile, signing
from simulator.service.errors import NotAllowed, ServiceError

MATRIX, EVIDENCE, PLANS, SIGN = "Matrix", "Evidence", "Plans and feedback", "Sign off"
PROFILE = "Profile"
# The parts of the page by how an address names them. (A string that stood here would be drawn on the page.)
PARTS = {"matrix": MATRIX, "profile": PROFILE, "evidence": EVIDENCE, "plans": PLANS, "sign-off": SIGN}

who = require_role("learner", "assessor", "iqa")
portfolio_css()
kit.keys_back()
portfolios = service().portfolios
unit = portfolios.units()[0][0]
own = who.may("learner")
learner = who.person_id if own else ""
head = st.container(
    horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="portfolio_top"
)
name_first = head.container(width="content", key="portfolio_name")  # where every other page has its title
if not own or who.may("assessor", "iqa"):
    offered = dict(portfolios.learners(who)) if who.may("assessor", "iqa") else {}
    if own:
        offered = {who.person_id: f"{who.name} (you)", **offered}
    if not offered:
        st.title("Portfolios")
        st.write("Portfolios of your learners appear here once they have joined a class of yours.")
        st.stop()
    asked = st.query_params.get("learner", "")
    if st.session_state.get("portfolio_learner") not in offered:
        st.session_state["portfolio_learner"] = asked if asked in offered else next(iter(offered))
    with head:
        learner = st.selectbox(
            "Learner",
            list(offered),
            format_func=offered.__getitem__,
            label_visibility="collapsed",
            key="portfolio_learner",
            width=280,
        )
try:
    view = portfolios.view(who, learner, unit)
except ServiceError as fault:
    st.error(str(fault))
    st.stop()
try:
    party = str(portfolios.part_of(who, learner))
except NotAllowed:
    party = ""
st.query_params["learner"] = learner
linked = PARTS.get(
    st.query_params.get("part", ""), MATRIX
)  # whoever follows a link is shown what it leads to
section = standing(
    st.session_state, "portfolio_part", tuple(PARTS.values()), lambda: linked, of=f"{learner} {linked}"
)
name_first.title(f"{plain_md(view.learner_name)} · unit {view.unit.number}", width="content")
with head:
    st.segmented_control(
        "Part",
        tuple(PARTS.values()),
        default=section,
        required=True,
        label_visibility="collapsed",
        key="portfolio_part",
    )
st.query_params["part"] = next(name for name, words in PARTS.items() if words == section)
if "portfolio_said" in st.session_state:
    st.success(st.session_state.pop("portfolio_said"))
if view.dossier.locked:
    st.markdown(":green[:material/lock: Signed by everybody, and locked.]")
if section == MATRIX:
    left, right = st.columns([70, 30], gap="small")
    criteria = list(view.unit.criteria)
    asked = st.query_params.get("criterion", "")
    if st.session_state.get("portfolio_criterion") not in criteria:
        st.session_state["portfolio_criterion"] = asked if asked in criteria else criteria[0]
    with right:
        chosen = st.selectbox(
            "Criterion",
            criteria,
            format_func=lambda c: f"{c} {view.unit.criteria[c].name}",
            label_visibility="collapsed",
            key="portfolio_criterion",
        )
        panels.criterion(who, view, party, chosen)
    with left:
        matrix.draw(view, chosen)
        if view.matrix.unmapped:
            names = ", ".join(i.reference for i in view.matrix.unmapped)
            st.markdown(f":red[**Mapped to nothing: {plain_md(names)}**]")
        files = service().portfolio_files
        with st.container(horizontal=True):
            for form, words in (("xlsx", "Spreadsheet"), ("csv", "CSV")):
                made = files.matrix(who, learner, unit, form)  # type: ignore[arg-type]
                st.download_button(
                    words,
                    made.content,
                    file_name=made.name,
                    mime=made.mime,
                    icon=":material/download:",
                    on_click="ignore",
                )
elif section == PROFILE:
    profile.draw(who, view, party)
elif section == EVIDENCE:
    panels.evidence(who, view, party)
elif section == PLANS:
    panels.plans(who, view, party)
else:
    signing.signing_off(who, view, party)
