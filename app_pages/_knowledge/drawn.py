"""Draws one answer and what was found in it: the words that earned each point, marked in the text itself.

Values in, markup out; everything that people wrote is escaped. It decides nothing and asks no service.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

import streamlit as st

from app_pages._debrief.drawn import RESULTS, WORDS
from app_pages._kit.drawing import FINDING_WORDS, RESULT_SIGNS, plain_md
from simulator.model.answers import PointRead
from simulator.model.findings import Finding, IndicatorResult, Result
from simulator.model.papers import Asked
from simulator.service.marked_papers import DEPTH, POINT, WRONG, MarkedAnswer

_SPOKEN = {"sure": "found:", "likely": "for a person to judge:", "wrong": "speaks against it:"}
_ORDER: tuple[Result, ...] = ("contrary", "shown", "undecided", "not shown", "no chance")


def question(asked: Asked, place: str, criterion: str, *, clause: bool) -> None:
    """Draw what is asked, and what is shown beside it; the clause only where it was answered already."""
    head = asked.heading or asked.ask
    st.html(
        f'<p class="small">{escape(place)} · {escape(asked.criterion)} {escape(criterion)}</p>'
        f'<h2 class="asked">{escape(head)}</h2>'
        + (f"<p>{escape(asked.ask)}</p>" if asked.heading else "")
        + (f'<p class="small">Clause {escape(asked.clause)}</p>' if clause and asked.clause else "")
    )
    for part in asked.shown:
        items = "".join(f"<li>{escape(line)}</li>" for line in part.lines)
        st.html(f'<section class="beside"><h3>{escape(part.title)}</h3><ul>{items}</ul></section>')


def marked_text(answer: MarkedAnswer, *, likely: bool) -> None:
    """Draw the answer with the words that were found in it marked and numbered.

    ``likely``: also what only a person can judge; a learner is not shown that before somebody has.
    """
    text = answer.written.text
    if not text.strip():
        st.html('<p class="answer small">Nothing was written.</p>')
        return
    found = _spans(answer, likely=likely)
    wrong = {w.id for w in answer.reading.wrong}
    cuts = sorted({0, len(text), *(x for _, p in found for x in (p.start, p.end))})
    out = ""
    for start, end in pairwise(cuts):
        over = [(n, p) for n, p in found if p.start <= start and end <= p.end]
        piece = escape(text[start:end])
        if not over:
            out += piece
            continue
        # What nobody has judged yet is drawn as that, also where it may speak against the learner.
        sorts = {("wrong" if p.id in wrong else "sure") if _made(answer, p) else "likely" for _, p in over}
        sort = next(s for s in ("wrong", "sure", "likely") if s in sorts)
        ends = ", ".join(str(n) for n, p in over if p.end == end)
        sup = f'<sup><span class="heard-only">{_SPOKEN[sort]} </span>{ends}</sup>' if ends else ""
        out += f'<mark class="{sort}">{piece}{sup}</mark>'
    st.html(f'<div class="answer" dir="auto">{out}</div>')


def _made(answer: MarkedAnswer, point: PointRead) -> bool:
    ruled = answer.rulings.get(point.id)
    return ruled.says if ruled is not None else point.band == "sure"


def numbers(answer: MarkedAnswer) -> dict[str, int]:
    """Return the number under which each statement that was found is marked in the text, in its order."""
    reads = [*answer.reading.points, *answer.reading.wrong]
    return {p.id: n for n, p in enumerate(sorted(reads, key=lambda p: (p.start, p.end)), 1)}


def _spans(answer: MarkedAnswer, *, likely: bool) -> list[tuple[int, PointRead]]:
    number = numbers(answer)
    reads = [*answer.reading.points, *answer.reading.wrong]
    kept = [p for p in reads if likely or _made(answer, p)]
    return sorted(((number[p.id], p) for p in kept), key=lambda one: (one[1].start, -one[1].end))


def finding_line(finding: Finding, note: str = "provisional") -> None:
    """Draw the finding in one line, with its sign and word."""
    icon, colour, words = FINDING_WORDS[WORDS[finding.finding]]
    st.markdown(
        f":{colour}[:material/{icon}: **{words}**] · {note}"
        if note
        else f":{colour}[:material/{icon}: **{words}**]"
    )


def points(answer: MarkedAnswer, *, missing: bool) -> None:
    """Draw the points of an answer; ``missing``: name also those that it does not make (practice)."""
    number = numbers(answer)
    items = ""
    left = waiting = 0
    for one in sorted(answer.finding.indicators, key=lambda i: _ORDER.index(i.result)):
        if one.kind == POINT and one.result == "not shown" and not missing:
            left += 1
            continue
        if one.kind in (POINT, WRONG) and one.result == "undecided" and not missing:
            waiting += 1
            continue
        items += _point(one, number.get(one.indicator), answer)
    if left:
        more = "points are" if left > 1 else "point is"
        where = " The clause below says what." if answer.clauses else ""
        items += f"<li>{left} more {more} asked for.{where}</li>"
    if waiting:
        items += f"<li>{waiting} more {'wait' if waiting > 1 else 'waits'} for a person to judge.</li>"
    st.html(
        f'<ul class="finding-lines">{items}</ul>' if items else f"<p>{escape(answer.finding.sentence)}</p>"
    )


def _point(one: IndicatorResult, number: int | None, answer: MarkedAnswer) -> str:
    sign, tone, words = RESULT_SIGNS[RESULTS[one.result]]
    if one.kind == DEPTH and one.result == "shown":
        return ""
    if one.result == "undecided":
        words = "for a person to judge"
    where = (
        f" <sup>{number}</sup>" if number and one.kind in (POINT, WRONG) and one.result != "not shown" else ""
    )
    ruled = answer.rulings.get(one.indicator)
    said = " An assessor decided this." if ruled else ""
    told = "" if one.result == "not shown" and one.kind == POINT else escape(one.sentence)
    return (
        f'<li><b><span class="{tone}" aria-hidden="true">{sign}</span> {escape(one.label)}{where}'
        f'<span class="heard-only">: {words}</span></b><br>{told}{said}</li>'
    )


def clauses(answer: MarkedAnswer) -> None:
    """Draw the clauses that the question rests on, to be read again."""
    for number, title, text in answer.clauses:
        with st.expander(f"Clause {plain_md(number)} {plain_md(title)}"):
            st.write(plain_md(text))
