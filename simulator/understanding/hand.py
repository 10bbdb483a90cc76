"""Lends a second thread to one long line: half of its pieces run through the layers there, half here.

Only while a single line is read, so that two lines that are read at once keep a core each. Knows no line and
no layer; what comes out is the same with and without it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Hand:
    """A thread that helps whoever reads alone. ``reading`` tells it that somebody does."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="hand")
        self._lock = Lock()
        self._readings = 0
        self._lent = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Count one who reads, for as long as they do."""
        with self._lock:
            self._readings += 1
        try:
            yield
        finally:
            with self._lock:
                self._readings -= 1

    def lend(self, work: Callable[[], T]) -> "Future[T] | None":
        """Begin a piece of work beside the caller's own; None where nobody, or another one, reads as well."""
        with self._lock:
            if self._lent or self._readings != 1:
                return None
            self._lent = True
        return self._pool.submit(self._done, work)

    def _done(self, work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            with self._lock:
                self._lent = False
