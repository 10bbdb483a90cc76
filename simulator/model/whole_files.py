"""Writes files that are kept only to save time: whole or not at all, and no more of a kind than are worth it.

Never for what must last: where nothing can be written, nothing is kept and nobody is told.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO


def write_whole(file: Path, write: Callable[[IO[bytes]], object], *, kind: str = "", most: int = 0) -> bool:
    """Write a file by ``write``; tell whether that went well.

    ``kind`` is the pattern of the files of its kind beside it: beyond ``most`` the longest unused go.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            write(out)
        Path(name).replace(file)
    except OSError:
        return False
    if kind:
        _thin_out(file.parent, kind, most)
    return True


def _thin_out(folder: Path, kind: str, most: int) -> None:
    with suppress(OSError):
        kept = sorted(folder.glob(kind), key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-most]:
            old.unlink(missing_ok=True)
