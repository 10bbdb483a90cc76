"""The frozen values that enter and leave the store. They hold no SQL and do nothing by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

Role = Literal["learner", "assessor", "tutor", "iqa", "administrator"]
Mode = Literal["practice", "assessment", "warm-up"]
TaskMode = Literal["practice", "assessment"]
Status = Literal["running", "finished", "abandoned"]
Sort = Literal["attempt", "portfolio"]
PaperSort = Literal["paper", "report", "study"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One thing that happened, ready to be appended.

    ``kind`` is a slug; ``t`` is call time in seconds (finite, not negative); ``recorded_at`` is UTC;
    ``payload`` holds JSON values under text keys and never a learner's name.
    """

    kind: str
    t: float
    recorded_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event as it stands in a record. ``payload`` and ``salt`` are None once erased."""

    stream_id: str
    seq: int
    kind: str
    t: float
    recorded_at: datetime
    payload: dict[str, Any] | None
    salt: str | None
    payload_digest: str
    chain_digest: str

    @property
    def erased(self) -> bool:
        """Tell whether the payload was lawfully erased."""
        return self.payload is None


@dataclass(frozen=True, slots=True)
class Head:
    """Where a record stands: its last ``seq`` (0 when empty), that event's chain digest, and its seal."""

    stream_id: str
    seq: int
    digest: str
    sealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who erased the payload of one event, when and why."""

    stream_id: str
    seq: int
    actor: str
    reason: str
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a record found.

    ``altered_at`` is the first seq that is not as it was written (the head's seq plus one when the seal
    or the head itself is wrong), None when the record is intact; ``fault`` says what was seen there.
    ``erased`` lists the seqs whose payload was lawfully erased: they do not make a record altered.
    """

    stream_id: str
    head_seq: int
    head_digest: str
    altered_at: int | None = None
    fault: str = ""
    erased: tuple[int, ...] = ()

    @property
    def intact(self) -> bool:
        """Tell whether every event stands as it was written, or was lawfully erased."""
        return self.altered_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """What is known when an attempt starts. ``content`` maps a name to the digest of a kept text."""

    id: str
    learner_id: str
    scenario_id: str
    organisation_id: str
    unit: str
    mode: Mode
    seed: int
    started_at: datetime
    content: Mapping[str, str]
    reader_version: str
    set_task_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One learner's run of one task. Its id is also the id of its record."""

    id: str
    learner_id: str
    scenario_id: str
    organisation_id: str
    unit: str
    mode: Mode
    seed: int
    status: Status
    started_at: datetime
    ended_at: datetime | None
    sealed_at: datetime | None
    released_at: datetime | None
    released_by: str | None
    content: Mapping[str, str]
    reader_version: str
    marker_version: str | None
    set_task_id: str | None
    head_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """What is known when a paper or report starts. ``content`` maps a name to the digest of a kept text."""

    id: str
    learner_id: str
    sort: PaperSort
    unit: str
    organisation_id: str
    mode: TaskMode
    started_at: datetime
    content: Mapping[str, str]
    task_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One learner's run of a question paper, a report or a turn of study; its id is its record's too."""

    id: str
    learner_id: str
    sort: PaperSort
    unit: str
    organisation_id: str
    mode: TaskMode
    status: Status
    started_at: datetime
    ended_at: datetime | None
    released_at: datetime | None
    released_by: str | None
    content: Mapping[str, str]
    task_id: str | None
    head_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTask:
    """A paper or report set for a class. ``brief`` names a report; ``criteria`` are those asked about."""

    id: str
    cohort_id: str
    sort: PaperSort
    unit: str
    organisation_id: str
    mode: TaskMode
    criteria: tuple[str, ...]
    brief: str
    set_by: str
    set_at: datetime
    due_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items, and the cursor that fetches the next ones (None at the end)."""

    items: tuple[Item, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One learner's whole set of evidence for one unit. Its id is also the id of its record."""

    id: str
    learner_id: str
    unit: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to be added. ``password_hash`` is None for who signs in elsewhere or not at all."""

    id: str
    display_name: str
    login_name: str
    roles: frozenset[Role]
    created_at: datetime
    password_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person known to the installation. ``pace`` is typing speed in characters a second."""

    id: str
    display_name: str
    login_name: str
    roles: frozenset[Role]
    active: bool
    created_at: datetime
    pace: float | None
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class. ``class_code`` is None while nobody may join with one."""

    id: str
    name: str
    class_code: str | None
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """A server-side record of one signed-in browser. The token itself is never kept."""

    person_id: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Goal:
    """What a learner chose to work on."""

    learner_id: str
    goal: str
    chosen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTask:
    """A scenario set for a cohort or for one learner: exactly one of the two ids is given."""

    id: str
    scenario_id: str
    mode: TaskMode
    set_by: str
    set_at: datetime
    cohort_id: str | None = None
    learner_id: str | None = None
    due_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Half-written text of an attempt that is no event yet."""

    attempt_id: str
    key: str
    text: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which subject, and when."""

    id: int
    at: datetime
    actor: str
    deed: str
    subject: str
    detail: Mapping[str, Any]
