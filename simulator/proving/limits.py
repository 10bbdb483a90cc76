"""The boundaries of every limit: done just in time, and one second late.

Where a limit lies is the scenario's word; what being late costs is the deed table's, by the deed.
"""

from collections.abc import Iterator

from simulator.marking.own_limits import limit_of
from simulator.model.commands import AddNote, Deploy, Escalate, LookUp, Say, Send, SetPriority
from simulator.model.scenario import Indicator, kind_of
from simulator.proving.deeds import Deed
from simulator.proving.mutants import Made, Model, first_question_rule, said_to, unwritten
from simulator.proving.questions import asked_and_answered
from simulator.proving.script import Change, joined
from simulator.proving.sight import Done
from simulator.proving.spoiling import kept_open

JUST = 1.0
BEFORE = 5.0
APART = 8.0


def at_the_limits(model: Model) -> Iterator[Made]:
    """Yield the model learner who does the last deed of each limited indicator in time, and just too late."""
    for name, one in model.play.world.scenario.indicators.items():
        if one.answers_within is not None:
            yield from _answering(model, name, one)
        if one.answers_responder:
            yield from asked_and_answered(model, name, one)
        within = limit_of(one)
        if within is None:
            continue
        places, start = deeds_of(model, name, one), begins(model, one)
        deed = deed_at(model, places[-1]) if places else None
        if start is None:
            continue
        limit = max(start + within * model.play.final.pace, _once_graded(model, one, start))
        if deed is None:
            yield from _asked_in_greeting(model, name, one, limit)
            continue
        last = places[-1]
        for late, how in ((JUST, "one second late"), (-BEFORE, "just in time")):
            t = round(limit + late, 2)
            if late < 0:
                t = min(t, _next_like_it(model, last) - APART)
            change = _changed(model, one, deed, last, t)
            if t <= model.play.done[last].t or overtakes(model, t):
                continue
            when = "only after the limit" if late > 0 else "at the last moment"
            words = f"does it {when}: {one.label[:1].lower()}{one.label[1:]}"
            yield Made(
                f"{deed.id}: {how} for {name}",
                deed.id,
                how,
                words,
                deed.rule,
                change,
                harmless=late < 0,
            )


def _once_graded(model: Model, one: Indicator, start: float) -> float:
    """Return until when it is in time as it counts from the grading, or nothing where it does not."""
    if one.once_graded is None:
        return 0.0
    graded = (d.t for d in model.play.done if d.key.startswith(f"grade:{model.sight.incident(one)}:"))
    first = next((t for t in graded if t >= start), None)
    return 0.0 if first is None else first + one.once_graded * model.play.final.pace


def _answering(model: Model, name: str, one: Indicator) -> Iterator[Made]:
    """Yield who answers a call just in time, and one second late; whatever follows is put off with it."""
    rule, final = model.rule("late_answer"), model.play.final
    limit = (one.answers_within or 0) * final.pace
    for call in (one.call,) if one.call else (model.play.world.first_call,):
        line = next((x for x in final.lines_of_call(call) if x.answered_at is not None), None)
        places = [n for n, d in enumerate(model.play.done) if line and d.key == f"answer:{line.id}"]
        if line is None or not places or rule is None:
            continue
        for late, how in ((JUST, "one second late"), (-JUST, "just in time")):
            put_off = round(line.rang_at + limit + late - model.play.done[places[0]].t, 2)
            if put_off > 0:
                yield Made(
                    f"answer {call}: {how} for {name}",
                    f"answer {call}",
                    how,
                    "answers too late" if late > 0 else "answers at the last moment",
                    rule,
                    Change(shift=(places[0], put_off)),
                    harmless=late < 0,
                )


def _next_like_it(model: Model, place: int) -> float:
    """Return when the next deed of the same sort is done, which this one is not to overtake."""
    step, later = model.play.done[place].deed, model.play.done[place + 1 :]
    if isinstance(step, Escalate):
        again = (d for d in later if isinstance(d.deed, Escalate) and _is_alike(step, d.deed))
        return next((d.t for d in again), 1e9)
    if isinstance(step, SetPriority):
        again = (d for d in later if isinstance(d.deed, SetPriority) and d.deed.incident == step.incident)
        return next((d.t for d in again), 1e9)
    return 1e9


