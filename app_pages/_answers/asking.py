"""Questions asked in person, and discussions: what to ask this learner next, and the record in exact words.

What is typed here stands in this browser window until it is saved as evidence; nothing is decided by it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import streamlit as st

from app_pages._access import service
from app_pages._kit.choices import standing
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._portfolio.plans import plan_to_fulfil
from simulator.model.portfolio import Exchange, Outcome, QuestionedBy
from simulator.model.unit import Unit
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.questioning import AskedMore, FollowUp

METHODS = ("questioning", "professional discussion")
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MODES: tuple[QuestionedBy, ...] = ("face to face", "by phone", "by video")


HINTS = ("no", "yes")
DETAILS = {
    "language": "Language",
    "recording": "Where the recording is",
    "began": "Began at",
    "ended": "Ended at",
    "documents": "Documents talked about",
    "further": "Further evidence wanted",
}
"""What the forms of questioning and discussion ask for besides, and how it is asked for."""
DISCUSSED = ("began", "ended", "documents", "further")
"""Those that only the form of a discussion has."""
LEARNER = "asked_learner"
"""Where this window keeps whom the questions are for: also the learner whose paper was opened last."""


def draw(who: Actor, unit: Unit) -> None:
    """Draw the form beside what to ask next."""
    learners = dict(service().portfolios.learners(who))
    if not learners:
        st.write("Your learners appear here once they have joined a class of yours.")
        return
    if st.session_state.get(LEARNER) not in learners:
        st.session_state[LEARNER] = next(iter(learners))
    learner = st.selectbox(
        "Learner", list(learners), format_func=learners.__getitem__, key=LEARNER, width=320
    )
    said = st.session_state.pop("asking_said", "")
    if said:
        st.success(said)
    left, right = st.columns([64, 36], gap="medium")
    with right, card("follow_ups"):
        _suggestions(who, learner, unit)
    with left, card("asking"):
        _form(who, learner, unit)


def _rows(learner: str) -> list[str]:
    """Return the names of the exchanges written for a learner: nobody's words stand under another's name."""
    rows: list[str] = st.session_state.setdefault(f"exchanges_{learner}", [f"{learner}_0"])
    return rows


def _fresh(learner: str) -> str:
    last = int(_rows(learner)[-1].rsplit("_", 1)[1])
    return f"{learner}_{last + 1}"


def keep_typed() -> None:
    """Keep what was typed while another part is shown: boxes that are not drawn are forgotten."""
    for key in list(st.session_state):
        if str(key).startswith(("x_", "asking_", LEARNER)):
            st.session_state[key] = st.session_state[key]


def _add(learner: str, question: str = "", criterion: str = "") -> None:
    rows = _rows(learner)
    name = rows[0]
    if len(rows) > 1 or st.session_state.get(f"x_question_{name}"):
        name = _fresh(learner)
        rows.append(name)
    st.session_state[f"x_question_{name}"] = question
    st.session_state[f"x_criterion_{name}"] = criterion


def _suggestions(who: Actor, learner: str, unit: Unit) -> None:
    st.header("What to ask next")
    try:
        found = service().questioning.follow_ups(who, learner, unit.number)
    except ServiceError as fault:
        st.error(str(fault))
        return
    if not found:
        st.write("No gap is known: nothing assessed was handed in yet, or all of it was full.")
    for number, one in enumerate(found):
        _suggestion(learner, number, one, unit)


def _suggestion(learner: str, number: int, one: FollowUp, unit: Unit) -> None:
    st.markdown(
        f"**{plain_md(one.criterion)} {plain_md(unit.criteria[one.criterion].name)}**  \n"
        f"{plain_md(one.ask)}  \n:gray[Because: {plain_md(one.because)}]"
    )
    st.button("Ask this", key=f"ask_{number}", on_click=_add, args=(learner, one.ask, one.criterion))


def _form(who: Actor, learner: str, unit: Unit) -> None:
    method = standing(st.session_state, "asking_method", METHODS)
    st.segmented_control("Record", METHODS, default=method, required=True, key="asking_method")
    with st.container(horizontal=True):
        on = st.date_input(
            "Day", value="today", key=f"asking_day_{learner}", max_value="today", format="DD/MM/YYYY"
        )
        mode = st.selectbox("How", MODES, key=f"asking_mode_{learner}")
        place = st.text_input("Place", key=f"asking_place_{learner}", max_chars=200)
    plan = (
        plan_to_fulfil(who, learner, unit.number, key=f"asking_plan_{learner}")
        if method == METHODS[1]
        else ""
    )
    _details(learner, str(method))
    own = st.radio(
        "The answers are about",
        ("the learner's own centre", "the fictional centre (supplementary)"),
        index=None,
        horizontal=True,
        key=f"asking_own_{learner}",
    )
    for place_in_list, number in enumerate(_rows(learner), 1):
        _exchange(place_in_list, number, unit)
    with st.container(horizontal=True):
        st.button("Another question", icon=":material/add:", on_click=_add, args=(learner,))
        if st.button("Save as evidence", type="primary"):
            _save(who, learner, unit, str(method), on, mode, place, plan, own)


def _details(learner: str, method: str) -> None:
    """Ask what the form of the method asks for besides; nothing of it must be given."""
    more = st.expander("More for the form: language, recording, times, documents")
    with more, st.container(horizontal=True):
        for name, words in DETAILS.items():
            if method == METHODS[1] or name not in DISCUSSED:
                st.text_input(words, key=f"asking_more_{name}_{learner}", max_chars=300)


def _exchange(place: int, number: str, unit: Unit) -> None:
    with st.container(border=True):
        st.markdown(f"**Question {place}**")
        st.text_area("The question, in your exact words", key=f"x_question_{number}", height=70)
        st.text_area("The answer, in the learner's exact words", key=f"x_answer_{number}", height=90)
        with st.container(horizontal=True):
            st.selectbox(
                "Criterion", ["", *unit.criteria], key=f"x_criterion_{number}",
                format_func=lambda c: f"{c} {unit.criteria[c].name}" if c else "choose",
            )  # fmt: skip
            st.selectbox("It was", OUTCOMES, key=f"x_outcome_{number}", format_func=lambda o: o or "not said")
            st.text_input(
                "Time in the recording", key=f"x_at_{number}", placeholder="m:ss", max_chars=7, width=140
            )
        with st.container(horizontal=True):
            st.radio("A hint was given", HINTS, index=None, horizontal=True, key=f"x_hint_{number}")
            st.checkbox("The answer is a summary, not word for word", key=f"x_summary_{number}")


def _at(number: str) -> float | None:
    """Return the second of a time written m:ss or h:mm:ss; raises ServiceError for anything else."""
    words = str(st.session_state.get(f"x_at_{number}", "")).strip()
    if not words:
        return None
    if not re.fullmatch(r"(\d{1,2}:)?\d{1,3}:[0-5]\d", words):
        raise ServiceError(f"“{words}” is no time. Write minutes and seconds, such as 4:05.", "at")
    seconds = 0
    for part in words.split(":"):
        seconds = seconds * 60 + int(part)
    return float(seconds)


def _save(  # noqa: PLR0917 - one form, one deed
    who: Actor,
    learner: str,
    unit: Unit,
    method: str,
    on: date,
    mode: QuestionedBy,
    place: str,
    plan: str,
    own: str | None,
) -> None:
    state = st.session_state
    if own is None:
        st.error("Say whose centre the answers are about.")
        return
    try:
        exchanges = [
            Exchange(
                question=state.get(f"x_question_{n}", ""),
                answer=state.get(f"x_answer_{n}", ""),
                criterion=state.get(f"x_criterion_{n}", ""),
                outcome=state.get(f"x_outcome_{n}", ""),
                at=_at(n),
                prompted={"yes": True, "no": False}.get(str(state.get(f"x_hint_{n}"))),
                summary=bool(state.get(f"x_summary_{n}")),
            )
            for n in _rows(learner)
        ]
        after = service().questioning.record(
            who,
            learner,
            unit.number,
            method=method,  # type: ignore[arg-type]
            title="Questions asked" if method == METHODS[0] else "Professional discussion",
            on=on,
            questioned=mode,
            exchanges=exchanges,
            place=place,
            plan=plan,
            own_centre=own.startswith("the learner"),
            more=AskedMore(
                **{name: str(state.get(f"asking_more_{name}_{learner}") or "").strip() for name in DETAILS}
            ),
        )
    except ServiceError as fault:
        st.error(str(fault))
        return
    state[f"exchanges_{learner}"] = [_fresh(learner)]  # boxes of saved questions keep their words
    state["asking_said"] = f"It stands in the portfolio as {after.items[-1].reference}."
    st.rerun()
