"""The durable floor: records, attempts, people, cohorts and what is kept beside them. SQL lives here alone.

It knows no rule of calls or marking and takes no clock: every time is passed in, timezone-aware UTC.
"""

from simulator.store.attempts import AttemptFilter, Attempts
from simulator.store.chain import RawEvent, canonical_json, check_chain
from simulator.store.errors import (
    AlreadyExists,
    AppendOnly,
    BadStoreUrl,
    ClaimRefused,
    NotFound,
    RecordConflict,
    RecordSealed,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    StoreUnavailable,
)
from simulator.store.opening import Store, open_store
from simulator.store.rows import new_id
from simulator.store.streams import Streams
from simulator.store.values import (
    Attempt,
    AuditEntry,
    Cohort,
    Draft,
    Erasure,
    Goal,
    Head,
    Mode,
    NewAttempt,
    NewEvent,
    NewPerson,
    Page,
    Person,
    Portfolio,
    Role,
    SetTask,
    SignIn,
    Status,
    StoredEvent,
    Verification,
)

__all__ = [
    "AlreadyExists",
    "AppendOnly",
    "Attempt",
    "AttemptFilter",
    "Attempts",
    "AuditEntry",
    "BadStoreUrl",
    "ClaimRefused",
    "Cohort",
    "Draft",
    "Erasure",
    "Goal",
    "Head",
    "Mode",
    "NewAttempt",
    "NewEvent",
    "NewPerson",
    "NotFound",
    "Page",
    "Person",
    "Portfolio",
    "RawEvent",
    "RecordConflict",
    "RecordSealed",
    "Role",
    "SetTask",
    "SignIn",
    "Status",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreTooNew",
    "StoreUnavailable",
    "StoredEvent",
    "Streams",
    "Verification",
    "canonical_json",
    "check_chain",
    "new_id",
    "open_store",
]
