"""What can go wrong in the store, said alike for SQLite and PostgreSQL.

Every error carries the values that its sentence names. No driver's exception leaves this room.
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of every error that the store raises on purpose."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, is busy for too long, or refuses to work."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database did not answer: {reason}. Whether this step was saved is not known: check that "
            "the server runs (or the disk has room), look at what stands there, then try again."
        )


class StoreDamaged(StoreError):
    """What stands in the database cannot be read as what was written."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The database holds something unreadable: {what}. Verify it, and restore a backup.")


class StoreTooNew(StoreError):
    """The database was written by a later version of the simulator."""

    def __init__(self, found: str, known: str) -> None:
        self.found = found
        self.known = known
        super().__init__(
            f"The database is at version {found}, but this program knows versions up to {known}. "
            "Start the newer program, or restore a backup made by this one."
        )


class BadStoreUrl(StoreError, ValueError):
    """The address of the database cannot be used."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Cannot open the database {url!r}: {reason}. Give sqlite:///path/to/file.db "
            "or postgresql://user@host/name."
        )


class NotFound(StoreError, LookupError):
    """Nothing in the store has that id."""

    def __init__(self, what: str, key: str) -> None:
        self.what = what
        self.key = key
        super().__init__(
            f"There is no {what} {key!r} in the database. It may be mistyped or belong elsewhere."
        )


class AlreadyExists(StoreError):
    """Something that must be unique is there already."""

    def __init__(self, what: str, key: str) -> None:
        self.what = what
        self.key = key
        super().__init__(f"There is already a {what} {key!r}. Choose another one.")


class RecordConflict(StoreError):
    """Somebody else appended first: the writer's expected ``seq`` is not the head."""

    def __init__(self, expected: int, actual: int) -> None:
        self.expected = expected
        self.actual = actual
        super().__init__(
            f"The record stands at event {actual}, not at {expected} as expected: it went on elsewhere "
            "(another tab, perhaps). Read the newer events and try again."
        )


class RecordSealed(StoreError):
    """The record is sealed; nothing enters it any more."""

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        super().__init__(f"The record {record_id!r} is sealed. Nothing can be added to it.")


class AppendOnly(StoreError):
    """A table that only grows was asked to change or lose a row."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"The database refused to change what stands in a record ({detail}).")


class ClaimRefused(StoreError):
    """The installation's claim token is wrong, used or was never offered."""

    def __init__(self) -> None:
        super().__init__(
            "This token does not open the installation: it is mistyped, replaced by a newer one, or already "
            "used. Restart the program to have a new token printed in the terminal."
        )
