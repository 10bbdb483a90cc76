"""Lines: ringing, answering, holding, ending, phoning out. At most one caller's line is live at a time."""

import re
from collections.abc import Callable
from typing import Literal

from simulator.engine.mood import reason
from simulator.engine.opening import open_call, opened, tell
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model import commands as cmd
from simulator.model.events import (
    Heard,
    LineAnswered,
    LineEnded,
    LineHeld,
    LineLinked,
    LineRang,
    LineResumed,
    LogOpened,
)
from simulator.model.trusted import trusted

_rang, _answered = trusted(LineRang), trusted(LineAnswered)
_linked, _ended = trusted(LineLinked), trusted(LineEnded)

CALLBACK_RINGS = 6
"""Seconds until a caller who is rung back answers."""
_ASKED_AT_ONCE = re.compile(
    r"(?:[,.!] )(?:is|are|was|were|do|does|did|has|have|can|will|what|which|where|how|tell me|[a-z]+ number"
    r"|[a-z]+ to)\b[^.?!]*[.?!]\s*$",
    re.IGNORECASE,
)
"""What is asked at the end of a greeting."""
ORGANISATION_GIVES_UP = 90
"""Seconds for which an outside organisation lets the centre's phone ring."""


def crew_medium(turn: Turn, resource: str) -> Literal["radio", "phone"]:
    """Return how a crew speaks with the centre: by radio, or by phone where it carries none."""
    return "radio" if "radio" in turn.world.organisation.resource(resource).reached_by else "phone"


def crew_line_id(turn: Turn, resource: str) -> str:
    """Return the id of the line on which a crew speaks."""
    return f"{crew_medium(turn, resource)}:{resource}"


def new_line(turn: Turn, start: str) -> str:
    """Return an id for a new line: ``line:2`` for callers, ``phone:gas:2`` for a second call out."""
    if start == "line":
        return f"line:{1 + sum(key.startswith('line:') for key in turn.state.lines)}"
    before = sum(key == start or key.startswith(f"{start}:") for key in turn.state.lines)
    return f"{start}:{before + 1}" if before else start


def find(turn: Turn, deed: str, line: str) -> Line | None:
    """Return a line, or tell the learner that there is none."""
    known = turn.state.lines.get(line)
    if known is None:
        turn.refuse(deed, f'There is no line "{line}".')
    return known


def ring_call(turn: Turn, call: str) -> None:
    """Let a scripted call come in."""
    script = turn.world.call(call)
    label = script.number_shown or "Number withheld"
    turn.add(_rang(t=turn.t, line=new_line(turn, "line"), call=call, label=label, shown=script.number_shown))


def ring_in(turn: Turn, party: str) -> str:
    """Let an outside organisation phone the centre; return the line."""
    known = turn.world.organisation.outside(party)
    line = new_line(turn, "line")
    turn.add(_rang(t=turn.t, line=line, party=party, label=known.name, shown=known.number))
    return line


def open_crew_line(turn: Turn, resource: str) -> str:
    """Open a crew's own line when it is not open yet (it is live at once); return the line."""
    line = crew_line_id(turn, resource)
    known = turn.state.lines.get(line)
    if known is None or known.status == "ended":
        name = turn.world.organisation.resource(resource).call_sign
        medium = crew_medium(turn, resource)
        turn.add(_rang(t=turn.t, line=line, party=resource, label=name, direction=medium))
        turn.add(_answered(t=turn.t, line=line))
        incident = turn.state.resources[resource].incident if resource in turn.state.resources else ""
        if incident:
            turn.add(_linked(t=turn.t, line=line, incident=incident))
    return line


def ring_out(turn: Turn, party: str, incident: str) -> str:
    """Phone an outside organisation; return the line."""
    known = turn.world.organisation.outside(party)
    line = new_line(turn, f"phone:{party}")
    turn.add(_rang(t=turn.t, line=line, party=party, label=known.name, shown=known.number, direction="out"))
    if incident:
        turn.add(_linked(t=turn.t, line=line, incident=incident))
    return line


def hold_live_caller(turn: Turn, but: str) -> None:
    """Put the live caller line on hold, unless it is the one named."""
    live = turn.state.live_caller_line()
    if live is not None and live.id != but:
        turn.add(LineHeld(t=turn.t, line=live.id))


