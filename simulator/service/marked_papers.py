"""A paper with what was found in its answers, as pages and reports draw it, and as an item of evidence.

Values only, and how one becomes the other. It marks nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.marking.answers import DEPTH, POINT, WRONG, depth_of, statements_in
from simulator.model.answers import AnswerReading
from simulator.model.findings import Finding, FindingWord, IndicatorResult, Result
from simulator.model.papers import Asked, PaperState, Written
from simulator.model.portfolio import AnswerRuled, Claim, EvidenceItem, Exchange
from simulator.model.questions import Law, Question, QuestionBank
from simulator.store.values import Paper, Verification

__all__ = ["DEPTH", "POINT", "WRONG", "MarkedAnswer", "MarkedPaper", "PaperRow", "evidence_item"]

_ORDER: tuple[Result, ...] = ("contrary", "undecided", "shown", "not shown", "no chance")


@dataclass(frozen=True)
class MarkedAnswer:
    """One answer: what was asked and written, what was read in it, and the provisional finding.

    ``rulings`` are an assessor's latest by statement; ``clauses`` holds (number, title, text) of what the
    question rests on.
    """

    asked: Asked
    question: Question
    written: Written
    reading: AnswerReading
    finding: Finding
    rulings: Mapping[str, AnswerRuled]
    clauses: tuple[tuple[str, str, str], ...]

    def laws(self, bank: QuestionBank) -> tuple[Law, ...]:
        """Return the laws of the paper's questions on which this one or a point of it rests."""
        named = {self.question.law, *(p.law for p in self.question.points)}
        return tuple(x for x in bank.laws if x.id in named)

    def said_already(self, ruled: AnswerRuled) -> bool:
        """Tell whether the same person's word stands already, and no other reason is given for it."""
        stands = self.rulings.get(ruled.statement)
        if stands is None or (stands.by, stands.says) != (ruled.by, ruled.says):
            return False
        return ruled.reason in ("", stands.reason)

    def to_judge(self) -> tuple[IndicatorResult, ...]:
        """Return what was read of each point and wrong statement before any ruling, what is open first."""
        points, wrong = statements_in(self.question, self.reading)
        depth = depth_of(self.question, self.reading.connected)
        return tuple(sorted([*points, *wrong, depth], key=lambda i: _ORDER.index(i.result)))


@dataclass(frozen=True)
class MarkedPaper:
    """One paper with everything that a page or a report about it is drawn from."""

    paper: Paper
    learner_name: str
    state: PaperState
    answers: tuple[MarkedAnswer, ...]
    findings: tuple[Finding, ...]
    marker: str
    verification: Verification
    bank: QuestionBank
    comment: str = ""
    released_by: str = ""

    @property
    def undecided(self) -> int:
        """How many points wait for a person."""
        return sum(i.result == "undecided" for a in self.answers for i in a.finding.indicators)

    def answer(self, part: str) -> MarkedAnswer | None:
        """Return the answer to one question."""
        return next((a for a in self.answers if a.asked.id == part), None)


@dataclass(frozen=True)
class PaperRow:
    """One row of an assessor's list of papers."""

    paper: Paper
    learner_name: str
    title: str
    answered: int
    asked: int


def evidence_item(
    marked: MarkedPaper, criteria: Sequence[str], *, own_centre: bool, narrative: str
) -> EvidenceItem:
    """Return a paper as evidence by questioning (a report: by report) of some of its criteria."""
    paper, state = marked.paper, marked.state
    report = paper.sort == "report"
    ended = paper.ended_at or paper.started_at
    kept = [a for a in marked.answers if a.asked.criterion in criteria]
    words: dict[str, FindingWord] = {f.criterion: f.finding for f in marked.findings}
    return EvidenceItem(
        id="",
        method="report" if report else "questioning",
        title=state.started.title if report else f"{state.started.title}, {len(kept)} answers",
        on=ended.date(),
        setting="workplace" if own_centre else "simulated",
        claims=tuple(
            Claim(criterion=c, note=f"provisional finding: {words[c]}") for c in dict.fromkeys(criteria)
        ),
        narrative=narrative,
        about_own_centre=own_centre,
        source=paper.id,
        questioned="in writing",
        exchanges=tuple(
            Exchange(
                question=a.asked.worded,
                answer=a.written.text,
                criterion=a.asked.criterion,
            )
            for a in kept
        ),
    )
