"""Records as files: one event a line, as ``play`` prints them and ``mark`` and ``report`` take them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import ValidationError

from simulator.cli.saying import CannotDoError, one_line, text_of
from simulator.model.events import EVENT, AttemptStarted, Event, Record, Recorded, as_record


def as_line(recorded: Recorded) -> str:
    """Return one event as a line of JSON: its place, kind and call time first."""
    event = recorded.event
    rest = event.model_dump(mode="json", exclude={"kind", "t"}, exclude_defaults=True)
    return one_line({"seq": recorded.seq, "kind": event.kind, "t": event.t, **rest})


def _fields(fault: ValidationError) -> str:
    first = fault.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def objects(text: str, name: str) -> Iterable[tuple[int, dict[str, object]]]:
    """Yield each line's JSON object with its number; empty lines are left out.

    Raises:
        CannotDoError: a line holds no JSON object.
    """
    for n, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as fault:
            raise CannotDoError(f"{name}:{n}: this line is not JSON ({fault.msg}).", 1) from fault
        if not isinstance(value, dict):
            raise CannotDoError(f"{name}:{n}: a JSON object is expected in each line.", 1)
        yield n, value


def record_from(path: str) -> tuple[Record, AttemptStarted]:
    """Return the record of a file, and its first event.

    Raises:
        CannotDoError: a line is no event, or the first one does not start an attempt.
    """
    events: list[Event] = []
    for n, value in objects(text_of(path), path):
        try:
            events.append(EVENT.validate_python({k: v for k, v in value.items() if k != "seq"}))
        except ValidationError as fault:
            raise CannotDoError(f"{path}:{n}: this is no event of a record: {_fields(fault)}.", 1) from fault
    if not events or not isinstance(events[0], AttemptStarted):
        raise CannotDoError(f"{path} is no record: it does not begin with attempt_started.", 1)
    return as_record(tuple(events)), events[0]
