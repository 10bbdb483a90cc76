"""A pack proves itself with the public key alone: the twelve checks, tampering, the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import random
import re

import pikepdf
import pytest

from reports.assemble import reference_of
from reports.bag import bag_faults, unzipped, zipped
from reports.pack_document import pack_document
from reports.pdf import pdf_of
from reports.words import SYMBOLS
from simulator.model.portfolio import CHECKS, CODES, UNIT
from simulator.portfolio.rules import does_not_count, method_refused
from simulator.service.access import Actor
from simulator.service.centre_key import CentreKey
from simulator.service.errors import CannotDo, NotAllowed
from simulator.service.verifying import verify_pack
from simulator.store.attempts import AttemptFilter
from simulator.store.chain import genesis_digest, link_digest
from tests.model.fault_examples import ROOT
from tests.reports.test_pdf import outloud, tags_of
from tests.service.desk import PASSWORD
from tests.service.packing import (
    LOCAL,
    at_the_end,
    centre,
    no_pdf,
    packed,
    pages_of,
    prove_fast,
    rebuilt,
    view,
    words_in,
)
from tests.service.portfolio_making import UNIT_234

__all__ = ["centre", "packed"]  # fixtures

DECISION_WORDS = ("not yet met", "competent", "not yet competent")


@pytest.fixture(scope="module")
def prove(centre):
    key, acts = centre.service.packs.public_key(), centre.library.bank.by_id
    return lambda content: verify_pack(content, key, acts).faults


def test_a_whole_pack_is_proven_and_every_attempt_marked_again(centre, packed):
    verdict = verify_pack(packed, centre.service.packs.public_key(), centre.library.bank.by_id)
    assert verdict.faults == []
    assert sum("marked again: the same findings" in c for c in verdict.checked) == 3


def test_check_1_every_page_bears_what_it_is_whose_its_number_and_the_packs_id(centre, packed):
    name = centre.service.packs.name_of(LOCAL, centre.learner.person_id, UNIT_234)
    pages = pages_of(packed)
    for n, words in enumerate(pages, 1):
        assert "Evidence from simulated calls is marked s" in words
        assert f"Evidence pack: unit 234, {view(centre).learner_name}" in words
        assert name.pack_id in words
        assert f"{n} of {len(pages)}" in words


def test_check_2_every_met_rests_on_allowed_counting_evidence_a_reason_and_a_later_signature(centre):
    seen = view(centre)
    assert len(seen.dossier.decisions) == 18
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
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    moments = re.findall(r'<a href="#(A-[0-9A-F]+-[TR]\d+)">1\.1 at (\d+):(\d\d)', page)
    assert moments, "a time leads to its line in the transcript"


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


def test_check_4_any_file_taken_out_or_put_in_is_found_and_named(packed):
    files = unzipped(packed)
    for name in (n for n in files if n.startswith("data/")):
        left = {n: b for n, b in files.items() if n != name}
        assert any(name in f for f in bag_faults(left)), name
    assert any("data/more.txt" in f for f in bag_faults({**files, "data/more.txt": b"more"}))


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


def test_an_abandoned_attempt_left_out_is_found_also_when_every_list_is_written_anew(packed, prove):
    files = unzipped(packed)
    told = json.loads(files["data/pack.json"])
    given_up = next(a["id"] for a in told["attempts"] if a["status"] == "abandoned")
    name = f"data/attempts/{given_up}.jsonl"
    del files[name]
    assert any(f"{name} is missing: an attempt was left out" in f for f in prove(rebuilt(files)))
    told["attempts"] = [a for a in told["attempts"] if a["id"] != given_up]
    files["data/pack.json"] = json.dumps(told).encode()
    faults = prove(rebuilt(files))
    assert any("not signed" in f for f in faults)
    assert any(f"tells of attempt {given_up[:8]}, which this pack leaves out" in f for f in faults)


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


def test_check_5_a_trainees_decision_without_countersignature_blocks_the_unit_page(centre):
    new = at_the_end(centre, "Fay Lunn", "fay", trainee=True)
    with pytest.raises(CannotDo, match=r"Waiting for a qualified assessor's countersignature: 1\.1, 1\.2"):
        new.decide_unit()
    page = new.page()
    assert 'id="doc-24"' not in page, "no page of the unit"
    assert "Waiting for a qualified assessor&#x27;s countersignature: 1.1" in page
    new.countersign(*(f"decision:{c}" for c in new.criteria))
    new.decide_unit()
    new.sign_unit()
    assert not new.dossier().locked
    assert "WAITS for a qualified assessor&#x27;s countersignature" in new.page()
    new.countersign(UNIT)
    assert new.dossier().locked
    assert "signed by everybody, and locked" in new.page()


def test_check_6_learner_assessor_and_assurer_are_three_people(centre):
    new = at_the_end(centre, "Gil Mott", "gil")
    everything = frozenset({"learner", "assessor", "iqa", "administrator"})
    deciding, learner = centre.service.deciding, new.learner.person_id
    own = Actor(learner, "Gil", everything)
    why = "I did it all, and well."
    for deed in (
        lambda: deciding.decide_unit(own, learner, UNIT_234, competent=True, reason=why),
        lambda: deciding.decide(
            own, learner, UNIT_234, "1.1", met=True, checks=CHECKS, reason=why, relied_on=[]
        ),
        lambda: deciding.countersign(own, learner, UNIT_234, {UNIT: "x"}, password=PASSWORD, agrees=True),
        lambda: centre.service.packs.pack(own, learner, UNIT_234, set_pdf=no_pdf),
    ):
        with pytest.raises(NotAllowed):
            deed()
    new.decide_unit()
    new.sign_unit()
    for signer in (own, Actor(new.assessor.person_id, "Bea", everything)):
        with pytest.raises(NotAllowed, match="had no part"):
            deciding.unlock(signer, learner, UNIT_234, "I would like to look again.")
    assurer = centre.staff("Ivo Lang", "ivo", "iqa", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, assurer.person_id)
    deciding.unlock(assurer, learner, UNIT_234, "Sample found 1.4 too thin.")
    for deed in (
        lambda: deciding.decide_unit(assurer, learner, UNIT_234, competent=False, reason=why),
        lambda: deciding.decide(
            assurer, learner, UNIT_234, "1.1", met=False, checks=(), reason=why, relied_on=[]
        ),
        lambda: new.sign(assurer, UNIT),
    ):
        with pytest.raises(NotAllowed, match="as quality assurer"):
            deed()


def test_check_7_every_attempt_is_listed_whatever_came_of_it(centre, packed):
    files = unzipped(packed)
    told = {a["id"]: a for a in json.loads(files["data/pack.json"])["attempts"]}
    mine = centre.service.store.attempts.list(AttemptFilter(learner_id=centre.learner.person_id)).items
    assert {(a["mode"], a["status"]) for a in told.values()} == {
        ("assessment", "abandoned"),
        ("assessment", "finished"),
        ("practice", "finished"),
    }
    assert set(told) == {a.id for a in mine}
    words = " ".join(words_in("data/pack.pdf", files["data/pack.pdf"]).split())
    for one in mine:
        title = "Smell of gas, and a father who cannot manage the stairs"
        ended = "the learner gave it up" if one.status == "abandoned" else "the learner handed it in"
        listed = f"{reference_of(one.id)} {title} {one.mode}, {one.status} {ended}"
        assert "".join(listed.split()) in "".join(words.split()), one.status
        assert f"data/attempts/{one.id}.jsonl" in files
    assert "Every attempt (3)" in words


def test_check_8_the_same_inputs_give_the_same_bytes(centre, packed):
    again = centre.service.packs.pack(centre.assessor, centre.learner.person_id, UNIT_234, set_pdf=pdf_of)
    assert again.content == packed


def test_check_9_the_pdf_passes_a_validator_its_tables_have_heads_and_colour_is_never_alone(
    centre, packed, tmp_path
):
    (tmp_path / "pack.pdf").write_bytes(unzipped(packed)["data/pack.pdf"])
    found = outloud(tmp_path, "pack.pdf")
    assert found.returncode == 0, found.stdout
    with pikepdf.open(tmp_path / "pack.pdf") as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
    view_of, attempts = centre.service.packs._settled(LOCAL, centre.learner.person_id, UNIT_234)
    document = pack_document(centre.service.packs._gathered(view_of, attempts, without_names=False))
    blocks = [*document.opening, *(b for s in document.sections for b in s.blocks)]
    tables = [b for b in blocks if b.kind == "table"]
    tags = tags_of((tmp_path / "pack.pdf").read_bytes())
    assert tags["/Table"] == len(tables)
    assert tags["/TH"] == sum(len(t.columns) for t in tables)
    spans = [s for t in tables for r in t.rows for c in r.cells for one in c for s in one.spans]
    coloured = [s.text for s in spans if s.style in ("good", "part", "bad", "open")]
    assert coloured
    assert all(words[:1] in SIGNS and words[2:] for words in coloured)


SIGNS = "".join(SYMBOLS.values())


def is_a_word(name):
    """Tell whether somebody drawn is called by a word that the centre's own texts hold: "May be said"."""
    texts = (ROOT / "criteria" / "organisations" / "wendshire").glob("*.yaml")
    return any(re.search(rf"\b{name}\b", text.read_text("utf-8"), re.IGNORECASE) for text in texts)


