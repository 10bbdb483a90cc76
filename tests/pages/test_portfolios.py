"""The quality assurer's list of portfolios: narrowed, turned page by page, and found again by its address."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from simulator.model.portfolio import EvidenceItem
from simulator.service.library import open_library
from simulator.service.people import People
from simulator.service.records import Records
from simulator.service.wiring import portfolio_parts, utc_now
from simulator.store.opening import open_store
from simulator.store.values import NewPerson
from tests import browsing
from tests.pages.served_centre import ServedCentre

MANY = 45
CLASS = "Night school of many"


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return a served centre with a class of many more, two of whom have evidence in their portfolios."""
    made = shared_centre
    with open_store(f"sqlite:///{made.data / 'simulator.db'}") as store:
        people, ids = People(store, utc_now), [uuid.uuid4().hex for _ in range(MANY)]
        cohort = people.open_class(made.actors["assessor"], CLASS)
        with store.transaction():
            for n, one in enumerate(ids):
                store.people.add(
                    NewPerson(
                        id=one,
                        display_name=f"Learner {n:02d} of many",
                        login_name=f"many{made.number}-{n:02d}",
                        roles=frozenset({"learner"}),
                        created_at=utc_now(),
                    )
                )
                store.cohorts.put(cohort.id, one, "member", utc_now())
        library = open_library(made.data)
        parts = portfolio_parts(store, library, people, Records(store, library, people, utc_now), utc_now)
        for one in ids[3:5]:
            item = EvidenceItem(
                id="",
                method="product",
                title="A log",
                on=utc_now().date(),
                setting="workplace",
                narrative="As I wrote it.",
            )
            parts["gathering"].add_evidence(made.actors["assessor"], one, "234", item)
    return made


@pytest.fixture
def listed(centre, new_page, settled):
    """Return what opens the list at an address as the quality assurer."""

    def opened(query: str = "", size: tuple[int, int] = (1366, 768)) -> Page:
        page = centre.signed_in(new_page(size), "ivo")
        page.goto(f"{centre.url}/{query}")
        return settled(page)

    return opened


def rows(page: Page):
    return page.locator("table.matrix tbody tr")


def choose(page: Page, label: str, words: str) -> None:
    browsing.choose(
        page.get_by_role("combobox", name=label), page.get_by_role("option", name=words, exact=True)
    )


def test_a_class_is_chosen_and_turned_page_by_page_and_the_address_leads_to_the_same_rows(listed):
    page = listed()
    choose(page, "Class", CLASS)
    expect(page.get_by_text(f"1 to 20 of {MANY}", exact=True)).to_be_visible()
    expect(rows(page)).to_have_count(20)
    page.get_by_role("button", name="Next", exact=True).press("Enter")
    expect(page.get_by_text(f"21 to 40 of {MANY}", exact=True)).to_be_visible()
    expect(rows(page).first).to_contain_text("Learner 20 of many")
    expect(page).to_have_url(re.compile(r"page=2"))
    again = listed(page.url.rsplit("/", 1)[1])
    expect(again.get_by_text(f"21 to 40 of {MANY}", exact=True)).to_be_visible()
    expect(rows(again).first).to_contain_text("Learner 20 of many")
    again.get_by_role("button", name="Next", exact=True).press("Enter")
    expect(rows(again)).to_have_count(MANY - 40)
    expect(again.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    choose(again, "State", "evidence so far")
    expect(rows(again)).to_have_count(2)
    assert "page=" not in again.url, "a narrower list begins at its first row"


def test_name_assessor_class_and_state_narrow_together_and_nothing_left_says_so(listed):
    page = listed()
    choose(page, "Class", CLASS)
    choose(page, "Assessor", "Bea Quill")
    page.get_by_label("Part of a learner's name").fill("learner 1")
    page.get_by_label("Part of a learner's name").press("Enter")
    expect(rows(page)).to_have_count(10)
    expect(rows(page).first).to_contain_text("Bea Quill")
    choose(page, "State", "signed by everybody")
    expect(page.get_by_text("No portfolio is like that.")).to_be_visible()
    choose(page, "State", "nothing yet")
    expect(rows(page)).to_have_count(10)
    again = listed(page.url.rsplit("/", 1)[1])
    expect(rows(again)).to_have_count(10)
    expect(again.get_by_label("Part of a learner's name")).to_have_value("learner 1")


def test_what_an_address_names_and_is_not_there_narrows_nothing_and_breaks_nothing(listed):
    page = listed("?class=No+such+class&state=x&page=xx&assessor=")
    expect(page.get_by_role("combobox", name="Class")).to_have_value("Every class")
    expect(rows(page).first).to_be_visible()
    page = listed("?page=9999")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    expect(rows(page).first).to_be_visible()


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_list_is_accessible_and_nothing_scrolls_sideways(listed, axe, size):
    page = listed("", size)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
