"""Advice where words are marked on a call, or in a variant, in which nothing comes of them.

Each is sound in itself, and nobody loses by it who says the words all the same: only what the callers answer,
and what the words prevent, tell that another call or another variant was meant.
"""

from collections.abc import Iterator
from typing import Final

from simulator.model.condition import either
from simulator.model.organisation import Organisation
from simulator.model.scenario import Cue, Indicator, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call, incident_of

_ANY_OF: Final = ("controls", "informs", "closes")
"""The kinds of which one act of the list is enough."""


def check_spoken(checking: Checking) -> None:
    """Check on which calls, and in which variants, words are marked."""
    _answered_elsewhere(checking)
    if checking.around.organisation is not None:
        _prevents_elsewhere(checking, checking.around.organisation)


def _answered(scenario: Scenario, key: str) -> set[str]:
    """Return what the caller of a call has an answer of his own to."""
    call = scenario.calls[key]
    answered = {act for reaction in call.reactions for act in reaction.to}
    answered |= {change.when for change in call.mood_changes}
    return answered | {
        act for fact in scenario.facts.values() if fact.call in ("", key) for act in fact.asked_by
    }


def _answered_elsewhere(checking: Checking) -> None:
    """Check that words are not marked on a call whose caller answers few of them, and another more.

    Of advice each piece that another caller answers is to be answered; of words of which one is enough, half.
    """
    scenario = checking.scenario
    answers = {key: _answered(scenario, key) for key in scenario.calls}
    for name, one in scenario.indicators.items():
        if one.call not in answers:
            continue
        here = scenario.calls[one.call].only_in
        others = {
            key: heard
            for key, heard in answers.items()
            if not here or not scenario.calls[key].only_in or set(here) & set(scenario.calls[key].only_in)
        }
        for kind in ("advises", *_ANY_OF):
            entries = [set(either(entry)) for entry in getattr(one, kind)]
            told = {key: [entry for entry in entries if entry & heard] for key, heard in others.items()}
            mine, most = told[one.call], max(told, key=lambda key: len(told[key]))
            few = kind == "advises" or 2 * len(mine) < len(entries)
            if few and len(mine) < len(told[most]):
                path, more = ("indicators", name, "call"), len(told[most])
                checking.fault("S365", path, call=one.call, other=most, mine=len(mine), more=more)
            elif entries:
                _turned_on_elsewhere(checking, name, one, entries)


def _turned_on_elsewhere(checking: Checking, name: str, one: Indicator, entries: list[set[str]]) -> None:
    """Check that what turns on words does so on the call on which they are marked, if it is on any."""
    scenario = checking.scenario
    calls = [
        {cue.call or first_call(scenario) for cue in scenario.cues.values() if _turns_on(cue, entry)}
        for entry in entries
    ]
    if all(calls) and not any(one.call in turned for turned in calls):
        other = min(calls[0])
        checking.fault("S365", ("indicators", name, "call"), case="turns", call=one.call, other=other)


def _turns_on(cue: Cue, acts: set[str]) -> bool:
    """Tell whether a cue comes, or does not, by what is said."""
    spoken = [
        said for one in (cue.when, cue.unless) if one is not None for said in (*one.said, *one.not_said)
    ]
    return any(acts & set(either(said)) for said in spoken)


def _prevents_elsewhere(checking: Checking, organisation: Organisation) -> None:
    """Check that words on which something turns in some variants alone are marked in no other.

    Not what a card has said to everybody, and no advice of which a card for the type speaks at all.
    """
    scenario = checking.scenario
    for name, one in scenario.indicators.items():
        always, said = _on_cards(scenario, organisation, one)
        mine = set(one.only_in or scenario.variants)
        for kind in ("advises", *_ANY_OF):
            entries = [set(either(entry)) for entry in getattr(one, kind)]
            free = always if kind != "advises" else said
            turned = [set(_turning(scenario, entry)) for entry in entries]
            if not entries or not all(turned) or any(entry & free for entry in entries):
                continue
            meant = set[str]().union(*turned)
            if "" not in meant and not mine <= meant:
                variants = " and ".join(v for v in scenario.variants if v in meant)
                checking.fault("S367", ("indicators", name), variants=variants)


def _turning(scenario: Scenario, acts: set[str]) -> Iterator[str]:
    """Yield the variants in which something that happens turns on acts; an empty text for all of them."""
    for cue in scenario.cues.values():
        if _turns_on(cue, acts):
            yield from cue.only_in or ("",)


def _on_cards(
    scenario: Scenario, organisation: Organisation, one: Indicator
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the acts that the cards for an indicator's incident have said to everybody, and to anybody."""
    incident = scenario.incidents.get(incident_of(scenario, one))
    types = {incident.type, *incident.other_types} if incident is not None else set()
    items = [
        i for card in organisation.cards if not card.types or types & set(card.types) for i in card.items
    ]
    return frozenset(i.act for i in items if i.always), frozenset(i.act for i in items)
