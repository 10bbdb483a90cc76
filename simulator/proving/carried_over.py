"""Which results of one record's marking hold of another that is mostly the same, as of a mutant.

Nineteen in twenty events of a mutant stand in the model's record as well, and a judge goes by a few kinds of
events. Where all events of those kinds are the same in both, in the same order, the judge finds the same: no
judge goes by the places of events but for their order. It judges nothing itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.marking.view import View
from simulator.model.events import Record
from simulator.model.findings import IndicatorResult
from simulator.model.trusted import trusted

_LINES = frozenset(("line_rang", "line_answered", "line_ended", "line_linked"))
_SAID = _LINES | {"spoke", "heard"}
_PASSED = _SAID | {"message_sent", "message_answered"}
_END = frozenset(("attempt_ended",))
_MADE_OF: Mapping[str, frozenset[str]] = {
    "start": frozenset(("attempt_started",)),
    "pace": frozenset(("attempt_started",)),
    **dict.fromkeys(("end_t", "end_reason", "_record"), _END),
    **dict.fromkeys(("lines", "_first", "_answered"), _LINES),
    **dict.fromkeys(("said", "not_understood"), _SAID),
    **dict.fromkeys(("heard", "heard_afar"), frozenset(("heard",)) | _LINES),
    **dict.fromkeys(("deliveries", "messages", "replies", "rung_by_them", "crew_phones"), _PASSED),
    "told": frozenset(("fact_told",)),
    "logs": _LINES | {"log_opened", "field_written", "note_added", "priority_set"},
    **dict.fromkeys(("priorities", "given_priorities"), frozenset(("priority_set", "log_opened"))),
    "deployed": frozenset(("deployed",)),
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


class Beside:
    """A record beside another: which kinds of events differ, and where each of the other's events stands."""

    def __init__(self, record: Record, other: Record) -> None:
        """Lay one beside the other, in one pass."""
        self.kinds = set[str]()
        self._same = 0
        self._places: dict[int, int] = {0: 0}
        most = min(len(record), len(other))
        while self._same < most and record[self._same] is other[self._same]:
            self._same += 1
        at = self._same
        for one in record[at:]:
            event, found = one.event, None
            while at < len(other) and other[at].event.t < event.t:
                self.kinds.add(other[at].event.kind)
                at += 1
            for n in range(at, len(other)):
                if other[n].event.t > event.t:
                    break
                if other[n].event.__dict__ == event.__dict__:
                    found = n
                    break
            if found is None:
                self.kinds.add(event.kind)
                continue
            self.kinds.update(skipped.event.kind for skipped in other[at:found])
            self._places[other[found].seq] = one.seq
            at = found + 1
        self.kinds.update(left.event.kind for left in other[at:])

    def carried(self, result: IndicatorResult) -> IndicatorResult | None:
        """Return a result of the other's marking with its places in this record, if they are all here."""
        places = [seq if seq <= self._same else self._places.get(seq) for seq in result.cites]
        if None in places:
            return None
        cites = tuple(place for place in places if place is not None)
        return result if cites == result.cites else _result(**{**result.__dict__, "cites": cites})


_result = trusted(IndicatorResult)
