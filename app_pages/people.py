"""Classes: their codes and learners, what is set for them, and (for administrators) the staff."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._people.assessors import assessors
from app_pages._people.centre_details import details
from app_pages._people.everyone import everyone
from app_pages._people.installation import how_lines_are_read
from app_pages._people.logo import logo
from app_pages._people.saying import no_class, saying, told
from app_pages._people.staff import staff
from app_pages._people.taking_in import taking_in
from app_pages._people.task import set_task
from simulator.service.errors import ServiceError
from simulator.service.people import ClassView

who = require_role("administrator", "tutor", "assessor")
people, library = service().people, service().library
# The parts below the classes by their headings' anchors.
PARTS = {
    "How lines are read": "how-lines-are-read",
    "Centre": "centre",
    "Awarding bodies": "for-awarding-bodies-and-verifiers",
    "Logo": "logo",
    "Staff": "staff",
    "People": "people",
    "Register": "register-of-assessors-and-quality-assurers",
    "Simulated evidence": "simulated-evidence-and-blind-views",
    "Take a portfolio in": "take-a-portfolio-in",
}


def open_class() -> None:
    """Open a class with the name that was typed."""
    try:
        opened = people.open_class(who, st.session_state.get("class_name", ""))
        saying("open_class")(f"{opened.name} is open. Its class code is {opened.class_code}.")
        st.session_state["class_name"] = ""
    except ServiceError as fault:
        st.session_state["people_fault"] = str(fault)


def new_code(class_id: str) -> None:
    """Replace a class code."""
    code = people.new_class_code(who, class_id).class_code
    saying(f"class_{class_id}")(f"The new class code is {code}. The old one lets nobody in.")


def a_class(found: ClassView) -> None:
    """One class: code, learners, set a task."""
    with card(f"class_{found.id}"):
        st.header(plain_md(found.name))
        with st.container(horizontal=True, vertical_alignment="center"):
            where = urljoin(st.context.url or "", "/door/join")
            st.markdown(f"Class code **{found.class_code or 'none'}**. Learners join at `{where}`.")
            st.button("New code", key=f"code_{found.id}", on_click=new_code, args=(found.id,))
        told(f"class_{found.id}")
        by = ", ".join(plain_md(name) for name in found.looked_after_by)
        change = " You change that below, under People." if who.may("administrator") else ""
        st.markdown(f"Looked after by **{by}**.{change}" if by else f"**Nobody looks after it.**{change}")
        learners = people.member_names(who, found.id)
        how_many = f"**{len(learners)} learner{'s' if len(learners) != 1 else ''}:** "
        names = ", ".join(map(plain_md, learners))
        st.markdown(how_many + names if learners else "Nobody has joined yet.")
        with st.expander("Set a call for this class"):
            set_task(who, found)


def centre() -> None:
    """The name of the centre, as every evidence report bears it."""
    evidence = service().evidence
    with card("centre"):
        st.header("Centre")
        kept = evidence.centre_name(who)
        if not kept:
            st.write("The centre has no name yet. Evidence reports say so until it has.")
        with st.form("centre_form", border=False):
            name = st.text_input(
                "Name of the centre, as evidence reports print it",
                value=kept,
                key="centre_name",
                max_chars=120,
            )
            if st.form_submit_button("Keep this name"):
                try:
                    saying("centre")(f"Evidence reports now say {evidence.name_centre(who, name)}.")
                except ServiceError as fault:
                    st.error(str(fault))
                else:
                    st.rerun()
        told("centre")


def agreements() -> None:
    """What the awarding organisation agreed about simulated evidence, and the share that is viewed blind."""
    rules, observing = service().centre_rules, service().observing
    unit = library.unit(service().portfolios.units()[0][0])
    with card("agreements"):
        st.header("Simulated evidence and blind views")
        for made in rules.agreements_for(unit.number):
            st.write(
                f"{plain_md(made.reference)}, {plain_md(made.by_whom)}: outcomes {', '.join(made.outcomes)}, "
                f"{made.agreed_on.day} {made.agreed_on:%b %Y} to {made.until.day} {made.until:%b %Y}"
            )
        with st.expander("Record an agreement of the awarding organisation"), st.form("agree", border=False):
            reference = st.text_input("Reference of the letter", max_chars=200)
            by_whom = st.text_input("Who agreed", max_chars=200)
            outcomes = st.pills("Outcomes", [o.id for o in unit.outcomes], selection_mode="multi")
            since = st.date_input("From", value="today", format="DD/MM/YYYY")
            until = st.date_input(
                "Until", value=datetime.now(UTC).date() + timedelta(days=365), format="DD/MM/YYYY"
            )
            if st.form_submit_button("Record"):
                try:
                    rules.agree(
                        who,
                        unit.number,
                        reference=reference,
                        by_whom=by_whom,
                        outcomes=tuple(outcomes or ()),
                        agreed_on=since,
                        until=until,
                    )
                except ServiceError as fault:
                    st.error(str(fault))
                else:
                    saying("agree")("The agreement is recorded, and counts from its first day.")
                    st.rerun()
        told("agree")
        with st.form("blind", border=False):
            share = st.number_input(
                "Assessments viewed before the machine's finding is shown (percent)",
                0,
                100,
                observing.blind_share(),
            )
            if st.form_submit_button("Keep this share"):
                observing.set_blind_share(who, int(share))
                saying("blind")(f"{int(share)} in a hundred assessments are viewed blind first.")
                st.rerun()
        told("blind")


st.title("Classes and centre" if who.may("administrator") else "Classes")
if who.may("administrator"):
    st.markdown(" · ".join(f"[{heading}](#{anchor})" for heading, anchor in PARTS.items()))
if "people_fault" in st.session_state:
    st.error(st.session_state.pop("people_fault"))
with card("open_class"), st.container(horizontal=True, vertical_alignment="bottom"):
    st.text_input("Name of a new class", key="class_name", placeholder="Tuesday evening", max_chars=120)
    st.button("Open class", type="primary", on_click=open_class)
told("open_class")
classes = people.class_views(who)
if not classes:
    st.write(no_class(people.other_classes(who), "Open one, and hand its code to your learners."))
for one in classes:
    a_class(one)
if who.may("administrator"):
    how_lines_are_read(who)
    centre()
    details(who, saying("details"))
    told("details")
    logo(who)
    staff(who)
    everyone(who, classes, saying("everyone"))
    told("everyone")
    assessors(who)
    agreements()
    taking_in(who, classes)
