"""What several parts of the store share: ids, cursors, lookups, and the audit row of a deed.

It never begins a transaction.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, insert, literal, tuple_
from sqlalchemy import select as sa_select

from simulator.store.columns import Instant
from simulator.store.errors import NotFound
from simulator.store.schema import audit
from simulator.store.values import Page

Made = TypeVar("Made")
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread aloud


def new_id(prefix: str) -> str:
    """Return a fresh unguessable id such as ``a-7kq2…``: 20 characters of 31, about 99 bits."""
    return f"{prefix}-" + "".join(secrets.choice(_ALPHABET) for _ in range(20))


def folded(name: str) -> str:
    """Return a name as compared: compatibility forms, case, and outer spaces do not tell two apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def must_exist(connection: Connection, table: Table, key: Column[str], value: str, what: str) -> None:
    """Raise ``NotFound`` unless a row has that key."""
    if connection.execute(sa_select(key).select_from(table).where(key == value)).first() is None:
        raise NotFound(what, value)


def audit_row(
    at: datetime, actor: str, deed: str, subject: str, detail: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the row that says who did what to which subject."""
    return {"at": at, "actor": actor, "deed": deed, "subject": subject, "detail": dict(detail or {})}


def insert_audit(connection: Connection, row: dict[str, Any]) -> None:
    """Write an audit row in the deed's own transaction."""
    connection.execute(insert(audit).values(**row))


def fetch_page(
    connection: Connection,
    query: Select[Any],
    order: tuple[Column[Any], Column[Any]] | tuple[Column[Any]],
    make: Callable[[Any], Made],
    *,
    limit: int,
    after: str | None,
) -> Page[Made]:
    """Run the query newest first (descending ``order``) and return one page of it.

    A cursor holds the order values of the last row shown, so rows that arrive meanwhile shift nothing.
    Raises ``ValueError`` for a limit below 1 or a cursor that this store did not give.
    """
    if limit < 1:
        raise ValueError(f"A page holds at least one row, not {limit}")
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(*_read_cursor(after, order)))
    query = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = connection.execute(query).all()
    shown = rows[:limit]
    cursor = None
    if len(rows) > limit:
        cursor = _write_cursor([getattr(shown[-1], column.name) for column in order])
    return Page(tuple(make(row) for row in shown), cursor)


def _write_cursor(values: Sequence[Any]) -> str:
    texts = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()


def _read_cursor(cursor: str, order: Sequence[Column[Any]]) -> list[ColumnElement[Any]]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor))
        pairs = list(zip(values, order, strict=True))
        return [literal(_cursor_value(value, column), column.type) for value, column in pairs]
    except (ValueError, TypeError):
        raise ValueError("This list cannot be continued from here; open it anew from the top.") from None


def _cursor_value(value: Any, column: Column[Any]) -> Any:
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    if not isinstance(value, column.type.python_type):
        raise TypeError(value)
    return value
