"""Keeps what took seconds to work out as pickled files, and tells apart the code that worked it out.

Whoever keeps something names its file by all that it rests on. A missing, damaged or unwritable file only
costs the time of working it out again. Never to be pointed at a folder that strangers write to: what is
unpickled is trusted, as the database beside it is.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from simulator.model.whole_files import write_whole

T = TypeVar("T")


def unpickled(file: Path, kind: type[T]) -> T | None:
    """Return the value of a kind that a file holds; None where there is none that can be used."""
    try:
        found = pickle.loads(file.read_bytes())  # noqa: S301 - our own file, see above
    except Exception:  # whatever a damaged file raises, the value is worked out again
        return None
    return found if isinstance(found, kind) else None


def keep_pickled(file: Path, value: object, *, kind: str, most: int) -> None:
    """Keep a value, whole or not at all; ``kind`` and ``most`` as ``write_whole`` takes them."""
    write_whole(
        file,
        lambda out: pickle.dump(value, out, protocol=pickle.HIGHEST_PROTOCOL),
        kind=kind,
        most=most,
    )


def each_digest(files: Iterable[Path]) -> Iterator[str]:
    """Yield the name of each file with the digest of what it holds: wherever the checkout lies, the same."""
    for path in files:
        yield f"{path.name} {sha256(path.read_bytes()).hexdigest()}"
