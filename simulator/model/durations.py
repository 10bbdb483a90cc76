"""Lengths of time as people write them (``45s``, ``3m``, ``2m30s``, ``24h``); never clock times."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

_SHAPE = re.compile(r"^(?:(\d{1,3})h)?\s*(?:(\d{1,4})m)?\s*(?:(\d{1,5})s)?$")


def parse_duration(written: str) -> int:
    """Return the seconds that ``written`` means, such as 150 for ``2m30s``.

    Raises ``ValueError`` for a bare number, because nobody can tell whether it means seconds or minutes.
    """
    text = written.strip().lower()
    shape = _SHAPE.match(text)
    if not text or shape is None:
        example = f"{text}s or {text}m" if text.isdigit() else "45s, 3m, 2m30s or 24h"
        raise ValueError(f'"{written}" is not a length of time; write it like {example}')
    hours, minutes, seconds = (int(part or 0) for part in shape.groups())
    return hours * 3600 + minutes * 60 + seconds


def write_duration(seconds: int) -> str:
    """Return ``seconds`` in the shortest form that ``parse_duration`` reads back, such as ``2m30s``."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else "", f"{left}s" if left else ""]
    return "".join(parts) or "0s"


def _from_text(value: Any) -> Any:
    return parse_duration(value) if isinstance(value, str) else value


Seconds = Annotated[int, BeforeValidator(_from_text)]
"""A field that is written ``2m30s`` in a file and is a whole number of seconds in the model."""
