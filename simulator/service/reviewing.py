"""A finished attempt as a debrief and a marking desk show it: pure views of what marking made of the record.

``review`` gives everything in words and in the order in which it is read. It marks nothing, decides nothing
and says nothing that the finding's own citations do not bear out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.model.clock import clock
from simulator.model.endings import ABANDONED
from simulator.model.events import AttemptEnded, AttemptStarted, MoodChanged, Recorded
from simulator.model.filled import fill
from simulator.model.findings import Finding, FindingWord, IndicatorResult, Result
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.strong_words import softened
from simulator.model.told_to import Reader, told_to
from simulator.service.fact_rows import FactView, rows_of
from simulator.service.goals import suggested_goals
from simulator.service.judging import Judged
from simulator.service.moments import Moment, moments_of, place_of_each
from simulator.service.records import Reviewed

WEAKEST_FIRST: tuple[FindingWord, ...] = (
    "contrary evidence found",
    "no evidence found",
    "partial evidence",
    "could not be analysed",
    "evidence found",
    "not exercised in this scenario",
)
_WORST_FIRST: tuple[Result, ...] = ("contrary", "not shown", "undecided", "shown", "no chance")

Places = Mapping[int, tuple[str, bool]]


@dataclass(frozen=True)
class ChipView:
    """A criterion beside a moment, with the result of the indicator that cites it."""

    criterion: str
    result: Result


@dataclass(frozen=True)
class RetagView:
    """An assessor's re-tag of a line: what it was read as, what it is read as now, and why."""

    original: tuple[str, ...]
    now: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class EntryView:
    """A moment of the transcript with its chips. ``missed``: nobody at the other end understood it.

    ``noticed``: what of the learner's manner stands out there, for a person to weigh; no finding rests on it.
    """

    moment: Moment
    chips: tuple[ChipView, ...] = ()
    missed: bool = False
    read_as: tuple[str, ...] = ()
    retag: RetagView | None = None
    noticed: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitationView:
    """One thing that an indicator cites: the moment, its call time in words, and the words themselves.

    Strong words stand in full only in the transcript.
    """

    moment: str
    at: str
    who: str
    quote: str


@dataclass(frozen=True)
class IndicatorView:
    """One indicator: its result, the sentence that says why, the clause it judges, and what it cites."""

    id: str
    criterion: str
    title: str
    result: Result
    critical: bool
    sentence: str
    clause: str
    clause_text: str
    citations: tuple[CitationView, ...]
    judged: Judged | None = None


@dataclass(frozen=True)
class FindingView:
    """The provisional finding on a criterion: the unit's own statement, and the indicators behind it."""

    criterion: str
    title: str
    statement: str
    word: FindingWord
    shown: int
    of: int
    sentence: str
    indicators: tuple[IndicatorView, ...]

    @property
    def to_judge(self) -> tuple[IndicatorView, ...]:
        """The indicators that had a chance: those that an assessor is asked to answer."""
        return tuple(i for i in self.indicators if i.result != "no chance")


@dataclass(frozen=True)
class OpeningView:
    """The debrief's first sentence, and the other side's own line that followed from the costliest loss."""

    sentence: str
    speaker: str = ""
    at: str = ""
    said: str = ""


@dataclass(frozen=True)
class CallLine:
    """The call on one axis: its end, the mood from each call time on (0 calm to 10), the costly stretch.

    Up to ``calm_enough`` a caller can be worked with; none where the calls of a shift differ in that.
    """

    end: float
    mood: tuple[tuple[float, int], ...]
    costly: tuple[float, float] | None
    costly_words: str
    words: str
    calm_enough: int | None = None


@dataclass(frozen=True)
class Review:
    """Everything that a debrief or a desk shows of one attempt."""

    title: str
    opening: OpeningView
    line: CallLine
    entries: tuple[EntryView, ...]
    findings: tuple[FindingView, ...]
    facts: tuple[FactView, ...]
    happened_next: str
    goals: tuple[str, ...]
    marker: str

    def finding(self, criterion: str) -> FindingView | None:
        """Return the finding on a criterion, if the scenario claims it."""
        return next((f for f in self.findings if f.criterion == criterion), None)

    def weakest_first(self) -> tuple[FindingView, ...]:
        """Return the findings as a debrief lists them."""
        return tuple(sorted(self.findings, key=lambda f: WEAKEST_FIRST.index(f.word)))


