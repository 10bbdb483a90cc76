"""A learner's call in a real browser on the real server: the main path, reloads, windows, keys, crashes.

Every wait is for a condition. What the browser receives over its socket is searched for what was not told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from simulator.model.events import AttemptStarted, Record
from simulator.service.access import Actor
from simulator.service.live import from_store
from simulator.service.wiring import utc_now
from simulator.store.opening import open_store
from tests.browsing import choose, press_until
from tests.pages.finished_calls import Beside, beside
from tests.pages.served_centre import ServedCentre, open_centre

GAS = "frightened for somebody"
ADDRESS = "Wendshire Incident Line, what is the address of the emergency?"


@pytest.fixture(scope="module")
def there(centre, tmp_path_factory) -> Iterator[Beside]:
    """Return a service beside the running one."""
    with beside(centre, tmp_path_factory.mktemp("beside")) as found:
        yield found


@pytest.fixture
def caller_at_desk(centre, request) -> tuple[str, Actor]:
    """Return a learner who has taken no call yet: the sign-in name, and who it is."""
    login = f"l{abs(hash(request.node.name)) % 10**9}"
    return login, centre.add_learner(login, "Amira Okafor")


@pytest.fixture
def learner(caller_at_desk) -> str:
    """Return the sign-in name of a learner who has taken no call yet."""
    return caller_at_desk[0]


@pytest.fixture
def at_desk(centre, new_page, settled, learner) -> Callable[..., Page]:
    """Return what opens the learner's home in a watched page, with a call on offer."""

    def open_home(**options: Any) -> Page:
        page = centre.signed_in(new_page(**options), learner)
        page.goto(centre.url)
        settled(page)
        return page

    return open_home


@pytest.fixture
def answered(centre, there, new_page, settled, caller_at_desk) -> Callable[..., Page]:
    """Return what opens a gas escape that its learner has just answered: answered(watch, **new_page's).

    The way there from home is walked by tests of its own. `watch` is handed the page before it is opened.
    """
    login, who = caller_at_desk

    def open_call(watch: Callable[[Page], Any] = lambda _: None, *, ago: float = 6, **options: Any) -> Page:
        there.clock.at = utc_now() - timedelta(seconds=ago)  # so long it waits for the ringing
        attempt = there.in_call(who=who)
        page = centre.signed_in(new_page(**options), login)
        watch(page)
        page.goto(f"{centre.url}/call?attempt={attempt}")
        settled(page)
        expect(transcript(page)).to_contain_text("I can smell gas")
        return page

    return open_call


def choose_gas(page: Page) -> None:
    """Offer the gas escape: its content note tells it from the others, never a title."""
    skip, other = (page.get_by_role("button", name=n) for n in ("Skip the warm-up", "Another call"))
    skip.or_(other).first.wait_for()
    if skip.is_visible():
        skip.click()
        other.wait_for()
    note = page.get_by_text("Content note")
    for _ in range(6):
        before = note.first.inner_text() if note.count() else ""
        if GAS in before:
            return
        other.click()
        expect(note.first).not_to_have_text(before or "nothing")
    raise AssertionError("the gas escape is not on offer")


def in_call(page: Page) -> Page:
    """Ring, answer, and wait for the caller's first words."""
    choose_gas(page)
    page.get_by_role("button", name="ring me").click()
    page.get_by_role("button", name="Answer the phone").click()
    page.wait_for_url("**/call?attempt=*")
    expect(transcript(page)).to_contain_text("I can smell gas")
    return page


def transcript(page: Page) -> Any:
    return page.get_by_role("log", name=re.compile("What is said"))


def entry(page: Page) -> Any:
    return page.locator(".entry textarea")


def say(page: Page, words: str, answer: str) -> None:
    """Speak, and wait for what the caller answers."""
    entry(page).fill(words)
    entry(page).press("Enter")
    expect(transcript(page)).to_contain_text(words)
    expect(transcript(page)).to_contain_text(re.compile(answer, re.IGNORECASE))


