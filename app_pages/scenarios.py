"""Scenarios: their faults and proofs, what nobody would notice, and why a line is read as it is."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.choices import standing
from app_pages._kit.css import debrief_css, scenarios_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._kit.why import why_read_so
from app_pages._scenarios.drawn import criteria, faults, in_short, proof_in_words, state_of, still_to_prove
from simulator.service.authoring import ScenarioFile

who = require_role("tutor", "assessor", "administrator")
authoring = service().authoring
LOOKS_AGAIN_SECONDS = 4.0
ALL, UNREADABLE = "all", "Files that cannot be read"


def check_again() -> None:
    """Read the files anew."""
    authoring.check_again(who)
    st.session_state["scenarios_said"] = "The files were read again."


def what_it_is(one: ScenarioFile) -> str:
    """Say of which kind a scenario is; nothing of one that cannot be read."""
    found = service().library.find(one.scenario_id)
    if found is None:
        return ""
    return f"{found.kind_of_call}, about {max(1, round(found.target_time / 60))} minutes"


def a_scenario(one: ScenarioFile) -> None:
    """One scenario: what it is, how its proof stands, its faults, and where to go with it."""
    icon, colour, _ = state_of(one)
    title = f":{colour}[:material/{icon}:] **{plain_md(one.title)}**"
    label = " · ".join(filter(None, (title, what_it_is(one), f":{colour}[{in_short(one)}]")))
    with st.expander(label, key=f"file_{one.digest[:12] or one.title}"):
        found, kept = service().library.find(one.scenario_id), one.standing.kept
        if found is not None:
            note = f" Content note: {plain_md(found.content_note)}" if found.content_note else ""
            st.markdown(f"For {' and '.join(found.used_for)}.{note}")
        if one.faults:
            faults(one.faults)
        if one.standing.why:
            st.write(one.standing.why)
        why = authoring.why_not_assessed(one.scenario_id) if one.scenario_id else ""
        if why:
            st.warning(why, icon=":material/lock:")
        if kept:
            criteria(kept.proof)
            proof_in_words(kept.proof, key=one.scenario_id)
        if one.origin is not None:
            told = (f"**{name}** {plain_md(words)}" for name, words in one.origin.lines)
            st.markdown(" · ".join(told))
        when = f" Proved on {kept.made_at.day} {kept.made_at:%B %Y at %H:%M} UTC." if kept else ""
        content = f" Content {one.digest[:12]}." if one.digest else ""
        st.markdown(f"`{one.file}`{when}{content}")
        if found is not None:
            where_to_go()


def where_to_go() -> None:
    """Offer what is done with a scenario elsewhere."""
    with st.container(horizontal=True):
        st.page_link(
            "app_pages/people.py", label="Set it for a class", icon=":material/groups:", width="content"
        )
        st.page_link(
            "app_pages/catalogue.py",
            label="See it in the catalogue",
            icon=":material/menu_book:",
            width="content",
        )


def centre_of(one: ScenarioFile) -> str:
    """Return the name of the centre at which a scenario plays; of one that cannot be read, that it cannot."""
    found = service().library.find(one.scenario_id)
    return service().library.organisation(found.organisation).name if found else UNREADABLE


def all_scenarios() -> None:
    """One list of them by centre, and a way to see only those that stand in one way."""
    states = Counter(state_of(one)[2] for one in files)
    # the last one in a state may have gone on
    chosen = standing(st.session_state, "files_shown", (ALL, *states) if len(states) > 1 else (ALL,))
    with card("files"):
        st.header("All scenarios")
        if len(states) > 1:
            st.segmented_control(
                "Which to show",
                [ALL, *states],
                default=chosen,
                format_func=lambda words: f"{words.capitalize()} ({states.get(words, len(files))})",
                label_visibility="collapsed",
                required=True,
                key="files_shown",
            )
        fitting = [one for one in files if chosen in (ALL, state_of(one)[2])]
        for centre in sorted(
            {centre_of(one) for one in fitting}, key=lambda name: (name != UNREADABLE, name)
        ):
            st.subheader(centre)
            with st.container(gap="xsmall"):
                for one in fitting:
                    if centre_of(one) == centre:
                        a_scenario(one)


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
            with st.spinner("Reading it. The first line of a call takes some seconds."):
                explained = authoring.explained(who, scenario, said)
            why_read_so(explained)


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
all_scenarios()
reading()
knock()