def review(
    reviewed: Reviewed, act_labels: Mapping[str, str] | None = None, reader: Reader = "learner"
) -> Review:
    """Return the views of one attempt, worded for whoever reads it.

    ``act_labels`` names the acts for people (their ids stand in else).
    """
    record, organisation, marking = reviewed.record, reviewed.organisation, reviewed.marking
    started = record[0].event
    scenario = reviewed.scenario
    if isinstance(started, AttemptStarted):
        scenario = fill(scenario, started.cast, started.variant)
    moments = moments_of(record, organisation, reader)
    places = place_of_each(record, moments)
    by_id = {m.id: m for m in moments}
    opening = _opening(reviewed, by_id, places, told_to(reader, marking.opening))
    return Review(
        title=scenario.title,
        opening=opening,
        line=_call_line(reviewed, scenario, moments),
        entries=_entries(reviewed, moments, places, act_labels or {}, reader),
        findings=tuple(_finding(reviewed, f, by_id, places, reader) for f in marking.findings),
        facts=rows_of(marking.journeys, reader),
        happened_next="" if _given_up(record) else scenario.what_happened_next,
        goals=suggested_goals(marking.findings),
        marker=marking.marker,
    )


def _given_up(record: Sequence[Recorded]) -> bool:
    """Tell whether an attempt was given up: what happened next would tell its answers before another try."""
    last = record[-1].event
    return isinstance(last, AttemptEnded) and last.reason in ABANDONED


def _opening(reviewed: Reviewed, by_id: Mapping[str, Moment], places: Places, sentence: str) -> OpeningView:
    seq = reviewed.marking.radio
    heard = by_id.get(places[seq][0]) if seq is not None else None
    if heard is None:
        return OpeningView(sentence)
    return OpeningView(sentence, heard.name, clock(heard.t), heard.text)


def _call_line(reviewed: Reviewed, scenario: Scenario, moments: tuple[Moment, ...]) -> CallLine:
    end = reviewed.record[-1].event.t
    span = reviewed.marking.span
    costly = (span[0], span[1]) if span else None
    named = f"{clock(span[0])} to {clock(span[1])}: {_cost(reviewed, span[0], span[2])}" if span else ""
    counts = {
        lane: sum(m.lane == lane for m in moments)
        for lane in ("Caller", "You said", "Log", "Priority", "Sent", "Radio")
    }
    told = ", ".join(f"{lane} {n}" for lane, n in counts.items() if n)
    words = f"Timeline of the call from 0:00 to {clock(end)}. Points on each row: {told}. "
    words += f"{named}. " if named else ""
    words += "Every point also stands in the call below."
    return CallLine(end, _mood(reviewed), costly, named, words, _calm_enough(scenario))


def _cost(reviewed: Reviewed, since: float, name: str) -> str:
    """Name the costly stretch by the fact that was lost in it: "The oxygen cylinder, not passed on"."""
    lost = [j for j in reviewed.marking.journeys if j.told_at == since and (j.hazard or j.followed_bad)]
    lost.sort(key=lambda j: not j.followed_bad)
    if not lost:
        return name
    unsent = lost[0].needs_passing and lost[0].passed_at is None
    return f"{lost[0].label}, {'not passed on' if unsent else 'not right in the log'}"


def _calm_enough(scenario: Scenario) -> int | None:
    """Return the figure that the marking asks for, else the one at which the callers can be asked."""
    asked = {i.mood_ends for i in scenario.indicators.values() if i.mood_ends is not None}
    found = asked or {call.mood.settled_at for call in scenario.calls.values()}
    return found.pop() if len(found) == 1 else None


