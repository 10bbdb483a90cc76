"""A pack proves itself with the public key alone: the twelve checks, tampering, the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile

import pikepdf
import pytest
from pypdf import PdfReader

from reports.bag import MANIFEST, TAGS, bag_files, unzipped, zipped
from reports.pdf import pdf_of
from simulator.model.commands import Say
from simulator.model.portfolio import CODES
from simulator.portfolio.rules import does_not_count, method_refused
from simulator.service.access import Actor
from simulator.service.centre_key import CentreKey
from simulator.service.errors import CannotDo, NotAllowed
from simulator.service.verifying import verify_pack
from simulator.store.chain import genesis_digest, link_digest
from tests.service.desk import Centre, Clock, open_desk
from tests.service.portfolio_making import UNIT_234, add, item, signed_off, witness

LOCAL = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
DECISION_WORDS = ("not yet met", "competent", "not yet competent")


def no_pdf(document) -> bytes:
    """Stand in for the setting of the PDF, where it is not looked at."""
    return b"%PDF-" + document.reference.encode()


@pytest.fixture(scope="module")
def centre(tmp_path_factory, library):
    """Return a centre with a signed unit, a testimony, and attempts of two learners."""
    clock = Clock()
    url = f"sqlite:///{tmp_path_factory.mktemp('packs') / 'simulator.db'}"
    made = Centre(open_desk(url, library, clock), clock, url, library)
    made.other = made.join("Dee Holt", "dee")
    for who, mode in ((made.learner, "assessment"), (made.learner, "practice"), (made.other, "assessment")):
        attempt = made.in_call(mode=mode, who=who)
        line = next(e.line for e in made.kept(attempt) if e.kind == "line_rang")
        clock.wait(3)
        made.service.attempts.act(who, attempt, Say(line=line, text="What is the address, please?"))
        made.service.attempts.finish(who, attempt)
        clock.wait(60)
    mine = made.service.attempts.past(made.learner)
    handed_in = next(a for a in mine if a.mode == "assessment")
    draft = made.service.observing.drafted(made.assessor, handed_in.id)
    claims = item(criteria=("1.1",)).claims
    add(made, draft.model_copy(update={"narrative": "Seen on the recording.", "claims": claims}))
    add(made, item("witness testimony", ("1.7",), witness=witness(made), confirmed="By phone"))
    signed_off(made)
    yield made
    made.service.close()


@pytest.fixture(scope="module")
def packed(centre) -> bytes:
    return centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=pdf_of).content


@pytest.fixture(scope="module")
def prove(centre):
    """Return what checks a pack as somebody elsewhere would: prove(content) -> faults."""
    key, acts = centre.service.packs.public_key(), centre.library.bank.by_id
    return lambda content: verify_pack(content, key, acts).faults


def view(centre):
    return centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT_234)


def rebuilt(files: dict[str, bytes]) -> bytes:
    """Return a pack with every manifest computed anew, as somebody without the key could."""
    payload = {n.removeprefix("data/"): b for n, b in files.items() if n.startswith("data/")}
    return zipped(
        {**bag_files(payload, {"External-Identifier": "forged"}), "signature.txt": files["signature.txt"]}
    )


def test_a_whole_pack_is_proven_and_every_attempt_marked_again(centre, packed):
    verdict = verify_pack(packed, centre.service.packs.public_key(), centre.library.bank.by_id)
    assert verdict.faults == []
    assert sum("marked again: the same findings" in c for c in verdict.checked) == 2


def test_check_1_every_page_bears_what_it_is_its_number_and_the_packs_id(centre, packed):
    name = centre.service.packs.name_of(LOCAL, centre.learner.person_id, UNIT_234)
    pages = PdfReader(io.BytesIO(unzipped(packed)["data/pack.pdf"])).pages
    for n, page in enumerate(pages, 1):
        words = " ".join(page.extract_text().split())
        assert "Simulated evidence is marked s" in words
        assert name.pack_id in words
        assert f"{n} of {len(pages)}" in words


def test_check_2_every_met_rests_on_allowed_counting_evidence_a_reason_and_a_later_signature(centre):
    seen = view(centre)
    for criterion, decision in seen.dossier.decisions.items():
        relied = [seen.dossier.item(e) for e in decision.deed.relied_on]
        assert decision.deed.reason
        assert all(not method_refused(seen.unit, criterion, i.item.method) for i in relied)
        assert any(not does_not_count(seen.unit, criterion, i.item, ()) for i in relied)
        signature = seen.dossier.signed(f"decision:{criterion}", "assessor")
        assert signature.seq > max(i.changed_seq for i in relied)


def test_check_3_every_reference_in_the_matrix_leads_to_its_item(packed):
    files = unzipped(packed)
    page = files["data/index.html"].decode()
    head, *rows = csv.reader(io.StringIO(files["data/matrix.csv"].decode("utf-8-sig")))
    refs = [h for h in head if h[-1:].isdigit() and h.rstrip("0123456789") in CODES.values()]
    assert len(rows) == 18
    assert refs
    for ref in refs:
        assert f'id="item-{ref}"' in page
    import re

    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


def test_check_4_two_hundred_altered_bytes_are_each_found_and_the_file_is_named(packed, prove):
    files = unzipped(packed)
    chance = random.Random(234)
    names = sorted(n for n in files if n.startswith("data/"))
    for _ in range(200):
        name = chance.choice(names)
        at = chance.randrange(len(files[name]))
        body = bytearray(files[name])
        body[at] ^= 1 << chance.randrange(8)
        faults = prove_fast(prove, files, name, bytes(body))
        assert any(name in f for f in faults), (name, at)


def prove_fast(prove, files, name, body) -> list[str]:
    from reports.bag import bag_faults

    return bag_faults({**files, name: body})


def test_a_file_altered_with_its_manifest_computed_anew_is_found_for_want_of_the_key(packed, prove):
    files = unzipped(packed)
    files["data/decisions.csv"] = files["data/decisions.csv"].replace(b"met", b"MET")
    assert prove(rebuilt(files)) == ["The pack is not signed with this centre's key as it stands."]


def test_another_centres_key_proves_nothing(centre, packed, tmp_path):
    from simulator.store.opening import open_store

    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as store:
        other = CentreKey(store, centre.clock, tmp_path / "other.pem").public_pem()
    assert any("not signed" in f for f in verify_pack(packed, other, centre.library.bank.by_id).faults)


def test_the_last_event_dropped_with_the_chain_computed_anew_is_found(packed, prove):
    files = unzipped(packed)
    name = next(n for n in files if n.startswith("data/attempts/"))
    rows = [json.loads(r) for r in files[name].splitlines()][:-1]
    stream = name.removeprefix("data/attempts/").removesuffix(".jsonl")
    previous = genesis_digest(stream)
    for row in rows:
        rest = {k: row[k] for k in ("kind", "t", "recorded_at", "payload_digest")}
        row["chain_digest"] = previous = link_digest(previous, row["seq"], **rest)
    files[name] = b"".join(json.dumps(r, sort_keys=True).encode() + b"\n" for r in rows)
    told = json.loads(files["data/pack.json"])
    mine = next(a for a in told["attempts"] if a["id"] == stream)
    faults = prove(rebuilt(files))
    assert any(name in f and "the head says" in f for f in faults)
    mine["seq"], mine["digest"] = len(rows), previous
    files["data/pack.json"] = json.dumps(told).encode()
    assert any("not signed" in f for f in prove(rebuilt(files))), (
        "and with the head forged too, the key is missing"
    )


def test_an_attempt_left_out_is_found(packed, prove):
    files = unzipped(packed)
    name = next(n for n in files if n.startswith("data/attempts/"))
    del files[name]
    assert any(f"{name} is missing: an attempt was left out" in f for f in prove(rebuilt(files)))
    told = json.loads(files["data/pack.json"])
    told["attempts"] = [a for a in told["attempts"] if a["id"] not in name]
    files["data/pack.json"] = json.dumps(told).encode()
    assert any("not signed" in f for f in prove(rebuilt(files)))


def test_two_learners_attempts_swapped_are_found(centre, packed, prove):
    files = unzipped(packed)
    theirs = unzipped(
        centre.service.packs.pack(LOCAL, centre.other.person_id, UNIT_234, set_pdf=no_pdf).content
    )
    mine = next(n for n in files if n.startswith("data/attempts/"))
    other = next(n for n in theirs if n.startswith("data/attempts/"))
    files[mine] = theirs[other]
    assert any(f"{mine}, event 1" in f for f in prove(rebuilt(files)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", zipped({"a": b"b"})])
def test_what_is_no_pack_is_told_in_a_sentence(prove, content):
    assert prove(content)


def test_check_5_an_untrained_decision_without_countersignature_blocks_the_unit(centre):
    learner = centre.other.person_id
    deciding = centre.service.deciding
    with pytest.raises(CannotDo, match="Not decided yet"):
        deciding.decide_unit(centre.assessor, learner, UNIT_234, competent=True, reason="For a test only.")


def test_check_6_nobody_assesses_themself(centre):
    own = Actor(centre.learner.person_id, "Cal", frozenset({"learner", "assessor", "iqa"}))
    with pytest.raises(NotAllowed):
        centre.service.deciding.decide_unit(
            own, own.person_id, UNIT_234, competent=True, reason="I did it all, and well."
        )


def test_check_7_every_attempt_is_listed_whatever_came_of_it(centre, packed):
    told = json.loads(unzipped(packed)["data/pack.json"])
    mine = {a.id for a in centre.service.attempts.past(centre.learner)}
    assert {a["id"] for a in told["attempts"]} == mine
    assert {a["status"] for a in told["attempts"]} & {"abandoned", "finished"}
    page = unzipped(packed)["data/index.html"].decode()
    assert "Every attempt (2)" in page


def test_check_8_the_same_inputs_give_the_same_bytes(centre, packed):
    again = centre.service.packs.pack(centre.assessor, centre.learner.person_id, UNIT_234, set_pdf=pdf_of)
    assert again.content == packed


def test_check_9_the_pdf_is_tagged_as_pdf_ua_and_no_sign_stands_without_a_word(packed):
    files = unzipped(packed)
    with pikepdf.open(io.BytesIO(files["data/pack.pdf"])) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert bool(opened.Root.MarkInfo.Marked)
    _, *rows = csv.reader(io.StringIO(files["data/matrix.csv"].decode("utf-8-sig")))
    assert all(row[2].split(" ", 1)[1] for row in rows)


def test_check_10_no_adjustment_stands_anywhere(packed):
    page = unzipped(packed)["data/index.html"].decode().lower()
    assert "adjustment" not in page
    assert "pace" not in page.replace("workplace", "").replace("space", "")


def test_check_11_the_advisory_pages_never_use_the_words_of_decisions(packed):
    page = unzipped(packed)["data/index.html"].decode()
    annex = page.split('id="doc-14"', 1)[1].split("<h2", 1)[0].lower()
    assert "finding" in annex
    assert not any(word in annex for word in (*DECISION_WORDS, ">met<"))


def test_check_12_a_learner_with_no_evidence_has_a_pack_that_names_eighteen_gaps(centre, prove):
    new = centre.join("Eli Marr", "eli")
    content = centre.service.packs.pack(LOCAL, new.person_id, UNIT_234, set_pdf=pdf_of).content
    assert prove(content) == []
    page = unzipped(content)["data/index.html"].decode()
    assert "What is missing (18 gaps)" in page
    assert page.count("nothing recorded, so not printed") > 10


def test_forms_and_spreadsheet_open_as_what_they_are(packed):
    files = unzipped(packed)
    for name, part in (("data/forms.docx", "word/document.xml"), ("data/matrix.xlsx", "xl/workbook.xml")):
        assert part in zipfile.ZipFile(io.BytesIO(files[name])).namelist()
    import docx

    words = "\n".join(p.text for p in docx.Document(io.BytesIO(files["data/forms.docx"])).paragraphs)
    assert "Evidence pack: unit 234" in words
    assert {TAGS, MANIFEST, "bagit.txt"} <= set(files)


def test_a_learner_gets_no_pack_for_it_holds_what_was_not_released(centre):
    packs, learner = centre.service.packs, centre.learner.person_id
    for roles in ({"learner"}, {"learner", "assessor"}, {"learner", "iqa"}):
        with pytest.raises(NotAllowed):
            packs.pack(Actor(learner, "Cal", frozenset(roles)), learner, UNIT_234, set_pdf=no_pdf)


def test_a_pack_waits_for_a_running_call(centre):
    attempt = centre.in_call(who=centre.other)
    with pytest.raises(CannotDo, match="still running"):
        centre.service.packs.pack(LOCAL, centre.other.person_id, UNIT_234, set_pdf=no_pdf)
    centre.service.attempts.finish(centre.other, attempt)
