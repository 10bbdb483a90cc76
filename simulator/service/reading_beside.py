"""Has lines read in a process of their own, so that a reading holds up nobody's page and uses the other core.

One process a server, started at the first asking. It is told what to listen for and forgets with its end:
whoever asks then reads the line themselves, by the same reader, and another one is started for the next.
It never decides what is read differently there: both sides run the same code on the same weights.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simulator.data_files import CHECKOUT
from simulator.model.reading import DialogueContext, Reading
from simulator.service.reading_words import Asked, Bank, Told

PATIENCE_TO_READ = 30.0
PATIENCE_TO_LEARN = 600.0
AGAIN_AFTER = 60.0
"""Seconds from one start to the next, so that a process that cannot live is not started for every line."""
NO_CONTEXT = DialogueContext()


class Hearing(Protocol):
    """Whoever reads what is said in a call, here or in another process."""

    @property
    def name(self) -> str:
        """The reader and its version."""

    def read(self, text: str, context: DialogueContext = NO_CONTEXT) -> Reading:
        """Return the reading of a text in its conversation."""


class UnreadError(Exception):
    """The process beside cannot answer: read it here."""


@dataclass(frozen=True)
class _Running:
    """A process that was started, and who waits for its answers."""

    process: subprocess.Popen[str]
    listening: threading.Thread
    waiting: dict[int, Future[Told]] = field(default_factory=dict)

    @property
    def lives(self) -> bool:
        """Tell whether it has not ended."""
        return self.process.poll() is None

    def end(self) -> None:
        """End it, if it still lives."""
        if self.lives:
            self.process.kill()
            self.process.wait()


class ReadingBeside:
    """The process that reads for this one. ``stop`` ends it for good.

    ``without``: what lines are read without there, and its cure, as far as it was told.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._started = -math.inf
        self._stopped = False
        self.without = ""

    @property
    def pid(self) -> int | None:
        """The number of the process that runs, if one does."""
        running = self._running
        return running.process.pid if running is not None and running.lives else None

    def learn(self, bank: Bank) -> tuple[str, str]:
        """Have a bank learnt there; return the key to ask it by and the reader's name. Raises UnreadError."""
        told = self._ask(Asked(number=next(self._numbers), bank=bank), PATIENCE_TO_LEARN)
        self.without = told.without
        return told.key, told.name

    def read(self, key: str, text: str, context: DialogueContext) -> Reading | None:
        """Have a text read there; None where nothing is known under the key. Raises UnreadError."""
        asked = Asked(number=next(self._numbers), key=key, text=text, context=context)
        return self._ask(asked, PATIENCE_TO_READ).reading

    def stop(self) -> None:
        """End the process, and start no other."""
        self._stopped = True
        if self._running is not None:
            self._running.end()
            self._running.listening.join(timeout=2.0)

    def _ask(self, asked: Asked, patience: float) -> Told:
        answer: Future[Told] = Future()
        running = None
        try:
            line = asked.model_dump_json(exclude_defaults=True)  # ValueError: text that is no Unicode
            with self._lock:
                running = self._found()
                running.waiting[asked.number] = answer
                assert running.process.stdin is not None
                running.process.stdin.write(f"{line}\n")
                running.process.stdin.flush()
            told = answer.result(patience)
        except (OSError, ValueError, TooLate) as fault:
            if running is not None:
                running.waiting.pop(asked.number, None)
                running.end()
            raise UnreadError(str(fault)) from fault
        if told.why_not:
            raise UnreadError(told.why_not)
        return told

    def _found(self) -> _Running:
        """Return the process, started if there is none. Raises UnreadError, OSError."""
        if self._running is not None and self._running.lives:
            return self._running
        if self._stopped or time.monotonic() - self._started < AGAIN_AFTER:
            raise UnreadError("no process reads beside this one")
        self._started = time.monotonic()
        process = subprocess.Popen(  # noqa: S603  (our own module, words of our own)
            [sys.executable, "-m", "simulator.service.reading_run", str(self._data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
        )
        listening = threading.Thread(target=lambda: self._listen(running), name="readings", daemon=True)
        self._running = running = _Running(process, listening)
        listening.start()
        return running

    def _listen(self, running: _Running) -> None:
        """Hand every answer to who waits for it; when the process ends, so does the waiting."""
        assert running.process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            for line in running.process.stdout:
                told = Told.model_validate_json(line)
                waiting = running.waiting.pop(told.number, None)
                if waiting is not None:
                    waiting.set_result(told)
        running.end()
        with self._lock:  # nobody is added any more: it has ended
            left = list(running.waiting.values())
            for pipe in (running.process.stdin, running.process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
        for waiting in left:
            waiting.set_exception(OSError("the process that reads has ended"))


class HeardBeside:
    """A reader in the process beside; where that cannot answer, the line is read here by the same reader."""

    def __init__(self, beside: ReadingBeside, bank: Bank, here: Callable[[], Hearing]) -> None:
        self._beside = beside
        self._bank = bank
        self._here = here
        self._key, self._name = beside.learn(bank)

    @property
    def name(self) -> str:
        """The reader and its version."""
        return self._name

    def read(self, text: str, context: DialogueContext = NO_CONTEXT) -> Reading:
        """Return the reading of a text in its conversation."""
        try:
            found = self._beside.read(self._key, text, context)
            if found is None:  # a new process has learnt nothing yet
                self._beside.learn(self._bank)
                found = self._beside.read(self._key, text, context)
        except UnreadError:
            found = None
        return self._here().read(text, context) if found is None else found
