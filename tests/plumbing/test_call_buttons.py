"""The buttons of a running call act by their callbacks.

What is due there draws the page anew by itself. Where that falls together with a press, the part that
knocked may be run first and have the whole page drawn: a callback has been run by then, while the returned
value of a button was in a run that was left. A learner who had handed in would have pressed for nothing.
"""

import ast

import pytest

from tests.running import ROOT

PARTS = [ROOT / "app_pages" / "call.py", *sorted((ROOT / "app_pages" / "_call").glob("*.py"))]
BUTTONS = {"button", "form_submit_button", "download_button"}


def pressed(part: str) -> list[ast.Call]:
    """Return the buttons that a page draws."""
    calls = [x for x in ast.walk(ast.parse(part)) if isinstance(x, ast.Call)]
    return [x for x in calls if isinstance(x.func, ast.Attribute) and x.func.attr in BUTTONS]


@pytest.mark.parametrize("part", PARTS, ids=lambda p: p.name)
def test_a_press_in_a_running_call_is_never_lost_to_what_falls_due(part):
    asked_by_value = [
        f"line {x.lineno}"
        for x in pressed(part.read_text("utf-8"))
        if "on_click" not in {k.arg for k in x.keywords}
    ]
    assert asked_by_value == []


def test_there_are_buttons_to_be_looked_at():
    assert sum(len(pressed(p.read_text("utf-8"))) for p in PARTS) > 10


@pytest.mark.parametrize("page", sorted((ROOT / "app_pages").glob("*.py")), ids=lambda p: p.name)
def test_no_page_prints_what_is_said_of_its_constants(page):
    """A text that stands by itself in the script of a page is drawn on it, unless it opens the file."""
    rest = ast.parse(page.read_text("utf-8")).body[1:]
    assert [x.lineno for x in rest if isinstance(x, ast.Expr) and isinstance(x.value, ast.Constant)] == []
