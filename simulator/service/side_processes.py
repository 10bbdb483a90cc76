"""Processes that work beside this one, which one Ctrl+C ends: what is done stays, what waits is dropped.

An interrupt reaches every process of a terminal. Fallen into a worker while it fetches its next piece, it
would let everybody wait for ever; so workers leave it to this process. Nothing here knows what is worked at.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


@contextmanager
def side_processes(
    number: int, begin: Callable[..., None] | None = None, *given: Any, copies: bool = False
) -> Iterator[Executor]:
    """Yield what runs pieces of work in ``number`` processes, each of which calls ``begin(*given)`` first.

    ``copies``: they begin as copies of this process, everything read. On an interrupt each finishes the piece
    that it has begun, so that nothing is left half written and no lock is left taken by somebody who is gone.
    """
    how = multiprocessing.get_context("fork") if copies else None
    pool = ProcessPoolExecutor(number, mp_context=how, initializer=_begin, initargs=(begin, given))
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _begin(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if begin is not None:
        begin(*given)
