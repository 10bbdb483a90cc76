"""The tables, as the code sees them today. How a database gets them is told by ``migrations`` alone.

Nothing here creates or changes a database.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from simulator.store.columns import Instant, Json, SafeText, Words, seconds_type

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(name: str, *words: str) -> Column[str]:
    listed = ", ".join(f"'{word}'" for word in words)
    return Column(name, Text, CheckConstraint(f"{name} IN ({listed})", name=name), nullable=False)


def _person(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, SafeText, ForeignKey("person.id"), nullable=nullable)


# The two kinds of append-only streams share three tables: who may enter is the head's affair, not the kind's.
record = Table(
    "record",
    metadata,
    Column("id", SafeText, primary_key=True),
    _one_of("sort", "attempt", "portfolio"),
    Column("head_seq", Integer, nullable=False),
    Column("head_digest", Text, nullable=False),
    Column("sealed_at", Text),
    Column("seal_digest", Text),
    sqlite_strict=True,
)
event = Table(
    "event",
    metadata,
    Column("stream_id", SafeText, ForeignKey("record.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("t", seconds_type(), nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("payload", Text),
    Column("salt", Text),
    Column("payload_digest", Text, nullable=False),
    Column("chain_digest", Text, nullable=False),
    sqlite_strict=True,
)
erasure = Table(
    "erasure",
    metadata,
    Column("stream_id", SafeText, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("actor", SafeText, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("erased_at", Text, nullable=False),
    ForeignKeyConstraint(["stream_id", "seq"], ["event.stream_id", "event.seq"]),
    sqlite_strict=True,
)

person = Table(
    "person",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("display_name", SafeText, nullable=False),
    Column("login_name", SafeText, nullable=False),
    Column("login_key", SafeText, nullable=False, unique=True),
    Column("password_hash", SafeText),
    Column("roles", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("pace", seconds_type()),
    Column("settings", Json, nullable=False),
)
cohort = Table(
    "cohort",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("name", SafeText, nullable=False),
    Column("class_code", SafeText, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
)
cohort_person = Table(
    "cohort_person",
    metadata,
    Column("cohort_id", SafeText, ForeignKey("cohort.id"), primary_key=True),
    Column("person_id", SafeText, ForeignKey("person.id"), primary_key=True),
    Column("part", Text, CheckConstraint("part IN ('member', 'assessor')", name="part"), primary_key=True),
    Column("since", Instant, nullable=False),
    Index(None, "person_id"),
)
attempt = Table(
    "attempt",
    metadata,
    Column("id", SafeText, ForeignKey("record.id"), primary_key=True),
    _person("learner_id"),
    Column("scenario_id", SafeText, nullable=False),
    Column("organisation_id", SafeText, nullable=False),
    Column("unit", SafeText, nullable=False),
    _one_of("mode", "practice", "assessment", "warm-up"),
    Column("seed", SafeText, nullable=False),
    _one_of("status", "running", "finished", "abandoned"),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("released_at", Instant),
    _person("released_by", nullable=True),
    Column("content", Json, nullable=False),
    Column("reader_version", SafeText, nullable=False),
    Column("marker_version", SafeText),
    Column("set_task_id", SafeText, ForeignKey("set_task.id")),
    Index(None, "learner_id", "started_at"),
    Index(None, "started_at", "id"),
)
paper_task = Table(
    "paper_task",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("cohort_id", SafeText, ForeignKey("cohort.id"), nullable=False),
    _one_of("sort", "paper", "report"),
    Column("unit", SafeText, nullable=False),
    Column("organisation_id", SafeText, nullable=False),
    _one_of("mode", "practice", "assessment"),
    Column("criteria", Json, nullable=False),
    Column("brief", SafeText, nullable=False),
    Column("due_at", Instant),
    _person("set_by"),
    Column("set_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Index(None, "cohort_id"),
)
# A written task: its record is an attempt's, its row stands apart from those of calls.
paper = Table(
    "paper",
    metadata,
    Column("id", SafeText, ForeignKey("record.id"), primary_key=True),
    _person("learner_id"),
    _one_of("sort", "paper", "report", "study"),
    Column("unit", SafeText, nullable=False),
    Column("organisation_id", SafeText, nullable=False),
    _one_of("mode", "practice", "assessment"),
    _one_of("status", "running", "finished", "abandoned"),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("released_at", Instant),
    _person("released_by", nullable=True),
    Column("content", Json, nullable=False),
    Column("task_id", SafeText, ForeignKey("paper_task.id")),
    UniqueConstraint("learner_id", "task_id"),
    Index(None, "learner_id", "started_at"),
)
portfolio = Table(
    "portfolio",
    metadata,
    Column("id", SafeText, ForeignKey("record.id"), primary_key=True),
    _person("learner_id"),
    Column("unit", SafeText, nullable=False),
    Column("opened_at", Instant, nullable=False),
    UniqueConstraint("learner_id", "unit"),
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("token_digest", Text, primary_key=True),
    _person("person_id"),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index(None, "person_id"),
)
claim = Table(
    "claim",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    Column("token_digest", Text, nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("claimed_at", Instant),
    _person("claimed_by", nullable=True),
)
goal = Table(
    "goal",
    metadata,
    Column("id", Integer, primary_key=True),
    _person("learner_id"),
    Column("goal", SafeText, nullable=False),
    Column("chosen_at", Instant, nullable=False),
    Index(None, "learner_id"),
)
set_task = Table(
    "set_task",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("cohort_id", SafeText, ForeignKey("cohort.id")),
    _person("learner_id", nullable=True),
    Column("scenario_id", SafeText, nullable=False),
    _one_of("mode", "practice", "assessment"),
    Column("due_at", Instant),
    _person("set_by"),
    Column("set_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    CheckConstraint("(cohort_id IS NULL) <> (learner_id IS NULL)", name="one_target"),
    Index(None, "cohort_id"),
    Index(None, "learner_id"),
)
kept_text = Table(
    "kept_text",
    metadata,
    Column("digest", SafeText, primary_key=True),
    Column("body", SafeText, nullable=False),
)
kept_file = Table(
    "kept_file",
    metadata,
    Column("digest", SafeText, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary),
    Column("kept_at", Instant, nullable=False),
)
draft = Table(
    "draft",
    metadata,
    Column("attempt_id", SafeText, ForeignKey("attempt.id"), primary_key=True),
    Column("key", SafeText, primary_key=True),
    Column("body", SafeText, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", SafeText, nullable=False),
    Column("deed", SafeText, nullable=False),
    Column("subject", SafeText, nullable=False),
    Column("detail", Json, nullable=False),
    Index(None, "subject"),
)
setting = Table(
    "setting",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("value", Json, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
