"""Plain frozen values that the pieces of the design system draw; words come ready-made from the page.

They hold what a screen shows and nothing else: no services, no rules, no marking.
All times `t`, `since`, `over_at` and `next_due` are call time in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LineState = Literal["live", "hold", "ringing", "radio", "radio_calling", "ended"]
Who = Literal["caller", "learner", "responder", "organisation", "system"]
Result = Literal["shown", "not_shown", "contrary", "no_chance", "undecided"]
FindingWord = Literal["found", "partial", "none", "contrary", "undecided", "not_exercised"]
SentState = Literal["on_way", "arrived", "waiting", "answered", "refused", "asks"]
Tone = Literal["plain", "green", "orange", "red", "violet", "muted"]


@dataclass(frozen=True)
class Clock:
    """Call time at the moment of drawing; `desk` is the second of the day at call time 0."""

    t: float
    desk: float
    now: float
    running: bool = True
    label: str = "Practice · call"


@dataclass(frozen=True)
class LineTile:
    """One line of the strip; it keeps its place and number for the whole attempt (number 1–9)."""

    id: str
    number: int
    title: str
    state: LineState
    detail: str = ""
    since: float | None = None
    over_at: float | None = None
    selected: bool = False
    by_phone: bool = False


@dataclass(frozen=True)
class Chip:
    """A criterion under a line of a transcript, with the result of the indicator that cites it."""

    label: str
    result: Result


@dataclass(frozen=True)
class Entry:
    """One line of a transcript. `(stage directions)` in its text are set in italics."""

    id: str
    t: float
    who: Who
    text: str
    name: str = ""
    can_log: bool = False
    chips: tuple[Chip, ...] = ()
    remark: str = ""
    can_retag: bool = False


@dataclass(frozen=True)
class Ear:
    """Somebody who can be spoken to from the entry line."""

    id: str
    label: str
    placeholder: str
    radio: bool = False


@dataclass(frozen=True)
class LineAction:
    """A button under the entry line; `code` is the event.code of its Alt shortcut, such as KeyW."""

    id: str
    label: str
    icon: str
    code: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class Shortcut:
    """A word that, typed first in the entry line, does a deed at the desk: what follows it, what it does."""

    word: str
    then: str
    does: str


@dataclass(frozen=True)
class LogField:
    """One field of the organisation's log form. `options` are used by kind select only."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    kind: Literal["text", "area", "select"] = "text"
    options: tuple[str, ...] = ()
    half: bool = False
    max_length: int = 2000


@dataclass(frozen=True)
class Sheet:
    """One answer to be written: which part of which paper, and the text that is kept so far.

    `edits` counts the changes kept so far, so that nothing older replaces what is newer. `wanted` stands
    beside the number of words; `check` is the words of the button that asks what it shows.
    """

    paper: str
    part: str
    label: str
    text: str = ""
    hint: str = ""
    wanted: str = ""
    check: str = ""
    saved_at: str = ""
    enabled: bool = True
    max_length: int = 20_000
    edits: int = 0


@dataclass(frozen=True)
class PriorityLevel:
    """One level of the organisation's priority scheme."""

    id: str
    label: str
    words: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Note:
    """A running note: never changed, only added; a correction names the note it corrects."""

    id: str
    clock: str
    text: str
    correction: bool = False


@dataclass(frozen=True)
class LogForm:
    """An incident log as the learner has filled it in, under the organisation's form."""

    form: str
    title: str
    fields: tuple[LogField, ...]
    kind: LogField | None = None
    levels: tuple[PriorityLevel, ...] = ()
    level: str | None = None
    level_at: str = ""
    reason: str = ""
    needs_reason: bool = False
    notes: tuple[Note, ...] = ()
    saved_at: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class SentItem:
    """Something that went out: who has it, how, since when an answer is awaited, and the whole answer."""

    id: str
    name: str
    words: str
    state: SentState
    since: float | None = None
    awaiting: str = "no answer"
    reply: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator at the marking desk; `moment` is the transcript entry it cites, `spoken` quotes it.

    `wrong`: it is a wrong statement, so that to find it in the words speaks against who wrote them.
    """

    id: str
    result: Result
    title: str
    at: str = ""
    quote: str = ""
    clause: str = ""
    moment: str | None = None
    judged: str | None = None
    reason: str = ""
    spoken: bool = True
    wrong: bool = False


@dataclass(frozen=True)
class Citation:
    """One thing that an indicator cites; `moment` is its transcript entry, `spoken` puts quotation marks."""

    moment: str
    at: str
    quote: str
    spoken: bool = True


@dataclass(frozen=True)
class CitedIndicator:
    """One indicator of a finding with the sentence that says why, its clause in full, and what it cites.

    `otherwise` is what an assessor said of it where they see it otherwise than the machine.
    """

    result: Result
    title: str
    sentence: str
    clause: str = ""
    clause_text: str = ""
    citations: tuple[Citation, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the fact's journey."""

    text: str
    state: Literal["yes", "no", "none", "plain"] = "plain"


@dataclass(frozen=True)
class FactRow:
    """One fact's journey: heard, written, passed on, what followed."""

    fact: str
    heard: Cell
    written: Cell
    passed: Cell
    followed: Cell
    lost: bool = False


@dataclass(frozen=True)
class Mark:
    """A point on a lane of the timeline; `label` is drawn beside it, so label only a few."""

    lane: Literal["Caller", "You said", "Log", "Priority", "Sent", "Radio"]
    t: float
    hover: str
    label: str = ""


@dataclass(frozen=True)
class Timeline:
    """A whole call on one axis. `mood` are steps (t, 0 calm … 10 panic); `current` is the t in hand.

    Up to `calm_enough` the caller can be worked with.
    """

    end: float
    marks: tuple[Mark, ...]
    mood: tuple[tuple[float, int], ...] = ()
    calm_enough: int | None = None
    costly: tuple[float, float] | None = None
    costly_label: str = ""
    alt: str = ""
    current: float | None = None


@dataclass(frozen=True)
class Said:
    """What the learner sent from the entry line."""

    text: str
    line: str
    to: str


@dataclass(frozen=True)
class Saved:
    """Changed fields of one log form; keys are field ids."""

    form: str
    changes: dict[str, str]


@dataclass(frozen=True)
class PrioritySet:
    """The level chosen on one log form and the reason given (may be empty)."""

    form: str
    level: str
    reason: str


@dataclass(frozen=True)
class NoteAdded:
    """A note for one log form; `corrects` is the id of the note it corrects."""

    form: str
    text: str
    corrects: str | None


@dataclass(frozen=True)
class Verdict:
    """An assessor's answer to one indicator."""

    indicator: str
    verdict: Literal["agree", "disagree", "shown", "not_shown"]
    reason: str


class Refused(Exception):
    """Raised by a page's callback when a deed was not accepted; the text is shown beside what was typed."""
