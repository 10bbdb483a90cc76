"""Papers and a report for the demonstration: written, handed in, marked in part, one released, one begun.

They go through the same use cases as by people. The words come from the question bank, as much of it as each
made-up learner knows; nobody's real answer stands in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.papers import SOURCES
from simulator.model.questions import Question, QuestionBank
from simulator.service.access import Actor
from simulator.service.wiring import PortfolioParts

UNIT = "234"
CENTRE = "wendshire"
REPORT = "deciding-and-sending"
_LINKS = ("At our centre", "Then", "Also", "And", "In the end", "After that")
_VAGUE = "I would stay polite with everybody and do my best, because every call is different."


@dataclass(frozen=True)
class Writer:
    """A learner and the share of each question's points that they know; ``slips``: they say a wrong thing."""

    who: Actor
    knows: float
    slips: bool = False


def answer_of(question: Question, writer: Writer, place: int) -> str:
    """Return what the writer writes to the question in the given place of the paper."""
    count = round(writer.knows * len(question.points))
    known = question.points[: max(0, count - (place % 2))]
    if not known:
        return _VAGUE
    said = [
        f"{_LINKS[n % len(_LINKS)]} {point.examples[(place + n) % len(point.examples)]}."
        for n, point in enumerate(known)
    ]
    if writer.slips and question.wrong and place % 3 == 1:
        wrong = question.wrong[0].examples[0] if question.wrong[0].examples else question.wrong[0].text
        said.append(f"{wrong[0].upper()}{wrong[1:]}.")
    return " ".join(said)


def fill_answers(
    parts: PortfolioParts,
    bank: QuestionBank,
    assessor: Actor,
    cohort: str,
    *,
    writers: Sequence[Writer],
    beginner: Actor,
) -> None:
    """Set a paper and a report, let learners write, release the first, and leave one paper begun."""
    answers = parts["answers"]
    task = answers.set_for(
        assessor,
        cohort,
        sort="paper",
        unit=UNIT,
        organisation=CENTRE,
        mode="assessment",
        criteria=parts["papers"].criteria(UNIT, CENTRE),
    )
    report = answers.set_for(
        assessor,
        cohort,
        sort="report",
        unit=UNIT,
        organisation=CENTRE,
        mode="assessment",
        brief=REPORT,
    )
    papers = [_write(parts, bank, w, task.id) for w in writers]
    _write(parts, bank, writers[0], report.id)
    answers.release(assessor, papers[0], "Well connected. Name the level when you hand something up.")
    begun = parts["papers"].take(beginner, task.id)
    first = parts["papers"].look(beginner, begun).state.started.asked[0]
    parts["papers"].write(beginner, begun, first.id, "We take calls day and night and", before="")


def _write(parts: PortfolioParts, bank: QuestionBank, writer: Writer, task: str) -> str:
    papers = parts["papers"]
    paper = papers.take(writer.who, task)
    started = papers.look(writer.who, paper).state.started
    for place, asked in enumerate(started.asked):
        question = bank.question(asked.id)
        if question is not None:
            papers.write(writer.who, paper, asked.id, answer_of(question, writer, place), before="")
    if started.sort == "report":
        papers.write(writer.who, paper, SOURCES, "Clauses 4.7, 11.1 and 11.5 of the procedures.", before="")
    papers.hand_in(writer.who, paper, own_work=True, help_used="the procedures", machine_help="none")
    return paper
