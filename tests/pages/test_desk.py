"""The marking desk in a real browser on the real server: queue, keys, re-tags, release, evidence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.finished_calls import Beside, beside
from tests.pages.served_centre import ServedCentre
from tests.service.gas_call import FORBIDDEN, MUDDLED


@dataclass(frozen=True)
class Desk:
    """A served centre whose learner has handed calls in."""

    centre: ServedCentre
    service: Beside

    def hand_in(self, *more: str) -> str:
        """Let the learner hand one more assessment in."""
        return self.service.gas(self.centre.actors["learner"], "assessment", *more)

    def answers(self, attempt: str) -> dict[str, str]:
        """Return the assessor's latest answers as the store has them."""
        found = self.service.service.records.open_attempt(self.centre.actors["assessor"], attempt)
        return {name: one.answer for name, one in found.judged.items()}


@pytest.fixture(scope="module")
def desk(centre, tmp_path_factory) -> Iterator[Desk]:
    """Return the desk of a served centre."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as there:
        yield Desk(centre, there)


@pytest.fixture
def mark(desk, new_page, settled) -> Callable[..., Page]:
    """Return what opens an attempt at the desk as its assessor."""

    def open_attempt(attempt: str, **options: Any) -> Page:
        page = desk.centre.signed_in(new_page(**options), "bea")
        page.goto(f"{desk.centre.url}/?attempt={attempt}")
        settled(page)
        page.locator(".transcript .line").first.wait_for(state="attached")
        page.locator(".judging .card.current").first.wait_for(state="attached")
        return settled(page)

    return open_attempt


def pressed(page: Page, verdict: str) -> Any:
    return page.locator(f".judging [data-verdict={verdict}][aria-pressed=true]")


def test_an_empty_queue_says_that_nobody_is_waiting(desk, new_page, settled):
    page = desk.centre.signed_in(new_page(), "bea")
    page.goto(desk.centre.url)
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()


def test_the_one_bad_line_of_a_fluent_learner_is_open_ringed_and_the_only_red_on_the_page(desk, mark):
    page = mark(desk.hand_in(FORBIDDEN))
    expect(page.locator(".judging .card.current")).to_contain_text("Never sends a caller towards the danger")
    expect(page.locator(".judging .card.current .quote")).to_contain_text(FORBIDDEN)
    expect(page.locator(".transcript .line.current")).to_contain_text(FORBIDDEN)
    assert page.locator(".transcript .line.contrary").count() == 1
    expect(
        page.get_by_text("provide information, advice and support in response to requests")
    ).to_be_visible()
    expect(page.locator(".st-key-pane_queue")).to_contain_text("contrary")


def test_keys_agree_disagree_and_decide_and_each_answer_is_in_the_record(desk, mark):
    attempt = desk.hand_in(FORBIDDEN)
    page = mark(attempt)
    cards = page.locator(".judging .cards")
    cards.focus()
    cards.press("a")
    expect(pressed(page, "agree")).to_have_count(1)
    cards.press("k")
    cards.press("d")
    why = page.locator(".judging textarea")
    expect(why).to_have_value("")
    why.fill("The learner meant the meter")
    why.press("Enter")
    expect(pressed(page, "disagree")).to_have_count(1)
    expect(page.get_by_text("Your reason: The learner meant the meter")).to_be_visible()
    page.get_by_role("radio", name="1.1").click()
    undecided = page.locator(".judging .card[data-result=undecided]").first
    title = undecided.locator(".title").inner_text()
    undecided.click()
    page.keyboard.press("n")
    expect(pressed(page, "not_shown")).to_have_count(1)
    answers = desk.answers(attempt)
    assert answers["no_harm"] == "disagree"
    assert sorted(answers.values()) == ["disagree", "not shown"], title


def test_answers_given_faster_than_the_server_draws_are_all_kept(desk, mark):
    attempt = desk.hand_in()
    page = mark(attempt)
    page.get_by_role("radio", name="1.2").click()
    cards = page.locator(".judging .cards[aria-label*='1.2']")
    cards.wait_for()
    results = [c.get_attribute("data-result") for c in page.locator(".judging .card").all()]
    page.locator(".judging .card").first.click()
    for result in results:
        page.keyboard.press("s" if result == "undecided" else "a")
    answered = page.locator(".judging button[data-verdict][aria-pressed=true]")
    expect(answered).to_have_count(len(results))
    assert len(results) > 2
    assert len(desk.answers(attempt)) == len(results)


def test_from_the_last_card_the_keys_lead_back_to_one_left_above_and_nothing_is_recorded_twice(desk, mark):
    attempt = desk.hand_in()
    page = mark(attempt)
    page.get_by_role("radio", name="1.2").click()
    page.locator(".judging .cards[aria-label*='1.2']").wait_for()
    cards = page.locator(".judging .card")
    letters = ["s" if c.get_attribute("data-result") == "undecided" else "a" for c in cards.all()]
    cards.nth(1).click()
    for letter in letters[1:]:
        page.keyboard.press(letter)
    expect(cards.first).to_have_class(re.compile("current"))
    page.keyboard.press(letters[0])
    answered = page.locator(".judging button[data-verdict][aria-pressed=true]")
    expect(answered).to_have_count(len(letters))

    def recorded() -> int:
        portfolios = desk.service.service.store.portfolios
        found = portfolios.find(desk.centre.actors["learner"].person_id, "234")
        assert found is not None
        return sum(e.kind == "indicator_judged" for e in portfolios.read(found.id))

    before = recorded()
    cards.first.click()
    page.keyboard.press(letters[0])
    page.keyboard.press("j")
    page.keyboard.press("n" if letters[2] == "s" else "d")
    if letters[2] == "a":
        page.locator(".judging textarea").fill("Not what was said")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Your reason: Not what was said")).to_be_visible()
    else:
        expect(pressed(page, "not_shown")).to_have_count(1)
    assert recorded() == before + 1


def test_a_letter_typed_outside_the_list_judges_nothing(desk, mark):
    attempt = desk.hand_in()
    page = mark(attempt)
    page.locator(".transcript .scroller").focus()
    for key in ("a", "d", "s", "n"):
        page.keyboard.press(key)
    page.get_by_role("radio", name="2.3").click()
    page.locator(".judging .cards[aria-label*='2.3']").wait_for()
    assert desk.answers(attempt) == {}


def test_a_retag_shows_how_the_line_was_read_needs_a_reason_and_shows_both_readings(desk, mark, settled):
    page = mark(desk.hand_in())
    line = page.locator(".transcript .line", has_text=MUDDLED)
    expect(line).to_contain_text("Not understood by the machine")
    line.get_by_role("button", name="Re-tag or comment").click()
    box = page.get_by_role("dialog")
    box.get_by_label("Comment at this moment").fill("Shorthand again")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    settled(page)
    expect(box.get_by_label("Comment at this moment")).to_have_value("Shorthand again")
    box.get_by_text("Show how this line was read").click()
    expect(box.locator(".why tbody th").first).to_be_visible()
    expect(box).to_contain_text("Closest phrasing")
    expect(box).to_contain_text("In the record, read by")
    box.get_by_role("combobox", name=re.compile("What the line")).click()
    page.keyboard.type("things change or get worse")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box.get_by_role("button", name="Save re-tag").click()
    expect(box).to_contain_text("Say in a few words why")
    box.get_by_label("Why").fill("Shorthand of this centre")
    box.get_by_role("button", name="Save re-tag").click()
    expect(box).to_have_count(0)
    expect(line).to_contain_text("Re-tagged as:")
    expect(line).to_contain_text("First read as: ")
    expect(line).to_contain_text("Shorthand of this centre")
    expect(page.locator(".st-key-pane_findings")).to_contain_text("Shorthand again")  # it went along


def test_after_the_own_view_the_keys_work_at_once_and_one_that_does_nothing_says_why(desk, new_page, settled):
    observing, boss = desk.service.service.observing, desk.centre.actors["administrator"]
    usual = observing.blind_share()
    observing.set_blind_share(boss, 100)
    try:
        attempt = desk.hand_in()
        page = desk.centre.signed_in(new_page(), "bea")
        page.goto(f"{desk.centre.url}/?attempt={attempt}")
        settled(page)
        page.get_by_role("radio", name="1.1").click()
        page.get_by_role("button", name="Partial evidence").click()
        page.locator(".judging .card.current[data-result=undecided]").wait_for()
        page.keyboard.press("a")
        expect(page.locator(".judging .card.current .hint")).to_contain_text("Decide it yourself: S shown")
        assert desk.answers(attempt) == {}
        page.keyboard.press("s")
        expect(pressed(page, "shown")).to_have_count(1)
        expect(page.locator(".judging .hint")).to_have_count(0)
        assert list(desk.answers(attempt).values()) == ["shown"]
    finally:
        observing.set_blind_share(boss, usual)


def test_feedback_that_was_given_stands_at_the_desk_beside_its_attempt(desk, mark, settled):
    attempt = desk.hand_in()
    page = mark(attempt)
    assert page.get_by_text("Feedback given").count() == 0
    for criterion, at in (("1.2", 5.0), ("1.2", 65.0), ("1.3", 7.0)):
        desk.service.service.observing.mark(desk.centre.actors["assessor"], attempt, criterion, at=at)
    desk.service.service.observing.give_feedback(
        desk.centre.actors["assessor"],
        desk.centre.actors["learner"].person_id,
        "234",
        criteria=("1.2",),
        text="Ask one thing <b>at a time</b>.",
        attempt=attempt,
    )
    page.reload()
    settled(page)
    page.get_by_role("radio", name="1.2").click()
    expect(page.get_by_text("Marked for 1.2: 0:05 1:05 · 1 for other criteria")).to_be_visible()
    page.get_by_text("Feedback given (1)").click()
    expect(page.get_by_text("Ask one thing <b>at a time</b>.")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(f"{desk.centre.url}/?attempt={desk.hand_in()}")
    settled(page)
    page.locator(".judging .card.current").first.wait_for(state="attached")
    assert page.get_by_text("Feedback given").count() == 0


def test_evidence_is_saved_as_pdf_and_as_a_web_page(desk, mark):
    page = mark(desk.hand_in())
    page.get_by_role("button", name="Print evidence").click()
    for words, start in (("Save as PDF", b"%PDF"), ("Save as a web page", b"<!DOCTYPE html>")):
        button = page.get_by_role("dialog").get_by_role("button", name=words)
        button.wait_for()
        with page.expect_download() as saved:
            button.click()
        content = saved.value.path().read_bytes()
        assert content.startswith(start)


def test_a_release_asks_once_and_opens_the_debrief_for_the_learner(desk, mark, settled):
    attempt = desk.hand_in()
    page = mark(attempt)
    page.get_by_role("button", name="Release debrief").click()
    box = page.get_by_role("dialog")
    box.get_by_role("button", name="Keep it closed").click()
    expect(box).to_have_count(0)
    store = desk.service.service.store
    assert store.attempts.get(attempt).released_at is None
    page.get_by_role("button", name="Release debrief").click()
    page.get_by_role("dialog").get_by_role("button", name="Release debrief").click()
    expect(page.locator(".st-key-desk_top")).to_contain_text("Released")
    assert store.attempts.get(attempt).released_at is not None
    assert desk.service.service.records.debrief(desk.centre.actors["learner"], attempt).released


def test_the_replay_hides_what_was_not_said_yet_and_can_show_cited_lines_only(desk, mark):
    page = mark(desk.hand_in())
    lines = page.locator(".transcript .line")
    everything = lines.count()
    page.get_by_text("Only cited lines").click()
    assert 0 < page.locator(".transcript .line:visible").count() < everything
    page.get_by_text("Only cited lines").click()
    page.get_by_role("button", name="4 times").click()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "n => [...document.querySelectorAll('*')].map(h => h.shadowRoot).filter(Boolean)"
        ".some(r => r.querySelectorAll('.line[hidden]').length > 0)",
        arg=everything,
    )
    page.get_by_role("button", name="Pause").click()


def test_the_desk_keeps_the_accessibility_guidelines_and_needs_no_page_scroll(desk, mark, look, axe):
    page = mark(desk.hand_in(FORBIDDEN))
    for size, scheme in [
        *itertools.product(((1366, 768), (390, 844)), ("light", "dark")),
        ((1366, 640), "light"),
    ]:
        look(page, size, scheme)
        page.wait_for_function(
            "() => { const m = document.querySelector('[data-testid=stMain]'); "
            "return m.scrollWidth <= m.clientWidth && m.scrollHeight <= m.clientHeight }"
        )
        assert axe(page) == [], (size, scheme)
