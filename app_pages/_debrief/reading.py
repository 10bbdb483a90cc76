"""The debrief of one attempt: opening, timeline, findings beside the call, facts, what came of it, a goal."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import (
    BESIDE_IT,
    FIRST_READING,
    WORDS,
    cited,
    day,
    debrief_entry,
    facts,
    length,
    timeline,
)
from app_pages._debrief.past import all_your_calls
from app_pages._kit import components as kit
from app_pages._kit.drawing import FINDING_WORDS, debrief_opening, facts_table, plain_md
from app_pages._kit.layout import card, grow
from app_pages._kit.timeline import PLAIN, timeline_figure
from simulator.model.clock import clock
from simulator.model.told_to import to_the_learner
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.records import Reviewed
from simulator.service.reviewing import FindingView, Review
from simulator.service.told_back import ToldBack

OWN_WORDS = "In my own words…"


def top(reviewed: Reviewed, found: Review) -> bool:
    """Draw the line above the opening; return whether the learner wants to take the call again."""
    attempt = reviewed.attempt
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        took = length(reviewed.record[-1].event.t)
        st.markdown(
            f":gray[Debrief · {plain_md(found.title)} · {attempt.mode}{_tried(reviewed)} · "
            f"{day(attempt.started_at)} · {took}{_gone(reviewed)}]",
            width="content",
        )
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            all_your_calls()
            known = service().library.find(attempt.scenario_id)
            if attempt.mode == "practice" and known is not None and "practice" in known.used_for:
                return st.button("Take this call again", icon=":material/replay:")
    return False


def _gone(reviewed: Reviewed) -> str:
    return f", {plain_md(to_the_learner(reviewed.ended_early))}" if reviewed.ended_early else ""


def older_rules(reviewed: Reviewed) -> None:
    """Say what was understood, played or shown by older rules; nothing where none had a part in it."""
    if reviewed.older:
        st.caption(" ".join(plain_md(sentence) for sentence in reviewed.older))


def _tried(reviewed: Reviewed) -> str:
    origin = reviewed.tried_from
    return f", tried again from {clock(origin.t)} of an earlier call" if origin else ""


def moment_to_try(found: Review, current: str | None) -> float | None:
    """Return the call time of the moment in hand; until one is chosen, of the first that a finding cites."""
    times = {entry.moment.id: entry.moment.t for entry in found.entries}
    if current in times:
        return times[current]
    cited_first = (
        times[c.moment]
        for finding in found.weakest_first()
        for indicator in finding.indicators
        if indicator.result in ("not shown", "contrary")
        for c in indicator.citations
        if times.get(c.moment, 0.0) > 0.0
    )
    return next(cited_first, None)


def try_from(reviewed: Reviewed, found: Review, current: str | None) -> float | None:
    """Offer to try the call again from a moment; return that moment's call time when it is wanted."""
    t = moment_to_try(found, current)
    if t is None or not service().trying.may_try(reviewed):
        return None
    with st.container(horizontal=True, vertical_alignment="center", key="try_from"):
        wanted = st.button(f"Try from {clock(t)}", icon=":material/restart_alt:")
        st.markdown(":gray[A practice call in which all that came before already stands.]", width="content")
    return t if wanted else None


def opening(found: Review) -> None:
    """Draw the opening sentence and the line that followed."""
    with card("opening"):
        o = found.opening
        debrief_opening(o.sentence, speaker=o.speaker, at=o.at, said=o.said)


def second_by_second(found: Review, current: str | None) -> None:
    """Draw the timeline, with the moment in hand ringed."""
    with card("timeline"), st.container(key="timeline_call"):
        st.header("The call, second by second")
        st.html('<p class="slides">The picture slides sideways.</p>')
        view = timeline(found, current)
        figure = timeline_figure(view, dark=st.context.theme.type == "dark")
        st.plotly_chart(figure, theme=None, config=PLAIN, alt=view.alt, key="timeline_figure")


