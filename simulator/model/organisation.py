"""An organisation as one frozen value: everything that a learner is to follow, and a hash of its text.

It holds no rules of its own: procedures, schemes and forms are what the files of a centre say.
"""

from functools import cached_property

from pydantic import Field, PrivateAttr

from simulator.model.line_index import LineIndex
from simulator.model.organisation_means import (
    AllocationRule,
    Code,
    Codes,
    CrewSpeech,
    LogField,
    OutsideOrganisation,
    Place,
    Resource,
    Service,
    Skill,
    Topic,
)
from simulator.model.organisation_rules import (
    AdviceCard,
    Chapter,
    Clause,
    Convention,
    DecisionTree,
    DeedRule,
    EscalationLevel,
    EscalationTrigger,
    MediumChoice,
    PriorityLevel,
)
from simulator.model.own_act import OwnAct
from simulator.model.reading import Value


class Opening(Value):
    """How a call is opened: the salutations that count as the centre's own, and the first question."""

    salutations: tuple[str, ...]
    says_name: tuple[str, ...] = Field(description="forms of the centre's name that count in a greeting")
    first_question: str = Field(description="the act that opens the questions, such as ask_location")
    answer_within: int = Field(default=10, description="seconds of ringing")
    clause: str


_GREETINGS = (
    "{name}",
    "Hello, {name}",
    "{name}, how can I help?",
    "Hello, this is {name}",
    "{name} here, hello",
    "Good evening, {name}, Tom speaking",
    "You're through to {name}",
    "hello you are thru to {name} my names Kay",
    "This is {name}, my name is Priya",
    "Hello, {name} here, what has happened?",
    "Good morning, you've reached {name}",
)
"""Ways of naming a centre to a caller: the shared phrases know no centre but the first."""


