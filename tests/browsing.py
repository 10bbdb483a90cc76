"""What browser tests share: waiting for a page, watching it, and judging its accessibility with axe.

A watched page may ask nothing of any machine but this one, and may complain in its console of nothing but
the two requests that Streamlit is known to make in vain when a deep link is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
HERE = {"127.0.0.1", "localhost"}
KNOWN_IN_VAIN = re.compile(r"/.+/_stcore/(health|host-config)$")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(frozen=True)
class Waiver:
    """One fault of Streamlit's own that we cannot mend: this rule, on elements inside this selector only."""

    rule: str
    selector: str
    reason: str


WAIVERS = (
    Waiver(
        "aria-toggle-field-name",
        "[data-baseweb=popover]",
        "Streamlit's select box gives the options of its open list no name of their own when one is empty.",
    ),
)


@dataclass(frozen=True)
class Violation:
    """One rule broken, and where."""

    rule: str
    impact: str
    help: str
    places: tuple[str, ...]


@dataclass
class Watch:
    """What a page asked of other machines, and what it complained of."""

    allowed: re.Pattern[str] | None = None
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        """Watch this page from now on."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._complained(str(error)))
        return page

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE:
            self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        where = message.location.get("url", "")
        if "404" in message.text and KNOWN_IN_VAIN.search(urlsplit(where).path):
            return
        self._complained(f"{message.text} ({where})")

    def _complained(self, text: str) -> None:
        if self.allowed is None or not self.allowed.search(text):
            self.complaints.append(text)


def settled(page: Page, timeout: float = 20_000) -> Page:
    """Wait (at most `timeout` milliseconds) until the page's script has run to its end."""
    page.wait_for_selector(SETTLED, state="attached", timeout=timeout)
    return page


def axe(page: Page) -> list[Violation]:
    """Return what breaks WCAG 2.2 A or AA on the whole of a page, waivers taken out; the page may scroll."""
    before = page.viewport_size
    if before is not None:
        page.set_viewport_size({"width": before["width"], "height": _full_height(page, before["height"])})
    options = {"runOnly": {"type": "tag", "values": STANDARD}, "resultTypes": ["violations"]}
    try:
        response: dict[str, Any] = Axe().run(page, options=options).response
        return [kept for found in response["violations"] if (kept := _unwaived(page, found))]
    finally:
        if before is not None:
            page.set_viewport_size(before)


def _full_height(page: Page, least: int) -> int:
    tallest = page.evaluate(
        """() => Math.max(document.documentElement.scrollHeight,
             ...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollHeight))"""
    )
    return max(least, min(int(tallest) + 100, 20_000))


def _unwaived(page: Page, found: dict[str, Any]) -> Violation | None:
    selectors = [waiver.selector for waiver in WAIVERS if waiver.rule == found["id"]]
    places = [str(node["target"][-1]) for node in found["nodes"]]
    left = tuple(place for place in places if not any(_inside(page, place, s) for s in selectors))
    if not left:
        return None
    return Violation(found["id"], found["impact"] or "", found["help"], left)


def _inside(page: Page, place: str, selector: str) -> bool:
    return bool(
        page.evaluate(
            "([place, selector]) => !!document.querySelector(place)?.closest(selector)", [place, selector]
        )
    )
