"""The design system in a real browser: no typing is lost, nothing is redrawn, the keyboard reaches all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from app_pages._kit import drawing
from tests.machine import free_port
from tests.running import ROOT, is_well

KIT = ROOT / "app_pages" / "_kit"
PIECES = ("console", "shift", "desk", "home", "ringing", "debrief")
SIZES = ((1366, 768), (1366, 640), (390, 844))
ENTRY = "textarea[enterkeyhint=send]"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the gallery with the product's own settings, fonts and icon."""
    home = tmp_path_factory.mktemp("gallery")
    (home / "static").symlink_to(ROOT / "static")
    (home / ".streamlit").symlink_to(ROOT / ".streamlit")
    script = home / "gallery.py"
    script.write_text(f"import runpy\nrunpy.run_path({str(ROOT / 'tests/pages/kit_gallery.py')!r})\n")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=home, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while not is_well(f"http://127.0.0.1:{port}"):
        assert process.poll() is None, "the gallery's server ended"
        assert time.monotonic() < until, "the gallery's server never became well"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def show(gallery: str, new_page: Any, settled: Any, tmp_path: Path) -> Callable[..., Any]:
    """Open a piece of the gallery; the page's `deeds()` tells what the server has been told."""

    def open_piece(
        piece: str, size: tuple[int, int] = (1366, 768), scheme: str = "light", **query: str
    ) -> Any:
        page = new_page(size, scheme)
        out = tmp_path / f"deeds-{piece}.json"
        page.goto(f"{gallery}/?{urlencode({'piece': piece, 'out': str(out), **query})}")
        settled(page)
        if piece in ("console", "shift") and size[0] > 900:
            page.wait_for_function(inside(ENTRY, HAS_FOCUS))
        page.deeds = lambda: json.loads(out.read_text())["deeds"]
        page.runs = lambda: json.loads(out.read_text())["runs"]
        return page

    return open_piece


def told(page: Any, kind: str, times: int = 1) -> list[list[Any]]:
    """Wait until the server was told this `times` times, and return what it was told."""
    until = time.monotonic() + 15
    while len(found := [d[1:] for d in page.deeds() if d[0] == kind]) < times:
        assert time.monotonic() < until, f"the server was told {page.deeds()}, never {kind} {times} times"
        page.wait_for_timeout(50)
    return found


def field(page: Any, name: str) -> Any:
    return page.locator(f"[data-field={name}]")


def inside(selector: str, wanted: str) -> str:
    """Return a question for the browser about an element inside whatever shadow root holds it."""
    return f"""() => {{
        const roots = [...document.querySelectorAll('*')].map(h => h.shadowRoot).filter(Boolean);
        const e = roots.map(r => r.querySelector({selector!r})).find(Boolean);
        return Boolean(e && ({wanted}));
    }}"""


HAS_FOCUS = "e === e.getRootNode().activeElement"


def is_focused(page: Any, locator: Any) -> bool:
    return bool(locator.evaluate("e => e === e.getRootNode().activeElement"))


# ------------------------------------------------------------------------------------ looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("piece", PIECES)
def test_no_piece_breaks_the_accessibility_guidelines(show: Any, axe: Any, piece: str, scheme: str) -> None:
    for size in ((1366, 768), (390, 844)):
        page = show(piece, size, scheme)
        page.locator("[data-testid=stMainBlockContainer]").wait_for()
        assert axe(page) == []


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("size", [*SIZES, (1920, 1080), (683, 384), (320, 640)])
def test_nothing_scrolls_sideways_and_a_call_needs_no_page_scroll(
    show: Any, piece: str, size: tuple[int, int]
) -> None:
    page = show(piece, size)
    box = page.evaluate(
        """() => { const m = document.querySelector('[data-testid=stMain]'); return [
        m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth,
        m.scrollHeight - m.clientHeight] }"""
    )
    assert box[0] <= 0
    assert box[1] <= 0
    if piece in ("console", "shift", "desk") and size[1] >= 640:
        assert box[2] <= 0


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


# ------------------------------------------------------------------------------------ entry line


