"""Advice where the label of an indicator speaks of something else than what the indicator judges.

A label is what learners and assessors read. A name that points elsewhere leaves a scenario that is sound in
itself; only its label still says what was meant.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from simulator.model.condition import either
from simulator.model.organisation import Organisation
from simulator.model.own_act import OwnAct
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Fact, Indicator
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import incident_of

_OF_FACTS: Final = ("obtains", "reads_back", "logs", "notes")
_OF_ACTS: Final = ("greets", "controls", "informs", "closes", "advises")
_OF_PARTIES: Final = ("sends", "uses_medium", "wording", "concise", "obtains_response")
PART: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
"""What stands between the things that a label names."""
_WORD: Final = re.compile(r"[a-z]{3,}")
_PLAIN: Final = re.compile(r"[a-z']+")
_STEM: Final = 5
SMALL: Final = frozenset(
    (
        *("the", "and", "for", "with", "not", "out", "off", "other", "from", "that", "this", "who", "whom"),
        *("what", "where", "how", "are", "can", "you", "your", "she", "her", "his", "him", "they", "them"),
        *("has", "have", "about", "ask", "asks", "say", "says", "tell", "tells", "told", "finds", "gets"),
        *("keeps", "gives", "hears", "notes", "passes"),
    )
)
"""Words that any label may hold."""
_NOT_TELLING: Final = SMALL - {"who", "what", "where", "how"}
_SORTS: Final = {
    **dict.fromkeys(("people", "injuries", "vulnerable"), ("who", "peopl", "hurt", "casua", "ill")),
    "name": ("who", "calle"),
    "callback": ("numbe",),
}
"""How the words begin, by topic, that name all of one sort: who is there, casualties."""
_EARLY: Final = re.compile(
    r"\b(early|at the start|in time|soon|straight away|as it happens)\b", re.IGNORECASE
)
_TO_CALLER: Final = re.compile(r"\b(?:to|asks|gives|has|keeps|lets|says|tells) (her|him)\b", re.IGNORECASE)
_WHICH: Final = re.compile(r"\b(?:to|of|has|the) (?:the )?(first|second|third)\b", re.IGNORECASE)
_PLACES: Final = ("first", "second", "third")
_CALLED: Final = re.compile(r"^\w+ (?:to )?(?:the|his|her|their) ([a-z]{3,})", re.IGNORECASE)
"""Whom a label names with its first words: *Shows the director that …*, *Tells his wife …*."""
_LIGHT: Final = frozenset(
    (
        *("the", "a", "an", "to", "and", "of", "is", "it", "his", "her", "him", "has", "gets", "that", "be"),
        *("not", "by"),
    )
)
"""Words that are left out between two that stand together."""
_ADVICE: Final = "advise_"
_SAID_SO: Final = 2
"""In so many phrasings of an act two words have to stand together to be a way of saying it."""
_RATHER: Final = 2
"""In so many times more phrasings of another act, to be a way of saying that one."""
_MATTER: Final = re.compile(r"\bthe ([a-z]+) (call|alarm|sheet|log|record)\b", re.IGNORECASE)
"""By which a label tells one incident of several: *the second sheet*, *the quiet call*."""
_PERSONS: Final = {"her": "female", "him": "male"}


def check_labels(checking: Checking) -> None:
    """Check that a label has a word in common with the one thing judged, and speaks of the right caller."""
    for name, one in checking.scenario.indicators.items():
        if one.call and one.label:
            _caller(checking, name, one)
            _which(checking, name, one)
            _called(checking, name, one)
        elif one.incident and one.label:
            _which_matter(checking, name, one)
    organisation = checking.around.organisation
    if organisation is None:
        return
    for name, one in checking.scenario.indicators.items():
        _listed(checking, organisation, name, one)
        _left_out(checking, organisation, name, one)
        _in_time(checking, name, one)
        _another(checking, organisation, name, one)
        _crew(checking, organisation, name, one)
        _advised(checking, organisation, name, one)
        label = stems(one.label, SMALL)
        for kind, judged in _judged_alone(one):
            words = _words_of(checking, organisation, kind, judged)
            if label and words and not label & stems(words, SMALL):
                checking.fault("S320", ("indicators", name, kind), label=one.label, judged=judged)


def _judged_alone(one: Indicator) -> Iterator[tuple[str, str]]:
    """Yield the only thing that an indicator judges: of several a label may say anything."""
    for kind in (*_OF_FACTS, *_OF_ACTS, *_OF_PARTIES):
        value = getattr(one, kind)
        named = (value,) if isinstance(value, str) else value
        if len(named) == 1 and named[0]:
            yield kind, named[0]


def _words_of(checking: Checking, organisation: Organisation, kind: str, name: str) -> str:
    """Return what is said anywhere of a fact, an act or a party; nothing where there is no such thing."""
    if kind in _OF_ACTS:
        return " ".join(_of_act(checking, act) for act in either(name))
    return _of_fact(checking, organisation, name) if kind in _OF_FACTS else party_words(organisation, name)


def _act(checking: Checking, name: str) -> OwnAct | ActPhrasings | None:
    return checking.scenario.acts.get(name) or checking.around.shared_acts.get(name)


def _of_act(checking: Checking, name: str) -> str:
    act = _act(checking, name)
    return " ".join((name, act.label, *act.phrasings)) if act is not None else ""


def _of_fact(checking: Checking, organisation: Organisation, name: str) -> str:
    fact = checking.scenario.facts.get(name)
    if fact is None:
        return ""
    asked = (_of_act(checking, act) for act in fact.asked_by)
    return " ".join((name, _plain(fact, organisation), *asked))


def _plain(fact: Fact, organisation: Organisation) -> str:
    """Return what a fact is called, in which words it is written, and the heading under which it stands."""
    topic = next((t.label for t in organisation.topics if t.id == fact.topic), "")
    return " ".join((fact.label, fact.value, *fact.accept, fact.topic, topic))


def _listed(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that no part of a label names a fact that is not among the several that are judged."""
    facts = checking.scenario.facts
    for kind in _OF_FACTS:
        judged = [fact for fact in getattr(one, kind) if fact in facts]
        if len(judged) < 2:
            continue
        meant = " ".join(f"{fact.replace('_', ' ')} {_plain(facts[fact], organisation)}" for fact in judged)
        others = {
            other: stems(f"{other.replace('_', ' ')} {fact.label} {fact.topic}", SMALL)
            for other, fact in facts.items()
            if other not in judged and (not one.call or fact.call in ("", one.call))
        }
        for part in PART.split(one.label):
            words = stems(part, SMALL)
            astray = [other for other in others if others[other] & words]
            if astray and not words & stems(meant, SMALL):
                path = ("indicators", name, kind)
                checking.fault("S320", path, case="left", label=one.label, part=part, fact=astray[0])
                break


