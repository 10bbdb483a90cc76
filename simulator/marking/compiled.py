"""A filled scenario and its organisation made ready for judging: who is meant, what it is called, its kind.

Worked out once per scenario, organisation and cast, and kept; nothing in it depends on a learner.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from simulator.marking.act_words import MANNERS, plain, to_do
from simulator.marking.indexed import MANNER
from simulator.marking.labels import labels_of, without
from simulator.marking.telling import Vocabulary
from simulator.marking.wording import in_sentence, with_article
from simulator.model.filled import fill, template_keys
from simulator.model.organisation import Organisation
from simulator.model.organisation_means import AllocationRule
from simulator.model.organisation_rules import WordingRule
from simulator.model.scenario import Fact, Indicator, Scenario, kind_of
from simulator.model.unit import Unit

T = TypeVar("T")
ADVICE = "advise"
"""How the shared acts that advise begin."""
UNSAFE = "wrong_"
"""How the shared acts of unsafe advice begin."""


class Same(Generic[T]):
    """A frozen value known by being the very same one: frozen values with dicts in them have no hash."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value


_TEMPLATE = re.compile(r"\{([^{}]*)\}")


class Brief:
    """What a judge may know of the scenario and the organisation, for one cast."""

    def __init__(
        self,
        scenario: Scenario,
        organisation: Organisation,
        act_labels: Mapping[str, str] | None = None,
        phrasings: Mapping[str, tuple[str, ...]] | None = None,
        written: Scenario | None = None,
    ) -> None:
        """Index a scenario of one variant, in which only the cast is still open.

        Args:
            scenario: the variant.
            organisation: whose clauses are judged.
            act_labels: what the acts are called, where the scenario does not know it.
            phrasings: how the acts are said, as above.
            written: the scenario with all its variants, which its labels speak of.
        """
        self.scenario = scenario
        self.act_labels = act_labels or scenario.act_labels
        self.vocabulary = Vocabulary(phrasings or scenario.phrasings)
        self.organisation = organisation
        self.label_words, self._labelled = labels_of(scenario, written or scenario)
        self.claimed = frozenset((*scenario.criteria, *(i.criterion for i in scenario.indicators.values())))
        self.kinds = {key: kind_of(indicator) for key, indicator in scenario.indicators.items()}
        self.targets = {
            key: (self.calls_of(one), self.incident_of(one)) for key, one in scenario.indicators.items()
        }
        self.kind_of = {r.id: r.kind for r in organisation.resources}
        self.field_of = {topic.id: topic.field for topic in organisation.topics if topic.field}
        self.phone_fields = frozenset(f.id for f in organisation.log_form if f.kind == "phone")
        self.levels = tuple(level.id for level in organisation.priorities)
        self.escalation = tuple(level.id for level in organisation.escalation_levels)
        self.skills = {r.id: frozenset(r.skills) for r in organisation.resources}
        self.corrected = {f.replaces: key for key, f in scenario.facts.items() if f.replaces}
        self.addresses = frozenset(incident.address for incident in scenario.incidents.values())
        self.follow = {key: tuple(n for n, c in scenario.cues.items() if key in c.follows_from)
                       for key in scenario.facts}  # fmt: skip
        self.incidents_of = {key: self._incidents_of(f) for key, f in scenario.facts.items()}
        self.advice = frozenset(i.act for card in organisation.cards for i in card.items)
        self._people = self._parties()
        known = scenario.incidents.values()
        meant = {t for incident in known for t in (incident.type, *incident.other_types)}
        self._cards = self._advice_in_words(meant)
        codes = [code for key, code in organisation.incident_types.items() if key in meant]
        self.type_names = tuple(name for code in codes for name in (code.id, code.label, *code.said_as))
        self.type_codes = tuple(organisation.incident_types)
        self.cast: dict[str, str] = {}
        self.names: frozenset[str] = frozenset()
        self.surnames: frozenset[str] = frozenset()
        self._labels: dict[str, str] | None = None
        self._open_facts = [key for key, fact in scenario.facts.items() if _is_open(fact)]
        self._spoken: dict[str, tuple[str, ...]] = {}
        self._priorities: dict[str, tuple[str, ...]] = {}
        self._rules: dict[tuple[str, bool], tuple[WordingRule, ...]] = {}
        self._asking: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
        self._needed: dict[str, dict[str, str]] = {}
        self.asked_for: dict[str, str] = {}

    def for_cast(self, cast: dict[str, str]) -> "Brief":
        """Return the brief of an attempt: this one, with the texts that marking reads filled in."""
        one = Brief.__new__(Brief)
        one.__dict__.update(self.__dict__)
        one.cast = cast
        words = " ".join(cast.values()).split()
        one.names = frozenset([word for word in words if word[0].isupper()])
        one.surnames = frozenset(value for key, value in cast.items() if key.endswith(".last") and value)
        facts = self.scenario.facts
        facts = facts | {key: _filled_fact(facts[key], cast) for key in self._open_facts}
        one.scenario = self.scenario.model_copy(update={"facts": facts})
        one._labels, one._needed = {}, {}  # noqa: SLF001 - a copy of this one
        return one

    def _incidents_of(self, fact: Fact) -> tuple[str, ...]:
        """Return the incidents in whose logs a fact belongs: those of the calls that know it."""
        calls = self.scenario.calls
        known = (fact.call,) if fact.call in calls else tuple(calls)
        return tuple(dict.fromkeys(calls[call].incident for call in known))

    def _advice_in_words(self, types: set[str]) -> dict[str, str]:
        """Return what each piece of advice is on the cards for these types of incident."""
        cards = [card for card in self.organisation.cards if types & set(card.types)]
        return {i.act: i.text.rstrip(".") for card in cards for i in card.items}

    def _parties(self) -> dict[str, str]:
        known = {r.id: r.call_sign for r in self.organisation.resources}
        known |= {r.kind: f"the {r.kind.replace('_', ' ')}" for r in self.organisation.resources}
        return known | {o.id: o.name for o in self.organisation.directory}

    def fact(self, key: str) -> str:
        """Return what a fact is called within a sentence; by its key while the cast is open."""
        fact = self.scenario.facts.get(key)
        if self._labels is None or fact is None:
            return key
        if key not in self._labels:
            self._labels[key] = with_article(fact.label or key, self.names)
        return self._labels[key]

    def facts(self, keys: Iterable[str]) -> list[str]:
        """Return what several facts are called."""
        return [self.fact(key) for key in keys]

    def came_of(self, cue: str) -> str:
        """Return in words what a cue brings about: its note, else what is said then."""
        known = self.scenario.cues[cue]
        return _text(known.note, self.cast) or _text(known.says, self.cast)

    def label(self, name: str, absent: Collection[str] = ()) -> str:
        """Return what an indicator is called, less what of it is in no call here, or absent."""
        label = self._labelled[name]
        return without(label, self.label_words[name], absent) if absent else label

    def deed(self, act: str) -> str:
        """Return an act as it reads after "you did not": ``ask where the incident is``."""
        return to_do(self.act_labels.get(act, "") or act.replace("_", " "))

    def deeds(self, acts: Iterable[str]) -> list[str]:
        """Return several acts as they read after "you did not"."""
        return [self.deed(act) for act in acts]

    def asks(self, act: str) -> bool | None:
        """Tell whether an act is a question; ``None`` where it may be put either way."""
        own = self.scenario.acts.get(act)
        if own is not None:
            return None if own.like == "any" else own.like == "question"
        return act.startswith("ask_") or (None if act.startswith("confirm_") else False)

    def heard_as(self, act: str) -> str:
        """Return an act, or a manner, as what somebody's words were taken for."""
        if act.startswith(MANNER):
            manner = act.removeprefix(MANNER)
            return MANNERS.get(manner, manner.replace("_", " "))
        return f"“{in_sentence(plain(self.act_labels.get(act, '') or act.replace('_', ' ')))}”"

    def is_on_card(self, act: str) -> bool:
        """Tell whether a card words a piece of advice, or its label does."""
        return act in self._cards or plain(self.act_labels.get(act, "")).startswith("Advises ")

    def advice_item(self, act: str) -> str:
        """Return a piece of advice as the card words it, in quotation marks; else as the act is called."""
        if act in self._cards:
            return f"“{self._cards[act]}”"
        label = plain(self.act_labels.get(act, ""))
        return label.removeprefix("Advises ") if label.startswith("Advises ") else self.heard_as(act)

    def party(self, key: str) -> str:
        """Return what a crew, kind of crew or outside organisation is called within a sentence."""
        name = self._people.get(key, key.replace("_", " "))
        return f"the {name.removeprefix('The ')}" if name.startswith("The ") else name

    def spoken_names(self, key: str) -> tuple[str, ...]:
        """Return every name by which a crew, crews of a kind or an outside organisation may be addressed."""
        if key not in self._spoken:
            self._spoken[key] = self._names_of(key)
        return self._spoken[key]

    def _names_of(self, key: str) -> tuple[str, ...]:
        crews = [r for r in self.organisation.resources if key in (r.id, r.kind)]
        names = [name for r in crews for name in (r.call_sign, r.spoken, *r.said_as)]
        for body in self.organisation.directory:
            if body.id == key:
                names += [body.name, body.short, *body.said_as]
        return tuple(names)

    def wording_rules(self, medium: str, *, urgent: bool) -> tuple[WordingRule, ...]:
        """Return the conventions of a medium that hold for something urgent, or for what is not."""
        found = self._rules.get((medium, urgent))
        if found is None:
            known = self.organisation.has("convention", medium)
            rules = self.organisation.convention(medium).rules if known else ()
            holding = ("any", "urgent" if urgent else "routine")
            found = self._rules[medium, urgent] = tuple(r for r in rules if r.situation in holding)
        return found

    def said_as_priority(self, level: str) -> tuple[str, ...]:
        """Return how a priority may be named (``P1``, ``priority 1``, its label); any of them when empty."""
        found = self._priorities.get(level)
        if found is None:
            levels = (level,) if level else self.levels
            said = (name for one in levels for name in (one, "priority " + re.sub(r"\D", "", one)))
            labels = {one.id: one.label for one in self.organisation.priorities}
            numbers = [name for name in said if not name.endswith(" ")]
            found = self._priorities[level] = (*numbers, *(labels.get(one, one) for one in levels))
        return found

    def asking(self, topics: frozenset[str], besides: frozenset[str]) -> frozenset[str]:
        """Return the acts by which facts of these topics are asked for, and some besides."""
        found = self._asking.get((topics, besides))
        if found is None:
            facts = self.scenario.facts.values()
            asked = {act for f in facts if f.topic in topics for act in f.asked_by}
            found = self._asking[topics, besides] = besides | asked
        return found

    @cached_property
    def fact_asked(self) -> Mapping[str, str]:
        """The first fact for which each act asks."""
        found: dict[str, str] = {}
        for key, fact in self.scenario.facts.items():
            for act in fact.asked_by:
                found.setdefault(act, key)
        return found

    def needed_by(self, party: str) -> dict[str, str]:
        """Return the facts that a body outside needs, each with what it serves: itself, or its topic.

        A scenario names facts, the directory topics: two callers who tell of one fall have told one thing.
        """
        if party not in self._needed:
            self._needed[party] = self._facts_for(party)
        return self._needed[party]

    def _facts_for(self, party: str) -> dict[str, str]:
        outside = self.scenario.outside
        facts = {key: fact for key, fact in self.scenario.facts.items() if fact.value}
        if party in outside and outside[party].needs:
            return {key: key for key in outside[party].needs if key in facts}
        if not self.organisation.has("organisation", party):
            return {}
        topics = self.organisation.outside(party).needs
        return {key: fact.topic for key, fact in facts.items() if fact.topic in topics}

    def is_party(self, name: str, wanted: str) -> bool:
        """Tell whether somebody told is the party meant: itself, or one of the kind of crew that is meant."""
        return name == wanted or self.kind_of.get(name) == wanted or self.kind_of.get(wanted) == name != ""

    def is_crew(self, name: str) -> bool:
        """Tell whether a name is a resource or a kind of resource."""
        return name in self.kind_of or name in self.kind_of.values()

    def calls_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Return the calls that an indicator is about: its own, those of its incident, or all."""
        calls = self.scenario.calls
        if indicator.call:
            return (indicator.call,)
        if indicator.incident:
            return tuple(key for key, call in calls.items() if call.incident == indicator.incident)
        return tuple(calls)

    def incident_of(self, indicator: Indicator) -> str:
        """Return the incident that an indicator is about: its own, its call's, or the first."""
        if indicator.incident:
            return indicator.incident
        call = self.scenario.calls.get(indicator.call)
        return call.incident if call else next(iter(self.scenario.incidents), "")

    def is_advice(self, act: str) -> bool:
        """Tell whether an act advises."""
        return act in self.advice or act.startswith(ADVICE)

    def is_unsafe(self, act: str) -> bool:
        """Tell whether an act is unsafe advice, as against an unfit manner."""
        return act.startswith(UNSAFE)

    def rules_for(self, incident: str, levels: Iterable[str]) -> list[AllocationRule]:
        """Return the organisation's allocation rules for an incident at any of these levels."""
        known = self.scenario.incidents[incident]
        types, wanted = {known.type, *known.other_types}, set(levels)
        return [
            r for r in self.organisation.allocation if types & set(r.types) and wanted & set(r.priorities)
        ]

    def fact_model(self, key: str) -> Fact | None:
        """Return a fact, or ``None`` where this variant has none of that name."""
        return self.scenario.facts.get(key)


