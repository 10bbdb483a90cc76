"""The Scenarios page in a real browser: proofs, what nobody would notice, why a line was read so."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from simulator.proving.proof import Cell, Mutant, Play, Proof
from simulator.service.library import open_library
from simulator.service.proofs import KeptProof, proof_key
from tests import browsing
from tests.pages.served_centre import ServedCentre

WORDS = "a learner who never asks for the number to ring back"
MORE = tuple(f"{outcome}.{n}" for outcome in (2, 3, 4) for n in range(1, 6))
PROOF = Proof(
    scenario="gas-escape",
    criteria=("1.1", "1.2", *MORE),
    cells=(
        Cell(criterion="1.1", earned=True, killed=9),
        Cell(criterion="1.2", earned=True, killed=4, survived=1),
        *(Cell(criterion=criterion, earned=True, killed=3) for criterion in MORE),
    ),
    mutants=(
        Mutant(
            id="ask callback: left out",
            deed="ask callback",
            how="left out",
            words=WORDS,
            clause="1.4",
            expected=("1.2",),
            actual=(),
            verdict="survived",
            play=Play(
                variant="light",
                seed=7,
                transcript=("0:04 You: Wendshire Incident Line.", "0:09 Caller: I can smell gas!"),
            ),
        ),
    ),
    reasons=(f"Nobody would now notice {WORDS}.",),
)


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """A served centre with proofs: of one scenario one way of not doing the job is not noticed."""
    there = shared_centre.data / "proofs"
    there.mkdir(exist_ok=True)
    library = open_library(shared_centre.data)
    for scenario in library.scenarios():
        key = proof_key(library.proved_by(scenario.id))
        whole = Proof(scenario=scenario.id, criteria=("2.3",), proven=True)
        proof = PROOF if scenario.id == PROOF.scenario else whole
        kept = KeptProof(made_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC), key=key, proof=proof)
        (there / f"{key}.json").write_text(kept.model_dump_json(), "utf-8")
    return shared_centre


@pytest.fixture
def shown(centre, new_page, settled):
    page = centre.signed_in(new_page((1366, 768)), "fay")
    page.goto(f"{centre.url}/scenarios")
    settled(page)
    page.get_by_role("heading", name="Scenarios", level=1).wait_for()
    return page


def scenario(page, title):
    """Return the one place at which a scenario stands."""
    return page.locator("[class*=st-key-file_]", has_text=title)


def test_each_scenario_stands_once_with_what_it_is_how_its_proof_stands_and_where_to_go(shown):
    gas = scenario(shown, "Smell of gas")
    expect(gas).to_have_count(1)
    expect(gas).to_contain_text(f"An emergency call, about 6 minutes · not proven: {len(MORE) + 1} of 17")
    expect(scenario(shown, "An open line")).to_contain_text("proven")
    browsing.press_until(gas.locator("summary"), gas.get_by_text("1.2 not proven"))
    expect(gas.get_by_text("1.1 proven")).to_be_visible()
    gas.get_by_role("link", name="Set it for a class").click()
    shown.get_by_role("heading", name="Classes", level=1).wait_for()


def test_only_those_in_one_state_are_shown_when_that_is_chosen(shown, settled):
    shown.get_by_role("radio", name="Not proven (1)").click()
    expect(shown.locator("[class*=st-key-file_]")).to_have_count(1)
    expect(scenario(shown, "Smell of gas")).to_be_visible()
    expect(shown.get_by_role("heading", name="Wendshire Incident Line")).to_be_visible()


def test_what_nobody_would_notice_is_shown_with_the_play_that_shows_it(shown, axe):
    scenario(shown, "Smell of gas").locator("summary").click()
    option, replay = shown.get_by_text(re.compile("never asks for the number")), "cast by seed 7"
    browsing.press_until(option, shown.get_by_text(replay))
    expect(shown.get_by_text("I can smell gas!")).to_be_visible()
    expect(shown.get_by_role("button", name="Play", exact=True)).to_be_visible()
    for width, height in ((1366, 768), (390, 844)):
        shown.set_viewport_size({"width": width, "height": height})
        assert axe(shown) == [], width
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert shown.locator(".stMain").evaluate("e => e.scrollWidth <= e.clientWidth"), width


def test_why_a_line_was_read_so_is_asked_with_the_keyboard_alone(shown, settled):
    shown.get_by_label("A line that a learner might type").focus()
    shown.keyboard.type("whats the adress love")
    shown.keyboard.press("Enter")
    section = shown.locator("section.why")
    section.first.wait_for()
    expect(section.first).to_contain_text("Closest phrasing")
    expect(section.first.get_by_role("row", name=re.compile("address|adress"))).to_be_visible()


def test_checking_again_says_that_the_files_were_read(shown, settled):
    shown.get_by_role("button", name="Check again").click()
    expect(shown.get_by_text("The files were read again.")).to_be_visible()
