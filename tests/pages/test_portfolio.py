"""The portfolio page in a real browser: a decision, its signature, and the void one after an edit."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from simulator.model.portfolio import CHECKS, Claim, EvidenceItem
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
