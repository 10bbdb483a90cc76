"""People who speak at their own pace, each in a window of their own: in a call, or at the bare page.

As a browser does, a learner's window also knocks when it is told that something is due; knocks are not turns.
"""

import asyncio
import random
import sys
import time
import uuid

from tests.bench.visitor import Visitor, told

PATIENCE = 60.0
AT_ONCE = 4
"""So many open their page at the same time; they speak only when everybody is there."""


class Measured:
    """What a crowd's turns took, in seconds, and what came over the wire with them."""

    def __init__(self):
        self.turns, self.opened, self.knocks = [], [], []
        self.failed = self.bytes = self.messages = 0


async def everybody(visits, turns, pause):
    """Let everybody open the page, then speak `turns` times, a line every `pause` (from, to) seconds."""
    crowd = Crowd(turns, pause)
    tasks = [asyncio.create_task(crowd.be(visit, random.Random(n))) for n, visit in enumerate(visits)]
    while len(crowd.found.opened) + crowd.found.failed < len(tasks):
        await asyncio.sleep(0.05)
    crowd.all_there.set()
    await asyncio.gather(*tasks)
    return crowd.found


class Crowd:
    """Everybody who is measured together."""

    def __init__(self, turns, pause):
        self.turns, self.pause = turns, pause
        self.all_there, self.opening = asyncio.Event(), asyncio.Semaphore(AT_ONCE)
        self.found = Measured()

    async def be(self, visit, chance):
        """Be one person: open the page, wait for the others, speak and wait in turn."""
        try:
            async with visit.visitor as window:
                async with self.opening:
                    began = time.perf_counter()
                    await asyncio.wait_for(window.open(), PATIENCE)
                    self.found.opened.append(time.perf_counter() - began)
                await self.all_there.wait()
                await self.rest(visit, window, chance.uniform(0, self.pause[1]))
                for _ in range(self.turns):
                    await self.speak(visit, window)
                    await self.rest(visit, window, chance.uniform(*self.pause))
        except Exception as fault:
            self.found.failed += 1
            print(f"  failed: {fault!r}", file=sys.stderr)

    async def speak(self, visit, window):
        """Say one line and keep what it took."""
        before = window.bytes, window.messages
        self.found.turns.append(await asyncio.wait_for(visit.turn(window), PATIENCE))
        self.found.bytes += window.bytes - before[0]
        self.found.messages += window.messages - before[1]

    async def rest(self, visit, window, seconds):
        """Wait, and knock meanwhile as often as a browser would."""
        until = time.time() + seconds
        while (at := visit.knocks_at(window)) < until:
            await asyncio.sleep(max(0.0, at - time.time()))
            began = time.perf_counter()
            ended = await asyncio.wait_for(visit.knock(window), PATIENCE)
            self.found.knocks.append(ended - began)
        await asyncio.sleep(max(0.0, until - time.time()))


class CallVisit:
    """A learner in a call."""

    def __init__(self, url, learner, lines):
        self.visitor = Visitor(url, f"attempt={learner.attempt}", "call", f"incident_sign_in={learner.token}")
        self._line, self._lines, self._knocked = learner.line, lines, {}

    async def turn(self, window):
        """Say a line; return the seconds until it was shown, replied to, and the script had finished."""
        text = next(self._lines)
        deed = {"id": uuid.uuid4().hex, "text": text, "line": self._line, "to": self._line}
        began = await window.trigger("entry", "send", deed)
        ended, seen = await window.until_finished(lambda element: shown(element, text))
        if seen is None:
            raise AssertionError(f"“{text}” was not shown when the script had finished")
        return ended - began

    def knocks_at(self, window):
        """Return when (time of day) the browser knocks next: at what is due, again after 5 s, or inf."""
        told = window.state_of("entry")
        due, clock = told["next_due"], told["clock"]
        if due is None or not clock["running"]:
            return float("inf")
        return max(clock["now"] + due - clock["t"], self._knocked.get(due, 0.0) + 5.0)

    async def knock(self, window):
        """Knock; return when the script had finished."""
        due = window.state_of("entry")["next_due"]
        self._knocked[due] = time.time()
        await window.trigger("entry", "due", due)
        return (await window.until_finished())[0]


class LogVisit(CallVisit):
    """A learner in a call who writes in the log: a turn is a field that is saved while it is typed."""

    async def turn(self, window):
        """Save a field; return the seconds until the log said so and the script had finished."""
        deed = {
            "id": uuid.uuid4().hex,
            "form": window.state_of("log")["form"],
            "changes": {"what_happened": next(self._lines)},
        }
        began = await window.trigger("log", "save", deed)
        ended, seen = await window.until_finished(lambda element: saved(element, deed["id"]))
        if seen is None:
            raise AssertionError("the log did not say that the field was saved")
        return ended - began


def saved(element, deed):
    """Tell whether an element is the log with the answer to a deed in it."""
    if not element.HasField("bidi_component") or not element.bidi_component.id.endswith("-log"):
        return False
    return any(answer["id"] == deed for answer in told(element.bidi_component)["answers"])


def shown(element, text):
    """Tell whether an element is the transcript with this line of the learner's in it."""
    if not element.HasField("bidi_component") or not element.bidi_component.id.endswith("-transcript"):
        return False
    entries = told(element.bidi_component)["entries"]
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

    def knocks_at(self, _window):
        """Return when the page knocks by itself: never."""
        return float("inf")
