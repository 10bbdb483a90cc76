"""What the proofs of a form leave for the next one: plays and their marking, each under all that it rests on.

A scenario is proved again on every save in an editor, and most saves change few plays. Nothing is looked up
by what was edited: a play is known by the digest of all that could have changed it.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
EARLIER = 2
"""So many proofs are remembered beside the one being made: an edit that is taken back is proved at once."""


class Memory:
    """What was found out for the proofs of one form; what no proof has needed for a while is forgotten."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._now: dict[Hashable, Any] = {}
        self._earlier: tuple[dict[Hashable, Any], ...] = ()

    def begin(self) -> None:
        """Begin a proof: what it needs of earlier ones is kept, and the rest after some more proofs not."""
        self._earlier = (self._now, *self._earlier)[:EARLIER]
        self._now = {}

    def rest(self) -> None:
        """Forget what the next proof will not look for: to let go of so much takes time."""
        self._earlier = self._earlier[: EARLIER - 1]

    def of(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what stands under a key that names all it rests on; found out where it is not known."""
        if key not in self._now:
            known = next((known[key] for known in self._earlier if key in known), None)
            self._now[key] = find() if known is None else known
        found: T = self._now[key]
        return found
