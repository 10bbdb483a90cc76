"""One paper at the desk: each answer with the words that were found, its points to be taken or left.

The machine's reading and the assessor's ruling stand side by side; nothing is decided by a ruling.
"""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._answers.asking import LEARNER
from app_pages._debrief.drawn import RESULTS, WORDS, day
from app_pages._desk.queue import Handed, chosen_of
from app_pages._desk.saving import save_buttons
from app_pages._kit import components as kit
from app_pages._kit.choices import standing
from app_pages._kit.drawing import FINDING_SIGNS, FINDING_WORDS, plain_md
from app_pages._kit.layout import card
from app_pages._kit.views import Indicator, Verdict
from app_pages._knowledge import drawn
from app_pages._knowledge.listing import SORTS
from app_pages._portfolio.forms import cancelled
from simulator.model.findings import IndicatorResult
from simulator.model.papers import SOURCES
from simulator.model.unit import Unit
from simulator.service.access import Actor
from simulator.service.answers import Answers
from simulator.service.errors import ServiceError
from simulator.service.marked_papers import WRONG, MarkedAnswer, MarkedPaper, PaperRow

FICTIONAL = "the fictional centre (supplementary)"


def draw(who: Actor, unit: Unit) -> None:
    """Draw the list of papers and the one that is open."""
    rows = service().answers.waiting(who)
    left, right = st.columns([22, 78], gap="medium")
    with left, card("papers"):
        chosen = _queue(rows)
    with right:
        if not chosen:
            st.title("Answers")
            st.write("What your learners have handed in appears here.")
            return
        try:
            with st.spinner("Reading the answers…"):
                marked = service().answers.open_paper(who, chosen)
        except ServiceError as fault:
            st.title("Answers")
            st.error(str(fault))
            return
        st.query_params["paper"] = chosen
        st.session_state[LEARNER] = marked.paper.learner_id
        _head(who, marked)
        refused = st.session_state.pop("answers_fault", "")
        if refused:
            st.error(refused)
        _answer(who, unit, marked)


def _queue(rows: tuple[PaperRow, ...]) -> str:
    st.header("Handed in")
    handed = [Handed(r.paper.id, r.learner_name, r.paper.started_at) for r in rows]
    waiting = [h for h, r in zip(handed, rows, strict=True) if _waits(r)]
    waiting.sort(key=lambda h: h.at)
    return chosen_of(
        handed,
        waiting,
        lambda ids, _dated: {r.paper.id: _caption(r) for r in rows if r.paper.id in ids},
        everything="All",
        asked=st.query_params.get("paper", ""),
        key="answers",
    )


def _waits(row: PaperRow) -> bool:
    return row.paper.mode == "assessment" and row.paper.released_at is None


def _caption(row: PaperRow) -> str:
    state = "practice" if row.paper.mode == "practice" else "to release" if _waits(row) else "released"
    return f"{plain_md(row.title)} · {row.answered} of {row.asked} answered · {state}"


def _head(who: Actor, marked: MarkedPaper) -> None:
    paper, state = marked.paper, marked.state
    checked = marked.verification
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(f"{plain_md(marked.learner_name)} · {plain_md(state.started.title)}", width="content")
        whole = "record verified" if checked.intact else f":red[**record altered at {checked.altered_at}**]"
        told = f"{SORTS[paper.sort]} · {paper.mode} · {day(paper.started_at)} · {state.words} words"
        st.markdown(
            f":gray[{told}] · {whole}",
            width="content",
        )
        with st.container(horizontal=True, width="content"):
            if st.button("Print answers", icon=":material/print:"):
                _print(who, marked)
            if paper.mode == "assessment":
                if paper.released_at is None:
                    if st.button("Release…", icon=":material/lock_open:"):
                        _release(who, marked)
                else:
                    st.markdown(f":green[Released {day(paper.released_at)}]", width="content")
                if st.button("Enter as evidence…", icon=":material/inventory:"):
                    _enter(who, marked)
    if state.declared:
        people, programs = plain_md(state.declared.help_used), plain_md(state.declared.machine_help)
        st.markdown(f":gray[Declared as own work. Help: {people}. Programs: {programs}.]")
    if marked.state.started.most_words:
        asked = f"{state.started.least_words} to {state.started.most_words} words were asked for"
        sources = state.written(SOURCES).text
        st.markdown(f":gray[{asked}. Sources: {plain_md(sources or 'none named')}]")


