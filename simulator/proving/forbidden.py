"""What is not to be said, said: unsafe advice, promises, rude words, and words at the wrong moment.

Advice and promises come from the organisation's cards; what a scenario forbids besides, or only while
something holds, is said just then. What each should cost is the deed table's word.
"""

from collections.abc import Iterator, Sequence

from simulator.engine.standing import Line
from simulator.model.act_labels import is_held_against
from simulator.model.commands import Command, PhoneOut, Say
from simulator.model.reading import DialogueContext
from simulator.model.scenario import Indicator
from simulator.proving.mutants import Made, Model
from simulator.proving.script import Change
from simulator.proving.sight import Done

RUDE = ("insult", "blame", "calm_down", "dismiss")
PROMISES = ("promise_arrival", "promise_safe")
UNSAFE = "wrong_"
MANNER = "manner:"
_PET_NAME = "manner:pet_name"
_RINGS_FOR, _LATER = 25.0, 5.0
SPOKEN: dict[str, tuple[str, ...]] = {
    "rude": ("For goodness sake spit it out, hurry up!", "Oi, you people."),
    "profanity": ("Oh, bloody hell.", "What a load of crap."),
    "blame": ("Serves you right.", "You should have thought of that before.", "You left it too late."),
    "sarcasm": ("Oh, how very clever.", "Well done, genius.", "What a surprise."),
    "jargon": ("I need a sitrep for the IMV.", "It's one for the RVP and the OIC."),
    "false_reassurance": ("It's probably nothing.", "Everything is fine.", "There's no need to panic."),
    "promise": ("We will definitely see to it.", "I promise you that.", "I guarantee it."),
    "promise_of_time": ("It won't be very long now.", "Two minutes away.", "They're just round the corner."),
    "pet_name": ("All right, my love.",),
}
"""Words by which each manner that may be forbidden is noticed; the shape of questions has its own mutants."""
_TO_CALLER = DialogueContext(addressed="caller")
_RULES = {"false_reassurance": "promise", "promise": "promise", "promise_of_time": "promise"}


def said_wrongly(model: Model) -> Iterator[Made]:
    """Yield every mutant that says what is not to be said."""
    made: dict[str, Made] = {}
    calls = tuple(model.play.world.scenario.calls)
    for act in _general(model):
        for one in _in_the_middle(model, act, calls):
            made[one.id] = one
    for act, call in _listed(model):
        for one in _in_the_middle(model, act, (call,) if call else calls):
            made.setdefault(one.id, one)
    for call in calls:
        for act in (f"{MANNER}rude", PROMISES[0]):
            for one in _in_the_middle(model, act, (call,)):
                made.setdefault(one.id, one)
    for one in _at_its_moment(model):
        made.setdefault(one.id, one)
    yield from made.values()


def rule_of(model: Model, act: str) -> str:
    """Return the rule of the deed table that a forbidden act or manner breaks."""
    if act.startswith(UNSAFE):
        return "unsafe_advice"
    if act.startswith(MANNER):
        return _RULES.get(act.removeprefix(MANNER), "rude")
    if act in PROMISES:
        return "promise"
    scolds = act in RUDE or is_held_against(model.play.world.scenario.act_labels.get(act, ""))
    return "rude" if scolds else "overheard"


def _words(model: Model, act: str) -> str:
    plain = act.removeprefix(UNSAFE).removeprefix(MANNER).replace("_", " ")
    if act == _PET_NAME:
        return "uses a pet name"
    return {
        "unsafe_advice": f"advises: {_forbidden_text(model, act) or plain}",
        "promise": {
            "promise_arrival": "promises when help will be there",
            "promise_safe": "promises that all is well",
        }.get(act, f"promises what nobody can know ({plain})"),
        "rude": f"is rude to the caller once ({plain})",
        "overheard": f"says at the wrong moment what may be overheard ({plain})",
    }[rule_of(model, act)]


def _forbidden_text(model: Model, act: str) -> str:
    """Return what a card of this organisation forbids, as it words it: of this danger where it can be."""
    world = model.play.world
    here = {t for i in world.scenario.incidents.values() for t in (i.type, *i.other_types)}
    cards = sorted(world.organisation.cards, key=lambda card: here.isdisjoint(card.types))
    text = next((item.text for card in cards for item in card.never_say if item.act == act), "")
    return text.rstrip(".").lower()


def _general(model: Model) -> tuple[str, ...]:
    """Return what is forbidden on every call: by the cards for these incidents, promises and rude words."""
    world = model.play.world
    known = world.scenario.incidents.values()
    types = {t for i in known for t in (i.type, *i.other_types)}
    cards = [c for c in world.organisation.cards if types & set(c.types)]
    acts = [i.act for c in cards for i in c.never_say if i.act.startswith(UNSAFE)]
    return tuple(dict.fromkeys((*acts, *PROMISES, *RUDE, f"{MANNER}rude")))


