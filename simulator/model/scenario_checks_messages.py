"""Advice on the labels of messages, and on the criterion of the answer to one.

A message carries several things at once: that one of them was lost, or another took its place, only the label
still tells. Its words are compared with the plain words of each fact, not with the questions that bring it.
"""

from collections.abc import Collection, Mapping
from typing import Final

from simulator.model.organisation import Organisation
from simulator.model.scenario import Indicator, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_labels import PART, SMALL, party_words, stems

_WORDS: Final = (SMALL - {"where", "who"}) | {"cannot", "can't", "not", "no"}
_PEOPLE: Final = ("people", "injuries", "vulnerable", "name")
"""Topics of which a label may say who it is."""


def check_messages(checking: Checking) -> None:
    """Check the labels of messages, and under which criterion an answer is marked."""
    organisation = checking.around.organisation
    if organisation is not None:
        for name, one in checking.scenario.indicators.items():
            if one.carries and one.label:
                _label(checking, organisation, name, one)
            if one.carries and not organisation.has("organisation", one.to):
                _passed_on(checking, name, one)
    _answers(checking)


def _fact_words(scenario: Scenario, name: str) -> set[str]:
    """Return how the words begin in which a fact is written; what says where, is said with that word."""
    fact = scenario.facts.get(name)
    if fact is None:
        return set()
    where = "where" if fact.topic == "where" else ""
    words = stems(" ".join((name, fact.label, fact.value, *fact.accept, where)), _WORDS)
    return words | {"who"} if fact.topic in _PEOPLE else words


def _label(checking: Checking, organisation: Organisation, name: str, one: Indicator) -> None:
    """Check that a label names the party, each thing that the message carries, and nothing else.

    A crew has the address with its sending: a label need not say it.
    """
    scenario, label = checking.scenario, stems(one.label, _WORDS)
    path = ("indicators", name, "carries")
    party = stems(party_words(organisation, one.to), _WORDS)
    if party and not party & label:
        checking.fault("S327", ("indicators", name, "to"), case="party", label=one.label, party=one.to)
    crew = not organisation.has("organisation", one.to)
    sent_with = {known.address for known in scenario.incidents.values()} if crew else set()
    carried = {fact: _fact_words(scenario, fact) for fact in one.carries}
    for number, (fact, words) in enumerate(carried.items()):
        if words and fact not in sent_with and not words & label:
            checking.fault("S327", (*path, number), label=one.label, fact=fact)
    parts = [part.strip() for part in PART.split(one.label)]
    said = {part: words for part in parts if (words := stems(part, _WORDS) - party)}
    meant = {part: [fact for fact in carried if carried[fact] & words] for part, words in said.items()}
    others = set[str]().union(
        *(_fact_words(scenario, fact) for fact in scenario.facts if fact not in carried)
    )
    while (left := _without_its_own(meant)) and meant[left] and not said[left] & others:
        del meant[left]  # two words for one fact: tired and shivering
    if left and all(carried.values()):
        checking.fault("S327", path, case="more", label=one.label, part=left)


def _passed_on(checking: Checking, name: str, one: Indicator) -> None:
    """Check that no crew is to be told what need not be passed on; who is rung may need to hear it."""
    for number, fact in enumerate(one.carries):
        known = checking.scenario.facts.get(fact)
        if known is not None and not known.pass_on:
            checking.fault("S372", ("indicators", name, "carries", number), fact=fact, party=one.to)


def _without_its_own(meant: Mapping[str, Collection[str]]) -> str:
    """Return the first part of a label for which no fact is left once each part before has one of its own."""
    taken: dict[str, str] = {}

    def placed(part: str, tried: set[str]) -> bool:
        for fact in meant[part]:
            if fact not in tried:
                tried.add(fact)
                if fact not in taken or placed(taken[fact], tried):
                    taken[fact] = part
                    return True
        return False

    return next((part for part in meant if not placed(part, set())), "")


def _answers(checking: Checking) -> None:
    """Check that an answer from outside is marked under the criterion under which that body is told."""
    scenario = checking.scenario
    told: dict[str, set[str]] = {}
    for one in scenario.indicators.values():
        for party in one.sends:
            told.setdefault(party, set()).add(one.criterion)
    for name, one in scenario.indicators.items():
        criteria = told.get(one.obtains_response, {one.criterion})
        if one.criterion not in criteria:
            path = ("indicators", name, "criterion")
            words = {"party": one.obtains_response, "told": ", ".join(sorted(criteria))}
            checking.fault("S331", path, criterion=one.criterion, **words)
