"""Cues: armed by conditions, fired after their time unless prevented, and what they bring about."""

from math import inf

from simulator.engine.conditions import holds, logs_of
from simulator.engine.lines import ring_in, say_waiting
from simulator.engine.literal import passed_to
from simulator.engine.opening import opened, tell
from simulator.engine.passing import crew_line, speak, spoken
from simulator.engine.sending import break_down
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.engine.world import ScriptedCue
from simulator.model.events import CueArmed, CueFired, CuePassed, Heard, LineEnded
from simulator.model.record_words import OUT
from simulator.model.scenario import Cue
from simulator.model.trusted import trusted

_cue_armed, _cue_fired = trusted(CueArmed), trusted(CueFired)
CENTRE_LINE = "centre"
"""The line on which the centre itself is heard: nobody rings it and nobody speaks on it."""


def answered_at(turn: Turn, call: str) -> float | None:
    """Return when a call was first answered, or ``None``."""
    first: float | None = None
    for line in turn.state.lines.values():
        if line.call == call and line.answered_at is not None and (first is None or line.answered_at < first):
            first = line.answered_at
    return first


def arms_at(turn: Turn, one: ScriptedCue) -> float | None:
    """Return when a cue that is not armed yet is armed as things stand; ``None`` while it cannot be."""
    cue = one.cue
    if not holds(cue.when, turn.state, turn.world, cue.call, one.incident):
        return None
    begun = answered_at(turn, one.call)
    if begun is None and (cue.at is not None or cue.by == "caller"):
        return None
    if one.crew and not _sent(turn, one):
        return None
    return 0.0 if cue.at is None or begun is None else begun + cue.at * turn.state.pace


def arm(turn: Turn, one: ScriptedCue) -> None:
    """Arm a cue; one whose words were said before it could be about them waits for them to be said again."""
    cue = one.cue
    waits_for = max(cue.after, cue.said_before) if _said(turn, one) < _rest(turn, cue) else cue.after
    turn.add(_cue_armed(t=turn.t, cue=one.key, due=round(turn.t + waits_for * turn.state.pace, 2)))


def _said(turn: Turn, one: ScriptedCue) -> float:
    """Return when the words that a caller's cue waits for were last said; always lately where it has none."""
    if one.cue.by != "caller" or not one.cue.when.said:
        return inf
    lines = turn.state.lines_of_call(one.call)
    return max((t for act in one.cue.when.acts_said for x in lines for t in x.said.get(act, ())), default=inf)


def _rest(turn: Turn, cue: Cue) -> float:
    """Return since when all else of a cue's condition has held, as far as it was told or happened."""
    told = (turn.state.told[fact].t for fact in cue.when.told if fact in turn.state.told)
    fired = (turn.state.fired[other] for other in cue.when.fired if other in turn.state.fired)
    return max((*told, *fired), default=-inf)


def waits(turn: Turn, one: ScriptedCue) -> bool:
    """Tell whether a cue that is due must wait.

    A caller's waits while the caller is on hold or has not said a word yet; an organisation's until it has
    answered what it was told, for nobody calls again about what was not taken up yet.
    """
    if one.cue.by != "caller":
        return one.body and _owes_answer(turn, one.cue.by)
    line = _caller_line(turn, one.call)
    if line is None:
        return False
    return line.status != "live" or not opened(turn, one.call)


def _owes_answer(turn: Turn, party: str) -> bool:
    for known in turn.state.messages.values():
        line = turn.state.lines.get(known.sent.line)
        given_up = line is not None and line.answered_at is None and line.status == "ended"
        if known.sent.to == party and known.answer is None and known.sent.answer_due and not given_up:
            return True
    return False


def due_at(turn: Turn, one: ScriptedCue, armed: float) -> float:
    """Return when an armed cue is due: an organisation's, its time after it answered what brings it about.

    A caller's whose words were said before is due its time after they are said again. A message counts as
    passed when it was sent; the organisation that picks up a minute later has heard it only then.
    """
    cue = one.cue
    if cue.by == "caller" and cue.when.said:
        said = _said(turn, one)
        return min(armed, said + cue.after * turn.state.pace) if said > _rest(turn, cue) else armed
    if not one.body:
        return armed
    begun = armed - cue.after * turn.state.pace
    heard = [
        known.answer.t
        for known in turn.state.messages.values()
        if known.sent.to == cue.by and known.answer is not None and known.sent.t <= begun < known.answer.t
    ]
    return max([armed, *(t + cue.after * turn.state.pace for t in heard)])


def _caller_line(turn: Turn, call: str) -> Line | None:
    lines = [line for line in turn.state.lines_of_call(call) if line.status in ("live", "held")]
    return lines[-1] if lines else None