def answer(turn: Turn, deed: cmd.Answer) -> None:
    """Answer a ringing line, or a crew that calls on its own."""
    line = find(turn, deed.deed, deed.line)
    if line is None:
        return
    if line.kept_open and line.status == "live" and line.calling is not None:
        turn.add(_answered(t=turn.t, line=line.id, waited=round(turn.t - line.calling, 2)))
        return
    if line.status != "ringing" or line.direction == "out":
        turn.refuse(deed.deed, f"{line.label} is not ringing in.")
        return
    if line.call:
        hold_live_caller(turn, line.id)
    turn.add(_answered(t=turn.t, line=line.id, waited=round(turn.t - line.rang_at, 2)))
    if line.call:
        _open_log(turn, line)
    else:
        say_waiting(turn, line.id)


def _open_log(turn: Turn, line: Line) -> None:
    script = turn.world.call(line.call)
    if line.call not in turn.state.callers:
        turn.move_mood(line.call, 0, "start")
    number = f"{turn.state.next_log:04d}"
    turn.add(LogOpened(t=turn.t, incident=number, truth=script.incident))
    turn.add(_linked(t=turn.t, line=line.id, incident=number))


def say_waiting(turn: Turn, line: str) -> None:
    """Let an organisation that was just answered say what it phoned about."""
    party = turn.state.lines[line].party
    known = turn.world.party(party)
    for key, cue in turn.world.scenario.cues.items():
        because = f"cue:{key}"
        if cue.by == party and key in turn.state.fired and cue.says and not turn.count(because) and known:
            turn.add(
                Heard(
                    t=turn.t,
                    line=line,
                    who="organisation",
                    party=party,
                    name=known.name,
                    text=cue.says,
                    because=because,
                    asks=cue.asks,
                )
            )
            for fact in cue.tells:
                tell(turn, line, fact, asked=False)


def connect(turn: Turn, line: Line) -> None:
    """Let the far end pick up a call that goes out, with its greeting."""
    if line.call:
        hold_live_caller(turn, line.id)
    turn.add(_answered(t=turn.t, line=line.id, waited=round(turn.t - line.rang_at, 2)))
    if not line.call:
        known = turn.world.party(line.party)
        if known is not None:
            turn.add(
                Heard(
                    t=turn.t,
                    line=line.id,
                    who="organisation",
                    party=line.party,
                    name=known.name,
                    text=_greeting(turn, line, known.speech.answers),
                    because="greeting",
                )
            )
        say_waiting(turn, line.id)
        return
    if line.call not in turn.state.callers:
        turn.move_mood(line.call, 0, "start")
    if opened(turn, line.call):
        turn.speak_caller(line.id, turn.world.call(line.call).rung_back, "rung back")
    else:
        open_call(turn, line.id)


def _greeting(turn: Turn, line: Line, words: str) -> str:
    """Return the words with which a party picks up: nothing is asked of whoever has a message ready.

    "Ambulance Control, is the patient breathing?" is then "Ambulance Control."
    """
    ready = any(m.sent.line == line.id and m.answer is None for m in turn.state.messages.values())
    asked = _ASKED_AT_ONCE.search(words) if ready else None
    return f"{words[: asked.start()].rstrip(' ,.')}." if asked and asked.start() else words


def connects_at(turn: Turn, line: Line) -> float:
    """Return when the far end of a call that goes out picks up."""
    if line.call:
        return line.rang_at + CALLBACK_RINGS
    route = turn.world.organisation.outside(line.party).route("phone")
    return line.rang_at + (route.answers_within if route else CALLBACK_RINGS)


def is_done(line: Line) -> bool:
    """Tell whether an outside organisation has said its last word on a line."""
    return bool(line.heard) and line.heard[-1].because in ("accepted", "misled", "refuses")


def ring_off(turn: Turn, line: Line, why: str) -> None:
    """Let the far end of a line end it."""
    by: Literal["caller", "organisation"] = "caller" if line.call else "organisation"
    turn.add(_ended(t=turn.t, line=line.id, by=by, why=why))