class Organisation(Value):
    """A fictional contact centre whose procedures a learner follows."""

    id: str
    name: str
    short: str
    version: str
    nation: str
    reviewed: str
    review_due: str
    about: str
    based_on: str = Field(default="", description="the centre whose clauses this one took over, by its id")
    own: bool = Field(default=False, description="yes where a centre has made these procedures its own")
    control_call_sign: str
    control_said_as: tuple[str, ...]
    reference_prefix: str
    postcode_area: str
    opening: Opening
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    topics: tuple[Topic, ...]
    chapters: tuple[Chapter, ...]
    deeds: tuple[DeedRule, ...] = ()
    priorities: tuple[PriorityLevel, ...]
    log_form: tuple[LogField, ...]
    codes: Codes
    directory: tuple[OutsideOrganisation, ...]
    skills: tuple[Skill, ...]
    resources: tuple[Resource, ...]
    crews_say: CrewSpeech
    allocation: tuple[AllocationRule, ...]
    escalation_levels: tuple[EscalationLevel, ...]
    escalation_triggers: tuple[EscalationTrigger, ...]
    cards: tuple[AdviceCard, ...]
    trees: tuple[DecisionTree, ...]
    conventions: tuple[Convention, ...]
    medium_choice: tuple[MediumChoice, ...]
    acts: dict[str, OwnAct] = Field(default={}, description="what is listened for in all its scenarios")
    also_said_as: dict[str, tuple[str, ...]] = Field(
        default={}, description="shared acts by id: how they are said at this centre besides"
    )
    content_hash: str = ""
    _act_lines: LineIndex | None = PrivateAttr(default=None)

    @property
    def act_lines(self) -> LineIndex | None:
        """Where each act of ``acts`` is written; ``None`` where the centre has none of its own."""
        return self._act_lines

    def with_act_lines(self, lines: LineIndex | None) -> "Organisation":
        """Return the centre knowing where its acts are written, for faults that scenarios find in them."""
        known = self.model_copy()
        known._act_lines = lines  # noqa: SLF001 - its own, of a copy that nobody else has yet
        return known

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its number."""
        return {clause.id: clause for chapter in self.chapters for clause in chapter.clauses}

    @property
    def greetings(self) -> tuple[str, ...]:
        """Return how this centre may be named in a greeting, from the names that count as its own."""
        return tuple(way.replace("{name}", name) for name in self.opening.says_name for way in _GREETINGS)

    def field_for(self, topic: str) -> str:
        """Return the field of the log form that holds a kind of information, such as *where*; empty: none."""
        return next((t.field for t in self.topics if t.id == topic), "")

    @property
    def type_field(self) -> str:
        """Return the field of the log form in which the incident type is chosen; empty: none."""
        return next((f.id for f in self.log_form if f.choices_from == "incident types"), "")

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas for which travel times are given, in the order of the places."""
        return tuple(dict.fromkeys(place.area for place in self.places))

    @cached_property
    def incident_types(self) -> dict[str, Code]:
        """Every incident type by its code."""
        return {code.id: code for code in self.codes.incident_types}

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Value]]:
        kinds = {
            "priority": self.priorities,
            "field": self.log_form,
            "organisation": self.directory,
            "resource": self.resources,
            "level": self.escalation_levels,
            "card": self.cards,
            "trigger": self.escalation_triggers,
            "tree": self.trees,
            "convention": self.conventions,
            "place": self.places,
            "topic": self.topics,
            "skill": self.skills,
        }
        return {kind: {item.id: item for item in items} for kind, items in kinds.items()}  # type: ignore[attr-defined]

    def has(self, kind: str, name: str) -> bool:
        """Tell whether something of a kind exists: ``has("resource", "alpha1")``.

        Kinds: priority, field, organisation, resource, level, trigger, card, tree, convention, place,
        topic, skill, clause, incident type.
        """
        if kind == "clause":
            return name in self.clauses
        return name in (self.incident_types if kind == "incident type" else self._by_id[kind])

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind, in the order of the files; the kinds are those of ``has``."""
        if kind == "clause":
            return tuple(self.clauses)
        if kind == "incident type":
            return tuple(self.incident_types)
        return tuple(self._by_id[kind])

    def clause(self, name: str) -> Clause:
        """Return a clause by its number; raises ``KeyError`` when there is none."""
        return self.clauses[name]

    def priority(self, name: str) -> PriorityLevel:
        """Return a priority level by its id; raises ``KeyError`` when there is none."""
        return self._by_id["priority"][name]  # type: ignore[return-value]

    def field(self, name: str) -> LogField:
        """Return a field of the log form by its id; raises ``KeyError`` when there is none."""
        return self._by_id["field"][name]  # type: ignore[return-value]

    def outside(self, name: str) -> OutsideOrganisation:
        """Return an outside organisation by its id; raises ``KeyError`` when there is none."""
        return self._by_id["organisation"][name]  # type: ignore[return-value]

    def resource(self, name: str) -> Resource:
        """Return a resource by its id; raises ``KeyError`` when there is none."""
        return self._by_id["resource"][name]  # type: ignore[return-value]

    def crew_speech(self, resource: str) -> CrewSpeech:
        """Return how a resource speaks: its own lines, or those of all crews."""
        return self.resource(resource).says or self.crews_say

    def level(self, name: str) -> EscalationLevel:
        """Return an escalation level by its id; raises ``KeyError`` when there is none."""
        return self._by_id["level"][name]  # type: ignore[return-value]

    def card(self, name: str) -> AdviceCard:
        """Return an advice card by its id; raises ``KeyError`` when there is none."""
        return self._by_id["card"][name]  # type: ignore[return-value]

    def tree(self, name: str) -> DecisionTree:
        """Return a decision tree by its id; raises ``KeyError`` when there is none."""
        return self._by_id["tree"][name]  # type: ignore[return-value]

    def convention(self, medium: str) -> Convention:
        """Return the conventions of a medium; raises ``KeyError`` when there are none."""
        return self._by_id["convention"][medium]  # type: ignore[return-value]
