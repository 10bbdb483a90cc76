"""Gives memory that was only needed for learning back to the operating system, where that must be asked for.

Learning a call takes ten times what it leaves; without this, half as much again stays with the process.
"""

import ctypes
import sys
from contextlib import suppress
from functools import cache

LARGE = 1 << 22
"""Bytes from which an array stands apart; NumPy asks for large pages from the same size on."""

_MMAP_THRESHOLD = -3
"""What the C library of Linux calls the size from which it asks the system for each piece by itself."""


@cache
def large_apart() -> None:
    """Have each large array stand apart, so that it goes back to the system as soon as nobody needs it.

    Else the C library lets smaller and lasting things settle between them, on pages that are large for all.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library, which has no such call
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give back what is free (the C library of Linux holds on to it); elsewhere nothing has to be done."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library, which has no such call
            ctypes.CDLL(None).malloc_trim(0)
