"""The acts that are listened for in a scenario: the shared ones as its centre says them, and its own."""

from __future__ import annotations

from simulator.model.act_labels import is_held_against
from simulator.model.phrase_bank import PhraseBank
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario

NAMES_THE_CENTRE = "greet_service"
"""The shared act of answering by naming the service."""


def _as_said_there(act: ActPhrasings, scenario: Scenario) -> ActPhrasings:
    """Return a shared act with the ways of the scenario's centre."""
    if act.id == NAMES_THE_CENTRE:
        act = _with_greetings(act, scenario.greetings)
    more = scenario.also_said_as.get(act.id, ())
    if not more:
        return act
    return act.model_copy(update={"phrasings": tuple(dict.fromkeys((*act.phrasings, *more)))})


def _with_greetings(act: ActPhrasings, greetings: tuple[str, ...]) -> ActPhrasings:
    """Return the act of greeting with a centre's own ways, unless the shared phrases name that centre."""
    known = " | ".join(act.phrasings).casefold()
    if not greetings or greetings[0].casefold() in known:
        return act
    return act.model_copy(update={"phrasings": tuple(dict.fromkeys((*act.phrasings, *greetings)))})


def scenario_acts(scenario: Scenario, bank: PhraseBank) -> tuple[ActPhrasings, ...]:
    """Return the acts listened for in a scenario: the shared ones it does not leave out, and its own."""
    shared = [
        _as_said_there(a, scenario)
        for a in bank.acts
        if a.id not in scenario.without_acts and a.id not in scenario.acts
    ]
    added = bank.own.get(scenario.id, {})
    own = [
        ActPhrasings(
            id=name,
            phrasings=tuple(dict.fromkeys((*act.phrasings, *added.get(name, ())))),
            must_hear=act.must_hear,
            must_not_hear=act.must_not_hear,
            neighbours=act.near,
            form=act.like,
            held_against=is_held_against(act.label),
        )
        for name, act in scenario.acts.items()
    ]
    return (*shared, *own)
