"""What browser tests share: waiting for a page, watching it, and judging its accessibility with axe.

A watched page may ask nothing of any machine but this one, and may complain in its console of nothing but
the two requests that Streamlit is known to make in vain when a deep link is opened.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TookTooLong

LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--process-per-site",  # see KeptContexts
    # Much memory and no last pass over what runs often: an eighth less of the processor for the same pages.
    "--js-flags=--no-turbofan --min-semi-space-size=32 --max-semi-space-size=64 --initial-old-space-size=512",
]
CALM = {"reduced_motion": "reduce"}
"""Nothing moves on its own: each frame of the bars that move while a page comes costs the processor."""
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
DRAWN = """() => [...document.querySelectorAll('[data-testid=stElementContainer]')]
             .every(one => getComputedStyle(one).opacity === '1')
             && !document.getAnimations().some(one => one instanceof CSSTransition)"""
HERE = {"127.0.0.1", "localhost"}
KNOWN_IN_VAIN = re.compile(r"/.+/_stcore/(health|host-config)$")
PATIENCE = 60_000
"""Milliseconds: a busy machine draws a page late; what never comes still fails."""
SITE_KEEPS = "local_storage,indexeddb,service_workers,cache_storage"
JUDGED = """async standard => {
  const seen = new Set(), marked = [], known = new WeakMap(), MARK = 'data-colours-judged';
  const ground = e => {
    if (!e) return '';
    if (!known.has(e)) {
      const s = getComputedStyle(e), own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter].join();
      const layer = s.position === 'static' || s.position === 'relative' ? '' : s.position + e.className;
      const above = ground(e.parentElement || (e.getRootNode() || {}).host), mine = own + layer;
      known.set(e, mine === 'rgba(0, 0, 0, 0),none,1,none' ? above : above + '>' + mine);
    }
    return known.get(e);
  };
  const look = root => { for (const e of root.querySelectorAll('*')) {
    if (e.shadowRoot) look(e.shadowRoot);
    const says = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!says && !e.matches('input, textarea, select, button')) continue;
    const s = getComputedStyle(e);
    const text = [s.color, s.fontSize, s.fontWeight, s.textShadow, e.tagName, e.disabled];
    const key = text.join() + ground(e);
    if (!seen.has(key)) { seen.add(key); e.setAttribute(MARK, ''); marked.push(e); }
  } };
  look(document);
  axe.configure({rules: [{id: 'color-contrast', selector: `[${MARK}]`}]});
  try {
    const all = await axe.run({runOnly: {type: 'tag', values: standard}, resultTypes: ['violations']});
    return all.violations;
  } finally { marked.forEach(e => e.removeAttribute(MARK)); }
}"""
"""Judges a page by axe; the contrast of colours by one element of each kind: the same letters and ground.

Two thirds of what axe takes for a page go into that rule, and most of a page repeats itself.
"""
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
    sites: set[str] = field(default_factory=set)
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
        elif parts.scheme in {"http", "https"}:
            self.sites.add(f"{parts.scheme}://{parts.netloc}")

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


class OpenBrowser:
    """A browser of a worker's own, and its contexts that are used again."""

    def __init__(self, executable: str) -> None:
        expect.set_options(timeout=PATIENCE)
        self._playwright = sync_playwright().start()
        self.browser = self._playwright.chromium.launch(executable_path=executable, args=LAUNCH_ARGUMENTS)
        self.contexts = KeptContexts(self.browser)

    def close(self) -> None:
        """Close it, and what keeps an event loop running in this thread for its sake."""
        self.browser.close()
        self._playwright.stop()


class KeptContexts:
    """Contexts of a browser that are used again: what a page is made of is loaded and compiled once in each.

    Whatever a site keeps in a browser is cleared between two uses. One small page of the site stays open in a
    context that waits, so that the process which draws the site's pages lives on with all it has compiled: a
    page that comes to it costs two thirds of one in a new process.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}
        self._staying: dict[BrowserContext, Page] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        """Return a context with these options that holds nothing of anybody."""
        free = self._free_with(options)
        if free:
            return free.pop()
        context = self._browser.new_context(**(CALM | options))
        context.set_default_timeout(PATIENCE)
        return context

    def put_back(self, context: BrowserContext, options: dict[str, Any], sites: set[str]) -> None:
        """Close its pages, clear what these sites (origins) keep in it, and let it be used again."""
        staying = self._staying.get(context) or self._stay(context, sites)
        for page in context.pages:
            if page is not staying:
                page.close()
        context.clear_cookies()
        session = context.new_cdp_session(staying)
        for site in sites:
            session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": SITE_KEEPS})
        session.detach()
        self._free_with(options).append(context)

    def _stay(self, context: BrowserContext, sites: set[str]) -> Page:
        """Open the page that stays, while the test's own are still there: of a site that answers, if any."""
        page = self._staying[context] = context.new_page()
        for site in sorted(sites):
            with suppress(Error):  # a server that the test has ended
                page.goto(f"{site}/_stcore/health")
                break
        return page

    def _free_with(self, options: dict[str, Any]) -> list[BrowserContext]:
        return self._free.setdefault(repr(sorted(options.items())), [])


def settled(page: Page, timeout: float = 60_000) -> Page:
    """Wait (at most `timeout` milliseconds) until the page's script has run to its end."""
    page.wait_for_selector(SETTLED, state="attached", timeout=timeout)
    return page


def press_until(place: Locator, seen: Locator, times: int = 5) -> None:
    """Click what has just opened or moved until its effect is seen: such a click can fall beside it.

    Raises:
        AssertionError: when nothing is seen after the last click.
    """
    for left in reversed(range(times)):
        place.click()
        try:
            expect(seen).to_be_visible(timeout=8_000)
        except AssertionError:
            if not left:
                raise
        else:
            return


def choose(box: Locator, option: Locator, typed: str = "", times: int = 5) -> None:
    """Choose an option in a select box, first narrowing its list by what is typed.

    The list closes when the page is drawn anew at that moment, and a click on a box that still moves falls
    beside it: then the list is opened again.

    Raises:
        TimeoutError: when the option was not offered the last time either.
    """
    for left in reversed(range(times)):
        box.click()
        if typed:
            box.fill(typed)
        try:
            option.click(timeout=8_000)
        except TookTooLong:
            if not left:
                raise
            box.press("Escape")
        else:
            return


def look(page: Page, size: tuple[int, int], scheme: str) -> Page:
    """Show a page that stands in a window of another size, light or dark, and wait until it is drawn so."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """dark => { const app = document.querySelector('[data-testid=stApp]');
             const [r, g, b] = getComputedStyle(app).backgroundColor.match(/[0-9]+/g).map(Number);
             return (r + g + b < 380) === dark; }""",
        arg=scheme == "dark",
    )
    return settled(page)


def axe(page: Page) -> list[Violation]:
    """Return what breaks WCAG 2.2 A or AA on the whole of a page, waivers taken out; the page may scroll."""
    before = page.viewport_size
    if before is not None:
        page.set_viewport_size({"width": before["width"], "height": _full_height(page, before["height"])})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    try:
        # What is drawn anew, or in other colours, is pale for a moment: what is amiss is looked at twice.
        return _judged(page) and _judged(page)
    finally:
        if before is not None:
            page.set_viewport_size(before)


def _judged(page: Page) -> list[Violation]:
    """Judge what stands on the page once it is drawn."""
    with suppress(TookTooLong):
        page.wait_for_function(DRAWN, timeout=2_000)
    found = page.evaluate(JUDGED, STANDARD)
    return [kept for one in found if (kept := _unwaived(page, one))]


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
