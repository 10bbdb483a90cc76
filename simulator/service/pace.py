"""How quickly a learner types, told from the record of a call; it grants and stretches nothing."""

from statistics import median

from simulator.model.events import (
    Deployed,
    Event,
    FieldWritten,
    Heard,
    MessageSent,
    NoteAdded,
    PrioritySet,
    Spoke,
)

_FASTEST = 15.0
"""Nobody types so many characters a second: what comes quicker was pasted, or written before it was asked."""


def typing_pace(events: list[Event]) -> float | None:
    """Return characters a second between being spoken to and answering, or None after too few lines.

    Counted from the first line that was not answered yet, less a time to read each: a caller who speaks
    again into somebody's slow typing must not make them look quick. Where that leaves no time to type in,
    the reading is not taken off; a line that nobody can have typed even so is not timed at all, nor is that
    of somebody who writes in the log meanwhile, or sends something.
    """
    paces: list[float] = []
    heard: float | None = None
    first = 0.0
    for event in events:
        if isinstance(event, Heard):
            first = event.t if heard is None else first
            heard = (event.t + 1.0 if heard is None else heard) + len(event.text) / 18
        elif isinstance(event, Spoke) and heard is not None and len(event.text) >= 8:
            long = len(event.text)
            took = event.t - heard if long <= _FASTEST * (event.t - heard) else event.t - first
            if long <= _FASTEST * took:
                paces.append(long / took)
            heard = None
        elif isinstance(event, FieldWritten | NoteAdded | PrioritySet | MessageSent | Deployed):
            heard = None
    return round(median(paces), 2) if len(paces) >= 3 else None
