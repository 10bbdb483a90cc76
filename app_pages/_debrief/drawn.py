"""Turns the service's views of an attempt into values that the design system draws. No rules, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from app_pages._access import service
from app_pages._kit import views
from app_pages._kit.drawing import plain_md
from simulator.model.findings import FindingWord, Result
from simulator.model.portfolio import FeedbackGiven
from simulator.model.reading import reads_words_alone
from simulator.service.fact_rows import FactView, Step
from simulator.service.reviewing import EntryView, IndicatorView, Review
from simulator.service.told_back import ToldBack

NOT_CAUGHT = "The caller didn't catch this; that is not counted against you."
NOT_CAUGHT_FAR = "The other side didn't catch this; that is not counted against you."
FIRST_READING = "The machine's first reading. In an assessment, an assessor decides."
BESIDE_IT = "The machine's first reading. Where your assessor sees it otherwise, that stands first."
RESULTS: Mapping[Result, views.Result] = {
    "shown": "shown",
    "not shown": "not_shown",
    "contrary": "contrary",
    "no chance": "no_chance",
    "undecided": "undecided",
}
WORDS: Mapping[FindingWord, views.FindingWord] = {
    "evidence found": "found",
    "partial evidence": "partial",
    "no evidence found": "none",
    "contrary evidence found": "contrary",
    "could not be analysed": "undecided",
    "not exercised in this scenario": "not_exercised",
}
_CELLS: Mapping[str, Literal["yes", "no", "plain"]] = {"well": "yes", "wrong": "no", "neither": "plain"}
_MOST_LABEL = 44


def day(moment: datetime) -> str:
    """Return a moment as people read it: Saturday 21 November, 14:07."""
    there = moment.astimezone()
    return f"{there:%A} {there.day} {there:%B, %H:%M}"


def read_by(reader: str) -> str:
    """Say which reader read the lines of a call, given by the name that its record keeps."""
    alone = " (by words alone, which understands less)" if reads_words_alone(reader) else ""
    return f"What was said was read by {reader}{alone}."


def by_when(due: datetime | None) -> str:
    """Return by when something is to be done, in words: "by Friday 4 December", or "no date"."""
    by = due.astimezone() if due else None
    return f"by {by:%A} {by.day} {by:%B}" if by else "no date"


def action(given: FeedbackGiven) -> str:
    """Return what feedback asks the learner to do, and by when; nothing where it asks for nothing."""
    by = f", by {given.due.day} {given.due:%B}" if given.due else ""
    return f":material/flag: {plain_md(given.action)}{by}" if given.action else ""


def length(seconds: float) -> str:
    """Return a length of time in words: 5 min 45 s."""
    whole = int(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


def act_labels(scenario_id: str) -> dict[str, str]:
    """Return the acts of a scenario with their names, or nothing when it left the library."""
    library = service().library
    return library.acts(scenario_id) if library.find(scenario_id) else {}


def debrief_entry(entry: EntryView, told: ToldBack) -> views.Entry:
    """Return a transcript line as its learner sees it, with what an assessor said at that moment."""
    remark = ""
    if entry.retag:
        remark = f"An assessor read this again, as: {listed(entry.retag.now)}. {entry.retag.reason}"
    elif entry.missed:
        to = entry.moment.name
        remark = NOT_CAUGHT if not to or to.startswith("To caller") else NOT_CAUGHT_FAR
    there = [f"{_who(told, c.by)}: {c.text}" for c in told.comments if c.seq == entry.moment.seq]
    return _entry(entry, "\n".join((*([remark] if remark else []), *_to_weigh(entry), *there)))


def desk_entry(entry: EntryView) -> views.Entry:
    """Return a transcript line as an assessor sees it: with what it was read as where that is in question."""
    remark = ""
    if entry.retag:
        remark = (
            f"Re-tagged as: {listed(entry.retag.now)}. First read as: {listed(entry.retag.original)}. "
            f"Reason: {entry.retag.reason}"
        )
    elif entry.missed:
        remark = "Not understood by the machine"
    remark = "\n".join((*([remark] if remark else []), *_to_weigh(entry)))
    return _entry(entry, remark, can_retag=entry.moment.reading is not None)


def _to_weigh(entry: EntryView) -> tuple[str, ...]:
    """Return what was noticed of the manner at a line, said to be worth a look and to count for nothing."""
    return tuple(f"Worth a look; counts for nothing by itself: {sentence}" for sentence in entry.noticed)


def listed(acts: tuple[str, ...]) -> str:
    """Return acts in one line, or that there was none."""
    return ", ".join(acts) or "nothing known"


def _entry(entry: EntryView, remark: str, *, can_retag: bool = False) -> views.Entry:
    m = entry.moment
    return views.Entry(
        id=m.id,
        t=m.t,
        who=m.who,
        text=m.text,
        name=m.name,
        chips=tuple(views.Chip(c.criterion, RESULTS[c.result]) for c in entry.chips),
        remark=remark,
        can_retag=can_retag,
    )


def facts(rows: tuple[FactView, ...]) -> list[views.FactRow]:
    """Return the facts' journeys as rows of the table."""
    return [
        views.FactRow(
            fact=row.fact,
            heard=_cell(row.heard),
            written=_cell(row.written),
            passed=_cell(row.passed),
            followed=_cell(row.followed),
            lost=row.lost,
        )
        for row in rows
    ]


