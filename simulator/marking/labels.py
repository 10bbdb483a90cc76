"""What an indicator is called beside its result: its label, less what of it never came up in the call.

A label is written for every way in which a call may go. It tells nobody afterwards of a child that was in
another variant, or of a rider whom no caller ever named. Nothing is judged here.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from simulator.marking.wording import listed
from simulator.model.scenario import Fact, Indicator, Scenario
from simulator.model.scenario_checks_labels import PART, SMALL, stems

_LISTING = ("carries", "logs", "notes", "obtains", "reads_back")
"""The kinds whose label lists the facts that are judged."""


def facts_judged(indicator: Indicator) -> tuple[str, ...]:
    """Return the facts that an indicator's label lists."""
    return next((facts for kind in _LISTING if (facts := getattr(indicator, kind))), ())


def facts_to_write(scenario: Scenario, fields: Collection[str]) -> frozenset[str]:
    """Return the facts that belong in a log: asked for there, to be passed on, or of a topic with a field."""
    asked = {key for one in scenario.indicators.values() for key in (*one.logs, *one.notes)}
    return frozenset(
        key for key, f in scenario.facts.items() if key in asked or f.pass_on or f.topic in fields
    )


def facts_wanted(scenario: Scenario) -> frozenset[str]:
    """Return the facts that somebody needs to be told: judged, asked for, a danger, or with consequences.

    Where a scenario judges nothing that is passed on, they are all that are to be passed on.
    """
    marked = {key for one in scenario.indicators.values() for key in one.carries}
    cues = {key for cue in scenario.cues.values() for key in (*cue.asks, *cue.follows_from)}
    bodies = {key for body in scenario.outside.values() for key in body.needs}
    wanted = marked | cues | bodies
    return frozenset(
        key for key, f in scenario.facts.items() if f.pass_on and (key in wanted or f.hazard or not marked)
    )


def words_of(facts: Mapping[str, Fact]) -> dict[str, frozenset[str]]:
    """Return by fact the beginnings of the words by which a label may name it."""
    return {key: _words(key, fact.label, fact.value, fact.topic) for key, fact in facts.items()}


@lru_cache(maxsize=1 << 12)
def _words(*texts: str) -> frozenset[str]:
    return frozenset(stems(" ".join(texts).replace("_", " "), SMALL))


def words_for(*names: str) -> frozenset[str]:
    """Return the beginnings of the words by which a label may name somebody of these names."""
    return _words(*names)


def without(label: str, words: Mapping[str, frozenset[str]], absent: Collection[str]) -> str:
    """Return a label without the parts that name only what never came up.

    Args:
        label: as it stands in the scenario: things side by side, the first with the verb.
        words: by fact, those judged and those absent, the words by which it may be named.
        absent: the facts that never came up.
    """
    if not absent:
        return label
    meant = tuple((key in absent, ways) for key, ways in words.items())
    return _without(label, meant)


@lru_cache(maxsize=1 << 12)
def _without(label: str, meant: tuple[tuple[bool, frozenset[str]], ...]) -> str:
    parts = PART.split(label)
    kept = [part for n, part in enumerate(parts) if n == 0 or not _only_absent(part, meant)]
    return label if len(kept) == len(parts) else listed(kept)


def _only_absent(part: str, meant: tuple[tuple[bool, frozenset[str]], ...]) -> bool:
    """Tell whether what a part of a label names best is a fact that never came up."""
    said = stems(part, SMALL)
    gone = max((len(said & ways) for absent, ways in meant if absent), default=0)
    there = max((len(said & ways) for absent, ways in meant if not absent), default=0)
    return gone > there


def labels_of(
    scenario: Scenario, written: Scenario
) -> tuple[dict[str, dict[str, frozenset[str]]], dict[str, str]]:
    """Return by indicator the words of the facts that its label lists, and the label as a variant has it.

    Args:
        scenario: the variant.
        written: the scenario with all its variants, which its labels speak of.
    """
    named, labels = dict[str, dict[str, frozenset[str]]](), dict[str, str]()
    for name, indicator in scenario.indicators.items():
        judged = facts_judged(written.indicators.get(name, indicator))
        named[name] = words_of({key: written.facts[key] for key in judged if key in written.facts})
        gone = [key for key in judged if key not in scenario.facts]
        labels[name] = without(indicator.label, named[name], gone)
    return named, labels
