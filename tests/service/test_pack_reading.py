"""A pack as somebody reads it who has nothing else: what each page says, where it leads, what it tells."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import get_args

import docx
import pikepdf
import pytest
from pypdf import PdfReader

from reports import pack_history
from reports.assemble import reference_of
from reports.bag import MANIFEST, TAGS, unzipped
from reports.words import counted
from simulator.model.planned import WitnessRegistered
from simulator.model.portfolio import PortfolioDeed, deed_kinds
from simulator.portfolio import fold
from simulator.service.errors import ServiceError
from simulator.service.portfolios import kept_of
from tests.service.packing import LOCAL, at_the_end, centre, no_pdf, packed, pages_of, view
from tests.service.portfolio_making import UNIT_234

__all__ = ["centre", "packed"]  # fixtures
PLACED = """const top = document.getElementById('doc-20').getBoundingClientRect().top;
  const bar = document.querySelector('.running').getBoundingClientRect().bottom;"""
"""Where a document begins that was led to, and how far the running head reaches down."""


def test_check_1_every_page_of_evidence_names_the_evidence_that_it_is_of(packed):
    """Also a page on which a table goes on from the one before: a page alone must tell what it is of."""
    pages = pages_of(packed)
    first = max(n for n, words in enumerate(pages) if "11 Performance evidence" in words)
    after = max(n for n, words in enumerate(pages) if "19 Evidence matrix" in words)
    assert after - first > 4
    reference = re.compile(r"\b(?:(?:OBS|PRD|PD|Q|WT|REP)\d+|A-[0-9A-F]{8}|P-[0-9a-f]{8})\b")
    for words in pages[first:after]:
        assert reference.search(words), words[:300]
    assert any(re.search(r"Indicators of A-[0-9A-F]{8} \(\d+ lines\), continued", w) for w in pages)


def test_the_contents_say_on_which_page_each_document_begins(packed):
    pages = pages_of(packed)
    told = dict(re.findall(r"(\d+) (?:[A-Z][^0-9]*?) (?:– |[0-9A-Z, ]* )page (\d+)", " ".join(pages[:2])))
    assert told["3"]
    for number, page in told.items():
        assert re.search(rf"\b{number} [A-Z]", pages[int(page) - 1]), (number, page)


def test_check_3_no_evidence_stands_outside_the_matrix_and_no_place_of_the_pdf_is_missing(centre, packed):
    files = unzipped(packed)
    page, seen = files["data/index.html"].decode(), view(centre)
    listed = page.split("List of evidence", 1)[1].split("</table>", 1)[0]
    leads_to = set(re.findall(r'href="#item-([A-Z]+\d+)"', listed))
    assert {i.reference for i in seen.dossier.standing} == leads_to
    read = PdfReader(io.BytesIO(files["data/pack.pdf"]))
    links = [a.get_object() for p in read.pages for a in p.get("/Annots", [])]
    assert len(links) > 40
    places = {p.indirect_reference.idnum for p in read.pages}
    for link in links:
        to = link["/Dest"] if "/Dest" in link else link["/A"]["/D"]
        where = read.named_destinations[to].dest_array if isinstance(to, str) else to
        assert next(iter(where)).idnum in places


def test_what_was_changed_withdrawn_corrected_or_left_unsigned_stands_in_the_pack(centre):
    new = at_the_end(centre, "Hana Pike", "hana")
    gathering, who = centre.service.gathering, new.learner.person_id
    first, *_, last = new.dossier().standing
    changed = first.item.model_copy(update={"narrative": "Rang the caller back once."})
    gathering.change_evidence(centre.assessor, who, UNIT_234, changed, "The ring-back was left out")
    gathering.withdraw_evidence(centre.assessor, who, UNIT_234, last.item.id, "Of another learner")
    new.decide_again("1.1")
    wrong = WitnessRegistered(
        by="", witness="", name="Nora Castel", role="Shift leader", organisation="", relationship="manager",
        expert=False,
    )  # fmt: skip
    entered = gathering.register_witness(centre.assessor, who, UNIT_234, wrong).witnesses[-1]
    right = entered.model_copy(update={"name": "Noor Castell"})
    gathering.correct_witness(centre.assessor, who, UNIT_234, right, "Misheard on the phone")
    page = re.sub(r"<[^>]+>", " ", new.page())
    told = " ".join(page.split())
    for words in (
        f"Wrote {first.reference} anew",
        f"narrative before: “{first.item.narrative}”",
        f"Withdrew {last.reference}",
        "Withdrawn evidence",
        "Of another learner",
        "Decided earlier, and again since",
        "Entries that were corrected",
        "Nora Castel, Shift leader",
        "Misheard on the phone",
        "Relied on without the learner&#x27;s signature under it",
        "Signatures that became void and were not given again: decision on 1.1, decision on 1.2",
    ):
        assert words in told, words
    events = centre.service.portfolios.events(centre.service.store.portfolios.find(who, UNIT_234))
    history = new.page().split("What was done in this portfolio", 1)[1].split("</table>", 1)[0]
    assert history.count("<tr") == len(kept_of(events)) + 1, "a row for each deed, and the heading"
    numbers = re.findall(r'<th scope="row">([\d–, ]+)</th>', history)
    assert [int(n) for n in numbers] == [e.seq for e in events], "a row for each event"


def test_every_kind_of_deed_has_a_rule_that_folds_it_and_words_that_tell_of_it():
    kinds = get_args(get_args(PortfolioDeed)[0])
    assert len(kinds) == len(deed_kinds())
    for rule in (fold._take, pack_history._told):
        assert [k.__name__ for k in kinds if rule.dispatch(k) is rule.dispatch(object)] == []


def test_readers_that_take_suspects_for_an_error_find_none(packed):
    assert b"/Suspects" not in unzipped(packed)["data/pack.pdf"]
    with pikepdf.open(io.BytesIO(unzipped(packed)["data/pack.pdf"])) as opened:
        assert opened.Root.MarkInfo.Marked


def test_forms_bear_the_centres_name_and_logo_and_the_spreadsheet_opens(centre, packed):
    files = unzipped(packed)
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(files["data/matrix.xlsx"])).namelist()
    made = docx.Document(io.BytesIO(files["data/forms.docx"]))
    head = made.sections[0].header
    assert "Harbour Line" in head.paragraphs[0].text
    logo = next(part for part in head.part.related_parts.values() if "image" in part.content_type)
    assert logo.blob == centre.service.evidence.logo(centre.administrator)
    assert "Evidence pack: unit 234" in "\n".join(p.text for p in made.paragraphs)
    titles = [t for t in re.findall(r"w:tblCaption w:val=.([^/]+).", made.element.xml) if "The unit" in t]
    assert titles
    pdf = PdfReader(io.BytesIO(files["data/pack.pdf"]))
    assert len(pdf.pages[0].images) == 1
    assert {TAGS, MANIFEST, "bagit.txt"} <= set(files)


@pytest.mark.parametrize("picture", [b"no picture", b"\x89PNG\r\n\x1a\n" + b"0" * 40, b"0" * 3_000_000])
def test_what_is_no_picture_is_no_logo(centre, picture):
    with pytest.raises(ServiceError):
        centre.service.evidence.keep_logo(centre.administrator, picture)


def test_every_document_that_has_data_is_printed_and_the_others_say_why_not(packed):
    page = unzipped(packed)["data/index.html"].decode()
    there = {int(n) for n in re.findall(r'<h2 id="doc-(\d+)"', page)}
    assert there == {3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 18, 19, 20, 22, 23, 24, 25, 33}
    rows = dict(re.findall(r'<th scope="row">(\d+)</th>.*?<td>([^<]*)</td></tr>', page))
    assert set(rows) == {str(n) for n in range(1, 35)}
    assert rows["7"] == "nothing recorded, so not printed"
    assert rows["28"] == "not kept by this version"
    for words in (
        "Facts, and when they were to be had",
        "Incident log",
        "Transcript of A-",
        "Indicators of A-",
    ):
        assert words in page


def test_the_page_of_a_pack_is_accessible_leads_to_its_files_and_prints_what_it_is(
    packed, new_page, axe, tmp_path
):
    files = {n: b for n, b in unzipped(packed).items() if n.startswith("data/")}
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    page = new_page()
    page.goto((tmp_path / "data/index.html").as_uri())
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate("location.hash = ''")
        page.evaluate("location.hash = 'doc-20'")
        page.wait_for_function(f"() => {{ {PLACED} return top >= bar && top < innerHeight }}")
    links = page.eval_on_selector_all(".files a", "all => all.map(a => decodeURIComponent(a.pathname))")
    named = {f"data/{PurePosixPath(link).relative_to(tmp_path / 'data')}" for link in links}
    assert {n for n in files if n.startswith("data/evidence/")} <= named <= set(files)
    assert "data/pack.pdf" in named
    page.pdf(path=str(tmp_path / "printed.pdf"), prefer_css_page_size=True)
    for one in PdfReader(tmp_path / "printed.pdf").pages:
        words = one.extract_text()
        assert "Evidence pack: unit 234" in words
        assert "no assessor's decision is in this document" not in words


def test_retags_and_answers_to_indicators_stand_in_what_was_done_and_no_number_is_missing(centre):
    learner = centre.learner.person_id
    mine = centre.service.attempts.past(centre.learner)
    attempt = next(a for a in mine if (a.mode, a.status) == ("assessment", "finished"))
    records = centre.service.records
    seen = records.open_attempt(centre.assessor, attempt.id)
    line = next(r for r in seen.record if r.event.kind == "spoke")
    records.retag(centre.assessor, attempt.id, line.seq, ("reassure",), "Said kindly on the tape")
    found = [i for f in seen.marking.findings for i in f.indicators if i.result != "no chance"][:3]
    for one in found:
        records.judge(centre.assessor, attempt.id, one.indicator, "agree")
    content = centre.service.packs.pack(LOCAL, learner, UNIT_234, set_pdf=no_pdf).content
    page = unzipped(content)["data/index.html"].decode()
    history = page.split("What was done in this portfolio", 1)[1].split("</table>", 1)[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", history).split())
    label = centre.library.acts("gas-escape")["reassure"]
    ref = reference_of(attempt.id)
    assert re.search(rf"Re-tagged T\d+ at \d+:\d\d of {ref}, to be read as: {re.escape(label)}", words)
    assert "Said kindly on the tape" in words
    assert f"Answered indicators of {ref}: {counted(len(found), 'answer')} agree {len(found)}" in words
    transcript = page.split(f"Transcript of {ref}", 1)[1].split("</table>", 1)[0]
    assert f"Now: {label}." in transcript
    assert f"{centre.assessor.name}: Said kindly on the tape" in transcript
    events = centre.service.portfolios.events(centre.service.store.portfolios.find(learner, UNIT_234))
    covered = set()
    for cell in re.findall(r'<th scope="row">([\d–, ]+)</th>', history):
        for run in cell.split(", "):
            first, _, last = run.partition("–")
            covered |= set(range(int(first), int(last or first) + 1))
    assert covered == {e.seq for e in events}
