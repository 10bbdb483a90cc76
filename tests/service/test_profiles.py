"""The learner's profile: theirs to write, their assessor's to talk through, signed by both, in the pack."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import docx
import pytest

from reports.bag import unzipped
from simulator.model.profile import PROFILE, RATINGS
from simulator.portfolio.digests import digest_of
from simulator.portfolio.fold import fold
from simulator.service.errors import CannotDo, NotAllowed, NotThere, ServiceError
from simulator.service.portfolios import kept_of
from simulator.service.verifying import verify_pack
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import FROM_CALLS, KNOWLEDGE, UNIT_234, add, item, sign, signed_off

CRITERIA = (*FROM_CALLS, *KNOWLEDGE)
RATED = {c: RATINGS[n % 3] for n, c in enumerate(CRITERIA)}
WORDS = {
    "job_role": "Call handler, nights",
    "employer": "Harbour Line Contact Centre",
    "duties": "Lost cards and, since May, gas",
    "prior_learning": "First aid, 2025",
    "goals": "Take incident calls alone",
    "support": True,
}
ASKED = "Ms Thorne asked for it on 3 November."
SAID = "Begin with priority; a flood shift is watched first."


def write(centre, *, by=None, of=None, **changes):
    learner = of or centre.learner.person_id
    values = {**WORDS, "ratings": RATED, **changes}
    return centre.service.profiles.write(by or centre.learner, learner, UNIT_234, **values)


def discuss(centre, *, by=None, on=None, text=SAID, version=""):
    found = dossier(centre).profile
    return centre.service.profiles.discuss(
        by or centre.assessor,
        centre.learner.person_id,
        UNIT_234,
        version or (found.deed.version if found else "none"),
        on=on or centre.clock().date(),
        text=text,
    )


def dossier(centre):
    return centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234)


def packed(centre, **options) -> bytes:
    made = centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf, **options)
    return made.content


def printed(centre, number: int = 4) -> str:
    page = unzipped(packed(centre))["data/index.html"].decode()
    found = page.split(f'id="doc-{number}"', 1)[1].split("<h2", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_learner_writes_their_profile_and_rates_themself_on_every_criterion_of_the_unit(centre):
    found = write(centre).profile
    assert found.deed.by == centre.learner.person_id
    assert {r.criterion: r.rating for r in found.deed.ratings} == RATED
    assert [r.criterion for r in found.deed.ratings] == list(centre.library.unit(UNIT_234).criteria)
    assert {name: getattr(found.deed, name) for name in WORDS} == WORDS
    assert found.by_rating()["new to me"] == tuple(c for c in CRITERIA if RATED[c] == "new to me")


def test_what_is_missing_or_unknown_is_said_and_nothing_is_kept(centre):
    without = {c: r for c, r in RATED.items() if c not in ("1.4", "2.2")}
    for changes, words in (
        ({"job_role": "  "}, "Say what your job is"),
        ({"support": None}, "Say whether you would like support"),
        ({"ratings": without}, "Rate yourself on 1.4, 2.2 too"),
        ({"ratings": {**RATED, "9.9": "with help"}}, "no criterion 9.9"),
        ({"ratings": {**RATED, "1.1": "excellent"}}, "no rating excellent"),
    ):
        with pytest.raises(ServiceError, match=words):
            write(centre, **changes)
    assert dossier(centre).profile is None


def test_nobody_writes_anothers_profile_and_only_their_assessor_talks_it_through(centre):
    other = centre.join("Dee Holt", "dee")
    with pytest.raises(NotThere, match="another learner"):
        write(centre, by=other)
    with pytest.raises(NotAllowed):
        write(centre, by=centre.assessor)
    write(centre)
    stranger = centre.staff("Gus Ward", "gus", "assessor")
    for who in (stranger, centre.learner, centre.administrator):
        with pytest.raises(NotAllowed):
            discuss(centre, by=who)
    assert dossier(centre).profile.discussed == ()


def test_talking_it_through_has_a_day_that_has_come_and_words_and_a_profile_that_was_read(centre):
    with pytest.raises(NotThere, match="no profile yet"):
        discuss(centre)
    write(centre)
    with pytest.raises(ServiceError, match="a day to come"):
        discuss(centre, on=centre.clock().date() + timedelta(days=1))
    with pytest.raises(ServiceError, match="in a sentence"):
        discuss(centre, text="ok")
    read = dossier(centre).profile.deed.version
    write(centre, goals="Something else")
    with pytest.raises(NotThere, match="anew meanwhile"):
        discuss(centre, version=read)
    assert discuss(centre).profile.discussed[0].text == SAID


def test_a_learner_who_signed_first_need_not_sign_again_once_it_was_talked_through(centre):
    write(centre)
    sign(centre, centre.learner, PROFILE)
    with pytest.raises(NotAllowed, match="who talked it through"):
        sign(centre, centre.assessor, PROFILE)
    discuss(centre)
    sign(centre, centre.assessor, PROFILE)
    assert {s.party for s in dossier(centre).signatures if not s.void} == {"learner", "assessor"}


def test_an_assessor_signs_only_what_they_talked_through_themself(centre):
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    write(centre)
    discuss(centre)
    with pytest.raises(NotAllowed, match="who talked it through"):
        sign(centre, other, PROFILE)


def test_writing_it_anew_voids_every_signature_in_sight_and_keeps_the_first_in_the_record(centre):
    write(centre)
    discuss(centre)
    sign(centre, centre.learner, PROFILE)
    sign(centre, centre.assessor, PROFILE)
    with pytest.raises(ServiceError, match="Nothing of your profile is changed"):
        write(centre)
    write(centre, goals="Shift leader", ratings={**RATED, "1.1": "on my own"})
    found = dossier(centre)
    assert (found.profile.earlier, found.profile.discussed) == (1, ())
    assert [s.void for s in found.voided(PROFILE)] == ["what was signed was changed afterwards"] * 2
    history = printed(centre, 33)
    assert "Wrote the profile anew" in history
    assert "goals before: “Take incident calls alone”; 1.1 before: new to me" in history
    assert "VOID: what was signed was changed afterwards" in printed(centre)


def test_a_profile_changes_no_digest_of_what_was_signed_before_profiles_were_kept(centre):
    before = signed_off(centre).digests
    portfolio = centre.service.store.portfolios.find(centre.learner.person_id, UNIT_234)
    events = kept_of(centre.service.portfolios.events(portfolio))
    other = centre.join("Dee Holt", "dee")
    written = centre.service.profiles.write(
        other, other.person_id, UNIT_234, **{**WORDS, "ratings": RATED}
    ).profile
    first = events[0]
    whole = fold([first.model_copy(update={"deed": written.deed, "seq": 0}), *events])
    assert whole.profile is not None
    assert {k: v for k, v in whole.digests.items() if k != PROFILE} == before
    assert PROFILE not in before


def test_the_digest_of_a_profile_is_of_all_that_stands_in_it(centre):
    write(centre)
    found = dossier(centre)
    plain = found.profile.deed.model_dump(mode="json")
    assert found.digests[PROFILE] == digest_of([plain, []])
    talked = discuss(centre)
    plainly = [d.model_dump(mode="json") for d in talked.profile.discussed]
    assert talked.digests[PROFILE] == digest_of([plain, plainly])


def test_in_a_locked_unit_nothing_of_it_is_written(centre):
    write(centre)
    signed_off(centre)
    with pytest.raises(CannotDo, match="locked"):
        write(centre, goals="Something else")
    with pytest.raises(CannotDo, match="locked"):
        discuss(centre)


def test_who_has_none_is_offered_one_and_what_follows_waits_for_each_hand_in_turn(centre):
    todos = centre.service.todos

    def mine():
        return [t.what for t in todos.of_learner(centre.learner) if t.part == "profile"]

    def theirs():
        return [t.what for t in todos.of(centre.assessor) if t.part == "profile"]

    assert (len(mine()), theirs()) == (1, [])
    assert mine()[0].startswith("Write your profile")
    assert [t.when for t in todos.of_learner(centre.learner)] == ["seven days"]
    write(centre)
    assert (mine(), theirs()) == (["Read and sign your profile"], ["Talk the profile through"])
    sign(centre, centre.learner, PROFILE)
    discuss(centre)
    assert (mine(), theirs()) == ([], ["Sign the profile that you talked through"])
    sign(centre, centre.assessor, PROFILE)
    assert (mine(), theirs()) == ([], [])
    write(centre, goals="Shift leader")
    assert theirs() == ["Talk the profile through, which was written anew"]


def test_an_offer_is_never_overdue(centre):
    centre.clock.wait(60 * 86_400)
    assert [t.when for t in centre.service.todos.of_learner(centre.learner)] == ["today"]


def test_pdf_and_forms_have_it_with_every_rating_and_never_say_which_support(centre):
    write(centre)
    discuss(centre)
    sign(centre, centre.learner, PROFILE)
    said = printed(centre)
    for words in (*(w for w in WORDS.values() if isinstance(w, str)), SAID, "Bea Quill"):
        assert words in said
    assert "Support wanted; which is agreed and kept apart" in said
    names = {c: one.name for c, one in centre.library.unit(UNIT_234).criteria.items()}
    for criterion, rating in RATED.items():
        assert re.search(rf"{criterion} {re.escape(names[criterion])} . {rating}", said), criterion
    form = docx.Document(io.BytesIO(unzipped(packed(centre))["data/forms.docx"]))
    cells = {c.text for t in form.tables for r in t.rows for c in r.cells}
    assert {"Call handler, nights", "○ new to me", "◐ with help", "● on my own"} <= cells
    assert "Talked the profile through on" in printed(centre, 33)


def test_without_a_profile_the_pack_says_so(centre):
    add(centre, item())
    assert "The learner has not written a profile" in printed(centre)


def test_what_holds_somebodys_words_in_a_profile_is_found_and_erased_and_the_pack_still_verifies(
    centre, tmp_path
):
    write(centre, duties="I took over from Ivy Thorne")
    sign(centre, centre.learner, PROFILE)
    discuss(centre, text="Ivy Thorne asked not to be named here.")
    erasing, learner = centre.service.erasing_words, centre.learner.person_id
    places = erasing.find(centre.administrator, learner, "ivy thorne")
    assert [(p.sort, p.kind) for p in places] == [
        ("profile", "profile, as it was written then"),
        ("profile", "what was said when it was talked through"),
    ]
    erasing.erase(centre.administrator, learner, "ivy thorne", [p.key for p in places], reason=ASKED)
    assert erasing.find(centre.administrator, learner, "ivy thorne") == ()
    assert dossier(centre).profile is None
    assert all(s.void for s in dossier(centre).signatures)
    assert b"Ivy Thorne" not in b"".join(p.read_bytes() for p in tmp_path.glob("simulator.db*"))
    write(centre, duties="I took over in May")
    assert printed(centre).count("I took over in May") == 1
    verdict = verify_pack(packed(centre), centre.service.packs.public_key(), centre.library.bank.by_id)
    assert verdict.faults == []


def test_what_was_said_of_an_erased_profile_stands_under_no_other(centre):
    write(centre)
    write(centre, duties="I took over from Ivy Thorne")
    discuss(centre)
    erasing, learner = centre.service.erasing_words, centre.learner.person_id
    places = erasing.find(centre.administrator, learner, "ivy thorne")
    erasing.erase(centre.administrator, learner, "ivy thorne", [p.key for p in places], reason=ASKED)
    assert dossier(centre).profile.deed.duties == WORDS["duties"]
    assert dossier(centre).profile.discussed == ()
