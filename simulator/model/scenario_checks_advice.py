"""Advice to the author of a scenario: nothing here prevents playing, all of it makes a call worth playing."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.model.scenario import Fact, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_overlap import check_overlap
from simulator.model.scenario_checks_references import cast_keys
from simulator.model.values import carries

_MARKING: Final = ("obtains", "reads_back", "logs", "notes", "carries")


def check_advice(checking: Checking) -> None:
    """Give advice on openings, content notes, review dates, hazards, words, and what is left over."""
    _given_away(checking)
    _content_note(checking)
    _review(checking)
    _hazards(checking)
    _words(checking)
    _leftovers(checking)
    check_overlap(checking, _stand_in(checking.scenario))


def _stand_in(scenario: Scenario) -> dict[str, str]:
    """Return a made-up filling of every key in braces, unlike any word that an author writes."""
    filled = {key: f"zq{number}" for number, key in enumerate(cast_keys(scenario))}
    for name, member in scenario.cast.items():
        if member.address:
            line = f"{filled[f'{name}.number']} {filled[f'{name}.street']}"
            filled |= {name: line, f"{name}.line": line}
        if member.person:
            whole = f"{filled[f'{name}.first']} {filled[f'{name}.last']}"
            filled |= {name: whole, f"{name}.name": whole}
    return filled


def _facts_of(scenario: Scenario, call: str) -> Iterator[tuple[str, Fact]]:
    for name, fact in scenario.facts.items():
        if fact.call in ("", call) and not (fact.told and fact.told.opening):
            yield name, fact


def _given_away(checking: Checking) -> None:
    scenario = checking.scenario
    filling = _stand_in(scenario)

    def filled(text: str) -> str:
        return re.sub(r"\{([^{}]*)\}", lambda found: filling.get(found[1], ""), text)

    for key, call in scenario.calls.items():
        for name, fact in _facts_of(scenario, key):
            accept = tuple(filled(text) for text in fact.accept)
            if carries(filled(call.opening), filled(fact.value), accept):
                checking.fault("S301", ("calls", key, "opening"), fact=name)


def _content_note(checking: Checking) -> None:
    scenario = checking.scenario
    if scenario.special_callers and not scenario.content_note:
        checking.fault("S302", ("special_callers",), who=", ".join(scenario.special_callers))


def _review(checking: Checking) -> None:
    organisation, today = checking.around.organisation, checking.around.today
    if organisation is None or today is None:
        return
    for name, indicator in checking.scenario.indicators.items():
        clause = organisation.clauses.get(indicator.clause)
        if clause is not None and clause.review and clause.review < today.isoformat():
            checking.fault("S303", ("indicators", name, "clause"), clause=clause.id, review=clause.review)


def _hazards(checking: Checking) -> None:
    """Check that a hazard is marked at all, and that it is marked as written where writing is."""
    scenario, marked, written = checking.scenario, set[str](), set[str]()
    for indicator in scenario.indicators.values():
        marked |= {fact for kind in _MARKING for fact in getattr(indicator, kind)}
        marked.add(indicator.after.removeprefix("fact:"))
        marked |= set(indicator.needs.told) if indicator.needs else set()
        written |= {*indicator.logs, *indicator.notes}
    declared = {one.deed for one in scenario.dependencies if one.not_marked}
    for name, fact in scenario.facts.items():
        if fact.hazard and name not in marked:
            checking.fault("S304", ("facts", name), fact=name)
        elif fact.hazard and written and name not in written and f"log {name}" not in declared:
            checking.fault("S304", ("facts", name), case="written", fact=name)


def _words(checking: Checking) -> None:
    scenario = checking.scenario
    wanting = [
        (("indicators", name), "label", "what is judged, in a few words")
        for name, indicator in scenario.indicators.items()
        if not indicator.label
    ]
    wanting += [
        (("acts", name), "label", "what the learner does, in a few words")
        for name, act in scenario.acts.items()
        if not act.label
    ]
    wanting += [
        (("incidents", name), "because", "why this priority is right")
        for name, incident in scenario.incidents.items()
        if not incident.because
    ]
    wanting += [
        (("cues", name), "note", "what happened, in one sentence")
        for name, cue in scenario.cues.items()
        if (cue.follows_from or cue.raises_priority) and not cue.note
    ]
    for path, word, why in wanting:
        checking.fault("S305", path, word=word, why=why)


def _leftovers(checking: Checking) -> None:
    scenario = checking.scenario
    used = {name for spot in checking.spots if spot.field == "only_in" for name in spot.value}
    for name in scenario.variants:
        if name not in used:
            checking.fault("S306", ("variants", name), variant=name)
    callers = {call.caller for call in scenario.calls.values()}
    braces = re.findall(r"\{([^{}.]*)[^{}]*\}", scenario.model_dump_json(exclude={"cast"}))
    for name in scenario.cast:
        if name not in callers and name not in braces:
            checking.fault("S307", ("cast", name), name=name)
