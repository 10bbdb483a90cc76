"""Keeps once what several readers hold alike: they all know the shared acts. Nothing lives longer for it.

Knows values by their content alone and never what they are for; whoever shares one must not change it.
"""

from collections.abc import Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

_kept: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()
_lock = Lock()


def kept_once(value: T) -> T:
    """Return the value like this one that somebody holds already, or this one, which must be hashable."""
    key = type(value), hash(value)
    with _lock:
        found: T | None = _kept.get(key)
        if found is not None and found == value:
            return found
        _kept[key] = value
        return value
