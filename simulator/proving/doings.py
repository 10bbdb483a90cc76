"""What each kind of indicator asks of a learner, as deeds: ``DOINGS`` has one entry for every kind.

Each entry looks at the attempt as it stands and yields the deeds still wanting; none of them marks anything,
and none knows how marking judges. Kinds that a habit of every learner serves (asking, passing on, logging)
yield nothing of their own.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

from simulator.model.commands import (
    Answer,
    Deploy,
    Escalate,
    LinkLine,
    Say,
    SetPriority,
    WalkTree,
    WriteField,
)
from simulator.model.condition import either
from simulator.model.scenario import KINDS, Indicator
from simulator.proving.asking import needed
from simulator.proving.door import say
from simulator.proving.messages import right_priority
from simulator.proving.sight import Sight, Wish

Doing = Callable[[Sight, str, Indicator], Iterator[Wish]]
_HELP_SENT = ("say_help_sent", "say_police_coming")
_LAST = ("worsening_advice", "close_call", "give_reference")
_SHORT = 60
_SEND_SOON, _ADVISE_SOON, _HAND_UP_SOON = 45.0, 100.0, 40.0
_ANSWERS = ("yes", "no", "not known")


def nothing(_sight: Sight, _name: str, _one: Indicator) -> Iterator[Wish]:
    """Yield nothing: a habit of every learner serves this kind."""
    return iter(())


def answers(sight: Sight) -> Iterator[Wish]:
    """Answer every line that rings in, at once."""
    for line in sight.door.state.lines.values():
        if line.status == "ringing" and line.direction == "in":
            yield Wish(f"answer:{line.id}", line.rang_at + 1.0, Answer(line=line.id))


def greeting(sight: Sight, call: str) -> str:
    """Return the first words on a call: the centre's own salutation, or its words to a silent line."""
    organisation = sight.world.organisation
    if sight.world.call(call).silent:
        wording = {w.id: w.text for w in organisation.codes.wording}
        if "silent" in wording:
            return wording["silent"].split(". ")[0] + "."
    return organisation.opening.salutations[sight.seed % len(organisation.opening.salutations)]


def says(sight: Sight, call: str, act: str, by: float, why: str) -> Iterator[Wish]:
    """Say an act to a caller who is on the line, unless it was said and understood."""
    line = sight.line(call)
    if line is None or sight.said(call, act) or not sight.allowed(call, (act,)):
        return
    key = f"say:{call}:{act}:{why}"
    yield Wish(key, by, say(line=line.id, text=sight.phrase(act, call, sight.tried.get(key, 0))), most=3)


