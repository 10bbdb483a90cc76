"""The ways in which a deed is spoilt: too late, at the wrong level, by the wrong medium, in the wrong words.

Each yields mutants of the model learner; the deed table says what each should cost. ``SPOILERS`` is the list.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from simulator.model.commands import (
    AddNote,
    Answer,
    Command,
    Deploy,
    Escalate,
    LinkLine,
    Say,
    Send,
    SetPriority,
    WriteField,
)
from simulator.proving.deeds import facts_in, text_of
from simulator.proving.door import Door
from simulator.proving.first_words import first_words
from simulator.proving.forbidden import said_wrongly
from simulator.proving.messages import compose
from simulator.proving.mutants import Made, Model, sends_to
from simulator.proving.mutants import spoil as _made
from simulator.proving.numbers import misheard, sent_nowhere, wrong_numbers, wrong_numbers_told
from simulator.proving.script import Change
from simulator.proving.sight import Done, Sight
from simulator.proving.silence import left_in_silence

Spoiler = Callable[[Model], Iterator[Made]]
_JUST = 1.0
_TOO_LATE = 95.0
_LEFT_ALONE = 20.0
_PLAINLY_ASKED = re.compile(r"[^,.?!]+\?")
"""One whole question: "make a noise for me" gets something out of a caller and is none."""
_FILLER = " ".join(["and just so that everybody is aware of how things stand here as far as we can tell"] * 8)


def spoilt(model: Model) -> Iterator[Made]:
    """Yield the model learner with each deed spoilt in each way."""
    for spoiler in SPOILERS:
        yield from spoiler(model)


def answers_late(model: Model) -> Iterator[Made]:
    """Answer the first call one second after the time that the organisation allows."""
    play = model.play
    for n, step in enumerate(play.done):
        if not isinstance(step.deed, Answer):
            continue
        line = step.state.lines.get(step.deed.line) or play.final.lines[step.deed.line]
        if line.call != play.world.first_call:
            continue
        late = line.rang_at + play.world.organisation.opening.answer_within + _JUST - step.t
        if late > 0:
            yield from _made(
                model, "late_answer", line.call, "answers too late", Change(shift=(n, round(late, 2)))
            )
        return


def grades_late(model: Model) -> Iterator[Made]:
    """Grade one second after the time that the incident allows."""
    for deed in (d for d in model.deeds if d.rule.id == "grade"):
        n = deed.places[0]
        script = model.play.world.scenario.incidents[deed.incident]
        log = model.play.final.log_of(deed.incident)
        if log is None:
            continue
        late = log.opened_at + script.set_within * model.play.final.pace + _JUST
        again = [
            x
            for d in model.deeds
            if d.rule.id == "grade_again" and d.incident == deed.incident
            for x in d.places
        ]
        if late > model.play.done[n].t:
            change = _given_once(model, n, again, late) if again else kept_open(model, n, late)
            yield from _made(model, "late_grade", deed.incident, "sets the priority too late", change)


def _given_once(model: Model, first: int, again: list[int], late: float) -> Change:
    """Return the change of who gives no level before ``late``, and then the one that is right by then."""
    done = model.play.done
    before = [n for n in again if done[n].t < late]
    last = before[-1] if before else first
    return Change(without=frozenset({first, *before} - {last}), moved=((last, late),))


def kept_open(model: Model, place: int, t: float) -> Change:
    """Move a deed to a later time; where it is a word to a caller, keep that call open until then."""
    play, moved = model.play, [(place, t)]
    step = play.done[place]
    if not isinstance(step.deed, Say):
        return Change(moved=tuple(moved))
    line = step.deed.line
    ends = [
        n
        for n, d in enumerate(play.done)
        if d.key.startswith(("close:", "end:")) and d.t <= t and getattr(d.deed, "line", "") == line
    ]
    moved += [(n, round(t + 2.0 + play.done[n].t - play.done[ends[0]].t, 2)) for n in ends]
    instead = _word_in_its_place(model, step) if t > step.t + _LEFT_ALONE else ()
    return Change(moved=tuple(moved), added=(*instead, *_warm(model, ends, t)))


def _word_in_its_place(model: Model, step: Done) -> tuple[tuple[float, Command], ...]:
    """Return a word on the line at the time of a deed that comes later, so that nobody is left in silence."""
    line = model.play.final.lines.get(step.deed.line) if isinstance(step.deed, Say) else None
    if line is None or not line.call or "ask_to_wait" in model.sight.banned(line.call):
        return ()
    return ((step.t, Say(line=line.id, text=model.sight.phrase("ask_to_wait", line.call))),)


def _warm(model: Model, ends: list[int], until: float) -> Iterator[tuple[float, Command]]:
    """Yield a word now and then on a line that is kept open, so that nobody is left in silence."""
    if not ends:
        return
    play = model.play
    step = play.done[ends[0]]
    line = play.final.lines.get(step.deed.line) if isinstance(step.deed, Say) else None
    if line is None:
        return
    patience = [m.after for m in play.world.call(line.call).mood_changes if m.when == "silent" and m.by > 0]
    every = max(8.0, min(patience, default=60) - 6.0)
    turn, t = 0, max(step.t - 1.0, 0.0)
    while t < until - 2.0:
        text = model.sight.phrase("ask_to_wait", line.call, turn)
        yield round(t, 2), Say(line=line.id, text=text)
        turn, t = turn + 1, t + every


def wrong_levels(model: Model) -> Iterator[Made]:
    """Set the level below the right one, or the one above where there is none below."""
    order = model.play.world.organisation.ids("priority")
    for deed in (d for d in model.deeds if d.rule.id in ("grade", "grade_again")):
        for n in deed.places:
            known = model.play.done[n].deed
            if isinstance(known, SetPriority) and known.level in order:
                at = order.index(known.level)
                level = order[at + 1] if at + 1 < len(order) else order[at - 1]
                change = Change(instead=((n, known.model_copy(update={"level": level})),))
                words = f"sets {level} instead of {known.level}"
                for made in _made(model, "wrong_level", deed.id, words, change):
                    yield replace(made, needed=deed.needed)


def no_reason(model: Model) -> Iterator[Made]:
    """Set every priority of an incident without saying why."""
    for deed in (d for d in model.deeds if d.rule.id == "grade"):
        places = [n for n, d in enumerate(model.play.done) if d.key.startswith(f"grade:{deed.incident}:")]
        instead = tuple((n, model.play.done[n].deed.model_copy(update={"reason": ""})) for n in places)
        words = "sets the priority without a reason"
        known = model.rule("reason")
        if known is not None:
            yield Made(
                f"reason {deed.incident}: left out",
                f"reason {deed.incident}",
                "left out",
                words,
                known,
                Change(instead=instead),
            )


def _parties(model: Model) -> tuple[str, ...]:
    sent = (d.deed.to for d in model.play.done if isinstance(d.deed, Send))
    return tuple(dict.fromkeys(sent))


def _sight_at(model: Model, step: Done) -> Sight:
    play = model.play
    door = Door.resumed(play.world, play.reader, play.seed, step.state, ())
    return Sight(door, model.sight.plan, model.sight.phrasings, play.seed)


def wrong_mediums(model: Model) -> Iterator[Made]:
    """Tell a party everything by a medium that is not the one preferred, worded as that medium asks."""
    organisation = model.play.world.organisation
    for party in _parties(model):
        places = sends_to(model, party, all_of_them=not organisation.has("organisation", party))
        first = model.play.done[places[0]].deed
        used = first.medium if isinstance(first, Send) else ""
        if organisation.has("organisation", party):
            body = organisation.outside(party)
            others = [r.medium for r in body.routes if r.medium != used]
        else:
            others = [m for m in organisation.resource(party).reached_by if m != used]
        medium = others[-1] if others else ""
        if not medium:
            continue
        instead = []
        told: set[str] = set()
        for n in places:
            step = model.play.done[n]
            facts = list(facts_in(model.play, step))
            sight = _sight_at(model, step)
            truth = step.state.logs[step.deed.incident].truth  # type: ignore[union-attr]
            text = compose(sight, party, truth, medium, facts, first=not told)
            told |= set(facts)
            instead.append((n, step.deed.model_copy(update={"medium": medium, "text": text})))
        words = f"tells {model.table.party(party)} by {medium} instead of {used}"
        yield from _made(model, "wrong_medium", party, words, Change(instead=tuple(instead)))


def wrong_logs(model: Model) -> Iterator[Made]:
    """Write a fact into the log of the other incident."""
    logs = {log.incident: log for log in model.play.final.logs.values() if log.truth}
    for deed in (d for d in model.deeds if d.rule.id in ("log", "note") and d.needed):
        mine = {n: model.play.done[n] for n in deed.places}
        instead = []
        for n, step in mine.items():
            known = step.deed
            if not isinstance(known, WriteField | AddNote):
                continue
            others = [x for x in logs.values() if x.truth != deed.incident and x.opened_at <= step.t]
            if others:
                instead.append((n, known.model_copy(update={"incident": others[0].incident})))
        if instead and len(instead) == len(mine):
            words = deed.words.replace("never writes down", "writes into the other incident's log:")
            yield from _made(model, "wrong_log", deed.fact, words, Change(instead=tuple(instead)))


def wrong_escalations(model: Model) -> Iterator[Made]:
    """Hand the response up to the level below the right one; to none where that is the desk itself."""
    order = model.play.world.organisation.ids("level")
    for deed in (d for d in model.deeds if d.rule.id == "escalate"):
        known = model.play.done[deed.places[0]].deed
        if not isinstance(known, Escalate):
            continue
        level = order[max(order.index(known.level) - 1, 0)]
        instead = tuple((n, model.play.done[n].deed.model_copy(update={"level": level})) for n in deed.places)
        label = model.play.world.organisation.level(level).label.lower()
        words = f"hands the response only to the {label}"
        yield from _made(model, "wrong_escalation", deed.id, words, Change(instead=instead))


def bad_questions(model: Model) -> Iterator[Made]:
    """Ask three things in one breath, or put the answer into the caller's mouth."""
    done = model.play.done
    asks = [n for n, d in enumerate(done) if d.key.startswith("ask:") and isinstance(d.deed, Say)]
    if len(asks) < 3:
        return
    asked = sorted(asks, key=lambda n: (not _PLAINLY_ASKED.fullmatch(text_of(done[n].deed)), n))[:3]
    texts = [text_of(done[n].deed).rstrip("?. ") for n in sorted(asked)]
    last = done[max(asked)]
    line = last.deed.line if isinstance(last.deed, Say) else ""
    t = round(last.t + 0.3, 2)
    stacked = Say(line=line, text="? ".join(f"{x[:1].upper()}{x[1:]}" for x in texts) + "?")
    leading = Say(line=line, text="You are all right, aren't you?")
    yield from _made(
        model, "stacked", "question", "asks three things in one breath", Change(added=((t, stacked),))
    )
    yield from _made(
        model, "leading", "question", "puts the answer into the caller's mouth", Change(added=((t, leading),))
    )


