"""Every page for every role, light at a desk and dark on a phone: it opens, fits, and axe is content."""

from __future__ import annotations

import itertools
import re
import tomllib

import pytest
from playwright.sync_api import expect

from tests.pages.served_centre import PEOPLE
from tests.running import ROOT

PAGES = {
    "learner": {
        "/": "Good",
        "/knowledge": "Knowledge",
        "/portfolio": "Cal Reeve",
        "/catalogue": "Catalogue",
        "/account": "Your account",
    },
    "assessor": {
        "/": "Marking desk",
        "/portfolio": "Cal Reeve",
        "/to-do": "To do",
        "/answers": "Answers",
        "/live": "Live calls",
        "/classes": "Classes",
        "/scenarios": "Scenarios",
        "/catalogue": "Catalogue",
        "/account": "Your account",
    },
    "tutor": {
        "/": "Classes",
        "/phrases": "Phrasings",
        "/scenarios": "Scenarios",
        "/catalogue": "Catalogue",
        "/account": "Your account",
    },
    "administrator": {
        "/classes": "Classes",
        "/scenarios": "Scenarios",
        "/catalogue": "Catalogue",
        "/account": "Your account",
    },
    "iqa": {
        "/": "Portfolios",
        "/portfolio": "unit 234",
        "/catalogue": "Catalogue",
        "/account": "Your account",
    },
}
"""Which pages each role can open, and how the heading of each begins."""
SHUT = {
    "learner": ["answers", "classes", "marking", "phrases", "scenarios"],
    "assessor": ["call", "debrief", "knowledge", "phrases"],
    "tutor": ["call", "debrief", "marking"],
    "iqa": ["call", "debrief", "marking", "classes", "scenarios"],
}
"""Which pages a role cannot open: it is told so, whether there is such a page or not."""


GIVEN_ANEW = re.compile(r"(react-aria\d+-)?:r[0-9a-v]+:|(?<=clip)[0-9a-f]{6}|(?<=defs-)[0-9a-f]{6}")
"""What React and Plotly call an element: another name each time that it is drawn."""
WIDER = "e => e.scrollWidth - e.clientWidth"
"""By how much the page can be pushed sideways: what scrolls is Streamlit's own box, not the document."""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => h.tagName)"""


@pytest.fixture(scope="module")
def judged():
    """Return what axe was content with: several roles see the same catalogue, which takes it seconds."""
    return set()


def drawn(page):
    """Return what a page holds beside its navigation, as it is drawn for anybody, its charts among it."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    return GIVEN_ANEW.sub("", page.locator("[data-testid=stMain]").inner_html())


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_role_opens_fits_and_can_be_used_by_everybody(
    centre, new_page, settled, look, axe, judged, role
):
    page = centre.signed_in(new_page(), PEOPLE[role])
    for path, heading in PAGES[role].items():
        page.goto(centre.url + path)
        settled(page)
        page.get_by_role("heading", level=1).filter(has_text=heading).wait_for()
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.get_by_role("heading", level=1).count() == 1, path
        levels = [int(tag[1]) for tag in page.evaluate(HEADINGS)]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path
        for size, scheme in (((1366, 768), "light"), ((390, 844), "dark")):
            look(page, size, scheme)
            if (seen := (size, scheme, drawn(page))) not in judged:
                assert axe(page) == [], f"{path} at {size}, {scheme}"
                judged.add(seen)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{path} at {size}"
            assert page.locator("[data-testid=stMain]").evaluate(WIDER) <= 0, f"{path} at {size}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_written_as_markup_have_the_themes_colour(centre, new_page, settled, scheme):
    page = centre.signed_in(new_page((1366, 768), scheme), "ada")
    page.goto(f"{centre.url}/account")
    settled(page)
    wanted = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    colour = "rgb({}, {}, {})".format(*bytes.fromhex(wanted["linkColor"].removeprefix("#")))
    for name in ("Change your password", "Sign out"):
        expect(page.get_by_role("link", name=name)).to_have_css("color", colour)


@pytest.mark.parametrize("role", SHUT)
def test_a_page_of_another_role_stays_shut(centre, new_page, settled, role):
    page = centre.signed_in(new_page(), PEOPLE[role])
    for name in SHUT[role]:
        page.goto(f"{centre.url}/{name}")
        settled(page)
        page.get_by_text("not part of your role").wait_for()


def test_an_address_that_is_no_page_says_so_and_leads_back(centre, new_page, settled, axe):
    page = centre.signed_in(new_page(), PEOPLE["learner"])
    page.goto(f"{centre.url}/debreif")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("No page here")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("link", name="Go to your first page").click()
    page.get_by_role("heading", level=1).filter(has_text="Good").wait_for()


@pytest.mark.parametrize(("role", "name"), [("learner", "home"), ("assessor", "desk"), ("iqa", "portfolios")])
def test_the_own_address_of_the_page_at_the_root_leads_there(centre, new_page, settled, role, name):
    page = centre.signed_in(new_page(allow_console="does not seem to exist"), PEOPLE[role])
    page.goto(f"{centre.url}/{name}")
    settled(page)
    expect(page.get_by_text("encountered an error")).to_have_count(0)
    expect(page.get_by_role("heading", name="No page here")).to_have_count(0)
    page.get_by_role("heading").first.wait_for()
    page.get_by_role("dialog", name="You are on your first page").wait_for()
    expect(page.get_by_role("dialog", name="The connection is lost")).to_have_count(0)