def controls(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Steer a caller who is not settled, by one of the acts listed."""
    call = sight.call_of(one)
    caller, begun = sight.door.state.callers.get(call), sight.answered_at(call)
    if caller is None or begun is None or any(sight.said(call, act) for act in one.controls):
        return
    for act in _true_ones(sight, call, sight.allowed(call, one.controls))[:1]:
        yield from says(sight, call, act, begun + sight.soon(35.0), name)


def _true_ones(sight: Sight, call: str, acts: tuple[str, ...]) -> tuple[str, ...]:
    """Return those acts that may be said truthfully now: help is only on its way once it was sent."""
    gone = any(r.sent_at is not None for r in sight.door.state.resources.values())
    known = sight.knew_where(sight.world.incident_of(call)) is not None
    kept = [a for a in acts if (gone or a not in _HELP_SENT) and (known or a != "say_help_arranged")]
    return tuple(kept)


def mood_ends(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Bring a caller's mood down by what the scenario says will calm this one, once each."""
    call, most = sight.call_of(one), one.mood_ends or 0
    caller, begun = sight.door.state.callers.get(call), sight.answered_at(call)
    if caller is None or begun is None or caller.mood <= max(most - 1, 0):
        return
    calming = [
        m.when for m in sight.world.call(call).mood_changes if m.by < 0 and not sight.said(call, m.when)
    ]
    for act in _true_ones(sight, call, sight.allowed(call, calming))[:1]:
        yield from says(sight, call, act, max(begun + sight.soon(110.0), sight.t + 20.0), name)


def advises(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Give each piece of advice listed."""
    call = sight.call_of(one)
    start = sight.begins(one, sight.answered_at(call))
    if start is None or not sight.holds(one):
        return
    for entry in one.advises:
        ways = sight.allowed(call, either(entry))
        if not ways or any(sight.said(call, act) for act in ways):
            continue
        act = ways[sight.plan.other_words % len(ways)]
        by = min(sight.due(start, one, 130.0), start + sight.soon(_ADVISE_SOON))
        yield from says(sight, call, act, by, name)


def informs(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Tell the caller one of the things listed, as soon as it is true."""
    call = sight.call_of(one)
    start = sight.begins(one, sight.answered_at(call))
    if start is None or any(sight.said(call, act) for act in one.informs) or not sight.holds(one):
        return
    for act in _true_ones(sight, call, sight.allowed(call, one.informs))[:1]:
        usual = 260.0 if act in _LAST else 120.0
        yield from says(sight, call, act, sight.due(start, one, usual), name)


def in_short(why: str) -> str:
    """Return the first parts of a reason, as somebody in a hurry gives it."""
    parts = why.rstrip(".").split(", ")
    while len(parts) > 1 and len(", ".join(parts)) > _SHORT:
        parts.pop()
    return ", ".join(parts) + "."


def sets_priority(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Give the incident the priority that is right now, with the reason; again when it has changed."""
    incident = sight.incident(one)
    known, log = sight.world.scenario.incidents.get(incident), sight.log(incident)
    if known is None or log is None or log.already:
        return
    start = sight.begins(one, log.opened_at)
    if start is None or (sight.knew_where(incident) is None and sight.t < start + 60.0):
        return
    level = right_priority(sight, incident)
    changed = [
        t for cue, t in sight.door.state.fired.items() if sight.world.scenario.cues[cue].raises_priority
    ]
    if log.priority == level:
        return
    by = (
        changed[-1] + sight.soon(20.0)
        if log.priority and changed
        else sight.due(start, one, known.set_within)
    )
    why = known.because or known.label
    if level != known.priority:
        why = next((c.note for c in sight.world.scenario.cues.values() if c.raises_priority == level), why)
    reason = in_short(why)
    yield Wish(
        f"grade:{incident}:{level}", by, SetPriority(incident=log.incident, level=level, reason=reason)
    )


def log_type(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Choose the incident's type in its log."""
    incident = sight.incident(one)
    log, field = sight.log(incident), sight.world.organisation.type_field
    if log is None or not field or log.fields.get(field):
        return
    code = sight.world.scenario.incidents[incident].type
    deed = WriteField(incident=log.incident, field=field, value=code)
    yield Wish(f"type:{incident}", log.opened_at + sight.soon(90.0), deed)


def deploys(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Send what an acceptable allocation still wants, once it is known where to."""
    incident = sight.incident(one)
    log, where = sight.log(incident), sight.knew_where(incident)
    start = sight.begins(one, where)
    if log is None or where is None or start is None:
        return
    known = sight.world.scenario.incidents[incident]
    scheme = sight.world.organisation.priority(known.priority).start_within
    by = min(sight.due(start, one, known.send_within or scheme), max(start, where) + sight.soon(_SEND_SOON))
    state = sight.door.state
    wanting = sight.while_same(
        ("to send", incident),
        (log.incident, state.resources, state.fired),
        lambda: still_to_send(sight, incident),
    )
    for resource in wanting[:1]:
        if not sight.world.where_written(log.fields) and known.address:
            field = sight.world.organisation.field_for("where")
            text = sight.value(known.address)
            yield Wish(
                f"where:{incident}", by - 8, WriteField(incident=log.incident, field=field, value=text)
            )
        else:
            yield Wish(f"deploy:{incident}:{resource}", by, Deploy(incident=log.incident, resource=resource))


def still_to_send(sight: Sight, incident: str) -> tuple[str, ...]:
    """Return the resources that complete the nearest acceptable allocation, none when enough is out."""
    log, state, organisation = sight.log(incident), sight.door.state, sight.world.organisation
    skills = {r.id: frozenset(r.skills) for r in organisation.resources}
    out = [
        r.resource
        for r in state.resources.values()
        if log and r.incident == log.incident and r.sent_at and r.status != "broken down"
    ]
    free = [r.resource for r in state.resources.values() if r.status == "available"]
    for wanted in _allocations(sight, incident):
        wanting = _unmet(wanted, [skills[r] for r in out])
        for size in range(len(wanting) + 1):
            sets = [c for c in combinations(free, size) if not _unmet(wanting, [skills[r] for r in c])]
            if sets:
                far = {r: sight.world.travel(r, incident) for r in free}
                return min(sets, key=lambda c: (-_named(sight, c), max((far[r] for r in c), default=0), c))
    needs = next(iter(_allocations(sight, incident)), ())
    best = [r for r in free for need in needs if need <= skills[r]]
    return tuple(best[:1]) if not out else ()


def _named(sight: Sight, resources: tuple[str, ...]) -> int:
    """Return how many of some resources the scenario speaks of, by id or kind."""
    scenario = sight.world.scenario
    names = {cue.by for cue in scenario.cues.values()} | {one.to for one in scenario.indicators.values()}
    return sum(r in names or sight.world.kind_of(r) in names for r in resources)


def _allocations(sight: Sight, incident: str) -> list[tuple[frozenset[str], ...]]:
    known = sight.world.scenario.incidents[incident]
    if known.needs:
        return [tuple(frozenset(n.split()) for n in known.needs)]
    level = right_priority(sight, incident)
    return [
        tuple(frozenset(n.skills) for n in one.needs for _ in range(n.count))
        for rule in sight.world.organisation.allocation
        if known.type in rule.types and level in rule.priorities
        for one in rule.alternatives
    ]


def _unmet(needs: tuple[frozenset[str], ...], have: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the needs that are left when each resource has met one need, the hardest first."""
    left = sorted(needs, key=len, reverse=True)
    for skills in sorted(have, key=len):
        met = next((need for need in left if need <= skills), None)
        if met is not None:
            left.remove(met)
    return tuple(left)


def escalates(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Hand the response up to the level named, once for each boundary that was reached."""
    incident = sight.incident(one)
    log = sight.log(incident)
    start = sight.begins(one, sight.knew_where(incident))
    if log is None or start is None or not sight.holds(one):
        return
    made = [x for x in sight.door.state.escalations if x.sent.level == one.escalates]
    waiting = any(x.answer is None and x.sent.incident == log.incident for x in made)
    again = one.after.startswith("cue:")
    done = [x for x in made if x.sent.incident == log.incident and (not again or x.sent.t >= start)]
    if waiting or done:
        return
    cue = sight.world.scenario.cues.get(one.after.partition(":")[2]) if again else None
    known = sight.world.scenario.incidents[incident]
    reason = in_short((cue.note if cue else "") or known.because or known.label)
    yield Wish(
        f"escalate:{name}",
        min(sight.due(start, one, 100.0), start + sight.soon(_HAND_UP_SOON)),
        Escalate(incident=log.incident, level=one.escalates, reason=reason),
        most=2,
    )


def links(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Link a call about a known incident to the log that is open, once asking has shown it."""
    first = sight.door.state.lines_of_call(one.links[0])[-1:]
    number = first[0].incident if first else ""
    for call in one.links[1:]:
        line = sight.line(call)
        if line is None or not number or line.incident == number:
            continue
        mine = [f for f in needed(sight) if sight.world.scenario.facts[f].call == call]
        begun = sight.answered_at(call) or 0.0
        if any(sight.told(f) for f in mine) or sight.t > begun + 20.0:
            yield Wish(f"link:{line.id}", begun + sight.soon(60.0), LinkLine(line=line.id, incident=number))


def follows_tree(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Walk the tree from its beginning to an outcome of the priority that is right."""
    incident = sight.incident(one)
    log = sight.log(incident)
    if log is None or not sight.world.organisation.has("tree", one.follows_tree):
        return
    tree = sight.world.organisation.tree(one.follows_tree)
    here = sight.door.state.trees.get((log.incident, tree.id), tree.starts)
    nodes = {n.id: n for n in tree.nodes}
    right = {o.id for o in tree.outcomes if o.priority in ("", right_priority(sight, incident))}
    if here not in nodes:
        return

    def leads(at: str, seen: tuple[str, ...]) -> bool:
        if at not in nodes:
            return at in right
        return at not in seen and any(leads(nodes[at].after(a), (*seen, at)) for a in _ANSWERS)  # type: ignore[arg-type]

    for answer in _ANSWERS:
        if leads(nodes[here].after(answer), (here,)):  # type: ignore[arg-type]
            deed = WalkTree.model_validate(
                {"incident": log.incident, "tree": tree.id, "node": here, "answer": answer}
            )
            yield Wish(f"tree:{incident}:{here}", log.opened_at + sight.soon(120.0), deed)
            return


def reads_back(sight: Sight, name: str, one: Indicator) -> Iterator[Wish]:
    """Read back each fact that was told, in the centre's own words."""
    for fact in one.reads_back:
        call = one.call or sight.world.scenario.facts[fact].call or sight.world.first_call
        line = sight.line(call)
        if line is None or not sight.told(fact):
            continue
        told = sight.door.state.told[fact].t
        if any(fact in s.carries for s in line.spoken if s.t >= told):
            continue
        wording = {w.id: w.text for w in sight.world.organisation.codes.wording}
        frame = wording.get("read_back_place", "I have that as {where}. Is that right?")
        text = frame.replace("{where}", sight.value(fact))
        yield Wish(f"back:{fact}", told + sight.soon(45.0), Say(line=line.id, text=text), most=2)


DOINGS: dict[str, Doing] = dict.fromkeys(KINDS, nothing) | {
    "reads_back": reads_back,
    "controls": controls,
    "mood_ends": mood_ends,
    "log_type": log_type,
    "sets_priority": sets_priority,
    "raises_priority": sets_priority,
    "deploys": deploys,
    "advises": advises,
    "escalates": escalates,
    "informs": informs,
    "links": links,
    "follows_tree": follows_tree,
}
"""What to do for each kind of indicator."""
SERVED_BY_HABIT: dict[str, str] = {
    "answers_within": "habits.picking_up",
    "greets": "habits.greeting_first",
    "obtains": "asking.questions",
    "never_says": "sight.Sight.phrase",
    "logs": "habits.logging",
    "notes": "habits.logging",
    "gives_reason": "doings.sets_priority",
    "sends": "messages.passing_on",
    "carries": "messages.passing_on",
    "concise": "messages.compose",
    "wording": "messages.compose",
    "uses_medium": "messages.medium_for",
    "answers_responder": "messages.replies",
    "closes": "habits.closing",
    "keeps_apart": "habits.logging",
    "obtains_response": "messages.hanging_up",
}
"""Where the kinds are served whose doing is a habit of every learner."""
