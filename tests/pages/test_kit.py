"""The design system at a running call: nothing typed is lost, and the keyboard reaches all of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.pages.kit_browser import (
    ENTRY,
    field,
    gallery,
    inside,
    is_focused,
    show,
    told,
)

pytestmark = pytest.mark.slow
__all__ = ["gallery", "show"]  # fixtures

# ------------------------------------------------------------------------------------ entry line


def test_enter_sends_and_the_next_line_can_be_typed_at_once(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    page.keyboard.type("What is the address?")
    page.keyboard.press("Enter")
    page.keyboard.type("half a sent")
    assert told(page, "send") == [["What is the address?", "line1", "caller"]]
    page.locator("[data-id=r0]").wait_for()
    assert entry.input_value() == "half a sent"
    assert is_focused(page, entry)


def test_a_refused_line_returns_to_the_box_with_the_reason(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    entry.fill("refuse this")
    entry.press("Enter")
    page.get_by_text("Not sent: the radio is busy").wait_for()
    assert entry.input_value() == "refuse this"


def test_when_the_caller_hangs_up_nobody_else_hears_the_next_words_until_chosen(show: Any) -> None:
    page = show("console", attempt="hung-up")
    entry = page.locator(ENTRY)
    entry.press_sequentially("goodbye")
    entry.press("Enter")
    entry.press_sequentially("Do not worry")
    page.get_by_text("Dilys Okafor has hung up. Choose whom to speak to.").wait_for()
    assert page.locator(".entry [role=radio][aria-checked=true]").count() == 0
    assert page.locator(".entry .trouble.error").count() == 0, "an ended call is no fault"
    entry.press("Enter")
    page.get_by_text("Not sent: choose above whom to speak to").wait_for()
    assert page.locator(".entry .trouble.error").count() == 1
    assert entry.input_value() == "Do not worry"
    page.get_by_role("radio", name="Alpha 1 by radio").click()
    entry.press("Enter")
    assert told(page, "send", times=2) == [["goodbye", "line1", "caller"], ["Do not worry", "line1", "radio"]]


def test_half_typed_text_belongs_to_its_line_and_survives_a_reload(show: Any, settled: Any) -> None:
    page = show("shift", attempt="drafts")
    entry = page.locator(ENTRY)
    entry.fill("to line two")
    page.keyboard.press("Alt+Digit1")
    told(page, "select")
    page.locator("[data-line=line1][aria-current]").wait_for()
    page.wait_for_function(inside(ENTRY, "e.value === ''"))
    entry.fill("to line one")
    page.reload()
    settled(page)
    entry.wait_for()
    assert entry.input_value() == "to line two"


def test_shift_enter_breaks_the_line_and_an_empty_line_is_not_sent(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    entry.press("Enter")
    entry.fill("one")
    entry.press("Shift+Enter")
    page.keyboard.type("two")
    entry.press("Enter")
    assert told(page, "send") == [["one\ntwo", "line1", "caller"]]


def test_the_ear_is_chosen_by_the_arrow_keys(show: Any) -> None:
    page = show("console")
    page.locator("[data-ear=caller]").focus()
    page.keyboard.press("ArrowRight")
    page.locator(ENTRY).fill("Alpha 1 from Control.")
    page.locator(ENTRY).press("Enter")
    assert told(page, "send")[0][2] == "radio"


# ------------------------------------------------------------------------------------ log form


def test_a_field_is_saved_on_a_pause_and_typing_goes_on_undisturbed(show: Any) -> None:
    page = show("console")
    hazards = field(page, "hazards")
    hazards.focus()
    page.keyboard.type("Oxygen cyl")
    assert told(page, "save")[0] == ["line1", {"hazards": "Oxygen cyl"}]
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("inder, no: c")
    assert is_focused(page, hazards)
    told(page, "save", 2)
    assert hazards.input_value() == "Oxygen cyinder, no: cl"
    assert hazards.evaluate("e => e.selectionStart") == len("Oxygen cyinder, no: c")


def test_a_rerun_brought_about_elsewhere_takes_neither_focus_nor_typing(show: Any) -> None:
    page = show("console")
    access = field(page, "access")
    access.focus()
    page.keyboard.type("Key und")
    page.keyboard.press("Alt+KeyW")
    page.keyboard.type("er pot")
    told(page, "act")
    assert access.input_value() == "Key under pot"
    assert is_focused(page, access)


def test_what_was_not_saved_before_a_reload_is_saved_after_it(show: Any, settled: Any) -> None:
    page = show("console", attempt="reload")
    field(page, "people").evaluate("e => { e.value = 'Three now'; e.dispatchEvent(new Event('input')); }")
    page.reload()
    settled(page)
    assert told(page, "save")[-1] == ["line1", {"people": "Three now"}]
    assert field(page, "people").input_value() == "Three now"


def test_typing_in_one_log_is_saved_there_when_the_line_is_switched(show: Any) -> None:
    page = show("shift", attempt="two-logs")
    field(page, "where").focus()
    page.keyboard.type("Tanners Row")
    page.keyboard.press("Alt+Digit1")
    assert told(page, "save")[0] == ["line2", {"where": "Tanners Row"}]
    page.get_by_role("heading", name="Log 0047").wait_for()
    assert field(page, "where").input_value().startswith("14 Tanners Row")


def test_a_priority_is_chosen_by_key_and_its_reason_follows(show: Any) -> None:
    page = show("console")
    page.keyboard.press("Alt+KeyP")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert told(page, "priority")[0][0] == "P2"
    page.keyboard.type("Everyone is out")
    page.keyboard.press("Enter")
    assert told(page, "priority", 2)[-1] == ["P2", "Everyone is out"]


def test_another_priority_does_not_take_along_the_reason_for_the_one_before(show: Any) -> None:
    page = show("console")
    reason = page.get_by_role("textbox", name="Reason for the priority")
    assert reason.input_value()
    page.get_by_role("radio", name=re.compile("^P3")).click()
    assert told(page, "priority")[0] == ["P3", ""]
    expect(reason).to_have_value("")
    expect(reason).to_be_focused()
    expect(reason).to_have_attribute("placeholder", "Why P3? One sentence.")


def test_a_reason_typed_long_before_a_level_is_not_set_with_it_but_offered(show: Any) -> None:
    page = show("console")
    reason = page.get_by_role("textbox", name="Reason for the priority")
    reason.evaluate("e => { e.value = 'Nobody hurt'; e.dispatchEvent(new Event('input')); }")
    page.evaluate("const now = Date.now; Date.now = () => now() + 120000;")
    page.get_by_role("radio", name=re.compile("^P3")).click()
    assert told(page, "priority")[0] == ["P3", ""]
    expect(reason).to_be_focused()
    page.keyboard.type("Smoke seen")
    page.keyboard.press("Enter")
    assert told(page, "priority", 2)[-1] == ["P3", "Smoke seen"]


def test_a_note_is_added_and_a_correction_names_what_it_corrects(show: Any) -> None:
    page = show("console")
    page.keyboard.press("Alt+KeyN")
    page.keyboard.type("Crew met at the gate")
    page.keyboard.press("Enter")
    assert told(page, "note") == [["line1", "Crew met at the gate", None]]
    page.locator(".note", has_text="Crew met at the gate").wait_for()
    page.get_by_role("button", name="Correct the note of 14:07").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("smell is in the hall")
    page.keyboard.press("Enter")
    assert told(page, "note", 2)[-1] == ["line1", "smell is in the hall", "n1"]


# ------------------------------------------------------------------------------------ strip and keys


def test_lines_are_switched_and_answered_by_key_while_typing(show: Any) -> None:
    page = show("shift", attempt="keys")
    entry = page.locator(ENTRY)
    entry.fill("hold on")
    page.keyboard.press("Alt+Digit3")
    assert told(page, "answer") == [["line3"]]
    assert entry.input_value() == "hold on"
    assert is_focused(page, entry)
    page.keyboard.press("Alt+Digit1")
    assert told(page, "select") == [["line1"]]


def test_alt_a_answers_and_a_tile_keeps_the_focus_over_a_rerun(show: Any) -> None:
    page = show("shift", attempt="alt-a")
    tile = page.locator("[data-line=radio]")
    tile.focus()
    tile.evaluate("e => { e.same = true; }")
    page.locator("[data-line=line3]").evaluate("e => e.click()")
    told(page, "answer")
    page.locator("[data-line=line3]").wait_for(state="detached")
    assert tile.evaluate("e => e.same === true")


@pytest.mark.parametrize("place", ["due", "due_in_talk", "due_at_home"])
def test_the_browser_knocks_once_when_something_is_due_and_asks_nothing_before(show: Any, place: str) -> None:
    page = show("console", **{place: "154.5"})
    assert told(page, "due") == [[154.5]]
    runs = page.runs()
    page.wait_for_timeout(1200)
    assert page.runs() == runs


@pytest.mark.parametrize(
    ("key", "name"), [("KeyM", "Message"), ("KeyG", "Escalate"), ("KeyQ", "Tree"), ("KeyK", "Find")]
)
def test_a_panel_is_opened_by_key_and_its_first_field_has_the_focus(show: Any, key: str, name: str) -> None:
    page = show("console")
    page.locator(ENTRY).fill("half")
    page.keyboard.press(f"Alt+{key}")
    assert told(page, "panel") == [[name]]
    page.wait_for_function("() => document.activeElement.closest('.st-key-act_panel')")
    page.keyboard.press("Escape")
    assert is_focused(page, page.locator(ENTRY))
    assert page.locator(ENTRY).input_value() == "half"


def test_altgr_is_left_to_the_keyboard_layout(show: Any) -> None:
    page = show("console")
    page.locator(ENTRY).focus()
    page.keyboard.press("Control+Alt+KeyX")
    page.keyboard.press("Alt+KeyX")
    assert told(page, "act") == [["end"]]