def panel(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def record_of(centre: ServedCentre, page: Page) -> Record:
    attempt = re.search(r"attempt=(\w+)", page.url)
    assert attempt is not None
    with open_store(f"sqlite:///{centre.data / 'simulator.db'}") as store:
        return tuple(from_store(e) for e in store.attempts.read(attempt.group(1)))


def kinds(centre: ServedCentre, page: Page) -> list[str]:
    return [r.event.kind for r in record_of(centre, page)]


def test_a_learner_takes_a_call_from_the_first_ring_to_the_debrief(centre, at_desk):
    page = in_call(at_desk(reduced_motion="no-preference"))
    say(page, ADDRESS, r"Castlebeck")
    say(page, "Who else is in the house with you?", "my dad")
    page.get_by_label("Location").fill("12 Quarry Street, Castlebeck")
    page.get_by_label("What has happened").fill("Strong smell of gas")
    expect(page.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    page.get_by_role("textbox", name="Reason for the priority").fill("Gas, and a man who cannot get out")
    page.get_by_role("radio", name=re.compile("^P1")).or_(page.get_by_text("P1", exact=True)).first.click()
    expect(page.get_by_text("Immediate")).to_be_visible()
    page.locator(".st-key-unit_alpha1, [class*=st-key-unit_]").first.get_by_role(
        "button", name="Send"
    ).click()
    sent = page.locator(".sent, [class*=st-key-sent]").first
    expect(sent).to_contain_text("on the way")
    panel(page, "Message")
    choose(page.get_by_role("combobox", name=re.compile("To")), page.get_by_role("option").first)
    page.get_by_label("Message", exact=True).fill(
        "Alpha 1 from Control, gas escape, one person upstairs, over"
    )
    press_until(
        page.get_by_role("button", name="Send by radio"),
        sent.get_by_text(re.compile(r"radio \d\d:\d\d")).first,
    )
    expect(page.get_by_label("Message", exact=True).last).to_have_value("")
    panel(page, "Escalate")
    page.get_by_text("Shift supervisor").click()
    page.get_by_label("Why: one sentence").fill("Gas with a person trapped")
    page.get_by_role("button", name="Escalate", exact=True).click()
    expect(sent).to_contain_text("Shift supervisor")
    panel(page, "Tree")
    page.get_by_role("button", name="Not known").click()
    panel(page, "Find")
    for box, words in ((re.compile("Find in procedures"), "gas"), ("Add a note", "Card begun")):
        page.get_by_label(box).fill(words)
        page.get_by_label(box).press("Enter")
    page.get_by_text(re.compile("Smell of gas")).filter(visible=True).first.click()
    expect(page.get_by_text("Card begun")).to_be_visible()
    sure = page.get_by_role("dialog").get_by_role("button", name="End call")
    press_until(page.get_by_role("button", name="End call").first, sure)
    sure.click()
    expect(page.get_by_role("button", name="Line 1")).to_contain_text("Ended")
    page.get_by_role("button", name="Finish…").click()
    over = page.get_by_role("dialog", name="Finish?")
    expect(over.get_by_role("button", name="Go on with the log")).to_be_visible()
    expect(over.get_by_role("button", name="Give this call up")).to_have_count(0)
    debrief = page.get_by_role("heading", level=1).filter(has_not_text=re.compile("^Your call$"))
    press_until(over.get_by_role("button", name="Finish and hand in"), debrief)
    assert {
        "line_answered", "spoke", "heard", "field_written", "priority_set", "deployed", "message_sent",
        "escalated", "tree_walked", "looked_up", "note_added", "line_ended", "attempt_ended",
    } <= set(kinds(centre, page))  # fmt: skip


def test_a_reload_in_mid_call_comes_back_to_the_same_call_with_half_typed_text(centre, answered, settled):
    page = answered()
    say(page, ADDRESS, "Castlebeck")
    address = page.url
    entry(page).fill("Is anybody else in the")
    page.get_by_placeholder("Add a note").fill("Half a no")
    page.reload()
    settled(page)
    expect(transcript(page)).to_contain_text(ADDRESS)
    assert page.url == address
    expect(entry(page)).to_have_value("Is anybody else in the")
    expect(page.get_by_placeholder("Add a note")).to_have_value("Half a no")
    entry(page).press("Enter")
    expect(transcript(page)).to_contain_text("Is anybody else in the")
    assert page.get_by_text("open in another window").count() == 0, "a reload needs no question"


def test_a_second_tab_goes_on_with_the_call_and_the_first_one_asks(centre, answered, settled):
    first = answered()
    second = first.context.new_page()
    second.goto(first.url)
    settled(second)
    say(second, ADDRESS, "Castlebeck")
    entry(first).fill("Said in the first tab")
    entry(first).press("Enter")
    question = first.get_by_text("This call is open in another window. Go on here?").first
    question.wait_for()
    assert kinds(centre, first).count("spoke") == 1
    first.get_by_role("button", name="Go on here").click()
    expect(transcript(first)).to_contain_text("Castlebeck")
    expect(entry(first)).to_have_value("Said in the first tab")
    entry(first).press("Enter")
    expect(transcript(first)).to_contain_text("Said in the first tab")
    assert [r.event.text for r in record_of(centre, first) if r.event.kind == "spoke"] == [
        ADDRESS,
        "Said in the first tab",
    ]


def untold(record: Record, scenario: Any, cast: dict[str, str]) -> list[str]:
    told = {r.event.fact for r in record if r.event.kind == "fact_told"}
    texts = [
        text
        for name, fact in scenario.facts.items()
        if name not in told
        for text in (fact.value, fact.says, fact.label)
    ]
    plain = [re.sub(r"\{([\w.]+)\}", lambda m: cast.get(m.group(1), m.group(0)), t) for t in texts]
    return [t for t in plain if len(t) > 6]


def test_what_the_browser_receives_in_a_call_holds_no_untold_fact_and_no_marking(centre, at_desk):
    from tests.service.desk import quick_library

    page = at_desk()
    frames: list[str] = []

    def listen(socket: Any) -> None:
        socket.on(
            "framereceived",
            lambda f: frames.append(f.decode("utf-8", "ignore") if isinstance(f, bytes) else f),
        )

    page.on("websocket", listen)
    page.reload()
    in_call(page)
    say(page, ADDRESS, "Castlebeck")
    for name in ("Message", "Escalate", "Tree", "Find", "Units"):
        panel(page, name)
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    say(page, "You stupid idiot", ".")
    received = " ".join(frames)
    assert "Castlebeck" in received
    record = record_of(centre, page)
    started = record[0].event
    assert isinstance(started, AttemptStarted)
    scenario = quick_library(centre.data).scenario("gas-escape")
    wanted = untold(record, scenario, started.cast)
    assert len(wanted) > 10
    shown = {r.event.shown for r in record if r.event.kind == "line_rang"}
    assert [t for t in wanted if t in received and t not in shown] == []
    for word in ("because", "cue:", scenario.title, "mood", "fact_told", "indicator", "right_priority"):
        assert word not in received, f"the browser was sent {word!r}"


def test_a_call_can_be_taken_with_the_keyboard_alone(centre, at_desk):
    page = at_desk()
    choose_gas(page)
    page.get_by_role("button", name="ring me").focus()
    page.keyboard.press("Enter")
    answer = page.get_by_role("button", name="Answer the phone")
    answer.wait_for()
    answer.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/call?attempt=*")
    expect(transcript(page)).to_contain_text("I can smell gas")
    page.keyboard.press("Escape")
    expect(entry(page)).to_be_focused()
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Enter")
    expect(transcript(page)).to_contain_text("Castlebeck")
    page.keyboard.press("Alt+KeyL")
    focused = "document.activeElement.closest('[class*=st-key-grow_log], .st-key-log') !== null"
    page.wait_for_function(focused)
    page.keyboard.press("Alt+KeyM")
    expect(page.get_by_role("radio", name="Message", exact=True)).to_be_checked()
    page.keyboard.press("Escape")
    expect(entry(page)).to_be_focused()
    page.keyboard.press("Alt+KeyW")
    expect(page.get_by_role("button", name=re.compile("Take back"))).to_be_visible()
    page.keyboard.press("Alt+KeyW")
    expect(page.get_by_role("button", name=re.compile("Hold"))).to_be_visible()
    page.keyboard.press("Alt+KeyX")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert "line_ended" not in kinds(centre, page)


def test_the_console_fits_its_window_and_what_the_caller_says_can_be_seen_in_it(centre, answered, look):
    """Text in the page is not text on the screen: a pane of no height shows nothing."""
    page = answered(viewport=(1366, 640))
    sizes = [(1366, 640), (1366, 768), (1920, 1080), (390, 844)]
    for number, size in enumerate(sizes):
        look(page, size, "light")
        page.wait_for_function(
            """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
                 .every(e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth)"""
        )
        box = entry(page).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1]
        if number:
            said = f"Who is there with you{'?' * number}"
            entry(page).fill(said)
            entry(page).press("Enter")
            expect(transcript(page)).to_contain_text(said)
        newest = transcript(page).get_by_text("Caller", exact=True).last
        expect(newest).to_be_in_viewport(ratio=1)
        over = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.stBidiComponent') !== null",
            [newest.bounding_box()["x"] + 3, newest.bounding_box()["y"] + 3],
        )
        assert over
        pane = page.locator(".st-key-grow_talk").bounding_box()
        assert pane is not None
        assert pane["height"] >= 0.4 * size[1]


