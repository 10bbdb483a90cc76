"""Reads the questions of a unit or an organisation, and finds what is wrong with them, line by line.

It checks shape, references and what a marker can work with; it does not judge whether a question is good.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, dangling, fault, in_order
from simulator.model.line_index import LineIndex
from simulator.model.organisation import Organisation
from simulator.model.question_checks import Around, check_questions
from simulator.model.questions import Law, Question, QuestionBank
from simulator.model.reading import Value
from simulator.model.typed_reading import read_model
from simulator.model.unit import Unit
from simulator.model.yaml_source import read_text, shown_name

FOLDER = "questions"
"""The folder of a unit that holds its questions, one file a criterion."""

FILE = "questions.yaml"
"""The file in an organisation's folder that holds questions about its own procedures."""


class _AskedHere(Question):
    """A question as written: its criterion may stand once at the head of the file."""

    criterion: str = ""


class QuestionFile(Value):
    """The shape of a file of questions."""

    format: Literal["1"]
    criterion: str = ""
    clauses_of: str = ""
    laws: tuple[Law, ...] = ()
    questions: tuple[_AskedHere, ...]


@dataclass(frozen=True)
class LoadedQuestions:
    """The bank of what is whole, its text by file name, and every fault."""

    bank: QuestionBank
    texts: Mapping[str, str]
    faults: tuple[Fault, ...]


def load_unit_questions(
    folder: Path, unit: Unit | None, organisations: Iterable[Organisation] = (), *, today: date | None = None
) -> LoadedQuestions:
    """Read ``<folder>/questions/*.yaml`` of a unit's folder against the organisations that will be asked."""
    paths = sorted((folder / FOLDER).glob("*.yaml"))
    return _load(paths, Around(unit, tuple(organisations), None, today))


def load_organisation_questions(
    folder: Path, unit: Unit | None, organisation: Organisation | None, *, today: date | None = None
) -> LoadedQuestions:
    """Read ``questions.yaml`` of an organisation's folder; none there is no fault."""
    path = folder / FILE
    return _load([path] if path.is_file() else [], Around(unit, (), organisation, today))


def load_questions_text(text: str, file: str, around: Around) -> tuple[QuestionBank | None, list[Fault]]:
    """Read the text of one file of questions; returns its bank, or ``None`` with all its faults."""
    read, faults, index = read_model(text, QuestionFile, file=file)
    if read is None:
        return None, faults
    around, lost = _of_centre(around, read.clauses_of, index)
    questions = tuple(_asked(q, read.criterion, read.clauses_of) for q in read.questions)
    bank = QuestionBank(
        questions=questions,
        laws=read.laws,
        organisation=around.organisation.id if around.organisation else "",
        content_hash=content_hash(text),
    )
    faults = [*lost, *check_questions(bank, index, around)]
    return (None if any(not f.code.startswith("Q3") for f in faults) else bank), faults


def _of_centre(around: Around, centre: str, index: LineIndex) -> tuple[Around, list[Fault]]:
    """Return the surroundings with no organisation but the one whose clauses the file names."""
    known = [one.id for one in around.organisations]
    if not centre or not known:
        return around, []
    if centre not in known:
        place = (index.file, index.line("clauses_of"), "clauses of")
        return around, [dangling(*place, kind="organisation", name=centre, known=known, code="Q102")]
    return replace(around, organisations=tuple(o for o in around.organisations if o.id == centre)), []


def _asked(question: _AskedHere, criterion: str, centre: str) -> Question:
    fields = {name: getattr(question, name) for name in Question.model_fields}
    return Question(**{**fields, "criterion": question.criterion or criterion, "centre": centre})


def _load(paths: Iterable[Path], around: Around) -> LoadedQuestions:
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    whole = QuestionBank(organisation=around.organisation.id if around.organisation else "")
    homes: dict[str, str] = {}
    for path in paths:
        text, more = read_text(path)
        faults += more
        if text is None:
            continue
        file = shown_name(path)
        texts[path.name] = text
        bank, more = load_questions_text(text, file, around)
        faults += more
        if bank is None:
            continue
        twice = [q for q in bank.questions if q.id in homes]
        faults += [_twice(file, text, q.id, homes[q.id]) for q in twice]
        homes |= {q.id: file for q in bank.questions if q.id not in homes}
        kept = tuple(q for q in bank.questions if q not in twice)
        whole = whole.joined(bank.model_copy(update={"questions": kept}))
    if texts:
        whole = whole.model_copy(update={"content_hash": content_hash(texts)})
    return LoadedQuestions(whole, texts, tuple(in_order(faults)))


def _twice(file: str, text: str, name: str, first: str) -> Fault:
    lines = text.split("\n")
    line = next((n for n, said in enumerate(lines, 1) if said.split("#")[0].strip() == f"{name}:"), 1)
    return fault("Q203", file, line, f"questions.{name}", name=name, first=first)


__all__ = [
    "FILE",
    "FOLDER",
    "Around",
    "LoadedQuestions",
    "QuestionFile",
    "load_organisation_questions",
    "load_questions_text",
    "load_unit_questions",
]
