"""Callers left in silence at the end of a call, with nothing done to settle them, or after it was done."""

from collections.abc import Iterator

from simulator.model.commands import Say
from simulator.model.organisation_rules import DeedRule
from simulator.proving.mutants import Made, Model
from simulator.proving.script import Change
from simulator.proving.sight import Done

_SILENCES = 3.5
"""A silence so many times as long as a caller bears: it is taken amiss three times."""


def left_in_silence(model: Model) -> Iterator[Made]:
    """Yield who says nothing for minutes before the goodbye: unsettled, or twice with a word between."""
    rule, play = model.rule("settle"), model.play
    for call, script in play.world.scenario.calls.items():
        patience = [m.after * play.final.pace for m in script.mood_changes if m.when == "silent" and m.by > 0]
        ends = [n for n, d in enumerate(play.done) if _ends_call(model, d, call)]
        if rule is not None and patience and ends:
            seconds = min(patience) * _SILENCES
            settling = (d for d in model.deeds if d.rule.id == "settle" and d.id.endswith(f" {call}"))
            gone = frozenset(n for d in settling for n in d.places)
            yield _made(rule, call, "silence instead", _unsettled(model, ends[0], gone, seconds))
            yield _made(rule, call, "two silences", _twice(model, ends[0], call, seconds))


_WORDS = {
    "silence instead": "does nothing to settle the caller, and leaves them in silence",
    "two silences": "leaves the caller in silence for minutes, says a word, and is silent again",
}


def _made(rule: DeedRule, call: str, how: str, change: Change) -> Made:
    return Made(f"settle {call}: {how}", f"settle {call}", how, _WORDS[how], rule, change, needed=False)


def _last_warm(model: Model, end: int) -> frozenset[int]:
    """Return the last word by which the line was kept warm before the end."""
    before = [n for n, d in enumerate(model.play.done[:end]) if d.key.startswith("warm:")]
    return frozenset(before[-1:])


def _unsettled(model: Model, end: int, settling: frozenset[int], seconds: float) -> Change:
    return Change(without=settling | _last_warm(model, end), shift=(end, seconds))


def _twice(model: Model, end: int, call: str, seconds: float) -> Change:
    step = model.play.done[end]
    text = model.sight.phrase("acknowledge", call)
    word = Say(line=str(getattr(step.deed, "line", "")), text=text)
    added = ((round(step.t + seconds, 2), word),)
    return Change(without=_last_warm(model, end), shift=(end, 2 * seconds), added=added)


def _ends_call(model: Model, step: Done, call: str) -> bool:
    line = model.play.final.lines.get(getattr(step.deed, "line", ""))
    return line is not None and line.call == call and step.key.startswith(("close:", "end:"))
