"""What the learner passes on, to whom, by which medium, worded as the medium's conventions ask."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from simulator.model.commands import EndCall, Say, Send
from simulator.model.record_words import OUT
from simulator.model.said_values import UNITS
from simulator.model.scenario import Fact, Indicator
from simulator.model.values import tokens
from simulator.proving.door import send
from simulator.proving.sight import Sight, Wish

MOST_WORDS = {"radio": 40, "phone": 110, "data": 60, "email": 140, "sms": 40}
_FIRST, _UPDATE, _REPLY = 75.0, 45.0, 25.0
_NEGATORS = frozenset(("no", "not", "none", "nobody", "cannot", "can't", "never", "without", "nil"))


@dataclass(frozen=True)
class Bound:
    """What one party is to learn of one incident, and by when (call time) it is first told."""

    party: str
    incident: str
    facts: tuple[str, ...]
    by: float


def denied_last(texts: list[str]) -> list[str]:
    """Return texts with those that deny something last, so that they deny nothing of the others."""
    return sorted(texts, key=lambda text: bool(_NEGATORS & set(tokens(text))))


def resolve(sight: Sight, party: str, incident: str) -> str:
    """Return the party that a name means now: an organisation, a crew that was sent, else nobody."""
    if sight.world.organisation.has("organisation", party):
        return party
    log = sight.log(incident)
    crews = sight.door.state.resources.values()
    sent = [c for c in crews if log and c.incident == log.incident and c.status in OUT]
    named = [c for c in sent if party in (c.resource, sight.world.kind_of(c.resource), "")]
    return named[0].resource if named else ""


def _named(indicator: Indicator) -> tuple[str, ...]:
    return (
        *indicator.sends,
        *((indicator.to,) if indicator.carries else ()),
        *filter(None, (indicator.wording, indicator.concise, indicator.obtains_response)),
        *indicator.uses_medium,
    )


def _naming(sight: Sight) -> list[tuple[Indicator, str, tuple[str, ...]]]:
    """Return the indicators by which somebody is to be told something: with the incident, and who."""
    return [(one, sight.incident(one), names) for _, one in sight.indicators() if (names := _named(one))]


def bounds(sight: Sight) -> list[Bound]:
    """Return everybody who is to be told, with the facts that are theirs."""
    return sight.while_same("bounds", tuple(_parts_of_bounds(sight)), lambda: _bounds(sight))


def _parts_of_bounds(sight: Sight) -> Iterator[object]:
    """Yield what it rests on who is to be told what: not on what is said to callers or written in logs."""
    state = sight.door.state
    yield from (state.told, state.fired, state.resources, state.messages)
    yield from (log.incident if log else None for log in map(state.log_of, sight.world.scenario.incidents))
    yield from (line.spoken if line.party else line.answered_at for line in state.lines.values())


def _bounds(sight: Sight) -> list[Bound]:
    found: dict[tuple[str, str], tuple[dict[str, None], float]] = {}
    for one, incident, names in sight.once("named", lambda: _naming(sight)):
        start = sight.begins(one, sight.knew_where(incident))
        if start is None or sight.log(incident) is None:
            continue
        for name in names:
            party = resolve(sight, name, incident)
            if not party:
                continue
            facts, by = found.get((party, incident), ({}, start + sight.soon(200.0)))
            within = one.within if one.sends and one.within else 340.0
            facts |= dict.fromkeys(one.carries)
            found[party, incident] = (
                facts,
                min(by, start + sight.share * within * sight.pace, _soon(sight, party)),
            )
    return [
        Bound(party, incident, facts_for(sight, party, incident, tuple(facts)), by)
        for (party, incident), (facts, by) in found.items()
    ]


def _soon(sight: Sight, party: str) -> float:
    crew = sight.door.state.resources.get(party)
    return crew.sent_at + sight.soon(_FIRST) if crew and crew.sent_at is not None else 1e9


def facts_for(sight: Sight, party: str, incident: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the facts that a party is to learn: address first, those listed, what it needs to begin with."""
    mine, script, by_topic = sight.once(("theirs", party, incident), lambda: _theirs(sight, party, incident))
    new = not passed(sight, party, incident)
    if sight.plan.hurries:  # what nobody asks for and what is no danger is left out
        least = () if script else _one_of_each(sight, party, mine, by_topic)
        by_topic = (*least, *(() if new else (k for k in by_topic if mine[k].hazard)))
    elif not new:
        by_topic = ()
    address = sight.world.scenario.incidents[incident].address
    wanted = dict.fromkeys((address, *listed, *script, *by_topic))
    if sight.plan.hurries and party in sight.door.state.resources:
        wanted.pop(address, None)  # it went with the sending
    told = [k for k in wanted if k in mine and sight.told(k) and not sight.corrected(k)]
    if sight.plan.forgets_hazards:
        told = [k for k in told if not mine[k].hazard or mine[k].topic not in ("hazard", "history")]
    return tuple(told)


