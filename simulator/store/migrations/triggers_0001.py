"""The triggers of version 0001: what the database itself refuses, whoever asks.

1. Events, erasures, audit entries and kept texts are never changed, deleted, replaced or truncated.
2. An event enters only directly after the head of an unsealed record; entering moves the head.
3. An event may lose payload and salt, and nothing else, once an erasure row (itself permanent) names it.
4. A head moves only to an event that stands; a seal is set once and closes the record.
"""

# ruff: noqa: S608 -- every name that enters these statements stands in this file

KEPT = ("event", "erasure", "audit", "kept_text", "record")
KEYS = {
    "event": "stream_id = NEW.stream_id AND seq = NEW.seq",
    "erasure": "stream_id = NEW.stream_id AND seq = NEW.seq",
    "audit": "id = NEW.id",
    "kept_text": "digest = NEW.digest",
    "record": "id = NEW.id",
}
FROZEN = ("stream_id", "seq", "kind", "t", "recorded_at", "payload_digest", "chain_digest")


def _lawful_erasure(same: str) -> str:
    unchanged = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in FROZEN)
    return (
        f"NEW.payload IS NULL AND NEW.salt IS NULL AND {unchanged} AND EXISTS"
        " (SELECT 1 FROM erasure e WHERE e.stream_id = OLD.stream_id AND e.seq = OLD.seq)"
    )


def _lawful_head(same: str) -> str:
    kept = f"OLD.sealed_at IS NULL AND NEW.id {same} OLD.id AND NEW.sort {same} OLD.sort"
    still = f"NEW.head_seq {same} OLD.head_seq AND NEW.head_digest {same} OLD.head_digest"
    moved = (
        "NEW.sealed_at IS NULL AND NEW.seal_digest IS NULL AND NEW.head_seq > OLD.head_seq AND EXISTS"
        " (SELECT 1 FROM event e WHERE e.stream_id = NEW.id AND e.seq = NEW.head_seq"
        " AND e.chain_digest = NEW.head_digest)"
    )
    sealed = f"NEW.sealed_at IS NOT NULL AND NEW.seal_digest IS NOT NULL AND {still}"
    return f"{kept} AND (({moved}) OR ({sealed}))"


def sqlite() -> list[str]:
    """Return the statements for SQLite."""
    made = []

    def refuse(name: str, table: str, moment: str, condition: str = "") -> None:
        when = f" WHEN {condition}" if condition else ""
        made.append(
            f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} FOR EACH ROW{when}"
            f" BEGIN SELECT RAISE(ABORT, 'append_only: {table} rows are never {name}'); END"
        )

    for table in KEPT:
        refuse("deleted", table, "DELETE")
        # INSERT OR REPLACE deletes without firing delete triggers, so the key itself is guarded
        refuse("replaced", table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {KEYS[table]})")
    for table in ("erasure", "audit", "kept_text"):
        refuse("changed", table, "UPDATE")
    refuse("changed", "event", "UPDATE", f"NOT ({_lawful_erasure('IS')})")
    refuse("changed", "record", "UPDATE", f"NOT ({_lawful_head('IS')})")
    made.append(
        "CREATE TRIGGER event_entering BEFORE INSERT ON event FOR EACH ROW BEGIN"
        " SELECT RAISE(ABORT, 'record_sealed') FROM record"
        " WHERE id = NEW.stream_id AND sealed_at IS NOT NULL;"
        " SELECT RAISE(ABORT, 'record_conflict') FROM record"
        " WHERE id = NEW.stream_id AND head_seq <> NEW.seq - 1; END"
    )
    made.append(
        "CREATE TRIGGER event_entered AFTER INSERT ON event FOR EACH ROW BEGIN"
        " UPDATE record SET head_seq = NEW.seq, head_digest = NEW.chain_digest WHERE id = NEW.stream_id; END"
    )
    return made


def _pg_function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$"


def _pg_trigger(name: str, moment: str, each: str, function: str) -> str:
    return f"CREATE TRIGGER {name} {moment} FOR EACH {each} EXECUTE FUNCTION {function}()"


def postgresql() -> list[str]:
    """Return the statements for PostgreSQL."""
    same = "IS NOT DISTINCT FROM"
    refusal = "RAISE EXCEPTION 'append_only: % rows are never changed or deleted', TG_TABLE_NAME;"
    made = [
        _pg_function("refuse_change", f"BEGIN {refusal} END;"),
        _pg_function(
            "event_change", f"BEGIN IF {_lawful_erasure(same)} THEN RETURN NEW; END IF; {refusal} END;"
        ),
        _pg_function(
            "record_change", f"BEGIN IF {_lawful_head(same)} THEN RETURN NEW; END IF; {refusal} END;"
        ),
        _pg_function(
            "event_enters",
            "DECLARE head record%ROWTYPE; BEGIN"
            " SELECT * INTO head FROM record WHERE id = NEW.stream_id FOR UPDATE;"
            " IF head.sealed_at IS NOT NULL THEN RAISE EXCEPTION 'record_sealed'; END IF;"
            " IF head.head_seq <> NEW.seq - 1 THEN RAISE EXCEPTION 'record_conflict'; END IF;"
            " RETURN NEW; END;",
        ),
        _pg_function(
            "event_enters_head",
            "BEGIN UPDATE record SET head_seq = NEW.seq, head_digest = NEW.chain_digest"
            " WHERE id = NEW.stream_id; RETURN NULL; END;",
        ),
        _pg_trigger("event_entering", "BEFORE INSERT ON event", "ROW", "event_enters"),
        _pg_trigger("event_entered", "AFTER INSERT ON event", "ROW", "event_enters_head"),
    ]
    change = {"event": "event_change", "record": "record_change"}
    for table in KEPT:
        checker = change.get(table, "refuse_change")
        for name, moment, each, function in (
            ("deleted", "DELETE", "ROW", "refuse_change"),
            ("truncated", "TRUNCATE", "STATEMENT", "refuse_change"),
            ("changed", "UPDATE", "ROW", checker),
        ):
            made.append(_pg_trigger(f"{table}_{name}", f"BEFORE {moment} ON {table}", each, function))
    return made
