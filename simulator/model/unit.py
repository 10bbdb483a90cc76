"""A qualification unit as one frozen value: outcomes, criteria, methods and policies.

Nothing about any one unit stands in code: the words and the rules are what its file says.
"""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from simulator.model.reading import Value

Method = Literal[
    "observation", "product", "professional discussion", "questioning", "witness testimony", "report"
]
"""The ways of evidencing that units of this kind allow."""

SimulationWord = Literal["barred", "supplementary only", "allowed with agreement", "allowed"]


class Criterion(Value):
    """One assessment criterion, quoted verbatim; ``short`` is a name for screens, never for evidence."""

    shorthand: ClassVar[str] = "statement"
    id: str
    statement: str
    short: str = ""

    @property
    def name(self) -> str:
        """The short name, or the statement where there is none."""
        return self.short or self.statement


class Simulation(Value):
    """How far evidence from simulated incidents counts for an outcome, and why."""

    rule: SimulationWord
    text: str


class Sufficiency(Value):
    """How much evidence a centre asks for each criterion of an outcome; the numbers are the centre's."""

    incidents: int = Field(default=0, ge=0)
    incident_types: int = Field(default=0, ge=0)
    dates: int = Field(default=0, ge=0)
    answers: int = Field(default=0, ge=0)
    text: str


class Outcome(Value):
    """One learning outcome with its criteria and what may evidence it.

    ``own_centre_only`` says that evidence must concern the learner's own organisation, so that what
    concerns a fictional one is supplementary. ``from_calls`` says that a call can show its criteria.
    """

    id: str
    statement: str
    methods: tuple[Method, ...]
    simulation: Simulation
    sufficiency: Sufficiency
    own_centre_only: bool = False
    from_calls: bool
    criteria: tuple[Criterion, ...]


class DecisionWords(Value):
    """The only words in which an assessor decides: of a criterion and of the unit."""

    criterion_yes: str
    criterion_no: str
    unit_yes: str
    unit_no: str


class Unit(Value):
    """A unit as the awarding organisation publishes it, with the centre's rules beside it."""

    format: Literal["1"]
    id: str
    number: str
    uan: str
    title: str
    level: int
    credit: int
    guided_hours: int = Field(alias="guided learning hours")
    endorsement: str
    standards: str
    aim: str
    learner_will: str
    learner_can: str
    decision_words: DecisionWords
    outcomes: tuple[Outcome, ...]
    content_hash: str = ""

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by its number, in the order of the unit."""
        return {criterion.id: criterion for outcome in self.outcomes for criterion in outcome.criteria}

    def outcome_of(self, criterion: str) -> Outcome:
        """Return the outcome to which a criterion belongs; raises ``KeyError`` when there is none."""
        for outcome in self.outcomes:
            if any(item.id == criterion for item in outcome.criteria):
                return outcome
        raise KeyError(f"unit {self.number} has no criterion {criterion}")

    def methods_for(self, criterion: str) -> tuple[Method, ...]:
        """Return the methods that may evidence a criterion; raises ``KeyError`` when there is none."""
        return self.outcome_of(criterion).methods
