"""The way in to the checks of a scenario: against its own parts, its organisation, unit and phrase bank."""

import re
from dataclasses import replace

from simulator.model.faults import Fault, in_order
from simulator.model.line_index import LineIndex
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_advice import check_advice
from simulator.model.scenario_checks_agree import check_agreement
from simulator.model.scenario_checks_answers import check_answers
from simulator.model.scenario_checks_codes import Checking, Surroundings
from simulator.model.scenario_checks_contrary import check_contrary
from simulator.model.scenario_checks_cues import check_cues
from simulator.model.scenario_checks_due import check_due
from simulator.model.scenario_checks_fit import check_fit
from simulator.model.scenario_checks_forbidden import check_forbidden
from simulator.model.scenario_checks_heard import check_heard
from simulator.model.scenario_checks_labels import check_labels
from simulator.model.scenario_checks_lost import check_lost
from simulator.model.scenario_checks_marking import check_marking
from simulator.model.scenario_checks_messages import check_messages
from simulator.model.scenario_checks_references import check_references
from simulator.model.scenario_checks_said import check_said
from simulator.model.scenario_checks_sense import check_sense
from simulator.model.scenario_checks_spoken import check_spoken
from simulator.model.scenario_checks_telling import check_telling
from simulator.model.scenario_checks_times import check_times
from simulator.model.scenario_checks_topics import check_topics
from simulator.model.scenario_checks_waits import check_waits
from simulator.model.scenario_checks_whole import check_whole
from simulator.model.scenario_checks_words import check_words

__all__ = ["Surroundings", "blocks", "check_scenario"]


def blocks(fault: Fault) -> bool:
    """Tell whether a fault prevents use: advice to the author (S300 or Q300 and above) does not."""
    return not fault.code.startswith(("S3", "Q3"))


def check_scenario(scenario: Scenario, index: LineIndex, text: str, around: Surroundings) -> list[Fault]:
    """Return everything wrong with a scenario that its shape alone does not show, in the file's order.

    ``text`` is the file itself: numbers are looked for in its comments too.
    """
    checking = Checking(scenario, index, text, around)
    for check in (check_references, check_telling, check_words):
        check(checking)
    alone = list(checking.faults)
    for check in (check_marking, check_advice):
        check(checking)
    follow = [*checking.faults[len(alone) :], *_sense(checking)]
    return in_order([*alone, *_not_yet(checking, follow)])


def _not_yet(checking: Checking, faults: list[Fault]) -> list[Fault]:
    """Return faults without those that speak of a name that leads nowhere, or of the one meant.

    Whoever writes ``wrong_give_drinks`` is not told besides that nothing forbids ``wrong_give_drink``: it is
    told once the name is mended, if it then still holds.
    """
    if not checking.astray:
        return faults
    names = "|".join(map(re.escape, sorted(checking.astray, key=len, reverse=True)))
    speaks = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")
    return [one for one in faults if not speaks.search(one.message)]


def _sense(checking: Checking) -> list[Fault]:
    """Return what makes no sense, but not in lines where a name leads nowhere: that is mended first."""
    astray = {fault.line for fault in checking.faults if fault.code.startswith("S1")}
    apart = replace(checking, faults=[])
    apart.spots = checking.spots
    for check in (
        check_sense,
        check_fit,
        check_whole,
        check_due,
        check_agreement,
        check_labels,
        check_topics,
        check_said,
        check_messages,
        check_forbidden,
        check_lost,
        check_answers,
        check_cues,
        check_heard,
        check_times,
        check_contrary,
        check_spoken,
        check_waits,
    ):
        check(apart)
    return [fault for fault in apart.faults if fault.line not in astray]
