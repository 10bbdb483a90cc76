"""How an attempt came to its end, in words: also where its learner was not there any more.

Closing the browser leaves no trace in a record; that nothing was done for a while does, and is said.
"""

from collections.abc import Sequence

from reports import labels
from simulator.model.clock import clock
from simulator.model.events import AttemptEnded, LineEnded, Recorded

_DEEDS = frozenset(
    (
        "line_answered",
        "line_held",
        "line_resumed",
        "line_linked",
        "spoke",
        "field_written",
        "note_added",
        "priority_set",
        "deployed",
        "message_sent",
        "escalated",
        "tree_walked",
        "tree_left",
        "looked_up",
        "paused",
        "unpaused",
    )
)
"""The kinds of events that only a learner's deed brings about."""


def last_deed(record: Sequence[Recorded]) -> float | None:
    """Return the call time (seconds) of the last thing that the learner did, or ``None``."""
    done = [
        r.event.t
        for r in record
        if (r.event.kind in _DEEDS and r.event.t > 0)
        or (isinstance(r.event, LineEnded) and r.event.by == "learner")
    ]
    return max(done, default=None)


def how_it_ended(record: Sequence[Recorded]) -> str:
    """Return why an attempt ended and, where the clock ended it, when its learner did the last thing."""
    last = record[-1].event if record else None
    if not isinstance(last, AttemptEnded):
        return "it still runs"
    why = labels.ENDED[last.reason]
    if last.reason != "time up":
        return why
    deed = last_deed(record)
    if deed is None:
        return f"{why}; the learner did nothing in it"
    return f"{why}; the learner's last deed was at {clock(deed)} of {clock(last.t)}"
