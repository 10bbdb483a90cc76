"""Question papers and reports: what a learner is asked, and everything that can happen while it is written.

A paper, a report and a turn of study are one kind of attempt: parts that are asked, each with the learner's
text. Events carry the change of a text and not the whole of it, so that the record holds how it was written.
No learner's name stands in an event; ``t`` is seconds since the start. It marks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from simulator.model.questions import QuestionKind, Verb
from simulator.model.reading import Value

PaperSort = Literal["paper", "report", "study"]
PaperMode = Literal["practice", "assessment"]

SOURCES = "sources"
"""The part of a report in which the learner names what they used; it is never marked."""
LONGEST_ANSWER = 20_000
AT_ONCE = 200
"""Characters that arrive in one save: nobody types so many between two saves, so they are shown as such."""


class ShownPart(Value):
    """Something shown beside a question (a tree, a roster, a message, calls, a moment): title and lines."""

    title: str
    lines: tuple[str, ...]


class Asked(Value):
    """One question as this learner was asked it; key points and wrong answers stand elsewhere.

    ``heading`` names a report's part. ``call`` is the attempt that an *own decision* is taken from.
    """

    id: str
    criterion: str
    kind: QuestionKind
    verb: Verb
    ask: str
    clause: str = ""
    heading: str = ""
    shown: tuple[ShownPart, ...] = ()
    call: str = ""

    @property
    def worded(self) -> str:
        """The words of the question as evidence quotes them, a report's part with its heading."""
        return f"{self.heading}: {self.ask}" if self.heading else self.ask


class ReportPart(Value):
    """One heading of a report and the question whose key points its text is read against."""

    heading: str
    question: str


class ReportBrief(Value):
    """A report that can be set: its parts, and how many words are expected of the whole."""

    id: str
    title: str
    ask: str
    least_words: int = Field(ge=50)
    most_words: int = Field(ge=50)
    parts: tuple[ReportPart, ...] = Field(min_length=2)


class _Happening(Value):
    t: float


class PaperStarted(_Happening):
    """The first event: what is asked of whom it concerns, under which organisation, and what is pinned."""

    kind: Literal["paper_started"] = "paper_started"
    sort: PaperSort
    title: str
    unit: str
    organisation: str
    mode: PaperMode
    seed: int
    asked: tuple[Asked, ...]
    ask: str = ""
    least_words: int = 0
    most_words: int = 0
    digests: dict[str, str] = Field(default={})


class AnswerEdited(_Happening):
    """A text was changed: from the character ``at`` on, ``removed`` characters gave way to ``added``."""

    kind: Literal["answer_edited"] = "answer_edited"
    part: str
    at: int = Field(ge=0)
    removed: int = Field(ge=0)
    added: str


class AnswerChecked(_Happening):
    """In practice, the learner asked what their answer shows so far."""

    kind: Literal["answer_checked"] = "answer_checked"
    part: str


class HelpDeclared(_Happening):
    """What the learner declares on handing in: own work, and what help was used."""

    kind: Literal["help_declared"] = "help_declared"
    own_work: bool
    help_used: str
    machine_help: str


class PaperEnded(_Happening):
    """The last event: handed in, or left for good."""

    kind: Literal["paper_ended"] = "paper_ended"
    reason: Literal["handed in", "left"]


PaperEvent = Annotated[
    PaperStarted | AnswerEdited | AnswerChecked | HelpDeclared | PaperEnded, Field(discriminator="kind")
]
PAPER_EVENT: TypeAdapter[PaperEvent] = TypeAdapter(PaperEvent)


class Written(Value):
    """One part as it stands: its text, when it was begun and last changed, and how much came in at once."""

    text: str = ""
    begun: float | None = None
    changed: float | None = None
    edits: int = 0
    at_once: int = 0
    checked: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


class PaperState(Value):
    """A paper as it stands after its events."""

    started: PaperStarted
    parts: dict[str, Written]
    declared: HelpDeclared | None = None
    ended: PaperEnded | None = None
    t: float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """The parts that can be written, in order; a report's sources come last."""
        asked = tuple(a.id for a in self.started.asked)
        return (*asked, SOURCES) if self.started.sort == "report" else asked

    @property
    def latest(self) -> str:
        """The part changed last, where the writer goes on; the first one of a paper not begun."""
        changed = {part: one.changed for part, one in self.parts.items() if one.changed is not None}
        return max(changed, key=changed.__getitem__) if changed else self.names[0]

    def written(self, part: str) -> Written:
        """Return a part as it stands, also one not begun."""
        return self.parts.get(part, Written())

    @property
    def answered(self) -> int:
        """How many questions have any text."""
        return sum(bool(self.written(a.id).text.strip()) for a in self.started.asked)

    @property
    def words(self) -> int:
        """How many words stand in all parts that are marked."""
        return sum(self.written(a.id).words for a in self.started.asked)


def change(before: str, after: str) -> tuple[int, int, str]:
    """Return (at, removed, added) by which one text becomes the other; the shortest single change."""
    at = 0
    most = min(len(before), len(after))
    while at < most and before[at] == after[at]:
        at += 1
    end = 0
    while end < most - at and before[-1 - end] == after[-1 - end]:
        end += 1
    return at, len(before) - at - end, after[at : len(after) - end]


def fold_paper(events: tuple[PaperEvent, ...] | list[PaperEvent]) -> PaperState:
    """Return how a paper stands after its events. Raises ``ValueError`` unless the first one starts it."""
    if not events or not isinstance(events[0], PaperStarted):
        raise ValueError("The record of this paper does not begin with its start.")
    # A long answer has thousands of edits and is folded at every save: values are made once, at the end.
    sheets: dict[str, _Sheet] = {}
    declared: HelpDeclared | None = None
    ended: PaperEnded | None = None
    for event in events[1:]:
        if isinstance(event, AnswerEdited):
            sheets.setdefault(event.part, _Sheet()).edit(event)
        elif isinstance(event, AnswerChecked):
            sheet = sheets.setdefault(event.part, _Sheet())
            sheet.checked.append(sheet.text)
        elif isinstance(event, HelpDeclared):
            declared = event
        elif isinstance(event, PaperEnded):
            ended = event
    return PaperState(
        started=events[0],
        parts={part: sheet.written() for part, sheet in sheets.items()},
        declared=declared,
        ended=ended,
        t=events[-1].t if len(events) > 1 else 0.0,
    )


def spliced(text: str, at: int, removed: int, added: str) -> str:
    """Return an answer after one edit: ``removed`` characters from ``at`` on make room for what was added."""
    return text[:at] + added + text[at + removed :]


@dataclass
class _Sheet:
    """One part while its events are folded."""

    text: str = ""
    begun: float | None = None
    changed: float | None = None
    edits: int = 0
    at_once: int = 0
    checked: list[str] = field(default_factory=list)

    def edit(self, event: AnswerEdited) -> None:
        self.text = spliced(self.text, event.at, event.removed, event.added)
        self.begun = event.t if self.begun is None else self.begun
        self.changed = event.t
        self.edits += 1
        self.at_once = max(self.at_once, len(event.added) if len(event.added) >= AT_ONCE else 0)

    def written(self) -> Written:
        return Written(
            text=self.text, begun=self.begun, changed=self.changed, edits=self.edits,
            at_once=min(self.at_once, len(self.text)),
            checked=tuple(self.checked),
        )  # fmt: skip
