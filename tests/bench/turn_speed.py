"""A learner's turn on the real server, from the line sent to the reply received, beside a bare page's echo.

    python -m tests.bench.turn_speed [--learners 1 20 100] [--turns 6] [--data FOLDER]

Each learner is a window on the server's websocket, signed in, in a shift that stands at turn 60, and
says a line every 4 to 10 seconds. The turn ends when the script has finished and the caller's reply has come.
The bare page (`bare_echo.py`) is served and asked the same way in the same run. Loopback only.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

from tests.bench.shift_ground import ShiftGround
from tests.bench.visitor import Visitor
from tests.machine import free_port
from tests.running import ROOT, is_well, start_app

READERS = ROOT / ".pytest_cache" / "d" / "readers"
PAUSE = (4.0, 10.0)


def main():
    """Measure and print."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="turns-") as folder:
        data = Path(folder) / "data"
        borrow_readers(data)
        ground = ShiftGround(data)
        began = time.perf_counter()
        app = start_app(data)
        print(f"server well after {time.perf_counter() - began:.1f} s")
        bare, bare_url = start_bare()
        try:
            wait_for_readers(ground, app.url)
            for count in asked.learners:
                level(ground, app, bare, bare_url, count, asked.turns)
        finally:
            app.stop()
            bare.terminate()
            ground.close()


def arguments():
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 20, 100])
    parser.add_argument("--turns", type=int, default=6, help="lines that each of many learners says (6)")
    return parser.parse_args()


def level(ground, app, bare, bare_url, count, turns):
    """Measure both pages with so many people at once, and print a line of each."""
    turns = max(turns, 20) if count == 1 else turns
    pause = (0.5, 1.5) if count == 1 else PAUSE
    for name, process, work in (
        ("bare page", bare, lambda: everybody(bare_visits(bare_url, count), turns, pause)),
        ("call", app.process, lambda: everybody(call_visits(app.url, ground, count), turns, pause)),
    ):
        busy = processor_seconds(process.pid)
        began = time.perf_counter()
        found = asyncio.run(work())
        spent = (processor_seconds(process.pid) - busy) / (time.perf_counter() - began)
        report(name, count, found, spent)


def report(name, count, found, spent):
    """Print how long turns took, with what else can move the figure."""
    p50, p95 = percentiles(found["turns"])
    opened = statistics.median(found["opened"]) * 1000
    load, memory = os.getloadavg()[0], ""
    print(
        f"{name:9} {count:4} people {len(found['turns']):4} turns  p50 {p50:6.1f}  p95 {p95:6.1f} ms"
        f"  worst {max(found['turns']) * 1000:7.1f}  opened in {opened:6.0f}"
        f"  {found['bytes'] / 1024:6.1f} KB"
        f" and {found['messages']:4.1f} messages a turn  {100 * spent:3.0f} % of a core"
        f"  failed {found['failed']}"
        f"  load {load:.1f}{memory}",
        flush=True,
    )


def percentiles(seconds):
    """Return the median and the 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return tuple(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95))


async def everybody(visits, turns, pause):
    """Let everybody open the page, then speak `turns` times at their own pace; gather what was measured."""
    found = {"turns": [], "opened": [], "failed": 0, "bytes": 0, "messages": 0}
    chance = random.Random(7)
    gate = asyncio.Event()
    opening = asyncio.Semaphore(4)
    ready = [asyncio.create_task(one(v, turns, pause, random.Random(chance.random()), gate, opening, found))
             for v in visits]  # fmt: skip
    while len(found["opened"]) + found["failed"] < len(ready):
        await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(*ready)
    done = max(len(found["turns"]), 1)
    return found | {"bytes": found["bytes"] / done, "messages": found["messages"] / done}


async def one(visit, turns, pause, chance, gate, opening, found):
    """Be one person: open, wait for the others, speak, wait."""
    try:
        async with visit.visitor as window:
            async with opening:
                began = time.perf_counter()
                await window.open()
                found["opened"].append(time.perf_counter() - began)
            await gate.wait()
            await asyncio.sleep(chance.uniform(0, pause[1]))
            window.bytes = window.messages = 0
            for _ in range(turns):
                found["turns"].append(await asyncio.wait_for(visit.turn(window), 60))
                await asyncio.sleep(chance.uniform(*pause))
            found["bytes"] += window.bytes
            found["messages"] += window.messages
    except Exception as fault:
        found["failed"] += 1
        print(f"  failed: {fault!r}", file=sys.stderr)


class CallVisit:
    """A learner in a call."""

    def __init__(self, url, learner, lines):
        self.visitor = Visitor(url, f"attempt={learner.attempt}", "call", f"incident_sign_in={learner.token}")
        self._line, self._lines, self._said = learner.line, lines, 0

    async def turn(self, window):
        """Say a line; return the seconds until the reply was there and the script had finished."""
        text, self._said = next(self._lines), self._said + 1
        deed = {"id": uuid.uuid4().hex, "text": text, "line": self._line, "to": self._line}
        began = await window.trigger("entry", "send", deed)
        ended, seen = await window.until_finished(lambda element: shown(element, text))
        if seen is None:
            raise AssertionError(f"“{text}” and its reply were not shown when the script had finished")
        return ended - began


def shown(element, text):
    """Tell whether an element is the transcript with this line of the learner's in it."""
    if not element.HasField("bidi_component") or not element.bidi_component.id.endswith("-transcript"):
        return False
    entries = json.loads(element.bidi_component.json)["entries"]
    return any(e["who"] == "learner" and e["text"] == text for e in entries)


class BareVisit:
    """Somebody on the bare page."""

    def __init__(self, url, number):
        self.visitor = Visitor(url)
        self._number, self._said = number, 0

    async def turn(self, window):
        """Say a line; return the seconds until its echo was there and the script had finished."""
        self._said += 1
        text = f"Where are you calling from, {self._number} and {self._said}?"
        began = await window.say(text)
        ended, seen = await window.until_finished(
            lambda element: element.HasField("markdown") and element.markdown.body == text
        )
        if seen is None:
            raise AssertionError("the bare page did not echo")
        return ended - began


def call_visits(url, ground, count):
    """Return so many learners whose calls stand at turn 60 now."""
    return [CallVisit(url, learner, ground.lines) for learner in ground.learners(count)]


def bare_visits(url, count):
    """Return so many visitors of the bare page."""
    return [BareVisit(url, n) for n in range(count)]


def borrow_readers(data):
    """Let a data folder use the encoder and the fitted readers that the tests keep, where they are there."""
    data.mkdir(parents=True)
    for name in ("encoder", "cache"):
        if (READERS / name).is_dir():
            (data / name).symlink_to(READERS / name)


def start_bare():
    """Start the bare page's server and return it with its address, once it is well."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bare_server", str(port)], cwd=ROOT, stdin=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while not is_well(url):
        if time.monotonic() > deadline or process.poll() is not None:
            raise SystemExit("the bare page's server did not start")
        time.sleep(0.1)
    return process, url


def wait_for_readers(ground, url):
    """Wait until the first page is drawn and the shift's reader answers, so that no turn pays for it."""
    asyncio.run(everybody(call_visits(url, ground, 1), 2, (0.1, 0.2)))
    urllib.request.urlopen(f"{url}/_stcore/health").close()


def processor_seconds(pid):
    """Return the processor time that a program has had so far; 0 where the system does not tell it so."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
