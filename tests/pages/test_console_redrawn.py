"""How much of the console is drawn anew for what a learner writes: what shows it, and no more."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.pages.test_console import answered, caller_at_desk, panel, there

__all__ = ["answered", "caller_at_desk", "there"]  # fixtures


class Runs:
    """The runs of the page's script since the last look: how many drew the whole page, how many a part."""

    def __init__(self) -> None:
        self._whole = self._parts = 0

    def watch(self, page: Page) -> None:
        """Count the runs of this page, which is not opened yet."""
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, frame: Any) -> None:
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "new_session":
            parts = len(message.metadata.run.fragment_ids)
            self._parts, self._whole = self._parts + bool(parts), self._whole + (not parts)

    def since(self) -> tuple[int, int]:
        """Return (whole, parts) since the last time this was asked."""
        found = self._whole, self._parts
        self._whole = self._parts = 0
        return found


def saved(page: Page, label: str, words: str) -> None:
    """Write a field and wait until the desk has it."""
    page.get_by_label(label, exact=True).fill(words)
    expect(page.locator(".log .saved")).to_contain_text("Saving")
    expect(page.locator(".log .saved")).to_contain_text(re.compile(r"Saved \d\d:\d\d"))


def only_a_part(runs: tuple[int, int]) -> bool:
    """Tell whether parts were drawn and never the whole page; what fell due meanwhile is a part too."""
    whole, parts = runs
    return whole == 0 and parts > 0


def test_a_field_draws_the_log_alone_unless_something_else_shows_it(answered):
    runs = Runs()
    page = answered(runs.watch)
    saved(page, "Location", "12 Quarry Street, Castlebeck")  # the roster tells the times to it
    expect(page.locator(".st-key-act_panel")).to_contain_text("min")
    runs.since()
    saved(page, "What has happened", "Strong smell of gas")
    assert only_a_part(runs.since())
    page.get_by_placeholder("Add a note").fill("Windows are shut")
    page.get_by_placeholder("Add a note").press("Enter")
    expect(page.locator(".log .note")).to_contain_text("Windows are shut")
    assert only_a_part(runs.since())
    saved(page, "Caller", "Rachael Frost")
    expect(page.get_by_role("button", name="Line 1")).to_contain_text("Frost")
    assert runs.since()[0] == 1


def test_what_a_message_takes_from_the_log_is_what_stands_in_it(answered):
    page = answered()
    panel(page, "Message")
    saved(page, "What has happened", "Strong smell of gas")
    page.get_by_role("button", name="Add from the log").click()
    expect(page.get_by_role("button", name="What has happened: Strong smell of gas")).to_be_visible()


def test_searching_draws_the_act_pane_alone_and_a_unit_sent_the_page(answered):
    runs = Runs()
    page = answered(runs.watch)
    panel(page, "Find")
    box = page.get_by_label(re.compile("Find in procedures"))
    box.wait_for()
    runs.since()
    box.fill("gas")
    box.press("Enter")
    expect(page.get_by_text(re.compile("Smell of gas")).filter(visible=True).first).to_be_visible()
    assert only_a_part(runs.since())
    assert page.locator(".st-key-scroll_act").evaluate("e => e.clientHeight") > 300
    panel(page, "Units")
    page.locator("[class*=st-key-unit_]").first.get_by_role("button", name="Send").click()
    expect(page.locator(".sent, [class*=st-key-sent]").first).to_contain_text("sent")
    assert runs.since()[0] >= 1
    panel(page, "Escalate")
    expect(page.get_by_text("Shift supervisor")).to_be_visible()


def test_a_line_put_in_the_log_twice_is_offered_twice(answered):
    page = answered()
    note = page.get_by_placeholder("Add a note")
    for _ in range(2):
        page.get_by_role("button", name=re.compile("Put in log")).first.click()
        expect(note).to_have_value(re.compile("gas"))
        note.press("Enter")
        expect(note).to_have_value("")
    expect(page.locator(".log .note")).to_have_count(2)
