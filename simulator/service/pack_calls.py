"""Gathers what a pack prints of each attempt: its record's state, and of an assessment report and card.

It words nothing and decides nothing; it reads each record once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from reports.assemble import reference_of
from reports.endings import how_it_ended
from reports.pack import CardAdvice, CardFact, CardIncident, PackAttempt, ScenarioCard
from simulator.marking.calls import MARKER
from simulator.model.events import AttemptStarted
from simulator.model.filled import fill
from simulator.model.organisation import Organisation
from simulator.model.scenario import Cue, Fact, Incident, Scenario
from simulator.service.access import Actor
from simulator.service.blind import blind_share, is_blind
from simulator.service.erased import remains_of
from simulator.service.evidence import Evidence
from simulator.service.library import Library
from simulator.service.records import Records, Reviewed
from simulator.service.redacting import Maker, Redacting
from simulator.store.opening import Store
from simulator.store.values import Attempt

_AT_THAT_MOMENT = re.compile(r"\{[^{}]*\}")
"""What the far end fills in only as it speaks: its call sign, where it goes."""
_LOCAL = Actor("", "Packs", frozenset(), local=True)


class PackCalls:
    """What a pack prints of attempts, for callers that have checked whose they are."""

    def __init__(self, store: Store, library: Library, records: Records, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._records = records
        self._evidence = Evidence(store, records, now)

    def of(self, attempt: Attempt, without_names: Maker | None = None) -> tuple[PackAttempt, int]:
        """Return an attempt as it is printed, and in how many places names were taken out."""
        checked = self._store.attempts.verify(attempt.id)
        found = self._library.find(attempt.scenario_id)
        made = PackAttempt(
            attempt_id=attempt.id,
            reference=reference_of(attempt.id),
            title=found.title if found else attempt.scenario_id,
            mode=attempt.mode,
            status=attempt.status,
            started_at=attempt.started_at,
            ended_at=attempt.ended_at,
            released_at=attempt.released_at,
            events=checked.head_seq,
            head_digest=checked.head_digest,
            intact=checked.intact,
            marker=MARKER,
            blind=is_blind(attempt.id, attempt.mode, blind_share(self._store.settings)),
        )
        if checked.erased:
            gone = remains_of((), self._store.attempts.erasures(attempt.id), self._store.people.names, ())
            return made.model_copy(update={"ended": gone.sentence}), 0
        if attempt.status == "running":
            return made, 0
        reviewed = self._records.open_attempt(_LOCAL, attempt.id)
        told = {"title": reviewed.scenario.title, "ended": how_it_ended(reviewed.record)}
        made = made.model_copy(update={"findings": reviewed.findings, **told})
        if attempt.mode != "assessment":
            return made, 0
        report = self._evidence.report(_LOCAL, attempt.id)
        card, places = scenario_card(reviewed), 0
        if without_names is not None:
            redacting: Redacting = without_names(_started(reviewed).cast)
            report, card = redacting.report(report), redacting.card(card)
            places = redacting.places
        update = {"report": report, "card": card, "judged": _judged(reviewed)}
        return made.model_copy(update=update), places


def scenario_card(reviewed: Reviewed) -> ScenarioCard:
    """Return what an assessor should know of the scenario of an attempt, as it was cast."""
    started = _started(reviewed)
    scenario = fill(reviewed.scenario, started.cast, started.variant)
    organisation, labels = reviewed.organisation, {k: f.label for k, f in scenario.facts.items()}
    looked_for = [
        (i.criterion, i.label or name.replace("_", " "), i.clause, i.critical)
        for name, i in scenario.indicators.items()
    ]
    return ScenarioCard(
        synopsis=scenario.brief,
        content_note=scenario.content_note,
        variant=scenario.variants.get(started.variant, started.variant),
        seed=started.seed,
        difficulty=scenario.difficulty,
        target=scenario.target_time,
        callers=tuple(
            f"{started.cast.get(f'{c.caller}.name', c.caller)}"
            f"{f': {c.described}' if c.described else ''}, mood {c.mood.start} of 10 at the start"
            for c in scenario.calls.values()
        ),
        incidents=tuple(_incident(i, organisation) for i in scenario.incidents.values()),
        facts=tuple(
            CardFact(label=f.label, value=f.value or f.says, when=_when(f, labels, organisation))
            for f in scenario.facts.values()
        ),
        happens=tuple(
            (_cue_when(c, labels), _AT_THAT_MOMENT.sub("…", c.note or c.says or _tells(c, labels)))
            for c in scenario.cues.values()
        ),
        never=tuple((c, what, clause) for c, what, clause, critical in looked_for if critical),
        looked_for=tuple((c, what, clause) for c, what, clause, _ in looked_for),
        variants=tuple(scenario.variants.values()),
        advice=_advice(scenario, organisation),
        origin=scenario.origin,
    )


def _started(reviewed: Reviewed) -> AttemptStarted:
    first = reviewed.record[0].event
    assert isinstance(first, AttemptStarted)
    return first


def _incident(one: Incident, organisation: Organisation) -> CardIncident:
    return CardIncident(
        label=one.label,
        type=_type(organisation, one.type),
        priority=f"{one.priority} within {one.set_within:g} s",
        because=one.because,
        needs="; ".join(need.replace("_", " ") for need in one.needs),
    )


def _advice(scenario: Scenario, organisation: Organisation) -> tuple[CardAdvice, ...]:
    """Return the centre's advice cards for the types of incident in a scenario."""
    types = {i.type for i in scenario.incidents.values()}
    return tuple(
        CardAdvice(
            title=f"{card.title}, {card.id}",
            clause=card.clause,
            always=tuple(i.text for i in card.items if i.always),
            may=tuple(i.text for i in card.items if not i.always),
            never=tuple(i.text for i in card.never_say),
            limits=card.limits,
        )
        for card in organisation.cards
        if types & set(card.types)
    )


