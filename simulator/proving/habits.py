"""What every learner does whatever is marked: pick up, greet, write down, keep the line warm, say goodbye."""

from collections.abc import Iterator

from simulator.engine.standing import IncidentLog, Line
from simulator.model.commands import AddNote, Answer, EndCall, Resume, Say, WriteField
from simulator.model.trusted import trusted
from simulator.proving.doings import answers, greeting
from simulator.proving.messages import denied_last
from simulator.proving.sight import ENDLESS, Sight, Wish

_write = trusted(WriteField)

_NOTE_SOON = 50.0
_FIELD_SOON = 80.0
_CHOICES_TOPIC = "safe_to_call"


def picking_up(sight: Sight) -> Iterator[Wish]:
    """Answer what rings; a caller who is on the line is told first that it will be held."""
    live = sight.door.state.live_caller_line()
    for wish in answers(sight):
        ringing = sight.door.state.lines[wish.deed.line] if isinstance(wish.deed, Answer) else None
        if live is not None and ringing is not None and ringing.call and not _may_hold(sight, live):
            text = sight.phrase("hold_line", live.call, sight.tried.get(f"hold:{live.id}", 0))
            yield Wish(f"hold:{live.id}:{ringing.id}", wish.by, Say(line=live.id, text=text))
        yield wish


def _may_hold(sight: Sight, line: Line) -> bool:
    acts = ("hold_line", "ask_to_wait")
    return bool(line.spoken) and any(act in line.spoken[-1].reading.sure() for act in acts)


def greeting_first(sight: Sight) -> Iterator[Wish]:
    """Say the first words on a line that was just answered."""
    for line in sight.door.state.lines.values():
        if not line.call or line.status != "live" or line.spoken or line.answered_at is None:
            continue
        if len(sight.door.state.lines_of_call(line.call)) == 1:
            yield Wish(
                f"greet:{line.id}", line.answered_at, Say(line=line.id, text=greeting(sight, line.call))
            )


def logging(sight: Sight) -> tuple[Wish, ...]:
    """Write down what was told: in the field for its topic, or as a running note."""
    state = sight.door.state
    return sight.while_same("logging", (state.told, state.logs), lambda: tuple(_logging(sight)))


def _logging(sight: Sight) -> Iterator[Wish]:
    fields: dict[tuple[str, str], list[str]] = {}
    when: dict[tuple[str, str], float] = {}
    to_note = sight.to_note()
    for fact, telling in sight.door.state.told.items():
        log = sight.log(sight.incident_of_fact(fact)) if fact in sight.world.scenario.facts else None
        if log is None or not telling.known or not sight.value(fact) or sight.corrected(fact):
            continue
        known = sight.world.scenario.facts[fact]
        field = _field_of(sight, known.topic)
        if not field or fact in to_note:
            yield from _noted(sight, log, fact, telling.t)
        if field:
            fields.setdefault((log.incident, field), []).append(fact)
            when.setdefault((log.incident, field), telling.t)
    for (number, field), facts in fields.items():
        yield from _filled(sight, number, field, facts, when[number, field])


def _field_of(sight: Sight, topic: str) -> str:
    field = sight.world.field_of.get(topic, "")
    if not field or sight.world.organisation.field(field).kind == "choice":
        return ""
    return field


def _noted(sight: Sight, log: IncidentLog, fact: str, told: float) -> Iterator[Wish]:
    value = sight.value(fact)
    if not any(value in note.text for note in log.notes) and not sight.plan.logs_little:
        text = value[:1].upper() + value[1:]
        yield Wish(
            f"note:{fact}", told + sight.soon(_NOTE_SOON), AddNote(incident=log.incident, text=f"{text}.")
        )


def _filled(sight: Sight, number: str, field: str, facts: list[str], told: float) -> Iterator[Wish]:
    log = sight.door.state.logs[number]
    holds = sight.world.organisation.field_for
    if sight.plan.logs_little and field not in (holds("where"), holds("what")):
        return
    text = "; ".join(denied_last([sight.value(f) for f in facts]))
    if sight.plan.transposes_numbers and field in (holds("where"), holds("callback")):
        text = transposed(text)
    if log.fields.get(field, "") != text:
        deed = _write(incident=number, field=field, value=text)
        yield Wish(f"field:{number}:{field}:{text}", told + sight.soon(_FIELD_SOON), deed)


