"""The parts of the report that marking proposes: findings, facts compared, re-tags; it adds nothing.

The finding's words are printed as marking gave them, said of the learner; no word of decision is used.
"""

from collections.abc import Mapping, Sequence

from reports import labels
from reports.event_words import in_words
from reports.evidence import CriterionFinding, FactCompared, IndicatorShown, NoticedShown, Quote, RetagShown
from reports.references import PARTS, Indexed
from reports.words import SYMBOLS, listed
from simulator.model.clock import clock
from simulator.model.events import Heard, MessageAnswered, MessageSent, Spoke
from simulator.model.findings import BEFORE_TOLD, FactJourney, Finding, IndicatorResult, Retag
from simulator.model.strong_words import softened
from simulator.model.told_to import told_to
from simulator.model.unit import Unit


def quote(x: Indexed, seq: int) -> Quote:
    """Return a cited event with its place in the report: somebody's words where there are any.

    Strong words are printed in full only in the transcript.
    """
    recorded = x.cited(seq)
    event, ref = recorded.event, x.ref(seq)
    if isinstance(event, Spoke):
        return Quote(ref=ref, seq=seq, at=event.t, who="Learner", text=softened(event.text), spoken=True)
    if isinstance(event, Heard):
        return Quote(
            ref=ref, seq=seq, at=event.t, who=x.speaker(event), text=softened(event.text), spoken=True
        )
    if isinstance(event, MessageSent):
        who = f"Learner, by {labels.medium(x, event.medium)} to {x.party(event.to)}"
        return Quote(ref=ref, seq=seq, at=event.t, who=who, text=softened(event.text), spoken=True)
    if isinstance(event, MessageAnswered):
        return Quote(
            ref=ref,
            seq=seq,
            at=event.t,
            who=x.answerer(event.message),
            text=softened(event.text),
            spoken=True,
        )
    part = PARTS[ref[0]].capitalize()
    return Quote(ref=ref, seq=seq, at=event.t, who=part, text=in_words(x, recorded.seq), spoken=False)


def findings(x: Indexed, unit: Unit) -> tuple[CriterionFinding, ...]:
    """Return the findings in the order of the unit's criteria."""
    given = {f.criterion: f for f in x.marking.findings}
    order = [c for c in unit.criteria if c in given] + [c for c in given if c not in unit.criteria]
    return tuple(_finding(x, given[c], unit) for c in order)


def _finding(x: Indexed, finding: Finding, unit: Unit) -> CriterionFinding:
    shown, chance = finding.counted
    criterion = unit.criteria.get(finding.criterion)
    return CriterionFinding(
        criterion=finding.criterion,
        statement=criterion.statement if criterion else "",
        finding=finding.finding,
        sentence=told_to("others", finding.sentence),
        shown=shown,
        had_a_chance=chance,
        indicators=tuple(_indicator(x, one) for one in finding.indicators),
    )


def noticed(x: Indexed) -> tuple[NoticedShown, ...]:
    """Return what was noticed of the learner's manner, for a person to weigh."""
    return tuple(
        NoticedShown(
            sentence=told_to("others", one.sentence), quotes=tuple(quote(x, seq) for seq in one.cites)
        )
        for one in x.marking.noticed
    )


def _indicator(x: Indexed, one: IndicatorResult) -> IndicatorShown:
    clause = x.organisation.clauses.get(one.clause)
    quotes: dict[str, Quote] = {}
    for seq in one.cites:
        quotes.setdefault(x.ref(seq), quote(x, seq))
    return IndicatorShown(
        label=one.label,
        result=one.result,
        critical=one.critical,
        sentence=told_to("others", one.sentence),
        clause=one.clause,
        clause_title=clause.title if clause else "",
        clause_text=clause.text if clause else "",
        quotes=tuple(quotes.values()),
    )


def facts_compared(x: Indexed) -> tuple[FactCompared, ...]:
    """Return where each fact went, the lost ones first, else as marking ordered them."""
    rows = [_fact(x, journey) for journey in x.marking.journeys]
    return tuple(sorted(rows, key=lambda row: not row.lost))


def _fact(x: Indexed, j: FactJourney) -> FactCompared:
    never_told = j.told_at is None
    unsent = j.needs_passing and not never_told and j.passed_at is None
    return FactCompared(
        label=j.label,
        hazard=j.hazard,
        told=_told(j),
        logged=_logged(j),
        as_written=j.logged_as,
        passed=_passed(j),
        followed=told_to("others", j.followed),
        followed_bad=j.followed_bad,
        lost=(not never_told and (j.logged_right is False or unsent)) or j.followed_bad,
        refs=tuple(dict.fromkeys(x.ref(seq) for seq in j.cites)),
    )


def _told(j: FactJourney) -> str:
    if j.told_at is not None:
        return f"{clock(j.told_at)}, {'asked' if j.asked else 'unasked'}"
    known = "not asked" if j.logged_right else "never told"
    return known if j.perhaps_at is None else f"perhaps at {clock(j.perhaps_at)}"


def _logged(j: FactJourney) -> str:
    if j.logged_at is None and j.told_at is not None and not j.needs_writing:
        return "– no need"
    if j.logged_at is None:
        return "–" if j.told_at is None else f"{SYMBOLS['not shown']} not found"
    if j.logged_unsure:
        return f"{SYMBOLS['undecided']} {clock(j.logged_at)}, perhaps in other words"
    if j.logged_right is False:
        return f"{SYMBOLS['contrary']} {clock(j.logged_at)}, not as told"
    early = j.told_at is not None and j.logged_at < j.told_at
    return f"{SYMBOLS['shown']} {clock(j.logged_at)}{BEFORE_TOLD if early else ''}"


def _passed(j: FactJourney) -> str:
    if j.passed_at is not None:
        to = listed(j.passed_to)
        early = f"{clock(j.early_at)}{BEFORE_TOLD}, again " if j.early_at is not None else ""
        return f"{SYMBOLS['shown']} {early}{clock(j.passed_at)}{', ' + to if to else ''}"
    if j.early_at is not None:
        return f"{SYMBOLS['undecided']} {clock(j.early_at)}{BEFORE_TOLD}"
    if not j.needs_passing:
        return "– no need"
    return "–" if j.told_at is None else f"{SYMBOLS['not shown']} not found"


def retags_shown(x: Indexed, retags: Sequence[Retag]) -> tuple[RetagShown, ...]:
    """Return the re-tags in the order of the record, the original reading beside each."""
    return tuple(
        _retag(x, r, x.frame.names) for r in sorted(retags, key=lambda r: r.seq) if r.seq in x.of_seq
    )


def _retag(x: Indexed, retag: Retag, names: Mapping[str, str]) -> RetagShown:
    event = x.of_seq[retag.seq].event
    reading = event.reading if isinstance(event, Spoke | MessageSent) else None
    return RetagShown(
        ref=x.ref(retag.seq),
        at=event.t,
        text=event.text if isinstance(event, Spoke | MessageSent) else in_words(x, retag.seq),
        original=tuple(f"{labels.act(x, a.act)} ({labels.BANDS[a.band]})" for a in reading.acts)
        if reading
        else (),
        now=tuple(labels.act(x, a) for a in retag.acts),
        by=names.get(retag.by, retag.by),
        reason=retag.reason,
    )
