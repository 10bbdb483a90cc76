"""Scenarios: their faults and proofs, what nobody would notice, and why a line is read as it is."""

from __future__ import annotations

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.css import debrief_css, scenarios_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._kit.why import why_read_so
from app_pages._scenarios.drawn import faults, matrix, proof_in_words, state_of, still_to_prove
from simulator.service.authoring import ScenarioFile

who = require_role("tutor", "assessor", "administrator")
authoring = service().authoring
LOOKS_AGAIN_SECONDS = 4.0


def check_again() -> None:
    """Read the files anew."""
    authoring.check_again(who)
    st.session_state["scenarios_said"] = "The files were read again."


def a_scenario(one: ScenarioFile) -> None:
    """One scenario: its state, its faults, its proof."""
    sign, _, words = state_of(one)
    kept = one.standing.kept
    with st.expander(
        f"{sign} **{plain_md(one.title)}** · {words}", key=f"file_{one.digest[:12] or one.title}"
    ):
        when = (
            f"Proved on {kept.made_at.day} {kept.made_at:%B %Y at %H:%M} UTC in {kept.proof.seconds:.0f} s. "
            if kept
            else ""
        )
        content = f"Content {one.digest[:12]}." if one.digest else ""
        st.markdown(f"`{one.file}` {when}{content}")
        if one.origin is not None:
            told = (f"**{name}** {plain_md(words)}" for name, words in one.origin.lines)
            st.markdown(" · ".join(told))
        if one.faults:
            faults(one.faults)
        if one.standing.why:
            st.write(one.standing.why)
        why = authoring.why_not_assessed(one.scenario_id) if one.scenario_id else ""
        if why:
            st.warning(why, icon=":material/lock:")
        if kept:
            proof_in_words(kept.proof, key=one.scenario_id)


def how_all_stand(all_files: tuple[ScenarioFile, ...]) -> list[str | bool]:
    """What makes the page worth drawing anew when it changes."""
    return [*(one.standing.state for one in all_files), authoring.changed(who)]


@st.fragment(run_every=LOOKS_AGAIN_SECONDS)
def knock() -> None:
    """Look whether a proof was finished or a file changed since the page was drawn."""
    if how_all_stand(authoring.files(who)) != st.session_state["scenarios_stood"]:
        st.rerun()


def reading() -> None:
    """The form that asks why a line is read as it is."""
    titles = {one.scenario_id: one.title for one in files if one.scenario_id}
    with card("why_form"):
        st.header("Why was it read so?")
        with st.form("why", border=False):
            scenario = st.selectbox("In", list(titles), format_func=titles.__getitem__, key="why_scenario")
            said = st.text_input("A line that a learner might type", key="why_line", max_chars=600)
            asked = st.form_submit_button("Explain", type="primary")
        if asked and said.strip() and scenario:
            why_read_so(authoring.explained(who, scenario, said))


scenarios_css()
debrief_css()
st.title("Scenarios")
st.write(
    "Edit a scenario in an editor of your own, in the folder `scenarios/`; save, and check again. "
    "What has faults is left out until it is mended, and the rest goes on."
)
if who.may("tutor", "administrator"):
    st.button("Check again", type="primary", icon=":material/refresh:", on_click=check_again)
if said := st.session_state.pop("scenarios_said", ""):
    st.success(said)
elif authoring.changed(who):
    st.info(
        "A file has changed since it was read. Choose “Check again” to use it.", icon=":material/edit_note:"
    )
files = authoring.files(who)
st.session_state["scenarios_stood"] = how_all_stand(files)
still_to_prove(authoring.still_to_prove(who), strict=authoring.strict)
with card("matrix"):
    st.header("What is proven")
    matrix(files)
    for found in files:
        a_scenario(found)
reading()
knock()
