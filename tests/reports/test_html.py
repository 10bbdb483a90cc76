"""The evidence report as a page: one accessible file that runs nothing and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest
from lxml import html as parser

from reports.html import render_html
from tests.reports import builders


@pytest.fixture(scope="module")
def text() -> str:
    return render_html(builders.report())


@pytest.fixture(scope="module")
def page(text):
    return parser.document_fromstring(text)


@pytest.fixture(scope="module")
def hostile_text() -> str:
    return render_html(builders.hostile_report())


def test_the_page_names_its_language_title_and_landmarks(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title").startswith("Evidence report of a simulated call: unit 234")
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    skip = page.find(".//body/a")
    assert skip.text == "Skip to the report"
    assert page.get_element_by_id(skip.get("href")[1:]).tag == "main"


def test_headings_begin_at_one_and_never_skip_a_level(page):
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(page):
    tables = page.findall(".//table")
    assert len(tables) > 15
    for table in tables:
        assert table.findtext("caption").strip()
        heads = table.findall("thead/tr/th")
        assert heads
        assert all(th.get("scope") == "col" and th.text_content().strip() for th in heads)
        for row in table.findall("tbody/tr"):
            assert row[0].tag == "th"
            assert row[0].get("scope") == "row"
            assert len(row) == len(heads)


def test_every_link_leads_to_a_place_on_the_page_and_no_id_stands_twice(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    hrefs = page.xpath("//@href")
    assert hrefs
    assert all(h.startswith("#") and h[1:] in ids for h in hrefs)


def test_the_page_runs_nothing_and_its_policy_allows_only_its_own_style(page, text):
    assert not page.xpath("//script | //iframe | //object | //link | //img | //form | //input")
    assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]")
    style = page.findtext(".//style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy
    assert "http" not in re.sub(r"http://www\.w3\.org/2000/svg|http-equiv", "", text)


def test_the_timeline_has_a_title_a_description_and_its_numbers_in_a_table(page):
    svg = page.xpath("//*[local-name()='svg']")[0]
    assert svg.get("role") == "img"
    named = svg.get("aria-labelledby").split()
    assert [page.get_element_by_id(i).text_content() != "" for i in named] == [True, True]
    table = next(t for t in page.findall(".//table") if "numbers of the drawing" in t.findtext("caption"))
    rows = {tr[0].text_content(): tr[2].text_content() for tr in table.findall("tbody/tr")}
    assert rows["Priority"] == "1:26, 1:41"
    assert rows["Radio"] == "4:22"


def test_results_stand_as_a_symbol_and_a_word(page):
    words = page.text_content()
    for word in ("Evidence found", "Shown"):
        assert f"✓ {word}" in words
    for word in ("Contrary evidence found", "Contrary"):
        assert f"✕ {word}" in words
    for word in ("Could not be analysed", "Undecided"):
        assert f"? {word}" in words
    for both in ("◐ Partial evidence", "○ No evidence found", "– Not exercised in this scenario"):
        assert both in words


def test_the_same_report_gives_the_same_page(text):
    assert render_html(builders.report()) == text


def test_hostile_text_is_shown_whole_and_does_nothing(hostile_text):
    page = parser.document_fromstring(hostile_text)
    assert not page.xpath("//script | //b | //img")
    words = page.text_content()
    assert words.count("<script>alert('x')</script>") > 100
    assert "x" * 10_000 in words
    assert "😀" * 10_000 in words
    assert "עברית" in words
    assert "[U+202E]" in words
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", hostile_text)


def test_people_s_own_words_are_set_apart_in_direction(hostile_text):
    page = parser.document_fromstring(hostile_text)
    holders = [e for e in page.iter() if e.text and "עברית" in e.text and e.tag not in ("title", "style")]
    assert holders
    assert all(e.tag == "bdi" and e.get("dir") == "auto" for e in holders)


def test_every_printed_page_says_that_it_is_simulated_and_provisional(new_page, tmp_path, text):
    from pypdf import PdfReader

    (tmp_path / "report.html").write_text(text, "utf-8")
    page = new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.pdf(path=str(tmp_path / "printed.pdf"), prefer_css_page_size=True)
    pages = [p.extract_text() for p in PdfReader(tmp_path / "printed.pdf").pages]
    assert len(pages) > 5
    for number, words in enumerate(pages, 1):
        assert "Simulated evidence" in words
        assert "Provisional: no assessor's decision is in this document" in words
        assert f"page {number} of {len(pages)}" in words


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_is_accessible_and_never_scrolls_sideways(new_page, axe, tmp_path, text, width):
    (tmp_path / "report.html").write_text(text, "utf-8")
    page = new_page((width, 768))
    page.goto((tmp_path / "report.html").as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
