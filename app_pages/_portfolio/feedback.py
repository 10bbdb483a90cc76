"""Feedback that was given, in the words in which learner and assessor read it. It gives none."""

from __future__ import annotations

import streamlit as st

from app_pages._debrief.drawn import action, day
from app_pages._kit.drawing import plain_md
from simulator.model.matrix import Feedback
from simulator.service.portfolios import PortfolioView


def feedback_words(view: PortfolioView, said: Feedback) -> None:
    """Draw one piece of feedback: about what, by whom and when, its words, its action, what was answered."""
    given = said.given
    st.markdown(f"**{', '.join(given.criteria) or 'All'}** · {plain_md(view.name(given.by))}, {day(said.at)}")
    for comment in given.comments:
        st.markdown(f"{plain_md(comment.text)} :gray[bank {plain_md(comment.bank)}]")
    st.markdown(plain_md(given.text))
    if given.action:
        st.markdown(action(given))
    for answer in said.answers:
        st.markdown(f"> {plain_md(answer.text)} {'✓ done' if answer.done else ''}")
