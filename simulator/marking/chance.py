"""When a condition held in a record, in places of the record: did the learner have the chance, and from when.

Reads the record only; the engine asks the same words of a running attempt.
"""

from collections.abc import Callable, Iterable

from simulator.marking.compiled import Brief
from simulator.marking.indexed import FOREVER, Log
from simulator.marking.view import View
from simulator.model.condition import Condition, either
from simulator.model.values import carries

Span = tuple[int, int]
"""From the place (``seq``) at which something began to hold to the one at which it ceased."""
ALWAYS: tuple[Span, ...] = ((0, FOREVER),)


class Chance:
    """Answers when each word of a condition held, for one call and one incident."""

    def __init__(self, view: View, brief: Brief, call: str, incident: str) -> None:
        """Bind the record to the call and the incident that the condition is about."""
        self.view, self.brief, self.call, self.incident = view, brief, call, incident

    def logs(self) -> list[Log]:
        """Return the logs of the incident meant; of any when none is."""
        return self.view.logs_of(self.incident) if self.incident else list(self.view.logs.values())

    def _mine(self, number: str) -> bool:
        return not self.incident or any(log.number == number for log in self.logs())

    def told(self, fact: str) -> int:
        """Return when a fact was told."""
        told = self.view.told.get(fact)
        return told.seq if told else FOREVER

    def said(self, act: str) -> int:
        """Return when an act, or one of ``a/b``, was said to this caller or on a line that is no caller's."""
        acts = frozenset(either(act))
        meant = (u for u in self.view.said if not self.call or u.line.call in ("", self.call))
        return next((u.seq for u in meant if acts & u.sure), FOREVER)

    def deployed(self, name: str) -> int:
        """Return when a resource, or one of a kind, was sent to the incident."""
        sent = (d for d in self.view.deployed if self._mine(d.event.incident))
        return next((d.seq for d in sent if self.brief.is_party(d.event.resource, name)), FOREVER)

    def on_scene(self, name: str) -> int:
        """Return when a resource, or one of a kind, came to the scene."""
        for change in self.view.changes:
            event = change.event
            if event.status == "on scene" and self.brief.is_party(event.resource, name):
                return change.seq
        return FOREVER

    def sent(self, name: str) -> int:
        """Return when a party was first told something."""
        meant = (d for d in self.view.deliveries if self.brief.is_party(d.party, name))
        return next((d.seq for d in meant if d.spoken is None or d.carries), FOREVER)

    def passed(self, fact: str, to: str) -> int:
        """Return when a fact was passed on, to one party or to anybody."""
        meant = (d for d in self.view.deliveries if not to or self.brief.is_party(d.party, to))
        return next((d.seq for d in meant if fact in d.carries), FOREVER)

    def escalated(self, level: str) -> int:
        """Return when a level was first handed the response."""
        return next((e.seq for e in self.view.escalated if e.event.level == level), FOREVER)

    def logged(self, fact: str) -> int:
        """Return when a fact was first written."""
        known = self.brief.fact_model(fact)
        if known is None:
            return FOREVER
        entries = (entry for log in self.logs() for entry in log.entries)
        return next((e.seq for e in entries if carries(e.text, known.value, known.accept)), FOREVER)

    def answered(self, call: str) -> int:
        """Return when a call was answered."""
        line = self.view.answered(call)
        return line.answered if line else FOREVER

    def ended(self, call: str) -> int:
        """Return when the last line of a call had ended."""
        lines = self.view.lines_of((call,))
        return FOREVER if not lines or any(x.ended_at is None for x in lines) else max(x.ended for x in lines)

    def fired(self, cue: str) -> int:
        """Return when a cue happened."""
        fired = self.view.cues.get(cue)
        return fired.seq if fired else FOREVER

    def looked_up(self, what: str) -> int:
        """Return when something was opened; ``history`` is that of the call's number."""
        lines = self.view.lines_of((self.call,)) if self.call else list(self.view.lines.values())
        wanted = {what, *(f"{what}:{line.id}" for line in lines)}
        return next((at.seq for at in self.view.looked_up if at.event.what in wanted), FOREVER)

    def rung_back(self, call: str) -> int:
        """Return when a caller who was rung back answered."""
        again = (line for line in self.view.lines_of((call,))[1:] if line.answered_at is not None)
        return next((line.answered for line in again), FOREVER)

    def mood_spans(self, test: Callable[[int], bool]) -> tuple[Span, ...]:
        """Return when the caller's mood was such that ``test`` holds."""
        changes = self.view.moods.get(self.call, [])
        ends = [c.seq for c in changes[1:]] + [FOREVER]
        return tuple((c.seq, end) for c, end in zip(changes, ends, strict=False) if test(c.event.mood))

    def priority_spans(self, levels: Iterable[str]) -> tuple[Span, ...]:
        """Return when the incident's priority was one of these levels."""
        mine = [
            p for p in (*self.view.given_priorities, *self.view.priorities) if self._mine(p.event.incident)
        ]
        ends = [p.seq for p in mine[1:]] + [FOREVER]
        return tuple((p.seq, end) for p, end in zip(mine, ends, strict=False) if p.event.level in levels)

    def linked_spans(self, wanted: bool) -> tuple[Span, ...]:
        """Return whether, at the end, the call shared another's incident log (all or nothing)."""
        mine = {x.linked for x in self.view.lines_of((self.call,))} - {""}
        others = {x.linked for x in self.view.lines.values() if x.call and x.call != self.call}
        shared = any(n in others or (n in self.view.logs and self.view.logs[n].already) for n in mine)
        return ALWAYS if shared == wanted else ()


