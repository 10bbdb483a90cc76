"""The design system to look at and read: accessibility, widths, the transcript, the desk, its own files."""

from __future__ import annotations

import itertools
import tomllib
from typing import Any

import pytest

from app_pages._kit import drawing
from tests.pages.kit_browser import (
    ENTRY,
    PIECES,
    SIZES,
    gallery,
    inside,
    show,
    told,
)
from tests.running import ROOT

pytestmark = pytest.mark.slow
__all__ = ["gallery", "show"]  # fixtures

KIT = ROOT / "app_pages" / "_kit"

# ------------------------------------------------------------------------------------ looks


@pytest.mark.parametrize("piece", PIECES)
def test_no_piece_breaks_the_accessibility_guidelines(show: Any, look: Any, axe: Any, piece: str) -> None:
    page = show(piece)
    for size, scheme in itertools.product(((1366, 768), (390, 844)), ("light", "dark")):
        look(page, size, scheme)
        assert axe(page) == [], (size, scheme)


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_scrolls_sideways_and_a_call_needs_no_page_scroll(show: Any, look: Any, piece: str) -> None:
    page = show(piece)
    for size in (*SIZES, (1920, 1080), (683, 384), (320, 640)):
        look(page, size, "light")
        whole = piece in ("console", "shift", "desk") and size[1] >= 640
        page.wait_for_function(
            """whole => { const m = document.querySelector('[data-testid=stMain]');
            return m.scrollWidth <= m.clientWidth && document.documentElement.scrollWidth <= innerWidth
            && (!whole || m.scrollHeight <= m.clientHeight) }""",
            arg=whole,
        )


def test_the_fonts_come_from_this_server(show: Any) -> None:
    page = show("console")
    for family in ("Next", "Mono"):
        page.wait_for_function(
            "name => [...document.fonts].some(f => f.status === 'loaded' && f.family.includes(name))",
            arg=family,
        )


def test_a_narrow_screen_shows_one_pane_and_a_wide_one_three(show: Any) -> None:
    page = show("console", (390, 844))
    panes = [page.locator(f".st-key-pane_{p}") for p in ("talk", "log", "act")]
    page.locator("[data-pane=log]").last.click()
    panes[1].wait_for(state="visible")
    assert [p.is_visible() for p in panes] == [False, True, False]
    page.set_viewport_size({"width": 1366, "height": 768})
    panes[0].wait_for(state="visible")
    assert [p.is_visible() for p in panes] == [True, True, True]


def test_what_is_said_while_another_pane_is_looked_at_is_marked_until_talk_is_shown(show: Any) -> None:
    page = show("console", (390, 844))
    told = "window.dispatchEvent(new CustomEvent('call-kit:spoken', { detail: { pane: 'talk' } }))"
    talk = page.locator("button[data-pane=talk]")
    page.evaluate(told)
    assert talk.inner_text() == "Talk"
    page.locator("[data-pane=log]").last.click()
    page.evaluate(told)
    assert talk.inner_text() == "Talk · new"
    talk.click()
    assert talk.inner_text() == "Talk"


# ------------------------------------------------------------------------------------ transcript


def test_a_new_line_is_appended_and_no_old_one_is_redrawn(show: Any) -> None:
    page = show("console")
    old = page.locator("[data-id=e5]")
    old.evaluate("e => { e.same = true; }")
    page.locator(ENTRY).fill("Where are you now?")
    page.locator(ENTRY).press("Enter")
    page.locator("[data-id=r0]").wait_for()
    assert old.evaluate("e => e.same === true")
    assert page.locator("[role=log][aria-label=Transcript] .line").count() == 17


def test_reading_back_is_not_disturbed_by_a_new_line(show: Any) -> None:
    page = show("console")
    scroller = page.locator(".transcript .scroller")
    page.wait_for_function(inside(".transcript .scroller", "e.scrollTop > 50"))
    scroller.hover()
    page.mouse.wheel(0, -3000)
    page.wait_for_function(inside(".transcript .scroller", "e.scrollTop === 0"))
    page.locator(ENTRY).fill("Anyone else?")
    page.locator(ENTRY).press("Enter")
    page.get_by_role("button", name="New lines below").wait_for()
    assert scroller.evaluate("e => e.scrollTop") == 0


