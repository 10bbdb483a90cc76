"""The theme that a run begins with says the same when it is written once as when it is written anew."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from app_pages.front_door.kept_theme import keep_theme, written_once
from tests.running import ROOT

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar")
write = app_session._populate_theme_msg


@pytest.fixture(autouse=True)
def _our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_kept_theme_says_what_streamlit_says(section: str) -> None:
    anew, kept_first, kept = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    write(anew, section)
    once = written_once(write)
    once(kept_first, section)
    once(kept, section)
    assert kept_first == kept == anew


def test_our_theme_is_not_empty_and_a_sidebar_of_its_own_is_not_told_of() -> None:
    whole = CustomThemeConfig()
    once = written_once(write)
    once(whole)
    once(whole.light, "theme.light")
    once(whole.sidebar, "theme.sidebar")
    assert whole.light.primary_color == "#0B6472"
    assert len(whole.font_faces) == 5
    assert not whole.HasField("sidebar")


def test_a_theme_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    once = written_once(lambda message, section="theme": asked.append(section))
    for _ in range(3):
        once(CustomThemeConfig(), "theme.dark")
    assert asked == ["theme.dark"]


def test_a_server_keeps_its_theme_once_however_often_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", write)
    keep_theme()
    kept = app_session._populate_theme_msg
    keep_theme()
    assert app_session._populate_theme_msg is kept is not write
