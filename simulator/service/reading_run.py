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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from simulator.service.kept_encoder import log_it, open_encoder
from simulator.service.reading_words import Asked, Bank, Told
from simulator.understanding.encoder import Encoder
from simulator.understanding.hand import Hand
from simulator.understanding.reader import Reader, fit_reader

AT_ONCE = 2
"""Lines that are read beside each other: numpy's arithmetic leaves Python's lock to the other one."""
MOST_READERS = 48
MOST_TOGETHER = 4
"""So many lines that wait are read in one go: it is done sooner, but the first waits for the last."""
SWITCH_SECONDS = 0.001


class Reading:
    """The readers that were learnt here, and the answers they give."""

    def __init__(self, encoder: Encoder | None, cache: Path, without: Sequence[str] = ()) -> None:
        self._hand = Hand()
        self._encoder = None if encoder is None else encoder.with_hand(self._hand)
        self._cache = cache
        self._without = without
        self._lock = threading.Lock()
        self._readers: OrderedDict[str, Reader] = OrderedDict()

    def answer(self, asked: Asked) -> Told:
        """Answer one question; what goes wrong in it is told and ends nothing."""
        try:
            return self._learn(asked.number, asked.bank) if asked.bank is not None else self._read(asked)
        except Exception as fault:
            return Told(number=asked.number, why_not=f"{type(fault).__name__}: {fault}")

    def answers(self, asked: Sequence[Asked]) -> Iterator[Told]:
        """Answer several questions: lines for one reader in one go, where nothing goes wrong with any.

        What is to be learnt comes last: it takes seconds.
        """
        together: dict[str, list[Asked]] = {}
        for one in asked:
            together.setdefault("" if one.bank is not None else one.key, []).append(one)
        for key in sorted(together, key=lambda key: not key):
            yield from self._in_one_go(key, together[key]) or map(self.answer, together[key])

    def _in_one_go(self, key: str, asked: Sequence[Asked]) -> list[Told]:
        """Return the readings of lines for one reader; nothing where they must be read one by one."""
        reader = self._reader(key) if key and len(asked) > 1 else None
        if reader is None:
            return []
        with suppress(Exception):  # what is wrong with one of them is told of that one alone
            with self._hand.reading():
                readings = reader.read_all([(one.text, one.context) for one in asked])
            numbered = zip(asked, readings, strict=True)
            return [Told(number=one.number, reading=heard) for one, heard in numbered]
        return []

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
        return Told(number=number, key=reader.key, name=reader.name, without=" ".join(self._without))

    def _read(self, asked: Asked) -> Told:
        reader = self._reader(asked.key)
        if reader is None:
            return Told(number=asked.number)
        with self._hand.reading():
            return Told(number=asked.number, reading=reader.read(asked.text, asked.context))

    def _reader(self, key: str) -> Reader | None:
        with self._lock:
            reader = self._readers.get(key)
            if reader is not None:
                self._readers.move_to_end(key)
        return reader


def _with_more(line: str, waiting: queue.SimpleQueue[str]) -> list[Asked]:
    """Return a question with its share of those that wait behind it."""
    lines = [line]
    while len(lines) <= min(MOST_TOGETHER - 1, (waiting.qsize() + len(lines) - 1) // AT_ONCE):
        try:
            lines.append(waiting.get_nowait())
        except queue.Empty:
            break
    asked = [Asked.model_validate_json(one) for one in lines if one]
    for _ in lines[len(asked) :]:
        waiting.put("")  # the end, which was for another
    return asked


def serve(reading: Reading, asked: Iterable[str], out: TextIO) -> None:
    """Answer every question, in the order in which answers are found, until there are no more."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    writing = threading.Lock()

    def work() -> None:
        while line := waiting.get():
            for told in reading.answers(_with_more(line, waiting)):
                answer = told.model_dump_json(exclude_defaults=True)
                try:
                    with writing:
                        out.write(f"{answer}\n")
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
        without: list[str] = []
        encoder = open_encoder(data, tell=without.append)
        for sentence in without:
            log_it(sentence)
        serve(Reading(encoder, data / "cache", without), sys.stdin, out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