def test_odd_text_is_shown_as_text_and_runs_nothing(centre, answered):
    page = answered()
    sly = "<img src=x onerror=document.title='broken'> שלום 🧯 **bold** :red[x] $x^2$"
    entry(page).fill(sly)
    entry(page).press("Enter")
    expect(transcript(page)).to_contain_text(sly)
    page.get_by_label("Location").fill(sly)
    page.get_by_placeholder("Add a note").fill(sly)
    page.get_by_placeholder("Add a note").press("Enter")
    expect(page.get_by_text(sly).nth(1)).to_be_visible()
    panel(page, "Message")
    panel(page, "Phone")
    page.get_by_role("button", name="Add from the log").click()
    expect(page.get_by_role("button", name=re.compile("<img src=x"))).to_be_visible()
    assert page.title() != "broken"
    assert page.locator("img[src=x]").count() == 0
    assert json.loads(
        json.dumps([r.event.text for r in record_of(centre, page) if r.event.kind == "spoke"])
    ) == [sly]


def test_a_server_killed_in_mid_call_loses_nothing_and_the_same_call_goes_on(
    running_app, tmp_path_factory, new_page, settled
):
    centre = open_centre(running_app, tmp_path_factory.mktemp("killed"))
    page = centre.signed_in(
        new_page(allow_console="ERR_|WebSocket|Failed to|NetworkError|fetch|server"), "cal"
    )
    page.goto(centre.url)
    in_call(page)
    say(page, ADDRESS, "Castlebeck")
    page.get_by_label("Location").fill("12 Quarry Street")
    expect(page.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    before = record_of(centre, page)
    seen = transcript(page).inner_text()
    centre.app.kill()
    lost = page.get_by_role("dialog", name="The connection is lost")
    lost.wait_for()
    assert "streamlit" not in lost.inner_text().casefold(), "no learner is told what a developer types"
    again = running_app(data=centre.data, port=centre.app.port)
    expect(lost).to_have_count(0)
    settled(page)
    expect(transcript(page)).to_contain_text("Castlebeck")
    expect(page.get_by_label("Location")).to_have_value("12 Quarry Street")
    assert seen.split("Castlebeck")[0] in transcript(page).inner_text()
    entry(page).fill("Is anybody hurt?")
    entry(page).press("Enter")
    # The server that came back learns its reader first.
    expect(transcript(page)).to_contain_text(re.compile("nobody|cough", re.IGNORECASE), timeout=90_000)
    after = record_of(centre, page)
    assert after[: len(before)] == before
    assert [r.seq for r in after] == list(range(1, len(after) + 1))
    down = [r.event for r in after if r.event.kind == "interrupted"]
    assert len(down) <= 1
    again.stop()