def test_what_was_said_is_shown_as_text_whatever_it_holds(show: Any) -> None:
    page = show("console")
    page.locator(ENTRY).fill("<img src=x onerror=alert(1)> (softly) \u202eabc")
    page.locator(ENTRY).press("Enter")
    shown = page.locator("[data-id=s0] .text")
    shown.wait_for()
    assert shown.locator("img").count() == 0
    assert "<img src=x onerror=alert(1)>" in shown.inner_text()
    assert shown.locator("em").count() == 0
    assert page.locator("[data-id=r0] em").inner_text() == "(unsure)"


def test_put_in_log_offers_the_line_as_a_note_to_be_edited(show: Any) -> None:
    page = show("console")
    page.locator("[data-id=e14] .put").click()
    told(page, "put_in_log")
    note = page.locator(".adder textarea")
    page.wait_for_function("() => document.activeElement?.shadowRoot?.activeElement?.closest('.adder')")
    assert "oxygen" in note.input_value()
    note.press("Enter")
    assert "oxygen" in told(page, "note")[0][1]


def test_a_replay_shows_lines_at_their_own_pace_and_only_cited_ones_when_asked(show: Any) -> None:
    page = show("desk")
    lines = page.locator(".transcript .line:visible")
    page.locator("[data-id=e10].current").wait_for()
    assert lines.count() == 15
    page.get_by_label("Only cited lines").check()
    assert lines.count() == 4
    page.get_by_label("Only cited lines").uncheck()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    assert 0 < lines.count() < 15


# ------------------------------------------------------------------------------------ desk


def test_an_assessor_judges_by_bare_keys_only_inside_the_list(show: Any) -> None:
    page = show("desk")
    page.locator(".judging .card.current").wait_for()
    page.keyboard.press("a")
    page.locator(".judging .cards").focus()
    page.keyboard.press("a")
    assert told(page, "judge") == [["i2", "agree", ""]]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    page.keyboard.press("s")
    assert told(page, "judge", 2)[1] == ["i4", "shown", ""]


def test_disagreeing_opens_an_empty_box_and_needs_a_reason(show: Any) -> None:
    page = show("desk")
    page.locator(".judging .card.current").wait_for()
    page.locator(".judging .cards").focus()
    page.keyboard.press("d")
    why = page.get_by_label("Why you disagree")
    assert why.input_value() == ""
    page.keyboard.press("Enter")
    page.keyboard.type("a joke, said to a colleague")
    page.keyboard.press("Enter")
    assert told(page, "judge") == [["i2", "disagree", "a joke, said to a colleague"]]


def test_a_wrong_statement_is_judged_by_whether_it_is_said_and_never_by_agreeing(show: Any) -> None:
    page = show("desk", wrong="1")
    first, second = page.locator(".judging .card").all()
    first.locator(".title").wait_for()
    for card in (first, second):
        assert card.locator("button").all_inner_texts() == ["SIt says this, wrongly", "NIt does not say this"]
    page.locator(".judging .cards").focus()
    page.keyboard.press("a")
    first.get_by_text("A wrong statement, which is not shown but said").wait_for()
    page.keyboard.press("s")
    assert told(page, "judge") == [["w1", "shown", ""]]
    second.get_by_role("button", name="It does not say this: The crew may be sent in").click()
    page.get_by_label("Why it was read wrongly").fill("It says when they may not.")
    page.keyboard.press("Enter")
    assert told(page, "judge", 2)[1] == ["w2", "not_shown", "It says when they may not."]


def test_the_transcript_follows_the_indicator_without_asking_the_server(show: Any) -> None:
    page = show("desk")
    page.locator("[data-id=e10].current").wait_for()
    runs = page.runs()
    page.locator(".judging .cards").focus()
    page.keyboard.press("k")
    page.locator("[data-id=e7].current").wait_for()
    assert page.runs() == runs
    page.keyboard.press("g")
    assert told(page, "goto") == [["e7"]]


# ------------------------------------------------------------------------------------ files


def test_component_code_writes_text_only_and_files_stay_short() -> None:
    for path in [*KIT.glob("*.js"), *KIT.glob("*.css"), *KIT.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 400, path.name
        assert "innerHTML" not in text, path.name
        assert "insertAdjacentHTML" not in text, path.name


def test_the_server_is_closed_to_programs_and_to_the_network() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["enableAgentApi"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["runner"]["postScriptGC"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    for face in settings["theme"]["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()


def test_peoples_words_cannot_become_markup_in_a_label() -> None:
    assert drawing.plain_md(":red[x] **y** <b>") == r"\:red\[x\] \*\*y\*\* \<b\>"