def long_messages(model: Model) -> Iterator[Made]:
    """Bury what a party is told in words."""
    for party in _parties(model):
        instead: list[tuple[int, Command]] = []
        for n in sends_to(model, party):
            deed = model.play.done[n].deed
            text = text_of(deed)
            body, end = (text[: -len(", over.")], ", over.") if text.endswith(", over.") else (text, "")
            instead.append((n, deed.model_copy(update={"text": f"{body} {_FILLER}{end or '.'}"})))
        words = f"hides in too many words what {model.table.party(party)} is told"
        yield from _made(model, "long_message", party, words, Change(instead=tuple(instead)))


def missing_codes(model: Model) -> Iterator[Made]:
    """Leave out what a message opens with: call signs on the radio, priority and type elsewhere."""
    for party in _parties(model):
        instead: list[tuple[int, Command]] = []
        for n in sends_to(model, party, all_of_them=True):  # the first words may be those of an answer
            step = model.play.done[n]
            facts = [step.state.told[f].value for f in facts_in(model.play, step)]
            text = "; ".join(facts)
            ending = ", over." if text_of(step.deed).endswith("over.") else ". Please confirm."
            bare = f"{text[:1].upper()}{text[1:]}{ending}"
            instead.append((n, step.deed.model_copy(update={"text": bare})))
        words = f"leaves the agreed opening and codes out of what {model.table.party(party)} is told"
        yield from _made(model, "missing_code", party, words, Change(instead=tuple(instead)))


