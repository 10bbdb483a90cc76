"""The learner's profile: written by the learner, talked through by an assessor, signed by both.

Each criterion is rated by a group of three choices: one stop of the Tab key, the arrow keys choose. All is
handed over at once, and Enter in a field sends nothing that is half done.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._portfolio import forms
from app_pages._portfolio.panels import sign_button, signatures
from simulator.model.profile import PROFILE, RATING_SIGNS, RATINGS, LearnerProfile, Rating
from simulator.model.unit import Outcome
from simulator.service.access import Actor
from simulator.service.portfolios import PortfolioView

_SUPPORT = ("No, thank you", "Yes, please")


def draw(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw the profile as it stands, and what the viewer may do with it."""
    found = view.dossier.profile
    may_write = party == "learner" and not view.dossier.locked
    if found is None:
        if may_write:
            _form(who, view, None)
        else:
            st.write("The learner has not written a profile.")
        return
    left, right = st.columns(2)
    with left:
        _words(found)
    with right:
        _scan(view, found)
        _talked_through(who, view, party, found)
    if may_write:
        with st.expander("Write your profile anew"):
            _form(who, view, found)


def _words(found: LearnerProfile) -> None:
    said = found.deed
    with card("profile"):
        st.header("Profile")
        at_work = f" at {said.employer}" if said.employer else ""
        st.markdown(f"**{plain_md(said.job_role + at_work)}**  \n:gray[Written {day(found.at)}{found.again}]")
        for name, words in (
            ("Duties", said.duties),
            ("Learning and experience before", said.prior_learning),
            ("Goals", said.goals),
        ):
            st.markdown(f"**{name}**  \n{plain_md(words) or ':gray[Nothing was written.]'}")
        st.markdown(f"**Support**  \n{found.support_words}")


def _scan(view: PortfolioView, found: LearnerProfile) -> None:
    """Draw the criteria under each rating: where to begin is seen at a glance."""
    with card("scan"):
        st.header("Skill scan")
        for rating, criteria in found.by_rating().items():
            named = (f"{c} {plain_md(view.unit.criteria[c].name)}" for c in criteria)
            st.markdown(
                f"**{RATING_SIGNS[rating]} {rating.capitalize()}** ({len(criteria)})  \n"
                f"{', '.join(named) or ':gray[none]'}"
            )


def _talked_through(who: Actor, view: PortfolioView, party: str, found: LearnerProfile) -> None:
    with card("talked"):
        st.header("Talked through")
        for said in found.discussed:
            on, by = f"{said.on.day} {said.on:%B %Y}", plain_md(view.name(said.by))
            st.markdown(f"{on}, with {by}  \n{plain_md(said.text)}")
        if not found.discussed:
            learner = "you" if party == "learner" else "the learner"
            st.write(f"Not yet. An assessor goes through it with {learner}.")
        signatures(view, PROFILE)
        if party == "learner" or (party == "assessor" and found.talked_by == who.person_id):
            sign_button(who, view, [PROFILE], "sign_profile")
        if party == "assessor" and not view.dossier.locked:
            _discuss(who, view, found)


def _discuss(who: Actor, view: PortfolioView, found: LearnerProfile) -> None:
    with st.form("discuss_profile", border=False):
        on = st.date_input("Talked through on", value="today", format="DD/MM/YYYY")
        text = st.text_area("What was talked through, and what follows from it", max_chars=2000)
        if st.form_submit_button("Keep"):
            forms.attempt(
                lambda: service().profiles.discuss(
                    who, view.learner_id, view.unit.number, found.deed.version, on=on, text=text
                ),
                "Kept with the profile. Sign it with your password.",
            )


def _form(who: Actor, view: PortfolioView, found: LearnerProfile | None) -> None:
    old = found.deed if found is not None else None
    with st.form("profile_form", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        job = left.text_input("Your job (or “none yet”)", value=old.job_role if old else "", max_chars=200)
        employer = left.text_input("Employer", value=old.employer if old else "", max_chars=200)
        duties = left.text_area("What you do there", value=old.duties if old else "", max_chars=2000)
        prior = right.text_area(
            "What you have learned and done before: courses, jobs, certificates",
            value=old.prior_learning if old else "",
            max_chars=2000,
        )
        goals = right.text_area("What you want to reach", value=old.goals if old else "", max_chars=2000)
        support = right.radio(
            "Would you like support? (Say no more of it here: your assessor asks you.)",
            _SUPPORT,
            index=None if old is None else int(old.support),
            horizontal=True,
        )
        st.header("How you rate yourself today", anchor=False)  # its link would be one more Tab stop
        st.markdown("There is no wrong answer and no mark: it shows where to begin.")
        left, right = st.columns(2)
        ratings: dict[str, Rating] = {}
        for n, outcome in enumerate(view.unit.outcomes):
            with right if n == len(view.unit.outcomes) - 1 else left:
                ratings |= _ratings(outcome, found)
        sent = st.form_submit_button("Keep profile", type="primary")
    if sent:
        forms.attempt(
            lambda: service().profiles.write(
                who,
                view.learner_id,
                view.unit.number,
                job_role=job,
                employer=employer,
                duties=duties,
                prior_learning=prior,
                goals=goals,
                support=None if support is None else support == _SUPPORT[1],
                ratings=ratings,
            ),
            "Your profile is kept. Sign it with your password; your assessor talks it through with you.",
        )


def _ratings(outcome: Outcome, found: LearnerProfile | None) -> dict[str, Rating]:
    """Ask for a rating on each criterion of an outcome; return those that were given."""
    st.markdown(f"**Outcome {outcome.id}: {plain_md(outcome.statement)}**")
    given: dict[str, Rating] = {}
    for one in outcome.criteria:
        before = found.rated(one.id) if found is not None else None
        rating = st.radio(
            f"**{one.id}** {plain_md(one.statement)}",
            RATINGS,
            index=RATINGS.index(before) if before else None,
            format_func=str.capitalize,
            horizontal=True,
            key=f"rate_{_version(found)}_{one.id}",
        )
        if rating is not None:
            given[one.id] = rating
    return given


def _version(found: LearnerProfile | None) -> str:
    """Return what tells the fields of one writing from those of another."""
    return found.deed.version if found is not None else "first"
