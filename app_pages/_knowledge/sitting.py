"""One paper while it is written, and when it has ended: a question at a time, kept while it is typed."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import FIRST_READING
from app_pages._kit import components as kit
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._kit.views import Sheet
from app_pages._knowledge import drawn
from app_pages._knowledge.listing import SORTS
from app_pages.front_door.drafts import ANSWERS_TO
from simulator.model.papers import LONGEST_ANSWER, SOURCES, PaperState
from simulator.model.unit import Unit
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.sitting import Sitting

_HINTS = {
    "name": "Name them.",
    "state": "State it in one or two sentences.",
    "describe": "Write a connected account in your own words: what, how, and an example from your centre.",
    "explain": "Write a connected account in your own words: say why, and give an example.",
    "justify": "Write a connected account in your own words: what you chose, why, and what you weighed up.",
}

_HANDING_IN = "handing_in"


def _back() -> None:
    _asked()
    st.query_params.pop("paper", None)


def draw(who: Actor, unit: Unit, paper_id: str) -> None:
    """Draw a paper of the learner's own."""
    try:
        sitting = service().papers.look(who, paper_id)
    except ServiceError as fault:
        st.title("Knowledge")
        st.error(str(fault))
        st.button("Back to the list", on_click=_back)
        return
    started = sitting.state.started
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(plain_md(started.title), width="content")
        centre = service().library.organisations.get(started.organisation)
        name = centre.name if centre else started.organisation
        sort = "" if started.title == SORTS[started.sort] else f"{SORTS[started.sort]} · "
        st.markdown(f":gray[{sort}{started.mode} · about {plain_md(name)}]", width="content")
        st.button("Back to the list", icon=":material/arrow_back:", on_click=_back)
    if started.ask:
        st.write(plain_md(started.ask))
    if sitting.ended:
        _ended(who, unit, sitting)
    else:
        _writing(who, unit, sitting)


def _label(state: PaperState, unit: Unit, part: str, place: int) -> str:
    """Name a part; its words never change, or the choice would be lost."""
    asked = next((a for a in state.started.asked if a.id == part), None)
    if asked is None:
        return "Sources"
    name = asked.heading or f"{asked.criterion} {unit.criteria[asked.criterion].name}"
    return f"{place}\\. {plain_md(name)}"


def _count(state: PaperState, part: str) -> str:
    done = state.written(part).words
    return f"✓ {done} word{'s' if done != 1 else ''}" if done else "○ empty"


def _writing(who: Actor, unit: Unit, sitting: Sitting) -> None:
    """Draw the list of parts at the left and the part in hand at the right."""
    state = sitting.state
    names = state.names
    at = f"part_{sitting.paper.id}"
    standing = st.session_state.setdefault(at, state.latest)
    # A new key at each step onwards: what the browser still holds of the old list cannot undo it.
    key = f"{at}_{st.session_state.get('steps', 0)}"
    left, right = st.columns([28, 72], gap="medium")
    with left, card("parts"):
        part = st.radio(
            "Part" if state.started.sort == "report" else "Question",
            names,
            format_func=lambda p: _label(state, unit, p, names.index(p) + 1),
            captions=[_count(state, p) for p in names],
            index=names.index(standing) if standing in names else 0,
            key=key,
            on_change=lambda: _chosen(at, key),
        )
        st.markdown(f":gray[{_progress(state)}]")
        held = st.session_state.get(f"held_{sitting.paper.id}", ())
        if held:
            places = ", ".join(str(names.index(p) + 1) for p in held if p in names)
            st.error(f"Not kept yet: part {places}. Look there before you hand in.")
        st.button(
            "Hand in…", type="primary", icon=":material/task_alt:", width="stretch", disabled=bool(held),
            on_click=_ask_to_hand_in, args=(sitting.paper.id,),
        )  # fmt: skip
        if st.session_state.get(_HANDING_IN) == sitting.paper.id and not held:
            _hand_in(who, sitting)
        if state.started.mode == "practice":
            with st.popover("Leave it for good…", width="stretch"):
                st.write("It stays in the record as left, and can no longer be written.")
                st.button("Leave it", on_click=_leave, args=(who, sitting.paper.id))
    with right, card("answer"):
        _part(who, unit, sitting, part or names[0])
        after = names.index(part) + 1
        if after < len(names):
            st.button(
                "Next",
                icon=":material/arrow_forward:",
                on_click=_go,
                args=(at, names[after]),
                key="next_part",
            )


def _go(at: str, part: str) -> None:
    st.session_state[at] = part
    st.session_state["steps"] = st.session_state.get("steps", 0) + 1


def _chosen(at: str, key: str) -> None:
    st.session_state[at] = st.session_state[key]


def _progress(state: PaperState) -> str:
    asked = len(state.started.asked)
    told = f"{state.answered} of {asked} answered"
    if state.started.most_words:
        told += f" · {state.words} words of {state.started.least_words} to {state.started.most_words}"
    return told


