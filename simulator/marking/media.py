"""Judges by which medium a message went; knows nothing of what it carried or how it was worded."""

from collections.abc import Sequence

from simulator.marking.indexed import Delivery
from simulator.marking.judgement import Case, Judged, no_chance, not_shown, shown
from simulator.marking.message_held import FACTS_OF_A_MESSAGE, is_message, told_something
from simulator.marking.messages import deliveries_to, under_another
from simulator.marking.right_level import is_urgent
from simulator.marking.wording import BY, by_medium, listed
from simulator.model.clock import clock


def preferred_media(case: Case, party: str, seq: int) -> tuple[str, ...]:
    """Return the media that suit a party at a place in the record.

    An outside organisation has its own preferences for urgent and routine. A crew's media stand in order of
    preference: the first when it is urgent, any of them when it is not.
    """
    organisation = case.brief.organisation
    urgent = is_urgent(case, seq)
    if organisation.has("organisation", party):
        body = organisation.outside(party)
        situation = "urgent" if urgent else "routine"
        return tuple(p.medium for p in body.preferred if p.situation == situation) or tuple(
            r.medium for r in body.routes
        )
    crews = [r for r in organisation.resources if party in (r.id, r.kind)]
    media = tuple(dict.fromkeys(m for r in crews for m in (r.reached_by[:1] if urgent else r.reached_by)))
    return media or ("radio",)


def _theirs(case: Case, delivery: Delivery) -> str:
    return " (where they had rung you)" if delivery.line in case.view.rung_by_them else ""


def _not_judged(case: Case, parties: Sequence[str]) -> str:
    """Say of whom no medium could be judged: who was sent nothing, and who was told too little."""
    told = {p: any(map(told_something, deliveries_to(case, p))) for p in parties}
    little = [case.brief.party(p) for p in parties if told[p]]
    nothing = [case.brief.party(p) for p in parties if not told[p]]
    said = f" You told {listed(little, 'or')} too little for the medium to be judged." if little else ""
    return said + (f" You sent {listed(nothing, 'or')} nothing." if nothing else "")


def uses_medium(case: Case) -> Judged:
    """Judge *uses medium*: the first message to each party goes by the medium that suits it then.

    A party that was told fewer than two facts that it needs gives no chance: a cry for help is no use of a
    medium.
    """
    first, little = {}, False
    for party in case.indicator.uses_medium:
        sent = [d for d in deliveries_to(case, party) if told_something(d)]
        needed, carried = case.brief.needed_by(party), {fact for d in sent for fact in d.carries}
        if len(carried) >= FACTS_OF_A_MESSAGE and is_message(needed, carried):
            first[party] = sent[0]
        little = little or bool(carried)
    if not first or not case.held:
        parties = listed((case.brief.party(p) for p in case.indicator.uses_medium), "or")
        astray = under_another(case, *case.indicator.uses_medium)
        passed = "too little of what is needed" if little else "no fact"
        return no_chance(astray or f"You passed {passed} to {parties}, so there was no medium to judge.")
    wrong = {p: d for p, d in first.items() if d.medium not in preferred_media(case, p, d.seq)}
    cites = [d.seq for d in first.values()]
    if not wrong:
        names = [f"{case.brief.party(p)} {by_medium(d.medium)}{_theirs(case, d)}" for p, d in first.items()]
        rest = _not_judged(case, [p for p in case.indicator.uses_medium if p not in first])
        return shown(f"You spoke with or wrote to {listed(names)}, as the procedures prefer.{rest}", cites)
    parts = [f"{case.brief.party(p)} {by_medium(d.medium)} at {clock(d.t)}" for p, d in wrong.items()]
    better = [listed([BY.get(m, m) for m in preferred_media(case, p, d.seq)], "or") for p, d in wrong.items()]
    return not_shown(f"You told {listed(parts)}; {listed(better)} suits better.", cites, better)
