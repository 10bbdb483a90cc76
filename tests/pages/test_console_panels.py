"""The panels of a running call in a real browser: tree, message, find, units, shortcuts, drafts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_console import (
    ADDRESS,
    answered,
    caller_at_desk,
    entry,
    kinds,
    learner,
    panel,
    record_of,
    say,
    there,
    transcript,
)

__all__ = ["answered", "caller_at_desk", "learner", "there"]  # fixtures


LATEST = 720
"""The seconds after which the call ends by itself."""


def act(page: Page) -> Any:
    return page.locator(".st-key-act_panel")


def test_the_tree_shows_the_way_taken_and_an_answer_can_be_changed(centre, answered):
    page = answered()
    panel(page, "Tree")
    expect(act(page)).to_contain_text("Question 1 of at most")
    question, steps = page.locator(".st-key-tree_question"), page.locator("[class*=st-key-step_]")
    first = question.locator("strong").first.inner_text()
    question.get_by_role("button", name="Yes", exact=True).click()
    expect(act(page)).to_contain_text("Question 2 of at most")
    expect(steps).to_have_text(re.compile(f"{re.escape(first)}.*Yes", re.DOTALL))
    second = question.locator("strong").first.inner_text()
    question.get_by_role("button", name="No", exact=True).click()
    expect(steps).to_have_count(2)
    page.get_by_role("button", name="Back").click()
    expect(question).to_contain_text(second)
    page.get_by_role("button", name="Keep the answer").click()
    expect(act(page)).to_contain_text("Question 3")
    steps.first.get_by_role("button", name="Change").click()
    expect(question).to_contain_text(first)
    question.get_by_role("button", name="No", exact=True).click()
    expect(steps).to_have_count(1)
    expect(steps).to_have_text(re.compile(f"{re.escape(first)}.*No", re.DOTALL))
    walked = [r.event for r in record_of(centre, page) if r.event.kind == "tree_walked"]
    assert [w.answer for w in walked] == ["yes", "no", "no"]
    assert walked[0].node == walked[2].node


def test_the_tree_follows_the_type_chosen_in_the_log_until_one_is_begun(answered):
    page = answered()
    panel(page, "Tree")
    chosen = act(page).get_by_role("combobox", name="Decision tree")
    expect(chosen).to_have_value("Any incident")
    page.locator(".log select").first.select_option(label="Gas escape, uncontrolled (GA-UNC)")
    expect(chosen).to_have_value("Smell of gas")
    page.locator(".st-key-tree_question").get_by_role("button", name="No", exact=True).click()
    expect(act(page)).to_contain_text("Question 2 of at most")
    page.locator(".log select").first.select_option(label="Road collision, injury (TR-INJ)")
    expect(page.locator(".log .saved")).to_contain_text("Saved")
    expect(chosen).to_have_value("Smell of gas")


def test_an_escalation_that_lacks_its_level_keeps_its_reason_and_one_that_went_out_is_empty(centre, answered):
    page = answered()
    panel(page, "Escalate")
    why = page.get_by_label("Why: one sentence")
    why.fill("Gas with a person trapped")
    press = page.get_by_role("button", name="Escalate", exact=True)
    press.click()
    expect(act(page)).to_contain_text("Choose a level and say why")
    expect(why).to_have_value("Gas with a person trapped")
    page.get_by_text("Shift supervisor").click()
    press.click()
    expect(page.locator(".sent, [class*=st-key-sent]").first).to_contain_text("Shift supervisor")
    expect(why).to_have_value("")
    expect(act(page)).not_to_contain_text("Choose a level and say why")
    sent = [r.event for r in record_of(centre, page) if r.event.kind == "escalated"]
    assert [e.reason for e in sent] == ["Gas with a person trapped"]


def test_a_tree_is_left_for_a_reason_alone(centre, answered):
    page = answered()
    panel(page, "Tree")
    page.locator(".st-key-tree_question").get_by_role("button", name="Yes", exact=True).click()
    page.get_by_role("button", name="Leave the tree…").click()
    leave = page.get_by_role("button", name="Leave the tree", exact=True)
    leave.click()
    page.get_by_label("Why do you leave it?").fill("The caller has gone outside")
    leave.click()
    expect(act(page).get_by_role("combobox", name="Decision tree")).to_be_visible()
    expect(page.get_by_text("Question 2 of at most")).to_have_count(0)
    left = [r.event for r in record_of(centre, page) if r.event.kind == "tree_left"]
    assert [x.reason for x in left] == ["The caller has gone outside"]


def test_a_message_begins_with_a_medium_that_reaches_somebody_and_says_why_radio_does_not(centre, answered):
    page = answered()
    panel(page, "Message")
    expect(page.get_by_role("radio", name="Phone", exact=True)).to_be_checked()
    expect(page.get_by_role("combobox", name=re.compile("To"))).to_be_visible()
    panel(page, "Radio")
    expect(act(page)).to_contain_text("a crew can be called once it is sent")
    panel(page, "Units")
    page.locator(".st-key-unit_alpha1").get_by_role("button", name="Send").click()
    expect(page.locator(".sent li")).to_contain_text("Alpha 1")
    panel(page, "Message")
    panel(page, "Radio")
    expect(page.get_by_role("combobox", name=re.compile("To"))).to_be_visible()


def test_a_unit_sent_by_the_keyboard_is_named_and_leaves_the_focus_in_its_panel(centre, answered):
    page = answered()
    send = page.get_by_role("button", name="Send Alpha 1")
    send.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sent li")).to_contain_text("Alpha 1")
    page.wait_for_function("document.activeElement.closest('.st-key-act_panel') !== null")
    expect(page.get_by_role("button", name="Call off Alpha 1")).to_be_visible()


def test_the_last_minute_before_the_time_limit_is_counted_down_and_said_once(answered, axe):
    page = answered(ago=LATEST - 45)
    expect(page.locator(".strip .call-clock .words")).to_have_text(re.compile(r"Ends in 0:[0-5]\d"))
    expect(page.locator(".strip [role=status]")).to_contain_text("The call ends by itself in")
    assert axe(page) == []


def test_a_call_that_has_long_to_go_counts_nothing_down(answered):
    page = answered()
    expect(page.locator(".strip .call-clock .words")).to_contain_text("call")
    expect(page.locator(".strip [role=status]")).not_to_contain_text("ends by itself")


@pytest.mark.parametrize("viewport", [(1366, 768), (390, 844)])
def test_how_long_a_message_may_be_hides_none_of_its_words_and_moves_nothing(answered, viewport):
    page = answered(viewport=viewport)
    if viewport[0] < 900:
        page.get_by_role("button", name="Act", exact=True).click()
    panel(page, "Message")
    box = act(page).get_by_role("textbox", name="Message")
    send = page.locator(".st-key-send_message button")
    before = send.bounding_box()
    box.fill("Gas Control, Wendshire. A strong smell of gas in a house with a man who cannot get out. " * 3)
    hint = act(page).get_by_test_id("InputInstructions")
    expect(hint).to_contain_text("/2000")
    box.evaluate("box => { box.scrollTop = box.scrollHeight; }")
    words, told = box.bounding_box(), hint.bounding_box()
    assert words is not None
    assert told is not None
    foot = float(box.evaluate("box => parseFloat(getComputedStyle(box).paddingBottom)"))
    assert told["y"] >= words["y"] + words["height"] - foot - 1
    assert told["y"] + told["height"] <= words["y"] + words["height"] + 1
    assert send.bounding_box() == before, "a button that moves as the hint goes is missed by a click"


def test_the_keys_of_the_screen_can_be_read_during_the_call(centre, answered, axe):
    page = answered()
    page.get_by_role("button", name="Keys", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Panel: Message")
    assert axe(page) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.keyboard.press("Alt+KeyM")
    expect(page.get_by_role("radio", name="Message", exact=True)).to_be_checked()


def test_a_unit_sent_nowhere_has_no_time_of_arrival(centre, answered):
    page = answered()
    expect(act(page)).to_contain_text("No location in the log yet")
    expect(page.locator(".st-key-unit_alpha1")).not_to_contain_text("min")
    page.locator(".st-key-unit_alpha1").get_by_role("button", name="Send").click()
    sent = page.locator(".sent li")
    expect(sent).to_contain_text("no location yet")
    expect(sent).not_to_contain_text("due")


def test_a_slash_in_the_entry_line_writes_a_note_or_sets_a_priority_and_says_nothing(centre, answered):
    page = answered()
    entry(page).fill("/")
    expect(page.locator(".entry .hint")).to_contain_text("/note")
    entry(page).fill("/note Smell since this morning")
    entry(page).press("Enter")
    expect(page.locator(".log .note")).to_contain_text("Smell since this morning")
    entry(page).fill("/p1 gas, and a man who cannot get out")
    entry(page).press("Enter")
    expect(page.locator(".log [data-level=P1]")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("textbox", name="Reason for the priority")).to_have_value(
        "gas, and a man who cannot get out"
    )
    entry(page).fill("/p9 nothing")
    entry(page).press("Enter")
    expect(page.get_by_text("There is no shortcut /p9")).to_be_visible()
    expect(entry(page)).to_have_value("/p9 nothing")
    expect(transcript(page)).not_to_contain_text("/")
    assert "spoke" not in kinds(centre, page)


def test_find_stands_open_beside_the_panels_in_a_wide_window_and_only_there(centre, answered):
    page = answered(viewport=(1920, 1080))
    box = page.get_by_label(re.compile("Find in procedures"))
    expect(box).to_be_visible()
    expect(page.get_by_role("radio", name="Units", exact=True)).to_be_checked()
    expect(page.get_by_role("radio", name="Find", exact=True)).to_have_count(0)
    page.keyboard.press("Alt+KeyK")
    expect(box).to_be_focused()
    page.keyboard.type("silent")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-find_also")).to_contain_text(re.compile("silent", re.IGNORECASE))
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(box).to_have_count(0)
    expect(page.get_by_role("radio", name="Find", exact=True)).to_be_visible()


def drafted(response: Any, key: str, words: str) -> bool:
    """Tell whether an answer says that a draft with these words was kept."""
    if not response.url.endswith("/door/draft"):
        return False
    sent = response.request.post_data
    return bool(response.status == 204 and key in sent and words in sent)


def test_half_written_text_comes_back_in_another_browser(centre, answered, new_page, settled, learner):
    page = answered()
    say(page, ADDRESS, "Castlebeck")
    with page.expect_response(lambda r: drafted(r, "say:", "Is anybody")):
        entry(page).fill("Is anybody else in the")
    with page.expect_response(lambda r: drafted(r, ":note", "Half a no")):
        page.get_by_placeholder("Add a note").fill("Half a no")
    other = centre.signed_in(new_page(), learner)
    other.goto(page.url)
    settled(other)
    expect(entry(other)).to_have_value("Is anybody else in the")
    expect(other.get_by_placeholder("Add a note")).to_have_value("Half a no")
    other.get_by_placeholder("Add a note").press("Enter")
    expect(other.locator(".log .note")).to_contain_text("Half a no")
    third = centre.signed_in(new_page(), learner)
    third.goto(page.url)
    settled(third)
    expect(third.locator(".log .note")).to_contain_text("Half a no")
    expect(third.get_by_placeholder("Add a note")).to_have_value("")
