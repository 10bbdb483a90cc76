"""Judges of the priority and of what was sent.

The right level is the scenario's, as cues change it. An allocation is judged against every acceptable one, by
search over the roster at that moment, never against one model answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from simulator.marking.indexed import At
from simulator.marking.judgement import ENDLESS, Case, Judged, Moment, contrary, no_chance, not_shown, shown
from simulator.marking.right_level import right_at, right_levels
from simulator.marking.wording import in_sentence, listed, quoted
from simulator.model.clock import clock
from simulator.model.events import Deployed, PrioritySet
from simulator.model.organisation_means import Allocation, Need
from simulator.model.values import tokens

RAISE_SECONDS = 60
"""How soon after a change the priority is to be set again, where the scenario gives no limit."""
REASON_WORDS = 2
"""A reason holds at least so many words."""


def _set(case: Case) -> list[At[PrioritySet]]:
    """Return the priorities given to the incident; one given only to a log that was left counts as well."""
    kept = {log.number for log in case.view.kept_logs(case.incident)}
    given = [p for p in case.view.priorities if p.event.incident in case.numbers]
    return [p for p in given if p.event.incident in kept] or given


def _missed_risk(case: Case, level: str, right: str) -> bool:
    """Tell whether a critical indicator was left at a level less urgent than the right one."""
    order = case.brief.levels
    known = level in order and right in order
    return case.indicator.critical and known and order.index(level) > order.index(right)


def sets_priority(case: Case) -> Judged:
    """Judge *sets priority*: the right level is set within the limit and not left for a wrong one later.

    The limit is ``within``, else the incident's ``set_within``; it counts from ``after``, from when ``needs``
    first held, or from answering. A level is compared with what was right when it was set. A critical
    indicator is contrary when the incident is left at a less urgent level than the right one.
    """
    start = case.begins(case.answering())
    incident = case.brief.scenario.incidents.get(case.incident)
    if start is None or incident is None or not case.logs:
        return no_chance("There was no incident of which you knew enough to give it a priority.")
    deadline = start.t + case.limit(incident.set_within)
    levels, given = right_levels(case), _set(case)
    wrong = [p for p in given if p.event.level != right_at(levels, p.seq)]
    right = [p for p in given if p not in wrong]
    if not given:
        if case.time_ran_out(deadline):
            return no_chance("The attempt ended before the limit was up.")
        return not_shown(
            "You did not give the incident a priority.", [start.seq], [right_at(levels, start.seq)]
        )
    last = given[-1]
    if last in wrong:
        meant = right_at(levels, last.seq)
        sentence = f"At {clock(last.event.t)} you set {last.event.level}; {meant} was right."
        make = contrary if _missed_risk(case, last.event.level, meant) else not_shown
        return make(sentence, [last.seq], [meant])
    if right[0].event.t <= deadline and not any(p.seq > right[0].seq for p in wrong):
        why = "" if not wrong else f", after {wrong[-1].event.level} at {clock(wrong[-1].event.t)}"
        return shown(f"You set {right[0].event.level} at {clock(right[0].event.t)}{why}.", [right[0].seq])
    late = next(p for p in right if not any(w.seq > p.seq for w in wrong))
    return not_shown(
        f"You set {late.event.level} at {clock(late.event.t)}; the limit was {clock(deadline)}.",
        [*(w.seq for w in wrong), late.seq],
        [f"{late.event.level} by {clock(deadline)}"],
        late=True,
    )


def gives_reason(case: Case) -> Judged:
    """Judge *gives reason*: the priority that stands in the end was given a reason of at least two words.

    It may have come with the priority or after it, as long as the level stayed the same.
    """
    given = _set(case)
    if not given or not case.held:
        return no_chance("You set no priority, so there was none to give a reason for.")
    standing = list(takewhile(lambda p: p.event.level == given[-1].event.level, reversed(given)))
    with_reason = [p for p in standing if len(tokens(p.event.reason)) >= REASON_WORDS]
    if with_reason:
        last = with_reason[0].event
        sentence = f"For {last.level} you gave the reason {quoted(last.reason)}, at {clock(last.t)}."
        return shown(sentence, [with_reason[0].seq])
    first = standing[-1].event
    said = next((p.event.reason.strip() for p in standing if p.event.reason.strip()), "")
    why = f"with {quoted(said)} for a reason, which says too little" if said else "and gave no reason"
    sentence = f"You set {first.level} at {clock(first.t)} {why}."
    return not_shown(sentence, [p.seq for p in reversed(standing)], ["a reason"])


def raises_priority(case: Case) -> Judged:
    """Judge *raises priority*: after the cue, the new right level is set within the limit (1 min).

    No chance when the cue never happened, or when the incident stood at that level already.
    """
    name = case.indicator.raises_priority
    fired = case.view.cues.get(name)
    if fired is None or not case.held:
        return no_chance("Nothing happened that called for another priority.")
    level = fired.event.right_priority or case.brief.scenario.cues[name].raises_priority
    deadline = fired.event.t + case.limit(RAISE_SECONDS)
    given = _set(case)
    stood = [p for p in case.view.given_priorities if p.event.incident in case.numbers]
    before = [p for p in (*stood, *given) if p.seq < fired.seq]
    if before and before[-1].event.level == level:
        return no_chance(f"The incident stood at {level} already.", [before[-1].seq])
    after = [p for p in given if p.seq > fired.seq]
    done = next((p for p in after if p.event.level == level), None)
    changed = f"At {clock(fired.event.t)} the incident changed"
    if done is not None and done.event.t <= deadline:
        return shown(f"{changed}, and at {clock(done.event.t)} you set {level}.", [fired.seq, done.seq])
    if done is not None:
        late = f"{changed}; you set {level} at {clock(done.event.t)}, and it was due by {clock(deadline)}."
        return not_shown(late, [fired.seq, done.seq], [f"{level} by {clock(deadline)}"], late=True)
    if case.time_ran_out(deadline):
        return no_chance("The attempt ended before the limit was up.", [fired.seq])
    stands = (after or before)[-1].event.level if after or before else ""
    left = f"it was left at {stands}" if stands else "no priority was set"
    make = contrary if stands and _missed_risk(case, stands, level) else not_shown
    return make(f"{changed}; {left}, and {level} was right.", [fired.seq, *(p.seq for p in after)], [level])


@dataclass(frozen=True)
class _Acceptable:
    """One acceptable allocation: what each resource must be able to do, and how many are too many."""

    label: str
    needs: tuple[frozenset[str], ...]
    at_most: int


def _from_needs(needs: Iterable[str]) -> _Acceptable:
    parts = tuple(frozenset(need.split()) for need in needs)
    return _Acceptable("", parts, len(parts) + 1)


def _expanded(needs: Iterable[Need]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(need.skills) for need in needs for _ in range(need.count))


def _from_rule(allocation: Allocation) -> _Acceptable:
    return _Acceptable(allocation.label, _expanded(allocation.needs), allocation.at_most)


def acceptable(case: Case, deadline: float) -> list[_Acceptable]:
    """Return the acceptable allocations: the incident's own needs, else the organisation's rules."""
    incident = case.brief.scenario.incidents[case.incident]
    if incident.needs:
        return [_from_needs(incident.needs)]
    levels = [level for _, since, level in right_levels(case) if since <= deadline]
    return [_from_rule(a) for rule in case.brief.rules_for(case.incident, levels) for a in rule.alternatives]


def _met(skills: Sequence[frozenset[str]], needs: Sequence[frozenset[str]]) -> int:
    """Return how many needs can be met at once, each by a resource of its own (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(need: int, seen: set[int]) -> bool:
        for n, has in enumerate(skills):
            if n not in seen and needs[need] <= has:
                seen.add(n)
                if n not in taken or place(taken[n], seen):
                    taken[n] = need
                    return True
        return False

    return sum(place(need, set()) for need in range(len(needs)))


def standing_at(case: Case, seq: int) -> set[str]:
    """Return the resources that were out to the incident at a place in the record."""
    events = [
        (d.seq, d.event.resource, d.event.incident in case.numbers)
        for d in case.view.deployed
        if d.seq <= seq
    ]
    gone = ("available", "broken down", "off duty")
    events += [
        (c.seq, c.event.resource, False) for c in case.view.changes if c.seq <= seq and c.event.status in gone
    ]
    out = {resource: here for _, resource, here in sorted(events)}
    return {resource for resource, here in out.items() if here}


def free_at(case: Case, seq: int) -> set[str]:
    """Return the resources that stood available at a place in the record."""
    status = {r.resource: r.status for r in case.view.start.roster}
    if not status:
        status = {r.id: r.starts for r in case.brief.organisation.resources}
    events = [(c.seq, c.event.resource, c.event.status) for c in case.view.changes if c.seq <= seq]
    events += [(d.seq, d.event.resource, "mobile") for d in case.view.deployed if d.seq <= seq]
    for _, resource, now in sorted(events):
        status[resource] = now
    return {resource for resource, now in status.items() if now == "available"}


def _skills(case: Case, resources: Iterable[str]) -> list[frozenset[str]]:
    known = case.brief.skills
    return [known[r] for r in sorted(resources) if r in known]


def _reachable(
    case: Case, choices: Sequence[_Acceptable], start: Moment, sent: Sequence[At[Deployed]]
) -> list[int]:
    """Return how many needs of each allocation the roster could meet: on knowing, or just before sending."""
    places = {start.seq, *(d.seq - 1 for d in sent[:1] if d.seq > start.seq)}
    pools = [_skills(case, free_at(case, seq) | standing_at(case, seq)) for seq in sorted(places)]
    return [max(_met(pool, choice.needs) for pool in pools) for choice in choices]


def _limit(case: Case) -> float:
    incident = case.brief.scenario.incidents[case.incident]
    if incident.send_within is not None:
        return case.limit(incident.send_within)
    scheme = {level.id: level.start_within for level in case.brief.organisation.priorities}
    return case.limit(scheme.get(incident.priority, ENDLESS))


def deploys(case: Case) -> Judged:
    """Judge *deploys*: within the limit an acceptable allocation stands, by search over the roster.

    Acceptable are the incident's own ``needs`` (each met by a resource of its own, at most one unit more than
    needed), else any alternative of the organisation's rules for its type and right priority. Where the
    roster could not meet any in full at that moment, the most that it could meet is acceptable. The limit is
    ``within``, ``send_within`` or the scheme's time to the first action, from knowing where. A critical
    indicator is contrary when crews were sent somewhere, but never what this incident needs.
    """
    if case.incident not in case.brief.scenario.incidents:
        return no_chance("No such incident happened.")
    knew = case.knew_where()
    start = case.begins(knew)
    if start is None and knew is not None:
        return no_chance("Nothing happened that called for this sending.")
    if start is None or not case.logs:
        return no_chance("There was no incident of which you knew enough to send anybody.")
    deadline = start.t + _limit(case)
    choices = acceptable(case, deadline)
    sent = [d for d in case.view.deployed if d.event.incident in case.numbers]
    if not choices:
        return no_chance("The procedures lay down nobody to send to such an incident.")
    moments = [
        d.seq for d in sent if d.event.t <= deadline and (not case.indicator.after or d.seq > start.seq)
    ]
    if case.indicator.after:
        moments.insert(0, start.seq)
    if (done := _first_enough(case, choices, (), moments)) is not None:
        return done
    reach = _reachable(case, choices, start, sent)
    if not any(reach):
        return no_chance("Nobody who could help was free to be sent.")
    if (done := _first_enough(case, choices, reach, moments)) is not None:
        return done
    return _not_sent(case, choices, reach, deadline, start)


def _first_enough(
    case: Case, choices: Sequence[_Acceptable], reach: Sequence[int], moments: Sequence[int]
) -> Judged | None:
    """Return *shown* for the first of the moments at which enough was out, if there is one."""
    for seq in moments:
        out = standing_at(case, seq)
        if _suffices(case, choices, reach, out):
            names = listed([case.brief.party(r) for r in sorted(out)])
            cites = [d.seq for d in case.view.deployed if d.event.incident in case.numbers and d.seq <= seq]
            return shown(f"You had sent {names} by {clock(case.view.time_of(seq))}.", cites)
    return None


def _suffices(case: Case, choices: Sequence[_Acceptable], reach: Sequence[int], out: set[str]) -> bool:
    """Tell whether what is out meets an allocation in full, or as far as the roster could meet any."""
    skills = _skills(case, out)
    full = not reach or any(most == len(c.needs) for most, c in zip(reach, choices, strict=True))
    for n, choice in enumerate(choices):
        met = _met(skills, choice.needs)
        best = met == len(choice.needs) or (not full and met == reach[n] == max(reach))
        if met and best and len(out) <= choice.at_most:
            return True
    return False


def _not_sent(
    case: Case, choices: Sequence[_Acceptable], reach: Sequence[int], deadline: float, start: Moment
) -> Judged:
    sent = [d for d in case.view.deployed if d.event.incident in case.numbers]
    wanted = [quoted(in_sentence(choices[0].label))] if choices[0].label else []
    if not sent:
        if case.time_ran_out(deadline):
            return no_chance("The attempt ended before the limit was up.")
        return _as_missed_risk(case, not_shown("You did not send anybody.", [start.seq], wanted))
    names = listed([case.brief.party(d.event.resource) for d in sent])
    seqs = [d.seq for d in sent]
    for d in sent:
        if _suffices(case, choices, reach, standing_at(case, d.seq)):
            late = f"What you sent was complete at {clock(d.event.t)}; the limit was {clock(deadline)}."
            return not_shown(late, seqs, wanted, late=True)
    enough = next((d for d in sent if _met_in_full(case, choices, d.seq)), None)
    if enough is not None and enough.event.t > deadline:
        late = f"Enough was on the way only at {clock(enough.event.t)}; the limit was {clock(deadline)}."
        return not_shown(
            f"{late} By then, with {names}, it was also more than the incident needs.", seqs, wanted
        )
    if _met_in_full(case, choices, seqs[-1]):
        return not_shown(f"You sent {names}, which is more than the incident needs.", seqs)
    short = not_shown(f"You sent {names}, which does not meet what the incident needs.", seqs, wanted)
    return _as_missed_risk(case, short)


def _met_in_full(case: Case, choices: Sequence[_Acceptable], seq: int) -> bool:
    """Tell whether what is out meets an allocation, however many more are out besides."""
    out = _skills(case, standing_at(case, seq))
    return any(_met(out, choice.needs) == len(choice.needs) for choice in choices)


def _as_missed_risk(case: Case, judged: Judged) -> Judged:
    """Return *contrary* where it is critical and crews were sent somewhere, but never what was needed."""
    if case.indicator.critical and case.view.deployed:
        cites = [*judged.cites, *(d.seq for d in case.view.deployed)]
        return contrary(judged.sentence, cites, judged.missing)
    return judged
