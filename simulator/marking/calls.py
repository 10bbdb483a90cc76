"""Marks one attempt: a record in, provisional findings and the facts' journeys out; never a decision.

The same record, scenario, organisation, unit and re-tags give the same marking, per ``MARKER`` version.
"""

import re
from collections.abc import Callable, Sequence

from simulator.marking import (
    advice_and_escalation,
    conversation,
    found_out,
    log,
    media,
    messages,
    never_said,
    priority_and_resources,
    questions,
    responses,
)
from simulator.marking.compiled import Brief, brief_for, claimable
from simulator.marking.findings import finding_for
from simulator.marking.journey import journeys
from simulator.marking.judgement import Case, Judged
from simulator.marking.labels import facts_judged, without, words_for
from simulator.marking.noticed import noticed
from simulator.marking.opening import opening, what_followed
from simulator.marking.view import View
from simulator.marking.wording import one_mark
from simulator.model.clock import clock
from simulator.model.events import Record
from simulator.model.findings import Finding, IndicatorResult, Marking, Result, Retag
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.trusted import trusted
from simulator.model.unit import Unit

MARKER = "marker 23"
"""The version of these rules, printed with every finding: a newer one replaces no older finding.

Raised whenever a finding or its sentence may come out otherwise; `docs/rule-versions.md` says what each
changed.
"""

JUDGES: dict[str, Callable[[Case], Judged]] = {
    "answers_within": conversation.answers_within,
    "greets": conversation.greets,
    "obtains": found_out.obtains,
    "reads_back": conversation.reads_back,
    "controls": conversation.controls,
    "never_says": never_said.never_says,
    "mood_ends": conversation.mood_ends,
    "logs": log.logs,
    "notes": log.notes,
    "log_type": log.log_type,
    "sets_priority": priority_and_resources.sets_priority,
    "gives_reason": priority_and_resources.gives_reason,
    "raises_priority": priority_and_resources.raises_priority,
    "deploys": priority_and_resources.deploys,
    "sends": messages.sends,
    "carries": messages.carries,
    "concise": messages.concise,
    "wording": messages.wording,
    "uses_medium": media.uses_medium,
    "answers_responder": questions.answers_responder,
    "advises": advice_and_escalation.advises,
    "escalates": advice_and_escalation.escalates,
    "informs": advice_and_escalation.informs,
    "closes": conversation.closes,
    "links": log.links,
    "keeps_apart": log.keeps_apart,
    "obtains_response": responses.obtains_response,
    "follows_tree": advice_and_escalation.follows_tree,
}
"""One judge per kind of indicator; the test suite holds this against the scenario's closed list of kinds."""


def mark(
    record: Record,
    scenario: Scenario,
    organisation: Organisation,
    unit: Unit,
    retags: Sequence[Retag] = (),
) -> Marking:
    """Mark one attempt.

    Args:
        record: the attempt's events in order, from ``attempt_started`` on; it may still be running.
        scenario: the scenario as written; it is filled with the cast and variant that the record carries.
        organisation: the organisation whose clauses are judged.
        unit: the unit; only criteria whose outcome allows observation are ever judged.
        retags: an assessor's re-tags; they replace the acts of their lines.
    """
    view = View(record, retags)
    brief = brief_for(scenario, organisation, view.start.cast, view.start.variant)
    table = journeys(view, brief)
    radio, span = what_followed(view, brief, table)
    return Marking(
        marker=MARKER,
        findings=_findings(view, brief, unit),
        journeys=table,
        opening=opening(view, brief, table),
        radio=radio,
        span=span,
        not_understood=tuple(view.not_understood),
        noticed=noticed(view, brief),
    )


def _findings(view: View, brief: Brief, unit: Unit) -> tuple[Finding, ...]:
    by_criterion: dict[str, list[IndicatorResult]] = {c: [] for c in claimable(unit) if c in brief.claimed}
    for name, indicator in brief.scenario.indicators.items():
        if indicator.criterion in by_criterion:
            by_criterion[indicator.criterion].append(judge(Case(view, brief, name)))
    return tuple(finding_for(criterion, results) for criterion, results in by_criterion.items())


_result = trusted(IndicatorResult)
_OF_WHAT_WAS_TOLD = frozenset(("logs", "notes", "carries", "reads_back"))
"""The kinds that ask only for what the learner was told."""
_OF_A_LIMIT = re.compile(r"\b(limit|due|by|only at|late)\b")


def _at_their_pace(case: Case, result: Result, sentence: str) -> str:
    """Return why a limit is longer than the one that was written, where it was missed."""
    pace = case.view.pace
    if result != "not shown" or pace == 1.0:
        return ""
    within = case.indicator.within or case.indicator.answers_within
    if within is None or not _OF_A_LIMIT.search(sentence):
        return ""
    longer, usual = clock(within * pace), clock(within)
    return f" The usual limit is for faster typing: you had {longer} for this, instead of {usual}."


def _label(case: Case) -> str:
    """Return what an indicator is called: what was told to nobody, and whom nobody told, is not named."""
    if parties := case.indicator.uses_medium:
        names = {p: words_for(p, case.brief.party(p), *case.brief.spoken_names(p)) for p in parties}
        unspoken = [p for p in parties if not messages.deliveries_to(case, p)]
        label = case.brief.label(case.name)
        return label if len(unspoken) == len(parties) else without(label, names, unspoken)
    if case.brief.kinds[case.name] not in _OF_WHAT_WAS_TOLD:
        return case.brief.label(case.name)
    judged = facts_judged(case.indicator)
    absent = [key for key in judged if key not in case.view.told]
    return case.brief.label(case.name, absent if len(absent) < len(judged) else ())


def judge(case: Case) -> IndicatorResult:
    """Judge one indicator."""
    kind = case.brief.kinds[case.name]
    result, sentence, cites, missing, late = JUDGES[kind](case)
    sentence = sentence[:1].upper() + sentence[1:]
    indicator = case.indicator
    return _result(
        indicator=case.name,
        kind=kind,
        criterion=indicator.criterion,
        clause=indicator.clause,
        label=_label(case) or kind.replace("_", " "),
        result=result,
        critical=indicator.critical,
        sentence=one_mark(f"{sentence}{_at_their_pace(case, result, sentence)}"),
        cites=cites,
        missing=missing,
        late=late,
    )
