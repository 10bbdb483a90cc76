"""One attempt at the desk: its title row, the replay, and the findings with their indicators."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import RESULTS, WORDS, day, desk_entry, read_by
from app_pages._desk import beside, deeds, session
from app_pages._kit import components as kit
from app_pages._kit.choices import standing
from app_pages._kit.drawing import FINDING_SIGNS, FINDING_WORDS, plain_md
from app_pages._kit.layout import grow
from app_pages._kit.views import Indicator
from simulator.service.access import Actor
from simulator.service.records import Reviewed
from simulator.service.reviewing import FindingView, IndicatorView, Review


def title_row(who: Actor, reviewed: Reviewed, found: Review) -> None:
    """Draw who, what, which attempt, whether the record is whole; print and release."""
    attempt, checked = reviewed.attempt, reviewed.verification
    st.title(f"{plain_md(reviewed.learner_name)} · {plain_md(found.title)}", width="content")
    if checked.intact:
        whole = "record verified :material/verified:"
    else:
        whole = f":red[**record altered at event {checked.altered_at}** :material/gpp_bad:]"
    ended = f" · {plain_md(reviewed.ended_early)}" if reviewed.ended_early else ""
    which = f"{attempt.mode.capitalize()}, {day(attempt.started_at)}"
    st.markdown(
        f":gray[{which} · attempt {reviewed.number} of {reviewed.of}{ended}] · {whole}",
        width="content",
        help=" ".join(plain_md(told) for told in (read_by(attempt.reader_version), *reviewed.older)),
    )
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        if st.button("Print evidence", icon=":material/print:"):
            deeds.print_evidence(who, reviewed)
        beside.to_portfolio(who, reviewed)
        if attempt.mode == "assessment":
            session.offer(who, attempt.id)
        if attempt.mode == "assessment" and attempt.released_at is None:
            if st.button("Release debrief", icon=":material/lock_open:"):
                deeds.release(who, reviewed)
        elif attempt.released_at is not None:
            st.markdown(f":green[:material/lock_open: Released {day(attempt.released_at)}]", width="content")
        else:
            st.markdown(":gray[The learner has the debrief]", width="content")


def replay(who: Actor, reviewed: Reviewed, found: Review) -> None:
    """Draw the call with its replay, chips and re-tags."""

    def to_criterion(moment: str, criterion: str) -> None:
        st.session_state["desk_criterion"] = criterion
        st.session_state["desk_moment"] = moment

    def to_retag(moment: str) -> None:
        st.session_state["desk_retag"] = moment

    blind = set(service().observing.still_blind(who, reviewed.attempt.id))
    entries = [
        replace(
            e,
            chips=tuple(c for c in e.chips if c.criterion not in blind),
            noticed=() if blind else e.noticed,
        )
        for e in found.entries
    ]
    with grow("replay"):
        kit.transcript(
            [desk_entry(e) for e in entries],
            key="desk_transcript",
            stream=reviewed.attempt.id,
            label="The call",
            variant="desk",
            on_chip=to_criterion,
            on_retag=to_retag,
        )
    wanted = st.session_state.pop("desk_retag", "")
    entry = next((e for e in found.entries if e.moment.id == wanted), None)
    if entry is not None:
        deeds.retag(who, reviewed, entry)


def findings(who: Actor, reviewed: Reviewed, found: Review) -> None:
    """Draw the criteria, the one that is open verbatim, and its indicators to be answered."""
    criteria = {f.criterion: f for f in found.findings}
    if not criteria:
        st.write("This scenario claims no criterion.")
        return
    blind = service().observing.still_blind(who, reviewed.attempt.id)

    def first() -> str:
        """Return what is to be looked at first: what is to be judged blind, else the weakest criterion."""
        return blind[0] if blind else found.weakest_first()[0].criterion

    attempt = reviewed.attempt.id
    chosen = standing(st.session_state, "desk_criterion", tuple(criteria), first, of=attempt)
    st.segmented_control(
        "Criterion",
        list(criteria),
        default=chosen,
        format_func=lambda c: plain_md(c) if c in blind else _tab(criteria[c]),
        label_visibility="collapsed",
        required=True,
        key="desk_criterion",
    )
    finding = criteria[chosen]
    if finding.criterion in blind:
        beside.first_view(who, reviewed, finding.criterion)
        return
    _verbatim(finding, found.marker, reviewed.attempt.reader_version)
    beside.own_first_view(who, reviewed, finding.criterion)
    with grow("judging"):
        kit.judging_list(
            [_indicator(i) for i in finding.indicators],
            key="desk_judging",
            label=f"Indicators of {finding.criterion}",
            current=_in_hand(finding),
            focus=st.session_state.pop("desk_focus", ""),
            on_judge=lambda verdict: deeds.judge(who, reviewed.attempt.id, verdict),
        )
    beside.comments(who, reviewed, finding.criterion)
    st.markdown(f":gray[{_left_to_judge(finding)}]")


def _left_to_judge(finding: FindingView) -> str:
    """Say how many indicators wait for an answer, out of those that had a chance and so can."""
    left, of = sum(i.judged is None for i in finding.to_judge), len(finding.to_judge)
    if not of:
        return "No indicator had a chance, so none has to be judged"
    if not left:
        return "Every indicator judged"
    had = " that had a chance" if of < len(finding.indicators) else ""
    return f"{left} of {of} indicator{'s' * (of > 1)}{had} not judged yet"


def _tab(finding: FindingView) -> str:
    word = WORDS[finding.word]
    return f"{plain_md(finding.criterion)} :{FINDING_WORDS[word][1]}[{FINDING_SIGNS[word]}]"


def _verbatim(finding: FindingView, marker: str, reader: str) -> None:
    icon, colour, words = FINDING_WORDS[WORDS[finding.word]]
    count = f" · {finding.shown} of {finding.of} shown" if finding.of else ""
    st.markdown(
        f"**{plain_md(finding.criterion)}** {plain_md(finding.statement)}  \n"
        f":{colour}[:material/{icon}: **{words}**]{count} · provisional, {plain_md(marker)}, "
        f"{plain_md(reader.partition('/')[0])}"
    )


def _in_hand(finding: FindingView) -> str | None:
    """Return the indicator to begin with: that of the chip that was pressed, else contrary, else open."""
    moment = st.session_state.get("desk_moment", "")
    for one in finding.indicators:
        if any(c.moment == moment for c in one.citations):
            return one.id
    for wanted in ("contrary", "undecided"):
        for one in finding.indicators:
            if one.result == wanted and one.judged is None:
                return one.id
    return None


def _indicator(one: IndicatorView) -> Indicator:
    cited = one.citations[0] if one.citations else None
    critical = " Critical: one contrary line outweighs the rest." if one.critical else ""
    judged = one.judged
    return Indicator(
        id=one.id,
        result=RESULTS[one.result],
        title=one.title,
        at=cited.at if cited else "",
        quote=cited.quote if cited else "",
        clause=f"{one.sentence} {one.clause}.{critical}",
        moment=cited.moment if cited else None,
        judged=judged.answer.replace(" ", "_") if judged else None,
        reason=judged.reason if judged else "",
        spoken=cited is None or cited.who != "system",
    )
