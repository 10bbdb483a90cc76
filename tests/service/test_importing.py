"""A pack made in one installation is taken in by another without loss, or not at all and with the reasons."""

from __future__ import annotations

import copy
import shutil

import pytest

from reports.bag import bag_files, unzipped, zipped
from simulator.model.commands import Say
from simulator.model.profile import PROFILE
from simulator.service.access import Actor
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.uploads import Upload
from tests.service.desk import PASSWORD, Centre, Clock, open_desk
from tests.service.portfolio_making import UNIT_234, add, decide, item, sign, signed_off

LOCAL = Actor("", "Local administrator", frozenset({"administrator"}), local=True)


def no_pdf(document) -> bytes:
    return b"%PDF-" + document.reference.encode()


def a_centre(folder, library) -> Centre:
    url = f"sqlite:///{folder / 'simulator.db'}"
    clock = Clock()
    made = Centre(open_desk(url, library, clock), clock, url, library)
    made.service.evidence.name_centre(made.administrator, "Harbour Line")
    return made


def packed(centre, **options):
    return centre.service.packs.pack(
        LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf, **options
    ).content


def of_themself(made) -> None:
    """Let the learner write a profile, and the assessor talk it through; both sign."""
    learner, profiles = made.learner.person_id, made.service.profiles
    rated = dict.fromkeys(made.library.unit(UNIT_234).criteria, "with help")
    after = profiles.write(made.learner, learner, UNIT_234, job_role="Clerk", support=True, ratings=rated)
    version = after.profile.deed.version
    on = made.clock().date()
    profiles.discuss(made.assessor, learner, UNIT_234, version, on=on, text="Two shifts watched first.")
    for who in (made.learner, made.assessor):
        sign(made, who, PROFILE)


@pytest.fixture(scope="module")
def there(tmp_path_factory, library):
    """Return a centre with a signed unit: a call of each mode, a file, an erased event, a goal."""
    made = a_centre(tmp_path_factory.mktemp("there"), library)
    for mode in ("assessment", "practice"):
        attempt = made.in_call(mode=mode)
        line = next(e.line for e in made.kept(attempt) if e.kind == "line_rang")
        made.act(attempt, Say(line=line, text="What is the address, please?"))
        made.service.attempts.finish(made.learner, attempt)
        made.clock.wait(60)
    made.service.store.attempts.erase(
        attempt, [2], actor=made.administrator.person_id, reason="Asked for.", erased_at=made.clock()
    )
    made.service.learning.keep_goal(made.learner, "Read the place back before I send anyone")
    add(made, item("product", ("1.3",)), uploads=[Upload("log.txt", b"02:14 answered")], by=made.learner)
    gone = add(made, item("product", ("1.4",)), uploads=[Upload("face.txt", b"a face")], by=made.learner)
    made.service.erasing.erase_file(
        made.administrator,
        made.learner.person_id,
        UNIT_234,
        gone.item.files[0].digest,
        reason="It showed somebody else.",
    )
    made.service.registrations.register(
        made.assessor, made.learner.person_id, uln="9276308686", number="ENR 7"
    )
    of_themself(made)
    signed_off(made)
    yield made
    made.service.close()


@pytest.fixture(scope="module")
def pack(there) -> bytes:
    return packed(there)


@pytest.fixture
def here(tmp_path, library):
    made = a_centre(tmp_path, library)
    yield made
    made.service.close()


def take(here, there, content, **options):
    key = there.service.packs.public_key()
    return here.service.importing.take_in(here.administrator, content, key, here.class_id, **options)


def test_a_pack_made_again_where_it_was_taken_in_holds_the_very_same_files(here, there, pack):
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    done = take(here, there, pack)
    assert (done.learner_id, done.attempts, done.files) == (there.learner.person_id, 2, 1)
    assert done.notes == ()
    again = here.service.packs.pack(here.assessor, done.learner_id, UNIT_234, set_pdf=no_pdf).content
    was, now = unzipped(pack), unzipped(again)
    assert {n for n in was if was[n] != now.get(n)} == {"signature.txt"}, "only the centre's key is another"
    assert set(was) == set(now)


def test_a_profile_comes_along_with_its_ratings_and_both_signatures(here, there, pack):
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    done = take(here, there, pack)
    found = here.service.portfolios.dossier_of(done.learner_id, UNIT_234)
    assert found.profile == there.service.portfolios.dossier_of(done.learner_id, UNIT_234).profile
    assert found.profile.by_rating()["with help"] == tuple(there.library.unit(UNIT_234).criteria)
    assert all(found.signed(PROFILE, party) for party in ("learner", "assessor"))


def test_who_comes_with_a_pack_can_sign_in_and_their_assessor_there_is_named_but_cannot(here, there, pack):
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    done = take(here, there, pack)
    people = here.service.people
    signed_in = people.sign_in("cal", done.password)
    assert signed_in.must_change
    people.change_password(signed_in.token, done.password, PASSWORD)
    view = here.service.portfolios.view(here.assessor, done.learner_id, UNIT_234)
    assert view.dossier.locked
    assert view.name(there.assessor.person_id) == "Bea Quill"
    stranger = here.service.store.people.get(there.assessor.person_id)
    assert (stranger.active, stranger.roles) == (False, frozenset())
    deeds = [e.deed for e in here.service.store.audit.list(subject=done.learner_id).items]
    assert "took pack in" in deeds