def _answer(who: Actor, unit: Unit, marked: MarkedPaper) -> None:
    by_part = {a.asked.id: a for a in marked.answers}
    key = f"answer_of_{marked.paper.id}"
    part = standing(st.session_state, key, tuple(by_part))
    places = {a.asked.id: n for n, a in enumerate(marked.answers, 1)}
    st.segmented_control(
        "Answer", list(by_part), default=part,
        format_func=lambda p: _tab(places[p], by_part[p]),
        required=True, label_visibility="collapsed", key=key,
    )  # fmt: skip
    answer = by_part[part]
    left, right = st.columns([54, 46], gap="medium")
    with left, card("what_was_written"):
        place = f"{places[answer.asked.id]} of {len(marked.answers)}"
        drawn.question(answer.asked, place, unit.criteria[answer.asked.criterion].statement, clause=True)
        drawn.marked_text(answer, likely=True)
        _how_written(answer)
        drawn.clauses(answer)
        _laws(marked, answer)
    with right, card("what_was_found"):
        _found(who, marked, answer)


def _tab(place: int, answer: MarkedAnswer) -> str:
    word = WORDS[answer.finding.finding]
    return f"{place} · {plain_md(answer.asked.criterion)} :{FINDING_WORDS[word][1]}[{FINDING_SIGNS[word]}]"


def _laws(marked: MarkedPaper, answer: MarkedAnswer) -> None:
    """Draw the laws that the points rest on, with the nation and the day to look again by."""
    told = [f"{x.name} ({x.nation}, look again by {x.review})" for x in answer.laws(marked.bank)]
    if told:
        st.markdown(f":gray[Law: {plain_md('; '.join(told))}]")


def _how_written(answer: MarkedAnswer) -> None:
    one = answer.written
    told = f"{one.words} words, kept in {one.edits} step{'s' if one.edits != 1 else ''}"
    if one.at_once:
        told += f"; {one.at_once} characters came in at once (pasted, or sent late: ask)"
    st.html(
        f'<p class="small">{told}. <mark class="sure">green line</mark>: found; '
        '<mark class="likely">dashed</mark>: for you to judge; <mark class="wrong">double</mark>: speaks '
        "against it.</p>"
    )


def _found(who: Actor, marked: MarkedPaper, answer: MarkedAnswer) -> None:
    icon, colour, words = FINDING_WORDS[WORDS[answer.finding.finding]]
    st.markdown(
        f"**{plain_md(answer.asked.criterion)}** :{colour}[:material/{icon}: **{words}**] · provisional"
        f"{', with your rulings' if answer.rulings else ''}"
    )
    st.markdown(f":gray[{plain_md(answer.finding.sentence)}]")
    items = [_indicator(i, answer) for i in answer.to_judge()]
    kit.judging_list(
        items,
        key="answers_judging",
        label=f"Points of question {answer.asked.id}",
        height=min(620, 40 + 135 * len(items)),
        on_judge=lambda verdict: _rule(who, service().answers, marked, answer, verdict),
    )
    st.markdown(
        f":gray[Read by {plain_md(answer.reading.reader or 'nobody')}. A reading of answers is often wrong: "
        "the words decide, not the mark beside them.]"
    )


