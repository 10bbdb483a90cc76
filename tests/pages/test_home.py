"""A learner's home in a real browser: one button, and the phone rings in place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.finished_calls import beside
from tests.pages.served_centre import PASSWORD


def test_a_new_learner_is_first_offered_the_warm_up_and_may_skip_it(centre, new_page, settled):
    page = centre.signed_in(new_page(), "cal")
    page.goto(centre.url)
    settled(page)
    page.get_by_role("heading", name="First, a short warm-up").wait_for()
    page.get_by_role("button", name="Skip the warm-up").click()
    page.get_by_text(re.compile("Practice · about")).wait_for()
    for scenario in ("Smell of gas", "A shift of two", "collision"):
        assert scenario not in page.inner_text("body"), "a title names the incident"


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_one_button_and_the_phone_rings_in_place_and_a_reload_still_finds_it(
    centre, new_page, settled, axe, size
):
    login = f"ring{size[0]}"
    centre.add_learner(login, "Amira Okafor")
    page = centre.signed_in(new_page(size, reduced_motion="no-preference"), login)  # its icon shakes
    page.goto(centre.url)
    page.get_by_role("button", name="ring me").click()
    page.get_by_role("heading", name="Line 1 is ringing").wait_for()
    expect(page.get_by_role("button", name="Answer the phone")).to_be_visible()
    expect(page.get_by_text("A colleague rings to try the line"), "the brief is read before").to_be_visible()
    assert axe(page) == []
    page.reload()
    settled(page)
    page.get_by_role("button", name="Answer the phone").click()
    page.wait_for_url("**/call?attempt=*")
    page.get_by_role("log", name=re.compile("What is said")).wait_for()
    page.goto(centre.url)
    page.get_by_role("button", name="Go back to the call").click()
    page.wait_for_url("**/call?attempt=*")


def test_who_has_taken_a_call_is_offered_the_next_with_the_warm_up_beside_it(
    centre, tmp_path, new_page, settled
):
    learner = centre.add_learner("has-called", "Amira Okafor")
    with beside(centre, tmp_path) as there:
        there.gas(learner)
    page = centre.signed_in(new_page(), "has-called")
    page.goto(centre.url)
    settled(page)
    page.get_by_text(re.compile("Practice · about")).wait_for()
    assert page.get_by_role("heading", name="First, a short warm-up").count() == 0
    page.get_by_role("button", name="Warm up first").click()
    page.get_by_role("heading", name="Line 1 is ringing").wait_for()
    expect(page.get_by_text("A colleague rings to try the line")).to_be_visible()


def test_a_call_taken_from_the_catalogue_rings_on_the_desk_and_a_second_press_leads_to_the_running_one(
    centre, new_page, settled
):
    centre.add_learner("chooser", "Amira Okafor")
    page = centre.signed_in(new_page(), "chooser")
    for heading in (re.compile("The desk is yours|Line 1 is ringing"), "Line 1 is ringing"):
        page.goto(f"{centre.url}/catalogue")
        settled(page)
        page.get_by_role("button", name="Take this call").first.click()
        page.get_by_role("heading", name=heading).wait_for()
        page.get_by_role("button", name="Answer the phone").wait_for()


def test_each_call_that_is_set_has_its_own_button_that_takes_it(centre, tmp_path, new_page, settled, axe):
    bea, login = centre.actors["assessor"], f"set{centre.number}"
    with beside(centre, tmp_path) as there:
        people, learning = there.service.people, there.service.learning
        opened = people.open_class(bea, "Wednesday morning")
        who = people.join(opened.class_code or "", "Amira Okafor", login, PASSWORD).actor
        alike = [s for s in there.library.scenarios() if "practice" in s.used_for]
        alike = [s for s in alike if s.kind_of_call == alike[0].kind_of_call][:2]
        for scenario in alike:
            learning.set_task(bea, scenario.id, "practice", cohort_id=opened.id, due_at=None)
        set_here = [t.task for t in learning.tasks(who)]
    page = centre.signed_in(new_page(), "set")
    page.goto(centre.url)
    settled(page)
    buttons = page.get_by_role("button", name=re.compile("Take .*practice, no date"))
    expect(buttons).to_have_count(2)
    names = [buttons.nth(n).inner_text() for n in range(2)]
    assert len(set(names)) == 2, "told apart by whoever hears the names only"
    assert axe(page) == []
    buttons.last.click()
    page.get_by_role("heading", name=re.compile("The desk is yours|Line 1 is ringing")).wait_for()
    expect(buttons).to_have_count(0)
    with beside(centre, tmp_path) as there:
        running = there.service.attempts.running(who)
    assert running is not None
    assert running.set_task_id == set_here[-1].id


def test_a_call_that_nobody_answered_is_not_said_to_ring_in_a_moment(centre, tmp_path, new_page, settled):
    learner = centre.add_learner("too-late", "Amira Okafor")
    with beside(centre, tmp_path) as there:
        there.clock.wait(-300)
        attempt = there.service.attempts.start(learner, "gas-escape", "practice")
        there.clock.wait(290)
        there.service.attempts.look(learner, attempt)
        assert [e.kind for e in there.kept(attempt)][1:] == ["line_rang", "line_ended"]
    page = centre.signed_in(new_page(), "too-late")
    page.goto(centre.url)
    settled(page)
    page.get_by_role("heading", name="The caller rang off").wait_for()
    assert page.get_by_text("will ring in a moment").count() == 0
    page.get_by_role("button", name="Go back to the call").click()
    page.wait_for_url("**/call?attempt=*")
