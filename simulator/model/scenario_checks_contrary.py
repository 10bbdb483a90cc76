"""Advice to the author on the contrary of an advice that is asked for.

An advice of a scenario's own is learnt from a few phrasings, and its contrary shares most of their words.
Where no act stands beside it for the contrary, whoever says that is shrugged at, or taken to have advised.
"""

from simulator.model.act_labels import is_held_against
from simulator.model.condition import either
from simulator.model.scenario_checks_codes import Checking


def check_contrary(checking: Checking) -> None:
    """Check that an own act that is asked for as advice has an act near it that counts against a learner."""
    scenario = checking.scenario
    said = (entry for one in scenario.indicators.values() for entry in one.advises)
    asked_for = {act for entry in said for act in either(entry)}
    for name, act in scenario.acts.items():
        own = checking.index.known(("acts", name)) == ("acts", name)
        if own and name in asked_for and not any(_counts_against(checking, other) for other in act.near):
            checking.fault("S380", ("acts", name, "near"), act=name)


def _counts_against(checking: Checking, act: str) -> bool:
    """Tell whether an act that is listened for counts against whoever says it."""
    if act not in checking.acts:
        return False
    own = checking.scenario.acts.get(act)
    return is_held_against(own.label) if own is not None else checking.around.shared_acts[act].held_against
