"""Reads lines for a server in a process of its own: two at a time, for as long as the server speaks to it.

``python -m simulator.service.reading_run DATA`` hears questions on standard input and answers on standard
output (``reading_words``). It holds the encoder, so that the server need not; it keeps no line and no record.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from simulator.service.kept_encoder import open_encoder
from simulator.service.reading_words import Asked, Bank, Told
from simulator.understanding.encoder import Encoder
from simulator.understanding.reader import Reader, fit_reader

AT_ONCE = 2
"""Lines that are read beside each other: numpy's arithmetic leaves Python's lock to the other one."""
MOST_READERS = 48
SWITCH_SECONDS = 0.001


class Reading:
    """The readers that were learnt here, and the answers they give."""

    def __init__(self, encoder: Encoder | None, cache: Path) -> None:
        self._encoder = encoder
        self._cache = cache
        self._lock = threading.Lock()
        self._readers: OrderedDict[str, Reader] = OrderedDict()

    def answer(self, asked: Asked) -> Told:
        """Answer one question; what goes wrong in it is told and ends nothing."""
        try:
            return self._learn(asked.number, asked.bank) if asked.bank is not None else self._read(asked)
        except Exception as fault:
            return Told(number=asked.number, why_not=f"{type(fault).__name__}: {fault}")

    def _learn(self, number: int, bank: Bank) -> Told:
        reader = fit_reader(
            bank.acts, off_topic=bank.off_topic, encoder=self._encoder, cache_folder=self._cache
        )
        gc.collect()
        gc.freeze()  # what was learnt stays: no later collection looks through it while a line waits
        with self._lock:
            self._readers[reader.key] = reader
            while len(self._readers) > MOST_READERS:
                self._readers.popitem(last=False)
        return Told(number=number, key=reader.key, name=reader.name)

    def _read(self, asked: Asked) -> Told:
        with self._lock:
            reader = self._readers.get(asked.key)
            if reader is not None:
                self._readers.move_to_end(asked.key)
        if reader is None:
            return Told(number=asked.number)
        return Told(number=asked.number, reading=reader.read(asked.text, asked.context))


def serve(reading: Reading, asked: Iterable[str], out: TextIO) -> None:
    """Answer every question, in the order in which answers are found, until there are no more."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    writing = threading.Lock()

    def work() -> None:
        while line := waiting.get():
            told = reading.answer(Asked.model_validate_json(line)).model_dump_json(exclude_defaults=True)
            try:
                with writing:
                    out.write(f"{told}\n")
                    out.flush()
            except BrokenPipeError:
                return  # the server has ended: nobody hears this, nor any answer after it

    workers = [threading.Thread(target=work, daemon=True) for _ in range(AT_ONCE)]
    for worker in workers:
        worker.start()
    for line in asked:
        if line.endswith("\n"):  # half a line is the last of a server that was killed as it asked
            waiting.put(line)
    for _ in workers:
        waiting.put("")
    for worker in workers:
        worker.join()


def main(words: list[str]) -> int:
    """Serve the process that started this one; it ends when that one does."""
    data = Path(words[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to act upon: it then ends this
    sys.setswitchinterval(SWITCH_SECONDS)
    # Answers have the way out to themselves: whatever a library prints goes where complaints go.
    with suppress(BrokenPipeError), os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n") as out:
        os.dup2(2, 1)
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        serve(Reading(open_encoder(data), data / "cache"), sys.stdin, out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
