"""A server sends what was drawn without delay; a Streamlit that keeps its sleep elsewhere is left alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from streamlit.runtime import runtime

from app_pages.front_door.prompt_pages import SLEEP_SECONDS, SWITCH_SECONDS, send_promptly

SLEEP = "MESSAGE_FLUSH_INTERVAL_SECS"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def test_this_streamlit_sleeps_between_messages_where_we_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, SLEEP, 0.005)
    assert SLEEP in runtime.Runtime._loop_coroutine.__code__.co_names, "it is looked up at every sleep"
    send_promptly()
    assert getattr(runtime, SLEEP) == SLEEP_SECONDS
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)


def test_another_streamlit_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(runtime, SLEEP)
    send_promptly()
    assert not hasattr(runtime, SLEEP)
