"""Reads the components' scripts and styles once, registers each once, and turns browser triggers into calls.

It never puts a value into markup: values travel as data and are written with textContent.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
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


class Shelf:
    """Scripts and styles of pieces that a page draws again and again; the page itself sends them, once.

    Streamlit sends a component's script and styles anew with whatever it is to draw: some 20 KB for a line of
    a transcript. What stands here goes out with the shelf, which never changes: a browser that has it is sent
    its digest alone. The pieces then carry what waits for the shelf and takes their own from it.
    """

    def __init__(self, name: str) -> None:
        self._name = f"call_simulator_{name}"
        self._held: dict[str, dict[str, str]] = {}
        self._mount: Any = None

    def put(self, name: str, js: str, css: str) -> str:
        """Hold a piece's script and styles; return the script that stands for them."""
        # By what they hold: a window that outlives an upgrade of the server takes the new ones.
        place = f"{name}-{sha256((js + css).encode()).hexdigest()[:12]}"
        self._held[place] = {"js": js, "css": css}
        return read_asset("from_shelf.js").replace("PLACE", json.dumps(place))

    def draw(self) -> None:
        """Send all that is held, before the pieces that wait for it; nothing to see or reach."""
        if self._mount is None:
            held = f"const HELD = {json.dumps(self._held)};\n"
            self._mount = st.components.v2.component(self._name, js=held + read_asset("shelf.js"))
        self._mount(key="shelf")


class Piece:
    """One registered browser component: `name.js` (with parts before it) and `name.css`.

    A `bare` one shows nothing and needs nothing of what the others share. One with a `shelf` is drawn only on
    pages that draw the shelf.
    """

    def __init__(
        self, name: str, *parts: str, styled: bool = True, bare: bool = False, shelf: Shelf | None = None
    ) -> None:
        scripts = [*(read_asset(f"{part}.js") for part in parts), read_asset(f"{name}.js")]
        js = "\n".join(scripts if bare else [_BASE_JS, *scripts])
        css = "" if bare else _BASE_CSS + (read_asset(f"{name}.css") if styled else "")
        self._mount = st.components.v2.component(
            f"call_simulator_{name}" + ("_from_shelf" if shelf else ""),
            html='<div class="kit"></div>',
            css="" if shelf else css,
            js=shelf.put(name, js, css) if shelf else js,
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
