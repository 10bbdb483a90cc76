"""Column types that hold the same values on SQLite and PostgreSQL.

They never lose a character or a time zone: PostgreSQL refuses NUL and lone surrogates in text, SQLite has
no instants; both are encoded here and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Double, Text
from sqlalchemy.types import REAL, TypeDecorator, TypeEngine

ESCAPE = "\x1a"
_unsafe = re.compile("[\x00\x1a\ud800-\udfff]")
_escaped = re.compile("\x1a([0-9a-f]{4})")


def encode_text(text: str) -> str:
    """Return the text with NUL, SUBSTITUTE and lone surrogates written as SUBSTITUTE and four hex digits."""
    if _unsafe.search(text) is None:
        return text
    return _unsafe.sub(lambda found: f"{ESCAPE}{ord(found[0]):04x}", text)


def decode_text(stored: str) -> str:
    """Undo ``encode_text``."""
    if ESCAPE not in stored:
        return stored
    return _escaped.sub(lambda found: chr(int(found[1], 16)), stored)


def instant_text(instant: datetime) -> str:
    """Write a UTC instant with microseconds, always 32 characters, so that text sorts as time does.

    Raises ``ValueError`` when the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"The time {instant.isoformat()} has no time zone. Pass a timezone-aware UTC time.")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


class SafeText(TypeDecorator[str]):
    """Text that keeps every character Python can hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encode on the way in."""
        return None if value is None else encode_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Decode on the way out."""
        return None if value is None else decode_text(value)


class Instant(TypeDecorator[datetime]):
    """A timezone-aware UTC instant: ``timestamptz`` on PostgreSQL, sortable text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the stored type."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a time without a zone; store UTC."""
        if value is None:
            return None
        text = instant_text(value)
        return text if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return UTC."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value as ASCII text (so that any character survives), keys sorted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Write canonical JSON."""
        return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


class Words(TypeDecorator[frozenset[str]]):
    """A small set of words in one text, ``,assessor,learner,``, so that one can be looked for with LIKE."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """Write the words sorted between commas."""
        return None if value is None else "".join(f",{word}" for word in sorted(value)) + ","

    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[str]:
        """Read them back."""
        return frozenset(word for word in (value or "").split(",") if word)


def seconds_type() -> TypeEngine[float]:
    """Return a double: ``REAL`` on SQLite (the only name its strict tables know), ``double precision``."""
    return Double().with_variant(REAL(), "sqlite")


__all__ = [
    "Instant", "Json", "SafeText", "Words",
    "decode_text", "encode_text", "instant_text", "seconds_type",
]  # fmt: skip
