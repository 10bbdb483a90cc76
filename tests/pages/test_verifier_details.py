"""What a verifier asks for, entered by those whose it is: numbers, a registration, a session sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from simulator.model.portfolio import CHECKS, Claim
from simulator.service.blind import BLIND_SHARE
from simulator.service.wiring import utc_now
from tests.pages.finished_calls import Beside, beside
from tests.pages.served_centre import ServedCentre


@pytest.fixture(scope="module")
def handed_in(centre, tmp_path_factory) -> Iterator[tuple[Beside, str]]:
    """Return a service beside the running one, and a call that the learner handed in."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as there:
        yield there, there.gas(centre.actors["learner"], "assessment")


def opened(centre: ServedCentre, new_page, settled, login: str, address: str, size=(1366, 768)):
    page = centre.signed_in(new_page(size), login)
    page.goto(f"{centre.url}/{address}")
    return settled(page)


def test_an_administrator_enters_what_packs_print_on_their_cover(centre, new_page, settled, axe):
    page = opened(centre, new_page, settled, "ada", "classes")
    page.get_by_label("Centre number").fill("012345")
    page.get_by_label("Site").fill("Harbour site")
    page.get_by_role("button", name="Keep number and site").press("Enter")
    expect(page.get_by_text("Packs now print this number and site.")).to_be_visible()
    page.get_by_label("Qualification number (QAN)").fill("3412")
    page.get_by_role("button", name="Keep the qualification").press("Enter")
    expect(page.get_by_text("A qualification number looks like 601/2345/6")).to_be_visible()
    page.get_by_label("Qualification number (QAN)").fill("601/2345/6")
    page.get_by_role("button", name="Keep the qualification").press("Enter")
    expect(page.get_by_text(re.compile("The qualification of unit 234, .* is kept"))).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_label("Centre number")).to_have_value("012345")
    expect(page.get_by_label("Qualification number (QAN)")).to_have_value("601/2345/6")
    assert axe(page) == []


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_an_assessor_enters_a_registration_and_the_learner_reads_it(centre, new_page, settled, axe, size):
    page = opened(centre, new_page, settled, "bea", "portfolio?part=sign-off", size)
    page.locator("summary", has_text="Enter the registration").press("Enter")
    page.get_by_role("textbox", name="Unique learner number (ULN)").fill("9276308687")
    page.get_by_role("button", name="Keep registration").press("Enter")
    expect(page.get_by_text(re.compile("check digit does not fit"))).to_be_visible()
    page.get_by_role("textbox", name="Unique learner number (ULN)").fill("9276308686")
    page.get_by_role("button", name="Keep registration").press("Enter")
    expect(page.get_by_text("The registration is kept.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    page = opened(centre, new_page, settled, "cal", "portfolio?part=sign-off", size)
    expect(page.get_by_text(re.compile("ULN 9276308686 .* not recorded"))).to_be_visible()
    expect(page.get_by_text("Enter the registration")).to_have_count(0)


def test_a_session_sheet_is_filled_in_at_the_desk_and_stands_beside_the_calls_evidence(
    centre, new_page, settled, handed_in
):
    there, attempt = handed_in
    page = opened(centre, new_page, settled, "bea", f"?attempt={attempt}")
    page.get_by_role("button", name="Session sheet").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Keep this sheet").press("Enter")
    expect(dialog.get_by_text("Name who supervised")).to_be_visible()
    dialog.get_by_label(re.compile("Who supervised")).fill("Ivo Lang, at the next desk")
    dialog.get_by_text("The learner knew that this was an assessment").click()
    dialog.get_by_role("button", name="Keep this sheet").press("Enter")
    expect(page.get_by_text("The session sheet stands in the portfolio.")).to_be_visible()
    service, assessor = there.service, centre.actors["assessor"]
    service.observing.mark(assessor, attempt, "1.1", at=3.0)
    draft = service.observing.drafted(assessor, attempt)
    learner = centre.actors["learner"].person_id
    service.gathering.add_evidence(
        assessor, learner, "234", draft.model_copy(update={"narrative": "Watched the whole of it."})
    )
    page = opened(centre, new_page, settled, "bea", "portfolio?part=evidence")
    page.locator("summary", has_text="OBS1").press("Enter")
    expect(page.get_by_text("supervised by Ivo Lang, at the next desk, 1 of 11 statements")).to_be_visible()
    expect(page.get_by_role("button", name="Sign the session sheet")).to_be_visible()


def test_a_unit_that_waits_for_an_own_view_leads_to_the_call(centre, new_page, settled, handed_in):
    there, attempt = handed_in
    service, assessor = there.service, centre.actors["assessor"]
    learner = centre.actors["learner"].person_id
    draft = service.observing.drafted(assessor, attempt)
    kept = draft.model_copy(update={"narrative": "As it was.", "claims": (Claim(criterion="1.2"),)})
    item = service.gathering.add_evidence(assessor, learner, "234", kept).items[-1].item.id
    service.deciding.decide(
        assessor,
        learner,
        "234",
        "1.2",
        met=False,
        checks=CHECKS,
        reason="One call shows too little of it.",
        relied_on=[item],
    )
    service.store.settings.put(BLIND_SHARE, 100, utc_now())
    try:
        page = opened(centre, new_page, settled, "bea", "portfolio?part=sign-off")
        told = "decided 1.2 by a call that is viewed blind first, and has not said what they saw"
        expect(page.get_by_text(re.compile(told))).to_be_visible()
        page.get_by_role("link", name=re.compile(f"A-{attempt[:8].upper()}")).press("Enter")
        expect(page.get_by_text(re.compile("This attempt is viewed blind first"))).to_be_visible()
        assert attempt in page.url
        page = opened(centre, new_page, settled, "cal", "portfolio?part=sign-off")
        expect(page.get_by_role("heading", name="Registration")).to_be_visible()
        expect(page.get_by_text(re.compile("viewed blind"))).to_have_count(0)
    finally:
        service.store.settings.put(BLIND_SHARE, 0, utc_now())
