"""Erasing words from a learner's records, for administrators: found by the words, chosen, with a reason."""

from __future__ import annotations

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._people.saying import Say
from simulator.model.clock import clock
from simulator.service.access import Actor
from simulator.service.erasing_words import Holding
from simulator.service.errors import ServiceError
from simulator.service.everybody import Somebody


def erasing_words(who: Actor, person: Somebody, say: Say) -> None:
    """Look for words in what a learner said and wrote, and offer to erase what holds them."""
    with st.expander("Erase words from their records"):
        st.markdown(
            "For a request under the law on personal data. Only what holds the words is shown. "
            "Of portfolios only the profile is searched: uploaded files are erased there, one by one."
        )
        key = f"erase_words_{person.id}"
        words = st.text_input("Words that must go, such as a name", max_chars=120, key=key)
        if not words.strip():
            return
        try:
            with st.spinner("Looking through their ended calls, papers and profiles…"):
                found = service().erasing_words.find(who, person.id, words)
        except ServiceError as fault:
            st.error(str(fault))
            return
        if not found:
            st.write("Nothing in their ended calls, papers and profiles holds these words.")
            return
        _choose(who, person, words, found, say)


def _choose(who: Actor, person: Somebody, words: str, found: tuple[Holding, ...], say: Say) -> None:
    st.markdown(
        f"**{len(found)} {'place holds' if len(found) == 1 else 'places hold'} these words.** "
        "What you erase is gone for ever. Its record then says what was erased, by whom and why; **it is not "
        "marked any more**, and its debrief is closed. Findings shown before, decisions and signatures stay. "
        "Copies of the database, and packs that were handed out, are yours to replace."
    )
    with st.form(f"erase_words_form_{person.id}", border=False):
        chosen = [h.key for h in found if st.checkbox(_label(h), key=f"erase_{h.key}")]
        reason = st.text_input("Why it must go", max_chars=500)
        sent = st.form_submit_button("Erase for ever", type="primary", icon=":material/delete_forever:")
    if sent:
        try:
            with st.spinner("Erasing, and checking the chains of digests…"):
                gone = service().erasing_words.erase(who, person.id, words, chosen, reason=reason)
        except ServiceError as fault:
            st.error(str(fault))
            return
        say(f"{gone} {'event is' if gone == 1 else 'events are'} erased for ever. The records say so.")
        st.rerun()


def _label(one: Holding) -> str:
    at = f" at {clock(one.t)}" if one.sort == "call" else ""
    changes = f", with all {len(one.seqs)} changes of it" if len(one.seqs) > 1 else ""
    return (
        f"{plain_md(one.title)}, {day(one.started_at)}{at} · {one.kind}{changes}: “{plain_md(one.excerpt)}”"
    )
