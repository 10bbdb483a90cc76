"""What the machine proposes for a criterion, and what each proposal rests on.

A finding is provisional for ever: a decision is an assessor's and is no part of this module
(DESIGN section 5).
"""

from typing import Literal

from simulator.model.reading import Value

Result = Literal["shown", "not shown", "contrary", "no chance", "undecided"]
FindingWord = Literal[
    "evidence found",
    "partial evidence",
    "no evidence found",
    "contrary evidence found",
    "could not be analysed",
    "not exercised in this scenario",
]


class IndicatorResult(Value):
    """How one indicator came out: the result, one plain sentence, and the events it cites (seq).

    ``late``: all of it was done, but not in time.
    """

    indicator: str
    kind: str
    criterion: str
    clause: str
    label: str
    result: Result
    critical: bool = False
    sentence: str
    cites: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    late: bool = False


class Finding(Value):
    """The provisional finding on one criterion with the indicators it was drawn from."""

    criterion: str
    finding: FindingWord
    sentence: str
    indicators: tuple[IndicatorResult, ...] = ()

    @property
    def counted(self) -> tuple[int, int]:
        """Return (shown, had a chance): the figures printed beside a finding."""
        chance = [i for i in self.indicators if i.result != "no chance"]
        return sum(i.result == "shown" for i in chance), len(chance)


BEFORE_TOLD = ", before it was told"
"""How a table says that a fact was written or passed on before any caller had told it."""


class FactJourney(Value):
    """Where one fact went: told, logged, logged correctly, passed on, acted on (seq and call times).

    Times are seconds of call time; ``None`` means that it did not happen. ``passed_to`` names who was
    told and by what medium; ``followed`` is what came of it, in words. ``once_at``: when it was first written
    as told, where something else was put in its place at ``logged_at``. ``logged_unsure``: what stands in its
    field may say it in other words, and a person has to look. ``perhaps_at``: when a caller's words may
    have told what no event tells. ``early_at``: when it was first passed on before anybody had told it, be it
    again at ``passed_at``. ``needs_writing``: it belongs in the log, as a plan or a mood does not.
    """

    fact: str
    label: str
    hazard: bool = False
    told_at: float | None = None
    asked: bool = False
    perhaps_at: float | None = None
    logged_at: float | None = None
    logged_right: bool | None = None
    logged_as: str = ""
    logged_unsure: bool = False
    once_at: float | None = None
    needs_writing: bool = True
    passed_at: float | None = None
    early_at: float | None = None
    passed_to: tuple[str, ...] = ()
    needs_passing: bool = True
    followed: str = ""
    followed_bad: bool = False
    cites: tuple[int, ...] = ()


class Noticed(Value):
    """Something of the learner's manner for a person to weigh: a plain sentence and the events it cites.

    No finding rests on it. The last event cited is the line in which it was noticed.
    """

    what: Literal["interrupts_disclosure", "keeps_asking"]
    sentence: str
    cites: tuple[int, ...]


class Marking(Value):
    """All that marking makes of one record: findings, the facts' journeys, the opening sentence.

    ``radio`` is the seq of the crew's own line that followed from the costliest loss (or None) and
    ``span`` the costly stretch of the call in seconds with its name. ``noticed`` is for a person to weigh.
    """

    marker: str
    findings: tuple[Finding, ...]
    journeys: tuple[FactJourney, ...]
    opening: str
    radio: int | None = None
    span: tuple[float, float, str] | None = None
    not_understood: tuple[int, ...] = ()
    noticed: tuple[Noticed, ...] = ()


class Retag(Value):
    """An assessor's re-tag of one utterance: the acts it really holds (the original is kept)."""

    seq: int
    acts: tuple[str, ...]
    by: str = ""
    reason: str = ""