def _type(organisation: Organisation, code: str) -> str:
    known = organisation.incident_types.get(code)
    return f"{known.label}, {code}" if known else code


def _when(fact: Fact, labels: dict[str, str], organisation: Organisation) -> str:
    """Return in words when a fact is to be had."""
    told = fact.told
    words = []
    if told is not None:
        if told.opening:
            words.append("in the opening words")
        if told.at is not None:
            words.append(f"told {told.at:g} s into the call")
        if told.with_fact:
            words.append(f"told with {labels.get(told.with_fact, told.with_fact)}")
        if told.settled:
            words.append("told once the caller is calm")
    if fact.asked_by:
        words.append(f"asked for: {', '.join(a.replace('_', ' ') for a in fact.asked_by[:3])}")
    if fact.replaces:
        words.append(f"corrects {labels.get(fact.replaces, fact.replaces)}")
    if fact.overtaken_by:
        words.append(f"so no longer after {', '.join(labels.get(f, f) for f in fact.overtaken_by)}")
    if not fact.known:
        words.append("the caller does not know it")
    return "; ".join(words) or "never told"


def _cue_when(cue: Cue, labels: dict[str, str]) -> str:
    conditions = [
        f"{name.replace('_', ' ')} {_ids(value, labels)}".strip()
        for name, value in cue.when
        if value not in ((), "", None, False)
    ]
    words = [
        f"from {cue.at:g} s" if cue.at is not None else "",
        f"when {', '.join(conditions)}" if conditions else "",
    ]
    words.append(f"{cue.after:g} s later" if cue.after else "")
    return ", ".join(w for w in words if w) or "at once"


def _ids(value: object, labels: dict[str, str]) -> str:
    """Return the ids of a condition as people read them."""
    if isinstance(value, tuple):
        return ", ".join(labels.get(str(v), str(v).replace("_", " ").replace(":", " ")) for v in value)
    return "" if value is True else str(value)


def _tells(cue: Cue, labels: dict[str, str]) -> str:
    return "; ".join(labels.get(f, f) for f in (*cue.tells, *cue.asks)) or "something changes"


def _judged(reviewed: Reviewed) -> tuple[tuple[str, str, str], ...]:
    """Return (label, answer, reason) of every indicator that an assessor answered."""
    labels = {i.indicator: i.label for f in reviewed.marking.findings for i in f.indicators}
    return tuple((labels.get(k, k), j.answer, j.reason) for k, j in sorted(reviewed.judged.items()))
