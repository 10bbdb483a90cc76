"""Dialogs of the portfolio and the desk: whole on a phone and a laptop, by keyboard, nothing typed lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.model.portfolio import Claim, EvidenceItem
from simulator.service.wiring import utc_now
from tests.pages.finished_calls import beside
from tests.pages.served_centre import ServedCentre

SIZES = [((390, 844), "light"), ((1366, 768), "dark")]
SEEN = """
  const inside = 'p, label, button, a[href], textarea, input:not([tabindex="-1"]), summary';
  const seen = e => !e.closest('[aria-hidden=true]') && e.getBoundingClientRect().width > 2;
  const all = [...d.querySelectorAll(inside)].filter(seen);
  const named = e => `${e.tagName} ${(e.ariaLabel || e.innerText || '').slice(0, 40)}`;
  const AREA = 'label, [data-testid=stMultiSelectTagsContainer]';
  const box = d.getBoundingClientRect(), end = Math.min(box.right, innerWidth) + 1;
"""
CUT = f"""d => {{ {SEEN}
  const cut = b => b.right > end || b.left < box.left - 1;
  return all.filter(e => cut(e.getBoundingClientRect())).map(named);
}}"""
SMALL = f"""d => {{ {SEEN}
  const small = b => b.width < 24 || b.height < 24;
  const targets = all.filter(e => !['P', 'LABEL'].includes(e.tagName));
  return targets.filter(e => small((e.closest(AREA) || e).getBoundingClientRect())).map(named);
}}"""


@pytest.fixture(scope="module")
def centre(shared_centre, tmp_path_factory) -> Iterator[tuple[ServedCentre, str]]:
    """Return a served centre whose learner handed a call in and was seen at work once; and that call's id."""
    made = shared_centre
    with beside(made, tmp_path_factory.mktemp("beside")) as there:
        attempt = there.gas(made.actors["learner"], "assessment")
        item = EvidenceItem(
            id="",
            method="observation",
            title="Night shift",
            on=(utc_now() - timedelta(days=1)).date(),
            setting="workplace",
            claims=tuple(
                Claim(criterion=c) for c in ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1")
            ),
            narrative="Calm throughout.",
            incident="I-1",
            incident_type="fire",
        )
        there.service.gathering.add_evidence(
            made.actors["assessor"], made.actors["learner"].person_id, "234", item
        )
        yield made, attempt


def button(words: str) -> Callable[[Page], Locator]:
    return lambda page: page.get_by_role("button", name=words, exact=True).first


def of_item(words: str) -> Callable[[Page], Locator]:
    def found(page: Page) -> Locator:
        item = page.locator("details", has_text="OBS1").last
        if item.get_attribute("open") is None:
            item.locator("summary").press("Enter")
        return item.get_by_role("button", name=words, exact=True)

    return found


PORTFOLIO = {
    "matrix": (
        (button("Decide"), "Your reason"),
        (button("Plan this"), "What will be done"),
        (button("Feedback"), "In your own words"),
    ),
    "evidence": (
        (button("Add evidence"), "What happened, in your own words"),
        (button("Register a witness"), "Organisation"),
        (of_item("Change or map"), "Why it changes"),
        (of_item("Withdraw"), "Why it is withdrawn"),
        (of_item("Sign"), "Your password"),
    ),
    "sign-off": ((button("Decide the unit"), "Your reason"),),
}
DESK = (
    (button("Session sheet"), "Remarks (if any)"),
    (button("Add to portfolio"), "What happened, in your own words"),
    (button("Feedback"), "In your own words"),
)


def looked_at(page: Page, opener: Locator, field: str, axe, settled) -> None:
    """Open a dialog by keyboard, look at it, type into a field, try Escape, and go back by Cancel."""
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    settled(page)
    page.wait_for_function("document.querySelector('[role=dialog]')?.contains(document.activeElement)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert dialog.evaluate(CUT) == []
    assert dialog.evaluate(SMALL) == []
    assert axe(page) == []
    box = dialog.get_by_label(field, exact=True)
    box.fill("Seen from beside, word for word")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    settled(page)
    expect(box).to_have_value("Seen from beside, word for word")
    dialog.get_by_role("button", name="Cancel", exact=True).press("Enter")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.mark.parametrize(("size", "scheme"), SIZES)
@pytest.mark.parametrize("part", list(PORTFOLIO))
def test_every_dialog_of_a_portfolio_fits_is_accessible_and_loses_nothing_to_escape(
    centre, new_page, settled, axe, size, scheme, part
):
    served, _ = centre
    page = served.signed_in(new_page(size, scheme), "bea")
    page.goto(f"{served.url}/portfolio?part={part}&learner={served.actors['learner'].person_id}")
    settled(page)
    for opener, field in PORTFOLIO[part]:
        looked_at(page, opener(page), field, axe, settled)


@pytest.mark.parametrize(("size", "scheme"), SIZES)
def test_every_dialog_of_the_desk_fits_is_accessible_and_loses_nothing_to_escape(
    centre, new_page, settled, axe, size, scheme
):
    served, attempt = centre
    page = served.signed_in(new_page(size, scheme), "bea")
    page.goto(f"{served.url}/?attempt={attempt}")
    settled(page)
    for opener, field in DESK:
        looked_at(page, opener(page), field, axe, settled)
    if size[0] < 900:
        page.get_by_text("Call", exact=True).last.click()
        settled(page)
    looked_at(page, page.get_by_role("button", name=re.compile("Re-tag")).first, "Why", axe, settled)