def _text(text: str, cast: dict[str, str]) -> str:
    return (
        _TEMPLATE.sub(lambda found: cast.get(found.group(1), found.group(0)), text) if "{" in text else text
    )


def _is_open(fact: Fact) -> bool:
    """Tell whether the cast fills in something that marking reads of a fact."""
    return any("{" in text for text in (fact.label, fact.value, *fact.accept))


def _filled_fact(fact: Fact, cast: dict[str, str]) -> Fact:
    """Return a fact with its label, value and other ways of writing it filled in."""
    accept = tuple(_text(text, cast) for text in fact.accept)
    filled = {"label": _text(fact.label, cast), "value": _text(fact.value, cast), "accept": accept}
    return fact.model_copy(update=filled)


@lru_cache(maxsize=64)
def _uncast(scenario: Same[Scenario], organisation: Same[Organisation], variant: str) -> Brief:
    """Return the brief of a scenario's variant with the cast still open: each key stands for itself."""
    open_cast = {key: f"{{{key}}}" for key in template_keys(scenario.value)}
    filled = fill(scenario.value, open_cast, variant)
    written = scenario.value
    return Brief(filled, organisation.value, written.act_labels, written.phrasings, written)


@lru_cache(maxsize=256)
def _brief(
    scenario: Same[Scenario],
    organisation: Same[Organisation],
    cast: tuple[tuple[str, str], ...],
    variant: str,
) -> Brief:
    return _uncast(scenario, organisation, variant).for_cast(dict(cast))


def brief_for(scenario: Scenario, organisation: Organisation, cast: dict[str, str], variant: str) -> Brief:
    """Return the brief of one attempt, made on first need and kept for the same scenario and cast.

    The scenario is filled as the model's ``fill`` does it, once per variant; the cast then only fills the few
    texts that marking reads. A key that the cast does not have is left as it stands.
    """
    return _brief(Same(scenario), Same(organisation), tuple(cast.items()), variant)


@lru_cache(maxsize=64)
def _claimable(unit: Same[Unit]) -> tuple[str, ...]:
    outcomes = unit.value.outcomes
    return tuple(c.id for o in outcomes if o.from_calls and "observation" in o.methods for c in o.criteria)


def claimable(unit: Unit) -> tuple[str, ...]:
    """Return the criteria of a unit that a call can show, in the unit's order.

    A criterion whose outcome does not allow observation (knowledge: "describe …") is never among them.
    """
    return _claimable(Same(unit))