def _indicator(one: IndicatorResult, answer: MarkedAnswer) -> Indicator:
    number = drawn.numbers(answer).get(one.indicator)
    read = next(
        (p.words for p in (*answer.reading.points, *answer.reading.wrong) if p.id == one.indicator), ""
    )
    needed = any(p.id == one.indicator and p.must for p in answer.question.points)
    ruled = answer.rulings.get(one.indicator)
    judged = None
    if ruled is not None:
        if one.result == "undecided" or one.kind == WRONG:
            judged = "shown" if ruled.says else "not_shown"
        else:
            judged = "agree" if ruled.says == (one.result != "not shown") else "disagree"
    sort = "needed" if needed else "a wrong statement" if one.kind == WRONG else ""
    clause = f"Clause {one.clause}" if one.clause else ""
    return Indicator(
        id=one.indicator,
        result=RESULTS[one.result],
        title=one.label,
        at=f"{number}" if number else "",
        quote=read,
        clause=" · ".join(x for x in (sort, clause) if x),
        judged=judged,
        reason=ruled.reason if ruled else "",
        wrong=one.kind == WRONG,
    )


def _rule(who: Actor, answers: Answers, marked: MarkedPaper, answer: MarkedAnswer, verdict: Verdict) -> None:
    """Turn the key into a ruling: whether the answer says this."""
    before = {i.indicator: i.result for i in answer.to_judge()}
    found = before.get(verdict.indicator, "not shown") != "not shown"
    says = {"shown": True, "not_shown": False, "agree": found, "disagree": not found}[verdict.verdict]
    try:
        answers.rule(
            who, marked.paper.id, answer.asked.id, verdict.indicator, says=says, reason=verdict.reason
        )
    except ServiceError as fault:
        st.session_state["answers_fault"] = str(fault)


@st.dialog("Release", width="medium", dismissible=False)
def _release(who: Actor, marked: MarkedPaper) -> None:
    """Release a paper; what is still to be judged is said."""
    if marked.undecided:
        st.warning(f"{marked.undecided} points are still for you to judge. You can release all the same.")
    st.write("The learner then sees the provisional findings, and not the points that are missing.")
    comment = st.text_area("A word to the learner (optional)", max_chars=2000)
    released = st.button("Release", type="primary")
    cancelled()
    if released:
        try:
            service().answers.release(who, marked.paper.id, comment)
        except ServiceError as fault:
            st.error(str(fault))
        else:
            st.rerun()


@st.dialog("Enter as evidence", width="medium", dismissible=False)
def _enter(who: Actor, marked: MarkedPaper) -> None:
    """Map a paper to criteria. Nothing is chosen or written beforehand."""
    there = list(dict.fromkeys(a.asked.criterion for a in marked.answers))
    with st.form("enter_form", border=False):
        criteria = st.pills("Evidence of", there, selection_mode="multi")
        own: str | None = FICTIONAL
        if service().library.is_own(marked.paper.organisation_id):
            own = st.radio("The answers are about", [FICTIONAL, "the learner's own centre"], index=None)
        else:
            st.write("The answers are about the fictional centre: supplementary.")
        narrative = st.text_area("How it was sat (where, who was there)", max_chars=4000)
        sent = st.form_submit_button("Enter", type="primary")
    if st.button("Close", key="close_dialog"):  # what was entered stands; what was only typed is gone
        st.rerun()
    if sent:
        if own is None:
            st.error("Say whose centre the answers are about.")
            return
        try:
            reference = service().answers.enter(
                who, marked.paper.id, tuple(criteria or ()), own_centre=own.startswith("the learner"),
                narrative=narrative,
            )  # fmt: skip
        except ServiceError as fault:
            st.error(str(fault))
        else:
            st.success(f"It stands in the portfolio as {reference}. Decide there.")


@st.dialog("Print answers", width="small")
def _print(who: Actor, marked: MarkedPaper) -> None:
    """The answers with what was found, as a document."""
    save_buttons(lambda form: service().answer_sheets.printed(who, marked.paper.id, form))
