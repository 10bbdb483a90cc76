"""Small drawing functions on Streamlit's own elements: hero, opening, facts, meters. Values in, nothing out.

Every text that people wrote is escaped here, for HTML or for Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from html import escape
from typing import Literal

import streamlit as st

from app_pages._kit.views import Cell, FactRow, FindingWord, Result

FINDING_WORDS: dict[FindingWord, tuple[str, str, str]] = {
    "found": ("check_circle", "green", "Evidence found"),
    "partial": ("contrast", "orange", "Partial evidence"),
    "none": ("circle", "orange", "No evidence found"),
    "contrary": ("cancel", "red", "Contrary evidence found"),
    "undecided": ("help", "violet", "Could not be analysed"),
    "not_exercised": ("remove", "gray", "Not exercised"),
}
FINDING_SIGNS: dict[FindingWord, str] = {
    "found": "✓",
    "partial": "◐",
    "none": "○",
    "contrary": "✕",
    "undecided": "?",
    "not_exercised": "–",
}
RESULT_SIGNS: dict[Result, tuple[str, str, str]] = {
    "shown": ("✓", "green", "shown"),
    "not_shown": ("○", "orange", "not shown"),
    "contrary": ("✕", "red", "contrary"),
    "no_chance": ("–", "gray", "no chance"),
    "undecided": ("?", "violet", "could not be analysed"),
}
_CELL_SIGNS = {"yes": "✓ ", "no": "✕ ", "none": "", "plain": ""}


def plain_md(text: str) -> str:
    """`text` so that Markdown shows it as it is written, colons and brackets included."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", text.replace("\n", " "))


def hero(state: Literal["calm", "ringing"]) -> AbstractContextManager[object]:
    """The ringing panel of the home screen: a phone with rings at the left, what follows at the right.

    Use as a context manager and draw title, words and the big primary button inside.
    """
    box = st.container(key=f"hero_{state}")
    phone, words = box.columns([22, 78], vertical_alignment="center")
    phone.html('<div class="hero-phone" aria-hidden="true"><span class="hero-icon">call</span></div>')
    return words.container(key=f"hero_words_{state}")


def meters(rows: Sequence[tuple[str, int, str]], of: int) -> None:
    """Bars that say the same in words: (label, count, "9 of 11")."""
    bars = "".join(
        f'<div class="meter"><span>{escape(label)}</span><span class="meter-bar" aria-hidden="true">'
        f'<span style="width:{100 * n / max(of, 1):.0f}%"></span></span><b>{escape(words)}</b></div>'
        for label, n, words in rows
    )
    st.html(f'<div class="meters">{bars}</div>')


def criteria_grid(rows: Sequence[tuple[str, str, FindingWord, str]]) -> None:
    """What calls have shown so far: (criterion, short title, sign, words such as "evidence in one call")."""
    signs: dict[FindingWord, Result] = {
        "found": "shown",
        "none": "not_shown",
        "contrary": "contrary",
        "undecided": "undecided",
        "not_exercised": "no_chance",
    }
    items = ""
    for criterion, title, word, words in rows:
        sign = "◐" if word == "partial" else RESULT_SIGNS[signs[word]][0]
        tone = FINDING_WORDS[word][1]
        items += (
            f'<li><span class="sign {tone}" aria-hidden="true">{sign}</span><span><b>{escape(criterion)}</b> '
            f'{escape(title)}<br><span class="small">{escape(words)}</span></span></li>'
        )
    st.html(f'<ul class="criteria">{items}</ul>')


def debrief_opening(sentence: str, *, speaker: str = "", at: str = "", said: str = "") -> None:
    """The debrief's first sentence as the page's h1 and, below it, the crew's own radio line."""
    quote = ""
    if said:
        quote = (
            f'<p class="crew"><b>{escape(speaker)}</b> <span class="mono">{escape(at)}</span> '
            f"<i>“{escape(said)}”</i></p>"
        )
    st.html(f'<div class="opening"><h1>{escape(sentence)}</h1>{quote}</div>')


def facts_table(rows: Sequence[FactRow], *, caption: str = "Where each fact went") -> None:
    """The fact's journey as a table, lost facts first; cards on a phone."""
    names = ("Heard", "Written", "Passed on", "What followed")
    body = ""
    for row in sorted(rows, key=lambda r: not r.lost):
        cells = "".join(
            _cell(name, cell)
            for name, cell in zip(names, (row.heard, row.written, row.passed, row.followed), strict=True)
        )
        body += (
            f'<tr class="{"lost" if row.lost else ""}"><th scope="row">{escape(row.fact)}</th>{cells}</tr>'
        )
    head = "".join(f'<th scope="col">{n}</th>' for n in ("Fact", *names))
    st.html(
        f'<table class="facts"><caption class="heard-only">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(name: str, cell: Cell) -> str:
    text = escape(cell.text) or "–"
    return f'<td data-name="{name}" class="{cell.state}">{_CELL_SIGNS[cell.state]}{text}</td>'


def pane_title(title: str, beside: str = "") -> None:
    """The heading of a pane with a quiet fact beside it."""
    st.html(
        f'<div class="pane-title"><h2>{escape(title)}</h2><span class="gray">{escape(beside)}</span></div>'
    )
