"""Checks of how a scenario is marked: claims, kinds, limits and what an indicator can judge at all."""

from typing import Final

from simulator.model.condition import Condition
from simulator.model.durations import write_duration
from simulator.model.line_index import Step
from simulator.model.scenario import KINDS, Cue, Incident, Indicator, OutsideParty, Rings, Told
from simulator.model.scenario_checks_codes import Checking

_LIMITS: Final = {
    Indicator: ("within", "answers_within", "once_graded"),
    Incident: ("set_within", "send_within"),
    Cue: ("at",),
    Rings: ("at",),
    Told: ("at",),
}
_WRITTEN: Final = {
    Indicator: ("reads_back", "logs", "notes", "carries"),
    Condition: ("passed", "not_passed", "logged", "not_logged"),
    OutsideParty: ("needs",),
}

LONGEST: Final = 3
"""A call ends by itself after so many times its target, at the latest."""

_OF_RECORD: Final = ("where", "name", "callback")
"""Topics of what every log holds: whoever tells such a fact tells something that can be written down."""


def check_marking(checking: Checking) -> None:
    """Check claims, kinds, limits, and that what is to be judged can be."""
    _claims(checking)
    for name, indicator in checking.scenario.indicators.items():
        _kind(checking, name, indicator)
        _cues_fit(checking, name, indicator)
        _wording(checking, name, indicator)
    _times(checking)
    _values(checking)


def _claims(checking: Checking) -> None:
    scenario, unit = checking.scenario, checking.around.unit
    marked = {indicator.criterion for indicator in scenario.indicators.values()}
    for number, criterion in enumerate(scenario.criteria):
        if criterion not in marked:
            checking.fault("S202", ("criteria", number), criterion=criterion)
        if unit is not None and criterion in unit.criteria:
            outcome = unit.outcome_of(criterion)
            if not outcome.from_calls or "observation" not in outcome.methods:
                checking.fault("S204", ("criteria", number), criterion=criterion)
    for name, indicator in scenario.indicators.items():
        if indicator.criterion not in scenario.criteria:
            checking.fault("S203", ("indicators", name, "criterion"), criterion=indicator.criterion)


def _kind(checking: Checking, name: str, indicator: Indicator) -> None:
    given = [kind for kind in KINDS if getattr(indicator, kind) not in ((), "", None, False)]
    if len(given) == 1:
        return
    said = " and ".join(kind.replace("_", " ") for kind in given)
    checking.fault("S201", ("indicators", name), case="several" if given else "none", kinds=said)


def _cues_fit(checking: Checking, name: str, indicator: Indicator) -> None:
    cues = checking.scenario.cues
    raising = indicator.raises_priority
    if raising in cues and not cues[raising].raises_priority:
        others = ", ".join(key for key, cue in cues.items() if cue.raises_priority) or "there is none yet"
        checking.fault("S216", ("indicators", name, "raises_priority"), cue=raising, others=others)
    for number, asking in enumerate(indicator.answers_responder):
        if asking in cues and (not cues[asking].asks or cues[asking].by in ("caller", "centre")):
            checking.fault("S217", ("indicators", name, "answers_responder", number), cue=asking)


def _wording(checking: Checking, name: str, indicator: Indicator) -> None:
    """Check that a party whose wording is judged is told things by a medium that has conventions."""
    organisation = checking.around.organisation
    for word in ("wording", "concise"):
        party = getattr(indicator, word)
        if not party or organisation is None:
            continue
        media = {
            m for crew in organisation.resources if party in (crew.id, crew.kind) for m in crew.reached_by
        }
        media |= {
            route.medium for body in organisation.directory if body.id == party for route in body.routes
        }
        ruled = {convention.id for convention in organisation.conventions if convention.rules}
        if media and not media & ruled:
            checking.fault("S121", ("indicators", name, word), party=party, media=", ".join(sorted(media)))


def _times(checking: Checking) -> None:
    latest, target = checking.scenario.at_latest, checking.scenario.target_time
    if target > latest:
        checking.fault("S212", ("target_time",), target=write_duration(target), latest=write_duration(latest))
    if checking.scenario.indicators and latest > LONGEST * target:
        checking.fault("S376", ("at_latest",), target=write_duration(target), latest=write_duration(latest))
    for spot in checking.spots:
        limited = spot.field in _LIMITS.get(type(spot.owner), ())
        if limited and isinstance(spot.value, int) and spot.value > latest:
            checking.fault("S208", spot.path, time=write_duration(spot.value), latest=write_duration(latest))


def _values(checking: Checking) -> None:
    """Check that a fact that is to be written or passed on has a value by which it is recognised."""
    told: set[str] = set()
    for spot in checking.spots:
        if spot.field not in _WRITTEN.get(type(spot.owner), ()):
            continue
        for number, name in enumerate(spot.value):
            fact = checking.scenario.facts.get(name)
            if fact is not None and not fact.value and name not in told:
                told.add(name)
                path: tuple[Step, ...] = (*spot.path, number)
                checking.fault("S218", path, fact=name)
    for name, fact in checking.scenario.facts.items():
        if fact.accept and not fact.value and name not in told:
            checking.fault("S218", ("facts", name), case="accept", fact=name)
        elif fact.topic in _OF_RECORD and fact.known and not fact.value and name not in told:
            checking.fault("S218", ("facts", name), case="record", fact=name, topic=fact.topic)
