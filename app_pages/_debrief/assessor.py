"""What the assessor said of a call, on its debrief and plainly apart from the machine's own reading."""

from __future__ import annotations

import streamlit as st

from app_pages._debrief.drawn import action, day, otherwise
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.model.clock import clock
from simulator.model.matrix import Feedback
from simulator.service.records import Reviewed
from simulator.service.reviewing import Review
from simulator.service.told_back import ToldBack


def said(reviewed: Reviewed, found: Review, told: ToldBack) -> None:
    """Draw who released the call, what they see otherwise, their comments and the feedback on it."""
    attempt = reviewed.attempt
    differs = [(i, words) for f in found.findings for i in f.indicators if (words := otherwise(i, told))]
    if attempt.released_at is None and not told.feedback:
        return
    with card("assessor"):
        st.header("From your assessor", anchor="from-your-assessor")
        if attempt.released_at is not None:
            who = plain_md(told.name(attempt.released_by or ""))
            st.markdown(f":gray[Released by {who}, {day(attempt.released_at)}]")
        for one, words in differs:
            st.markdown(f"- **{plain_md(one.criterion)}** {plain_md(one.title)}  \n  {plain_md(words)}")
        for comment in told.comments:
            about = f"**{plain_md(comment.criterion)}** " if comment.criterion else ""
            name = plain_md(told.name(comment.by))
            st.markdown(f"- `{clock(comment.at)}` {about}{plain_md(comment.text)} :gray[{name}]")
        for given in told.feedback:
            _feedback(given, told)
        if not (differs or told.comments or told.feedback):
            st.write("Your assessor changed nothing in the machine's first reading and wrote no comment.")


def _feedback(one: Feedback, told: ToldBack) -> None:
    given = one.given
    about = f" on {', '.join(given.criteria)}" if given.criteria else ""
    words = [*(c.text for c in given.comments), given.text]
    st.markdown(f"**Feedback{plain_md(about)}** :gray[{plain_md(told.name(given.by))}, {day(one.at)}]")
    st.markdown("  \n".join(plain_md(text) for text in words if text))
    if given.action:
        st.markdown(action(given))
        st.page_link(
            "app_pages/portfolio.py",
            label="Answer it in your portfolio",
            icon=":material/reply:",
            query_params={"part": "plans"},
            width="content",
        )