def _part(who: Actor, unit: Unit, sitting: Sitting, part: str) -> None:
    state = sitting.state
    asked = next((a for a in state.started.asked if a.id == part), None)
    practice = state.started.mode == "practice"
    if asked is None:
        st.html(
            '<h2 class="asked">Sources</h2><p>Name the clauses, laws and anything else that you used.</p>'
        )
        label, hint = "Sources", "Clause 4.7; the centre's advice card for gas; …"
    else:
        place = f"{state.started.asked.index(asked) + 1} of {len(state.started.asked)}"
        drawn.question(asked, place, unit.criteria[asked.criterion].name, clause=False)
        label, hint = f"Your answer to: {asked.heading or asked.ask}", _HINTS[asked.verb]
    kit.writing(
        Sheet(
            paper=sitting.paper.id,
            part=part,
            label=label,
            text=state.written(part).text,
            hint=hint,
            check="What does it show so far?" if practice and asked is not None else "",
            max_length=LONGEST_ANSWER,
            edits=state.written(part).edits,
        ),
        key="sheet",
        to=ANSWERS_TO,
        on_left=lambda: None,
        on_check=lambda p: _check(who, sitting.paper.id, p),
        on_held=lambda parts: _held(sitting.paper.id, parts),
    )
    refused = st.session_state.pop("check_fault", "")
    if refused:
        st.error(refused)
    if practice and state.written(part).checked:
        _so_far(who, sitting, part)


def _held(paper: str, parts: tuple[str, ...]) -> None:
    """Remember what only the browser has, so that nothing older is handed in."""
    st.session_state[f"held_{paper}"] = parts


def _check(who: Actor, paper: str, part: str) -> None:
    try:
        service().papers.check(who, paper, part)
    except ServiceError as fault:
        st.session_state["check_fault"] = str(fault)


def _so_far(who: Actor, sitting: Sitting, part: str) -> None:
    try:
        answer = service().answers.checked(who, sitting.paper.id, part)
    except ServiceError as fault:
        st.info(str(fault))
        return
    with st.container(border=True):
        if answer.written.text != sitting.state.written(part).text:
            st.markdown(":gray[This is what it showed before you wrote on.]")
        drawn.finding_line(answer.finding, "the machine's reading; a person would decide")
        drawn.points(answer, missing=True)
        drawn.clauses(answer)


def _leave(who: Actor, paper: str) -> None:
    try:
        service().papers.leave(who, paper)
    except ServiceError as fault:
        st.session_state["knowledge_fault"] = str(fault)
    _back()


def _ask_to_hand_in(paper: str) -> None:
    """Keep the question open through reruns: the text just left is still being saved, and that draws anew."""
    st.session_state[_HANDING_IN] = paper


def _asked() -> None:
    st.session_state.pop(_HANDING_IN, None)


@st.dialog("Hand in", width="medium", on_dismiss=_asked)
def _hand_in(who: Actor, sitting: Sitting) -> None:
    """The declaration. Nothing is ticked or written beforehand."""
    state = sitting.state
    empty = len(state.started.asked) - state.answered
    if empty:
        st.warning(f"{empty} of {len(state.started.asked)} are still empty. You can hand in all the same.")
    if state.started.least_words and state.words < state.started.least_words:
        st.warning(f"The report has {state.words} words; {state.started.least_words} are expected at least.")
    st.write("After this nothing can be changed.")
    with st.form("hand_in_form", border=False):
        own = st.checkbox("This is my own work, in my own words.")
        people = st.text_input("Help from people or books", placeholder="“none” is an answer")
        machine = st.text_input(
            "Help from programs, such as a chat or a translator", placeholder="“none” is an answer"
        )
        sent = st.form_submit_button("Hand in", type="primary")
    if sent:
        try:
            service().papers.hand_in(
                who, sitting.paper.id, own_work=own, help_used=people, machine_help=machine
            )
        except ServiceError as fault:
            st.error(str(fault))
        else:
            _asked()
            st.rerun()


def _ended(who: Actor, unit: Unit, sitting: Sitting) -> None:
    state, paper = sitting.state, sitting.paper
    if paper.status == "abandoned":
        st.info("You left this. What you wrote is below.")
    elif not sitting.open_to_learner:
        st.info("Handed in. You see what was found when your assessor has released it.")
    marked = None
    if sitting.open_to_learner and paper.status == "finished":
        try:
            marked = service().answers.shown(who, paper.id)
        except ServiceError as fault:
            st.info(str(fault))
    if marked is not None:
        st.markdown(f":gray[{FIRST_READING}]")
        if marked.comment:
            st.info(f"{plain_md(marked.released_by)}: {plain_md(marked.comment)}")
    for place, asked in enumerate(state.started.asked, 1):
        with card(f"done_{place}"):
            drawn.question(
                asked,
                f"{place} of {len(state.started.asked)}",
                unit.criteria[asked.criterion].name,
                clause=sitting.open_to_learner,
            )
            answer = marked.answer(asked.id) if marked else None
            if answer is None:
                text = state.written(asked.id).text
                st.text(text or "Nothing was written.")
                continue
            drawn.marked_text(answer, likely=paper.mode == "practice")
            drawn.finding_line(answer.finding)
            drawn.points(answer, missing=paper.mode == "practice")
            drawn.clauses(answer)
    sources = state.written(SOURCES).text
    if sources:
        with card("sources"):
            st.header("Sources")
            st.text(sources)
