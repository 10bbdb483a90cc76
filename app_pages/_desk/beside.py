"""What an assessor writes beside an attempt: a first, blind view, comments, evidence, feedback."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._portfolio import forms
from app_pages._portfolio.feedback import feedback_words
from simulator.model.clock import clock
from simulator.model.findings import FindingWord
from simulator.service.access import Actor
from simulator.service.errors import ServiceError
from simulator.service.records import Reviewed
from simulator.service.reviewing import EntryView

SEEN: tuple[FindingWord, ...] = tuple(
    w for w in get_args(FindingWord) if w not in ("could not be analysed", "not exercised in this scenario")
)


def first_view(who: Actor, reviewed: Reviewed, criterion: str) -> None:
    """Ask what the assessor sees before the machine's finding is shown."""
    statement = reviewed.unit.criteria[criterion].statement
    st.markdown(f"**{criterion}** {plain_md(statement)}")
    st.markdown(
        ":material/visibility_off: This attempt is viewed blind first: say what you see, and the machine's "
        "finding is shown beside it."
    )
    for word in SEEN:
        st.button(
            word.capitalize(),
            key=f"blind_{criterion}_{word}",
            on_click=_say,
            args=(who, reviewed.attempt.id, criterion, word),
            width="stretch",
        )


def own_first_view(who: Actor, reviewed: Reviewed, criterion: str) -> None:
    """Say beside the machine's finding what this assessor saw first, where the attempt was viewed blind."""
    seen = service().observing.first_views(who, reviewed.attempt.id).get(criterion)
    if seen is not None:
        st.markdown(f":gray[:material/visibility_off: You saw first: **{seen}**]")


def _say(who: Actor, attempt: str, criterion: str, word: FindingWord) -> None:
    try:
        service().observing.view_blind(who, attempt, criterion, word)
    except ServiceError as fault:
        st.session_state["desk_fault"] = str(fault)
    else:  # the button that was pressed is gone; the keys work on the indicators
        st.session_state["desk_focus"] = criterion


def comments(who: Actor, reviewed: Reviewed, criterion: str) -> None:
    """List the markers of a criterion on one line, for the judging needs the room, and all comments."""
    made = service().observing.comments(who, reviewed.attempt.id)
    bare = [one for one in made if not one.text]
    here = " ".join(f"`{clock(one.at)}`" for one in bare if one.criterion == criterion)
    if bare:
        others = sum(one.criterion != criterion for one in bare)
        more = f" :gray[· {others} for other criteria]" if others else ""
        st.markdown(f"Marked for {criterion}: {here or 'nothing'}{more}")
    for one in made:
        if one.text:
            about = f"**{one.criterion}** " if one.criterion else ""
            live = " :gray[(live)]" if one.live else ""
            st.markdown(f"`{clock(one.at)}` {about}{plain_md(one.text)}{live}")


def comment_on(who: Actor, reviewed: Reviewed, entry: EntryView, *, unsaved: bool) -> None:
    """Offer to comment at a moment, inside the dialog of a line; ``unsaved``: a re-tag was begun in it."""
    m = entry.moment
    st.text_area("Comment at this moment", max_chars=2000, key=f"comment_{m.id}")
    st.markdown(f":gray[{who_reads(reviewed)}]")
    criteria = [f.criterion for f in reviewed.marking.findings]
    st.selectbox("About", ["", *criteria], key=f"comment_about_{m.id}")
    if st.button("Save comment"):
        if unsaved:
            st.error(
                "The reason of the re-tag above would be lost: save the re-tag (this comment goes along)."
            )
            return
        try:
            if not keep_comment(who, reviewed, entry):
                st.error("Write a comment or choose a criterion.")
                return
        except ServiceError as fault:
            st.error(str(fault))
        else:
            st.rerun()


def who_reads(reviewed: Reviewed) -> str:
    """Return when the learner reads a comment that is written now; it stands where it is written."""
    attempt = reviewed.attempt
    if attempt.mode != "assessment":
        return "A practice call has no release: your comment stays with assessors."
    if attempt.released_at is None:
        return "The learner reads your comment once you release the debrief, and not before."
    return "**The debrief is released: the learner reads your comment as soon as you save it.**"


def keep_comment(who: Actor, reviewed: Reviewed, entry: EntryView) -> bool:
    """Keep what was written or chosen at a moment; return whether there was anything."""
    m = entry.moment
    text = st.session_state.get(f"comment_{m.id}") or ""
    criterion = st.session_state.get(f"comment_about_{m.id}") or ""
    if not text.strip() and not criterion:
        return False
    service().observing.mark(who, reviewed.attempt.id, criterion, text, at=max(0.0, m.t), seq=m.seq)
    return True


def to_portfolio(who: Actor, reviewed: Reviewed) -> None:
    """Offer what leads from a call to the portfolio: an observation, feedback."""
    attempt = reviewed.attempt
    view = service().portfolios.view(who, attempt.learner_id, attempt.unit)
    if attempt.mode == "assessment" and st.button("Add to portfolio", icon=":material/add:"):
        forms.add_evidence(who, view, "assessor", service().observing.drafted(who, attempt.id))
    if st.button("Feedback", icon=":material/chat:"):
        forms.feedback(who, view, [], attempt.id)
    given = [f for f in view.dossier.feedback if f.given.attempt == attempt.id]
    if given:
        with st.popover(f"Feedback given ({len(given)})"):
            for one in given:
                feedback_words(view, one)
