"""Arrays that are looked at where they lie on disk: a process holds what it looks at, and lets it go again.

A file holds named arrays, written whole or not at all and never changed in place; the system keeps it in its
own memory as long as there is room, once for all processes. A file that is missing or damaged holds nothing.
Knows numbers by name and never what they are for.
"""

import json
import mmap
import sys
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import IO, Any
from weakref import WeakSet

import numpy as np
import numpy.typing as npt

from simulator.model.whole_files import write_whole

Array = npt.NDArray[Any]

ALIGNED = 64
_LONGEST_HEAD = 65_536
_LOCAL_HEAD = 30
"""Bytes before the name of a member of a ZIP file; the lengths of name and extras are the last four."""

MOST_AWAKE = 4
MOST_LINES = 8
"""Files and lines that are looked at before all pages are let go: to look again takes a hundredth of a line.

The system brings sixteen pages where one is looked at, so that every file would soon be held whole."""


@dataclass(frozen=True, eq=False)
class InPlace:
    """The arrays of one file, which cannot be changed."""

    arrays: Mapping[str, Array]
    _held: mmap.mmap | bytes = field(repr=False)

    def rest(self) -> None:
        """Let go of the pages that were looked at; the next look brings them back."""
        if sys.platform == "linux" and isinstance(self._held, mmap.mmap):
            self._held.madvise(mmap.MADV_DONTNEED)


class _Looks:
    """Who was looked at since all pages were let go."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._all: WeakSet[InPlace] = WeakSet()
        self._awake: set[int] = set()
        self._lines = 0

    def known(self, opened: InPlace) -> InPlace:
        """Take note of a file."""
        with self._lock:
            self._all.add(opened)
        return opened

    def line(self, opened: InPlace | None) -> None:
        """Take note that a line is read with a file; let all go when it is time."""
        with self._lock:
            self._awake.add(id(opened))
            self._lines += 1
            if len(self._awake) <= MOST_AWAKE and self._lines <= MOST_LINES:
                return
        self.rest(id(opened))

    def rest(self, *awake: int) -> None:
        """Let go of the pages of every file."""
        with self._lock:
            self._awake, self._lines = set(awake), len(awake)
            for one in self._all:
                one.rest()


_looks = _Looks()
line_read_with = _looks.line
"""To be told before each line: with which file it is read (None: with none)."""
let_go = _looks.rest
"""Lets go of every page."""


def write_arrays(file: Path, arrays: Mapping[str, Array], *, kind: str, most: int) -> bool:
    """Write arrays whole or not at all, and tell whether it went well; ``kind``, ``most``: `write_whole`."""
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    told, check = [], 0
    for name, array in whole.items():
        told.append([name, array.dtype.str, array.shape])
        check = zlib.crc32(_gap(array), zlib.crc32(_bytes(array), check))
    head = json.dumps({"check": check, "arrays": told}).encode() + b"\n"

    def write(out: IO[bytes]) -> None:
        out.write(head.rjust(-(-len(head) // ALIGNED) * ALIGNED))
        for array in whole.values():
            out.write(_bytes(array))
            out.write(_gap(array))

    return write_whole(file, write, kind=kind, most=most)


def look_at(file: Path) -> InPlace | None:
    """Return the arrays of a file; None where it is missing, damaged or of another kind."""
    try:
        held = _held(file)
        head = held[:_LONGEST_HEAD].split(b"\n", 1)[0]
        told = json.loads(head)
        start = len(head) + 1
        with memoryview(held) as whole, whole[start:] as rest:
            sound = zlib.crc32(rest) == told["check"]
        arrays = {}
        for name, kind, shape in told["arrays"]:
            count = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(held, np.dtype(kind), count, start).reshape(shape)
            start += _room(arrays[name])
    except Exception:  # a damaged file shows itself in many ways
        return None
    if not sound:
        return None
    opened = InPlace(arrays, held)
    opened.rest()
    return _looks.known(opened)


def look_into(file: Path) -> InPlace:
    """Return the arrays of a NumPy archive (``.npz``): in place those that are not packed.

    Raises OSError or ValueError for what is no such archive.
    """
    held = _held(file)
    arrays: dict[str, Array] = {}
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = member.filename.removesuffix(".npy")
            if member.compress_type != zipfile.ZIP_STORED:
                arrays[name] = np.load(BytesIO(archive.read(member)), allow_pickle=False)
                continue
            lengths = held[member.header_offset + _LOCAL_HEAD - 4 : member.header_offset + _LOCAL_HEAD]
            start = member.header_offset + _LOCAL_HEAD + sum(np.frombuffer(lengths, "<u2").tolist())
            arrays[name] = _member(held, start, member.file_size)
    opened = InPlace(arrays, held)
    opened.rest()
    return _looks.known(opened)


def _member(held: mmap.mmap | bytes, start: int, size: int) -> Array:
    """Return the array of a member that is not packed."""
    head = BytesIO(held[start : start + min(size, _LONGEST_HEAD)])
    version = np.lib.format.read_magic(head)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, by_columns, kind = read(head)
    count = int(np.prod(shape, dtype=np.int64))
    flat = np.frombuffer(held, kind, count, start + head.tell())
    return flat.reshape(shape, order="F" if by_columns else "C")


def _held(file: Path) -> mmap.mmap | bytes:
    """Return the content of a file: in place, but for a system on which that would forbid to replace it."""
    if sys.platform == "win32":
        return file.read_bytes()
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def _room(array: Array) -> int:
    """Return how many bytes an array takes in a file."""
    return -(-array.nbytes // ALIGNED) * ALIGNED


def _bytes(array: Array) -> memoryview:
    """Return the bytes of an array, which are not copied: vectors of all lines take 30 MB."""
    return array.reshape(-1).view(np.uint8).data


def _gap(array: Array) -> bytes:
    return bytes(_room(array) - array.nbytes)
