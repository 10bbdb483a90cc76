"""The pieces of an indexed record: lines, utterances, facts told, log entries, what was passed on.

Plain values for the judges, filled by ``view`` alone; they judge nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from simulator.model.events import MessageAnswered
from simulator.model.reading import ReadAct

E = TypeVar("E")
FOREVER = 1 << 60
"""A place in the record after everything in it."""
MANNER = "manner:"
"""How an observation of the learner's manner is written where an act could stand."""


@dataclass(slots=True)
class Line:
    """One connection: who is on it, and when it rang, was answered and ended (seconds, and places)."""

    id: str
    call: str
    party: str
    rang_at: float
    rang: int
    radio: bool = False
    answered_at: float | None = None
    answered: int = 0
    waited: float = 0.0
    ended_at: float | None = None
    ended: int = 0
    ended_by: str = ""
    linked: str = ""
    link: int = 0


@dataclass(slots=True)
class Utterance:
    """One line the learner said, with the acts that count after re-tags (``sure`` holds manners too).

    ``likely`` are those of ``unsure`` that no other act outdoes in the same words; ``guesses`` are the scores
    of ``unsure``, and ``form`` is what kind of sentence was heard. ``acts`` is the
    reading, empty after a re-tag.
    """

    seq: int
    t: float
    line: Line
    text: str
    sure: frozenset[str]
    unsure: frozenset[str]
    carries: tuple[str, ...]
    understood: bool
    retagged: bool = False
    likely: frozenset[str] = frozenset()
    guesses: Mapping[str, float] = field(default_factory=dict)
    form: str = "statement"
    acts: tuple[ReadAct, ...] = ()

    def score(self, act: str, otherwise: float) -> float:
        """Return how surely an act was heard; ``otherwise`` where no reading says so, as of a re-tag."""
        for read in self.acts:
            if read.act == act:
                return read.score
        return otherwise

    def words(self, act: str) -> str:
        """Return the words in which an act was heard, empty where no reading says."""
        for read in self.acts:
            if read.act == act:
                return read.words
        return ""


@dataclass(slots=True)
class Told:
    """The first time that a fact was told: at what moment, whether asked for, and the value that was said."""

    seq: int
    t: float
    asked: bool
    value: str
    known: bool


@dataclass(slots=True, eq=False)
class Entry:
    """One writing in an incident log: a field's new value; with ``field`` empty a note, or why a priority.

    ``given`` marks what stood in a log that was open before the attempt began: no deed of the learner's.
    """

    seq: int
    t: float
    text: str
    field: str = ""
    given: bool = False


@dataclass(slots=True)
class Log:
    """One incident log with everything ever written in it, in order.

    ``kept`` tells that a caller's line is linked to it in the end: another was left for it as a duplicate.
    ``carrying`` is by fact what of it carries one that was told, for those that somebody asked for.
    """

    number: str
    truth: str = ""
    already: bool = False
    opened: int = 0
    entries: list[Entry] = field(default_factory=list)
    fields: dict[str, Entry] = field(default_factory=dict)
    notes: list[Entry] = field(default_factory=list)
    joined: str = ""
    kept: bool = False
    final: tuple[Entry, ...] | None = None
    carrying: dict[str, list[Entry]] = field(default_factory=dict)

    def all_fields(self) -> str:
        """Return what stands in all fields, as one text; asked only when the record has been read."""
        if not self.joined:
            self.joined = " , ".join(e.text for e in self.fields.values())
        return self.joined

    def at_the_end(self) -> tuple[Entry, ...]:
        """Return what stands in it at the end: its fields, then notes and reasons; asked as above."""
        if self.final is None:
            self.final = (*self.fields.values(), *(e for e in self.entries if not e.field))
        return self.final


@dataclass(slots=True)
class Delivery:
    """Something that reached, or left for, a party: a message, or words said on its line."""

    seq: int
    t: float
    party: str
    medium: str
    text: str
    carries: tuple[str, ...]
    incident: str = ""
    line: str = ""
    spoken: Utterance | None = None
    answers: list[tuple[int, MessageAnswered]] = field(default_factory=list)


@dataclass(slots=True)
class At(Generic[E]):
    """An event kept whole, with its place in the record."""

    seq: int
    event: E


def could_mean_something(text: str) -> bool:
    """Tell whether a line holds any letter or digit: a row of dots cannot have asked for anything."""
    return any(c.isalnum() for c in text)
