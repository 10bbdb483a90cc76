"""Writing an answer in a real browser: kept while it is typed, there again, checked, handed in, ruled on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.served_centre import ServedCentre

TYPED = "The crew with the right skills is sent first, and not just whoever is nearest."


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return the served centre with people of this module's own."""
    return shared_centre


def test_an_answer_survives_the_closing_of_the_browser_and_is_marked_by_a_person(centre, new_page, settled):
    page = centre.signed_in(new_page((1366, 768)), "cal")
    page.goto(f"{centre.url}/knowledge")
    settled(page)
    page.get_by_role("button", name=re.compile(r"^Start a paper of")).click()
    page.wait_for_url(re.compile("paper="))
    box = page.locator(".writing textarea")
    box.wait_for()
    with page.expect_response(lambda r: "/door/answer" in r.url and r.ok):
        box.press_sequentially(TYPED, delay=0)
    address = page.url
    with page.expect_response(lambda r: "/door/answer" in r.url and r.ok):
        box.press_sequentially(" And it is logged.", delay=0)
    page.goto(f"{centre.url}/account")
    settled(page)
    again = centre.signed_in(new_page((1366, 768)), "cal")
    again.goto(address)
    settled(again)
    box = again.locator(".writing textarea")
    expect(box).to_have_value(f"{TYPED} And it is logged.")
    again.set_viewport_size({"width": 390, "height": 844})
    parts = again.get_by_role("radiogroup", name="Question")
    again.wait_for_function("e => e.scrollWidth > e.clientWidth", arg=parts.element_handle())
    page_wide = again.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth")
    assert page_wide <= 0, "the parts slide in their row, and the page stays"
    again.set_viewport_size({"width": 1366, "height": 768})
    again.get_by_role("button", name="What does it show so far?").click()
    again.get_by_text("the machine's reading; a person would decide").wait_for()
    again.get_by_role("button", name="Hand in…").click()
    dialog = again.get_by_role("dialog")
    dialog.get_by_text("This is my own work").click()
    dialog.get_by_label("Help from people or books").fill("none")
    dialog.get_by_label(re.compile("Help from programs")).fill("none")
    dialog.get_by_role("button", name="Hand in").click()
    again.get_by_text("provisional").first.wait_for()
    assert again.locator(".writing").count() == 0

    desk = centre.signed_in(new_page((1366, 768)), "bea")
    desk.goto(f"{centre.url}/answers?paper={address.split('paper=')[1]}")
    settled(desk)
    desk.get_by_role("heading", level=1).filter(has_text="Question paper").wait_for()
    card = desk.locator(
        ".judging .card", has=desk.locator("button[data-verdict=agree], button[data-verdict=shown]")
    )
    press = card.first.locator("button[data-verdict=agree], button[data-verdict=shown]")
    press.click()
    expect(press).to_have_attribute("aria-pressed", "true")
    desk.get_by_text("with your rulings").wait_for()
