"""What can be wrong with a question beyond its shape; each fault names its line and the cure.

From Q101 a reference leads nowhere, from Q201 a rule is broken: such a file is not used. From Q301 it is
advice to the author. The words of each stand on the page of its code (``fault_pages``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from simulator.model.faults import Fault, dangling, fault, in_order
from simulator.model.line_index import LineIndex, Step
from simulator.model.organisation import Organisation
from simulator.model.questions import Question, QuestionBank, Statement
from simulator.model.unit import Unit

LEAST_POINTS = 2
LEAST_EXAMPLES = 2
_NEEDS: Final = {
    "own decision": "moment",
    "walk a tree": "tree",
    "choose an allocation": "roster",
    "spot the error": "message",
    "order these calls": "calls",
}


@dataclass(frozen=True)
class Around:
    """What questions are checked against. ``organisation`` is set for an organisation's own questions."""

    unit: Unit | None = None
    organisations: tuple[Organisation, ...] = ()
    organisation: Organisation | None = None
    today: date | None = None

    @property
    def asked(self) -> tuple[Organisation, ...]:
        """The organisations whose learners may get the question."""
        return (self.organisation,) if self.organisation else self.organisations


@dataclass
class _Checking:
    """The faults of one file as they are found."""

    bank: QuestionBank
    index: LineIndex
    around: Around
    faults: list[Fault] = field(default_factory=list)

    def add(self, path: tuple[Step, ...], code: str, **words: str | int) -> None:
        """Keep a fault at the line of ``path``."""
        place = (self.index.file, self.index.line(*path), self.index.words(path))
        self.faults.append(fault(code, *place, case="", **words))

    def gone(self, path: tuple[Step, ...], code: str, kind: str, name: str, known: Iterable[str]) -> None:
        """Keep a fault for a name that leads nowhere."""
        place = (self.index.file, self.index.line(*path), self.index.words(path))
        self.faults.append(dangling(*place, kind=kind, name=name, known=known, code=code))


def check_questions(bank: QuestionBank, index: LineIndex, around: Around) -> list[Fault]:
    """Return everything wrong with a file of questions that its shape alone does not show."""
    checking = _Checking(bank, index, around)
    _laws(checking)
    for question in bank.questions:
        _criterion(checking, question)
        _rests(checking, question)
        _shows(checking, question)
        _points(checking, question)
        _phrasings(checking, question)
    return in_order(checking.faults)


def _laws(checking: _Checking) -> None:
    today = checking.around.today
    for law in checking.bank.laws:
        if today is not None and date.fromisoformat(law.review) < today:
            checking.add(("laws", law.id), "Q301", law=law.name, review=law.review)


def _criterion(checking: _Checking, question: Question) -> None:
    unit = checking.around.unit
    path = ("questions", question.id, "criterion")
    if unit is None:
        return
    outcome = next((o for o in unit.outcomes if question.criterion in [c.id for c in o.criteria]), None)
    if outcome is None:
        known = [c.id for o in unit.outcomes for c in o.criteria]
        checking.gone(path, "Q101", "criterion", question.criterion, known)
    elif outcome.from_calls:
        checking.add(path, "Q208", criterion=question.criterion)


def _rests(checking: _Checking, question: Question) -> None:
    """Every point rests on a clause that exists wherever it may be asked, or on a law of the file."""
    known = [set(o.clauses) for o in checking.around.asked]
    laws = [law.id for law in checking.bank.laws]
    own: tuple[Step, ...] = ("questions", question.id)
    named = [(own, question.clause, question.law)]
    named += [((*own, "points", p.id), p.clause, p.law) for p in question.points]
    for path, clause, law in named:
        missing = [clauses for clauses in known if clause and clause not in clauses]
        if missing and len(missing) == len(known):
            checking.gone((*path, "clause"), "Q102", "clause", clause, missing[0])
        elif missing:
            _not_everywhere(checking, (*path, "clause"), clause)
        if law and law not in laws:
            checking.gone((*path, "law"), "Q103", "law", law, laws)
    if not (question.clause or question.law):
        checking.add(own, "Q207")


def _not_everywhere(checking: _Checking, path: tuple[Step, ...], clause: str) -> None:
    without = [o.name for o in checking.around.asked if clause not in o.clauses]
    checking.add(path, "Q303", clause=clause, centres=", ".join(without))


def _shows(checking: _Checking, question: Question) -> None:
    path = ("questions", question.id, "shows")
    needed = _NEEDS.get(question.kind)
    if needed and not getattr(question.shows, needed):
        checking.add(
            path if question.shows != type(question.shows)() else path[:2],
            "Q204",
            kind=question.kind,
            needed=needed,
        )
    shown = question.shows
    trees = {t.id for o in checking.around.asked for t in o.trees}
    resources = {r.id for o in checking.around.asked for r in o.resources}
    if shown.tree and shown.tree not in trees:
        checking.gone((*path, "tree"), "Q104", "tree", shown.tree, trees)
    for name in shown.roster:
        if name not in resources:
            checking.gone((*path, "roster"), "Q105", "resource", name, resources)


def _points(checking: _Checking, question: Question) -> None:
    own = ("questions", question.id)
    if len(question.points) < LEAST_POINTS:
        checking.add((*own, "points"), "Q201", there=len(question.points), least=LEAST_POINTS)
    if question.enough > len(question.points):
        checking.add((*own, "enough"), "Q205", enough=question.enough, there=len(question.points))
    if not question.wrong:
        checking.add(own, "Q302")
    for group, each in (("points", question.points), ("wrong", question.wrong)):
        for one in each:
            if len(one.examples) < LEAST_EXAMPLES:
                checking.add((*own, group, one.id), "Q202", there=len(one.examples), least=LEAST_EXAMPLES)


def _phrasings(checking: _Checking, question: Question) -> None:
    """No phrasing stands twice, and none stands in the question itself."""
    seen: dict[str, str] = {}
    asked = _plain(question.ask)
    every: list[tuple[str, Statement]] = [("points", p) for p in question.points]
    every += [("wrong", w) for w in question.wrong]
    for group, one in every:
        path = ("questions", question.id, group, one.id)
        for phrasing in one.phrasings:
            plain = _plain(phrasing)
            if plain in seen and seen[plain] != one.id:
                checking.add(path, "Q206", phrasing=phrasing, other=seen[plain])
            seen.setdefault(plain, one.id)
            if len(plain.split()) > 2 and f" {plain} " in f" {asked} ":
                checking.add(path, "Q209", phrasing=phrasing)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
