"""Where each mark (a word, a pair of words, a group of letters) stands among those that a reader knows.

Readers know much the same marks, each at other places. A process numbers every mark once; a reader keeps only
the place of each number, four bytes in place of fifty. The numbers differ from run to run, the places never.
"""

from array import array
from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

_numbers: dict[str, int] = {}
_lock = Lock()

UNKNOWN = -1
FEW = 4096
"""Fewer marks than this keep places of their own: they would not fill the places of all numbers."""


class Places:
    """The places of marks, in the order in which they were handed in."""

    def __init__(self, marks: Sequence[str]) -> None:
        """Learn where marks stand; none may be given twice."""
        self._few = {mark: place for place, mark in enumerate(marks)} if len(marks) < FEW else None
        self._places = array("i")
        if self._few is not None:
            return
        with _lock:
            own = [_numbers.setdefault(mark, len(_numbers)) for mark in marks]
        places = np.full(max(own, default=-1) + 1, UNKNOWN, dtype=np.int32)
        places[own] = np.arange(len(own), dtype=np.int32)
        self._places = array("i", places.tobytes())

    def of(self, marks: Iterable[str]) -> list[int]:
        """Return the place of each of a line's marks, -1 where it is not known."""
        if self._few is not None:
            return [self._few.get(mark, UNKNOWN) for mark in marks]
        places, count = self._places, len(self._places)
        numbers = (_numbers.get(mark, count) for mark in marks)
        return [places[number] if number < count else UNKNOWN for number in numbers]

    def all_of(self, marks: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the place of each of very many marks, -1 where it is not known."""
        if self._few is not None:
            return np.fromiter((self._few.get(mark, UNKNOWN) for mark in marks), np.int64, len(marks))
        places = np.append(np.frombuffer(self._places, dtype=np.int32), np.int32(UNKNOWN))
        numbers = np.fromiter((_numbers.get(mark, UNKNOWN) for mark in marks), np.int64, len(marks))
        numbers[numbers >= len(self._places)] = UNKNOWN
        return places[numbers].astype(np.int64)