def _sent(turn: Turn, one: ScriptedCue) -> str:
    """Return the crew that a cue comes from: the one named, else the first of its kind that was sent.

    Whoever was told what the cue waits for comes first: on an open channel all of a kind hear it, but the
    one that was called answers, and of a data message the others know nothing.
    """
    numbers = logs_of(turn.state, turn.world, one.incident)
    known = turn.state.resources
    out = [
        resource
        for resource in turn.world.named(one.cue.by)
        if (crew := known.get(resource)) is not None and crew.status in OUT and crew.incident in numbers
    ]
    wanted = set(one.cue.when.passed)
    if len(out) > 1 and wanted:
        return next((crew for crew in out if wanted <= _passed(turn, crew, numbers)), out[0])
    return out[0] if out else ""


def _passed(turn: Turn, party: str, numbers: frozenset[str]) -> set[str]:
    """Return the facts that were passed to a party about some logs."""
    told = (p.facts for n in numbers for p in passed_to(turn.state, turn.world, party, n))
    return {key for keys in told for key in keys}


def _told_already(turn: Turn, one: ScriptedCue) -> bool:
    """Tell whether a crew or an organisation would only ask for what it was told: then it does not ask."""
    cue, facts = one.cue, turn.world.scenario.facts
    wanted = [key for key in cue.asks if key in facts]
    more = cue.tells or cue.mood or cue.raises_priority or cue.breaks_down
    if not wanted or more or not (one.crew or one.body) or one.key in turn.world.awaited:
        return False
    party = _sent(turn, one) if one.crew else cue.by
    numbers = logs_of(turn.state, turn.world, one.incident)
    return set(wanted) <= _passed(turn, party, numbers)


def _can_happen(turn: Turn, one: ScriptedCue) -> bool:
    cue = one.cue
    if one.crew:
        return bool(_sent(turn, one))
    if cue.by == "caller" and (cue.says or cue.tells or cue.ends_call):
        return _caller_line(turn, one.call) is not None
    return True


def fire(turn: Turn, one: ScriptedCue) -> None:
    """Let a cue that is due happen, or pass when it was prevented or nobody is there to bring it about."""
    cue = one.cue
    prevented = cue.unless is not None and turn.holds(cue.unless, cue.call, one.incident)
    if prevented or not _can_happen(turn, one) or _told_already(turn, one):
        turn.add(CuePassed(t=turn.t, cue=one.key))
        return
    crew = _sent(turn, one)
    if cue.breaks_down:  # before the cue: what is judged from it on must not find the crew still running
        break_down(turn, cue.breaks_down)
    turn.add(_cue_fired(t=turn.t, cue=one.key, incident=one.incident, right_priority=cue.raises_priority))
    if cue.mood and answered_at(turn, one.call) is not None:
        turn.move_mood(one.call, cue.mood, f"cue:{one.key}")
    _speak(turn, one, crew)
    line = _caller_line(turn, one.call)
    if cue.ends_call and line is not None:
        turn.add(LineEnded(t=turn.t, line=line.id, by="caller", why="hung up"))


def _speak(turn: Turn, one: ScriptedCue, crew: str) -> None:
    cue, because = one.cue, f"cue:{one.key}"
    line = _caller_line(turn, one.call)
    if cue.by == "caller":
        if line is not None:
            turn.speak_caller(line.id, cue.says or _telling(turn, cue), because)
            _tells(turn, line.id, cue)
    elif crew:
        party = turn.world.party(crew)
        if party is not None and (cue.says or cue.tells):
            on = crew_line(turn, crew)
            words = spoken(turn, party, turn.state.resources[crew].incident, cue.says or _telling(turn, cue))
            speak(turn, party, on, words, because=because, asks=cue.asks)
            _tells(turn, on, cue)
    elif one.body:
        _phones(turn, cue.by)
    elif cue.says:
        turn.add(
            Heard(t=turn.t, line=CENTRE_LINE, who="centre", text=cue.says, because=because, asks=cue.asks)
        )
        _tells(turn, CENTRE_LINE, cue)


def _phones(turn: Turn, party: str) -> None:
    """Let an outside organisation speak on the line that it has, or ring."""
    line = turn.state.line_of(party)
    if line is None:
        ring_in(turn, party)
    elif line.status == "live":
        say_waiting(turn, line.id)


def _telling(turn: Turn, cue: Cue) -> str:
    facts = turn.world.scenario.facts
    return " ".join(facts[fact].says for fact in cue.tells if fact in facts)


def _tells(turn: Turn, line: str, cue: Cue) -> None:
    for fact in cue.tells:
        if fact in turn.world.scenario.facts and fact not in turn.state.told:
            tell(turn, line, fact, asked=False)
