"""What moves a caller's mood by the scenario's list: acts, manners, being asked again, silence, hold."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model.record_words import reasons_of
from simulator.model.scenario import MoodChange

WAITS_GLADLY = ("ask_to_wait", "hold_line")
"""After these acts a caller bears a silence (or a hold) three times as long."""
_TOLD_TO_WAIT = re.compile(
    r"\b(?:one|a|just a|two|half a) (?:moment|minute|min|mo|sec(?:ond)?s?|tick)s?\b|\bbear with\b"
    r"|\b(?:hang|hold) on\b|\bback with (?:you|u)\b",
    re.IGNORECASE,
)
_SAYS_WHY = re.compile(
    rf"{_TOLD_TO_WAIT.pattern}|\bwhile i\b|\b(?:on the|other) (?:phone|line|radio)\b"
    r"|\bi(?:['’]?m| am|['’]?ll| will| need to| have to)\b[^.?!]{0,20}\b(?:getting|ring(?:ing)?|call(?:ing)?"
    r"|send(?:ing)?|typ(?:e|ing)|writ(?:e|ing)|check(?:ing)?|tell(?:ing)?|speak(?:ing)?|talk(?:ing)?"
    r"|put(?:ting)?|pass(?:ing)?|look(?:ing)?|sort(?:ing)?|stay(?:ing)?|get (?:help|the|a|an|some\w*))\b"
    r"|\bstill (?:here|with (?:you|u))\b",
    re.IGNORECASE,
)
"""What says what the learner is doing meanwhile: a caller bears a silence after it twice as long."""

_A_MOMENT = 0.05
WAITS = 180.0
"""Seconds for which a caller who was told to wait asks nobody whether they are there."""
WIDER = 0.5
"""By so much of the first the time grows after which a caller asks it again."""
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

    A caller who hears nothing, or waits on hold, minds each of them three times.
    """
    minded = turn.world.minded[line.call, "silent" if line.status == "live" else "held"]
    if not minded or (line.status == "live" and _has_said_goodbye(line)):
        return
    caller = turn.state.callers.get(line.call)
    moved = caller.moved if caller else {}
    since = line.quiet_since if line.status == "live" else line.since
    asked = max((line.said[act][-1] for act in WAITS_GLADLY if act in line.said), default=-1.0)
    patience = 1
    if line.spoken and asked == line.spoken[-1].t:
        patience = 3
    elif line.spoken and _says_why(line.spoken[-1].text):
        patience = 2
    for n, why, change in minded:
        if change.once and why in moved:
            continue
        last = moved[why][1] if why in moved else 0.0
        step = change.after * turn.state.pace * patience
        if last < since + TIMES * step - 0.1:
            yield n, max(since, last) + step


@lru_cache(maxsize=4096)
def _says_why(text: str) -> bool:
    return _SAYS_WHY.search(text) is not None


def _has_said_goodbye(line: Line) -> bool:
    """Tell whether goodbyes were said and nothing since by the learner: then no silence is minded."""
    last = line.spoken[-1].t if line.spoken else 0.0
    since = takewhile(lambda heard: heard.t >= last, reversed(line.heard))
    return any("goodbye" in reasons_of(heard.because) for heard in since)


def mind(turn: Turn, line: Line, n: int) -> None:
    """Let a caller take a silence or a hold amiss; on hold nobody hears what is said to it.

    Nor does a caller ask after every silence whether anybody is there: more seldom each time.
    """
    change = turn.world.call(line.call).mood_changes[n]
    words = apply(turn, line.call, n, change)
    because = f"mood:{reason(turn, line.call, n)}"
    if change.when == "silent" and turn.t >= _asks_at(turn, line, change, because):
        turn.speak_caller(line.id, words, because)


def _asks_at(turn: Turn, line: Line, change: MoodChange, because: str) -> float:
    """Return from when on a caller may ask after this silence whether anybody is there."""
    mine = turn.state.lines_of_call(line.call)
    asked = [h.t for one in mine for h in one.heard if because in reasons_of(h.because)]
    step = change.after * turn.state.pace * (1 + WIDER * len(asked))
    at = max(line.quiet_since, *asked, 0.0) + step
    last = line.spoken[-1] if line.spoken else None
    waits = last and (_TOLD_TO_WAIT.search(last.text) or any(a in WAITS_GLADLY for a in last.reading.sure()))
    return max(at, line.quiet_since + WAITS * turn.state.pace) - _A_MOMENT if waits else at - _A_MOMENT
