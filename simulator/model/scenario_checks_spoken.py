"""Advice where something is marked on a call, or in a variant, in which nothing comes of it.

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
_OF_FACTS: Final = ("obtains", "reads_back", "logs", "notes", "carries")


def check_spoken(checking: Checking) -> None:
    """Check on which calls, and in which variants, something is marked, and that no advice is twice."""
    _answered_elsewhere(checking)
    _never_there(checking)
    _marked_twice(checking)
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


def _never_there(checking: Checking) -> None:
    """Check that an indicator stands in no variant in which what it judges cannot come."""
    scenario = checking.scenario
    every = frozenset(scenario.variants)
    told = tuple(fault.field for fault in checking.faults if fault.code == "S223")
    for name, one in scenario.indicators.items():
        if any(field.startswith(f"indicators.{name}.") for field in told):
            continue
        left = set(one.only_in or every)
        for _, where in _bound_to(scenario, one):
            if where and left - where:
                variants = ", ".join(v for v in scenario.variants if v in left - where)
                checking.fault("S373", ("indicators", name), variants=variants)
                break


def _bound_to(scenario: Scenario, one: Indicator) -> Iterator[tuple[str, set[str]]]:
    """Yield each thing without which an indicator has no chance, and the variants in which it comes."""
    calls, cues, every = scenario.calls, scenario.cues, set(scenario.variants)
    for key in {one.call, *one.links, *one.keeps_apart} & calls.keys():
        yield key, set(calls[key].only_in)
    mine = [call for call in calls.values() if call.incident == one.incident]
    if mine and not one.call and all(call.only_in for call in mine):
        yield one.incident, {variant for call in mine for variant in call.only_in}
    asking = [cues[cue] for cue in (*one.answers_responder, one.raises_priority) if cue in cues]
    if asking and all(cue.only_in for cue in asking):
        yield "cue", {variant for cue in asking for variant in cue.only_in}
    for kind in _OF_FACTS:
        listed = [_told_in(scenario, fact) for fact in getattr(one, kind) if fact in scenario.facts]
        yield kind, set[str]().union(*(where or every for where in listed))
    kind, _, after = one.after.partition(":")
    if kind == "fact" and after in scenario.facts:
        yield after, _told_in(scenario, after)
    elif kind == "cue" and after in cues:
        yield after, set(cues[after].only_in)


def _told_in(scenario: Scenario, name: str) -> set[str]:
    """Return the only variants in which a fact is told; empty: in all of them."""
    fact = scenario.facts[name]
    call = scenario.calls.get(fact.call)
    there = set(call.only_in) if call is not None else set()
    return set(fact.only_in) & there if fact.only_in and there else {*fact.only_in, *there}


def _marked_twice(checking: Checking) -> None:
    """Check that what is to be said to one caller is not marked by an indicator that asks for more of it."""
    every = set(checking.scenario.variants) or {""}
    marking = list(checking.scenario.indicators.items())
    for name, one in marking:
        for other, more in marking:
            apart = not set(one.only_in or every) & set(more.only_in or every) or one.within != more.within
            if other == name or apart or one.call != more.call or one.needs != more.needs:
                continue
            for kind in ("advises", *_ANY_OF):
                mine, theirs = {*getattr(one, kind)}, {*getattr(more, kind)}
                if mine and (mine < theirs if kind == "advises" else theirs and theirs < mine):
                    checking.fault("S374", ("indicators", name), other=other)


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
