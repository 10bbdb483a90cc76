"""The boundaries of the time for passing something on: told just in time, and one second late.

Where no limit is given, the marker's own holds. What being late costs is the deed table's word, by the deed.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.marking.own_limits import limit_of
from simulator.model.commands import Send
from simulator.model.scenario import Indicator
from simulator.proving.deeds import facts_in, overtaken_in, quoted
from simulator.proving.limits import BEFORE, JUST, begins, overtakes
from simulator.proving.messages import compose
from simulator.proving.mutants import Made, Model, untold
from simulator.proving.questions import asks_at
from simulator.proving.script import Change, joined, replayed

ENOUGH = 2
"""So many facts that it needs make a message to a body outside: with one less it was told nothing."""


def at_the_telling(model: Model) -> Iterator[Made]:
    """Yield who tells one fact of each indicator that wants facts told at the last moment, and too late."""
    for name, one in model.play.world.scenario.indicators.items():
        if one.carries:
            yield from _told_later(model, name, one)


def _told_later(model: Model, name: str, one: Indicator) -> Iterator[Made]:
    """Yield it of one fact: the one for which no other time is up sooner, as far as there is one."""
    play = model.play
    places = _messages(model, one)
    limit = (limit_of(one) or 0.0) * play.final.pace
    first = play.done[places[0]].t if places else 0.0
    told = {fact: play.final.told[fact].t for fact in _to_be_told_later(model, one, places)}
    due = {fact: max(t, first) + limit for fact, t in told.items()}
    due = {fact: t for fact, t in due.items() if not overtakes(model, t + JUST)}
    ends = {fact: min([t, *_earlier(model, one, places, fact)]) for fact, t in due.items()}
    for fact in sorted(due, key=lambda fact: due[fact] - ends[fact])[:1]:
        moments = [("one second late", due[fact] + JUST)]
        if ends[fact] - BEFORE > due[fact] - limit / 2:
            moments.append(("just in time", ends[fact] - BEFORE))
        for how, t in moments:
            made = _telling(model, one, places, fact, round(t, 2))
            if made is not None:
                late = t > due[fact]
                words = f"{made.words} {'only after the time for it' if late else 'at the last moment'}"
                made = replace(made, id=f"{made.deed}: {how} for {name}", how=how, words=words)
                yield replace(made, harmless=not late)


def _earlier(model: Model, one: Indicator, places: list[int], fact: str) -> Iterator[float]:
    """Yield by when somebody has to be told a fact for another reason than that it is due.

    A crew asks for it and waits for the answer; to a body outside it is half the message, which has a time.
    """
    play, scenario = model.play, model.play.world.scenario
    parties = {_party(model, n) for n in places}
    alike = parties | {play.world.kind_of(party) for party in parties}
    for other in scenario.indicators.values():
        for cue in other.answers_responder:
            if fact in scenario.cues[cue].asks and scenario.cues[cue].by in alike:
                asked = asks_at(replayed(play, untold(play, places, (fact,))), cue)
                yield from (asked[0] + (limit_of(other) or 0.0) * play.final.pace,) if asked else ()
        start = begins(model, other) if other.sends else None
        if start is not None and other.within is not None and _is_the_message(model, fact, places):
            yield from (start + other.within * play.final.pace for p in other.sends if p in parties)


def _messages(model: Model, one: Indicator) -> list[int]:
    """Return where messages that an indicator looks at stand in the play, in order."""
    play, incident = model.play, model.sight.incident(one)
    found = []
    for n, step in enumerate(play.done):
        if not isinstance(step.deed, Send):
            continue
        log = play.final.logs.get(step.deed.incident)
        meant = not one.to or one.to in (step.deed.to, play.world.kind_of(step.deed.to))
        if meant and log is not None and log.truth == incident:
            found.append(n)
    return found


def _to_be_told_later(model: Model, one: Indicator, places: list[int]) -> Iterator[str]:
    """Yield the facts of an indicator that can be told later than the first message, which then still tells.

    A crew has the address with its sending; what is so no longer by then, or was put right, need not be told.
    """
    play, facts = model.play, model.play.world.scenario.facts
    incident = play.world.scenario.incidents.get(model.sight.incident(one))
    crew = any(_party(model, n) in play.final.resources for n in places)
    begins_with = set(facts_in(play, play.done[places[0]])) if places else set()
    for fact in one.carries:
        if fact not in play.final.told or not begins_with - {fact}:
            continue
        if crew and incident is not None and fact == incident.address:
            continue
        corrected = any(f.replaces == fact and other in play.final.told for other, f in facts.items())
        if not corrected and not overtaken_in(play, fact, places):
            yield fact


def _party(model: Model, place: int) -> str:
    return str(getattr(model.play.done[place].deed, "to", ""))


def _is_the_message(model: Model, fact: str, places: list[int]) -> bool:
    """Tell whether without a fact the first message to a body outside would tell it too little to count."""
    play = model.play
    known = play.world.party(_party(model, places[0]))
    first = facts_in(play, play.done[places[0]])
    if known is None or fact not in first or not play.world.organisation.has("organisation", known.id):
        return False
    script, facts = (known.script.needs if known.script else ()), play.world.scenario.facts
    topics = {k: k if script else facts[k].topic for k in first if k != fact}
    needed = len({*script}) or len({*known.topics})
    told = {topics[k] for k in topics if k in script or topics[k] in known.topics}
    return len(told) < min(ENOUGH, needed)


def _telling(model: Model, one: Indicator, places: list[int], fact: str, t: float) -> Made | None:
    """Return who leaves a fact out of what a party is told, and tells it by itself at another time."""
    play, table = model.play, model.table
    step = next((play.done[n] for n in places if fact in facts_in(play, play.done[n])), None)
    crew, body = model.rule("tell_crew"), model.rule("tell_organisation")
    if step is None or not isinstance(step.deed, Send) or crew is None or body is None:
        return None
    sent, told = step.deed, "tells" if one.to else "tells nobody but"
    truth = play.final.logs[sent.incident].truth
    words = compose(model.sight, sent.to, truth, sent.medium, [fact], first=sent.medium == "phone")
    return Made(
        "",
        f"tell {sent.to} of {fact}",
        "",
        f"{told} {table.party(sent.to)} {quoted(play.world.scenario.facts[fact])}",
        crew if sent.to in play.final.resources else body,
        joined(untold(play, places, (fact,)), Change(added=((t, sent.model_copy(update={"text": words})),))),
        criteria=() if one.to else tuple(dict.fromkeys((*crew.criteria, *body.criteria))),
        about=fact,
    )
