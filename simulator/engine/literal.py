"""What the far end makes of the words it was given, acting literally on them and on nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import is_
from typing import NamedTuple

from simulator.engine.carried_on import matter
from simulator.engine.state import State
from simulator.engine.world import Party, World, tells
from simulator.model.record_words import OUT
from simulator.model.scenario import Fact
from simulator.model.values import carries, spelt_figures, tokens
from simulator.model.word_sets import word_set

ASKED_ENOUGH = 2
"""After so many questions for one thing that were answered somehow, the far end takes it as given."""
SHARED = 2
"""So many words of a question, and half of them at least, make an answer in its own words."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")
_COUNT = r"(?:\d+|one|two|three|four|five)"
_OFF = re.compile(
    r"\bstand (?:you |yourselves )?down\b|\bno longer (?:needed|required|wanted)\b"
    r"|\b(?:you|u|ur|you're|youre) (?:are )?(?:called off|cancelled|canceled)\b|\breturn to base\b",
    re.IGNORECASE,
)
_NOT_OFF = re.compile(
    r"\b(?:not|never|don['’]?t|until|till|when|if|will|they|he|she)(?: \w+){0,2} $|\bto $", re.IGNORECASE
)
_YES_OR_NO = word_set("is are can could do does did has have will was were")
_FORMS = tuple(
    word_set(words)
    for words in (
        "can could cannot couldn't",
        "is isn't was wasn't",
        "are aren't were weren't",
        "do don't does doesn't did didn't",
        "has hasn't have haven't",
        "will won't",
    )
)
"""The verbs that open such a question, with the forms in which an answer takes them up."""
_PERSONS = word_set("they he she it you")
_PLAINLY = re.compile(r"\W*(?:yes|yeah|yep|yh|no|nope|nah|affirmative|negative)\b\W+\w+", re.IGNORECASE)
"""A yes or no with something to it: a bare one may answer anything."""
_SEEN = frozenset(("what", "type"))
"""Of these no crew asks that stands there."""
_NONE = frozenset(("no", "none", "nil", "unknown"))
_SAYS_WHAT = word_set("hazard injuries lanes people railway vehicle vulnerable")
"""Two facts of these topics tell what has happened as well as the thing itself does."""


@dataclass(frozen=True)
class Passed:
    """One thing said or written to a crew or outside organisation: when, its words, the facts carried."""

    t: float
    text: str
    facts: tuple[str, ...]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Something that the far end needs and was not told: the facts that would tell it, and how it asks."""

    facts: tuple[str, ...]
    topic: str
    says: str


class _Told(NamedTuple):
    """What was passed to a party about a log, with the parts of the state on which that rests."""

    incident: str
    rests_on: tuple[object, ...]
    passed: tuple[Passed, ...]


def passed_to(state: State, world: World, party: str, incident: str) -> tuple[Passed, ...]:
    """Return everything passed to a party about an incident log, in order of time.

    Whoever works out one answer asks it several times: it is kept while what it rests on is the very same.
    """
    rests_on = state.messages, state.lines, state.resources
    known: _Told | None = world.worked_out.get(("passed", party))
    if known is not None and known.incident == incident and all(map(is_, known.rests_on, rests_on)):
        return known.passed
    found = tuple(_passed_to(state, world, party, incident))
    world.worked_out["passed", party] = _Told(incident, rests_on, found)
    return found


def _passed_to(state: State, world: World, party: str, incident: str) -> list[Passed]:
    kind = world.kind_of(party)
    found: list[Passed] = []
    for message in state.messages.values():
        sent = message.sent
        if sent.incident == incident and sent.to in (party, kind):
            found.append(Passed(sent.t, sent.text, sent.carries, sent.reading.sure()))
    crew = state.resources.get(party)
    for line in state.lines.values():
        if line.party == party and incident in (line.incident, crew.incident if crew else ""):
            found += [Passed(s.t, s.text, s.carries, s.reading.sure()) for s in line.spoken]
    return sorted(found, key=lambda passed: passed.t)


def truth_of(state: State, incident: str) -> str:
    """Return the scenario's incident that a log stands for."""
    log = state.logs.get(incident)
    return log.truth if log else ""


