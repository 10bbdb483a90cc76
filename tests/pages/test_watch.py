"""Watching a running call in a real browser: the newest line in sight, markers by keys, one taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from simulator.model.commands import Finish, Say
from tests.pages.finished_calls import Beside, beside


@pytest.fixture(scope="module")
def there(centre, tmp_path_factory) -> Iterator[Beside]:
    """Return a service beside the running one, whose learner is the centre's."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as found:
        found.learner = centre.actors["learner"]
        yield found


def say(there: Beside, attempt: str, *words: str) -> None:
    for text in words:
        there.act(attempt, Say(line="line:1", text=text), wait=3)


def test_a_watcher_sees_the_newest_line_marks_by_keys_and_takes_the_last_marker_back(
    centre, there, new_page, settled, axe
):
    attempt = there.in_call(mode="assessment")
    say(there, attempt, *(f"Is there anything else, part {n} of it?" for n in range(1, 13)))
    page = centre.signed_in(new_page(viewport=(1366, 768)), "bea")
    page.goto(f"{centre.url}/live?attempt={attempt}")
    settled(page)
    expect(page.get_by_text("part 12 of it")).to_be_in_viewport()
    assert axe(page) == []
    outcome_two = page.get_by_role("button", name=re.compile(r"^Key \d+ 2\.1 "))
    expect(outcome_two).to_be_in_viewport()
    key = re.search(r"Key (\d+)", outcome_two.inner_text())
    assert key is not None
    page.keyboard.press(key.group(1))
    back = page.get_by_role("button", name=re.compile(r"Key Z Take back 2\.1 at \d+:\d\d"))
    expect(back).to_be_in_viewport()
    expect(page.get_by_text("Marked 2.1", exact=True)).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text(re.compile("Taken back: 2.1"))).to_be_visible()
    expect(page.get_by_text("Marked 2.1", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Take back the last marker")).to_be_disabled()
    assert there.service.observing.comments(centre.actors["assessor"], attempt) == ()
    say(there, attempt, "And the newest of all?")
    expect(page.get_by_text("And the newest of all?")).to_be_in_viewport()
    page.get_by_text("part 12 of it").hover()
    page.mouse.wheel(0, -4000)
    expect(page.get_by_text("part 1 of it")).to_be_in_viewport()
    say(there, attempt, "One more, while you read above?")
    page.get_by_role("button", name="New lines below").click()
    expect(page.get_by_text("One more, while you read above?")).to_be_in_viewport()


def test_a_call_appears_by_itself_and_its_sheet_and_markers_stay_when_it_has_ended(
    centre, there, new_page, settled
):
    for running in there.service.observing.running(centre.actors["assessor"]):
        there.act(running.attempt_id, Finish(), wait=3)
    page = centre.signed_in(new_page(viewport=(1366, 768)), "bea")
    page.goto(f"{centre.url}/live")
    settled(page)
    expect(page.get_by_text("None of your learners is on a call.", exact=False)).to_be_visible()
    attempt = there.in_call(mode="assessment")
    say(there, attempt, "Where are you?")
    expect(page.get_by_text("Where are you?")).to_be_visible()
    settled(page)
    page.keyboard.press("1")
    expect(page.get_by_text(re.compile(r"1\.1 marked at \d+:\d\d"))).to_be_visible()
    there.act(attempt, Finish(), wait=3)
    expect(page.get_by_role("heading", name="The call has ended")).to_be_visible()
    expect(page.get_by_role("link", name="Mark this call at the desk")).to_be_in_viewport()
    expect(page.get_by_role("button", name=re.compile("^Key"))).to_have_count(0)
    page.get_by_role("button", name="Session sheet").click()
    expect(page.get_by_role("dialog").get_by_label("Who supervised")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Session sheet")).to_be_visible()
