"""The first tables: records and their events, attempts, people, cohorts and what is set for them."""

import sqlalchemy as sa
from alembic import op

from simulator.store.migrations import triggers_0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)


def _cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("class_code", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("class_code", name=op.f("uq_cohort_class_code")),
    )


def _kept_text() -> None:
    op.create_table(
        "kept_text",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_text")),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("login_name", sa.Text(), nullable=False),
        sa.Column("login_key", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("pace", SECONDS, nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login_key", name=op.f("uq_person_login_key")),
    )


def _record() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("head_seq", sa.Integer(), nullable=False),
        sa.Column("head_digest", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.Text(), nullable=True),
        sa.Column("seal_digest", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.CheckConstraint("sort IN ('attempt', 'portfolio')", name=op.f("ck_record_sort")),
        sqlite_strict=True,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_claim_claimed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.CheckConstraint("id = 1", name=op.f("ck_claim_single")),
    )


def _cohort_person() -> None:
    op.create_table(
        "cohort_person",
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_person_cohort_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cohort_person_person_id")),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", "part", name=op.f("pk_cohort_person")),
        sa.CheckConstraint("part IN ('member', 'assessor')", name=op.f("ck_cohort_person_part")),
    )
    op.create_index(op.f("ix_cohort_person_person_id"), "cohort_person", ["person_id"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("t", SECONDS, nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("chain_digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["stream_id"], ["record.id"], name=op.f("fk_event_stream_id")),
        sa.PrimaryKeyConstraint("stream_id", "seq", name=op.f("pk_event")),
        sqlite_strict=True,
    )


def _goal() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("chosen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_goal_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_learner_id"), "goal", ["learner_id"], unique=False)


def _portfolio() -> None:
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("learner_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_portfolio_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_portfolio_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
        sa.UniqueConstraint("learner_id", "unit", name=op.f("uq_portfolio_learner_id_unit")),
    )


def _set_task() -> None:
    op.create_table(
        "set_task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cohort_id", sa.Text(), nullable=True),
        sa.Column("learner_id", sa.Text(), nullable=True),
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_set_task_cohort_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_set_task_learner_id")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_set_task_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_task")),
        sa.CheckConstraint("mode IN ('practice', 'assessment')", name=op.f("ck_set_task_mode")),
        sa.CheckConstraint(
            "(cohort_id IS NULL) <> (learner_id IS NULL)", name=op.f("ck_set_task_one_target")
        ),
    )
    op.create_index(op.f("ix_set_task_cohort_id"), "set_task", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_set_task_learner_id"), "set_task", ["learner_id"], unique=False)


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("learner_id", sa.Text(), nullable=False),
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("marker_version", sa.Text(), nullable=True),
        sa.Column("set_task_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_attempt_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_attempt_learner_id")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_attempt_released_by")),
        sa.ForeignKeyConstraint(["set_task_id"], ["set_task.id"], name=op.f("fk_attempt_set_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.CheckConstraint("mode IN ('practice', 'assessment', 'warm-up')", name=op.f("ck_attempt_mode")),
        sa.CheckConstraint("status IN ('running', 'finished', 'abandoned')", name=op.f("ck_attempt_status")),
    )
    op.create_index(
        op.f("ix_attempt_learner_id_started_at"), "attempt", ["learner_id", "started_at"], unique=False
    )
    op.create_index(op.f("ix_attempt_started_at_id"), "attempt", ["started_at", "id"], unique=False)


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("stream_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stream_id", "seq"], ["event.stream_id", "event.seq"], name=op.f("fk_erasure_stream_id_seq")
        ),
        sa.PrimaryKeyConstraint("stream_id", "seq", name=op.f("pk_erasure")),
        sqlite_strict=True,
    )


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_draft_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "key", name=op.f("pk_draft")),
    )


def upgrade() -> None:
    """Create every table and its triggers."""
    _audit()
    _cohort()
    _kept_text()
    _person()
    _record()
    _setting()
    _claim()
    _cohort_person()
    _event()
    _goal()
    _portfolio()
    _set_task()
    _sign_in()
    _attempt()
    _erasure()
    _draft()
    statements = triggers_0001.sqlite if op.get_bind().dialect.name == "sqlite" else triggers_0001.postgresql
    for statement in statements():
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