def test_check_10_no_adjustment_is_printed_and_names_go_when_chosen_with_a_log(centre, packed, prove):
    """What a learner was given stands in item 31 alone, which is in no pack; the record keeps it sealed."""
    files = unzipped(packed)
    printed = [
        n for n in files if n.startswith("data/") and n.count("/") == 1 and not n.endswith((".json", "jsonl"))
    ]
    assert {"data/pack.pdf", "data/index.html", "data/forms.docx", "data/matrix.csv"} <= set(printed)
    reason = next(
        e.pace_reason for a in centre.service.attempts.past(centre.learner) for e in centre.kept(a.id)[:1]
    )
    assert reason
    for name in printed:
        assert reason not in words_in(name, files[name]), name
    handed_in = next(a for a in centre.service.attempts.past(centre.learner) if a.mode == "assessment")
    cast = centre.kept(handed_in.id)[0].cast
    name = cast["caller.name"] if is_a_word(cast["caller.last"]) else cast["caller.last"]
    assert name in words_in("data/index.html", files["data/index.html"])
    bare = centre.service.packs.pack(
        LOCAL, centre.learner.person_id, UNIT_234, set_pdf=pdf_of, without_names=True
    )
    without = unzipped(bare.content)
    for file, body in without.items():
        if file.startswith("data/texts/"):
            continue  # the pinned texts hold every name that may be cast, and say of nobody
        assert name not in words_in(file, body), file
    assert "[name]" in without["data/index.html"].decode()
    assert re.search(r"Taken out of this copy.*\d+ places", without["data/index.html"].decode(), re.DOTALL)
    logged = centre.service.store.audit.list(subject=centre.learner.person_id).items[0].detail
    assert sum(logged["names taken out"].values()) > 3
    assert prove(bare.content) == [], "its chain still holds, though what was said is not in it"
    key = centre.service.packs.public_key()
    with pytest.raises(CannotDo, match="without what was said"):
        centre.service.importing.take_in(centre.administrator, bare.content, key, centre.class_id)


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
    unit = centre.library.unit(UNIT_234)
    assert all(f"{c} {one.name}: missing " in page for c, one in unit.criteria.items())
    assert page.count("nothing recorded, so not printed") > 10


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
