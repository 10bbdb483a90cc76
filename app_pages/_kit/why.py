"""Draws why a line was read as it was: for the tutor who writes phrasings and the assessor who marks.

It explains and judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from app_pages._kit.drawing import plain_md
from simulator.model.reading import Reading
from simulator.service.authoring import Explanation, LineExplained

BANDS = {
    "sure": "Heard as {}",
    "unsure": "Heard as {}, but not for sure, so the caller asks back",
    "none": "Not heard; it came nearest to {}",
}
HELD_BACK = "<br>Held back by {:.1f}: its form, a negation or the person speaks against it."
SCALES = (
    "A score, a likeness and what a score loses run from 0 to 1. What a word gave, and by how much a reading "
    "was raised, lowered or held back, is added up before the score is worked out, on a scale without an end."
)
VALUES = {
    "telephone": "telephone number",
    "postcode": "postcode",
    "vehicle": "vehicle mark",
    "time": "time",
    "number": "number",
    "address": "address",
    "name": "name",
}

TOO_FAR = "too far behind to be compared"
COMPARED = "<br>Compared with that phrasing word by word: {} by {:.1f}."
LIKE = "<br>For being as like it as that: {} by {:.1f}."


def as_recorded(reading: Reading, labels: Mapping[str, str]) -> None:
    """Draw what stands in the record: each act heard when the line was said, and what decided."""
    for act in reading.acts:
        heard = BANDS[act.band].format(f"**{plain_md(labels.get(act.act, act.act))}**")
        st.markdown(
            f"{heard}: score {act.score:.2f}. "
            f"Words “{plain_md(act.words)}”, closest phrasing “{plain_md(act.phrase)}”. "
            f"{plain_md(_nearest_other(act.runner_up, labels))}."
        )
    if not reading.acts:
        st.markdown("Nothing was heard in this line when it was said.")
    st.caption(f"In the record, read by {plain_md(reading.reader)}.")


def why_read_so(found: LineExplained) -> None:
    """Draw why a line was read as it was: closest phrasing, what each word gave, what nearly won."""
    if not found.stretches:
        st.write("Nothing was heard in this line.")
    for one in found.stretches:
        _stretch(one, found.labels)
    if found.values:
        told = "; ".join(f"{VALUES[one.kind]} {plain_md(one.value)}" for one in found.values)
        st.markdown(f"Values in the line, as they are compared: {told}.")
    if found.stretches:
        st.caption(SCALES)
    st.caption(f"Word by word, as {plain_md(found.reader)} reads it now.")


def _nearest_other(act: str, labels: Mapping[str, str]) -> str:
    return f"The nearest other meaning: “{labels.get(act, act)}”" if act else "No other meaning was near"


def _signed(share: float) -> str:
    """Return a share with its sign and two places; what rounds to nothing has no sign."""
    return f"{share:+.2f}" if round(share, 2) else "0.00"


def _stretch(one: Explanation, labels: Mapping[str, str]) -> None:
    compared = "".join(
        told.format("raised" if odds > 0 else "lowered", abs(odds))
        for told, odds in ((COMPARED, one.verdict), (LIKE, one.nearness))
        if odds
    )
    behind = TOO_FAR if one.runner_up_out else f"{one.runner_up_score:.2f}, {one.gap:.2f} behind"
    other = escape(_nearest_other(one.runner_up, labels)) + (f", {behind}" if one.runner_up else "")
    held = HELD_BACK.format(one.held_back) if one.held_back else ""
    heard = BANDS[one.band].format(f"<b>{escape(labels.get(one.act, one.act))}</b>")
    st.html(
        f'<section class="why"><h3>“{escape(one.words)}”</h3>'
        f"<p>{heard}: score {one.score:.2f} "
        f"(sure from {one.sure_from:.2f}, unsure from {one.unsure_from:.2f}).<br>"
        f"Closest phrasing: “{escape(one.phrase)}” (likeness {one.likeness:.2f}).{compared}<br>"
        f"{other}.{held}</p>"
        f"{_words(one)}</section>"
    )


def _words(one: Explanation) -> str:
    if not one.word_shares:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(word)}</th><td>{_signed(share)}</td><td>{_signed(drop)}</td></tr>'
        for (word, share), (_, drop) in zip(one.word_shares, one.drops, strict=True)
    )
    head = '<th scope="col">Word</th><th scope="col">gave</th><th scope="col">lost without it</th>'
    caption = (
        '<caption class="heard-only">What each word gave, and what the score loses in the line without it'
        "</caption>"
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