def _is_alike(one: Escalate, other: Escalate) -> bool:
    return (one.level, one.incident) == (other.level, other.incident)


def _changed(model: Model, one: Indicator, deed: Deed, place: int, t: float) -> Change:
    """Return the change that does a deed at another time, and with it what can only follow it."""
    done, step = model.play.done, model.play.done[place]
    if one.notes and isinstance(step.deed, AddNote):
        return joined(unwritten(model.play, deed), Change(added=((t, step.deed),)))
    late = t - step.t
    if one.obtains:
        call = step.key.split(":")[1]
        also = [
            n
            for n, d in enumerate(done)
            if n > place and d.key.startswith((f"ask:{call}:", *(f"back:{fact}" for fact in one.obtains)))
        ]
    elif isinstance(step.deed, Send):
        also = [n for n, d in enumerate(done) if n > place and _follows(d, step.deed, t)]
    elif isinstance(step.deed, Deploy):
        crew = step.deed.resource
        also = [n for n, d in enumerate(done) if n > place and _is_for(d, crew)]
    else:
        also = []
    change = kept_open(model, place, t)
    return joined(change, Change(moved=tuple((n, round(done[n].t + late, 2)) for n in also)))


def _follows(done: Done, first: Send, t: float) -> bool:
    """Tell whether a deed can only follow the first message to a party: ringing off, or more before ``t``.

    More news of the incident in time would else be the first message, and nobody would have been late.
    """
    if done.key == f"hang:phone:{first.to}":
        return True
    if not isinstance(done.deed, Send) or done.t >= t:
        return False
    return (done.deed.to, done.deed.incident) == (first.to, first.incident)


def _is_for(done: Done, crew: str) -> bool:
    return done.key.startswith((f"reply:radio:{crew}:", f"reply:phone:{crew}:", f"pass:{crew}:"))


def _asked_in_greeting(model: Model, name: str, one: Indicator, limit: float) -> Iterator[Made]:
    """Yield who greets without the first question and asks it just in time, or one second late."""
    opening, call = model.play.world.organisation.opening, model.sight.call_of(one)
    where, greet = first_question_rule(model), model.rule("greet")
    facts = model.play.world.scenario.facts
    if not any(opening.first_question in facts[name].asked_by for name in one.obtains):
        return
    for n, step in enumerate(model.play.done):
        if not step.key.startswith("greet:") or not isinstance(step.deed, Say) or where is None or not greet:
            continue
        if said_to(model.play, step.deed.line) != call or not one.obtains:
            continue
        after = _place_after(model, call)
        plain = step.deed.model_copy(update={"text": f"{opening.says_name[0]}."})
        question = step.deed.model_copy(update={"text": model.sight.phrase(opening.first_question, call)})
        for late, how in ((JUST, "one second late"), (-BEFORE, "just in time")):
            yield Made(
                f"ask where on {call}: {how} for {name}",
                f"ask where on {call}",
                how,
                f"asks the first question {'too late' if late > 0 else 'at the last moment'}",
                where,
                Change(
                    instead=((n, plain),),
                    added=((round(limit + late, 2), question),),
                    moved=tuple(
                        (m, round(limit + late + APART * k, 2)) for k, m in enumerate(after, start=1)
                    ),
                ),
                # in time for the limit, it is still not asked first: that costs what the greeting serves
                criteria=(*where.criteria, *greet.criteria) if late > 0 else greet.criteria,
            )


def _place_after(model: Model, call: str) -> list[int]:
    """Return the deeds that can only follow the first question: asking more closely, reading back."""
    facts = model.play.world.scenario.facts
    places = [f for f, fact in facts.items() if fact.topic == "where"]
    keys = tuple(k for f in places for k in (f"ask:{call}:{f}", f"back:{f}"))
    return [m for m, d in enumerate(model.play.done) if d.key in keys]


