"""What crews ask: the learner who tells a fact only when asked for it, just in time or one second late.

Whoever tells everything at once is never asked, so that no other play tries what marks the answers. What is
withheld and what comes late should cost is the deed table's word.
"""

from collections.abc import Iterator

from simulator.marking.own_limits import limit_of
from simulator.model.commands import Send
from simulator.model.events import CueFired, Heard, Record
from simulator.model.scenario import Indicator
from simulator.proving.messages import compose
from simulator.proving.mutants import Made, Model, untold
from simulator.proving.script import Change, joined, replayed

_JUST, _BEFORE = 1.0, 5.0


def asked_and_answered(model: Model, name: str, one: Indicator) -> Iterator[Made]:
    """Yield who answers a question of a responder just in time, and one second late, for each question."""
    rule, reply, tell = model.rule("late_reply"), model.rule("reply"), model.rule("tell_crew")
    if rule is None or reply is None or tell is None:
        return
    limit = (limit_of(one) or 0.0) * model.play.final.pace
    criteria = tuple(dict.fromkeys((*rule.criteria, *reply.criteria, *tell.criteria)))
    for cue in one.answers_responder:
        asked = _withheld(model, cue)
        if asked is None:
            continue
        change, at, party = asked
        for late, how in ((_JUST, "one second late"), (-_BEFORE, "just in time")):
            deed = _answer(model, cue, party, round(at + limit + late, 2))
            if deed is None:
                continue
            yield Made(
                f"answer {cue}: {how} for {name}",
                f"answer {cue}",
                how,
                f"tells {model.table.party(party)} when asked, {'too late' if late > 0 else 'in time'}",
                rule,
                joined(change, Change(added=((round(at + limit + late, 2), deed),))),
                needed=False,
                criteria=criteria,
            )


def _withheld(model: Model, cue: str) -> tuple[Change, float, str] | None:
    """Return the change by which a question comes and is not answered, when it comes, and who asks."""
    play = model.play
    facts = play.world.scenario.cues[cue].asks
    by = play.world.scenario.cues[cue].by
    told = [n for n, d in enumerate(play.done) if isinstance(d.deed, Send) and _is_for(model, d.deed.to, by)]
    change = untold(play, told, facts)
    asked = asks_at(replayed(play, change), cue)
    return (change, *asked) if asked else None


def _is_for(model: Model, to: str, by: str) -> bool:
    return by in (to, model.play.world.kind_of(to))


def asks_at(record: Record, cue: str) -> tuple[float, str] | None:
    """Return when a cue fired in a record, and who was heard to ask."""
    fired = next((r.event.t for r in record if isinstance(r.event, CueFired) and r.event.cue == cue), None)
    heard = (r.event for r in record if isinstance(r.event, Heard))
    party = next((e.party for e in heard if f"cue:{cue}" in e.because.split("; ")), "")
    return None if fired is None or not party else (fired, party)


def _answer(model: Model, cue: str, party: str, t: float) -> Send | None:
    """Return the message that answers a question with what was known by then."""
    play = model.play
    crew = play.final.resources.get(party)
    log = play.final.logs.get(crew.incident) if crew else None
    known = [
        f
        for f in play.world.scenario.cues[cue].asks
        if f in play.final.told and play.final.told[f].known and play.final.told[f].t < t
    ]
    if log is None or not known:
        return None
    medium = play.world.organisation.resource(party).reached_by[0]
    text = compose(model.sight, party, log.truth, medium, known, first=medium == "phone")
    return Send(incident=log.incident, to=party, medium=medium, text=text)
