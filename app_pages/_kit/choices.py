"""Labels of choices that can be told apart: two that read alike would be one choice, whoever they stand for.

Streamlit knows an option of a radio or a list by its words alone. It draws nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import count


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


def _numbered(label: str, taken: set[str]) -> str:
    """Return a label with the first number that makes it another than all that are taken, and take it."""
    free = next(x for n in count(2) if (x := f"{label} ({n})") not in taken)
    taken.add(free)
    return free