def overtakes(model: Model, t: float) -> bool:
    """Tell whether the attempt would be over by then."""
    first = model.play.final.lines
    answered = [x.answered_at for x in first.values() if x.call and x.answered_at is not None]
    return t > min(answered, default=0.0) + model.play.world.scenario.at_latest - 10.0


def deed_at(model: Model, place: int) -> Deed | None:
    """Return the deed that is done at a place of the play."""
    return next((d for d in model.deeds if place in d.places), None)


def deeds_of(model: Model, name: str, one: Indicator) -> list[int]:
    """Return the places of the deeds that serve an indicator, in order."""
    done, kind = model.play.done, kind_of(one)
    incident = model.sight.incident(one)
    starts = {
        "obtains": [f":{fact}" for fact in one.obtains],
        "escalates": [f"escalate:{name}"],
        "advises": [f":{name}"],
        "informs": [f":{name}"],
        "deploys": [f"deploy:{incident}:"],
        "sets_priority": [f"grade:{incident}:"],
        "raises_priority": [f"grade:{incident}:"],
        "sends": [f"pass:{party}:" for party in one.sends],
        "obtains_response": [f"pass:{one.obtains_response}:"],
        "notes": [f"note:{fact}" for fact in one.notes],
    }.get(kind, [])
    found = [
        n
        for n, d in enumerate(done)
        if any(d.key.startswith(s) if not s.startswith(":") else _ends(d.key, s) for s in starts)
    ]
    if kind == "obtains":
        found = [n for n in found if done[n].key.startswith("ask:")] or _looked_up(model, one)
    if kind in ("sends", "obtains_response"):
        found = [n for n in found if _truth(model, n) == incident]
    return found[:1] if kind in ("sends", "obtains_response", "sets_priority") else found


def _looked_up(model: Model, one: Indicator) -> list[int]:
    """Return where something is looked up that tells what is to be obtained."""
    cues = model.play.world.scenario.cues.values()
    told = {what for cue in cues for what in cue.when.looked_up if set(cue.tells) & set(one.obtains)}
    return [n for n, d in enumerate(model.play.done) if isinstance(d.deed, LookUp) and d.deed.what in told]


def _truth(model: Model, place: int) -> str:
    log = model.play.final.logs.get(getattr(model.play.done[place].deed, "incident", ""))
    return log.truth if log else ""


def _ends(key: str, name: str) -> bool:
    return key.endswith(name) and key.partition(":")[0] in ("ask", "say")


def _calls_of(model: Model, one: Indicator) -> tuple[str, ...]:
    """Return the calls that an indicator is about: its own, those of its incident, else the first."""
    calls = model.play.world.scenario.calls
    if one.call or not one.incident:
        return (model.sight.call_of(one),)
    return tuple(name for name, call in calls.items() if call.incident == one.incident)


def begins(model: Model, one: Indicator) -> float | None:
    """Return when the limit of an indicator began to count in the model learner's play."""
    sight, state = model.sight, model.play.final
    kind = kind_of(one)
    lines = [line for call in _calls_of(model, one) for line in state.lines_of_call(call)]
    of_line = min((x.answered_at for x in lines if x.answered_at is not None), default=None)
    incident = model.play.world.scenario.incidents.get(sight.incident(one))
    told = state.told.get(incident.address) if incident else None
    where = told.t if told else of_line
    word, _, name = (one.after or f"cue:{one.raises_priority}").partition(":")
    if not one.after and not one.raises_priority:
        word = ""
    if word == "fact":
        return state.told[name].t if name in state.told else None
    if word == "cue":
        return state.fired.get(name)
    if word == "call":
        times = [x.answered_at for x in state.lines_of_call(name) if x.answered_at is not None]
        return min(times, default=None)
    if one.notes:
        return max((state.told[f].t for f in one.notes if f in state.told), default=None)
    if one.needs is not None:
        return None
    return where if kind in ("sends", "deploys") else of_line
