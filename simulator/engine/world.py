"""What an attempt plays in: the filled scenario and the organisation, indexed once for quick asking.

Nothing here changes during an attempt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from simulator.model.filled import fill
from simulator.model.organisation import Organisation
from simulator.model.organisation_means import CrewSpeech, Speech
from simulator.model.scenario import Call, Cue, Fact, MoodChange, OutsideParty, Reaction, Scenario, Told
from simulator.model.values import carries, tokens


@dataclass(frozen=True)
class Party:
    """A crew or an outside organisation as the engine speaks for it."""

    id: str
    name: str
    spoken: str
    crew: bool
    speech: Speech | CrewSpeech
    topics: tuple[str, ...]
    script: OutsideParty | None
    prefix: str


class ScriptedCue(NamedTuple):
    """A cue with what is known of it beforehand.

    ``place``: where it stands among all; ``call`` and ``incident``: those that it belongs to; ``crew`` and
    ``body``: whether a crew, or an outside organisation, brings it about.
    """

    place: int
    key: str
    cue: Cue
    call: str
    incident: str
    crew: bool
    body: bool


@dataclass(frozen=True)
class World:
    """The filled scenario, its organisation and what was worked out from them beforehand."""

    scenario: Scenario
    organisation: Organisation
    cast: Mapping[str, str]
    variant: str
    answers: Mapping[tuple[str, str], tuple[str, ...]]
    reactions: Mapping[tuple[str, str], tuple[tuple[int, Reaction], ...]]
    facts_of: Mapping[str, tuple[str, ...]]
    carriable: Mapping[str, tuple[tuple[str, Fact], ...]]
    first_call: str
    kinds: Mapping[str, str]
    worked_out: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What the engine worked out last, beside the parts of the state that it rests on: most events leave
    most parts as they are. Each entry is written whole, so that attempts may share it."""
    _carried: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _parties: dict[str, Party] = field(default_factory=dict, repr=False, compare=False)

    def call(self, call: str) -> Call:
        """Return a scripted call."""
        return self.scenario.calls[call]

    def incident_of(self, call: str) -> str:
        """Return the scenario's incident that a call is about, empty when there is no such call."""
        known = self.scenario.calls.get(call)
        return known.incident if known else ""

    def carried(self, text: str, truth: str) -> tuple[str, ...]:
        """Return the ids of the facts of an incident (empty: of any) that a text carries."""
        known = self._carried.get((text, truth))
        if known is None:
            facts = self.carriable.get(truth, ()) if tokens(text) else ()
            known = self._carried[text, truth] = tuple(key for key, fact in facts if tells(text, fact))
        return known

    def kind_of(self, resource: str) -> str:
        """Return the kind of a resource, empty when there is no such resource."""
        return self.kinds.get(resource, "")

    def is_resource(self, name: str) -> bool:
        """Tell whether a name is a resource or a kind of resource."""
        return name in self._named

    def named(self, name: str) -> tuple[str, ...]:
        """Return the resources that a name means, in the organisation's order: itself, or all of a kind."""
        return self._named.get(name, ())

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        names = dict.fromkeys((*self.kinds, *self.kinds.values()))
        return {name: tuple(r for r, kind in self.kinds.items() if name in (r, kind)) for name in names}

    @cached_property
    def volunteered(self) -> dict[str, tuple[tuple[int, str, Told], ...]]:
        """For each call the facts that its caller tells unasked in time: place among all, id and when."""
        facts = self.scenario.facts
        return {
            call: tuple(
                (n, key, told)
                for n, key in enumerate(keys)
                if (told := facts[key].told) is not None and (told.at is not None or told.settled)
            )
            for call, keys in self.facts_of.items()
        }

    @cached_property
    def cues(self) -> tuple[ScriptedCue, ...]:
        """The scenario's cues in order."""
        found = []
        for n, (key, cue) in enumerate(self.scenario.cues.items()):
            call = cue.call or self.first_call
            incident = cue.incident or self.incident_of(call)
            body = self.organisation.has("organisation", cue.by)
            found.append(ScriptedCue(n, key, cue, call, incident, self.is_resource(cue.by), body))
        return tuple(found)

    @cached_property
    def cue_of(self) -> dict[str, ScriptedCue]:
        """The scenario's cues by their keys."""
        return {one.key: one for one in self.cues}

    @cached_property
    def awaited(self) -> frozenset[str]:
        """The cues on whose happening something else of the scenario waits."""
        conditions = [c for cue in self.scenario.cues.values() for c in (cue.when, cue.unless)]
        conditions += [c for fact in self.scenario.facts.values() for c in (fact.needs,)]
        conditions += [r.needs for call in self.scenario.calls.values() for r in call.reactions]
        return frozenset(key for c in conditions if c is not None for key in (*c.fired, *c.not_fired))

    @cached_property
    def minded(self) -> dict[tuple[str, str], tuple[tuple[int, str, MoodChange], ...]]:
        """For each call and ``silent`` or ``held`` what its caller minds: place in the list, name, change."""
        return {
            (call, when): tuple(
                (n, self.moved_by[call][n], change)
                for n, change in enumerate(script.mood_changes)
                if change.when == when
            )
            for call, script in self.scenario.calls.items()
            for when in ("silent", "held")
        }

    @cached_property
    def moved_by(self) -> dict[str, tuple[str, ...]]:
        """For each call the names of its mood changes in the record: their ``when``, numbered when shared."""
        found = {}
        for call, script in self.scenario.calls.items():
            when = [change.when for change in script.mood_changes]
            found[call] = tuple(w if when.count(w) == 1 else f"{w} ({n})" for n, w in enumerate(when))
        return found

    @cached_property
    def towns(self) -> frozenset[str]:
        """The words by which the organisation's places and their postcodes are called."""
        places = self.organisation.places
        return frozenset(word for one in places for word in tokens(f"{one.name} {one.postcode}"))

    @cached_property
    def field_of(self) -> dict[str, str]:
        """The field of the log form for each topic of the organisation."""
        return {topic.id: topic.field for topic in self.organisation.topics}

    def party(self, party: str) -> Party | None:
        """Return a crew or outside organisation by its id, or ``None``."""
        known = self._parties.get(party) or self._party(party)
        if known is not None:
            self._parties[party] = known
        return known

    def _party(self, party: str) -> Party | None:
        organisation, outside = self.organisation, self.scenario.outside
        if organisation.has("organisation", party):
            body = organisation.outside(party)
            prefix = body.reference or body.short
            return Party(
                party, body.name, body.short, False, body.says, body.needs, outside.get(party), prefix
            )
        if organisation.has("resource", party):
            crew = organisation.resource(party)
            script = outside.get(party) or outside.get(crew.kind)
            speech = organisation.crew_speech(party)
            return Party(party, crew.call_sign, crew.spoken, True, speech, crew.needs, script, "")
        return None

    def where_written(self, fields: Mapping[str, str]) -> str:
        """Return what stands in the field of a log that says where it is."""
        return fields.get(self.organisation.field_for("where"), "")

    @cached_property
    def _areas(self) -> dict[str, str]:
        return {place.id: place.area for place in self.organisation.places}

    def travel(self, resource: str, truth: str) -> int:
        """Return the seconds of turning out and travelling that a resource needs to reach an incident."""
        crew = self.organisation.resource(resource)
        incident = self.scenario.incidents.get(truth)
        area = self._areas.get(incident.place if incident else "", "")
        slowest = max(crew.travel.values(), default=480)
        return crew.turnout + crew.travel.get(area, slowest)