_WORDS: tuple[tuple[str, Callable[[Chance, str], int]], ...] = (
    ("told", Chance.told),
    ("said", Chance.said),
    ("deployed", Chance.deployed),
    ("on_scene", Chance.on_scene),
    ("sent", Chance.sent),
    ("escalated", Chance.escalated),
    ("logged", Chance.logged),
    ("answered", Chance.answered),
    ("ended", Chance.ended),
    ("fired", Chance.fired),
    ("looked_up", Chance.looked_up),
    ("rung_back", Chance.rung_back),
)
_NO_NOT = frozenset(("answered", "ended", "rung_back"))


def meet(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return when both held."""
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(span for span in both if span[0] < span[1])


def _mood_parts(condition: Condition, chance: Chance) -> list[tuple[Span, ...]]:
    low, high = condition.mood_at_least, condition.mood_at_most
    parts = []
    if low is not None:
        parts.append(chance.mood_spans(lambda mood: mood >= low))
    if high is not None:
        parts.append(chance.mood_spans(lambda mood: mood <= high))
    if condition.settled:
        call = chance.brief.scenario.calls.get(chance.call)
        parts.append(chance.mood_spans(lambda mood: call is not None and mood <= call.mood.settled_at))
    return parts


def spans(condition: Condition | None, chance: Chance) -> tuple[Span, ...]:
    """Return when every word of a condition held; always, where there is no condition."""
    if condition is None:
        return ALWAYS
    begins = [0]
    ends = [FOREVER]
    for word, first in _WORDS:
        begins += [first(chance, name) for name in getattr(condition, word)]
        if word not in _NO_NOT:
            ends += [first(chance, name) for name in getattr(condition, f"not_{word}")]
    begins += [chance.passed(fact, condition.to) for fact in condition.passed]
    ends += [chance.passed(fact, condition.to) for fact in condition.not_passed]
    held: tuple[Span, ...] = ((max(begins), min(ends)),) if max(begins) < min(ends) else ()
    if condition.priority:
        held = meet(held, chance.priority_spans(condition.priority))
    if condition.linked is not None:
        held = meet(held, chance.linked_spans(condition.linked))
    for part in _mood_parts(condition, chance):
        held = meet(held, part)
    return held
