"""A class told "go" together: everybody presses the one button in the same instant, and again to answer.

    python -m tests.bench.start_speed [--learners 20 100] [--apart 2.0]

Each learner is a window on the server's websocket that stands on its home page. Everybody presses at one
moment, or within `--apart` seconds of each other, as hands do. `start` ends when the page says that the phone
will ring, `ring` when it rings there (measured from when it fell due), `answer` when the console stands.
Loopback only; client and server share the machine.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from pathlib import Path

from tests.bench.shift_ground import ShiftGround
from tests.bench.turn_speed import borrow_readers, percentiles, processor_seconds
from tests.bench.visitor import Visitor
from tests.running import start_app

READY, SKIP, ANSWER = "I'm ready: ring me", "Skip the warm-up", "Answer the phone"
PATIENCE = 120.0
AT_ONCE = 4


class Starting:
    """A learner on the home page."""

    def __init__(self, url, token):
        self.window = Visitor(url, cookie=f"incident_sign_in={token}")

    async def go_home(self, gate):
        """Open the home page and leave the warm-up out."""
        async with gate:
            await self.window.open()
            await self.window.press(SKIP)
            await self.window.until_finished()

    async def start(self):
        """Press the one button; return the seconds until the page that follows stands."""
        began = await self.window.press(READY)
        ended, _ = await self.window.until_finished()
        return ended - began

    async def ring(self):
        """Knock when the phone is due; return the seconds from then until it rings on the page."""
        strip = self.window.state_of("knock_strip")
        clock, due = strip["clock"], strip["next_due"]
        at = clock["now"] + due - clock["t"]
        await asyncio.sleep(max(0.0, at - time.time()))
        late, began = max(0.0, time.time() - at), time.perf_counter()
        while not self.window.has_button(ANSWER):
            await self.window.trigger("knock_strip", "due", due)
            ended, _ = await self.window.until_finished()
        return late + ended - began

    async def answer(self):
        """Answer; return the seconds until the console stands."""
        began = await self.window.press(ANSWER)
        while True:
            ended, seen = await self.window.until_finished(is_transcript)
            if seen is not None:
                return ended - began


def is_transcript(element):
    """Tell whether an element is a call's transcript."""
    return element.HasField("bidi_component") and element.bidi_component.id.endswith("-transcript")


async def together(learners, apart):
    """Let everybody start, wait for the ring and answer; return the seconds that each of the three took."""
    gate, took = asyncio.Semaphore(AT_ONCE), {"start": [], "ring": [], "answer": []}
    for one in learners:
        await one.window.__aenter__()
    await asyncio.gather(*(one.go_home(gate) for one in learners))
    chance = random.Random(5)

    async def soon(deed, wait):
        await asyncio.sleep(wait)
        return await asyncio.wait_for(deed(), PATIENCE)

    for name, seconds in took.items():
        deeds = [soon(getattr(one, name), chance.uniform(0, apart)) for one in learners]
        seconds.extend(await asyncio.gather(*deeds))
    for one in learners:
        await one.window.__aexit__(None, None, None)
    return took


def main():
    """Measure and print."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="starts-") as folder:
        data = Path(folder) / "data"
        borrow_readers(data)
        ground = ShiftGround(data)
        app = start_app(data)
        try:
            asyncio.run(together([Starting(app.url, t) for t in ground.tokens(2)], 0.1))
            for count in asked.learners:
                busy = processor_seconds(app.process.pid)
                took = asyncio.run(
                    together([Starting(app.url, t) for t in ground.tokens(count)], asked.apart)
                )
                busy = processor_seconds(app.process.pid) - busy
                print(f"{count} people within {asked.apart:g} s; {busy:.1f} s of a core;", end=" ")
                for name, found in took.items():
                    p50, p95 = percentiles(found)
                    print(f"{name}: p50 {p50:.0f}, p95 {p95:.0f}, worst {1000 * max(found):.0f} ms;", end=" ")
                print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        finally:
            app.stop()
            ground.close()


def arguments():
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, nargs="+", default=[20, 100])
    parser.add_argument("--apart", type=float, default=0.0, help="seconds within which everybody presses (0)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
