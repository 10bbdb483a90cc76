"""Which facts the learner needs, by when, and what it says to be told them."""

from collections.abc import Iterable, Iterator, Mapping

from simulator.engine.conditions import holds
from simulator.engine.persons import as_meant, people_in
from simulator.engine.standing import Line
from simulator.model.commands import LookUp
from simulator.model.scenario import Cue, Fact
from simulator.proving.door import say
from simulator.proving.sight import Sight, Wish

SOON, LATER = 60.0, 80.0
_NOBODY_SPEAKS = 45.0
"""A line on which nobody speaks may be cut at any moment: what is asked there is asked soon."""
_WHERE = 40.0


def needed(sight: Sight) -> Mapping[str, float]:
    """Return each fact that the learner needs, with the seconds after answering by which it wants it."""
    lines = [line for line in sight.door.state.lines.values() if line.party and line.asks]
    return _needed(sight, lines) if lines else sight.once("needed", lambda: _needed(sight, ()))


def _needed(sight: Sight, lines: Iterable[Line]) -> Mapping[str, float]:
    """Return what is needed, where a far end asks for facts on these lines."""
    wanted = dict(sight.once("wanted", lambda: _wanted_throughout(sight)))

    def want(facts: tuple[str, ...], within: float) -> None:
        for fact in facts:
            if fact in sight.world.scenario.facts:
                wanted[fact] = min(within, wanted.get(fact, within))

    for line in lines:
        begun = sight.answered_at(sight.world.first_call) or 0.0
        want(line.asks, max(1.0, (sight.t + 10.0 - begun) / sight.pace))
    for fact in tuple(wanted):
        want(_asked_first(sight, fact), 0.6 * wanted[fact])
    return wanted


def _wanted_throughout(sight: Sight) -> dict[str, float]:
    """Return what is wanted whatever happens: by the indicators, by the incidents and by outside parties."""
    scenario = sight.world.scenario
    wanted: dict[str, float] = {}

    def want(facts: tuple[str, ...], within: float) -> None:
        wanted.update({f: min(within, wanted.get(f, within)) for f in facts if f in scenario.facts})

    for _, one in sight.indicators():
        want(one.obtains, 0.7 * one.within if one.within is not None else SOON)
        want((*one.logs, *one.carries, *one.reads_back), LATER)
        for cue in one.answers_responder:
            want(scenario.cues[cue].asks, LATER)
    for incident in scenario.incidents.values():
        want((incident.address,), _WHERE)
    for party in scenario.outside.values():
        want(party.needs, LATER)
    return wanted


def _asked_first(sight: Sight, fact: str) -> tuple[str, ...]:
    """Return the fact that another corrects and without which it is not told, if there is one."""
    known = sight.world.scenario.facts[fact]
    needed = known.needs.told if known.needs is not None else ()
    return (known.replaces,) if known.replaces in needed else ()


def ways(sight: Sight, call: str, fact: str) -> tuple[str, ...]:
    """Return the acts by which a caller would tell a fact as things stand."""
    acts = sight.once(("ways", call, fact), lambda: _ways_at_all(sight, call, fact))
    return tuple(act for act in acts if _tells(sight, call, act, fact))


def _ways_at_all(sight: Sight, call: str, fact: str) -> tuple[str, ...]:
    """Return the acts by which a caller may tell a fact at all, of those that may be said."""
    world, known = sight.world, sight.world.scenario.facts[fact]
    reacting = [
        act
        for (c, act), reactions in world.reactions.items()
        if c == call and any(fact in reaction.tells for _, reaction in reactions)
    ]
    return sight.allowed(call, dict.fromkeys((*known.asked_by, *reacting)))


def _tells(sight: Sight, call: str, act: str, fact: str) -> bool:
    world, state = sight.world, sight.door.state
    incident = world.incident_of(call)
    for n, reaction in world.reactions.get((call, act), ()):
        if reaction.once and state.brought.get(f"reaction:{call}:{n}"):
            continue
        if holds(reaction.needs, state, world, call, incident):
            if fact in reaction.tells:
                return True
            break
    if world.call(call).silent or fact not in world.answers.get((call, act), ()):
        return False
    return holds(world.scenario.facts[fact].needs, state, world, call, incident)


def _questions_asked(sight: Sight, call: str) -> int:
    return sum(n for key, n in sight.tried.items() if key.startswith(f"ask:{call}:"))


def questions(sight: Sight) -> Iterator[Wish]:
    """Yield the questions to callers, and the looking up of what no caller tells."""
    facts = sight.world.scenario.facts
    wanted = needed(sight)
    for fact, within in wanted.items():
        if sight.heard_of(fact):
            continue
        yield from _looked_up(sight, fact, within)
        for call in (facts[fact].call,) if facts[fact].call else tuple(sight.world.scenario.calls):
            line, begun = sight.line(call), sight.answered_at(call)
            if line is None or begun is None:
                continue
            acts = ways(sight, call, fact)
            bound = sight.plan.most_questions
            if not acts or (bound is not None and _questions_asked(sight, call) >= bound):
                continue
            soon = min(within, _NOBODY_SPEAKS) if sight.world.call(call).silent else within
            yield _question(sight, (call, line.id), fact, acts, begun + soon * sight.pace)
            break


def _question(sight: Sight, where: tuple[str, str], fact: str, acts: tuple[str, ...], by: float) -> Wish:
    """Return one question to a call on its line, in other words and by another act at each try."""
    call, line = where
    key = f"ask:{call}:{fact}"
    turn = sight.tried.get(key, 0)
    act = acts[turn % len(acts)]
    text = _of_whom(sight.phrase(act, call, turn), sight.world.scenario.facts[fact])
    return Wish(key, by, say(line=line, text=text), most=3)


def _of_whom(phrase: str, fact: Fact) -> str:
    """Return a phrasing with he or she as the fact's person is: nobody who asks after a woman says "he"."""
    sexes = people_in(fact).sexes
    return as_meant(phrase, "she" if "f" in sexes else "he") if len(sexes) == 1 else phrase


def _told_by_looking_up(sight: Sight, fact: str) -> list[Cue]:
    cues = sight.world.scenario.cues.values()
    return [cue for cue in cues if fact in cue.tells and cue.when.looked_up]


def _looked_up(sight: Sight, fact: str, within: float) -> Iterator[Wish]:
    """Yield the looking up that lets a cue tell a fact."""
    for cue in sight.once(("looked up for", fact), lambda: _told_by_looking_up(sight, fact)):
        begun = sight.answered_at(cue.call or sight.world.first_call)
        if begun is None:
            continue
        for what in cue.when.looked_up:
            if what not in sight.door.state.looked_up:
                yield Wish(f"look:{what}", begun + min(within, 15.0), LookUp(what=what))
