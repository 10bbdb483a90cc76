"""Long lists: the desk and the to-do home lose nobody who waits, and draw no more than a person looks at."""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from simulator.store.values import NewAttempt, NewEvent
from tests.pages.finished_calls import Beside, beside

MANY = 46


@pytest.fixture(scope="module")
def handed_in(centre, tmp_path_factory) -> Iterator[list[str]]:
    """Return the ids of many assessments that wait for release, who waited longest first."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as there:
        first = there.gas(centre.actors["learner"], "assessment")
        yield [copy(there, first, timedelta(minutes=n)) for n in range(1 - MANY, 0)] + [first]


def copy(there: Beside, attempt_id: str, later: timedelta) -> str:
    """Write an attempt once more, as if it had been taken at another time."""
    store = there.service.store
    one, events = store.attempts.get(attempt_id), store.attempts.read(attempt_id)
    kept = {f.name for f in dataclasses.fields(NewAttempt)} - {"id", "started_at"}
    new = NewAttempt(
        **{name: getattr(one, name) for name in kept}, id=uuid.uuid4().hex, started_at=one.started_at + later
    )
    again = [NewEvent(e.kind, e.t, e.recorded_at + later, e.payload or {}) for e in events]
    store.attempts.start(new, again[:1])
    store.attempts.finish(new.id, 1, again[1:], status="finished", ended_at=again[-1].recorded_at)
    return new.id


@pytest.fixture
def desk(centre, new_page, settled, handed_in):
    """Return what opens the desk at an address as its assessor."""

    def opened(address: str, **options) -> Page:
        page = centre.signed_in(new_page(**options), "bea")
        page.goto(f"{centre.url}{address}")
        return settled(page)

    return opened


def part(page: Page, words: str):
    return expect(page.get_by_text(words, exact=True))


def test_the_desk_counts_all_who_wait_and_turns_page_by_page_while_the_open_call_stays(desk, handed_in):
    page = desk("/")
    expect(page.get_by_role("combobox", name="Show")).to_have_value(f"To be released ({MANY})")
    part(page, f"1 to 20 of {MANY}").to_be_visible()
    expect(page.get_by_role("button", name="Previous", exact=True)).to_be_disabled()
    expect(page).to_have_url(re.compile(handed_in[0]))
    page.get_by_role("button", name="Next", exact=True).focus()
    page.keyboard.press("Enter")
    part(page, f"21 to 40 of {MANY}").to_be_visible()
    expect(page).to_have_url(re.compile(handed_in[0]))
    page.get_by_role("radio").first.locator("xpath=ancestor::label").click()
    expect(page).to_have_url(re.compile(handed_in[20]))
    page.get_by_role("button", name="Next", exact=True).click()
    part(page, f"41 to {MANY} of {MANY}").to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()


def test_a_link_opens_its_call_on_whatever_page_it_stands(desk, handed_in):
    page = desk(f"/?attempt={handed_in[43]}")
    part(page, f"41 to {MANY} of {MANY}").to_be_visible()
    expect(page.get_by_role("radio").nth(3)).to_be_checked()


def test_the_to_do_home_shows_the_most_urgent_and_more_when_asked(desk, centre):
    page = desk("/to-do")
    expect(page.get_by_role("heading", name=f"Within seven days ({MANY})")).to_be_visible()
    links = page.get_by_role("link", name=re.compile("Mark and release"))
    expect(links).to_have_count(15)
    page.get_by_role("button", name=f"Show 15 more of {MANY - 15}").click()
    expect(links).to_have_count(30)
    page.get_by_role("combobox", name="What").click()
    page.keyboard.type("Mark")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="What")).to_have_value(f"Mark and release ({MANY})")
    expect(page.get_by_role("heading", name=f"Within seven days ({MANY})")).to_be_visible()
