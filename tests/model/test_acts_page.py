"""The page that lists the shared acts is that of the phrase files, and leaves none of them out."""

from __future__ import annotations

from pathlib import Path

from simulator.model.acts_page import PAGE, acts_page
from tests.shipped import shipped_library

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_that_of_the_phrase_files():
    written = (ROOT / "docs" / PAGE).read_text("utf-8")
    assert written == acts_page(ROOT / "scenarios" / "phrases"), "Run python -m simulator schemas."


def test_every_shared_act_stands_on_it_with_its_label():
    page = (ROOT / "docs" / PAGE).read_text("utf-8")
    acts = shipped_library().shared_acts
    assert len(acts) > 100
    assert [act for act, one in acts.items() if f"| `{act}` | {one.label} |" not in page] == []
