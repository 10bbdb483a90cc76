"""Question papers and reports, and the setting of them for a class."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "paper_task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cohort_id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.CheckConstraint("sort IN ('paper', 'report')", name=op.f("ck_paper_task_sort")),
        sa.CheckConstraint("mode IN ('practice', 'assessment')", name=op.f("ck_paper_task_mode")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_paper_task_cohort_id")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_paper_task_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_task")),
    )
    op.create_index(op.f("ix_paper_task_cohort_id"), "paper_task", ["cohort_id"])
    op.create_table(
        "paper",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("learner_id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=True),
        sa.CheckConstraint("sort IN ('paper', 'report', 'study')", name=op.f("ck_paper_sort")),
        sa.CheckConstraint("mode IN ('practice', 'assessment')", name=op.f("ck_paper_mode")),
        sa.CheckConstraint("status IN ('running', 'finished', 'abandoned')", name=op.f("ck_paper_status")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_paper_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_paper_learner_id")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_paper_released_by")),
        sa.ForeignKeyConstraint(["task_id"], ["paper_task.id"], name=op.f("fk_paper_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("learner_id", "task_id", name=op.f("uq_paper_learner_id_task_id")),
    )
    op.create_index(op.f("ix_paper_learner_id_started_at"), "paper", ["learner_id", "started_at"])
