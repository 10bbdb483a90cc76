"""A learner's debriefs in a real browser on the real server: what is open, what waits, how a call is read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from simulator.service.access import Actor
from tests.pages.finished_calls import Beside, beside
from tests.pages.served_centre import ServedCentre
from tests.service.gas_call import MUDDLED


@dataclass(frozen=True)
class Past:
    """A served centre in which Cal has taken calls: a warm-up, a practice call, two assessments."""

    centre: ServedCentre
    service: Beside
    warm_up: str
    practice: str
    handed_in: str
    released: str


@pytest.fixture(scope="module")
def past(centre, tmp_path_factory) -> Iterator[Past]:
    """Return the centre with its finished calls."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as there:
        cal = centre.actors["learner"]
        calls = there.warm_up(cal), there.gas(cal), there.gas(cal, "assessment"), there.gas(cal, "assessment")
        see_it_otherwise(there, centre.actors["assessor"], calls[3])
        see_it_otherwise(there, centre.actors["assessor"], calls[2])
        there.service.records.release(centre.actors["assessor"], calls[3])
        yield Past(centre, there, *calls)


WHY = "The crew had it from the caller's own words."
COMMENT = "A calm opening."
FEEDBACK = "Pass it on at once."


def see_it_otherwise(there: Beside, by: Actor, attempt: str) -> None:
    """Let an assessor disagree with what the machine held against the learner, comment and give feedback."""
    reviewed = there.service.records.open_attempt(by, attempt)
    against = [i for f in reviewed.marking.findings for i in f.indicators]
    worst = next(i for i in against if i.result in ("contrary", "not shown"))
    there.service.records.judge(by, attempt, worst.indicator, "disagree", WHY)
    spoken = next(r for r in reviewed.record if r.event.kind == "spoke")
    observing = there.service.observing
    observing.mark(by, attempt, "1.1", COMMENT, at=spoken.event.t, seq=spoken.seq)
    observing.give_feedback(
        by, reviewed.attempt.learner_id, "234", criteria=("1.4",), text=FEEDBACK, attempt=attempt
    )


@pytest.fixture
def read(past, new_page, settled) -> Callable[..., Page]:
    """Return what opens a debrief as Cal: read(attempt, **options of the browser)."""

    def open_debrief(attempt: str = "", who: str = "cal", **options: Any) -> Page:
        page = past.centre.signed_in(new_page(**options), who)
        page.goto(f"{past.centre.url}/debrief" + (f"?attempt={attempt}" if attempt else ""))
        settled(page)
        if attempt in (past.practice, past.released):
            page.locator("table.facts td").first.wait_for()
            page.locator(".transcript .line").first.wait_for()
            page.locator(".stPlotlyChart .main-svg").first.wait_for()
        else:
            page.locator("h1").first.wait_for()
        return settled(page)

    return open_debrief


