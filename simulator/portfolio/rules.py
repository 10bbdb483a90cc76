"""The unit's rules about evidence: methods, simulation, sufficiency, and what a decision needs.

Each rule answers with a sentence for the person whom it stops, or with nothing. The rules are the unit
file's; nothing about any one unit stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from simulator.model.matrix import Agreement, Dossier, Enough, Item, Plan
from simulator.model.portfolio import CHECKS, DECLARATION, CriterionDecided, EvidenceItem, decision_subject
from simulator.model.unit import Method, Outcome, Unit

SHORTEST_REASON = 12
"""Characters: a reason of one word explains no decision."""
_RELATIVE = re.compile(
    r"(?<!not a )(?<!no )\b(?:(?:step|grand|god)?-?(?:mother|father|mum|dad|parent|son|daughter|child)"
    r"|(?:step|half)?-?(?:sister|brother|sibling)|aunt(?:ie)?|uncle|cousin|niece|nephew|wife|husband"
    r"|spouse|fianc[eé]e?|boyfriend|girlfriend|(?:life|civil) partner|[a-z]+-in-law|relatives?|family)\b",
    re.IGNORECASE,
)


def is_relative(relationship: str) -> bool:
    """Tell whether words for how somebody is related to a learner name a relative or a partner in life.

    A partner organisation is none, nor is who says that they are *not a relative*.
    """
    return _RELATIVE.search(relationship) is not None


def method_refused(unit: Unit, criterion: str, method: Method) -> str:
    """Return why a method cannot evidence a criterion, or nothing."""
    if criterion not in unit.criteria:
        return f"Unit {unit.number} has no criterion {criterion}."
    outcome = unit.outcome_of(criterion)
    if method in outcome.methods:
        return ""
    allowed = ", ".join(outcome.methods)
    return (
        f"The unit does not allow {method} as evidence of {criterion}: outcome {outcome.id} may be shown by "
        f"{allowed}."
    )


def item_refused(unit: Unit, item: EvidenceItem) -> str:
    """Return why an item cannot be mapped as it says, or nothing."""
    for criterion in item.criteria:
        if why := method_refused(unit, criterion, item.method):
            return why
    if item.method == "witness testimony" and item.setting == "simulated":
        return "A witness testifies to real work. What happened in a simulated call is in its own record."
    if item.method == "witness testimony" and set(item.criteria) >= set(unit.criteria):
        return "One testimony cannot stand for the whole unit. Map it to what the witness saw."
    return ""


def does_not_count(unit: Unit, criterion: str, item: EvidenceItem, agreements: Iterable[Agreement]) -> str:
    """Return why an item does not count towards a criterion, or nothing when it does."""
    if why := method_refused(unit, criterion, item.method):
        return why
    outcome = unit.outcome_of(criterion)
    if outcome.own_centre_only and (item.setting == "simulated" or not item.about_own_centre):
        return "supplementary: it is about the fictional centre, not the learner's own"
    if item.setting == "workplace":
        return ""
    rule = outcome.simulation.rule
    if rule == "allowed":
        return ""
    if rule == "barred":
        return f"simulated evidence is barred for outcome {outcome.id}"
    if any(outcome.id in a.outcomes and a.agreed_on <= item.on <= a.until for a in agreements):
        return ""
    if rule == "allowed with agreement":
        return "simulated evidence needs the awarding organisation's written agreement; none is recorded"
    return "supplementary: simulated evidence supports a decision but does not stand alone"


def enough_for(unit: Unit, criterion: str, items: Iterable[Item], agreements: Sequence[Agreement]) -> Enough:
    """Return what counts towards a criterion against the outcome's rule."""
    outcome = unit.outcome_of(criterion)
    counting = [
        i.item
        for i in items
        if criterion in i.item.criteria and not does_not_count(unit, criterion, i.item, agreements)
    ]
    have = _figures(outcome, counting)
    words = ", ".join(_counted(what, n, of) for what, n, of in have) or f"{len(counting)} items"
    short = [_more(of - n, what) for what, n, of in have if n < of]
    if not have and not counting:
        short = ["one item of evidence"]
    return Enough(enough=not short, words=words, missing=", ".join([*short[:-2], " and ".join(short[-2:])]))


def _counted(what: str, number: int, of: int) -> str:
    """Return ``2 of 3 dates``, or ``4 dates (3 asked for)`` where there are more than that."""
    return f"{number} {what} ({of} asked for)" if number > of else f"{number} of {of} {what}"


def _more(number: int, what: str) -> str:
    return f"1 more {what.removesuffix('s')}" if number == 1 else f"{number} more {what}"


def _alike(words: str) -> str:
    """Return a sort of incident by which two are told apart, however somebody wrote it."""
    return " ".join(words.replace("-", " ").casefold().split())


def _figures(outcome: Outcome, counting: Sequence[EvidenceItem]) -> list[tuple[str, int, int]]:
    """Return (what, how many count, how many are asked for) for each part of the rule that asks something."""
    rule = outcome.sufficiency
    incidents = {i.incident for i in counting if i.incident}
    types = {_alike(i.incident_type) for i in counting if i.incident and i.incident_type}
    dates = {i.on for i in counting}
    asked = (
        ("incidents", len(incidents), rule.incidents),
        ("incident types", len(types), rule.incident_types),
        ("dates", len(dates), rule.dates),
        ("answers", len(counting), rule.answers),
    )
    return [(what, n, of) for what, n, of in asked if of]


