"""On PostgreSQL an event enters by the head's two columns alone, never by a row type called ``record``.

``record`` is also a name of PostgreSQL's own. A function that declares ``head record%ROWTYPE`` finds our
table at first; once the server looks the type up again (an ANALYZE of the table is enough, and autovacuum
runs one), it finds its own type instead and refuses every event of that connection from then on.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ENTERS = (
    "CREATE OR REPLACE FUNCTION event_enters() RETURNS trigger LANGUAGE plpgsql AS $body$"
    " DECLARE last integer; sealed text; BEGIN"
    " SELECT head_seq, sealed_at INTO last, sealed FROM record WHERE id = NEW.stream_id FOR UPDATE;"
    " IF sealed IS NOT NULL THEN RAISE EXCEPTION 'record_sealed'; END IF;"
    " IF last <> NEW.seq - 1 THEN RAISE EXCEPTION 'record_conflict'; END IF;"
    " RETURN NEW; END; $body$"
)


def upgrade() -> None:
    """Put the function in place of the one of version 0001."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(_ENTERS)