def transposed(text: str) -> str:
    """Return a text with the last two figures of its first number of two or more changed about."""
    for n in range(len(text) - 1):
        after = text[n + 2 : n + 3]
        if text[n].isdigit() and text[n + 1].isdigit() and text[n] != text[n + 1] and not after.isdigit():
            return text[:n] + text[n + 1] + text[n] + text[n + 2 :]
    return text


def answering_back(sight: Sight) -> Iterator[Wish]:
    """Answer a caller who asks how long it will be: no time is promised."""
    line = sight.door.state.live_caller_line()
    if line is None or "how long" not in line.last_words.lower() or sight.said(line.call, "refuse_eta"):
        return
    key = f"eta:{line.id}"
    if sight.allowed(line.call, ("refuse_eta",)):
        text = sight.phrase("refuse_eta", line.call, sight.tried.get(key, 0))
        yield Wish(key, line.heard[-1].t + sight.soon(8.0), Say(line=line.id, text=text), most=2)


def warming(sight: Sight, seconds: float) -> Iterator[Wish]:
    """Say a word on a line whose caller would mind the silence within so many seconds."""
    line = sight.door.state.live_caller_line()
    if line is None or line.answered_at is None:
        return
    script = sight.world.call(line.call)
    patience = [m.after * sight.pace for m in script.mood_changes if m.when == "silent" and m.by > 0]
    waited = bool(line.spoken) and "ask_to_wait" in line.spoken[-1].reading.sure()
    if not patience or "ask_to_wait" in sight.banned(line.call):
        return
    minds = line.quiet_since + min(patience) * (3 if waited else 1)
    just_said = waited and sight.t - line.quiet_since < 2.0
    if minds - sight.t < seconds + 2.0 and not just_said:
        turn = sum(n for key, n in sight.tried.items() if key.startswith(f"warm:{line.id}"))
        text = sight.phrase("ask_to_wait", line.call, turn)
        yield Wish(f"warm:{line.id}:{turn}", minds - 6.0, Say(line=line.id, text=text))


def expected_on(sight: Sight, call: str) -> float:
    """Return until when (call time) something that the learner waits for may still happen on a call."""
    state, world = sight.door.state, sight.world
    begun = sight.answered_at(call)
    if begun is None:
        return 0.0
    ends = [0.0]
    for fact in world.facts_of[call]:
        told = world.scenario.facts[fact].told
        if told is not None and told.at is not None and fact not in state.told:
            ends.append(begun + told.at * sight.pace)
    for key, cue in world.scenario.cues.items():
        mine = (cue.call or world.first_call) == call and cue.by == "caller"
        if not mine or key in state.fired or key in state.passed_by:
            continue
        if key in state.armed:
            ends.append(state.armed[key])
        elif cue.at is not None and cue.when == type(cue.when)():
            ends.append(begun + (cue.at + cue.after) * sight.pace)
    return max(ends)


def closing(sight: Sight, busy: frozenset[str]) -> Iterator[Wish]:
    """Say what a call ends with, then goodbye, and end it; ``busy`` are lines with something left to say."""
    for line in sight.door.state.lines.values():
        if not line.call or line.status != "live" or line.id in busy or not line.spoken:
            continue
        if sight.t < expected_on(sight, line.call) + 2.0 or sight.world.call(line.call).silent:
            continue
        last = [one for _, one in sight.indicators() if one.closes and sight.call_of(one) == line.call]
        for act in dict.fromkeys((*(a for one in last for a in one.closes), "close_call")):
            key = f"close:{line.id}:{act}"
            if sight.tried.get(key, 0) < 1 and sight.allowed(line.call, (act,)):
                yield Wish(key, ENDLESS, Say(line=line.id, text=sight.phrase(act, line.call)))
                return
        yield Wish(f"end:{line.id}", ENDLESS, EndCall(line=line.id), most=2)


def going_back(sight: Sight) -> Iterator[Wish]:
    """Take a held caller back when nobody is on the line."""
    if sight.door.state.live_caller_line() is not None:
        return
    for line in sight.door.state.lines.values():
        if line.call and line.status == "held":
            turn = int(line.since)
            yield Wish(f"resume:{line.id}:{turn}", sight.t, Resume(line=line.id))
