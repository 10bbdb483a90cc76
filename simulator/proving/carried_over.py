"""Which results of one record's marking hold of another that is mostly the same, as of a mutant.

Nineteen in twenty events of a mutant stand in the model's record as well, and a judge goes by a few kinds of
events. Where all events of those kinds are the same in both, in the same order, the judge finds the same: no
judge goes by the places of events but for their order. It judges nothing itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from simulator.marking.indexed import Line, Utterance
from simulator.marking.view import View
from simulator.model.events import Event, Record
from simulator.model.findings import IndicatorResult
from simulator.model.trusted import trusted

_CALLER = ":caller"
"""What stands behind the kind of an event on a caller's line; those on other lines have their kind alone."""
_ON_LINES = frozenset(("line_rang", "line_answered", "line_ended", "line_linked", "spoke", "heard"))
_LINES = _ON_LINES - {"spoke", "heard"}
_WITH_CALLERS = frozenset(kind + _CALLER for kind in _ON_LINES)
_CALLERS_LINES = frozenset(kind + _CALLER for kind in _LINES)
_ALL_LINES = _LINES | _CALLERS_LINES
_ALL_SAID = _ON_LINES | _WITH_CALLERS
_PASSED = _ALL_SAID | {"message_sent", "message_answered"}
_END = frozenset(("attempt_ended",))
_MADE_OF: Mapping[str, frozenset[str]] = {
    "start": frozenset(("attempt_started",)),
    "pace": frozenset(("attempt_started",)),
    **dict.fromkeys(("end_t", "end_reason", "_record"), _END),
    **dict.fromkeys(("_first", "_answered", "lines_of"), _CALLERS_LINES),
    "lines": _ALL_LINES,
    "said_to": _WITH_CALLERS | {"spoke"},  # of the last four lines to anybody some may be taken up late
    **dict.fromkeys(("said", "not_understood", "heard", "shown"), _ALL_SAID),
    "heard_afar": _ALL_LINES | {"heard"},
    **dict.fromkeys(("deliveries", "carried", "messages", "replies", "rung_by_them", "crew_phones"), _PASSED),
    "told": frozenset(("fact_told",)),
    "logs": _CALLERS_LINES | {"log_opened", "field_written", "note_added", "priority_set"},
    **dict.fromkeys(("priorities", "given_priorities"), frozenset(("priority_set", "log_opened"))),
    **dict.fromkeys(("deployed", "addressed"), frozenset(("deployed",))),
    "changes": frozenset(("resource_changed",)),
    "escalated": frozenset(("escalated",)),
    "cues": frozenset(("cue_fired",)),
    "walked": frozenset(("tree_walked",)),
    "left": frozenset(("tree_left",)),
    "moods": frozenset(("mood_changed",)),
    "looked_up": frozenset(("looked_up",)),
}
"""The kinds of events that each part of an indexed record is made of."""
_WORKED_OUT = frozenset(
    (
        *("standing", "right_levels", "otherwise", "gave_advice", "sent_to", "_said_to", "_understood"),
        *("sent_with", "_because", "_callers"),
        *("_logs_of", "_numbers", "retagged", "_retags", "__class__", "__dict__"),
    )
)
"""What judges find out from the other parts, which they then look at; and what no event changes."""


class _Watched(View):
    """An indexed record that notes which of its parts are looked at."""

    looked_at: set[str]

    def __getattribute__(self, name: str) -> Any:
        """Note a part and return it."""
        if name not in _METHODS:
            object.__getattribute__(self, "looked_at").add(name)
        return object.__getattribute__(self, name)

    def said_to(self, calls: tuple[str, ...]) -> list[Utterance]:
        """Return what the learner said to these callers: what was said to others is not looked at."""
        return _unwatched(self, "said_to").said_to(calls)

    def lines_of(self, calls: Sequence[str]) -> list[Line]:
        """Return these callers' lines: those of others are not looked at."""
        return _unwatched(self, "lines_of").lines_of(calls)


def _unwatched(view: _Watched, part: str) -> View:
    """Note a part, and return the same record unwatched."""
    view.looked_at.add(part)
    plain = View.__new__(View)
    plain.__dict__.update(view.__dict__)
    return plain


_METHODS = frozenset(name for name, one in vars(View).items() if callable(one)) | {"looked_at"}


def looks_at(record: Record, judge: Callable[[View], IndicatorResult]) -> frozenset[str] | None:
    """Return the kinds of events by which a judge goes in a record; ``None`` where that is not known."""
    view = View(record)
    view.__dict__["looked_at"] = looked = set[str]()
    view.__class__ = _Watched
    judge(view)
    parts = looked - _WORKED_OUT
    if not parts <= _MADE_OF.keys():
        return None
    return frozenset[str]().union(*(_MADE_OF[part] for part in parts))


def _kinds_of(events: Sequence[Event], record: Record) -> Iterator[str]:
    """Yield the kinds of some events of a record, with those on callers' lines apart."""
    callers = {one.event.line for one in record if one.event.kind == "line_rang" and one.event.call}
    for event in events:
        on = getattr(event, "line", "") if event.kind in _ON_LINES else ""
        yield event.kind + _CALLER if on in callers else event.kind


class Beside:
    """A record beside another: which kinds of events differ, and where each of the other's events stands."""

    def __init__(self, record: Record, other: Record) -> None:
        """Lay one beside the other, in one pass."""
        self._same = 0
        self._places: dict[int, int] = {0: 0}
        most = min(len(record), len(other))
        while self._same < most and record[self._same] is other[self._same]:
            self._same += 1
        at = self._same
        mine, others = list[Event](), list[Event]()
        for one in record[at:]:
            event, found = one.event, None
            while at < len(other) and other[at].event.t < event.t:
                others.append(other[at].event)
                at += 1
            for n in range(at, len(other)):
                if other[n].event.t > event.t:
                    break
                if other[n].event.__dict__ == event.__dict__:
                    found = n
                    break
            if found is None:
                mine.append(event)
                continue
            others += [skipped.event for skipped in other[at:found]]
            self._places[other[found].seq] = one.seq
            at = found + 1
        others += [left.event for left in other[at:]]
        self.kinds = {*_kinds_of(mine, record), *_kinds_of(others, other)}

    def carried(self, result: IndicatorResult) -> IndicatorResult | None:
        """Return a result of the other's marking with its places in this record, if they are all here."""
        places = [seq if seq <= self._same else self._places.get(seq) for seq in result.cites]
        if None in places:
            return None
        cites = tuple(place for place in places if place is not None)
        return result if cites == result.cites else _result(**{**result.__dict__, "cites": cites})


_result = trusted(IndicatorResult)