def test_enter_sends_and_the_next_line_can_be_typed_at_once(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    page.keyboard.type("What is the address?")
    page.keyboard.press("Enter")
    page.keyboard.type("half a sent")
    assert told(page, "send") == [["What is the address?", "line1", "caller"]]
    page.locator("[data-id=r0]").wait_for()
    assert entry.input_value() == "half a sent"
    assert is_focused(page, entry)


def test_a_refused_line_returns_to_the_box_with_the_reason(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    entry.fill("refuse this")
    entry.press("Enter")
    page.get_by_text("Not sent: the radio is busy").wait_for()
    assert entry.input_value() == "refuse this"


def test_half_typed_text_belongs_to_its_line_and_survives_a_reload(show: Any, settled: Any) -> None:
    page = show("shift", attempt="drafts")
    entry = page.locator(ENTRY)
    entry.fill("to line two")
    page.keyboard.press("Alt+Digit1")
    told(page, "select")
    page.locator("[data-line=line1][aria-current]").wait_for()
    page.wait_for_function(inside(ENTRY, "e.value === ''"))
    entry.fill("to line one")
    page.reload()
    settled(page)
    entry.wait_for()
    assert entry.input_value() == "to line two"


def test_shift_enter_breaks_the_line_and_an_empty_line_is_not_sent(show: Any) -> None:
    page = show("console")
    entry = page.locator(ENTRY)
    entry.press("Enter")
    entry.fill("one")
    entry.press("Shift+Enter")
    page.keyboard.type("two")
    entry.press("Enter")
    assert told(page, "send") == [["one\ntwo", "line1", "caller"]]


def test_the_ear_is_chosen_by_the_arrow_keys(show: Any) -> None:
    page = show("console")
    page.locator("[data-ear=caller]").focus()
    page.keyboard.press("ArrowRight")
    page.locator(ENTRY).fill("Alpha 1 from Control.")
    page.locator(ENTRY).press("Enter")
    assert told(page, "send")[0][2] == "radio"


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
    note = page.locator(".adder input")
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


# ------------------------------------------------------------------------------------ log form


def test_a_field_is_saved_on_a_pause_and_typing_goes_on_undisturbed(show: Any) -> None:
    page = show("console")
    hazards = field(page, "hazards")
    hazards.focus()
    page.keyboard.type("Oxygen cyl")
    assert told(page, "save")[0] == ["line1", {"hazards": "Oxygen cyl"}]
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("inder, no: c")
    assert is_focused(page, hazards)
    told(page, "save", 2)
    assert hazards.input_value() == "Oxygen cyinder, no: cl"
    assert hazards.evaluate("e => e.selectionStart") == len("Oxygen cyinder, no: c")


def test_a_rerun_brought_about_elsewhere_takes_neither_focus_nor_typing(show: Any) -> None:
    page = show("console")
    access = field(page, "access")
    access.focus()
    page.keyboard.type("Key und")
    page.keyboard.press("Alt+KeyW")
    page.keyboard.type("er pot")
    told(page, "act")
    assert access.input_value() == "Key under pot"
    assert is_focused(page, access)


def test_what_was_not_saved_before_a_reload_is_saved_after_it(show: Any, settled: Any) -> None:
    page = show("console", attempt="reload")
    field(page, "people").evaluate("e => { e.value = 'Three now'; e.dispatchEvent(new Event('input')); }")
    page.reload()
    settled(page)
    assert told(page, "save")[-1] == ["line1", {"people": "Three now"}]
    assert field(page, "people").input_value() == "Three now"


def test_typing_in_one_log_is_saved_there_when_the_line_is_switched(show: Any) -> None:
    page = show("shift", attempt="two-logs")
    field(page, "where").focus()
    page.keyboard.type("Tanners Row")
    page.keyboard.press("Alt+Digit1")
    assert told(page, "save")[0] == ["line2", {"where": "Tanners Row"}]
    page.get_by_role("heading", name="Log 0047").wait_for()
    assert field(page, "where").input_value().startswith("14 Tanners Row")


def test_a_priority_is_chosen_by_key_and_its_reason_follows(show: Any) -> None:
    page = show("console")
    page.keyboard.press("Alt+KeyP")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert told(page, "priority")[0][0] == "P2"
    page.keyboard.type("Everyone is out")
    page.keyboard.press("Enter")
    assert told(page, "priority", 2)[-1] == ["P2", "Everyone is out"]


def test_a_note_is_added_and_a_correction_names_what_it_corrects(show: Any) -> None:
    page = show("console")
    page.keyboard.press("Alt+KeyN")
    page.keyboard.type("Crew met at the gate")
    page.keyboard.press("Enter")
    assert told(page, "note") == [["line1", "Crew met at the gate", None]]
    page.locator(".note", has_text="Crew met at the gate").wait_for()
    page.get_by_role("button", name="Correct the note of 14:07").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("smell is in the hall")
    page.keyboard.press("Enter")
    assert told(page, "note", 2)[-1] == ["line1", "smell is in the hall", "n1"]


# ------------------------------------------------------------------------------------ strip and keys


def test_lines_are_switched_and_answered_by_key_while_typing(show: Any) -> None:
    page = show("shift", attempt="keys")
    entry = page.locator(ENTRY)
    entry.fill("hold on")
    page.keyboard.press("Alt+Digit3")
    assert told(page, "answer") == [["line3"]]
    assert entry.input_value() == "hold on"
    assert is_focused(page, entry)
    page.keyboard.press("Alt+Digit1")
    assert told(page, "select") == [["line1"]]


def test_alt_a_answers_and_a_tile_keeps_the_focus_over_a_rerun(show: Any) -> None:
    page = show("shift", attempt="alt-a")
    tile = page.locator("[data-line=radio]")
    tile.focus()
    tile.evaluate("e => { e.same = true; }")
    page.locator("[data-line=line3]").evaluate("e => e.click()")
    told(page, "answer")
    page.locator("[data-line=line3]").wait_for(state="detached")
    assert tile.evaluate("e => e.same === true")


def test_the_browser_knocks_once_when_something_is_due_and_asks_nothing_before(show: Any) -> None:
    page = show("console", due="154.5")
    assert told(page, "due") == [[154.5]]
    runs = page.runs()
    page.wait_for_timeout(1200)
    assert page.runs() == runs


@pytest.mark.parametrize(
    ("key", "name"), [("KeyM", "Message"), ("KeyG", "Escalate"), ("KeyQ", "Tree"), ("KeyK", "Find")]
)
def test_a_panel_is_opened_by_key_and_its_first_field_has_the_focus(show: Any, key: str, name: str) -> None:
    page = show("console")
    page.locator(ENTRY).fill("half")
    page.keyboard.press(f"Alt+{key}")
    assert told(page, "panel") == [[name]]
    page.wait_for_function("() => document.activeElement.closest('.st-key-act_panel')")
    page.keyboard.press("Escape")
    assert is_focused(page, page.locator(ENTRY))
    assert page.locator(ENTRY).input_value() == "half"


def test_altgr_is_left_to_the_keyboard_layout(show: Any) -> None:
    page = show("console")
    page.locator(ENTRY).focus()
    page.keyboard.press("Control+Alt+KeyX")
    page.keyboard.press("Alt+KeyX")
    assert told(page, "act") == [["end"]]


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
