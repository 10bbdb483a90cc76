"""Lets a caller answer a question that the author did not think of, where it means what another one means.

A scenario says which acts ask for a fact. A learner who says "Whereabouts are you?" where the file only
foresaw "Where is it?" must not hear "I don't know": the phrase bank names, for such an act, the one that it
is answered as. Nothing is told that was not asked for: an author's own answer or reaction always comes first.
"""

from collections.abc import Mapping

from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Call, Fact, Scenario


def with_answers(scenario: Scenario, shared_acts: Mapping[str, ActPhrasings]) -> Scenario:
    """Return a scenario in which every fact is also asked by the acts that are answered as its own.

    Args:
        scenario: the scenario as written.
        shared_acts: the phrase bank by act id.
    """
    also = [(act.id, act.answered_as) for act in shared_acts.values() if act.answered_as]
    more = {key: _more(scenario, fact, also) for key, fact in scenario.facts.items()}
    if not any(more.values()):
        return scenario
    facts = {
        key: fact.model_copy(update={"asked_by": (*fact.asked_by, *more[key])}) if more[key] else fact
        for key, fact in scenario.facts.items()
    }
    return scenario.model_copy(update={"facts": facts})


def _more(scenario: Scenario, fact: Fact, also: list[tuple[str, str]]) -> tuple[str, ...]:
    calls = [fact.call] if fact.call else list(scenario.calls)
    return tuple(
        act
        for act, meant in also
        if meant in fact.asked_by and not any(_answered(scenario, call, act) for call in calls)
    )


def _answered(scenario: Scenario, call: str, act: str) -> bool:
    """Tell whether the author has written what a caller answers an act with."""
    script: Call | None = scenario.calls.get(call)
    return any(act in fact.asked_by and fact.call in {"", call} for fact in scenario.facts.values()) or (
        script is not None and any(act in reaction.to for reaction in script.reactions)
    )
