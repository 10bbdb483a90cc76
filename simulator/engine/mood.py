"""What moves a caller's mood by the scenario's list: acts, manners, being asked again, silence, hold."""

from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model.record_words import reasons_of
from simulator.model.scenario import MoodChange

WAITS_GLADLY = ("ask_to_wait", "hold_line")
"""After these acts a caller bears a silence (or a hold) three times as long."""

TIMES = 3
"""How often in one silence, or on one hold, a caller takes it amiss."""


def reason(turn: Turn, call: str, n: int) -> str:
    """Return how an entry of the list is named in the record: its ``when``, numbered when shared."""
    return turn.world.moved_by[call][n]


def apply(turn: Turn, call: str, n: int, change: MoodChange) -> str:
    """Move the mood by one entry of the list and return what the caller says to it (may be empty)."""
    why = reason(turn, call, n)
    caller = turn.state.callers.get(call)
    times = caller.moved.get(why, (0, 0.0))[0] if caller else 0
    if change.once and times:
        return ""
    turn.move_mood(call, change.by, why)
    return change.says[times % len(change.says)] if change.says else ""


def moved_by(turn: Turn, call: str, heard: tuple[str, ...]) -> list[tuple[str, str]]:
    """Move the mood by everything just heard; return the words said to it with their reasons."""
    said: list[tuple[str, str]] = []
    for n, change in enumerate(turn.world.call(call).mood_changes):
        if change.when in heard and (words := apply(turn, call, n, change)):
            said.append((words, f"mood:{reason(turn, call, n)}"))
    return said


def minds(turn: Turn, line: Line) -> tuple[int, ...]:
    """Return which entries of the list a caller's silence (live line) or waiting (held line) may bring on."""
    caller, wanted = turn.state.callers.get(line.call), "silent" if line.status == "live" else "held"
    if wanted == "silent" and _has_said_goodbye(line):
        return ()
    moved = caller.moved if caller else {}
    return tuple(
        n
        for n, change in enumerate(turn.world.call(line.call).mood_changes)
        if change.when == wanted and not (change.once and reason(turn, line.call, n) in moved)
    )


def _has_said_goodbye(line: Line) -> bool:
    """Tell whether goodbyes were said and nothing since by the learner: then no silence is minded."""
    last = line.spoken[-1].t if line.spoken else 0.0
    return any(heard.t >= last and "goodbye" in reasons_of(heard.because) for heard in line.heard)


def silence_due(turn: Turn, line: Line, n: int) -> float | None:
    """Return when a caller who hears nothing, or waits on hold, minds it next; ``None`` after three times."""
    change, caller = turn.world.call(line.call).mood_changes[n], turn.state.callers.get(line.call)
    since = line.quiet_since if change.when == "silent" else line.since
    last = caller.moved.get(reason(turn, line.call, n), (0, 0.0))[1] if caller else 0.0
    asked = max((line.said[act][-1] for act in WAITS_GLADLY if act in line.said), default=-1.0)
    patience = 3 if line.spoken and asked == line.spoken[-1].t else 1
    step = change.after * turn.state.pace * patience
    return None if last >= since + TIMES * step - 0.1 else max(since, last) + step


def mind(turn: Turn, line: Line, n: int) -> None:
    """Let a caller take a silence or a hold amiss; on hold nobody hears what is said to it."""
    change = turn.world.call(line.call).mood_changes[n]
    words = apply(turn, line.call, n, change)
    if change.when == "silent":
        turn.speak_caller(line.id, words, f"mood:{reason(turn, line.call, n)}")
