"""Labels of choices that can be told apart: two that read alike would be one choice, whoever they stand for.

Streamlit knows an option of a radio or a list by its words alone. Here is also kept which of a row of tabs
stands open. It draws nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from itertools import count
from typing import Any


def apart(labels: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the labels of choices by id, no two alike.

    Those that read alike get what ``more`` says of them behind; where that is alike too they are numbered.
    """
    alike = Counter(labels.values())
    told = {i: f"{x} · {more[i]}" if more and alike[x] > 1 and i in more else x for i, x in labels.items()}
    taken, seen = set(told.values()), set[str]()
    found = {}
    for i, label in told.items():
        found[i] = label if label not in seen else _numbered(label, taken)
        seen.add(label)
    return found


def standing(
    state: MutableMapping[Any, Any],
    key: str,
    offered: Sequence[str],
    first: Callable[[], str] | None = None,
    of: str = "",
) -> str:
    """Return which of a row of tabs stands open, and say so in the session's state, before they are drawn.

    The chosen one, else the one that stood open before (in the same thing, by ``of``), else what ``first``
    finds, which is asked only then (without it, the first of them). Nobody can choose none; but a browser
    that builds the tabs anew while a page is being drawn says so at times, and without this would lead back
    to the first. What is returned is to be their default as well, on which such a browser falls back.
    """
    before = state.get(f"{key}_before", ("", ""))
    wanted = (state.get(key), before[1] if before[0] == of else "")
    found = next((str(name) for name in wanted if name in offered), "")
    if not found:
        opened = first() if first else ""
        found = opened if opened in offered else offered[0]
    if state.get(key) != found:
        state[key] = found
    state[f"{key}_before"] = of, found
    return found


def _numbered(label: str, taken: set[str]) -> str:
    """Return a label with the first number that makes it another than all that are taken, and take it."""
    free = next(x for n in count(2) if (x := f"{label} ({n})") not in taken)
    taken.add(free)
    return free
