"""What an administrator reads about how lines are read, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages._people import installation
from simulator.service.installation import ReadingState

DAMAGED = (
    "Lines are read by their words alone, for the encoder cannot be used: /data/encoder: torn. Remove it."
)


def drawn(monkeypatch: pytest.MonkeyPatch, state: ReadingState) -> AppTest:
    """Draw the card of an installation in this state."""
    use_case = SimpleNamespace(reading=lambda _who: state)
    monkeypatch.setattr(installation, "service", lambda: SimpleNamespace(installation=use_case))

    def page() -> None:
        from app_pages._people.installation import how_lines_are_read

        how_lines_are_read(None)  # type: ignore[arg-type]

    return AppTest.from_function(page).run()


def read(elements: Iterable[Any]) -> list[str]:
    """Return what a person reads of elements: a word that could be markup is escaped."""
    return [one.value.replace("\\", "") for one in elements]


def test_a_damaged_encoder_is_told_in_plain_words_with_its_cure(monkeypatch):
    page = drawn(monkeypatch, ReadingState("words-9", DAMAGED, published=False))
    assert not page.exception
    (warning,) = read(page.warning)
    assert warning.startswith(DAMAGED)
    assert "understood less well" in warning
    assert "started again" in warning
    assert read(page.caption) == ["Version: words-9"]
    assert not any("everything" in one for one in read(page.markdown))


def test_where_nothing_lacks_the_reader_is_named_and_nothing_is_warned_of(monkeypatch):
    page = drawn(monkeypatch, ReadingState("encoder-9/minilm-59aa2bad", "", published=False))
    assert not page.exception
    assert len(page.warning) == 0
    assert "Nothing is missing: what learners type is understood as well as it can be." in read(page.markdown)
    assert read(page.caption) == ["Version: encoder-9/minilm-59aa2bad"]


def test_what_was_left_out_by_wish_is_told_and_not_called_everything(monkeypatch):
    page = drawn(monkeypatch, ReadingState("encoder-9/minilm-59aa2bad", "", published=True))
    assert len(page.warning) == 0
    assert any("left out" in one for one in read(page.markdown))
    assert not any("everything" in one for one in read(page.markdown))