def _listed(model: Model) -> Iterator[tuple[str, str]]:
    """Yield what the file forbids besides, and on which call: its own acts, and every manner it names."""
    for one in _forbidding(model, always=True):
        for act in one.never_says:
            if not act.startswith(MANNER) or act.removeprefix(MANNER) in SPOKEN:
                yield act, one.call


def _forbidding(model: Model, *, always: bool) -> Iterator[Indicator]:
    for one in model.play.world.scenario.indicators.values():
        if one.never_says and (one.needs is None) == always:
            yield one


def _made(model: Model, rule: str, act: str, where: str, change: Change) -> Iterator[Made]:
    known = model.rule(rule)
    if known is not None:
        name = f"{act.replace('_', ' ').replace('manner:', 'manner ')} {where}"
        how = rule.replace("_", " ")
        yield Made(f"{how} {name}", name, how, _words(model, act), known, change, about=act)


def text_for(model: Model, act: str, call: str) -> str:
    """Return words that are heard as an act or a manner, and as little else as can be that is forbidden."""
    if not act.startswith(MANNER):
        return model.sight.phrase(act, call)
    manner = act.removeprefix(MANNER)
    never = model.sight.banned(call) - {act}
    known = []
    for text in SPOKEN[manner]:
        reading = model.play.reader.read(text, _TO_CALLER)
        heard = {*reading.sure(), *reading.unsure(), *(f"{MANNER}{m}" for m in reading.manner)}
        if manner in reading.manner:
            known.append((len(heard & never), text))
    return min(known, key=lambda one: one[0])[1] if known else ""


def _in_the_middle(model: Model, act: str, calls: Sequence[str]) -> Iterator[Made]:
    """Say it once to the first of these callers who is spoken to, in the middle of the call."""
    play = model.play
    for call in calls:
        steps = [d for d in play.done if _on_call(d, call)]
        text = text_for(model, act, call) if len(steps) > 2 else ""
        if not text:
            continue
        after = steps[min(len(steps) // 2, len(steps) - 2)]
        line = after.deed.line if isinstance(after.deed, Say) else ""
        added = ((round(after.t + 0.3, 2), Say(line=line, text=text)),)
        yield from _made(model, rule_of(model, act), act, call, Change(added=added))
        return


def _on_call(done: Done, call: str) -> bool:
    return isinstance(done.deed, Say) and done.state.lines[done.deed.line].call == call


def _at_its_moment(model: Model) -> Iterator[Made]:
    """Say what is forbidden only while something holds, while it holds."""
    for one in _forbidding(model, always=False):
        call = model.sight.call_of(one)
        fired = one.needs.fired if one.needs else ()
        for act in one.never_says:
            text = text_for(model, act, call)
            if not text or not fired:
                continue
            at = [model.play.final.fired[cue] for cue in fired if cue in model.play.final.fired]
            if len(at) == len(fired):
                yield from _while_live(model, act, call, text, max(at))
            else:
                yield from _rung_back(model, act, call, text, fired)


def _while_live(model: Model, act: str, call: str, text: str, since: float) -> Iterator[Made]:
    for line in model.play.final.lines_of_call(call):
        t = _free_moment(model, line, since)
        if t is not None:
            rule = rule_of(model, act) if rule_of(model, act) != "rude" else "overheard"
            yield from _made(
                model, rule, act, f"{call} then", Change(added=((t, Say(line=line.id, text=text)),))
            )
            return


def _free_moment(model: Model, line: Line, since: float) -> float | None:
    """Return a moment just after another, at which the line was live in the model learner's play."""
    t = round(since + 0.5, 2)
    for done in model.play.done:
        if done.t > since:
            known = done.state.lines.get(line.id)
            return t if known is not None and known.status == "live" else None
    return None


def _rung_back(model: Model, act: str, call: str, text: str, fired: tuple[str, ...]) -> Iterator[Made]:
    """Ring a caller back whose line has ended, and say it then."""
    cues = model.play.world.scenario.cues
    if not all(call in cues[cue].when.rung_back for cue in fired if cue in cues):
        return
    lines = [x for x in model.play.final.lines_of_call(call) if x.status == "ended"]
    if not lines or not model.play.done:
        return
    rung = round(model.play.ended_at + _LATER, 2)
    new = f"line:{1 + sum(x.startswith('line:') for x in model.play.final.lines)}"
    added: tuple[tuple[float, Command], ...] = (
        (rung, PhoneOut(line=lines[0].id)),
        (round(rung + _RINGS_FOR, 2), Say(line=new, text=text)),
    )
    yield from _made(model, "message_left", act, f"{call} rung back", Change(added=added))
