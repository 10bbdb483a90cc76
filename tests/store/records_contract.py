"""What every record keeps to, whichever database holds it. Subclassed once for each database."""

from __future__ import annotations

import json
import math
import threading
from datetime import datetime
from typing import Any

import pytest
from hypothesis import strategies as st

from simulator.store import (
    AlreadyExists,
    NewEvent,
    NotFound,
    RawEvent,
    RecordConflict,
    RecordSealed,
    Store,
    check_chain,
    new_id,
)
from tests.store.making import START, a_person, a_record, an_attempt, at, said

any_text = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "مرحبا", "\u202e<b>", "🚒", "\x1a0000", ""]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)
new_event = st.builds(
    NewEvent,
    kind=st.sampled_from(["said", "fact_told", "log.field", "line-opened"]),
    t=st.floats(0, 1e6) | st.just(-0.0) | st.integers(0, 4000),
    recorded_at=st.integers(0, 10**12).map(lambda micro: at(micro / 1e6)),
    payload=st.dictionaries(any_text, values, max_size=3),
)


new_batches = st.lists(st.lists(new_event, max_size=4), max_size=4)


class RecordsContract:
    """The contract of streams, attempts and portfolios."""

    def appends_read_back_equal(self, store: Store, batches: list[list[NewEvent]]) -> None:
        """Hold for any batches of events; each database's class lets hypothesis call it."""
        record_id = a_record(store)
        for batch in batches:
            store.attempts.append(record_id, store.attempts.head(record_id).seq, batch)
        appended = [new for batch in batches for new in batch]
        stored = store.attempts.read(record_id)
        assert [(e.kind, e.t, e.recorded_at, e.payload) for e in stored] == [
            (n.kind, n.t, n.recorded_at, dict(n.payload)) for n in appended
        ]
        assert [e.seq for e in stored] == list(range(1, len(appended) + 1))
        found = store.attempts.verify(record_id)
        assert found.intact, found.fault
        head = store.attempts.head(record_id)
        raw = map(RawEvent.of, stored)
        assert check_chain(record_id, raw, (), head.seq, head.digest).intact, "an export must verify alone"

    def test_long_and_strange_text_survives(self, store: Store) -> None:
        texts = [
            "x" * 10_000,
            "🚑" * 10_000,
            "".join(map(chr, range(0x20))),
            "\u202eمرحبا\u202c",
            "\ud83d",
            "<script>",
        ]
        record_id = a_record(store, *map(said, texts))
        assert [e.payload for e in store.attempts.read(record_id)] == [{"text": text} for text in texts]
        attempt_id = record_id
        for text in texts:
            store.drafts.save(attempt_id, text[:50], text, START)
        assert {d.text for d in store.drafts.load(attempt_id).values()} == set(texts)
        assert [store.texts.get(store.texts.keep(text)) for text in texts] == texts

    def test_only_newer_events_are_read(self, store: Store) -> None:
        record_id = a_record(store, said("one"), said("two"), said("three"))
        assert [e.seq for e in store.attempts.read(record_id, 1)] == [2, 3]
        assert store.attempts.read(record_id, 3) == []

    def test_a_writer_who_missed_an_event_is_refused_and_told_where_the_record_stands(
        self, store: Store
    ) -> None:
        record_id = a_record(store, said("one"), said("two"))
        for expected in (0, 1, 3):
            with pytest.raises(RecordConflict) as refused:
                store.attempts.append(record_id, expected, [said("late")])
            assert (refused.value.expected, refused.value.actual) == (expected, 2)
        assert len(store.attempts.read(record_id)) == 2

    def test_events_that_cannot_be_kept_are_refused_whole(self, store: Store) -> None:
        record_id = a_record(store, said("one"))
        bad = [
            NewEvent("said", math.nan, START),
            NewEvent("said", -1, START),
            NewEvent("two words", 1, START),
            NewEvent("said", 1, datetime(2026, 11, 24)),  # noqa: DTZ001 -- the missing zone is the point
            NewEvent("said", 1, START, {"score": math.inf}),
        ]
        for new in bad:
            with pytest.raises(ValueError, match=r"."):
                store.attempts.append(record_id, 1, [said("good"), new])
        assert store.attempts.head(record_id).seq == 1

    def test_of_many_writers_at_once_with_the_same_expected_seq_exactly_one_wins(self, store: Store) -> None:
        record_id = a_record(store)
        for expected in range(6):
            outcomes = _at_once(
                4, lambda n, seq=expected: store.attempts.append(record_id, seq, [said(f"writer {n}")]).seq
            )
            conflicts = [o for o in outcomes if isinstance(o, RecordConflict)]
            assert [o for o in outcomes if not isinstance(o, Exception)] == [expected + 1]
            assert [(o.expected, o.actual) for o in conflicts] == [(expected, expected + 1)] * 3
        assert store.attempts.verify(record_id).intact

    def test_writers_to_different_records_do_not_disturb_one_another(self, store: Store) -> None:
        ids = [a_record(store) for _ in range(4)]

        def write(n: int) -> int:
            for seq in range(10):
                store.attempts.append(ids[n], seq, [said(f"{n} {seq}")])
            return store.attempts.head(ids[n]).seq

        assert _at_once(4, write) == [10] * 4
        assert all(store.attempts.verify(record_id).intact for record_id in ids)

    def test_nothing_enters_a_sealed_record(self, store: Store) -> None:
        record_id = a_record(store, said("one"))
        sealed = store.attempts.seal(record_id, at(60), expected_seq=1)
        assert sealed == store.attempts.head(record_id)
        assert sealed.sealed_at == at(60)
        with pytest.raises(RecordSealed):
            store.attempts.append(record_id, 1, [said("late")])
        with pytest.raises(RecordSealed):
            store.attempts.seal(record_id, at(61))
        assert store.attempts.verify(record_id).intact

    def test_a_record_that_went_on_is_not_sealed_unseen(self, store: Store) -> None:
        record_id = a_record(store, said("one"), said("two"))
        with pytest.raises(RecordConflict):
            store.attempts.seal(record_id, at(60), expected_seq=1)
        assert store.attempts.head(record_id).sealed_at is None

    def test_an_erasure_removes_content_and_says_so_without_breaking_the_chain(self, store: Store) -> None:
        record_id = a_record(store, said("one"), said("a real address"), said("three"))
        store.attempts.seal(record_id, at(5))
        before = store.attempts.head(record_id)
        store.attempts.erase(record_id, [2], actor="u-1", reason="request of the person", erased_at=at(9))
        assert [e.payload for e in store.attempts.read(record_id)] == [
            {"text": "one"},
            None,
            {"text": "three"},
        ]
        assert store.attempts.read(record_id, 1)[0].salt is None
        found = store.attempts.verify(record_id)
        assert found.intact
        assert found.erased == (2,)
        assert store.attempts.head(record_id) == before
        erased = store.attempts.erasures(record_id)
        assert [(e.seq, e.actor, e.reason, e.erased_at) for e in erased] == [
            (2, "u-1", "request of the person", at(9))
        ]
        entry = store.audit.list(subject=record_id).items[0]
        assert (entry.deed, entry.actor, entry.detail["seqs"]) == ("erase", "u-1", [2])
        assert store.attempts.erase(record_id, [2], actor="u-2", reason="again", erased_at=at(10)) == ()

    def test_an_erasure_without_a_reason_or_an_event_erases_nothing(self, store: Store) -> None:
        record_id = a_record(store, said("one"))
        with pytest.raises(ValueError, match="reason"):
            store.attempts.erase(record_id, [1], actor="u-1", reason=" ", erased_at=START)
        with pytest.raises(NotFound):
            store.attempts.erase(record_id, [1, 2], actor="u-1", reason="asked", erased_at=START)
        assert store.attempts.read(record_id)[0].payload == {"text": "one"}

    def test_an_unknown_record_is_not_found(self, store: Store) -> None:
        for strange in ("nobody", "nul\x00", "🚒"):
            assert store.attempts.read(strange) == []
            for look in (
                store.attempts.head,
                store.attempts.verify,
                store.attempts.get,
                store.portfolios.get,
            ):
                with pytest.raises(NotFound):
                    look(strange)

    def test_the_salt_keeps_equal_payloads_apart(self, store: Store) -> None:
        record_id = a_record(store, said("yes"), said("yes"))
        first, second = store.attempts.read(record_id)
        assert first.payload == second.payload
        assert first.payload_digest != second.payload_digest

    def test_an_attempt_starts_with_its_first_event_or_not_at_all(self, store: Store) -> None:
        learner = a_person(store)
        new = an_attempt(store, learner, seed=2**80)
        with pytest.raises(ValueError, match="call time"):
            store.attempts.start(new, [said("one", -1)])
        with pytest.raises(NotFound):
            store.attempts.get(new.id)
        head = store.attempts.start(new, [said("one")])
        assert head == store.attempts.head(new.id)
        attempt = store.attempts.get(new.id)
        assert (attempt.seed, attempt.status, attempt.head_seq) == (2**80, "running", 1)
        assert attempt.content == new.content
        with pytest.raises(AlreadyExists):
            store.attempts.start(new, [])

    def test_an_attempt_needs_a_known_learner_and_kept_texts(self, store: Store) -> None:
        with pytest.raises(NotFound, match="person"):
            store.attempts.start(an_attempt(store, "nobody"), [])
        with pytest.raises(NotFound, match="text"):
            store.attempts.start(an_attempt(store, a_person(store), content={"scenario": "0" * 64}), [])

    def test_finishing_appends_ends_and_seals_in_one(self, store: Store) -> None:
        record_id = a_record(store, said("one"))
        with pytest.raises(RecordConflict):
            store.attempts.finish(record_id, 0, [said("bye")], status="finished", ended_at=at(90))
        assert store.attempts.get(record_id).status == "running"
        store.attempts.finish(record_id, 1, [said("bye")], status="finished", ended_at=at(90))
        attempt = store.attempts.get(record_id)
        assert (attempt.status, attempt.ended_at, attempt.sealed_at) == ("finished", at(90), at(90))
        assert store.attempts.verify(record_id).intact

    def test_the_first_release_holds(self, store: Store) -> None:
        record_id, assessor = a_record(store), a_person(store, "assessor")
        store.attempts.release(record_id, released_at=at(100), released_by=assessor)
        attempt = store.attempts.release(record_id, released_at=at(200), released_by=assessor)
        assert (attempt.released_at, attempt.released_by) == (at(100), assessor)

    def test_one_portfolio_stands_for_a_learner_and_a_unit(self, store: Store) -> None:
        learner = a_person(store)
        opened = _at_once(3, lambda _: store.portfolios.open(learner, "unit-234", START))
        assert len({p.id for p in opened}) == 1
        other = store.portfolios.open(learner, "unit-9", START)
        assert store.portfolios.of_learner(learner) == [opened[0], other]
        store.portfolios.append(opened[0].id, 0, [NewEvent("decided", 0, START, {"criterion": "1.1"})])
        assert store.portfolios.verify(opened[0].id).head_seq == 1

    def test_payloads_are_canonical_ascii_json(self, store: Store) -> None:
        record_id = a_record(store, NewEvent("said", 0, START, {"b": 1, "a": "é\x00"}))
        with store._database.read() as connection:
            stored = connection.exec_driver_sql(
                f"SELECT payload FROM event WHERE stream_id = '{record_id}'"
            ).scalar()
        assert stored == '{"a":"\\u00e9\\u0000","b":1}'
        assert json.loads(stored) == {"a": "é\x00", "b": 1}

    def test_a_record_id_is_a_plain_identifier(self, store: Store) -> None:
        for bad in ("", "a b", "é", "a\x00", "x" * 121, new_id("a") + "/.."):
            with pytest.raises(ValueError, match="id"):
                store.attempts.start(an_attempt(store, a_person(store), id=bad), [])


def _at_once(count: int, deed: Any) -> list[Any]:
    """Let that many threads do the deed at the same moment; return what each got, or its error."""
    gate = threading.Barrier(count)
    outcomes: list[Any] = [None] * count

    def run(n: int) -> None:
        gate.wait()
        try:
            outcomes[n] = deed(n)
        except Exception as error:
            outcomes[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