def findings(found: Review, opened: str | None, told: ToldBack) -> None:
    """Draw the findings, weakest first and the worst one open, or the one that was asked for."""
    order = found.weakest_first()
    opened = opened or (order[0].criterion if order else None)
    with card("findings"):
        st.header("Findings by criterion", anchor="findings")
        differs = any(contested(finding) for finding in order)
        st.markdown(f":gray[{plain_md(BESIDE_IT if differs else FIRST_READING)}]")
        with st.container(gap="xsmall"):
            for finding in order:
                with st.expander(_label(finding), expanded=finding.criterion == opened):
                    key = finding.criterion.replace(".", "_")
                    kit.finding_lines(
                        [cited(i, told) for i in finding.indicators], key=f"lines_{key}", on_show=_show
                    )


def _label(finding: FindingView) -> str:
    icon, colour, words = FINDING_WORDS[WORDS[finding.word]]
    count = f", {finding.shown} of {finding.of}" if finding.of else ""
    return (
        f":{colour}[:material/{icon}:] **{plain_md(finding.criterion)}** {plain_md(finding.title)} · "
        f":{colour}[{words}]{count}{' · **your assessor sees it otherwise**' if contested(finding) else ''}"
    )


def contested(finding: FindingView) -> bool:
    """Tell whether an assessor disagreed with something that the machine read into this criterion."""
    return any(i.judged is not None and i.judged.answer == "disagree" for i in finding.indicators)


def _show(moment: str) -> None:
    st.session_state["debrief_moment"] = moment


def _open(_: str, criterion: str) -> None:
    st.session_state["debrief_open"] = criterion


def the_call(reviewed: Reviewed, found: Review, current: str | None, told: ToldBack) -> float | None:
    """Draw the annotated transcript; return the call time from which the learner wants to try again."""
    with card("call"):
        st.header("The call, line by line", anchor="the-call")
        st.html('<a class="back" href="#findings">Back to the findings</a>')
        wanted = try_from(reviewed, found, current)
        with grow("call"):
            kit.transcript(
                [debrief_entry(e, told) for e in found.entries],
                key="debrief_transcript",
                stream=reviewed.attempt.id,
                label="The call, line by line",
                variant="debrief",
                current=current,
                on_chip=_open,
            )
    return wanted


def where_facts_went(found: Review) -> None:
    """Draw the facts' journeys, the lost ones first."""
    with card("facts"):
        st.header("Where each fact went")
        if found.facts:
            facts_table(facts(found.facts))
        else:
            st.write("This call had no facts to follow.")


def what_happened_next(found: Review) -> None:
    """Tell how the story goes on: one story, of a job that was done, whatever was done this time."""
    if found.happened_next:
        with card("next"):
            st.header("How it goes on when the job is done")
            st.write(plain_md(found.happened_next))


def one_goal(who: Actor, found: Review, attempt_id: str) -> None:
    """Let the learner keep one goal: a suggestion, or their own words."""
    with card("goal"):
        st.header("One goal for your next call")
        kept = service().learning.goal(who)
        if kept:
            st.markdown(f":gray[Your goal now: {plain_md(kept)}]")
        chosen = st.radio(
            "One goal for your next call",
            [*found.goals, OWN_WORDS],
            index=None,
            label_visibility="collapsed",
            key=f"goal_{attempt_id}",
        )
        text = chosen or ""
        if chosen == OWN_WORDS:
            text = st.text_input("Your goal", max_chars=300, key=f"own_goal_{attempt_id}")
        if st.button("Keep this goal", type="primary"):
            try:
                service().learning.keep_goal(who, text)
            except ServiceError as fault:
                st.error(str(fault))
            else:
                st.session_state["goal_kept"] = True
                st.rerun()
        if st.session_state.pop("goal_kept", False):
            st.success("Kept. It stands at your desk.", icon=":material/check:")