def test_the_list_says_of_each_call_whether_its_debrief_is_open(past, read):
    page = read()
    expect(page.get_by_role("link", name="Waiting for your assessor")).to_have_count(1)
    expect(page.get_by_role("link", name="Read the debrief")).to_have_count(2)
    expect(page.get_by_role("link", name="Warm-up done")).to_have_count(1)
    page.get_by_role("link", name="Read the debrief").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You were told")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You were told")
    page.get_by_role("button", name="All your calls").click()
    expect(page.get_by_role("heading", level=1, name="Your calls")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert "attempt" not in page.url


def test_a_debrief_opens_with_the_crews_own_line_and_holds_against_nobody_what_was_not_understood(past, read):
    page = read(past.practice)
    expect(page.get_by_role("heading", level=1)).to_contain_text("the oxygen cylinder")
    expect(page.locator(".crew")).to_contain_text("Nobody told us")
    expect(page.get_by_text(re.compile(r"What was said was read by \S+"))).to_be_visible()
    expect(page.locator("table.facts tbody tr").first).to_contain_text("Oxygen")
    expect(
        page.get_by_text("The machine's first reading. In an assessment, an assessor decides.")
    ).to_be_visible()
    expect(page.locator(".stPlotlyChart")).to_be_visible()
    assert page.locator('[aria-label*="Every point also stands in the call below"]').count() >= 1
    line = page.locator(".transcript .line", has_text=MUDDLED)
    expect(line).to_contain_text("The caller didn't catch this; that is not counted against you.")
    expect(page.locator(".transcript .remark")).to_have_count(1)


def test_an_indicator_shows_its_place_in_the_call_and_on_the_timeline(past, read):
    page = read(past.practice, reduced_motion="no-preference")  # the call scrolls there, for who can bear it
    before = page.locator(".stPlotlyChart .scatterlayer .trace").count()
    button = page.locator(".finding .show:visible").first
    words = button.get_attribute("aria-label") or ""
    at = words.removeprefix("Show in the call: ").split(",")[0]
    button.focus()
    page.keyboard.press("Enter")
    current = page.locator(".transcript .line.current")
    expect(current).to_contain_text(at)
    expect(current).to_be_in_viewport()
    expect(page.locator(".stPlotlyChart .scatterlayer .trace")).to_have_count(before + 1)


def test_a_chip_in_the_call_opens_its_criterion(past, read):
    page = read(past.practice)
    closed = page.locator("details", has_text="2.3 Wording")
    expect(closed).not_to_have_attribute("open", "")
    page.locator(".transcript .chip", has_text="2.3").first.click()
    expect(closed).to_have_attribute("open", "")


def test_a_goal_is_kept_and_stands_at_the_learners_desk(past, read, settled):
    page = read(past.practice)
    page.get_by_role("button", name="Keep this goal").click()
    expect(page.get_by_text("Choose a goal, or write one in your own words.")).to_be_visible()
    page.get_by_text("In my own words").click()
    page.get_by_label("Your goal", exact=True).fill("Ask how people get in <b>first</b>")
    page.get_by_label("Your goal", exact=True).press("Enter")
    page.get_by_role("button", name="Keep this goal").click()
    expect(page.get_by_text("Kept. It stands at your desk.")).to_be_visible()
    page.get_by_role("link", name="Your desk").click()
    expect(page.get_by_text("Ask how people get in <b>first</b>")).to_be_visible()


def test_an_assessment_that_waits_says_so_and_shows_nothing_of_the_marking(past, read):
    page = read(past.handed_in)
    expect(page.get_by_role("heading", level=1)).to_have_text("Handed in")
    text = page.locator("[data-testid=stMain]").inner_text()
    for word in ("evidence", "finding", "oxygen", "heard", "1.5", "otherwise", WHY, COMMENT, FEEDBACK):
        assert word.lower() not in text.lower()
    assert page.locator(".transcript, table.facts, .stPlotlyChart").count() == 0


def test_after_the_release_the_assessors_word_stands_where_the_machines_does_and_no_call_is_taken_again(
    past, read
):
    page = read(past.released)
    expect(page.get_by_role("heading", level=1)).to_contain_text("You were told")
    expect(page.get_by_role("button", name="Take this call again")).to_have_count(0)
    card = page.locator(".st-key-card_assessor")
    expect(card).to_contain_text("Your assessor, Bea Quill, sees it otherwise")
    for words in (WHY, COMMENT, FEEDBACK, "Released by Bea Quill"):
        expect(card).to_contain_text(words)
    contested = page.locator(".st-key-card_findings details", has_text="your assessor sees it otherwise")
    expect(contested).to_have_count(1)
    if contested.get_attribute("open") is None:
        contested.locator("summary").click()
    expect(contested.locator(".indicator .otherwise")).to_contain_text(WHY)
    expect(page.locator(".transcript .remark", has_text=COMMENT)).to_contain_text("Your assessor, Bea Quill")
    assert page.get_by_text("From your assessor").count() == 1
    assert read(past.practice).get_by_text("From your assessor").count() == 0


def test_the_warm_up_ends_with_the_pace_that_was_measured(past, read):
    page = read(past.warm_up)
    expect(page.get_by_role("heading", level=1)).to_have_text("You know the desk now")
    expect(page.get_by_text("characters a second")).to_be_visible()
    assert page.locator("table.facts").count() == 0


def test_nobody_reads_another_learners_call(past, read):
    past.centre.add_learner("dee", "Dee Holt")
    page = read("0" * 32, who="dee")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such call")
    page.goto(f"{past.centre.url}/debrief?attempt={past.practice}")
    expect(page.get_by_text("There is no such call among yours.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("No such call")


def test_taking_the_call_again_puts_the_learner_at_a_desk_whose_phone_will_ring(past, read):
    page = read(past.practice)
    page.get_by_role("button", name="Take this call again").click()
    expect(page.get_by_role("button", name="Answer the phone")).to_be_visible()
    cal = past.centre.actors["learner"]
    running = past.service.service.store.attempts.running(cal.person_id)
    assert running is not None
    assert running.scenario_id == "gas-escape"
    page = read(past.practice)
    page.get_by_role("button", name="Take this call again").click()
    expect(page).to_have_url(f"{past.centre.url}/")
    again = past.service.service.store.attempts.running(cal.person_id)
    assert again is not None
    assert again.id == running.id, "asked for twice, it leads to the call that runs"


@pytest.mark.parametrize("which", ["practice", "released", "handed_in", "the list"])
def test_a_debrief_keeps_the_accessibility_guidelines_and_scrolls_down_only(past, read, look, axe, which):
    """The released one has all that the others have: it is looked at in every size and scheme."""
    page = read(getattr(past, which, ""))
    looks = itertools.product(((1366, 768), (390, 844)), ("light", "dark"))
    for size, scheme in looks if which == "released" else (((1366, 768), "light"), ((390, 844), "dark")):
        look(page, size, scheme)
        assert axe(page) == [], (size, scheme)
        over = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); "
            "return m.scrollWidth - m.clientWidth }"
        )
        assert over <= 0, (size, scheme)