def _another(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that a label does not name another fact than the only one that is judged.

    That is so where it holds nothing of what this one is called, and a word of another that does not even
    stand in the questions that bring this one.
    """
    facts, label = checking.scenario.facts, stems(one.label, SMALL)
    for kind in _OF_FACTS:
        judged = getattr(one, kind)
        if len(judged) != 1 or judged[0] not in facts:
            continue
        mine = facts[judged[0]]
        if label & stems(f"{judged[0].replace('_', ' ')} {_plain(mine, organisation)}", SMALL):
            continue
        asked = stems(" ".join(_of_act(checking, act) for act in mine.asked_by), SMALL)
        for other, fact in facts.items():
            words = stems(f"{other.replace('_', ' ')} {fact.label}", SMALL) & label - asked
            if other != judged[0] and words and (not one.call or fact.call in ("", one.call)):
                part = next(part for part in PART.split(one.label) if words & stems(part, SMALL))
                path = ("indicators", name, kind)
                checking.fault("S320", path, case="left", label=one.label, part=part, fact=other)
                break


def _crew(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that a kind of crew that a label names is needed by each way of sending that is accepted.

    Looked at is where the centre's rule accepts several, and the label fits one of them.
    """
    incident = checking.scenario.incidents.get(incident_of(checking.scenario, one))
    if not one.deploys or incident is None or incident.needs:
        return
    ways = [
        way
        for rule in organisation.allocation
        if incident.type in rule.types and incident.priority in rule.priorities
        for way in rule.alternatives
    ]
    crews = organisation.resources
    for word in sorted(stems(one.label, SMALL)):
        called = {crew.id for crew in crews if word in stems(crew.kind, SMALL)}
        can = [[{c.id for c in crews if {*need.skills} <= {*c.skills}} for need in way.needs] for way in ways]
        without = [way for way, able in zip(ways, can, strict=True) if not any(ids <= called for ids in able)]
        if called and without and len(without) < len(ways):
            words = {
                "label": one.label,
                "way": without[0].label,
                "incident": incident_of(checking.scenario, one),
            }
            checking.fault("S366", ("indicators", name, "deploys"), **words)
            return


def _advised(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that no part of a label is a way of giving advice that is not judged, and of none that is.

    Looked at is the advice that can be meant: on a card for what has happened, or the scenario's own.
    """
    judged = {act for entry in one.advises for act in either(entry)}
    incident = checking.scenario.incidents.get(incident_of(checking.scenario, one))
    if not judged or incident is None:
        return
    cards = (card for card in organisation.cards if {incident.type, *incident.other_types} & {*card.types})
    meant = {item.act for card in cards for item in card.items} | {*checking.scenario.acts, *judged}
    ways = {
        act: Counter(pair for said in (known.label, *known.phrasings) for pair in _together_in(said))
        for act, known in checking.heard.items()
        if act in meant and act.startswith(_ADVICE)
    }
    others = sorted(ways.keys() - judged)
    for part in PART.split(one.label) if judged & ways.keys() and others else ():
        for pair in sorted(_together_in(part)):
            mine = max(ways[act][pair] for act in judged & ways.keys())
            other = max(others, key=lambda act: ways[act][pair])
            if ways[other][pair] >= max(_SAID_SO, _RATHER * mine):
                path = ("indicators", name, "advises")
                checking.fault("S320", path, case="advice", label=one.label, part=part, act=other)
                return


def _together_in(text: str) -> set[tuple[str, str]]:
    """Return which words of a text stand beside each other, less the light ones between them."""
    words = [word for word in _PLAIN.findall(text.lower()) if word not in _LIGHT]
    return set(pairwise(words))


def _left_out(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that a label which lists several things leaves out none of the facts that are judged.

    A label of one part may say anything of them all; one with a part for each fact may call them as it likes.
    """
    facts, parts = checking.scenario.facts, PART.split(one.label)
    label = stems(one.label, _NOT_TELLING)
    for kind in _OF_FACTS:
        judged = [fact for fact in getattr(one, kind) if fact in facts]
        for number, fact in enumerate(judged if 1 < len(parts) < len(judged) else ()):
            asked = (_act(checking, act) for act in facts[fact].asked_by)
            called = " ".join(act.label for act in asked if act is not None)
            words = stems(
                f"{fact.replace('_', ' ')} {_plain(facts[fact], organisation)} {called}", _NOT_TELLING
            )
            if not label & (words | _together(facts[fact])):
                path = ("indicators", name, kind, number)
                checking.fault("S320", path, case="out", label=one.label, fact=facts[fact].label or fact)


def _together(fact: Fact) -> frozenset[str]:
    """Return the beginnings of words under which a label brings together what is of one sort."""
    found = set(_SORTS.get(fact.topic, ()))
    return frozenset(found | {"hazar", "dange", "risks"} if fact.hazard else found)


def _in_time(checking: Checking, name: str, one: Indicator) -> None:
    """Check that what a label says is done early has a time; an incident may give one itself."""
    found, limited = _EARLY.search(one.label), one.within is not None or one.answers_within is not None
    if found and not limited and not one.sets_priority and not one.deploys:
        checking.fault("S320", ("indicators", name), case="time", label=one.label, early=found[1])


def party_words(organisation: Organisation, name: str) -> str:
    """Return what a crew or an outside organisation is called, and by what it is reached."""
    parts = []
    for body in organisation.directory:
        if body.id == name:
            parts += [body.id, body.name, body.short, *body.said_as, *(route.medium for route in body.routes)]
    for crew in organisation.resources:
        if name in (crew.id, crew.kind):
            parts += [crew.id, crew.call_sign, crew.kind, crew.service, *crew.reached_by]
    return " ".join(parts)


def stems(text: str, small: frozenset[str]) -> set[str]:
    """Return how the words of a text begin, less the ``small`` ones: fall and falls are taken for one."""
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in small}


def _caller(checking: Checking, name: str, one: Indicator) -> None:
    """Check that what a label says to her or to him is judged on the call of such a caller."""
    scenario, found = checking.scenario, _TO_CALLER.search(one.label)
    persons = {
        key: member.person
        for key, call in scenario.calls.items()
        if (member := scenario.cast.get(call.caller)) is not None
    }
    wanted = _PERSONS[found[1].lower()] if found else ""
    others = [key for key, person in persons.items() if person == wanted and key != one.call]
    if wanted and others and persons.get(one.call, wanted) != wanted:
        path = ("indicators", name, "call")
        checking.fault(
            "S320", path, case="caller", label=one.label, call=one.call, others=" or ".join(others)
        )


def _which(checking: Checking, name: str, one: Indicator) -> None:
    """Check that what a label says of the first, the second or the third caller is judged on that call."""
    calls, found = checking.scenario.calls, _WHICH.search(one.label)
    mine = calls.get(one.call)
    if found is None or mine is None or len(calls) < 2:
        return
    together = [
        key
        for key, call in calls.items()
        if not call.only_in or not mine.only_in or set(call.only_in) & set(mine.only_in)
    ]
    place = _PLACES.index(found[1].lower())
    if together.index(one.call) != place:
        words = {"label": one.label, "call": one.call, "which": found[1].lower()}
        checking.fault("S320", ("indicators", name, "call"), case="which", **words)


def _called(checking: Checking, name: str, one: Indicator) -> None:
    """Check that a caller whom a label names is the one on whose call this is judged."""
    calls, found = checking.scenario.calls, _CALLED.search(one.label)
    if found is None or one.call not in calls or found[1].lower() in {*_PLACES, *SMALL}:
        return
    meant = [
        key
        for key, call in calls.items()
        if found[1].lower()
        in _PLAIN.findall(f"{key} {call.caller} {call.described}".replace("_", " ").lower())
    ]
    if meant and one.call not in meant:
        others = " or ".join(meant)
        path = ("indicators", name, "call")
        checking.fault("S320", path, case="caller", label=one.label, call=one.call, others=others)


def _which_matter(checking: Checking, name: str, one: Indicator) -> None:
    """Check that the call or sheet of which a label speaks is one of the incident that is judged."""
    scenario, found = checking.scenario, _MATTER.search(one.label)
    word = found[1].lower() if found is not None else ""
    order = list(dict.fromkeys(call.incident for call in scenario.calls.values()))
    if word in _PLACES[: len(order)]:
        meant = {order[_PLACES.index(word)]}
    else:
        meant = {call.incident for key, call in scenario.calls.items() if word in key.split("_")}
    if found is not None and meant and one.incident in order and one.incident not in meant:
        words = {"which": found[0].lower(), "incident": one.incident, "meant": " or ".join(sorted(meant))}
        checking.fault("S320", ("indicators", name, "incident"), case="matter", label=one.label, **words)
