"""The Phrasings page in a real browser: a line nobody understood is weighed, added, and taken back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.model.centre_phrases import FILE_NAME
from tests.pages.finished_calls import beside
from tests.pages.served_centre import ServedCentre

SAID = "gizza tinkle number duck"


@pytest.fixture(scope="module")
def centre(shared_centre, tmp_path_factory) -> ServedCentre:
    """Return a served centre in which a learner said something that was not understood."""
    with beside(shared_centre, tmp_path_factory.mktemp("beside")) as other:
        other.gas(shared_centre.actors["learner"], "practice", SAID)
    return shared_centre


@pytest.mark.slow
def test_a_tutor_weighs_a_line_nobody_understood_adds_it_and_takes_it_back(centre, new_page, settled, axe):
    page = centre.signed_in(new_page((1366, 768)), "fay")
    page.goto(f"{centre.url}/phrases")
    settled(page, 60_000)
    card = page.locator("[class*=st-key-card_phrase_]", has_text=SAID)
    card.wait_for()
    assert "Cal" not in page.inner_text("[data-testid=stMain]")
    card.get_by_role("combobox").click()
    page.keyboard.type("Asks for a number to ring back")
    page.keyboard.press("Enter")
    settled(page)
    card.get_by_label("Phrasing to add").fill(SAID)
    card.get_by_label("Phrasing to add").press("Enter")
    card.get_by_role("button", name="Try it").click()
    card.get_by_text(re.compile("On the lines that the reader is tried on")).wait_for()
    card.get_by_text(re.compile("was heard as nothing, would be Asks for a number")).wait_for()
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        if "PHRASES_PICTURES" in os.environ:
            page.screenshot(path=Path(os.environ["PHRASES_PICTURES"]) / f"{width}.png")
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1366, "height": 768})
    card.get_by_role("button", name="Add it").click()
    page.get_by_text(re.compile("is added")).wait_for()
    assert SAID in (centre.data / FILE_NAME).read_text(encoding="utf-8")
    settled(page, 60_000)
    page.get_by_role("button", name="Take back").click()
    page.get_by_text(re.compile("is taken back")).wait_for()
    expect(card).to_be_visible()
    assert SAID not in (centre.data / FILE_NAME).read_text(encoding="utf-8")
