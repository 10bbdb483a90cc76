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


def typing_pace(events: list[Event]) -> float | None:
    """Return characters a second between being spoken to and answering, or None after too few lines.

    Counted from the first line that was not answered yet, less a time to read each: a caller who speaks
    again into somebody's slow typing must not make them look quick. Who writes in the log meanwhile, or
    sends something, is not timed.
    """
    paces: list[float] = []
    heard: float | None = None
    for event in events:
        if isinstance(event, Heard):
            heard = (event.t + 1.0 if heard is None else heard) + len(event.text) / 18
        elif isinstance(event, Spoke) and heard is not None and len(event.text) >= 8:
            paces.append(len(event.text) / max(event.t - heard, 1.0))
            heard = None
        elif isinstance(event, FieldWritten | NoteAdded | PrioritySet | MessageSent | Deployed):
            heard = None
    return round(median(paces), 2) if len(paces) >= 3 else None
