"""How a part of the classes page tells what was done: a sentence, shown once the page is drawn anew."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[[str], None]