def _one_of_each(sight: Sight, party: str, mine: dict[str, Fact], facts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a body outside needs by its directory, one fact of each topic; none for a crew.

    A single thing of several that it needs tells it nothing.
    """
    if not sight.world.organisation.has("organisation", party):
        return ()
    first: dict[str, str] = {}
    for k in facts:
        if sight.told(k) and not sight.corrected(k):
            first.setdefault(mine[k].topic, k)
    return tuple(first.values())


def _theirs(
    sight: Sight, party: str, incident: str
) -> tuple[dict[str, Fact], tuple[str, ...], tuple[str, ...]]:
    """Return an incident's facts by id, those that the script lets a party need, those of its topics."""
    known, mine = sight.world.party(party), dict(sight.world.carriable.get(incident, ()))
    script = known.script.needs if known and known.script else ()
    topics = known.topics if known else ()
    return (
        mine,
        script,
        tuple(k for topic in topics for k, f in mine.items() if f.topic == topic and f.pass_on),
    )


def passed(sight: Sight, party: str, incident: str) -> Set[str]:
    """Return the facts that a party has been told of an incident."""
    return sight.now(("passed", party, incident), lambda: _passed(sight, party, incident))


def _passed(sight: Sight, party: str, incident: str) -> set[str]:
    log, state = sight.log(incident), sight.door.state
    sent = [m.sent for m in state.messages.values() if m.sent.to == party]
    found = {f for m in sent if log and m.incident == log.incident for f in m.carries}
    lines = (line for line in state.lines.values() if line.party == party)
    return found | {f for line in lines for spoke in line.spoken for f in spoke.carries}


def medium_for(sight: Sight, party: str, incident: str) -> str:
    """Return the medium that suits a party, by how urgent the incident is."""
    organisation = sight.world.organisation
    order = organisation.ids("priority")
    urgent = order.index(right_priority(sight, incident)) < len(order) / 2
    if organisation.has("organisation", party):
        body = organisation.outside(party)
        situation = "urgent" if urgent else "routine"
        return next((p.medium for p in body.preferred if p.situation == situation), body.routes[0].medium)
    return organisation.resource(party).reached_by[0]


def right_priority(sight: Sight, incident: str) -> str:
    """Return the priority that is right for an incident now, as cues changed it."""
    level, world = sight.world.scenario.incidents[incident].priority, sight.world
    for cue in sight.door.state.fired:
        script = world.scenario.cues[cue]
        about = script.incident or world.incident_of(script.call or world.first_call)
        if script.raises_priority and about == incident:
            level = script.raises_priority
    return level


def type_in_words(sight: Sight, incident: str) -> str:
    """Return how an incident's type is said."""
    code = sight.world.organisation.incident_types[sight.world.scenario.incidents[incident].type]
    return code.said_as[0] if code.said_as else code.label.lower()


def _without_names(sight: Sight, text: str) -> str:
    """Return a text without the surnames cast in this attempt, for a channel that everybody hears."""
    surnames = {v.lower() for k, v in sight.world.cast.items() if k.endswith(".last")}
    return " ".join(w for w in text.split() if w.strip(".,;").lower() not in surnames)


def compose(sight: Sight, party: str, incident: str, medium: str, facts: list[str], *, first: bool) -> str:
    """Return the words of a message that carries facts, in the wording of its medium."""
    log, body = sight.log(incident), denied_last([sight.value(f) for f in facts])
    level, kind = right_priority(sight, incident), type_in_words(sight, incident)
    said = f"priority {UNITS[int(level[1:])]}" if level[1:].isdigit() and int(level[1:]) < 6 else level
    centre, told = sight.world.organisation.name, "; ".join(body)
    if medium == "radio":
        known = sight.world.party(party)
        head = f"{known.spoken if known else party} from {sight.world.organisation.control_call_sign}"
        opened = f"{head}, {said} {kind}. " if first else f"{head}. "
        return _without_names(sight, f"{opened}{_capital(told)}, over.")
    if medium == "phone":
        ask = "I need your attendance. What is your reference?"
        asks = ask if first else "Can you take that, please?"
        return f"{centre}, {said} {kind}. {_capital(told)}. {asks}"
    code = sight.world.scenario.incidents[incident].type
    if medium == "data":
        return f"{level} {code} {told}. Please confirm."
    number = f"{sight.world.organisation.reference_prefix}-{log.incident if log else ''}"
    if medium == "email":
        return f"{number} {level} {code} {told}. Please confirm. {centre}."
    return f"{centre} {number}: {told}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fitting(
    sight: Sight, bound: Bound, medium: str, facts: list[str], *, first: bool
) -> tuple[str, list[str]]:
    """Return the longest beginning of facts, all of them told, that fits one message, composed."""
    log, level = sight.log(bound.incident), right_priority(sight, bound.incident)
    what = ("fitting", bound.party, bound.incident, medium, *facts, first, level, log.incident if log else "")
    return sight.once(what, lambda: _longest(sight, bound, medium, facts, first=first))