def replies_late(model: Model) -> Iterator[Made]:
    """Answer what a crew asks only after the time that the organisation gives for an update, and more."""
    for deed in (d for d in model.deeds if d.rule.id == "reply"):
        for n in deed.places:
            step = model.play.done[n]
            asked = float(step.key.split(":")[3]) if step.key.count(":") > 3 else step.t
            t = round(asked + _TOO_LATE, 2)
            cues = [c for c, at in step.state.fired.items() if at <= asked + 0.1]
            change = Change(moved=((n, t),))
            words = f"answers the question of {model.table.party(deed.party)} too late"
            yield from _made(model, "late_reply", f"{deed.party} {cues[-1] if cues else n}", words, change)


def links_wrongly(model: Model) -> Iterator[Made]:
    """Link a call about another incident to the first log."""
    final = model.play.final
    first = final.lines_of_call(model.play.world.first_call)
    for call in list(model.play.world.scenario.calls)[1:]:
        lines = [x for x in final.lines_of_call(call) if x.answered_at is not None]
        if not lines or not first or lines[0].incident in ("", first[0].incident):
            continue
        deed = LinkLine(line=lines[0].id, incident=first[0].incident)
        change = Change(added=((round(model.play.ended_at - 0.5, 2), deed),))
        words = "links a call about another incident to the first log"
        yield from _made(model, "wrong_link", call, words, change)


