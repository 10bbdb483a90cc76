"""The Classes page in a real browser: open a class, hand out its code, set a call, add staff."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from simulator.service.evidence import CENTRE
from simulator.service.people import People
from simulator.service.wiring import utc_now
from simulator.store.opening import open_store
from tests import browsing
from tests.pages.served_centre import PASSWORD


def test_a_tutor_opens_a_class_and_reads_out_its_code(centre, new_page, settled):
    page = centre.signed_in(new_page(), "fay")
    page.goto(centre.url)
    settled(page)
    page.get_by_label("Name of a new class").fill("Friday <b>morning</b> :red[x]")
    page.get_by_role("button", name="Open class").click()
    said = page.get_by_text(re.compile(r"is open\. Its class code is"))
    said.wait_for()
    expect(page.get_by_text(f"Learners join at {centre.url}/door/join").first).to_be_visible()
    assert page.locator("h2", has_text="Friday <b>morning</b> :red[x]").count() == 1
    code = re.search(r"class code is ([A-Z0-9-]+)", said.inner_text())
    assert code is not None
    page.get_by_role("button", name="New code").click()
    expect(page.get_by_text(re.compile("The new class code is"))).to_be_visible()
    expect(page.get_by_text(re.compile("Learners join at"))).not_to_contain_text(code.group(1))


def test_a_call_that_was_set_for_a_class_is_what_its_learner_is_offered(centre, new_page, settled):
    page = centre.signed_in(new_page(), "bea")
    page.goto(f"{centre.url}/classes")
    settled(page)
    expect(page.get_by_text("Looked after by Bea Quill.")).to_be_visible()
    page.get_by_text("Set a call for this class").click()
    call = page.get_by_role("combobox", name=re.compile("Call"))
    tablet = page.get_by_role("option", name=re.compile("^A tablet that.* · .+ · about [0-9]+ min$"))
    browsing.choose(call, tablet, "A tablet")
    page.get_by_text("assessment", exact=True).click()
    settled(page)
    expect(call).not_to_have_value(re.compile("tablet"))  # offered for practice only
    call.fill("A")
    page.get_by_role("option").first.wait_for()
    assert tablet.count() == 0
    browsing.choose(call, page.get_by_role("option", name=re.compile("^Smell of gas")).first, "Smell of gas")
    expect(page.get_by_text("Your learners read: “An emergency call”.")).to_be_visible()
    said = page.get_by_text(re.compile("is set as assessment for Tuesday evening"))
    browsing.press_until(page.get_by_role("button", name="Set this call"), said)
    learner = centre.signed_in(new_page(), "cal")
    learner.goto(centre.url)
    settled(learner)
    learner.get_by_role("button", name="Skip the warm-up").click()
    learner.get_by_text(re.compile("Set for you · assessment")).wait_for()
    assert "Smell of gas" not in learner.inner_text("body"), "a title names the incident"


def test_an_administrator_adds_staff_and_is_shown_the_password_once(centre, new_page, settled):
    page = centre.signed_in(new_page(), "ada")
    page.goto(f"{centre.url}/classes")
    settled(page)
    page.get_by_text("Add somebody").click()
    password = page.locator("code", has_text=re.compile(r"^[0-9a-f]{4}(-[0-9a-f]{4}){3}$"))
    given = set()
    for name, login in (("Gus Ward", "gus"), ("Ina Frome", "ina")):
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Sign-in name", exact=True).fill(login + centre.number)
        page.get_by_role("button", name="Tutor").click()
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text(f"{name} can sign in as {login}{centre.number}.")).to_be_visible()
        expect(page.get_by_text(f"{name}: Tutor")).to_be_visible()
        expect(page.get_by_label("Name", exact=True)).to_have_value("")
        settled(page)
        given.add(password.inner_text())
    assert len(given) == 2, "each is shown a password of their own"
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(re.compile("Nobody was added"))).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Gus Ward: Tutor")).to_be_visible()
    assert password.count() == 0


def test_an_administrator_names_the_centre_and_evidence_bears_the_name(centre, new_page, settled):
    page = centre.signed_in(new_page(), "ada")
    page.goto(f"{centre.url}/classes")
    settled(page)
    page.get_by_role("heading", name="How lines are read").wait_for()
    named = "Version: (encoder|words)-[0-9]+|No reader is ready yet"
    expect(page.get_by_text(re.compile(named))).to_be_visible()
    page.get_by_label(re.compile("Name of the centre")).fill("Wendshire College, Control Room Studies")
    page.get_by_role("button", name="Keep this name").click()
    page.get_by_text("Evidence reports now say Wendshire College, Control Room Studies.").wait_for()
    with open_store(f"sqlite:///{centre.data / 'simulator.db'}") as store:
        assert store.settings.get(CENTRE) == "Wendshire College, Control Room Studies"
    tutor = centre.signed_in(new_page(), "fay")
    tutor.goto(centre.url)
    settled(tutor)
    tutor.get_by_role("heading", name="Classes", level=1).wait_for()
    assert tutor.get_by_label(re.compile("Name of the centre")).count() == 0


def test_an_administrator_changes_somebodys_name_and_roles(centre, new_page, settled):
    page = centre.signed_in(new_page(), "ada")
    page.goto(f"{centre.url}/classes")
    settled(page)
    given = re.compile(r"^[0-9a-f]{4}(-[0-9a-f]{4}){3}$")
    page.get_by_text("Add somebody").click()
    page.get_by_label("Name", exact=True).fill("Hal Frost")
    page.get_by_label("Sign-in name", exact=True).fill("hal")
    page.get_by_role("button", name="Tutor").click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator("code", has_text=given).wait_for()
    page.reload()
    settled(page)
    whose = page.get_by_role("combobox", name=re.compile("Whose entry"))
    page.get_by_role("heading", name="Take a portfolio in").wait_for()
    browsing.choose(whose, page.get_by_role("option", name="Hal Frost (hal)"), "Hal Fr")
    entry = page.locator("[class*=everyone]").first
    entry.get_by_label("Name", exact=True).fill("Hal <i>Winter</i>")
    entry.get_by_role("button", name="Assessor").click()
    entry.get_by_role("button", name="Keep these changes").click()
    expect(page.get_by_text("The entry of Hal <i>Winter</i> is kept.")).to_be_visible()
    settled(page)
    entry.get_by_role("button", name="Make inactive").click()
    expect(page.get_by_text("Inactive: cannot sign in. What they did stays.")).to_be_visible()


def test_the_share_of_blind_views_is_confirmed_beside_its_button(centre, new_page, settled):
    page = centre.signed_in(new_page(), "ada")
    page.goto(f"{centre.url}/classes")
    settled(page)
    page.get_by_label(re.compile("Assessments viewed before")).fill("40")
    page.get_by_role("button", name="Keep this share").click()
    said = page.get_by_text("40 in a hundred assessments are viewed blind first.")
    expect(said).to_be_in_viewport()


def test_an_assessor_without_a_class_reads_what_is_true_and_who_may_change_it(centre, new_page, settled):
    with open_store(f"sqlite:///{centre.data / 'simulator.db'}") as store:
        people, login = People(store, utc_now), f"eve{centre.number}"
        _, given = people.add_staff(
            centre.actors["administrator"], "Eve Thorn", login, frozenset({"assessor"})
        )
        people.change_password(people.sign_in(login, given).token, given, PASSWORD)
    page = centre.signed_in(new_page(), "eve")
    for place in ("classes", "live"):
        page.goto(f"{centre.url}/{place}")
        settled(page)
        said = page.get_by_text(re.compile("You look after no class yet"))
        expect(said).to_contain_text(re.compile(r"others look after\. Ask .*Ada Marsh.*“Also looks after”"))
    assert page.get_by_text("No class is open yet").count() == 0
