"""The cover of a pack: every number that a verifier looks for is printed, or said to be not recorded."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import date

import docx
import pytest

from reports.bag import SIGNATURE, TAGS, bag_files, unzipped, zipped
from simulator.service.verifying import verify_pack
from tests.service.packing import LOCAL, at_the_end, no_pdf
from tests.service.portfolio_making import UNIT_234, add, item, qualify, signed_off
from tests.service.test_importing import a_centre, take

OPTIONAL = (
    "Centre number",
    "Site",
    "Qualification",
    "Qualification number (QAN)",
    "Awarding body's number",
    "Unique learner number (ULN)",
    "Awarding body registration",
    "Registered on",
    "Internal quality assurer",
    "External quality assurer",
)


def made(centre, learner=None):
    who = (learner or centre.learner).person_id
    return centre.service.packs.pack(LOCAL, who, UNIT_234, set_pdf=no_pdf)


def cover(content: bytes) -> dict[str, str]:
    """Return what stands beside each item of the cover, on the page."""
    page = unzipped(content)["data/index.html"].decode()
    table = page.split("1  Cover", 1)[1].split("</table>", 1)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', table)
    return {html.unescape(re.sub("<[^>]*>", "", a)): html.unescape(re.sub("<[^>]*>", "", b)) for a, b in rows}


def fill(centre, assurer) -> None:
    kept, admin = centre.service.registrations, centre.administrator
    kept.keep_details(admin, "012345", "Harbour site")
    kept.keep_qualification(
        admin,
        UNIT_234,
        title="Contact Centre Operations",
        number="601/2345/6",
        body_number="9999-02",
        assurer=assurer.person_id,
        external_assurer="Eve Stone",
    )
    kept.register(
        centre.assessor, centre.learner.person_id, uln="9276308686", number="ENR 7", on=date(2026, 9, 1)
    )
    centre.service.centre_rules.register(
        admin, assurer.person_id, qualified=True, qualification="Quality award, 2021"
    )


def test_what_was_never_given_is_said_to_be_not_recorded_and_no_line_is_empty(centre):
    told = cover(made(centre).content)
    assert {name: told[name] for name in OPTIONAL} == dict.fromkeys(OPTIONAL, "not recorded")
    assert all(told.values())


def test_what_was_given_stands_on_the_cover_and_on_the_editable_forms(centre):
    fill(centre, centre.staff("Ivo Lang", "ivo", "iqa"))
    content = made(centre).content
    told = cover(content)
    assert tuple(told[name] for name in OPTIONAL) == (
        "012345",
        "Harbour site",
        "Contact Centre Operations",
        "601/2345/6",
        "9999-02",
        "9276308686",
        "ENR 7",
        "1 September 2026",
        "Ivo Lang (qualification: Quality award, 2021)",
        "Eve Stone",
    )
    forms = docx.Document(io.BytesIO(unzipped(content)["data/forms.docx"]))
    words = {" | ".join(c.text for c in r.cells) for t in forms.tables for r in t.rows}
    assert {f"{name} | {told[name]}" for name in OPTIONAL} <= words


def test_assessor_and_countersigning_assessor_stand_there_with_what_they_hold(centre):
    qualify(centre)
    new = at_the_end(centre, "Gil Mott", "gil", trainee=True)
    new.countersign(*(f"decision:{c}" for c in new.criteria))
    new.decide_unit()
    told = cover(made(centre, new.learner).content)
    assert told["Assessor"] == f"{new.assessor.name} (not yet qualified: decisions are countersigned)"
    assert told["Countersigning assessor"] == f"{centre.assessor.name} (qualification: Assessor award, 2019)"


def test_who_assures_quality_stands_in_the_register_of_people_once_with_what_they_hold(centre):
    def register(content):
        text = unzipped(content)["data/index.html"].decode().split('id="doc-3"', 1)[1].split("</table>", 1)[0]
        return [re.sub("<[^>]*>", " ", r) for r in re.findall("<tr>(.*?)</tr>", text)]

    assurer = centre.staff("Ivo Lang", "ivo", "iqa")
    fill(centre, assurer)
    signed_off(centre)
    (named,) = [r for r in register(made(centre).content) if "Ivo Lang" in r]
    assert "Quality award, 2021" in named
    assert "quality assurer" in named
    centre.service.deciding.unlock(assurer, centre.learner.person_id, UNIT_234, "Sample found 1.4 too thin.")
    content = made(centre).content
    (named,) = [r for r in register(content) if "Ivo Lang" in r]
    assert "Quality award, 2021" in named
    assert "quality assurer" in named
    assert cover(content)["Internal quality assurer"].startswith("Ivo Lang"), "unlocking is no part in it"


def test_who_had_a_part_in_a_portfolio_is_not_named_as_its_quality_assurer(centre):
    both = centre.staff("Ivo Lang", "ivo", "iqa", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, both.person_id)
    fill(centre, both)
    assert cover(made(centre).content)["Internal quality assurer"].startswith("Ivo Lang")
    add(centre, item(), by=both)
    assert cover(made(centre).content)["Internal quality assurer"].startswith("nobody yet")


def test_a_number_that_changes_gives_the_pack_another_name_and_it_still_proves_itself(centre, prove_pack):
    before = made(centre)
    assert made(centre).name == before.name
    fill(centre, centre.staff("Ivo Lang", "ivo", "iqa"))
    after = made(centre)
    assert after.name != before.name
    assert centre.service.packs.name_of(LOCAL, centre.learner.person_id, UNIT_234).file == after.name
    assert [prove_pack(centre, p.content) for p in (before, after)] == [[], []]


@pytest.fixture
def prove_pack(library):
    """Return what tells the faults of a pack of a centre."""

    def faults(centre, content):
        key = centre.service.packs.public_key()
        return verify_pack(content, key, library.bank.by_id, library.answer_encoder).faults

    return faults


def without_numbers(centre, content: bytes) -> bytes:
    """Return a pack as a version made it that knew of none of these numbers, signed by the same centre."""
    files = unzipped(content)
    told = json.loads(files["data/pack.json"])
    del told["centre"], told["learner"]["registration"]
    files["data/pack.json"] = json.dumps(told).encode()
    payload = {n.removeprefix("data/"): b for n, b in files.items() if n.startswith("data/")}
    bag = bag_files(payload, {"External-Identifier": "P-OLD"})
    return zipped({**bag, SIGNATURE: centre.service.packs._key.sign(bag[TAGS]) + b"\n"})


def test_a_pack_made_before_these_numbers_were_kept_proves_itself_and_is_taken_in(
    centre, prove_pack, library, tmp_path
):
    old = without_numbers(centre, made(centre).content)
    assert prove_pack(centre, old) == []
    (tmp_path / "here").mkdir()
    here = a_centre(tmp_path / "here", library)
    here.service.store.people.rename(here.learner.person_id, "Cal Other", "cal2")
    done = take(here, centre, old)
    assert here.service.registrations.registered(done.learner_id).uln == ""
    fill(centre, centre.staff("Ivo Lang", "ivo", "iqa"))
    take(here, centre, made(centre).content)
    assert here.service.registrations.registered(done.learner_id).uln == "9276308686", (
        "a later pack brings it"
    )
    here.service.registrations.register(here.assessor, done.learner_id, number="HERE 1")
    take(here, centre, made(centre).content)
    assert here.service.registrations.registered(done.learner_id).number == "HERE 1", (
        "what is kept here stays"
    )
    here.service.close()
