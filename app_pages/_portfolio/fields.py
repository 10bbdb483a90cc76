"""Fields of the dialog that adds evidence: what happened, for what, by whose word, from when."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages._kit.choices import apart
from simulator.model.planned import WitnessRegistered
from simulator.model.portfolio import Claim, EvidenceItem, PriorLearning
from simulator.model.unit import Method
from simulator.service.portfolios import PortfolioView

_SETTINGS = {"workplace": "At work", "simulated": "Simulated"}


def what_happened(draft: EvidenceItem | None, method: Method) -> tuple[EvidenceItem, str]:
    """Ask what it is, of which day and incident; return it, and what is still to be said.

    What comes from a call stays the call's. Where it comes from is chosen by a person, never beforehand.
    """
    left, right = st.columns(2)
    title = left.text_input("Title", value=draft.title if draft else "", max_chars=200)
    on = left.date_input("Day", value=draft.on if draft else "today", format="DD/MM/YYYY")
    place = left.text_input("Where", value=draft.place if draft else "", max_chars=200)
    setting = right.radio(
        "From",
        list(_SETTINGS),
        format_func=_SETTINGS.__getitem__,
        horizontal=True,
        index=1 if draft else None,
        disabled=draft is not None,
    )
    about_own = right.checkbox("About the learner's own centre", value=draft is None)
    incident = right.text_input(
        "Incident (a number or words)",
        value="this simulated call" if draft else "",
        disabled=draft is not None,
    )
    sort = right.text_input("Sort of incident", value=draft.incident_type if draft else "", max_chars=80)
    present = ""
    if method == "observation":
        words = "Who else was present, and who supervised (if anybody)"
        present = st.text_input(words, value=draft.present if draft else "", max_chars=200)
    missing = "" if setting else "Say whether it comes from work or was simulated."
    item = EvidenceItem(
        id="",
        method=method,
        title=title,
        on=on,
        setting="simulated" if setting == "simulated" else "workplace",
        place=place,
        present=present,
        incident=draft.incident if draft else incident,
        incident_type=sort,
        about_own_centre=about_own,
        attempt=draft.attempt if draft else "",
        live=draft.live if draft else False,
    )
    return item, missing


def criteria_field(view: PortfolioView, draft: EvidenceItem | None, method: Method) -> list[str]:
    """Ask to which criteria it is mapped: only those that the unit lets this method evidence."""
    allowed = [c for c in view.unit.criteria if method in view.unit.methods_for(c)]
    chosen = st.multiselect(
        f"Criteria that {method} may evidence",
        allowed,
        default=[c for c in (draft.criteria if draft else ()) if c in allowed],
        select_all=False,
        format_func=lambda c: f"{c} {view.unit.criteria[c].name}",
    )
    barred = [
        f"outcome {o.id} (shown by {', '.join(o.methods)})"
        for o in view.unit.outcomes
        if method not in o.methods
    ]
    if barred:
        st.markdown(f":gray[The unit does not allow {method} for {' or '.join(barred)}.]")
    return chosen


def claims_for(claims: Sequence[Claim], criteria: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims on these criteria: those that stand as they are, the others made new."""
    known = {claim.criterion for claim in claims}
    kept = [claim for claim in claims if claim.criterion in criteria]
    return (*kept, *(Claim(criterion=c) for c in criteria if c not in known))


def witness_fields(view: PortfolioView) -> tuple[str, str]:
    """Ask which registered witness it was and how they were asked; return both."""
    names = apart({w.witness: f"{w.name}, {w.role}" for w in view.dossier.witnesses})
    witness = st.selectbox(
        "Witness", list(names), index=None, format_func=names.__getitem__, placeholder="From the register"
    )
    return witness or "", st.text_input("How and when you confirmed it with them", max_chars=300)


def witness_entry(old: WitnessRegistered | None = None) -> WitnessRegistered:
    """Ask for an entry of the register of witnesses, or how an old one should read, and return it."""
    name = st.text_input("Name", value=old.name if old else "", max_chars=200)
    role = st.text_input("Role", value=old.role if old else "", max_chars=200)
    organisation = st.text_input("Organisation", value=old.organisation if old else "", max_chars=200)
    relationship = st.text_input(
        "Relation to the learner",
        value=old.relationship if old else "",
        placeholder="line manager, colleague, customer",
        max_chars=200,
    )
    expert = st.checkbox("Expert witness", value=old.expert if old else False)
    qualification = st.text_input(
        "Qualification (expert witnesses)", value=old.qualification if old else "", max_chars=200
    )
    worked_with = st.text_input(
        "Worked with the learner from when to when", value=old.worked_with if old else "", max_chars=200
    )
    contact = st.text_input(
        "How to reach them", value=old.contact if old else "", placeholder="work telephone or e-mail",
        max_chars=200,
    )  # fmt: skip
    conflict = st.text_input(
        "What might sway them", value=old.conflict if old else "", placeholder="“none” is an answer",
        max_chars=200,
    )  # fmt: skip
    return WitnessRegistered(
        by="",
        witness=old.witness if old else "",
        name=name,
        role=role,
        organisation=organisation,
        relationship=relationship,
        expert=expert,
        qualification=qualification,
        worked_with=worked_with,
        contact=contact,
        conflict=conflict,
    )


def method_fields(method: Method) -> dict[str, str]:
    """Ask what the form of a method asks for besides; nothing of it must be given."""
    if method == "observation":
        return {
            "means": st.text_input("What was worked with (equipment, resources)", max_chars=300),
            "further": st.text_input("Questions that followed (if any)", max_chars=300),
        }
    if method == "professional discussion":
        left, right = st.columns(2)
        return {
            "began": left.text_input("Began at", placeholder="14:05", max_chars=20),
            "ended": right.text_input("Ended at", placeholder="14:40", max_chars=20),
            "recording": left.text_input("Where the recording is (if any)", max_chars=300),
            "documents": right.text_input("Documents talked about", max_chars=300),
            "further": st.text_input("Further evidence wanted", max_chars=300),
        }
    return {}


def prior_fields() -> PriorLearning:
    """Ask what stands behind evidence from before the programme, and return it."""
    return PriorLearning(
        source=st.text_input("Job, course or earlier portfolio"),
        period=st.text_input("From when to when"),
        authenticity=st.text_input("How it was checked, or can be, that it is the learner's own"),
        currency=st.text_input("Why it is still current"),
        gap=st.text_input("What is still missing, and how it is closed"),
    )