def _cell(step: Step) -> views.Cell:
    return views.Cell(step.text, _CELLS[step.went] if step.text else "none")


def otherwise(one: IndicatorView, told: ToldBack) -> str:
    """Return what an assessor said of an indicator where it differs from the machine's reading of it."""
    if one.judged is None or one.judged.answer == "agree":
        return ""
    if one.judged.answer == "disagree":
        words = f"{_who(told, one.judged.by)}, sees it otherwise"
    else:
        words = f"{_who(told, one.judged.by)}, decided what the machine could not: {one.judged.answer}"
    return f"{words}: {one.judged.reason}" if one.judged.reason else f"{words}."


def _who(told: ToldBack, person: str) -> str:
    return f"Your assessor, {told.name(person)}"


def cited(one: IndicatorView, told: ToldBack) -> views.CitedIndicator:
    """Return one indicator with its citations, and with what an assessor sees otherwise."""
    return views.CitedIndicator(
        otherwise=otherwise(one, told),
        result=RESULTS[one.result],
        title=one.title,
        sentence=one.sentence,
        clause=one.clause,
        clause_text=one.clause_text,
        citations=tuple(views.Citation(c.moment, c.at, c.quote, c.who != "system") for c in one.citations),
    )


def timeline(found: Review, current: str | None) -> views.Timeline:
    """Return the call on one axis; the moments at both ends of the costly stretch carry their words."""
    line = found.line
    marks: list[views.Mark] = []
    here: float | None = None
    named: set[float] = set()
    for entry in found.entries:
        m = entry.moment
        if m.id == current:
            here = m.t
        if m.lane is None:
            continue
        ends = line.costly is not None and m.t in line.costly and m.lane in ("Caller", "Radio")
        label = _label(_heart(m.text)) if ends and m.t not in named else ""
        named |= {m.t} if label else set()
        marks.append(views.Mark(m.lane, m.t, _label(m.text, 90), label))
    return views.Timeline(
        end=line.end,
        marks=tuple(marks),
        mood=line.mood,
        calm_enough=line.calm_enough,
        costly=line.costly,
        costly_label=line.costly_words,
        alt=line.words,
        current=here,
    )


def _heart(text: str) -> str:
    """Return what a radio line says after who calls whom: "Control from Alpha One, …"."""
    calling, comma, rest = text.partition(", ")
    return rest[:1].upper() + rest[1:] if comma and "Control" in calling else text


def _label(text: str, most: int = _MOST_LABEL) -> str:
    """Return words for a chart, in which angle brackets would be taken for markup."""
    short = text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
    return "“" + short.replace("<", "‹").replace(">", "›") + "”"