def _longest(
    sight: Sight, bound: Bound, medium: str, facts: list[str], *, first: bool
) -> tuple[str, list[str]]:
    for size in range(len(facts), 0, -1):
        text = compose(sight, bound.party, bound.incident, medium, facts[:size], first=first)
        if len(text.split()) <= MOST_WORDS[medium] or size == 1:
            return text, facts[:size]
    return "", []


def passing_on(sight: Sight) -> tuple[Wish, ...]:
    """Return the messages that are to be sent now."""
    return sight.now("to pass on", lambda: tuple(_passing_on(sight)))


def _passing_on(sight: Sight) -> Iterator[Wish]:
    for bound in bounds(sight):
        log, line = sight.log(bound.incident), sight.door.state.line_of(bound.party)
        have = passed(sight, bound.party, bound.incident)
        fresh = [f for f in bound.facts if f not in have]
        if log is None or not fresh or (line is not None and line.status == "ringing"):
            continue
        first = not have
        medium = medium_for(sight, bound.party, bound.incident)
        text, facts = _fitting(sight, bound, medium, fresh, first=first or (medium == "phone" and not line))
        latest = max(sight.door.state.told[f].t for f in facts)
        by = bound.by if first else latest + sight.soon(_UPDATE)
        key = f"pass:{bound.party}:{'+'.join(facts)}"
        deed = send(incident=log.incident, to=bound.party, medium=medium, text=text)
        yield Wish(key, by, deed, most=2)


def replies(sight: Sight) -> Iterator[Wish]:
    """Yield answers to what crews and outside organisations ask on their lines."""
    for line in sight.door.state.lines.values():
        if not line.party or line.status != "live" or not line.asks:
            continue
        incident = _incident_on(sight, line.party, line.incident)
        log = sight.log(incident) if incident else None
        if log is None:
            continue
        asked = max((h.t for h in line.heard if h.asks), default=sight.t)
        known = [f for f in line.asks if sight.told(f) and not _forgotten(sight, f)]
        key = f"reply:{line.id}:{asked}"
        if known:
            first = not passed(sight, line.party, incident)
            medium = "radio" if line.direction == "radio" else "phone"
            text, _ = _fitting(sight, Bound(line.party, incident, (), 0.0), medium, known, first=first)
            deed = Send(incident=log.incident, to=line.party, medium=medium, text=text)
            yield Wish(f"{key}:{'+'.join(known)}", asked + sight.soon(_REPLY), deed, most=2)
        else:
            text = sight.phrase("no_information", "", sight.tried.get(key, 0))
            yield Wish(key, asked + sight.soon(45.0), Say(line=line.id, text=text), most=2)


def _forgotten(sight: Sight, fact: str) -> bool:
    known = sight.world.scenario.facts[fact]
    return sight.plan.forgets_hazards and known.hazard and known.topic in ("hazard", "history")


def _incident_on(sight: Sight, party: str, number: str) -> str:
    crew = sight.door.state.resources.get(party)
    log = sight.door.state.logs.get((crew.incident if crew else "") or number)
    return log.truth if log else ""


def hanging_up(sight: Sight) -> Iterator[Wish]:
    """Yield the ending of phone calls to organisations that have answered for good."""
    busy: set[str] | None = None
    for line in sight.door.state.lines.values():
        done = line.heard and line.heard[-1].because in ("accepted", "refuses", "misled")
        ours = line.party and line.direction == "out" and line.status == "live"
        if not ours or not done or line.asks:
            continue
        if busy is None:
            busy = {d.deed.to for d in passing_on(sight) if isinstance(d.deed, Send)}
        if line.party not in busy:
            yield Wish(f"hang:{line.id}", sight.t + 12.0, EndCall(line=line.id))
