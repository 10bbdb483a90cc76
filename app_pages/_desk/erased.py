"""A record of which a part was lawfully erased: who erased what and why, and the findings shown before it."""

from __future__ import annotations

import streamlit as st

from app_pages._debrief.drawn import WORDS, day
from app_pages._kit.drawing import FINDING_WORDS, plain_md
from simulator.model.clock import clock
from simulator.service.erased import Remains

_SIGNED = {
    str(word): f":{FINDING_WORDS[w][1]}[:material/{FINDING_WORDS[w][0]}: **{FINDING_WORDS[w][2]}**]"
    for word, w in WORDS.items()
}
"""A finding as other pages sign it; a word that an older marker used stands as it was shown."""


def draw(
    remains: Remains, left: st.delta_generator.DeltaGenerator, right: st.delta_generator.DeltaGenerator
) -> None:
    """Draw what is gone on the left, and what was found before on the right."""
    with left:
        st.write("A part of this call's record was lawfully erased. What is left is not marked any more.")
        for one in remains.gone:
            which = ", ".join(str(seq) for seq in one.events)
            events = "Events" if len(one.events) > 1 else "Event"
            st.markdown(
                f"**{events} {which}** · erased by {plain_md(one.by)}, {day(one.at)}  \n{plain_md(one.why)}"
            )
        for seq, t, kind in remains.kinds:
            st.markdown(f"`{clock(t)}` [erased] :gray[event {seq}: {plain_md(kind.replace('_', ' '))}]")
        st.markdown(f":gray[{remains.events} events stand in the record; its chain of digests still holds.]")
    with right:
        if not remains.findings:
            st.write("No finding was shown before it was erased.")
            return
        st.markdown(f"Findings as they were shown before, by {plain_md(remains.marker)}:")
        for criterion, word in remains.findings.items():
            st.markdown(f"**{plain_md(criterion)}** {_SIGNED.get(word, plain_md(word))}")
