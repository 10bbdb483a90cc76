"""Notices that files were saved, by looking at them thirty times a second; it opens none of them.

An editor writes a file in pieces, or takes it away and puts another in its place: what was saved counts only
once it stands still from one look to the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

LOOKS_EVERY = 0.03
"""Seconds from one look at the files to the next; one at the files of a scenario takes 0.3 ms."""

Stamps = dict[Path, tuple[int, ...]]
Tick = Callable[[float], object]
"""Lets the time to the next look pass, of which so many seconds were made use of already."""


def moment(spent: float = 0.0) -> None:
    """Wait until the next look."""
    time.sleep(max(LOOKS_EVERY - spent, 0.0))


def stamps_of(files: Iterable[Path]) -> Stamps:
    """Return by what a change of each file is told; a file that is not there has none."""
    found: Stamps = {}
    for path in files:
        try:
            seen = path.stat()
        except OSError:
            continue
        found[path] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
    return found


def changed(before: Stamps, after: Stamps) -> set[Path]:
    """Return the files that are otherwise than they were, new or gone."""
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def next_save(
    seen: Stamps, look: Callable[[], Stamps], tick: Tick, meanwhile: Callable[[], object] = bool
) -> tuple[Stamps, float]:
    """Return the stamps once some of them differ and stand still, and when that was first noticed.

    ``meanwhile`` is done before each look that may show them so: what it read then stands as they do.
    """
    while (now := look()) == seen:
        tick(0.0)
    noticed = time.perf_counter()
    while True:
        begun = time.perf_counter()
        meanwhile()
        tick(time.perf_counter() - begun)
        after = look()
        if after == now:
            return now, noticed
        now = after
