"""Advice on what can never be heard, what everybody hears anyway, and what is told twice as news.

Each is sound in itself, and a proof does not tell it: the learner made of rules says just what is written.
Only the words beside each other say that something is off.
"""

import re
from typing import Final

from simulator.model.line_index import Step
from simulator.model.scenario import Cue, Fact
from simulator.model.scenario_checks_answers import stems_of, words_of_fact
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import first_call

_BEGINNING: Final = 4
"""Of a word that must be heard so much is looked for: what is inflected or misspelt is heard as well."""
_ENOUGH: Final = 3
_MOST: Final = 0.7
"""From so many words of a fact on, of which so many are said, a cue says what the fact says."""
_WORD: Final = re.compile(r"[a-z0-9']+")


def check_heard(checking: Checking) -> None:
    """Check acts that no words bring, facts that the opening does not tell, and news that is none."""
    _must_hear(checking)
    _opening(checking)
    _known_from_the_start(checking)
    _news(checking)


def _must_hear(checking: Checking) -> None:
    """Check that of an act's own phrasings at least one holds a word without which it is not heard."""
    for name, act in checking.scenario.acts.items():
        path: tuple[Step, ...] = ("acts", name, "must_hear")
        said = " ".join(_WORD.findall(" ".join(act.phrasings).lower()))
        begun = [" ".join(_WORD.findall(word.lower()))[:_BEGINNING] for word in act.must_hear]
        if begun and not any(word in said for word in begun) and checking.index.known(path[:2]) == path[:2]:
            checking.fault("S355", path, act=name)


def _opening(checking: Checking) -> None:
    """Check that what counts as told from the start has a word in common with what is heard then."""
    scenario = checking.scenario
    for name, fact in scenario.facts.items():
        call = scenario.calls.get(fact.call or first_call(scenario))
        if call is None or not _opens(fact):
            continue
        said = stems_of((call.opening,))
        about = stems_of((call.described, scenario.brief))
        if said and not words_of_fact(fact) & (said | about):
            checking.fault("S345", ("facts", name, "told"), case="opening", fact=name)
            continue
        shared = {
            key: len(words_of_fact(fact) & stems_of((one.opening,))) for key, one in scenario.calls.items()
        }
        rather = max(shared, key=lambda key: shared[key])
        if shared[rather] > max(1, shared[fact.call or first_call(scenario)]):
            checking.fault("S345", ("facts", name, "call"), case="elsewhere", fact=name, call=rather)


def _known_from_the_start(checking: Checking) -> None:
    """Check that nobody is marked for getting what the opening words tell everybody."""
    facts = checking.scenario.facts
    for name, one in checking.scenario.indicators.items():
        for number, fact in enumerate(one.obtains):
            if fact in facts and _opens(facts[fact]):
                checking.fault("S356", ("indicators", name, "obtains", number), fact=fact)


def _opens(fact: Fact) -> bool:
    return fact.told is not None and fact.told.opening


def _news(checking: Checking) -> None:
    """Check that what a caller says as news was not to be had before by asking for it."""
    facts = checking.scenario.facts
    for name, cue in checking.scenario.cues.items():
        for number, told in enumerate(cue.tells):
            fact = facts.get(told)
            if fact is None or cue.by != "caller" or _guarded(cue, told):
                continue
            words = stems_of((fact.says,))
            same = len(words) >= _ENOUGH and len(words & stems_of((cue.says,))) >= _MOST * len(words)
            if same and fact.asked_by and fact.needs is None:
                checking.fault("S357", ("cues", name, "tells", number), fact=told, cue=name)


def _guarded(cue: Cue, fact: str) -> bool:
    """Tell whether a cue happens only where a fact was not told yet."""
    return fact in cue.when.not_told or (cue.unless is not None and fact in cue.unless.told)
