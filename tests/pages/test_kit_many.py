"""The design system when there is much of everything: lines, replies, words in a field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.kit_browser import field, gallery, inside, show

pytestmark = pytest.mark.slow
__all__ = ["gallery", "show"]  # fixtures

SEEN = """e => {
  const text = e.querySelector('.title');
  return [text.scrollWidth - text.clientWidth, text.scrollHeight - text.clientHeight, text.textContent];
}"""


@pytest.mark.parametrize("more", [1, 3, 5])
def test_the_names_of_many_lines_can_all_be_read_and_reached(show: Any, more: int) -> None:
    page = show("shift", (1366, 768), more=str(more))
    tiles = page.locator(".strip .tile")
    assert tiles.count() == 4 + more
    for n in range(tiles.count()):
        tile = tiles.nth(n)
        tile.focus()
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wide, high, name = tile.evaluate(SEEN)
        assert (wide, high) == (0, 0), f"{name} is cut off"
        assert name in tile.get_attribute("title")
        box, strip = tile.bounding_box(), page.locator(".strip .tiles").bounding_box()
        assert box["x"] >= strip["x"] - 1, f"{name} is not scrolled into the strip"
        assert box["x"] + box["width"] <= strip["x"] + strip["width"] + 1, f"{name} stands out of the strip"
    page.locator(".entry textarea").focus()
    cut = [t for t in tiles.evaluate_all(f"all => all.map({SEEN})") if t[0] > 0 or t[1] > 0]
    assert cut == [], "names are cut off without the focus too"
    ends = strip["x"] + strip["width"] + 1
    boxes = [tiles.nth(n).bounding_box() for n in range(tiles.count())]
    assert all(box["x"] + box["width"] <= ends for box in boxes), "a tile waits out of sight"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_a_reply_is_shown_whole_and_the_newest_is_in_sight(show: Any) -> None:
    page = show("console", (1366, 640), replied="1")
    reply = page.locator(".sent .reply", has_text="ring me when the cylinder is found.")
    assert reply.evaluate("e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]") == [0, 0]
    row, box = reply.bounding_box(), page.locator(".sent ul").bounding_box()
    assert row["y"] >= box["y"] - 1
    assert row["y"] + row["height"] <= box["y"] + box["height"] + 1


@pytest.mark.parametrize("name", ["where", "hazards"])
def test_a_log_field_grows_until_all_that_was_written_can_be_read(show: Any, name: str) -> None:
    page = show("console")
    box = field(page, name)
    before = box.bounding_box()["height"]
    words = "Two oxygen cylinders by the bed, the landing light is on, and the back door is bolted. " * 3
    box.fill(words)
    page.wait_for_function(inside(f"[data-field={name}]", "e.scrollHeight - e.clientHeight <= 1"))
    assert box.bounding_box()["height"] > before
    box.fill("One")
    assert box.bounding_box()["height"] == pytest.approx(before, abs=2)


def test_a_log_field_stays_one_line_of_text_and_enter_goes_on_to_the_next(show: Any) -> None:
    page = show("console")
    first = field(page, "where")
    first.fill("14 Tanners Row")
    first.press("Enter")
    assert first.input_value() == "14 Tanners Row"
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll('*')].map(h => h.shadowRoot?.activeElement?.dataset.field)
             .find(Boolean)"""
        )
        == "name"
    )
