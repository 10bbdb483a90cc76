"""The portfolio page in a real browser: a decision, its signature, and the void one after an edit."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from simulator.model.portfolio import CHECKS, Claim, EvidenceItem
from simulator.service.everybody import Everybody
from simulator.service.library import open_library
from simulator.service.people import People
from simulator.service.records import Records
from simulator.service.wiring import portfolio_parts, utc_now
from simulator.store.opening import open_store
from tests.pages.served_centre import PASSWORD, ServedCentre


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return a served centre whose learner was seen at work three times, and decided on one criterion."""
    made = shared_centre
    learner, assessor = made.actors["learner"].person_id, made.actors["assessor"]
    with open_store(f"sqlite:///{made.data / 'simulator.db'}") as store:
        library, people = open_library(made.data), People(store, utc_now)
        parts = portfolio_parts(store, library, people, Records(store, library, people, utc_now), utc_now)
        for n, sort in enumerate(("gas escape", "fire", "flood")):
            item = EvidenceItem(
                id="",
                method="observation",
                title=f"Shift {n}",
                on=(utc_now() - timedelta(days=n + 1)).date(),
                setting="workplace",
                claims=(Claim(criterion="1.1"),),
                narrative="Calm throughout.",
                incident=f"I-{n}",
                incident_type=sort,
            )
            dossier = parts["gathering"].add_evidence(assessor, learner, "234", item)
        parts["deciding"].decide(
            assessor,
            learner,
            "234",
            "1.1",
            met=True,
            checks=CHECKS,
            reason="Calm in three incidents, seen from beside.",
            relied_on=[i.item.id for i in dossier.items],
        )
    return made


def test_a_decision_is_signed_with_the_password_and_an_edit_voids_it_in_sight(centre, new_page, settled):
    page = centre.signed_in(new_page((1366, 768)), "bea")
    page.goto(f"{centre.url}/portfolio")
    settled(page)
    row = page.locator("table.matrix tbody tr", has_text="Calm and professional")
    expect(row).to_contain_text("✓ met")
    assert page.locator("table.matrix tbody tr:not(.outcome)").count() == 18
    page.get_by_role("button", name="Sign", exact=True).press("Enter")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Your password").press("Enter")
    expect(page.get_by_text(re.compile(r"^✓ Signed by Bea Quill as assessor"))).to_be_visible()
    page.get_by_text("Evidence", exact=True).click()
    page.locator("summary", has_text="OBS1").press("Enter")
    page.get_by_role("button", name="Change or map").first.press("Enter")
    page.get_by_label("Why it changes").fill("The wrong shift was described.")
    page.get_by_label("What happened").fill("It was the shift after.")
    page.get_by_role("button", name="Keep", exact=True).press("Enter")
    expect(page.get_by_text("OBS1 is changed.")).to_be_visible()
    page.get_by_text("Matrix", exact=True).click()
    expect(page.get_by_text("Void signature")).to_be_visible()
    expect(row).to_contain_text("✕ void")


@pytest.fixture(scope="module")
def dee(shared_centre) -> str:
    """Return a learner with three decisions of Bea, not qualified; Gus, who is, looks after them too."""
    made = shared_centre
    ada, bea = made.actors["administrator"], made.actors["assessor"]
    learner = made.add_learner("dee", "Dee Holt").person_id
    with open_store(f"sqlite:///{made.data / 'simulator.db'}") as store:
        library, people = open_library(made.data), People(store, utc_now)
        parts = portfolio_parts(store, library, people, Records(store, library, people, utc_now), utc_now)
        login = f"gus{made.number}"
        gus, given = people.add_staff(ada, "Gus Ward", login, frozenset({"assessor"}))
        people.change_password(people.sign_in(login, given).token, given, PASSWORD)
        Everybody(store, utc_now).let_assess(ada, people.classes(bea)[0].id, gus.id)
        parts["centre_rules"].register(ada, gus.id, qualified=True, qualification="Assessor award, 2019")
        for criterion in ("1.1", "1.2", "1.3"):
            parts["deciding"].decide(
                bea,
                learner,
                "234",
                criterion,
                met=False,
                checks=(),
                reason="Nothing was seen of it yet.",
                relied_on=(),
            )
    return learner


