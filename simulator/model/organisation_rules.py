"""What an organisation lays down: clauses, priorities, escalation, advice, trees and conventions.

Values only; ``load_organisation`` reads them and checks that what they name exists.
"""

from typing import ClassVar, Literal

from pydantic import Field

from simulator.model.durations import Seconds
from simulator.model.reading import Value

Medium = Literal["phone", "radio", "data", "email", "sms"]
"""The media of the house: telephone, radio, data transfer between systems, email and text message."""

Situation = Literal["urgent", "routine"]


class Clause(Value):
    """One numbered statement of the procedures.

    ``nation``, ``law`` and ``review`` (a date, ``2027-01-31``) are given where it rests on law;
    ``serves`` holds the criteria of the unit that it bears on.
    """

    id: str
    title: str
    text: str
    why: str
    version: str = "1"
    nation: str = ""
    law: str = ""
    review: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$")
    serves: tuple[str, ...] = ()


class Chapter(Value):
    """A chapter of the procedures; its clauses are numbered ``<id>.<n>``."""

    id: str
    title: str
    clauses: tuple[Clause, ...]


class DeedRule(Value):
    """What a deed of a learner that is left out, or done badly, costs: by which clause, which criterion.

    A proof states by this table what each mutant should lose, apart from any scenario's indicators.
    ``criteria`` holds several only where the clause bears on several and either may be what is lost.
    ``acts`` are the acts by which the deed is done in words. ``noticed`` says what a scenario owes: ``each``
    loss of such a deed must show, ``once`` at least one in the scenario, ``may``: it may stay unmarked.
    """

    id: str
    clause: str
    criteria: tuple[str, ...]
    acts: tuple[str, ...] = ()
    noticed: Literal["each", "once", "may"] = "each"


class Trigger(Value):
    """One observable thing that gives an incident a priority, in plain words."""

    shorthand: ClassVar[str] = "text"
    text: str
    clause: str = ""


class PriorityLevel(Value):
    """One level of the priority scheme; the levels stand highest first.

    ``start_within`` is the seconds from knowing the location to the first action; the two ``attend``
    targets are seconds from the first action, ``None`` where nobody attends.
    """

    id: str
    label: str
    meaning: str
    triggers: tuple[Trigger, ...]
    start_within: Seconds
    attend_urban: Seconds | None = None
    attend_rural: Seconds | None = None
    clause: str


class EscalationLevel(Value):
    """One level to which a response may be handed up; the levels stand lowest first."""

    id: str
    label: str
    who: str
    media: tuple[Medium, ...] = ()
    answers_within: Seconds = 0
    number: str = ""
    acknowledges: tuple[str, ...] = ()
    asks: str = ""
    decides: str = ""
    clause: str


class EscalationTrigger(Value):
    """A boundary: an observable fact, and the lowest level that must hear of it, and how soon."""

    id: str
    fact: str
    level: str
    within: Seconds
    also: tuple[str, ...] = ()
    why: str
    clause: str


class CardItem(Value):
    """One sentence of an advice card, and the shared act that says it (or, forbidden, the unsafe act).

    ``always``: it is said to every caller for whom the card is used; the others are as the case has it.
    """

    id: str
    text: str
    act: str = ""
    always: bool = False


class AdviceCard(Value):
    """What may be said, and must never be said, in one kind of danger."""

    id: str
    title: str
    use_when: str
    types: tuple[str, ...] = ()
    items: tuple[CardItem, ...]
    never_say: tuple[CardItem, ...] = ()
    limits: tuple[str, ...] = ()
    clause: str


class TreeNode(Value):
    """One question of a tree; each answer names the next node or an outcome."""

    id: str
    ask: str
    help: str = ""
    yes: str
    no: str
    not_known: str
    clause: str

    def after(self, answer: Literal["yes", "no", "not known"]) -> str:
        """Return the id of the node or outcome that an answer leads to."""
        return {"yes": self.yes, "no": self.no, "not known": self.not_known}[answer]


class TreeOutcome(Value):
    """Where a tree ends: a priority and what to do."""

    id: str
    text: str
    priority: str = ""
    type: str = ""
    card: str = ""
    escalate: str = ""
    clause: str = ""


class DecisionTree(Value):
    """An ordered set of questions, beginning with ``starts``, that ends in outcomes."""

    id: str
    title: str
    types: tuple[str, ...] = ()
    starts: str
    nodes: tuple[TreeNode, ...]
    outcomes: tuple[TreeOutcome, ...]


WordingKind = Literal[
    "opens with one of",
    "contains one of",
    "names recipient",
    "names sender",
    "names priority",
    "names incident type",
    "names reference",
    "never contains",
    "no personal names",
    "at most words",
    "at most characters",
    "ends with one of",
]
"""Every rule of wording that a machine can check from the text, the cast and the incident alone.

*names recipient*: the spoken name or call sign of whom it is for; *names sender*: one of ``words``, the
centre's own names; *no personal names*: no surname cast in the attempt; limits count words or characters.
"""


class WordingRule(Value):
    """One checkable convention of a medium: ``says`` puts it into words for the learner."""

    id: str
    rule: WordingKind
    says: str
    words: tuple[str, ...] = ()
    limit: int = 0
    situation: Situation | Literal["any"] = "any"
    to: Literal["any", "crews", "bodies"] = "any"
    clause: str


class Convention(Value):
    """How one medium is worded; ``good`` and ``poor`` are made-up examples for learning."""

    id: Medium
    label: str
    style: str
    rules: tuple[WordingRule, ...]
    good: str = ""
    poor: str = ""


class MediumChoice(Value):
    """Which medium comes first in a situation, and what follows it."""

    id: str
    when: str
    first: Medium
    then: str = ""
    why: str
    clause: str
