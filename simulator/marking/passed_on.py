"""When each fact reached a party, and which were so no longer before they had to: out of the house by then.

A mark looks at what was so as a message went out. What was passed on otherwise than it was told is judged
here for every kind that asks whom something reached.
"""

from collections.abc import Mapping, Sequence

from simulator.marking.contradicted import contradictions, is_contradicted, sentence_on
from simulator.marking.indexed import Delivery, Told
from simulator.marking.judgement import Case, Judged, Moment, contrary, not_shown
from simulator.marking.standing import found_the_way, sent_with
from simulator.marking.wording import listed, thing
from simulator.model.clock import clock

CARRY_SECONDS = 120
"""How soon after hearing it, or after the first message, a fact is to be passed on if no limit is given."""


def _sent_with(case: Case, to: str, told: dict[str, Told]) -> dict[str, Moment]:
    """Return the facts that crews had without a word: the address by which they went, and what it says."""
    found: dict[str, Moment] = {}
    for key, t in told.items():
        for d in sent_with(case.view, case.brief, key, t):
            mine = d.event.incident in case.numbers
            if mine and (not to or case.brief.is_party(d.event.resource, to)):
                found.setdefault(key, Moment(d.event.t, d.seq))
        for c in found_the_way(case.view, case.brief, key, t):
            if c.event.incident in case.numbers and (not to or case.brief.is_party(c.event.resource, to)):
                found.setdefault(key, Moment(c.event.t, c.seq))
    return found


def carried_to(case: Case, to: str, told: dict[str, Told], sent: Sequence[Delivery]) -> dict[str, Moment]:
    """Return when each fact reached a party: by message, in words on a line, or with the order to go."""
    found = _sent_with(case, to, told)
    for key in told:
        true = (d for d in sent if key in d.carries and not is_contradicted(case.view, case.brief, key, d))
        by_word = next((Moment(d.t, d.seq) for d in true), None)
        moments = [m for m in (by_word, found.get(key)) if m is not None]
        if moments:
            found[key] = min(moments, key=lambda m: m.seq)
    return found


def overtaken(case: Case, due: Mapping[str, float]) -> dict[str, Told]:
    """Return those of the facts that another one overtook by the time at which they were due, and when.

    ``due`` holds the call time by which each fact had to be passed on.
    """
    facts, view = case.brief.scenario.facts, case.view
    found: dict[str, Told] = {}
    for key, by in due.items():
        newer = [view.told[other] for other in facts[key].overtaken_by if other in view.told]
        if newer and (first := min(newer, key=lambda told: told.seq)).t <= by:
            found[key] = first
    return found


def so_no_longer(case: Case, gone: Mapping[str, Told]) -> str:
    """Return a sentence on facts that do not count because they were overtaken, empty where there is none."""
    names = [f"{thing(case.brief.fact(key))} (until {clock(gone[key].t)})" for key in gone]
    if not names:
        return ""
    words = listed(names)
    was = "was so no longer before it was due, so it does"
    were = "were so no longer before they were due, so they do"
    return f" {words[:1].upper()}{words[1:]} {were if len(names) > 1 else was} not count here."


def _is_anothers(case: Case, place: str) -> bool:
    """Tell whether another indicator pays for a wrong place that a party was told, so that one alone does.

    It is the one that asks for the place to reach the party, else the first that asks for anything to. What
    may go to anybody pays for none.
    """
    brief, to = case.brief, case.indicator.to
    if not case.indicator.carries:
        return False
    alike = {
        name: one
        for name, one in brief.scenario.indicators.items()
        if one.carries and to and brief.is_party(one.to, to) and brief.incident_of(one) == case.incident
    }
    listing = [name for name, one in alike.items() if place in one.carries]
    return case.name != next(iter(listing or alike), "")


def wrongly_told(case: Case, keys: Sequence[str], sent: Sequence[Delivery]) -> Judged | None:
    """Return the judgement of messages that say something else than was told; ``None`` where none does.

    The facts are those given, and where it is: whoever is told acts on that whatever else it was to carry.
    What another message put right within the limit counts as right.
    """
    by_place: dict[str, list[Delivery]] = {}
    for d in sent:
        log = case.view.logs.get(d.incident)
        known = case.brief.scenario.incidents.get((log.truth if log else "") or case.incident)
        if known is not None and known.address not in keys:
            by_place.setdefault(known.address, []).append(d)
    view, brief = case.view, case.brief
    found = list(contradictions(view, brief, keys, sent))
    for key, mine in by_place.items():
        if not _is_anothers(case, key):
            found += contradictions(view, brief, (key,), mine)
    lasting = [c for c in found if c.put_right is None]
    limit = case.limit(CARRY_SECONDS)
    late = [c for c in found if c.put_right is not None and c.put_right.t > c.delivery.t + limit]
    wrong = lasting or late
    if not wrong:
        return None
    cites = [seq for c in wrong for seq in (view.told[c.key].seq, c.delivery.seq)]
    missing = brief.facts(dict.fromkeys(c.key for c in wrong))
    return (contrary if lasting else not_shown)(sentence_on(brief, wrong), cites, missing)
