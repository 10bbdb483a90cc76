"""Uploaded files: their bytes under their digest, which the database lets nobody change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
# A lawful erasure may take the body away; nothing may put another in its place.
_CHANGED = "NOT (NEW.body IS NULL AND NEW.digest = OLD.digest AND NEW.size = OLD.size)"
_SQLITE = (
    (
        f"CREATE TRIGGER kept_file_changed BEFORE UPDATE ON kept_file FOR EACH ROW WHEN {_CHANGED}"
        " BEGIN SELECT RAISE(ABORT, 'append_only: kept_file rows are never changed'); END"
    ),
    (
        "CREATE TRIGGER kept_file_replaced BEFORE INSERT ON kept_file FOR EACH ROW"
        " WHEN EXISTS (SELECT 1 FROM kept_file WHERE digest = NEW.digest)"
        " BEGIN SELECT RAISE(ABORT, 'append_only: kept_file rows are never replaced'); END"
    ),
    (
        "CREATE TRIGGER kept_file_deleted BEFORE DELETE ON kept_file FOR EACH ROW"
        " BEGIN SELECT RAISE(ABORT, 'append_only: kept_file rows are never deleted'); END"
    ),
)
_POSTGRES = (
    (
        "CREATE FUNCTION kept_file_change() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN"
        f" IF {_CHANGED} THEN RAISE EXCEPTION 'append_only: kept_file rows are never changed'; END IF;"
        " RETURN NEW; END; $body$"
    ),
    (
        "CREATE TRIGGER kept_file_changed BEFORE UPDATE ON kept_file FOR EACH ROW"
        " EXECUTE FUNCTION kept_file_change()"
    ),
    (
        "CREATE TRIGGER kept_file_deleted BEFORE DELETE ON kept_file FOR EACH ROW"
        " EXECUTE FUNCTION refuse_change()"
    ),
    (
        "CREATE TRIGGER kept_file_truncated BEFORE TRUNCATE ON kept_file FOR EACH STATEMENT"
        " EXECUTE FUNCTION refuse_change()"
    ),
)


def upgrade() -> None:
    """Add the table and what guards it."""
    op.create_table(
        "kept_file",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_file")),
    )
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES
    for statement in statements:
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
