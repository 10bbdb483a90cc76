"""Opens pieces of the design system in a real browser, and tells what the server was told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.machine import free_port
from tests.running import ROOT, is_well

PIECES = ("console", "shift", "desk", "home", "ringing", "debrief")
# Streamlit calls a page settled before its components have drawn: what each piece shows last.
DRAWN = {
    "console": (
        ".strip .tile",
        ".transcript [data-id=e14]",
        ".sent li",
        ".log .note",
        ".entry .actions button",
    ),
    "shift": (
        ".strip .tile",
        ".transcript [data-id=e14]",
        ".sent li",
        ".log .field",
        ".entry .actions button",
    ),
    "desk": (".transcript [data-id=e14]", ".judging .card.current"),
    "home": (".criteria li",),
    "ringing": (".ring button", ".criteria li"),
    "debrief": ("table.facts td", ".stPlotlyChart .main-svg"),
}
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
        for selector in DRAWN[piece]:
            page.locator(selector).first.wait_for(state="attached")
        page.evaluate(
            "async () => { await document.fonts.ready; for (let i = 0; i < 2; i++) "
            "await new Promise(requestAnimationFrame); }"
        )
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
