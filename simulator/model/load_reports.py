"""Reads the reports that can be set for a unit, and holds each part against the question that it names.

It marks nothing and draws nothing.
"""

from pathlib import Path
from typing import Literal

from simulator.model.faults import Fault, dangling
from simulator.model.papers import ReportBrief
from simulator.model.questions import QuestionBank
from simulator.model.reading import Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name

FILE = "reports.yaml"


class ReportFile(Value):
    """The shape of a file of reports."""

    format: Literal["1"]
    reports: tuple[ReportBrief, ...]


def load_reports(folder: Path, bank: QuestionBank) -> tuple[tuple[ReportBrief, ...], list[Fault]]:
    """Read ``reports.yaml`` of a unit's folder: the reports without faults (none without a file), all faults.

    ``bank``: the unit's questions, of which each part names one.
    """
    path = folder / FILE
    if not path.is_file():
        return (), []
    text, faults = read_text(path)
    if text is None:
        return (), faults
    read, faults, index = read_model(text, ReportFile, file=shown_name(path))
    if read is None:
        return (), faults
    known = [q.id for q in bank.questions]
    whole: list[ReportBrief] = []
    for brief in read.reports:
        lost = [
            dangling(
                index.file,
                index.line("reports", brief.id, "parts", n, "question"),
                f"reports.{brief.id}.parts",
                kind="question",
                name=part.question,
                known=known,
                code="Q106",
            )
            for n, part in enumerate(brief.parts)
            if bank.question(part.question) is None
        ]
        faults += lost
        if not lost:
            whole.append(brief)
    return tuple(whole), faults