def test_each_decision_is_countersigned_by_choice_and_nothing_is_agreed_beforehand(
    centre, dee, new_page, settled
):
    page = centre.signed_in(new_page((1366, 768)), "gus")
    page.goto(f"{centre.url}/portfolio?learner={dee}&criterion=1.1")
    settled(page)
    page.get_by_role("button", name="Countersign several of 3").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("You sign: decision on 1.1, decision on 1.2, decision on 1.3")).to_be_visible()
    expect(dialog.get_by_text("have gone through each of these decisions")).to_be_visible()
    assert dialog.locator("input[type=radio]:checked").count() == 0
    dialog.get_by_role("button", name="1.2", exact=True).press("Enter")
    expect(dialog.get_by_text("You sign: decision on 1.1, decision on 1.3")).to_be_visible()
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign now").press("Enter")
    expect(dialog.get_by_text("Choose agree or do not agree.")).to_be_visible()
    dialog.get_by_text("agree", exact=True).click()
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign now").press("Enter")
    expect(page.get_by_text(re.compile(r"^✓ Signed by Gus Ward as countersigner"))).to_be_visible()
    expect(page.get_by_role("button", name="Countersign")).to_have_count(0)
    page.goto(f"{centre.url}/portfolio?learner={dee}&criterion=1.2")
    settled(page)
    page.get_by_role("button", name="Countersign", exact=True).press("Enter")
    expect(dialog.get_by_text("have gone through this decision")).to_be_visible()
    dialog.get_by_text("do not agree", exact=True).click()
    dialog.get_by_label("Comment").fill("Seen once only.")
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign now").press("Enter")
    expect(page.get_by_text("does not agree")).to_be_visible()


def test_what_is_to_do_leads_to_its_part_and_a_wrong_witness_is_put_right_in_sight(centre, new_page, settled):
    page = centre.signed_in(new_page((390, 844)), "bea")
    page.goto(f"{centre.url}/to-do")
    settled(page)
    page.get_by_role("link", name=re.compile("what you observed")).click()
    settled(page)
    assert "part=evidence" in page.url
    page.get_by_role("button", name="Register a witness").press("Enter")
    dialog = page.get_by_role("dialog")
    for label, words in (
        ("Name", "Nora Castel"), ("Role", "Shift leader"), ("Relation to the learner", "line manager"),
    ):  # fmt: skip
        dialog.get_by_label(label, exact=True).fill(words)
    dialog.get_by_role("button", name="Register").press("Enter")
    expect(page.get_by_text("Nora Castel stands in the register of witnesses.")).to_be_visible()
    page.locator("summary", has_text="Register of witnesses (1)").press("Enter")
    page.get_by_role("button", name="Correct", exact=True).press("Enter")
    dialog.get_by_label("Name", exact=True).fill("Noor Castell")
    dialog.get_by_role("button", name="Correct").press("Enter")
    expect(dialog.get_by_text("Say what was wrong")).to_be_visible()
    dialog.get_by_label("What was wrong").fill("Misheard on the phone")
    dialog.get_by_role("button", name="Correct").press("Enter")
    expect(page.get_by_text("The entry of Noor Castell is corrected.")).to_be_visible()
    told = page.get_by_text(re.compile(r"Corrected by Bea Quill.*Misheard on the phone.*Before: Nora Castel"))
    register = page.locator("details", has_text="Register of witnesses (1)")
    if register.get_attribute("open") is None:
        register.locator("summary").press("Enter")
    expect(told).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_a_learner_says_is_done_is_closed_where_the_to_do_leads(centre, dee, new_page, settled):
    bea = centre.actors["assessor"]
    with open_store(f"sqlite:///{centre.data / 'simulator.db'}") as store:
        library, people = open_library(centre.data), People(store, utc_now)
        parts = portfolio_parts(store, library, people, Records(store, library, people, utc_now), utc_now)
        due = utc_now().date() + timedelta(days=3)
        given = parts["observing"].give_feedback(
            bea, dee, "234", criteria=("1.3",), text="Nearly there.", action="Show one more log", due=due
        )
        learner = people.sign_in(f"dee{centre.number}", PASSWORD).actor
        feedback = given.feedback[-1].given.feedback
        parts["gathering"].answer_feedback(learner, dee, "234", feedback, text="Here it is.", done=True)
    page = centre.signed_in(new_page((1366, 768)), "bea")
    page.goto(f"{centre.url}/to-do")
    settled(page)
    page.get_by_role("link", name=re.compile("Look at what was done")).click()
    settled(page)
    page.get_by_role("button", name="Give feedback on what was done").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("1.3", exact=True)).to_be_visible()
    dialog.get_by_label("In your own words").fill("Seen: the address stands in it.")
    dialog.get_by_role("button", name="Give feedback").press("Enter")
    expect(page.get_by_text("The learner can read it now.")).to_be_visible()
    expect(page.get_by_role("button", name="Give feedback on what was done")).to_have_count(0)
    page.goto(f"{centre.url}/to-do")
    settled(page)
    expect(page.get_by_role("link", name=re.compile("Look at what was done"))).to_have_count(0)