def test_taking_the_same_pack_in_twice_changes_nothing_and_a_later_one_brings_what_is_new(
    tmp_path, here, library
):
    other = a_centre(tmp_path / "other", library) if (tmp_path / "other").mkdir() is None else None
    add(other, item())
    key, learner = other.service.packs.public_key(), other.learner.person_id
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")

    def brought() -> tuple[int, int]:
        done = here.service.importing.take_in(here.administrator, packed(other), key, here.class_id)
        return done.events, len(here.service.portfolios.dossier_of(learner, UNIT_234).items)

    assert brought() == (1, 1)
    assert brought() == (0, 1)
    add(other, item(incident="INC-2"))
    assert brought() == (1, 2)
    here.service.gathering.add_evidence(here.assessor, learner, UNIT_234, item(incident="INC-9"))
    assert brought() == (0, 3), "what grew on here stays"
    add(other, item(incident="INC-3"))
    with pytest.raises(CannotDo, match="stands here already, with another content"):
        brought()
    other.service.close()


def test_an_altered_pack_is_refused_with_the_reason_and_nothing_of_it_enters(here, there, pack):
    files = unzipped(pack)
    files["data/decisions.csv"] += b"\n"
    payload = {n.removeprefix("data/"): b for n, b in files.items() if n.startswith("data/")}
    forged = zipped({**bag_files(payload, {}), "signature.txt": files["signature.txt"]})
    for content, says in (
        (zipped(files), r"data/decisions\.csv is not what was packed"),
        (forged, "not signed"),
    ):
        with pytest.raises(CannotDo, match=says):
            take(here, there, content)
    with pytest.raises(CannotDo, match="not signed"):
        here.service.importing.take_in(
            here.administrator, pack, here.service.packs.public_key(), here.class_id
        )
    with pytest.raises(ServiceError, match="no centre's public key"):
        here.service.importing.take_in(here.administrator, pack, b"no key", here.class_id)
    assert there.learner.person_id not in {p.id for p in here.service.store.people.list(limit=99).items}
    assert here.service.store.portfolios.all() == []


def test_a_taken_sign_in_name_is_told_and_another_can_be_given(here, there, pack):
    with pytest.raises(ServiceError, match="cal is somebody else's here"):
        take(here, there, pack)
    assert take(here, there, pack, login="cal.reeve").login == "cal.reeve"
    with pytest.raises(NotThere, match="no such class"):
        here.service.importing.take_in(here.administrator, pack, there.service.packs.public_key(), "no-class")


def test_an_agreement_that_held_there_does_not_hold_here_by_itself(here, tmp_path, library):
    (tmp_path / "other").mkdir()
    other = a_centre(tmp_path / "other", library)
    other.service.centre_rules.agree(
        other.administrator,
        UNIT_234,
        reference="CG/7",
        by_whom="Quality team",
        outcomes=("1",),
        agreed_on=other.clock().date(),
        until=other.clock().date(),
    )
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    done = take(here, other, packed(other))
    assert "CG/7 (Quality team)" in done.notes[0]
    assert here.service.centre_rules.agreements_for(UNIT_234) == ()
    other.service.close()


def test_a_pack_with_an_erased_file_and_an_erased_event_can_be_taken_in_twice(here, there, pack):
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    assert take(here, there, pack).events > 0
    assert take(here, there, pack).events == 0


def test_who_came_with_packs_of_a_key_and_has_a_role_here_by_now_is_vouched_for_by_that_key_alone(
    tmp_path, here, library
):
    (tmp_path / "other").mkdir()
    other = a_centre(tmp_path / "other", library)
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    add(other, item())
    take(here, other, packed(other))
    here.service.store.people.set_roles(other.assessor.person_id, frozenset({"assessor"}))
    add(other, item(incident="INC-2"))
    assert take(here, other, packed(other)).events == 1
    other.service.packs.renew_key(other.administrator)
    add(other, item(incident="INC-3"))
    with pytest.raises(CannotDo, match="Bea Quill has an account of this centre"):
        take(here, other, packed(other))
    other.service.close()


@pytest.fixture
def copied(tmp_path, library):
    """Return a centre and a copy of its database that has a key of its own, as whoever took it could make."""
    (tmp_path / "first").mkdir()
    first = a_centre(tmp_path / "first", library)
    add(first, item())
    shutil.copytree(tmp_path / "first", tmp_path / "copy", ignore=shutil.ignore_patterns("*.pem"))
    second = copy.copy(first)
    second.service = open_desk(f"sqlite:///{tmp_path / 'copy' / 'simulator.db'}", library, first.clock)
    second.service.packs.renew_key(second.administrator)
    yield first, second
    first.service.close()
    second.service.close()


def test_a_pack_signed_elsewhere_cannot_decide_in_the_name_of_an_assessor_of_this_centre(copied):
    first, second = copied
    decide(second, "1.1", met=False, relied_on=[])
    with pytest.raises(CannotDo, match="Bea Quill has an account of this centre"):
        take(first, second, packed(second))
    assert first.service.portfolios.dossier_of(first.learner.person_id, UNIT_234).decisions == {}
    second.service.everybody.set_active(second.administrator, second.assessor.person_id, False)
    first.service.everybody.set_active(first.administrator, first.assessor.person_id, False)
    with pytest.raises(CannotDo, match="Bea Quill has an account"):
        take(first, second, packed(second))


def test_what_the_own_key_signed_comes_back_after_the_database_was_lost_and_an_older_one_put_back(copied):
    first, second = copied
    decide(first, "1.1", met=False, relied_on=[])
    key, learner = first.service.packs.public_key(), first.learner.person_id
    second.service.store.settings.put("centre public key", key.decode(), first.clock())
    take(second, first, packed(first))
    assert second.service.portfolios.dossier_of(learner, UNIT_234).decisions["1.1"].deed.by == (
        first.assessor.person_id
    )