def _mood(reviewed: Reviewed) -> tuple[tuple[float, int], ...]:
    """Return the mood of the most upset caller from each call time on."""
    now: dict[str, int] = {}
    steps: list[tuple[float, int]] = []
    for r in reviewed.record:
        if isinstance(r.event, MoodChanged):
            now[r.event.call] = r.event.mood
            steps.append((r.event.t, max(now.values())))
    return tuple(steps)


def _entries(
    reviewed: Reviewed,
    moments: tuple[Moment, ...],
    places: Places,
    labels: Mapping[str, str],
    reader: Reader,
) -> tuple[EntryView, ...]:
    chips: dict[str, dict[tuple[str, Result], None]] = {}
    for finding in reviewed.marking.findings:
        for one in finding.indicators:
            if one.result != "no chance" and not _never_said(one):
                for there, exactly in (places[seq] for seq in one.cites):
                    if exactly:
                        chips.setdefault(there, {})[one.criterion, one.result] = None
    missed = set(reviewed.marking.not_understood)
    retags = {r.seq: r for r in reviewed.retags}
    entries: list[EntryView] = []
    for m in moments:
        read_as = _read_as(m, labels)
        retag = retags.get(m.seq)
        entries.append(
            EntryView(
                moment=m,
                chips=tuple(ChipView(c, r) for c, r in sorted(chips.get(m.id, ()), key=_by_criterion)),
                missed=m.seq in missed,
                read_as=read_as,
                retag=RetagView(read_as, tuple(labels.get(a, a) for a in retag.acts), retag.reason)
                if retag
                else None,
                noticed=tuple(
                    told_to(reader, one.sentence)
                    for one in reviewed.marking.noticed
                    if places[one.cites[-1]][0] == m.id
                ),
            )
        )
    return tuple(entries)


def _read_as(m: Moment, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a line was read as, the doubtful parts named as such."""
    acts = m.reading.acts if m.reading else ()
    return tuple(labels.get(a.act, a.act) + ("" if a.band == "sure" else " (not sure)") for a in acts)


def _by_criterion(chip: tuple[str, Result]) -> tuple[str, int]:
    return chip[0], _WORST_FIRST.index(chip[1])


def _finding(
    reviewed: Reviewed, finding: Finding, by_id: Mapping[str, Moment], places: Places, reader: Reader
) -> FindingView:
    criterion = reviewed.unit.criteria[finding.criterion]
    shown, of = finding.counted
    return FindingView(
        criterion=finding.criterion,
        title=criterion.name,
        statement=criterion.statement,
        word=finding.finding,
        shown=shown,
        of=of,
        sentence=told_to(reader, finding.sentence),
        indicators=tuple(_indicator(reviewed, i, by_id, places, reader) for i in finding.indicators),
    )


def _indicator(
    reviewed: Reviewed, one: IndicatorResult, by_id: Mapping[str, Moment], places: Places, reader: Reader
) -> IndicatorView:
    cites = () if _never_said(one) else one.cites
    cited = [by_id[i] for i in dict.fromkeys(places[seq][0] for seq in cites) if i in by_id]
    cited.sort(key=lambda m: m.seq)
    clause, text = _clause(reviewed.organisation, one.clause)
    judged = reviewed.judged.get(one.indicator)
    return IndicatorView(
        id=one.indicator,
        criterion=one.criterion,
        title=one.label,
        result=one.result,
        critical=one.critical,
        sentence=told_to(reader, one.sentence),
        clause=clause,
        clause_text=text,
        citations=tuple(CitationView(m.id, clock(m.t), m.who, softened(m.text)) for m in cited),
        judged=judged if judged and judged.result == one.result else None,
    )


def _never_said(one: IndicatorResult) -> bool:
    """Tell whether an indicator is shown by what was never said: then no one line bears it out."""
    return one.kind == "never_says" and one.result == "shown"


def _clause(organisation: Organisation, number: str) -> tuple[str, str]:
    clause = organisation.clauses.get(number)
    return (f"Procedure {clause.id}, {clause.title}", clause.text) if clause else (f"Procedure {number}", "")