def test_a_learner_writes_a_profile_by_keyboard_on_a_phone_and_their_assessor_talks_it_through(
    centre, new_page, settled, axe
):
    centre.add_learner("eve", "Eve Marsh")
    page = centre.signed_in(new_page((390, 844)), "eve")
    page.goto(f"{centre.url}/")
    settled(page)
    page.get_by_role("link", name=re.compile("^Write your profile")).click()
    expect(page.get_by_label("Your job")).to_be_visible()
    settled(page)
    assert "part=profile" in page.url
    assert axe(page) == []
    page.get_by_label("Your job").fill("Call handler")
    page.get_by_label("Your job").press("Enter")  # sends nothing: much is still to be filled in
    page.get_by_label("What you want to reach").fill("Take incident calls alone")
    press = page.keyboard.press
    for asked in range(19):  # whether support is wanted, then a rating for each criterion
        press("Tab")
        press("Space")
        if asked == 3:
            press("ArrowRight")
    press("Tab")
    press("Enter")
    expect(page.get_by_text("Your profile is kept.")).to_be_visible()
    expect(page.get_by_text("New to me (17)")).to_be_visible()
    expect(page.get_by_text("With help (1)")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Sign", exact=True).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("You sign: the learner's profile")).to_be_visible()
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign now").press("Enter")
    expect(page.get_by_text(re.compile(r"^✓ Signed by Eve Marsh as learner"))).to_be_visible()
    desk = centre.signed_in(new_page((1366, 768)), "bea")
    desk.goto(f"{centre.url}/to-do")
    settled(desk)
    desk.get_by_role("link", name=re.compile("Eve Marsh Talk the profile through")).click()
    settled(desk)
    expect(desk.get_by_text("1.3 Incident log", exact=False).first).to_be_visible()
    expect(desk.get_by_role("button", name="Sign", exact=True)).to_have_count(0)
    desk.get_by_label("What was talked through").fill("Begins with the log; two shifts watched first.")
    desk.get_by_role("button", name="Keep", exact=True).press("Enter")
    expect(desk.get_by_text("Kept with the profile.")).to_be_visible()
    assert axe(desk) == []
    desk.get_by_role("button", name="Sign", exact=True).press("Enter")
    desk.get_by_role("dialog").get_by_label("Your password").fill(PASSWORD)
    desk.get_by_role("dialog").get_by_role("button", name="Sign now").press("Enter")
    expect(desk.get_by_text(re.compile(r"^✓ Signed by Bea Quill as assessor"))).to_be_visible()
    expect(desk.get_by_text(re.compile(r"^✓ Signed by Eve Marsh as learner"))).to_be_visible()