def decision_refused(
    unit: Unit, dossier: Dossier, wanted: CriterionDecided, agreements: Sequence[Agreement]
) -> str:
    """Return why a decision on a criterion cannot be recorded, or nothing."""
    if wanted.criterion not in unit.criteria:
        return f"Unit {unit.number} has no criterion {wanted.criterion}."
    if len(wanted.reason.strip()) < SHORTEST_REASON:
        return "Give your reason in a sentence of your own; it stays with the decision."
    relied: list[Item] = []
    for evidence in wanted.relied_on:
        item = dossier.item(evidence)
        if item is None or item.withdrawn:
            return "Evidence relied on must stand in this portfolio."
        if wanted.criterion not in item.item.criteria:
            return f"{item.reference} is not mapped to {wanted.criterion}. Map it first, or leave it out."
        relied.append(item)
    return _met_refused(unit, wanted, relied, agreements) if wanted.met else ""


def _met_refused(
    unit: Unit, wanted: CriterionDecided, relied: Sequence[Item], agreements: Sequence[Agreement]
) -> str:
    yes = unit.decision_words.criterion_yes
    if not relied:
        return f"Choose the evidence that “{yes}” relies on."
    if lacking := [c for c in CHECKS if c not in wanted.checks]:
        named = " and ".join((*([", ".join(lacking[:-1])] if lacking[1:] else []), lacking[-1]))
        return f"“{yes}” needs evidence that is also {named}. Tick what you judge so, and nothing else."
    reasons = {i.reference: does_not_count(unit, wanted.criterion, i.item, agreements) for i in relied}
    if all(reasons.values()):
        told = "; ".join(f"{ref}: {why}" for ref, why in reasons.items())
        return f"Nothing chosen can carry the decision by itself ({told})."
    enough = enough_for(unit, wanted.criterion, relied, agreements)
    if not enough.enough:
        return f"The centre's rule asks for {enough.missing} among the evidence chosen ({enough.words})."
    return ""


def unfounded(unit: Unit, dossier: Dossier, agreements: Sequence[Agreement], subjects: Iterable[str]) -> str:
    """Return why decisions among subjects cannot be signed as they stand, or nothing.

    What a decision relies on may have been withdrawn, mapped elsewhere or corrected since: a signature does
    not make it carry again.
    """
    wanted = set(subjects)
    made = [d.deed for c, d in dossier.decisions.items() if decision_subject(c) in wanted]
    told = [(d.criterion, decision_refused(unit, dossier, d, agreements)) for d in made]
    broken = [f"{criterion}: {why}" for criterion, why in told if why]
    return f"Decide anew, then sign: what this rests on has changed. {' '.join(broken)}" if broken else ""


DISCUSSION: Method = "professional discussion"


def plans_to_discuss(dossier: Dossier) -> tuple[Plan, ...]:
    """Return the open plans of a professional discussion to which the learner agreed, the first due first."""
    found = [p for p in dossier.plans if p.open and p.made.agreed and p.made.method == DISCUSSION]
    return tuple(sorted(found, key=lambda p: (p.due, p.seq)))


def discussion_refused(dossier: Dossier, item: EvidenceItem) -> str:
    """Return why a professional discussion cannot enter, or nothing: its plan was agreed beforehand."""
    if item.method != DISCUSSION:
        return ""
    plan = next((p for p in plans_to_discuss(dossier) if p.made.plan == item.plan), None)
    if plan is None:
        return "A discussion is planned and agreed with the learner beforehand. Choose its plan, or make one."
    made = plan.at.date()
    if made > item.on:
        return f"This was planned on {made.day} {made:%B %Y}, after the day of the discussion."
    return ""


def prior_refused(item: EvidenceItem) -> str:
    """Return why prior learning cannot enter, or nothing: a claim says where it is from and why it holds."""
    if item.prior is None:
        return ""
    if not item.prior.source.strip() or not item.prior.period.strip():
        return "Say which job, course or portfolio it comes from, and from when to when."
    if not item.prior.authenticity.strip() or not item.prior.currency.strip():
        return "Say how it can be checked that it is the learner's own, and why it is still current."
    return ""


def entry_refused(dossier: Dossier, item: EvidenceItem) -> str:
    """Return what an item lacks when it enters, or nothing. What stands already is not asked again."""
    return prior_refused(item) or discussion_refused(dossier, item)


def blocking(unit: Unit, dossier: Dossier) -> tuple[str, ...]:
    """Return what stands in the way of deciding that the learner is competent in the unit, in sentences."""
    told: list[str] = []
    yes = unit.decision_words.criterion_yes
    undecided = [c for c in unit.criteria if c not in dossier.decisions]
    no = [c for c, d in dossier.decisions.items() if not d.deed.met]
    if undecided:
        told.append(f"Not decided yet: {', '.join(undecided)}.")
    if no:
        told.append(f"Not {yes}: {', '.join(no)}.")
    unsigned = [c for c in dossier.decisions if dossier.signed(decision_subject(c), "assessor") is None]
    if unsigned:
        told.append(f"Decisions without their assessor's valid signature: {', '.join(unsigned)}.")
    untrained = [c for c, d in dossier.decisions.items() if not d.deed.qualified and not dossier.agreed(c)]
    if untrained:
        told.append(f"Waiting for a qualified assessor's countersignature: {', '.join(untrained)}.")
    if dossier.declaration is None:
        told.append("The learner has not declared that the evidence is their own.")
    elif dossier.signed(DECLARATION, "learner") is None:
        told.append("The learner's declaration is not signed.")
    return tuple(told)
