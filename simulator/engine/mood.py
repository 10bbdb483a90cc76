"""What moves a caller's mood by the scenario's list: acts, manners, being asked again, silence, hold."""

import re
from collections.abc import Iterator
from itertools import takewhile

from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model.record_words import reasons_of
from simulator.model.scenario import MoodChange

WAITS_GLADLY = ("ask_to_wait", "hold_line")
"""Acts that tell a caller to wait."""
_TOLD_TO_WAIT = re.compile(
    r"\b(?:one|a|just a|two|half a) (?:moment|minute|min|mo|sec(?:ond)?s?|tick)s?\b|\bbear with\b"
    r"|\b(?:hang|hold) on\b|\bback with (?:you|u)\b",
    re.IGNORECASE,
)
_SAYS_WHY = re.compile(
    r"\bwhile i\b|\b(?:on the|other) (?:phone|line|radio)\b"
    r"|\bi(?:['’]?m| am|['’]?ll| will| need to| have to)\b[^.?!]{0,20}\b(?:getting|ring(?:ing)?|call(?:ing)?"
    r"|send(?:ing)?|typ(?:e|ing)|writ(?:e|ing)|check(?:ing)?|tell(?:ing)?|speak(?:ing)?|talk(?:ing)?"
    r"|put(?:ting)?|pass(?:ing)?|look(?:ing)?|sort(?:ing)?|stay(?:ing)?|get (?:help|the|a|an|some\w*))\b"
    r"|\bstill (?:here|with (?:you|u))\b",
    re.IGNORECASE,
)
"""What says what the learner is doing meanwhile: a caller bears a silence after it twice as long."""

WAITS = 180.0
"""Seconds for which a caller who was told to wait asks nobody whether they are there."""
_A_MOMENT = 0.05
WIDER = 0.5
"""By so much of the first the time grows after each time that a caller took a silence amiss."""
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


def minds(turn: Turn, line: Line) -> Iterator[tuple[int, float]]:
    """Yield what silence (live line) or waiting (held line) brings on: its place in the list, and when.

    A caller minds each silence, and each hold, three times; silences more seldom the oftener there were any.
    """
    silent = line.status == "live"
    minded = turn.world.minded[line.call, "silent" if silent else "held"]
    if not minded or (silent and _has_said_goodbye(line)):
        return
    caller = turn.state.callers.get(line.call)
    moved = caller.moved if caller else {}
    since = line.quiet_since if silent else line.since
    patience, waits = _patience(line) if silent else (_patience(line)[0], 0.0)
    for n, why, change in minded:
        if change.once and why in moved:
            continue
        times, last = moved.get(why, (0, 0.0))
        step = change.after * turn.state.pace * patience
        wider = WIDER if silent else 0.0
        if _in_this_silence(times, last - since, step, wider) < TIMES:
            first = max(step, waits * turn.state.pace) if last <= since else step
            yield n, max(since, last) + first * (1 + times * wider)


def _in_this_silence(times: int, lasted: float, step: float, wider: float) -> int:
    """Return how often a silence was minded that had lasted so long when it was minded last."""
    found = 0
    while lasted > _A_MOMENT and found < times:
        found += 1
        lasted -= step * (1 + (times - found) * wider)
    return found


def _patience(line: Line) -> tuple[int, float]:
    """Return how many times as long a caller bears a silence for the last words, and how long at least."""
    asked = max((line.said[act][-1] for act in WAITS_GLADLY if act in line.said), default=-1.0)
    if line.spoken and (asked == line.spoken[-1].t or _TOLD_TO_WAIT.search(line.spoken[-1].text)):
        return 3, WAITS
    return (2, 0.0) if line.spoken and _SAYS_WHY.search(line.spoken[-1].text) else (1, 0.0)


def _has_said_goodbye(line: Line) -> bool:
    """Tell whether goodbyes were said and nothing since by the learner: then no silence is minded."""
    last = line.spoken[-1].t if line.spoken else 0.0
    since = takewhile(lambda heard: heard.t >= last, reversed(line.heard))
    return any("goodbye" in reasons_of(heard.because) for heard in since)


def mind(turn: Turn, line: Line, n: int) -> None:
    """Let a caller take a silence or a hold amiss; on hold nobody hears what is said to it."""
    change = turn.world.call(line.call).mood_changes[n]
    words = apply(turn, line.call, n, change)
    if change.when == "silent":
        turn.speak_caller(line.id, words, f"mood:{reason(turn, line.call, n)}")
