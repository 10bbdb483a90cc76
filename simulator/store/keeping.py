"""Small things kept beside the records: pinned texts, drafts, the audit trail and settings.

Texts and audit entries only ever grow (the database refuses otherwise); drafts and settings are replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from simulator.model.content_hash import text_digest
from simulator.store.chain import sha256
from simulator.store.database import Database
from simulator.store.errors import NotFound, StoreDamaged
from simulator.store.rows import audit_row, fetch_page, insert_audit
from simulator.store.schema import audit, draft, kept_file, kept_text, setting
from simulator.store.values import AuditEntry, Draft, Page


def _upsert(database: Database, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if database.is_sqlite else postgresql.insert(table)


class Texts:
    """The texts of files that attempts pin, each under its digest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, text: str) -> str:
        """Keep the text for ever and return its digest; a text kept before is not kept twice."""
        digest = text_digest(text)
        if digest in self:
            return digest
        with self._database.write() as connection:
            known = connection.execute(select(kept_text.c.digest).where(kept_text.c.digest == digest)).first()
            if known is None:
                insert = _upsert(self._database, kept_text).values(digest=digest, body=text)
                connection.execute(insert.on_conflict_do_nothing())
        return digest

    def __contains__(self, digest: object) -> bool:
        """Tell whether a text with that digest is kept."""
        query = select(kept_text.c.digest).where(kept_text.c.digest == str(digest))
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def get(self, digest: str) -> str:
        """Return the text. Raises ``NotFound``, or ``StoreDamaged`` when it no longer fits its digest."""
        with self._database.read() as connection:
            query = select(kept_text.c.body).where(kept_text.c.digest == digest)
            text: str | None = connection.execute(query).scalar()
        if text is None:
            raise NotFound("text", digest)
        if text_digest(text) != digest:
            raise StoreDamaged(f"the text {digest}")
        return text


class Files:
    """Uploaded files, each under the SHA-256 of its bytes. They are handed back whole or not at all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, body: bytes, at: datetime) -> str:
        """Keep the bytes and return their digest; what was kept before is not kept twice."""
        digest = sha256(body)
        self._enter(digest, len(body), body, at)
        return digest

    def erased(self, digest: str) -> bool:
        """Tell whether a file with that digest was kept and then erased: it can never be kept again."""
        query = select(kept_file.c.body.is_(None)).where(kept_file.c.digest == digest)
        with self._database.read() as connection:
            return bool(connection.execute(query).scalar())

    def erase(self, digest: str) -> None:
        """Lawfully remove the bytes for ever; digest and size stay. Raises ``NotFound``.

        ``scrub`` then clears the old bytes from the database's files; backups are the operator's to replace.
        """
        with self._database.write() as connection:
            here = kept_file.c.digest == digest
            if connection.execute(update(kept_file).where(here).values(body=None)).rowcount == 0:
                raise NotFound("file", digest)

    def scrub(self) -> None:
        """Let no erased bytes linger where the database keeps old pages or rows."""
        self._database.scrub("kept_file")

    def note_erased(self, digest: str, size: int, at: datetime) -> None:
        """Enter a file of which only digest and size are left, as it comes from another installation.

        One that is known, whole or erased, stays as it is.
        """
        self._enter(digest, size, None, at)

    def _enter(self, digest: str, size: int, body: bytes | None, at: datetime) -> None:
        """Insert a row unless the digest is known: a guard refuses even a conflict on SQLite."""
        with self._database.write() as connection:
            query = select(kept_file.c.digest).where(kept_file.c.digest == digest)
            if connection.execute(query).first() is None:
                values = {"digest": digest, "size": size, "body": body, "kept_at": at}
                insert = _upsert(self._database, kept_file).values(**values)
                connection.execute(insert.on_conflict_do_nothing())

    def get(self, digest: str) -> bytes:
        """Return the bytes. Raises ``NotFound``, or ``StoreDamaged`` when they no longer fit their digest."""
        with self._database.read() as connection:
            query = select(kept_file.c.body).where(kept_file.c.digest == digest)
            body: bytes | None = connection.execute(query).scalar()
        if body is None:
            raise NotFound("file", digest)
        if sha256(bytes(body)) != digest:
            raise StoreDamaged(f"the file {digest}")
        return bytes(body)


class Drafts:
    """Half-written text of running attempts, saved as it is typed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, attempt_id: str, key: str, text: str, updated_at: datetime) -> None:
        """Keep the text unless a later one is kept already. Raises ``NotFound`` for an unknown attempt."""
        values = {"attempt_id": attempt_id, "key": key, "body": text, "updated_at": updated_at}
        insert = _upsert(self._database, draft).values(**values)
        with self._database.write(NotFound("attempt", attempt_id)) as connection:
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=[draft.c.attempt_id, draft.c.key],
                    set_={"body": insert.excluded.body, "updated_at": insert.excluded.updated_at},
                    where=draft.c.updated_at <= insert.excluded.updated_at,
                )
            )

    def load(self, attempt_id: str) -> dict[str, Draft]:
        """Return the attempt's drafts by key."""
        query = select(draft.c.attempt_id, draft.c.key, draft.c.body, draft.c.updated_at)
        with self._database.read() as connection:
            rows = connection.execute(query.where(draft.c.attempt_id == attempt_id)).all()
        return {row[1]: Draft(*row) for row in rows}

    def clear(self, attempt_id: str, key: str | None = None) -> None:
        """Forget one draft of the attempt, or all."""
        statement = delete(draft).where(draft.c.attempt_id == attempt_id)
        if key is not None:
            statement = statement.where(draft.c.key == key)
        with self._database.write() as connection:
            connection.execute(statement)


