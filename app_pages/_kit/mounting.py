"""Reads the components' scripts and styles once, registers each once, and turns browser triggers into calls.

It never puts a value into markup: values travel as data and are written with textContent.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from app_pages._kit.views import Refused

HERE = Path(__file__).parent
Handler = Callable[[Any], None]


def read_asset(name: str) -> str:
    """The text of one script or style sheet beside this module."""
    return (HERE / name).read_text(encoding="utf-8")


_BASE_JS = read_asset("base.js")
_BASE_CSS = read_asset("base.css")


class Piece:
    """One registered browser component: `name.js` (with parts before it) and `name.css`.

    A `bare` one shows nothing and needs nothing of what the others share.
    """

    def __init__(self, name: str, *parts: str, styled: bool = True, bare: bool = False) -> None:
        scripts = [*(read_asset(f"{part}.js") for part in parts), read_asset(f"{name}.js")]
        scripts = scripts if bare else [_BASE_JS, *scripts]
        self._mount = st.components.v2.component(
            f"call_simulator_{name}",
            html='<div class="kit"></div>',
            css="" if bare else _BASE_CSS + (read_asset(f"{name}.css") if styled else ""),
            js="\n".join(scripts),
        )

    def draw(
        self,
        key: str,
        data: Mapping[str, Any],
        handlers: Mapping[str, Handler | None],
        *,
        height: str | int = "content",
    ) -> None:
        """Mount under `key`; each handler is called with its trigger's value before the page reruns."""
        calls = {
            f"on_{event}_change": _caller(key, event, handler)
            for event, handler in handlers.items()
            if handler is not None
        }
        # In a list of one: each value of a mapping Streamlit would try to read as a table, at every drawing.
        self._mount(key=key, data=[dict(data)], height=height, **calls)  # type: ignore[arg-type]


def _caller(key: str, event: str, handler: Handler) -> Callable[[], None]:
    def call() -> None:
        # A trigger may come in after its page was left, when there is nothing under the key any more.
        value = getattr(st.session_state.get(key), event, None)
        if value is not None:
            handler(value)

    return call


def acknowledged(key: str, handler: Handler) -> Handler:
    """Wrap a handler so that the browser learns what became of the deed with this `id`.

    The browser keeps what was typed until the id comes back in `answer_to(key)`; a `Refused`
    becomes the error shown beside the text. Any other fault leaves the deed unanswered, so the
    browser keeps the text and tries again. A deed that arrives twice is done once.
    """

    def call(value: Any) -> None:
        if any(known["id"] == value["id"] for known in answers_to(key)):
            return
        answer = {"id": value["id"], "error": ""}
        if value["id"] not in _DONE:
            try:
                handler(value)
            except Refused as refusal:
                answer["error"] = str(refusal)
            _remember(value["id"], answer["error"])
        answer["error"] = _DONE.get(value["id"], answer["error"])
        answers = [*st.session_state.get(_answers(key), []), answer]
        st.session_state[_answers(key)] = answers[-12:]

    return call


_DONE: OrderedDict[str, str] = OrderedDict()
"""What became of the last deeds of this process: a browser that reconnects as a stranger repeats none."""
_MOST_DONE = 5000


def _remember(deed: str, error: str) -> None:
    _DONE[deed] = error
    while len(_DONE) > _MOST_DONE:
        _DONE.popitem(last=False)


def answers_to(key: str) -> list[dict[str, str]]:
    """The last answers given to deeds of the component `key`, oldest first."""
    return list(st.session_state.get(_answers(key), []))


def _answers(key: str) -> str:
    return f"{key}__answers"
