"""What people, cohorts, sign-ins and lists keep to, whichever database holds them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.store import (
    AlreadyExists,
    Attempt,
    AttemptFilter,
    Draft,
    NewPerson,
    NotFound,
    Page,
    SetTask,
    Store,
    StoreError,
    new_id,
)
from simulator.store.cohorts import class_code_key
from tests.store.making import START, a_person, a_record, an_attempt, at, said


def a_cohort(store: Store, *members: str, code: str | None = None) -> str:
    """Add a cohort with these members and return its id."""
    cohort_id = new_id("c")
    store.cohorts.add(cohort_id, "Control room, autumn", code, START)
    for member in members:
        store.cohorts.put(cohort_id, member, "member", START)
    return cohort_id


class PeopleContract:
    """The contract of everything that is an ordinary row."""

    def test_a_person_reads_back_as_added(self, store: Store) -> None:
        new = NewPerson(
            id=new_id("u"),
            display_name="Zoë \x00 O'Marsh 🚒",
            login_name=new_id("Zoë"),
            roles=frozenset({"tutor", "assessor"}),
            created_at=at(1.000001),
            password_hash="$argon2id$v=19$m=1",
        )
        added = store.people.add(new)
        assert added == store.people.get(new.id)
        assert (added.display_name, added.roles, added.created_at) == (
            new.display_name,
            new.roles,
            new.created_at,
        )
        assert (added.active, added.pace, added.settings) == (True, None, {})
        assert store.people.by_login(new.login_name) == (added, new.password_hash)

    def test_login_names_differ_by_more_than_case_and_form(self, store: Store) -> None:
        name = new_id("Straße-É")
        a_person(store, login=name)
        for same in (name.upper(), f"  {name} ", name.replace("É", "E\u0301"), name.replace("ß", "SS")):
            with pytest.raises(AlreadyExists, match="login name"):
                a_person(store, login=same)
            assert store.people.by_login(same) is not None
        assert store.people.by_login(name + "x") is None
        assert store.people.by_login("\x00") is None

    def test_a_person_is_changed_one_thing_at_a_time(self, store: Store) -> None:
        person_id = a_person(store)
        store.people.set_pace(person_id, 3.25)
        store.people.set_roles(person_id, frozenset({"iqa"}))
        store.people.set_settings(person_id, {"theme": "dark", "extra_time": 1.25})
        store.people.set_password_hash(person_id, "hash")
        store.people.set_active(person_id, False)
        renamed = store.people.rename(person_id, "Ashby Cole", new_id("ashby"))
        assert (renamed.pace, renamed.roles, renamed.active) == (3.25, frozenset({"iqa"}), False)
        assert renamed.settings == {"theme": "dark", "extra_time": 1.25}
        with pytest.raises(AlreadyExists):
            store.people.rename(person_id, "Ashby Cole", store.people.get(a_person(store)).login_name)
        with pytest.raises(NotFound):
            store.people.set_pace("nobody", 1)

    def test_people_are_found_by_role_without_confusing_one_role_with_another(self, store: Store) -> None:
        iqa, assessor = a_person(store, "iqa"), a_person(store, "assessor", "tutor")
        found = {p.id for p in store.people.list(role="assessor", limit=1000).items}
        assert assessor in found
        assert iqa not in found
        assert store.people.names(frozenset({iqa, "nobody"})) == {iqa: "Rowan Marsh"}

    def test_a_class_code_joins_one_open_cohort_until_it_is_changed(self, store: Store) -> None:
        code, other = new_id("blue"), new_id("red")
        cohort_id = a_cohort(store, code=code)
        assert store.cohorts.by_code(f" {code.upper()} ") == store.cohorts.get(cohort_id)
        assert store.cohorts.get(cohort_id).class_code == class_code_key(code)
        with pytest.raises(AlreadyExists, match="class code"):
            a_cohort(store, code=code.replace("-", " "))
        store.cohorts.rotate_code(cohort_id, other)
        assert store.cohorts.by_code(code) is None
        assert store.cohorts.by_code(other) is not None
        store.cohorts.rotate_code(cohort_id, None)
        assert store.cohorts.by_code(other) is None
        store.cohorts.rotate_code(cohort_id, code)
        closed = store.cohorts.close(cohort_id, at(5))
        assert closed.closed_at == at(5)
        assert store.cohorts.by_code(code) is None
        assert closed not in store.cohorts.all()
        assert closed in store.cohorts.all(include_closed=True)

    def test_an_assessor_assesses_the_members_of_their_cohorts_alone(self, store: Store) -> None:
        learner, stranger, assessor = a_person(store), a_person(store), a_person(store, "assessor")
        cohort_id = a_cohort(store, learner)
        store.cohorts.put(cohort_id, assessor, "assessor", START)
        store.cohorts.put(cohort_id, learner, "member", at(9))
        assert store.cohorts.people(cohort_id, "member") == {learner}
        assert store.cohorts.people(cohort_id, "assessor") == {assessor}
        assert store.cohorts.assesses(assessor, learner)
        assert not store.cohorts.assesses(assessor, stranger)
        assert not store.cohorts.assesses(learner, assessor)
        assert [c.id for c in store.cohorts.of_person(learner, "member")] == [cohort_id]
        store.cohorts.remove(cohort_id, learner, "member")
        assert not store.cohorts.assesses(assessor, learner)
        with pytest.raises(NotFound):
            store.cohorts.put(cohort_id, "nobody", "member", START)

    def test_a_sign_in_holds_until_it_ends_and_its_token_is_not_kept(self, store: Store) -> None:
        person_id, token = a_person(store), new_id("t")
        store.sign_ins.open(token, person_id, START, at(3600))
        signed_in = store.sign_ins.person(token, at(3599))
        assert signed_in is not None
        assert signed_in.id == person_id
        assert store.sign_ins.person(token, at(3600)) is None, "expired"
        assert store.sign_ins.person(token + "x", at(1)) is None
        store.people.set_active(person_id, False)
        assert store.sign_ins.person(token, at(1)) is None, "no longer active"
        store.people.set_active(person_id, True)
        store.sign_ins.revoke(token, at(10))
        assert store.sign_ins.person(token, at(11)) is None, "signed out"
        with store._database.read() as connection:
            kept = connection.exec_driver_sql("SELECT token_digest FROM sign_in").scalars().all()
        assert token not in kept
        with pytest.raises(NotFound):
            store.sign_ins.open(new_id("t"), "nobody", START, at(1))

    def test_every_sign_in_of_a_person_can_be_ended_at_once(self, store: Store) -> None:
        person_id, tokens = a_person(store), [new_id("t"), new_id("t")]
        for token in tokens:
            store.sign_ins.open(token, person_id, START, at(3600))
        store.sign_ins.revoke_all(person_id, at(5))
        assert [store.sign_ins.person(token, at(6)) for token in tokens] == [None, None]

    def test_being_seen_is_written_at_most_once_a_minute(self, store: Store) -> None:
        person_id, token = a_person(store), new_id("t")
        store.sign_ins.open(token, person_id, START, at(3600))
        for seconds, seen in ((59, 0), (60, 60), (100, 60), (125, 125)):
            assert store.sign_ins.seen(token, at(seconds), timedelta(minutes=1)).id == person_id
            assert store.sign_ins.of_person(person_id)[0].seen_at == at(seen)
        store.sign_ins.drop_expired(at(3601))
        assert store.sign_ins.of_person(person_id) == []

    def test_goals_keep_their_history(self, store: Store) -> None:
        learner = a_person(store)
        assert store.goals.current(learner) is None
        store.goals.choose(learner, "ask where first", at(1))
        last = store.goals.choose(learner, "read back numbers", at(2))
        assert store.goals.current(learner) == last
        assert [g.goal for g in store.goals.history(learner)] == ["read back numbers", "ask where first"]

    def test_a_task_is_seen_by_whom_it_is_set_for_until_withdrawn(self, store: Store) -> None:
        learner, other, tutor = a_person(store), a_person(store), a_person(store, "tutor")
        cohort_id = a_cohort(store, learner)
        fields = {"scenario_id": "gas-escape", "mode": "practice", "set_by": tutor, "due_at": at(9000)}
        for_all = store.set_tasks.add(SetTask(id=new_id("s"), cohort_id=cohort_id, set_at=at(1), **fields))
        for_one = store.set_tasks.add(SetTask(id=new_id("s"), learner_id=learner, set_at=at(2), **fields))
        assert store.set_tasks.for_learner(learner) == [for_one, for_all]
        assert store.set_tasks.for_learner(other) == []
        assert store.set_tasks.for_cohort(cohort_id) == [for_all]
        store.set_tasks.withdraw(for_one.id, at(3))
        assert store.set_tasks.for_learner(learner) == [for_all]
        for targets in ({}, {"cohort_id": cohort_id, "learner_id": learner}):
            with pytest.raises(ValueError, match="one cohort or"):
                store.set_tasks.add(SetTask(id=new_id("s"), set_at=at(1), **fields, **targets))

    def test_lists_of_attempts_are_narrowed_and_paged_without_loss_or_repeat(self, store: Store) -> None:
        learner, mate, stranger = (a_person(store) for _ in range(3))
        cohort_id = a_cohort(store, learner, mate)
        started = []
        for n in range(7):
            mode = "assessment" if n % 2 else "practice"
            new = an_attempt(store, learner if n < 5 else mate, seconds=n // 2, mode=mode)
            store.attempts.start(new, [said("hello")])
            started.append(new)
        store.attempts.start(an_attempt(store, stranger), [])
        newest = sorted(started, key=lambda new: (new.started_at, new.id), reverse=True)
        paged: list[Attempt] = []
        page: Page[Attempt] | None = None
        while page is None or page.next:
            after = page.next if page else None
            page = store.attempts.list(AttemptFilter(cohort_id=cohort_id), limit=3, after=after)
            paged += page.items
        assert [a.id for a in paged] == [new.id for new in newest]
        mine = store.attempts.list(AttemptFilter(learner_id=learner, mode="assessment"))
        assert {a.id for a in mine.items} == {started[1].id, started[3].id}
        with pytest.raises(ValueError, match="continued"):
            store.attempts.list(after="made up")

    def test_a_finished_assessment_awaits_its_release(self, store: Store) -> None:
        learner, assessor = a_person(store), a_person(store, "assessor")
        new = an_attempt(store, learner, mode="assessment")
        store.attempts.start(new, [said("hello")])
        waiting = AttemptFilter(learner_id=learner, awaiting_release=True)
        assert store.attempts.list(waiting).items == ()
        running = store.attempts.running(learner)
        assert running is not None
        assert running.id == new.id
        store.attempts.finish(new.id, 1, [], status="finished", ended_at=at(60))
        assert [a.id for a in store.attempts.list(waiting).items] == [new.id]
        assert store.attempts.running(learner) is None
        store.attempts.release(new.id, released_at=at(70), released_by=assessor)
        assert store.attempts.list(waiting).items == ()
        store.attempts.set_marker_version(new.id, "marker 3")
        assert store.attempts.get(new.id).marker_version == "marker 3"

    def test_a_draft_is_replaced_only_by_a_later_one(self, store: Store) -> None:
        record_id = a_record(store)
        store.drafts.save(record_id, "log.address", "14 Lark", at(2))
        store.drafts.save(record_id, "log.address", "14", at(1))
        store.drafts.save(record_id, "notes", "caller is calm", at(1))
        kept = store.drafts.load(record_id)
        assert kept["log.address"] == Draft(record_id, "log.address", "14 Lark", at(2))
        store.drafts.clear(record_id, "notes")
        assert set(store.drafts.load(record_id)) == {"log.address"}
        store.drafts.clear(record_id)
        assert store.drafts.load(record_id) == {}
        with pytest.raises(StoreError):
            store.drafts.save("nobody", "notes", "x", START)

    def test_the_audit_trail_is_paged_newest_first(self, store: Store) -> None:
        subject = new_id("x")
        for n in range(5):
            store.audit.add(at(n), "u-1", f"deed {n}", subject, {"n": n})
        first = store.audit.list(subject=subject, limit=3)
        rest = store.audit.list(subject=subject, limit=3, after=first.next)
        assert [e.deed for e in (*first.items, *rest.items)] == [f"deed {n}" for n in (4, 3, 2, 1, 0)]
        assert rest.next is None

    def test_a_setting_once_settled_holds_for_every_replica(self, store: Store) -> None:
        key = new_id("k")
        assert store.settings.get(key, "none") == "none"
        assert store.settings.settle(key, {"secret": "a"}, START) == {"secret": "a"}
        assert store.settings.settle(key, {"secret": "b"}, START) == {"secret": "a"}
        store.settings.put(key, [1, "é"], at(1))
        assert store.settings.get(key) == [1, "é"]

    def test_a_text_is_kept_once_under_its_digest(self, store: Store) -> None:
        text = f"id: {new_id('s')}\n"
        digest = store.texts.keep(text)
        assert store.texts.keep(text) == digest
        assert digest in store.texts
        assert "0" * 64 not in store.texts

    def test_times_without_a_zone_are_refused(self, store: Store) -> None:
        with pytest.raises(Exception, match="no time zone"):
            store.audit.add(START.replace(tzinfo=None), "u-1", "looked", "x")