@lru_cache(maxsize=32768)
def _tells(text: str, value: str, accept: tuple[str, ...]) -> bool:
    return carries(text, value, accept)


def tells(text: str, fact: Fact) -> bool:
    """Tell whether a text carries a fact, remembering the answer: crews and cues ask it again and again."""
    return _tells(text, fact.value, fact.accept)


def drawn(seed: int, what: str, low: int, high: int) -> int:
    """Return a whole number from ``low`` to ``high`` that the seed gives for ``what``."""
    return low + crc32(f"{seed}:{what}".encode()) % (high - low + 1)


def _of_call(fact: Fact, call: str, calls: Mapping[str, Call]) -> bool:
    return fact.call == call or (not fact.call and call in calls)


def _carriable(scenario: Scenario) -> dict[str, tuple[tuple[str, Fact], ...]]:
    known = [(key, fact) for key, fact in scenario.facts.items() if fact.value]
    table = {"": tuple(known)}
    for truth in scenario.incidents:
        mine = {key for key, call in scenario.calls.items() if call.incident == truth}
        table[truth] = tuple((key, fact) for key, fact in known if not fact.call or fact.call in mine)
    return table


def world(scenario: Scenario, organisation: Organisation, cast: Mapping[str, str], variant: str) -> World:
    """Build the world of an attempt from the scenario as written.

    Raises:
        UnknownTemplateError: a text of the scenario names something that the cast does not have.
    """
    filled = fill(scenario, cast, variant)
    answers: dict[tuple[str, str], list[str]] = {}
    reactions: dict[tuple[str, str], list[tuple[int, Reaction]]] = {}
    facts_of: dict[str, tuple[str, ...]] = {}
    for call_id, call in filled.calls.items():
        facts_of[call_id] = tuple(k for k, f in filled.facts.items() if _of_call(f, call_id, filled.calls))
        for key in facts_of[call_id]:
            for act in filled.facts[key].asked_by:
                answers.setdefault((call_id, act), []).append(key)
        for n, reaction in enumerate(call.reactions):
            for act in reaction.to:
                reactions.setdefault((call_id, act), []).append((n, reaction))
    return World(
        filled,
        organisation,
        dict(cast),
        variant,
        {key: tuple(facts) for key, facts in answers.items()},
        {key: tuple(found) for key, found in reactions.items()},
        facts_of,
        _carriable(filled),
        min(filled.calls, key=lambda key: (filled.calls[key].rings.at, list(filled.calls).index(key))),
        {resource.id: resource.kind for resource in organisation.resources},
    )