def hold(turn: Turn, deed: cmd.Hold) -> None:
    """Put a live phone line on hold."""
    line = find(turn, deed.deed, deed.line)
    if line is None:
        return
    if line.status != "live" or line.kept_open:
        turn.refuse(deed.deed, f"{line.label} cannot be put on hold: only a live phone line can.")
        return
    turn.add(LineHeld(t=turn.t, line=line.id))


def resume(turn: Turn, deed: cmd.Resume) -> None:
    """Take a held line back; the live caller, if any, goes on hold."""
    line = find(turn, deed.deed, deed.line)
    if line is None:
        return
    if line.status != "held":
        turn.refuse(deed.deed, f"{line.label} is not on hold.")
        return
    if line.call:
        hold_live_caller(turn, line.id)
    turn.add(LineResumed(t=turn.t, line=line.id))
    if line.call:
        _complain(turn, line)
    else:
        say_waiting(turn, line.id)


def _complain(turn: Turn, line: Line) -> None:
    """Let a caller who was held too long say so."""
    caller = turn.state.callers.get(line.call)
    for n, change in enumerate(turn.world.call(line.call).mood_changes):
        why = reason(turn, line.call, n)
        if change.when == "held" and caller and caller.moved.get(why, (0, -1.0))[1] > line.since:
            words = change.says[turn.count(f"mood:{why}") % len(change.says)] if change.says else ""
            turn.speak_caller(line.id, words, f"mood:{why}")


def end_call(turn: Turn, deed: cmd.EndCall) -> None:
    """End a line that is live, held or still ringing out."""
    line = find(turn, deed.deed, deed.line)
    if line is None:
        return
    if line.kept_open:
        channel = "A radio channel" if line.direction == "radio" else f"The line to {line.label}"
        turn.refuse(deed.deed, f"{channel} stays open; there is nothing to end.")
        return
    if line.status == "ended" or (line.status == "ringing" and line.direction == "in"):
        turn.refuse(
            deed.deed, f"{line.label} has {'ended' if line.status == 'ended' else 'not been answered'}."
        )
        return
    turn.add(_ended(t=turn.t, line=line.id, by="learner"))


def phone_out(turn: Turn, deed: cmd.PhoneOut) -> None:
    """Phone an outside organisation of the directory, or ring a caller back."""
    if deed.line:
        _ring_back(turn, deed)
        return
    known = turn.world.organisation
    if not known.has("organisation", deed.to):
        turn.refuse(deed.deed, f'"{deed.to}" is not in the directory.')
    elif deed.incident and deed.incident not in turn.state.logs:
        turn.refuse(deed.deed, f"There is no incident log {deed.incident}.")
    elif known.outside(deed.to).route("phone") is None:
        turn.refuse(deed.deed, f"{known.outside(deed.to).name} cannot be reached by phone.")
    elif turn.state.line_of(deed.to) is not None:
        turn.refuse(deed.deed, f"You already have a line to {known.outside(deed.to).name}.")
    else:
        ring_out(turn, deed.to, deed.incident)


def _ring_back(turn: Turn, deed: cmd.PhoneOut) -> None:
    line = find(turn, deed.deed, deed.line)
    if line is None:
        return
    number = _number_of(turn, line) if line.call else ""
    if not line.call:
        turn.refuse(deed.deed, f"{line.label} is not a caller; phone it from the directory.")
    elif any(other.status != "ended" for other in turn.state.lines_of_call(line.call)):
        turn.refuse(deed.deed, "This caller is still on the line.")
    elif not number:
        turn.refuse(deed.deed, "The number was withheld and you were given no call-back number.")
    else:
        back = new_line(turn, "line")
        turn.add(_rang(t=turn.t, line=back, call=line.call, label=line.label, shown=number, direction="out"))
        if line.incident:
            turn.add(_linked(t=turn.t, line=back, incident=line.incident))


def _number_of(turn: Turn, line: Line) -> str:
    if line.shown:
        return line.shown
    facts = turn.world.scenario.facts
    mine = turn.world.facts_of[line.call]
    given = (turn.state.told[k].value for k in mine if facts[k].topic == "callback" and k in turn.state.told)
    return next((value for value in given if value), "")


DEEDS: dict[str, Callable[..., None]] = {
    "answer": answer,
    "hold": hold,
    "resume": resume,
    "end_call": end_call,
    "phone_out": phone_out,
}