def sends_wrongly(model: Model) -> Iterator[Made]:
    """Send a crew that has not the skills, or send the right one to the other incident."""
    organisation, logs = model.play.world.organisation, model.play.final.logs
    for deed in (d for d in model.deeds if d.rule.id == "deploy"):
        n = deed.places[0]
        known, state = model.play.done[n].deed, model.play.done[n].state
        if not isinstance(known, Deploy):
            continue
        skills = set(organisation.resource(known.resource).skills)
        free = [r.resource for r in state.resources.values() if r.status == "available"]
        other = next((r for r in free if not skills & set(organisation.resource(r).skills)), "")
        if other:
            change = Change(instead=((n, known.model_copy(update={"resource": other})),))
            words = f"sends {model.table.party(other)} instead of {model.table.party(known.resource)}"
            yield from _made(model, "wrong_crew", deed.id, words, change)
        elsewhere = [x for x in logs if x != known.incident and x in state.logs]
        if elsewhere:
            change = Change(instead=((n, known.model_copy(update={"incident": elsewhere[0]})),))
            words = f"sends {model.table.party(known.resource)} to the other incident"
            yield from _made(model, "wrong_crew", f"{deed.id} elsewhere", words, change)


SPOILERS: tuple[Spoiler, ...] = (
    answers_late,
    first_words,
    grades_late,
    wrong_levels,
    no_reason,
    wrong_mediums,
    wrong_numbers,
    wrong_numbers_told,
    misheard,
    sent_nowhere,
    wrong_logs,
    wrong_escalations,
    said_wrongly,
    left_in_silence,
    bad_questions,
    long_messages,
    missing_codes,
    replies_late,
    links_wrongly,
    sends_wrongly,
)
"""Every way of spoiling."""
