"""Questions about what a learner knows: what is asked, the key points of a full answer, what they rest on.

Values only. It judges no answer; nothing of it is ever shown to a learner under assessment before release
except what ``Asked`` holds.
"""

from typing import ClassVar, Literal

from pydantic import Field

from simulator.model.reading import Value

QuestionKind = Literal[
    "written answer",
    "own decision",
    "walk a tree",
    "choose an allocation",
    "may it be said",
    "spot the error",
    "order these calls",
]
"""The kinds of question; *own decision* shows a moment of the learner's own last call."""

Verb = Literal["name", "state", "describe", "explain", "justify"]
"""The command verb. From *describe* on, a connected account is asked for and not a list (unit, outcome 3)."""

CONNECTED: tuple[Verb, ...] = ("describe", "explain", "justify")

Moment = Literal["priority", "deployment", "message", "escalation", "advice"]
"""What of the learner's own last call is shown beside an *own decision* question."""


class Law(Value):
    """A law that key points rest on, the nation it holds in and the day by which to look again."""

    id: str
    name: str
    nation: str
    review: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


class Statement(Value):
    """Something an answer may say: in one sentence, and how learners put it."""

    shorthand: ClassVar[str] = "text"
    id: str
    text: str
    examples: tuple[str, ...] = ()

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The statement and its examples."""
        return (self.text, *self.examples)


class KeyPoint(Statement):
    """One point of a full answer. ``must``: no answer is full without it.

    ``clause`` is a clause of the learner's own organisation, ``law`` a law of the same file; where both are
    empty the point rests on what the question rests on.
    """

    must: bool = False
    clause: str = ""
    law: str = ""


class WrongStatement(Statement):
    """A common wrong answer. ``unsafe``: acted on, it could cost a life, and so it decides the finding."""

    unsafe: bool = False


class Shown(Value):
    """What is shown beside a question: a tree, a roster, a message, calls, or a moment of the last call."""

    tree: str = ""
    roster: tuple[str, ...] = ()
    message: str = ""
    calls: tuple[str, ...] = ()
    moment: Moment | None = None


class Question(Value):
    """One question. ``enough`` is how many points a full answer makes (0: all of them).

    ``centre`` is the organisation whose clauses it names; it is asked of no other's learners but those of a
    centre based on it. Practice shows nothing of a question that is used for assessment only.
    """

    id: str
    centre: str = ""
    criterion: str
    used_for: tuple[Literal["practice", "assessment"], ...] = ("practice", "assessment")
    kind: QuestionKind
    verb: Verb
    ask: str
    shows: Shown = Shown()
    clause: str = ""
    law: str = ""
    enough: int = 0
    points: tuple[KeyPoint, ...]
    wrong: tuple[WrongStatement, ...] = ()

    @property
    def needed(self) -> int:
        """How many points a full answer makes."""
        return min(self.enough or len(self.points), len(self.points))

    def rests_on(self, point: KeyPoint) -> tuple[str, str]:
        """Return (clause, law) on which a point rests; the question's own where it names none."""
        if point.clause or point.law:
            return point.clause, point.law
        return self.clause, self.law

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that the question or one of its points names, none twice."""
        named = [self.clause, *(p.clause for p in self.points)]
        return tuple(dict.fromkeys(c for c in named if c))


class QuestionBank(Value):
    """Questions with the laws they rest on; ``organisation`` is empty for those of the unit."""

    questions: tuple[Question, ...] = ()
    laws: tuple[Law, ...] = ()
    organisation: str = ""
    content_hash: str = ""

    def question(self, question_id: str) -> Question | None:
        """Return the question of that id, or None."""
        return next((q for q in self.questions if q.id == question_id), None)

    def law(self, law_id: str) -> Law | None:
        """Return the law of that id, or None."""
        return next((law for law in self.laws if law.id == law_id), None)

    def joined(self, other: "QuestionBank") -> "QuestionBank":
        """Return both banks as one; the other's questions come last."""
        return self.model_copy(
            update={
                "questions": (*self.questions, *other.questions),
                "laws": (*self.laws, *(x for x in other.laws if self.law(x.id) is None)),
                "organisation": self.organisation or other.organisation,
                "content_hash": f"{self.content_hash} {other.content_hash}".strip(),
            }
        )