def address_of(world: World, truth: str) -> tuple[str, Fact] | None:
    """Return the fact that says where an incident is, when the scenario has one with a value."""
    incident = world.scenario.incidents.get(truth)
    fact = world.scenario.facts.get(incident.address) if incident else None
    return (incident.address, fact) if incident and fact and fact.value else None


def _without_poles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without the numbers of poles: "pole 32, Weir Lane" is no house in Weir Lane."""
    return tuple(w for n, w in enumerate(words) if not (w.isdigit() and "pole" in words[max(0, n - 3) : n]))


def names_place(world: World, text: str, address: Fact) -> bool:
    """Tell whether a text names a place to go to: the address, what it replaces, or another house number."""
    if tells(text, address):
        return True
    older = world.scenario.facts.get(address.replaces)
    if older is not None and older.value and tells(text, older):
        return True
    words = spelt_figures(text)
    streets = {w for w in tokens(address.value) if w.isalpha() and len(w) > 3} - world.towns
    return any(here.isdigit() and after in streets for here, after in pairwise(_without_poles(words)))


def place_in(world: World, text: str, address: Fact) -> str:
    """Return the place that a text names, as the far end would repeat it; a wrong number stays wrong."""
    if is_right(text, address):
        return address.value
    older = world.scenario.facts.get(address.replaces)
    if older is not None and older.value and tells(text, older):
        return older.value
    first = address.value.split(",")[0]
    meant = next((w for w in tokens(first) if w.isdigit()), "")
    words = spelt_figures(text)
    streets = {w for w in tokens(first) if w.isalpha() and len(w) > 3}
    for here, after in pairwise(_without_poles(words)):
        if here.isdigit() and after in streets and meant:
            return first.replace(meant, here, 1)
    return ""


def is_right(text: str, address: Fact) -> bool:
    """Tell whether a text leads to the address."""
    return tells(text, address)


def heading(state: State, world: World, party: str, incident: str, first: str) -> str:
    """Return the words that a crew goes by: the last that name a place, else what it was first sent with."""
    known = address_of(world, truth_of(state, incident))
    going_by = first
    if known is None:
        return going_by
    for passed in passed_to(state, world, party, incident):
        if names_place(world, passed.text, known[1]):
            going_by = passed.text
    return going_by


def _topic_facts(world: World, truth: str, topic: str) -> tuple[str, ...]:
    mine = world.carriable.get(truth, ())
    return tuple(key for key, fact in mine if fact.topic == topic and fact.known and fact.pass_on)


def _mentions(world: World, topic: str, texts: str, truth: str) -> bool:
    """Tell whether words that need no fact say a topic: the priority's name, or the incident's type."""
    organisation = world.organisation
    if topic == "priority":
        words = set(tokens(texts))
        return any(set(tokens(level.id)) <= words for level in organisation.priorities)
    if topic in ("what", "type"):
        codes = organisation.codes.incident_types
        known = (name for code in codes for name in (code.label, code.id, *code.said_as))
        return any(carries(texts, name, ()) for name in known)
    return _denied(topic, tokens(texts)) or speaks_of(topic, texts)


def speaks_of(topic: str, text: str) -> bool:
    """Tell whether words name a topic and say something of it: "hazards: gas", "lane 3", "all lanes".

    A question says nothing of what it names.
    """
    said = " ".join(part for part in _SENTENCE.findall(text.lower()) if "?" not in part)
    return re.search(_named(topic), said) is not None


@lru_cache(maxsize=256)
def _named(topic: str) -> str:
    name = rf"{re.escape(topic.removesuffix('s').replace('_', ' '))}(?:s|es)?"
    return (
        rf"\b{name}(?:\s*[:=]|\s+(?:is|are|being)\b|\s+{_COUNT}\b)\s*\w?|\b(?:all|both|{_COUNT})\s+{name}\b"
    )


def calls_off(text: str) -> bool:
    """Tell whether words to a crew call it off."""
    found = _OFF.search(text)
    return found is not None and not _NOT_OFF.search(text[: found.start()])


def times_asked(state: State, party: str, facts: tuple[str, ...]) -> list[float]:
    """Return when a party asked for any of some facts, on its lines or in answer to a message."""
    heard = [h for x in state.lines.values() if x.party == party for h in x.heard if set(facts) & set(h.asks)]
    answers = [m.answer for m in state.messages.values() if m.answer is not None and m.sent.to == party]
    return sorted({h.t for h in heard} | {a.t for a in answers if set(facts) & set(a.asks)})


def _taken_as_given(
    state: State, party: str, facts: tuple[str, ...], texts: Sequence[Passed], question: str
) -> bool:
    """Tell whether a party asked twice for facts and was answered both times: it asks no third time.

    Nor does it ask again who was answered in the very words of the question.
    """
    asked = times_asked(state, party, facts)
    if len(asked) >= ASKED_ENOUGH and any(passed.t > asked[ASKED_ENOUGH - 1] for passed in texts):
        return True
    since = [passed.text for passed in texts if asked and passed.t > asked[0]]
    return any(answers(text, question) for text in since) or any(
        says_yes_or_no(text, question) for text in since[:1]
    )


def says_yes_or_no(text: str, question: str) -> bool:
    """Tell whether words answer a question that yes or no answers: "yes she can, once the traffic stops"."""
    _, _, asked = question.rstrip("?! ").rpartition(". ")
    opens = tokens(asked.rpartition(", ")[2] or asked)[:2]
    if not opens or opens[0] not in _YES_OR_NO:
        return False
    return _PLAINLY.match(text) is not None or _says_whether(text, opens)


def _says_whether(text: str, opens: tuple[str, ...]) -> bool:
    """Tell whether words take up how a question opens: "they could, but the traffic" answers "can they"."""
    verb, *subject = opens
    forms = next((known for known in _FORMS if verb in known), frozenset())
    if not subject or subject[0] not in _PERSONS:
        return False
    said = (tokens(part) for part in _SENTENCE.findall(text) if "?" not in part)
    return any(here == subject[0] and after in forms for words in said for here, after in pairwise(words))


def answers(text: str, question: str) -> bool:
    """Tell whether words answer a question in its own words: "she's awake and breathing" is asked no more."""
    said = [word for part in _SENTENCE.findall(text) if "?" not in part for word in tokens(part)]
    wanted = matter(tokens(question))
    shared = len(wanted & matter(said))
    return shared >= SHARED and 2 * shared >= len(wanted)


def _denied(topic: str, words: tuple[str, ...]) -> bool:
    """Tell whether words say that there is none of a topic, or that it is not known ("no known hazards")."""
    named = {topic, f"{topic}s", topic.removesuffix("s")}
    places = (n for n, word in enumerate(words) if word in named)
    return any(_NONE & set(words[max(0, n - 3) : n + 3]) for n in places)


def _asks_for(world: World, party: Party, topic: str) -> str:
    lines = {line.id: line.says for line in party.speech.asks}
    script = party.script.asks if party.script else ""
    named = next((one for one in world.organisation.topics if one.id == topic), None)
    asked = (named.question or f"{named.label}, please.") if named else f"{topic.replace('_', ' ')}, please."
    return script or lines.get(topic, "") or f"I need one thing more before we can act. {asked}"


def _where_satisfied(world: World, truth: str, facts: tuple[str, ...], texts: Sequence[Passed]) -> bool:
    """Tell whether a place was named, right or wrong: whoever reads it has no way to know."""
    known = address_of(world, truth)
    return bool(known and known[0] in facts and any(names_place(world, p.text, known[1]) for p in texts))


def missing(state: State, world: World, party: Party, incident: str) -> Iterator[Missing]:
    """Yield what a party needs to know of an incident and was not told, in the order in which it asks."""
    texts = passed_to(state, world, party.id, incident)
    if party.crew or not _rang_itself(state, party.id, texts):
        yield from _not_told(state, world, party, incident, texts)


def _not_told(
    state: State, world: World, party: Party, incident: str, texts: Sequence[Passed]
) -> Iterator[Missing]:
    truth = truth_of(state, incident)
    have = {fact for passed in texts for fact in passed.facts}
    words = " . ".join(passed.text for passed in texts)
    placed = (*texts, *_bound_for(state, world, party.id, incident))
    if party.script is not None and party.script.needs:
        for fact in party.script.needs:
            known = world.scenario.facts.get(fact)
            if known is None or have & {fact, *known.overtaken_by}:
                continue  # what overtook it answers the question as well
            if _where_satisfied(world, truth, (fact,), placed) or _elsewhere(world, known.topic, have):
                continue
            if known.topic != "where" and _taken_as_given(
                state, party.id, (fact,), texts, _asks_for(world, party, known.topic)
            ):
                continue
            yield Missing((fact,), known.topic, _asks_for(world, party, known.topic))
        return
    told = {fact.topic for key, fact in world.carriable.get(truth, ()) if key in have} - {"where"}
    told |= {"what"} if _elsewhere(world, "what", have) else set()
    told |= _SEEN if _stands_there(state, party.id, incident) else frozenset()
    for topic in party.topics:
        facts = _topic_facts(world, truth, topic)
        if not facts or topic in told or have & set(facts) or _mentions(world, topic, words, truth):
            continue
        if topic != "where" and _taken_as_given(
            state, party.id, facts, texts, _asks_for(world, party, topic)
        ):
            continue
        if not _where_satisfied(world, truth, facts, placed):
            yield Missing(facts, topic, _asks_for(world, party, topic))


def _bound_for(state: State, world: World, party: str, incident: str) -> Iterator[Passed]:
    """Yield where a crew that was sent goes by its log, and where it stands once it is there.

    Whoever stands at the door, or drives there by the log, does not ask where.
    """
    crew, log = state.resources.get(party), state.logs.get(incident)
    sent = crew is not None and crew.incident == incident and crew.status in OUT
    if crew and (crew.address or (sent and log)):
        yield Passed(0.0, crew.address or world.where_written(log.fields if log else {}), ())
    there = address_of(world, truth_of(state, incident))
    if there and _stands_there(state, party, incident):
        yield Passed(0.0, there[1].value, ())


def _stands_there(state: State, party: str, incident: str) -> bool:
    crew = state.resources.get(party)
    return crew is not None and crew.incident == incident and crew.status == "on scene"


def _rang_itself(state: State, party: str, texts: Sequence[Passed]) -> bool:
    """Tell whether a body rang of itself before it was told anything: it knows what it rang about."""
    heard = (h for x in state.lines.values() if x.party == party for h in x.heard)
    rang = min((h.t for h in heard if h.because.startswith("cue:") and not h.asks), default=None)
    return rang is not None and not any(passed.t < rang for passed in texts)


def _elsewhere(world: World, topic: str, have: set[str]) -> bool:
    """Tell whether another thing was told that says as much: where somebody is bound by now, say.

    Nor does anybody ask what there is who was told what is dangerous there, and who sits in it.
    """
    facts = world.scenario.facts
    if topic == "what":
        return sum(facts[key].topic in _SAYS_WHAT for key in have if key in facts) >= SHARED
    return topic == "where" and any(facts[key].topic == "where" for key in have if key in facts)


def misled(state: State, world: World, party: str, incident: str) -> bool:
    """Tell whether a party was last given a wrong place to go to."""
    known = address_of(world, truth_of(state, incident))
    words = heading(state, world, party, incident, "")
    return bool(known and words and not is_right(words, known[1]))