class Audit:
    """Who did what, when. Inside ``store.transaction()`` an entry stands or falls with its deed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, at: datetime, actor: str, deed: str, subject: str, detail: Mapping[str, Any] | None = None
    ) -> None:
        """Write one entry; ``actor`` and ``subject`` are ids, ``detail`` JSON values without names."""
        with self._database.write() as connection:
            insert_audit(connection, audit_row(at, actor, deed, subject, detail))

    def list(
        self, *, subject: str | None = None, limit: int = 50, after: str | None = None
    ) -> Page[AuditEntry]:
        """Return a page of entries, the latest written first."""
        query = select(audit.c.id, audit.c.at, audit.c.actor, audit.c.deed, audit.c.subject, audit.c.detail)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        with self._database.read() as connection:
            return fetch_page(
                connection, query, (audit.c.id,), lambda row: AuditEntry(*row), limit=limit, after=after
            )


class Settings:
    """Settings of the whole installation, JSON values under a key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, or ``default``."""
        with self._database.read() as connection:
            row = connection.execute(select(setting.c.value).where(setting.c.key == key)).first()
        return default if row is None else row.value

    def put(self, key: str, value: Any, at: datetime) -> None:
        """Replace the value."""
        insert = _upsert(self._database, setting).values(key=key, value=value, updated_at=at)
        with self._database.write() as connection:
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=[setting.c.key],
                    set_={"value": insert.excluded.value, "updated_at": insert.excluded.updated_at},
                )
            )

    def remove(self, key: str) -> None:
        """Forget the setting, and let its old bytes not linger in the database's files."""
        with self._database.write() as connection:
            connection.execute(delete(setting).where(setting.c.key == key))
        self._database.scrub("setting")

    def settle(self, key: str, value: Any, at: datetime) -> Any:
        """Return the value that holds: this one if there was none (two replicas agree on one secret)."""
        insert = _upsert(self._database, setting).values(key=key, value=value, updated_at=at)
        with self._database.write() as connection:
            connection.execute(insert.on_conflict_do_nothing())
            return self.get(key)
